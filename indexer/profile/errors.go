package profile

import (
	"errors"
	"fmt"
)

// ErrInvalid is what every error about the content of a profile is.
var ErrInvalid = errors.New("invalid profile")

// Problem is one thing that is wrong with a profile. It is an ErrInvalid.
type Problem struct {
	File   string // as it was named
	Line   int    // from 1; 0 if it is not of one line
	Key    string // "source.files"; "" for a mistake of syntax
	Reason string // what is wrong and what is allowed
}

// Error is one line: "timbao.toml:4: source.files: …".
func (p *Problem) Error() string {
	s := p.File
	if p.Line > 0 {
		s += fmt.Sprintf(":%d", p.Line)
	}
	if p.Key != "" {
		s += ": " + p.Key
	}
	return s + ": " + p.Reason
}

// Unwrap makes a Problem an ErrInvalid.
func (p *Problem) Unwrap() error { return ErrInvalid }
