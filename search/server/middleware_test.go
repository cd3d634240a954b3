package server

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
)

func TestAPanicIsA500WithoutAStack(t *testing.T) {
	f := newFake(1)
	f.before = func(context.Context) error { panic("out of paper near /secret") }
	var log bytes.Buffer
	s := start(t, f, Options{Log: slog.New(slog.NewTextHandler(&log, nil))})
	for target, begin := range map[string]string{"/api/v1/search?q=x": "{", "/?q=x": "<!doctype html>"} {
		w := call(t, s, "GET", target, "")
		body := w.Body.String()
		if w.Code != 500 || !strings.HasPrefix(body, begin) || strings.Contains(body, "secret") || strings.Contains(body, "goroutine") {
			t.Errorf("%s: %d %s", target, w.Code, body)
		}
		if !strings.Contains(log.String(), "out of paper") || !strings.Contains(log.String(), w.Header().Get("X-Request-Id")) {
			t.Errorf("%s: the log lacks it: %s", target, &log)
		}
	}
}

func TestSecurityHeadersAreOnEveryAnswer(t *testing.T) {
	f := newFake(1)
	s := start(t, f, Options{})
	for _, target := range []string{"/", "/?q=x", "/?limit=-1", "/articles/none", "/api/v1/search", "/api/v1/search?limit=-1", "/nothing", "/healthz", "/api/v1/openapi.json", s.page.assets["style.css"].url} {
		h := call(t, s, "GET", target, "").Header()
		for name, want := range map[string]string{
			"Content-Security-Policy": "default-src 'none'", "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin",
		} {
			if !strings.HasPrefix(h.Get(name), want) {
				t.Errorf("%s: %s is %q", target, name, h.Get(name))
			}
		}
		if strings.Contains(h.Get("Content-Security-Policy"), "unsafe") {
			t.Errorf("%s: policy %s", target, h.Get("Content-Security-Policy"))
		}
		if len(h.Get("X-Request-Id")) < 16 || h.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s: headers %v", target, h)
		}
	}
}

func TestTheLogKeepsQueriesPrivate(t *testing.T) {
	f := newFake(1)
	ask := func(o Options) string {
		var log bytes.Buffer
		o.Log = slog.New(slog.NewTextHandler(&log, nil))
		s := start(t, f, o)
		call(t, s, "GET", "/api/v1/search?q=kin-secret", "", "X-Request-Id", "proxy-7")
		call(t, s, "POST", "/api/v1/search", `{"q":"kin-secret"}`, "X-Request-Id", "forged\nline")
		call(t, s, "GET", "/?q=kin-secret", "")
		call(t, s, "GET", "/articles/archive/2019/10/lu-quet.txt?q=kin-secret", "")
		call(t, s, "GET", "/api/v1/search?q=kin-secret&limit=-1", "")
		f.fail(errors.New(`search "kin-secret": disk on fire`))
		call(t, s, "GET", "/api/v1/search?q=kin-secret", "")
		f.fail(nil)
		return log.String()
	}
	private := ask(Options{})
	if strings.Contains(private, "kin-secret") {
		t.Errorf("the log tells what people search for:\n%s", private)
	}
	for _, want := range []string{"id=proxy-7", "status=200", "path=/api/v1/search", "disk on fire", "took_ms="} {
		if !strings.Contains(private, want) {
			t.Errorf("the log lacks %s:\n%s", want, private)
		}
	}
	if strings.Contains(private, "forged") {
		t.Errorf("the log took over a forged id:\n%s", private)
	}
	if open := ask(Options{LogQueries: true}); strings.Count(open, "query=kin-secret") != 6 {
		t.Errorf("the log lacks queries though they were asked for:\n%s", open)
	}
}

func TestHalfAnAnswerDoesNotLookWhole(t *testing.T) {
	s := start(t, newFake(1), Options{})
	h := s.recovered(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if _, err := w.Write([]byte("half")); err != nil {
			t.Error(err)
		}
		panic("in the middle")
	}))
	defer func() {
		if cause, _ := recover().(error); !errors.Is(cause, http.ErrAbortHandler) {
			t.Errorf("the connection is not cut: %v", cause)
		}
	}()
	h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/", nil))
}

// syncBuffer is a log that is read while it is written.
type syncBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

// Write appends to the log.
func (b *syncBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

// String is the log so far.
func (b *syncBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}
