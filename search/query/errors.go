package query

import (
	"errors"
	"fmt"
	"unicode/utf8"
)

// The classes of errors, for errors.Is. Every error of Parse and ParseDates is an *Error that wraps one of them.
var (
	// ErrSyntax is returned when an operator lacks what it works on, or brackets around operators don't pair.
	ErrSyntax = errors.New("malformed query")
	// ErrDate is returned when a date or a range of dates can't be read or doesn't exist.
	ErrDate = errors.New("malformed date")
	// ErrTooBig is returned when a query exceeds MaxBytes, MaxLeaves or MaxDepth.
	ErrTooBig = errors.New("query too big")
)

// Error says what is wrong with a query, where, and what to write instead.
type Error struct {
	Query   string // the whole input
	Span    Span   // the spot in Query
	Message string // what is wrong, in one short clause
	Hint    string // what to do about it; "" when the message says all
	Kind    error  // ErrSyntax, ErrDate or ErrTooBig
}

// Error returns the message, its place and the hint in one line.
func (e *Error) Error() string {
	s := fmt.Sprintf("query, column %d: %s", e.Column(), e.Message)
	if e.Hint != "" {
		s += " (" + e.Hint + ")"
	}
	return s
}

// Unwrap returns the class of the error.
func (e *Error) Unwrap() error { return e.Kind }

// Column returns the place of the spot, counted in characters (runes) from 1.
func (e *Error) Column() int { return utf8.RuneCountInString(e.Query[:e.Span.Start]) + 1 }
