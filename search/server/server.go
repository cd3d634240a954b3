package server

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/klauspost/compress/gzhttp"
	"golang.org/x/net/netutil"
)

// Server answers for one archive. It is an http.Handler; Serve runs it with time-outs, an orderly end and an eye on new generations.
type Server struct {
	o        Options
	entrance *entrance
	archive  *gate
	mux      *http.ServeMux
	page     *page
	related  memory[relations]
	docs     docs
	public   *url.URL // nil to go by each request
	metrics  *metrics
	handler  http.Handler
}

// New makes a server before a searcher.
func New(s Searcher, o Options) (*Server, error) {
	if s == nil {
		return nil, fmt.Errorf("%w: there is no searcher", ErrOptions)
	}
	o, err := o.withDefaults()
	if err != nil {
		return nil, err
	}
	srv := &Server{o: o, archive: newGate(s, o), mux: http.NewServeMux()}
	srv.metrics = newMetrics(srv.archive, o.Version)
	if srv.entrance, err = newEntrance(o); err != nil {
		return nil, err
	}
	if o.PublicURL != "" {
		if srv.public, err = ParsePublicURL(o.PublicURL); err != nil {
			return nil, fmt.Errorf("PublicURL: %w", err)
		}
	}
	if srv.page, err = newPage(o); err != nil {
		return nil, err
	}
	if err := srv.addAPI(); err != nil {
		return nil, err
	}
	srv.addPage()
	srv.addHealth()
	srv.addMetrics()
	compress, err := gzhttp.NewWrapper(gzhttp.MinSize(1024))
	if err != nil {
		return nil, fmt.Errorf("set up compression: %w", err)
	}
	srv.handler = srv.logged(secured(srv.shared(srv.guarded(compress(srv.recovered(limited(http.HandlerFunc(srv.route))))))))
	return srv, nil
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// Serve answers the requests that come in through ln until ctx ends, then finishes those under way, and closes ln. It returns nil
// after an orderly end, ErrDrain if requests had to be cut.
func (s *Server) Serve(ctx context.Context, ln net.Listener) error {
	ln = netutil.LimitListener(ln, s.o.MaxConnections)
	if s.o.TLS != nil {
		ln = tls.NewListener(ln, s.o.TLS)
	}
	hs := &http.Server{
		Handler:           s,
		BaseContext:       s.hostsOf,
		ReadHeaderTimeout: s.o.ReadHeaderTimeout,
		ReadTimeout:       s.o.ReadTimeout,
		WriteTimeout:      s.o.WriteTimeout,
		IdleTimeout:       s.o.IdleTimeout,
		MaxHeaderBytes:    maxHeaderBytes,
		ErrorLog:          slog.NewLogLogger(s.o.Log.Handler(), slog.LevelWarn),
	}
	followCtx, stop := context.WithCancel(ctx)
	following := make(chan struct{})
	go func() {
		defer close(following)
		s.follow(followCtx)
	}()
	defer func() {
		stop()
		<-following
	}()
	served := make(chan error, 1)
	go func() { served <- hs.Serve(ln) }()
	select {
	case err := <-served:
		return fmt.Errorf("serve on %s: %w", ln.Addr(), err)
	case <-ctx.Done():
	}
	return s.drain(ctx, hs, served)
}

// drain ends a server: no new requests, the running ones are finished.
func (s *Server) drain(ctx context.Context, hs *http.Server, served <-chan error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.o.DrainTimeout)
	defer cancel()
	err := hs.Shutdown(ctx)
	if err != nil {
		// Close cuts what is still open; its own error would add nothing to ours.
		_ = hs.Close()
	}
	if ended := <-served; err == nil && !errors.Is(ended, http.ErrServerClosed) {
		err = ended
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("%w: they took longer than %v", ErrDrain, s.o.DrainTimeout)
	}
	if err != nil {
		return fmt.Errorf("shut the server down: %w", err)
	}
	return nil
}

// follow moves the searcher to each newly published generation. A failure is logged once, not at every turn: the open generation
// goes on answering.
func (s *Server) follow(ctx context.Context) {
	tick := time.NewTicker(s.o.RefreshEvery)
	defer tick.Stop()
	last, open := "", s.generation(ctx)
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		err := s.archive.Refresh(ctx)
		if err != nil && ctx.Err() == nil {
			s.metrics.moves.WithLabelValues("failed").Inc()
			if err.Error() != last {
				last = err.Error()
				s.o.Log.Warn("cannot move to the newest generation; going on with the open one", "error", last)
			}
			continue
		}
		last = ""
		if now := s.generation(ctx); now != open {
			open = now
			s.metrics.moves.WithLabelValues("moved").Inc()
			s.o.Log.Info("new generation", "generation", now)
			continue
		}
		s.metrics.moves.WithLabelValues("same").Inc()
	}
}

// generation is the number of the open generation, 0 if there is none.
func (s *Server) generation(ctx context.Context) uint64 {
	st, err := s.archive.Stats(ctx)
	if err != nil {
		return 0
	}
	return st.Generation
}

// route hands a request to its handler. The router's own plain-text answers are replaced by problems.
func (s *Server) route(w http.ResponseWriter, r *http.Request) {
	h, pattern := s.mux.Handler(r)
	if pattern == "" {
		s.unrouted(w, r, h)
		return
	}
	e := entryOf(r.Context())
	e.r = r
	_, e.route, _ = strings.Cut(pattern, " ")
	s.mux.ServeHTTP(w, r)
}

// unrouted answers where no handler is: nothing has this address, or not this method.
func (s *Server) unrouted(w http.ResponseWriter, r *http.Request, h http.Handler) {
	probe := &silent{header: http.Header{}}
	h.ServeHTTP(probe, r)
	if probe.status != http.StatusMethodNotAllowed {
		s.fail(w, r, newProblem(http.StatusNotFound, kindNotFound, "no page or call has this address"))
		return
	}
	allow := probe.header.Get("Allow")
	p := newProblem(http.StatusMethodNotAllowed, kindMethod, "use "+allow)
	p.header = http.Header{"Allow": {allow}}
	s.fail(w, r, p)
}

// silent is a response writer that only remembers the status and the header.
type silent struct {
	header http.Header
	status int
}

// Header returns the header.
func (w *silent) Header() http.Header { return w.header }

// WriteHeader remembers the status.
func (w *silent) WriteHeader(status int) { w.status = status }

// Write takes everything and keeps nothing.
func (w *silent) Write(p []byte) (int, error) { return len(p), nil }

// problem turns an error into the problem of this request, and writes down what the client is not told.
func (s *Server) problem(ctx context.Context, err error) *Problem {
	p := *problemOf(err)
	p.RequestID = entryOf(ctx).id
	if p.Status >= 500 && !p.is(kindBusy) && !p.is(kindTimeout) {
		s.logFailure(ctx, err)
	}
	return &p
}

// fail answers with a problem: a page for people, JSON for programs.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, err error) {
	p := s.problem(r.Context(), err)
	if wantsPage(r) {
		s.failPage(&asking{visitor: s.visitor(w, r), w: w, r: r}, p)
		return
	}
	writeProblem(w, p)
}

// wantsPage says whether a person is asking.
func wantsPage(r *http.Request) bool {
	switch path := r.URL.Path; {
	case strings.HasPrefix(path, "/api/"), path == "/healthz", path == "/readyz", strings.HasPrefix(path, "/assets/"):
		return false
	case path == "/", path == "/about", path == "/kwic", path == "/trends", strings.HasPrefix(path, "/articles/"):
		return true
	}
	return strings.Contains(r.Header.Get("Accept"), "text/html")
}
