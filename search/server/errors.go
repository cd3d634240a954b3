package server

import (
	"errors"
	"strings"

	"timbao/search"
)

var (
	// ErrBusy is returned when as many searches as are allowed are running and none of them ended in time.
	ErrBusy = errors.New("too many searches are running; try again in a moment")
	// ErrOptions is returned when the options of a server make no sense.
	ErrOptions = errors.New("bad server options")
	// ErrDrain is returned when requests had to be cut at the end, because they took longer than Options.DrainTimeout.
	ErrDrain = errors.New("requests were cut at shutdown")
)

// badParams is every parameter of one request that could not be used.
type badParams []*search.ParamError

// Error joins the reasons.
func (b badParams) Error() string {
	parts := make([]string, len(b))
	for i, e := range b {
		parts[i] = e.Name + ": " + e.Reason
	}
	return strings.Join(parts, "; ")
}

// Is lets errors.Is see the class of the parts.
func (badParams) Is(target error) bool { return target == search.ErrParam }
