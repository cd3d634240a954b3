package server

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"timbao/search"
	"timbao/search/query"
)

// Problem is an error answer (RFC 9457).
type Problem struct {
	Type      string       `json:"type" doc:"Name of this kind of problem; it never changes."`
	Title     string       `json:"title" doc:"The kind of problem in words."`
	Status    int          `json:"status" doc:"The HTTP status."`
	Detail    string       `json:"detail,omitempty" doc:"What is wrong with this request, and what to do."`
	Parameter string       `json:"parameter,omitempty" doc:"The first parameter to blame."`
	Column    int          `json:"column,omitempty" doc:"Where a malformed query went wrong, in characters from 1."`
	Caret     string       `json:"caret,omitempty" doc:"The query with a caret under that place, in two lines."`
	Hint      string       `json:"hint,omitempty" doc:"What could be written instead."`
	Errors    []ParamIssue `json:"errors,omitempty" doc:"Every parameter to blame."`
	RequestID string       `json:"request_id,omitempty" doc:"The request, as the log of the server calls it."`

	retryAfter int // seconds; 0 = trying again is no use
	header     http.Header
}

// ParamIssue is one parameter that could not be used.
type ParamIssue struct {
	Parameter string `json:"parameter"`
	Value     string `json:"value,omitempty"`
	Detail    string `json:"detail"`
}

// The kinds of problems, each the end of a type URI.
const (
	kindBadParam   = "bad-parameter"
	kindBadQuery   = "bad-query"
	kindBadJSON    = "bad-json"
	kindMediaType  = "unsupported-media-type"
	kindTooLarge   = "body-too-large"
	kindNotFound   = "not-found"
	kindMethod     = "method-not-allowed"
	kindBusy       = "busy"
	kindTimeout    = "search-timeout"
	kindNoIndex    = "no-index"
	kindDamaged    = "damaged-index"
	kindKey        = "no-key"
	kindTooMany    = "too-many-requests"
	kindHost       = "wrong-host"
	kindForeign    = "foreign-site"
	kindInternal   = "internal"
	kindClientGone = "client-gone"
	kindPrefix     = "urn:problem-type:timbao:"
)

// statusClientGone marks requests in the log whose client hung up: nobody reads the answer.
const statusClientGone = 499

// titles is the wording of each kind; it is never changed.
var titles = map[string]string{
	kindBadParam:   "A parameter of the search cannot be used",
	kindBadQuery:   "The query is malformed",
	kindBadJSON:    "The body is not the JSON of a search",
	kindMediaType:  "The body is of a type that is not read",
	kindTooLarge:   "The body is too large",
	kindNotFound:   "Nothing is here",
	kindMethod:     "This address does not take this method",
	kindBusy:       "The server is busy",
	kindTimeout:    "The search took too long",
	kindNoIndex:    "There is no index to search",
	kindDamaged:    "The index is damaged",
	kindKey:        "Who are you?",
	kindTooMany:    "Too many requests",
	kindHost:       "Another server is meant",
	kindForeign:    "Another site has sent this",
	kindInternal:   "The server made a mistake",
	kindClientGone: "The client hung up",
}

// newProblem makes a problem of a kind.
func newProblem(status int, kind, detail string) *Problem {
	return &Problem{Type: kindPrefix + kind, Title: titles[kind], Status: status, Detail: detail}
}

// is says whether the problem is of a kind.
func (p *Problem) is(kind string) bool { return p.Type == kindPrefix+kind }

// Error says what the problem is.
func (p *Problem) Error() string { return p.Title + ": " + p.Detail }

// GetStatus gives huma the status.
func (p *Problem) GetStatus() int { return p.Status }

// GetHeaders gives huma the header fields that belong to the problem.
func (p *Problem) GetHeaders() http.Header {
	h := p.header.Clone()
	if h == nil {
		h = http.Header{}
	}
	if p.retryAfter > 0 {
		h.Set("Retry-After", strconv.Itoa(p.retryAfter))
	}
	if p.Status >= 400 {
		h.Set("Cache-Control", "no-store")
	}
	return h
}

// ContentType gives huma the media type of a problem. A 304 keeps the type of the answer that the client already has.
func (p *Problem) ContentType(usual string) string {
	if p.Status == http.StatusNotModified {
		return usual
	}
	return "application/problem+json"
}

// writeProblem answers with a problem outside huma.
func writeProblem(w http.ResponseWriter, p *Problem) {
	h := w.Header()
	for name, v := range p.GetHeaders() {
		h[name] = v
	}
	h.Set("Content-Type", p.ContentType(""))
	w.WriteHeader(p.Status)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	// A client that went away cannot be told about it.
	_ = enc.Encode(p)
}

// problemOf turns any error into what a client may know about it. What it does not recognise becomes a 500 without details.
func problemOf(err error) *Problem {
	var (
		problem *Problem
		bad     badParams
		one     *search.ParamError
		malform *query.Error
		large   *http.MaxBytesError
	)
	switch {
	case errors.As(err, &problem):
		return problem
	case errors.As(err, &bad):
		return paramProblem(bad)
	case errors.As(err, &one):
		return paramProblem(badParams{one})
	case errors.As(err, &malform):
		return queryProblem(malform)
	case errors.As(err, &large):
		return newProblem(http.StatusRequestEntityTooLarge, kindTooLarge, fmt.Sprintf("a search is at most %d bytes of JSON", large.Limit))
	case errors.Is(err, search.ErrParam):
		return newProblem(http.StatusBadRequest, kindBadParam, err.Error())
	case errors.Is(err, search.ErrNotFound):
		return newProblem(http.StatusNotFound, kindNotFound, "no article has this id; it may have been removed from the archive")
	default:
		return failure(err)
	}
}

// failure is the problem of a request that was in order.
func failure(err error) *Problem {
	switch {
	case errors.Is(err, ErrBusy):
		p := newProblem(http.StatusServiceUnavailable, kindBusy, ErrBusy.Error())
		p.retryAfter = 1
		return p
	case errors.Is(err, context.DeadlineExceeded):
		p := newProblem(http.StatusServiceUnavailable, kindTimeout, "narrow the search (more words, a period, no wildcard) or try again later")
		p.retryAfter = 5
		return p
	case errors.Is(err, context.Canceled):
		return newProblem(statusClientGone, kindClientGone, "")
	case errors.Is(err, search.ErrNoIndex):
		p := newProblem(http.StatusServiceUnavailable, kindNoIndex, "build one with: timbao index")
		p.retryAfter = 30
		return p
	case errors.Is(err, search.ErrDamaged):
		p := newProblem(http.StatusServiceUnavailable, kindDamaged, "the log of the server says which file; build the index anew with: timbao index --rebuild")
		p.retryAfter = 60
		return p
	default:
		return newProblem(http.StatusInternalServerError, kindInternal, "the log of the server says more under this request_id")
	}
}

// paramProblem names every bad parameter.
func paramProblem(bad badParams) *Problem {
	p := newProblem(http.StatusBadRequest, kindBadParam, bad.Error())
	for i, e := range bad {
		if i == 0 {
			p.Parameter = e.Name
		}
		p.Errors = append(p.Errors, ParamIssue{Parameter: e.Name, Value: shorten(e.Value), Detail: e.Reason})
	}
	return p
}

// queryProblem says where a query is malformed.
func queryProblem(e *query.Error) *Problem {
	p := newProblem(http.StatusBadRequest, kindBadQuery, e.Message)
	p.Parameter, p.Hint, p.Caret, p.Column = "q", e.Hint, e.Caret(), e.Column()
	return p
}
