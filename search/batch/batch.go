package batch

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"runtime"
	"strings"
	"unicode/utf8"

	"golang.org/x/sync/errgroup"

	"timbao/search"
	"timbao/search/query"
)

// maxLine is the longest line, in bytes. A query has at most query.MaxBytes; filters take the rest.
const maxLine = 64 << 10

// ErrLine is returned, inside another error, for a line that is no search.
var ErrLine = errors.New("not a search")

// Question is one line of a file.
type Question struct {
	Line    int            // from 1
	Request search.Request // what to ask; its zero value if Err is not nil
	Err     error          // why the line is no search: it wraps ErrLine
}

// Answer is what came of a question. Its JSON is the response, with the line before its members, or the line, the query and the error.
type Answer struct {
	Line   int    `json:"line"`
	Query  string `json:"query"`
	Error  string `json:"error,omitempty"`  // "" if there is a response
	Column int    `json:"column,omitempty"` // where a malformed query went wrong, in characters from 1
	Hint   string `json:"hint,omitempty"`   // what could be written instead
	*search.Response

	Err error `json:"-"` // the error itself; nil if there is a response
}

// Searcher is what is asked; *search.Index is one.
type Searcher interface {
	Search(ctx context.Context, req search.Request) (*search.Response, error)
}

// Read reads the questions of a file one by one. What a line does not say is taken from base. An error of reading ends the file; it is
// the second value of the last pair, and the question is then its zero value.
func Read(r io.Reader, base search.Request) iter.Seq2[Question, error] {
	return func(yield func(Question, error) bool) {
		lines := bufio.NewReaderSize(r, maxLine)
		for n := 1; ; n++ {
			line, tooLong, err := readLine(lines)
			if n == 1 {
				line = bytes.TrimPrefix(line, []byte("\xEF\xBB\xBF"))
			}
			line = bytes.TrimSpace(line)
			q := Question{Line: n}
			switch {
			case tooLong:
				q.Err = fmt.Errorf("%w: the line is longer than %d bytes", ErrLine, maxLine)
			case len(line) > 0:
				q.Request, q.Err = requestOf(line, base)
			}
			if (tooLong || len(line) > 0) && !yield(q, nil) || errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				yield(Question{}, fmt.Errorf("read line %d: %w", n, err))
				return
			}
		}
	}
}

// readLine reads a line, or of one that is too long nothing.
func readLine(r *bufio.Reader) (line []byte, tooLong bool, err error) {
	line, err = r.ReadSlice('\n')
	for errors.Is(err, bufio.ErrBufferFull) {
		tooLong = true
		_, err = r.ReadSlice('\n')
	}
	if tooLong {
		return nil, true, err
	}
	return line, false, err
}

// requestOf reads a line.
func requestOf(line []byte, base search.Request) (search.Request, error) {
	if line[0] != '{' {
		base.Query = string(line)
		return base, nil
	}
	d := json.NewDecoder(bytes.NewReader(line))
	d.DisallowUnknownFields()
	if err := d.Decode(&base); err != nil {
		return search.Request{}, fmt.Errorf("%w: %s", ErrLine, strings.TrimPrefix(err.Error(), "json: "))
	}
	if _, err := d.Token(); err != io.EOF {
		return search.Request{}, fmt.Errorf("%w: there is something behind the JSON object", ErrLine)
	}
	return base, nil
}

// Run asks all questions and shows each answer, in the order of the questions. It returns how many were asked and how many of them
// failed. It ends with the first error of reading, of show, or of ctx; that a question fails ends nothing, unless the archive itself
// can't be read (search.ErrDamaged, search.ErrClosed).
func Run(ctx context.Context, x Searcher, questions iter.Seq2[Question, error], show func(*Answer) error) (asked, failed int, err error) {
	group, ctx := errgroup.WithContext(ctx)
	workers := runtime.GOMAXPROCS(0)
	turns := make(chan struct{}, workers)
	waiting := make(chan chan *Answer, workers)
	group.Go(func() error {
		defer close(waiting)
		for q, err := range questions {
			if err != nil {
				return err
			}
			answer := make(chan *Answer, 1)
			select {
			case waiting <- answer:
			case <-ctx.Done():
				return ctx.Err()
			}
			turns <- struct{}{}
			group.Go(func() error {
				defer func() { <-turns }()
				a := ask(ctx, x, q)
				answer <- a
				return fatal(a.Err)
			})
		}
		return nil
	})
	group.Go(func() error {
		for answer := range waiting {
			select {
			case a := <-answer:
				if fatal(a.Err) != nil {
					return a.Err
				}
				asked++
				if a.Err != nil {
					failed++
				}
				if err := show(a); err != nil {
					return err
				}
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	})
	err = group.Wait()
	return asked, failed, err
}

// ask answers one question.
func ask(ctx context.Context, x Searcher, q Question) *Answer {
	a := &Answer{Line: q.Line, Query: q.Request.Query, Err: q.Err}
	if a.Err == nil {
		a.Response, a.Err = x.Search(ctx, q.Request)
	}
	if a.Err == nil {
		return a
	}
	a.Response, a.Error = nil, a.Err.Error()
	var malformed *query.Error
	if errors.As(a.Err, &malformed) {
		a.Error, a.Column, a.Hint = malformed.Message, malformed.Column(), malformed.Hint
	}
	if !utf8.ValidString(a.Query) {
		a.Query = strings.ToValidUTF8(a.Query, "\uFFFD")
	}
	return a
}

// fatal is err if it says that no question can be answered any more.
func fatal(err error) error {
	for _, end := range []error{context.Canceled, context.DeadlineExceeded, search.ErrDamaged, search.ErrClosed} {
		if errors.Is(err, end) {
			return err
		}
	}
	return nil
}
