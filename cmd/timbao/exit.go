package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"timbao/indexer"
	"timbao/search"
	"timbao/search/query"
)

// The exit codes of the program; `timbao --help` lists them.
const (
	exitDone        = 0
	exitFailure     = 1
	exitUsage       = 2
	exitSkipped     = 3
	exitNoIndex     = 10
	exitLocked      = 11
	exitInterrupted = 130
)

// exitError carries an exit code that differs from the one its error would get. A nil Err means that everything was said already.
type exitError struct {
	Code int
	Err  error
}

func (e *exitError) Error() string {
	if e.Err == nil {
		return fmt.Sprintf("exit code %d", e.Code)
	}
	return e.Err.Error()
}

func (e *exitError) Unwrap() error { return e.Err }

// usagef is an error in how a command was called.
func usagef(format string, args ...any) error {
	return &exitError{Code: exitUsage, Err: fmt.Errorf(format, args...)}
}

// exitCode is the code that an error ends the program with.
func exitCode(err error) int {
	var coded *exitError
	var syntax *query.Error
	var param *search.ParamError
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &coded):
		return coded.Code
	case errors.As(err, &syntax), errors.As(err, &param), errors.Is(err, indexer.ErrProfile):
		return exitUsage
	case errors.Is(err, context.Canceled):
		return exitInterrupted
	case errors.Is(err, search.ErrNoIndex):
		return exitNoIndex
	case errors.Is(err, indexer.ErrLocked):
		return exitLocked
	}
	return exitFailure
}

// explain turns an error into what the program says about it: one line that ends with what to do, and for a malformed query the
// query with a caret under the spot.
func explain(err error, index string) string {
	var syntax *query.Error
	switch {
	case errors.As(err, &syntax):
		return strings.TrimRight(err.Error()+"\n"+syntax.Caret(), "\n")
	case errors.Is(err, context.Canceled):
		return "interrupted"
	case errors.Is(err, search.ErrNoIndex):
		return fmt.Sprintf("no index in %s; make one with 'timbao index PATH…', or name another with --index DIR", index)
	case errors.Is(err, search.ErrNotFound):
		return err.Error() + "; hits of 'timbao query' end with their path or id"
	case errors.Is(err, search.ErrDamaged) && !strings.Contains(err.Error(), "--rebuild"):
		return err.Error() + "; restore a copy or build it again with 'timbao index --rebuild PATH…'"
	case errors.Is(err, fs.ErrPermission):
		return err.Error() + " (may this user read and write there?)"
	}
	return err.Error()
}
