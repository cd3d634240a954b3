package server

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"timbao/search"
)

func TestMain(m *testing.M) {
	// Packages of bleve start workers that run as long as the program, idle ones here.
	goleak.VerifyTestMain(m, goleak.IgnoreAnyFunction("github.com/blevesearch/bleve_index_api.AnalysisWorker"))
}

// running serves on a loopback port until stop is called, which returns what Serve returned.
func running(t *testing.T, s *Server) (base string, stop func() error) {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() { served <- s.Serve(ctx, ln) }()
	stop = sync.OnceValue(func() error {
		cancel()
		return <-served
	})
	t.Cleanup(func() {
		_ = stop()
		http.DefaultClient.CloseIdleConnections()
	})
	return "http://" + ln.Addr().String(), stop
}

// waitFor waits until something has happened.
func waitFor(t *testing.T, what string, happened func() bool) {
	t.Helper()
	for deadline := time.Now().Add(5 * time.Second); !happened(); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("waited in vain for %s", what)
		}
	}
}

// block makes every search wait until open is called; each waiting search sends on begun.
func (f *fake) block() (begun chan struct{}, open func()) {
	begun = make(chan struct{}, 100)
	gate := make(chan struct{})
	f.before = func(ctx context.Context) error {
		begun <- struct{}{}
		select {
		case <-gate:
			return nil
		case <-ctx.Done():
			return fmt.Errorf("search: %w", ctx.Err())
		}
	}
	return begun, sync.OnceFunc(func() { close(gate) })
}

func TestBadOptionsAreRefused(t *testing.T) {
	for _, o := range []Options{{MaxSearches: -1}, {SearchTimeout: -1}, {ReadHeaderTimeout: -time.Second}, {SearchTimeout: time.Minute}} {
		if _, err := New(newFake(1), o); !errors.Is(err, ErrOptions) {
			t.Errorf("%+v: %v", o, err)
		}
	}
	if _, err := New(nil, Options{}); !errors.Is(err, ErrOptions) {
		t.Errorf("no searcher: %v", err)
	}
}

func TestAFullServerSaysSo(t *testing.T) {
	f := newFake(1)
	begun, open := f.block()
	s := start(t, f, Options{MaxSearches: 2, QueueTimeout: time.Millisecond})
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			if w := call(t, s, "GET", "/api/v1/search?q=l%C5%A9", ""); w.Code != 200 {
				t.Errorf("a search that had its turn: %d", w.Code)
			}
		})
		<-begun
	}
	w := call(t, s, "GET", "/api/v1/search?q=l%C5%A9", "")
	if p := decoded[Problem](t, w); w.Code != 503 || !p.is(kindBusy) || w.Header().Get("Retry-After") == "" {
		t.Errorf("%d %v %s", w.Code, w.Header(), w.Body)
	}
	if w := call(t, s, "GET", "/?q=l%C5%A9", ""); w.Code != 503 || w.Header().Get("Retry-After") == "" {
		t.Errorf("page: %d %v", w.Code, w.Header())
	}
	for _, target := range []string{"/healthz", "/readyz"} {
		if w := call(t, s, "GET", target, ""); w.Code != 200 {
			t.Errorf("%s of a busy server: %d", target, w.Code)
		}
	}
	open()
	wg.Wait()
	if w := call(t, s, "GET", "/api/v1/search?q=l%C5%A9", ""); w.Code != 200 {
		t.Errorf("after the rush: %d", w.Code)
	}
}

func TestASearchWaitsForItsTurn(t *testing.T) {
	f := newFake(1)
	begun, open := f.block()
	s := start(t, f, Options{MaxSearches: 1, QueueTimeout: 5 * time.Second})
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			if w := call(t, s, "GET", "/api/v1/search?q=l%C5%A9", ""); w.Code != 200 {
				t.Errorf("got %d", w.Code)
			}
		})
	}
	<-begun
	open()
	wg.Wait()
	if got := f.searches.Load(); got != 3 {
		t.Errorf("%d searches", got)
	}
}

func TestASlowSearchEndsAtItsDeadline(t *testing.T) {
	f := newFake(1)
	_, open := f.block()
	defer open()
	s := start(t, f, Options{SearchTimeout: 5 * time.Millisecond})
	w := call(t, s, "GET", "/api/v1/search?q=x", "")
	if p := decoded[Problem](t, w); w.Code != 503 || !p.is(kindTimeout) || w.Header().Get("Retry-After") == "" {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestServeAnswersAndEndsInOrder(t *testing.T) {
	f := newFake(1)
	begun, open := f.block()
	defer open()
	s := start(t, f, Options{RefreshEvery: time.Millisecond})
	base, stop := running(t, s)
	answered := make(chan string, 1)
	go func() {
		r, err := http.Get(base + "/api/v1/search?q=l%C5%A9")
		if err != nil {
			answered <- err.Error()
			return
		}
		defer r.Body.Close()
		body, err := io.ReadAll(r.Body)
		answered <- fmt.Sprint(r.StatusCode, " ", err, " ", strings.HasSuffix(string(body), "}\n"))
	}()
	<-begun
	waitFor(t, "a look for a new generation", func() bool { return f.refreshes.Load() > 0 })
	ended := make(chan error, 1)
	go func() { ended <- stop() }()
	select {
	case err := <-ended:
		t.Fatalf("the server ended before the search under way: %v", err)
	case <-time.After(20 * time.Millisecond):
	}
	open()
	if got := <-answered; got != "200 <nil> true" {
		t.Errorf("the search under way got %s", got)
	}
	if err := <-ended; err != nil {
		t.Errorf("Serve: %v", err)
	}
	if _, err := http.Get(base + "/healthz"); err == nil {
		t.Error("the port is still open")
	}
}

func TestRequestsThatNeverEndAreCut(t *testing.T) {
	f := newFake(1)
	begun, open := f.block()
	defer open()
	base, stop := running(t, start(t, f, Options{DrainTimeout: 10 * time.Millisecond}))
	cut := make(chan struct{})
	go func() {
		defer close(cut)
		if r, err := http.Get(base + "/api/v1/search?q=x"); err == nil {
			r.Body.Close()
		}
	}()
	<-begun
	if err := stop(); !errors.Is(err, ErrDrain) {
		t.Errorf("Serve: %v", err)
	}
	<-cut
}

func TestServeSaysWhyItCannotServe(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ln.Close()
	if err := start(t, newFake(1), Options{}).Serve(t.Context(), ln); err == nil || !strings.Contains(err.Error(), ln.Addr().String()) {
		t.Errorf("got %v", err)
	}
}

func TestSlowAndHugeHeadersAreCut(t *testing.T) {
	base, _ := running(t, start(t, newFake(1), Options{ReadHeaderTimeout: 30 * time.Millisecond}))
	conn, err := net.Dial("tcp", strings.TrimPrefix(base, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprint(conn, "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ")
	if err := conn.SetReadDeadline(time.Now().Add(3 * time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadAll(conn); err != nil {
		t.Errorf("a connection that sends its header too slowly stays open: %v", err)
	}
	conn2, err := net.Dial("tcp", strings.TrimPrefix(base, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn2.Close()
	fmt.Fprintf(conn2, "GET / HTTP/1.1\r\nHost: x\r\nX-Huge: %s\r\n\r\n", strings.Repeat("x", 30_000))
	r, err := http.ReadResponse(bufio.NewReader(conn2), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	if r.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("a header of 30 kB is answered with %d", r.StatusCode)
	}
}

func TestAFailingRefreshIsLoggedOnce(t *testing.T) {
	f := newFake(1)
	var log lockedBuffer
	base, stop := running(t, start(t, f, Options{RefreshEvery: time.Millisecond, Log: slog.New(slog.NewTextHandler(&log, nil))}))
	f.fail(search.ErrDamaged)
	until := f.refreshes.Load() + 5
	waitFor(t, "five attempts", func() bool { return f.refreshes.Load() >= until })
	f.fail(nil)
	r, err := http.Get(base + "/readyz")
	if err != nil {
		t.Fatal(err)
	}
	r.Body.Close()
	if err := stop(); err != nil || r.StatusCode != 200 {
		t.Errorf("%d, %v", r.StatusCode, err)
	}
	if n := strings.Count(log.String(), "cannot move to the newest generation"); n != 1 {
		t.Errorf("logged %d times:\n%s", n, log.String())
	}
}

// lockedBuffer is a buffer for several goroutines.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func TestManyAtOnce(t *testing.T) {
	f := newFake(2)
	base, stop := running(t, start(t, f, Options{RefreshEvery: time.Millisecond}))
	targets := []string{"/", "/?q=l%C5%A9&year=2019", "/api/v1/search?q=l%C5%A9&facet=year", "/api/v1/openapi.json", "/articles/archive/2019/10/lu-quet.txt", "/api/v1/stats"}
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for j := range 20 {
				f.generation.Add(1)
				r, err := http.Get(base + targets[(i+j)%len(targets)])
				if err != nil {
					t.Error(err)
					return
				}
				if _, err := io.Copy(io.Discard, r.Body); err != nil || r.StatusCode != 200 {
					t.Errorf("%s: %d, %v", r.Request.URL, r.StatusCode, err)
				}
				r.Body.Close()
			}
		})
	}
	wg.Wait()
	if err := stop(); err != nil {
		t.Error(err)
	}
}
