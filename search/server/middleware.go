package server

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"regexp"
	"runtime/debug"
	"strconv"
	"strings"
	"time"
)

// entry is what is noted about one request on its way.
type entry struct {
	id    string
	route string        // pattern of the address; "" if nothing has it
	r     *http.Request // as the router saw it, with the values of its path
	query string        // what was searched for: written to the log only if asked
	cut   bool          // the answer ended before it was whole
}

type entryKey struct{}

// entryOf finds the notes about a request; a request that came another way gets empty ones.
func entryOf(ctx context.Context) *entry {
	if e, ok := ctx.Value(entryKey{}).(*entry); ok {
		return e
	}
	return &entry{}
}

// recorder remembers what was answered.
type recorder struct {
	http.ResponseWriter
	status int
	bytes  int64
}

// WriteHeader notes the status.
func (w *recorder) WriteHeader(status int) {
	if w.status == 0 && status >= 200 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

// Write counts the bytes.
func (w *recorder) Write(p []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	n, err := w.ResponseWriter.Write(p)
	w.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (w *recorder) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// givenID is the form in which the request id of a proxy is taken over: it goes into the log and a header as it is.
var givenID = regexp.MustCompile(`^[A-Za-z0-9._-]{1,64}$`)

// logged gives each request an id and writes one line about it when it is over.
func (s *Server) logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		e := &entry{id: r.Header.Get("X-Request-Id")}
		if !givenID.MatchString(e.id) {
			e.id = rand.Text()[:16]
		}
		w.Header().Set("X-Request-Id", e.id)
		rec := &recorder{ResponseWriter: w}
		s.metrics.running.Inc()
		defer func() {
			took := time.Since(start)
			s.metrics.running.Dec()
			s.metrics.answered(r.Method, e.route, rec.status, rec.bytes, took)
			s.logRequest(r, rec, e, took)
		}()
		next.ServeHTTP(rec, r.WithContext(context.WithValue(r.Context(), entryKey{}, e)))
	})
}

// logRequest writes the line. The query of the address is left out: it holds what people search for.
func (s *Server) logRequest(r *http.Request, rec *recorder, e *entry, took time.Duration) {
	level := slog.LevelInfo
	if rec.status >= 500 {
		level = slog.LevelError
	}
	attrs := []slog.Attr{
		slog.String("id", e.id), slog.String("method", r.Method), slog.String("path", r.URL.Path), slog.Int("status", rec.status),
		slog.Int64("bytes", rec.bytes), slog.Float64("took_ms", float64(took.Microseconds())/1000), slog.String("client", r.RemoteAddr),
	}
	if e.cut {
		attrs = append(attrs, slog.Bool("cut", true))
	}
	if s.o.LogQueries && e.query != "" {
		attrs = append(attrs, slog.String("query", e.query))
	}
	s.o.Log.LogAttrs(r.Context(), level, "request", attrs...)
}

// logFailure writes down what a client is not told. The text of an error may quote the query, which is then taken out.
func (s *Server) logFailure(ctx context.Context, err error) {
	e := entryOf(ctx)
	text := err.Error()
	if q := e.query; q != "" && !s.o.LogQueries {
		quoted := strconv.Quote(q)
		text = strings.NewReplacer(quoted, "[query]", quoted[1:len(quoted)-1], "[query]", q, "[query]").Replace(text)
	}
	s.o.Log.LogAttrs(ctx, slog.LevelError, "failed", slog.String("id", e.id), slog.String("error", text))
}

// recovered turns a panic into a 500; what was panicking goes to the log only.
func (s *Server) recovered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		rec := &recorder{ResponseWriter: w}
		defer func() {
			cause := recover()
			if cause == nil {
				return
			}
			if err, ok := cause.(error); ok && errors.Is(err, http.ErrAbortHandler) {
				panic(cause)
			}
			s.logFailure(r.Context(), fmt.Errorf("panic: %v", cause))
			s.o.Log.Error("panic", "id", entryOf(r.Context()).id, "stack", string(debug.Stack()))
			if rec.status != 0 {
				// Half an answer must not look like a whole one.
				panic(http.ErrAbortHandler)
			}
			for name := range w.Header() {
				if strings.HasPrefix(name, "Content-") && name != "Content-Security-Policy" {
					w.Header().Del(name)
				}
			}
			s.fail(w, r, newProblem(http.StatusInternalServerError, kindInternal, "the log of the server says more under this request_id"))
		}()
		next.ServeHTTP(rec, r)
	})
}

// policy allows what the page consists of and nothing else: style sheets, scripts, an icon, forms, and calls of the API, all of this server.
// No script is inline, none may make markup out of text.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; " +
	"base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"

// secured sets the security headers of every answer.
func secured(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		// The address of a page holds the query: other sites must not learn it.
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
		next.ServeHTTP(w, r)
	})
}

// limited bounds what is read of a body.
func limited(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, maxBodyBytes)
		next.ServeHTTP(w, r)
	})
}
