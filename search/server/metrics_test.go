package server

import (
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"timbao/search"
)

// scrape reads the metrics as a program on this machine does.
func scrape(t *testing.T, s http.Handler) string {
	t.Helper()
	r := httptest.NewRequest("GET", "/metrics", nil)
	r.RemoteAddr = "127.0.0.1:4711"
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	if w.Code != 200 || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/plain") {
		t.Fatalf("%d %v %s", w.Code, w.Header(), w.Body)
	}
	return w.Body.String()
}

func TestMetrics(t *testing.T) {
	f := newFake(1)
	s := start(t, f, Options{Version: "1.2.3"})
	call(t, s, "GET", "/api/v1/search?q=kin-secret", "")
	call(t, s, "GET", "/api/v1/search?q=(", "")
	call(t, s, "POST", "/api/v1/search", `{"q":"kin-secret"}`)
	call(t, s, "GET", "/articles/archive/2019/10/lu-quet.txt?q=kin-secret", "")
	call(t, s, "GET", "/kin-secret", "")
	call(t, s, "KIN-SECRET", "/", "")
	got := scrape(t, s)
	for _, want := range []string{
		`timbao_http_requests_total{code="200",method="GET",route="/api/v1/search"} 1`, `timbao_http_requests_total{code="400",method="GET",route="/api/v1/search"} 1`,
		`timbao_http_requests_total{code="200",method="POST",route="/api/v1/search"} 1`, `timbao_http_requests_total{code="200",method="GET",route="/articles/{id...}"} 1`,
		`timbao_http_requests_total{code="404",method="GET",route="none"} 1`, `timbao_http_requests_total{code="405",method="other",route="none"} 1`,
		`timbao_http_request_duration_seconds_count{route="/api/v1/search"} 3`, `timbao_http_response_bytes_total{route="/api/v1/search"}`,
		"timbao_index_up 1\n", "timbao_index_generation 17\n", "timbao_index_articles 8\n", "timbao_index_published_timestamp_seconds 1.7e+09\n",
		`timbao_build_info{version="1.2.3"} 1`, "timbao_searches_running 0\n", "timbao_exports_running 0\n", "timbao_http_requests_running 1\n", "go_goroutines ",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the metrics lack %s", want)
		}
	}
	if strings.Contains(strings.ToLower(got), "kin-secret") {
		t.Errorf("the metrics tell what people search for")
	}
	f.fail(search.ErrDamaged)
	if got := scrape(t, s); !strings.Contains(got, "timbao_index_up 0\n") || strings.Contains(got, "timbao_index_articles") {
		t.Errorf("of a damaged archive:\n%s", got)
	}
	if got := scrape(t, start(t, newFake(1), Options{})); strings.Contains(got, "requests_total{") {
		t.Error("two servers count together")
	}
}

func TestWhoMayReadTheMetrics(t *testing.T) {
	for _, c := range []struct {
		access  Access
		from    string
		header  string
		visible bool
	}{
		{"", "127.0.0.1:1", "", true}, {AccessLocal, "[::1]:1", "", true}, {AccessLocal, "192.0.2.7:1", "", false}, {AccessLocal, "", "", false},
		{AccessLocal, "127.0.0.1:1", "X-Forwarded-For", false}, {AccessLocal, "127.0.0.1:1", "Forwarded", false}, {AccessLocal, "127.0.0.1:1", "X-Real-IP", false},
		{AccessAll, "192.0.2.7:1", "X-Forwarded-For", true}, {AccessOff, "127.0.0.1:1", "", false},
	} {
		r := httptest.NewRequest("GET", "/metrics", nil)
		r.RemoteAddr = c.from
		if c.header != "" {
			r.Header.Set(c.header, "192.0.2.7")
		}
		w := httptest.NewRecorder()
		start(t, newFake(1), Options{Metrics: c.access}).ServeHTTP(w, r)
		if (w.Code == 200) != c.visible || !c.visible && w.Code != 404 {
			t.Errorf("%+v: %d", c, w.Code)
		}
	}
	if _, err := New(newFake(1), Options{Metrics: "some"}); !errors.Is(err, ErrOptions) {
		t.Errorf("got %v", err)
	}
}

// TestNewGenerationsAreCounted wants moves and failures in the metrics and the log.
func TestNewGenerationsAreCounted(t *testing.T) {
	f := newFake(1)
	var log syncBuffer
	s := start(t, f, Options{RefreshEvery: time.Millisecond, Log: slog.New(slog.NewTextHandler(&log, nil))})
	_, stop := running(t, s)
	has := func(what string) func() bool {
		return func() bool { return strings.Contains(scrape(t, s), `timbao_index_refreshes_total{result="`+what+`"}`) }
	}
	waitFor(t, "a look", has("same"))
	f.generation.Add(1)
	waitFor(t, "a move", has("moved"))
	if !strings.Contains(log.String(), "generation=18") {
		t.Errorf("the log lacks the move: %s", log.String())
	}
	f.fail(errors.New("disk on fire"))
	waitFor(t, "a failure", has("failed"))
	f.fail(nil)
	if err := stop(); err != nil {
		t.Error(err)
	}
}

func TestOtherSitesMayReadWhereNamed(t *testing.T) {
	const desk = "https://desk.example"
	named, all := start(t, newFake(1), Options{Origins: []string{desk, "http://localhost:3000"}}), start(t, newFake(1), Options{Origins: []string{"*"}})
	closed := start(t, newFake(1), Options{})
	for _, c := range []struct {
		s                      *Server
		target, origin, allows string
	}{
		{named, "/api/v1/search?q=x", desk, desk}, {named, "/api/v1/export", "http://localhost:3000", "http://localhost:3000"}, {named, "/feed.atom", desk, desk},
		{named, "/api/v1/search?q=(", desk, desk}, {named, "/api/v1/search", "https://evil.example", ""}, {named, "/api/v1/search", "null", ""}, {named, "/api/v1/search", "", ""},
		{named, "/", desk, ""}, {named, "/articles/archive/2019/10/lu-quet.txt", desk, ""}, {named, "/metrics", desk, ""},
		{all, "/api/v1/stats", "https://any.example", "*"}, {all, "/", "https://any.example", ""}, {closed, "/api/v1/search", desk, ""},
	} {
		h := call(t, c.s, "GET", c.target, "", "Origin", c.origin).Header()
		if h.Get("Access-Control-Allow-Origin") != c.allows || (h.Get("Cross-Origin-Resource-Policy") == "cross-origin") != (c.allows != "") || h.Get("Access-Control-Allow-Credentials") != "" {
			t.Errorf("%s from %q: %v", c.target, c.origin, h)
		}
		if c.s == named && strings.HasPrefix(c.target, "/api/") && !strings.Contains(strings.Join(h.Values("Vary"), ","), "Origin") {
			t.Errorf("%s from %q: a cache would give it to others: %v", c.target, c.origin, h)
		}
	}
	ask := []string{"Origin", desk, "Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "content-type"}
	if w := call(t, named, "OPTIONS", "/api/v1/search", "", ask...); w.Code != 204 || !strings.Contains(w.Header().Get("Access-Control-Allow-Methods"), "POST") || !strings.Contains(w.Header().Get("Access-Control-Allow-Headers"), "Content-Type") {
		t.Errorf("asking first: %d %v", w.Code, w.Header())
	}
	ask[1] = "https://evil.example"
	if w := call(t, named, "OPTIONS", "/api/v1/search", "", ask...); w.Code != 405 {
		t.Errorf("asking first from elsewhere: %d", w.Code)
	}
	for _, bad := range []string{"desk.example", "https://desk.example/", "https://desk.example/x", "ftp://desk.example", "", "null"} {
		if _, err := New(newFake(1), Options{Origins: []string{bad}}); !errors.Is(err, ErrOptions) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

// TestWhatNeverChangesIsNotSentTwice asks for files and documents again.
func TestWhatNeverChangesIsNotSentTwice(t *testing.T) {
	s := start(t, newFake(1), Options{})
	targets := []string{"/api/v1/openapi.json", "/api/v1/openapi-3.0.json"}
	for _, a := range s.page.assets {
		targets = append(targets, a.url)
	}
	for _, target := range targets {
		for _, encoding := range []string{"identity", "gzip"} {
			w := call(t, s, "GET", target, "", "Accept-Encoding", encoding)
			tag := w.Header().Get("ETag")
			if again := call(t, s, "GET", target, "", "Accept-Encoding", encoding, "If-None-Match", tag); w.Code != 200 || tag == "" || again.Code != 304 || again.Body.Len() > 0 {
				t.Errorf("%s, %s: %d with tag %s, then %d", target, encoding, w.Code, tag, again.Code)
			}
			if other := call(t, s, "GET", target, "", "If-None-Match", `W/"x"`); other.Code != 200 {
				t.Errorf("%s with another tag: %d", target, other.Code)
			}
		}
	}
}
