package server

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"timbao/search/server/door"
)

// knock sends a request as a client from elsewhere and returns the answer.
func knock(s *Server, method, target string, change func(r *http.Request)) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, strings.NewReader(`{"q":"lũ"}`))
	r.RemoteAddr = "192.0.2.7:1234"
	r.Header.Set("Content-Type", "application/json")
	if change != nil {
		change(r)
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

func TestWhoHasNoKeyStaysOut(t *testing.T) {
	line, err := door.UserLine("lan", "mật khẩu dài")
	if err != nil {
		t.Fatal(err)
	}
	name, hash, _ := strings.Cut(line, ":")
	const token = "0123456789abcdef0123"
	s, err := New(newFake(3), Options{Token: token, Users: map[string]string{name: hash}})
	if err != nil {
		t.Fatal(err)
	}
	for _, target := range []string{"/", "/?q=lũ", "/api/v1/search?q=lũ", "/api/v1/export?q=lũ&format=csv", "/feed.atom?q=lũ", "/assets/icon.svg", "/metrics", "/articles/x", "/nowhere"} {
		w := knock(s, "GET", target, nil)
		if p := decoded[Problem](t, w); w.Code != 401 || !p.is(kindKey) || len(w.Header().Values("WWW-Authenticate")) != 2 {
			t.Errorf("%s: %d %v", target, w.Code, w.Header())
		}
		if w.Header().Get("Content-Security-Policy") == "" {
			t.Errorf("%s: no security headers", target)
		}
	}
	for _, target := range []string{"/healthz", "/readyz"} {
		if w := knock(s, "GET", target, nil); w.Code != 200 {
			t.Errorf("%s: %d", target, w.Code)
		}
	}
	for what, change := range map[string]func(r *http.Request){
		"token": func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+token) },
		"user":  func(r *http.Request) { r.SetBasicAuth("lan", "mật khẩu dài") },
	} {
		if w := knock(s, "GET", "/api/v1/search?q=lũ", change); w.Code != 200 {
			t.Errorf("with a %s: %d", what, w.Code)
		}
	}
	if _, err := New(newFake(3), Options{Token: "short"}); err == nil {
		t.Error("a token that can be guessed is taken")
	}
}

func TestWhoAsksTooOftenWaits(t *testing.T) {
	s, err := New(newFake(3), Options{Rate: 1})
	if err != nil {
		t.Fatal(err)
	}
	codes := map[int]int{}
	var last *httptest.ResponseRecorder
	for range 20 {
		last = knock(s, "GET", "/api/v1/stats", nil)
		codes[last.Code]++
	}
	if p := decoded[Problem](t, last); codes[200] < 3 || codes[200] > 5 || codes[429] != 20-codes[200] || !p.is(kindTooMany) || last.Header().Get("Retry-After") == "" {
		t.Errorf("codes %v, %v", codes, last.Header())
	}
	if w := knock(s, "GET", "/api/v1/stats", func(r *http.Request) { r.RemoteAddr = "192.0.2.8:1" }); w.Code != 200 {
		t.Errorf("another client: %d", w.Code)
	}
}

func TestOtherNamesAreRefused(t *testing.T) {
	s, err := New(newFake(3), Options{Hosts: []string{"kho.bensong.example"}})
	if err != nil {
		t.Fatal(err)
	}
	for host, want := range map[string]int{"kho.bensong.example": 200, "127.0.0.1:8080": 200, "evil.example": 421} {
		if w := knock(s, "GET", "/api/v1/stats", func(r *http.Request) { r.Host = host }); w.Code != want {
			t.Errorf("%s: %d", host, w.Code)
		}
	}
}

// A server that only this machine reaches answers to this machine's names alone.
func TestAPageElsewhereCannotReadALocalServer(t *testing.T) {
	s, err := New(newFake(3), Options{PublicURL: "https://kho.bensong.example"})
	if err != nil {
		t.Fatal(err)
	}
	base, _ := running(t, s)
	for host, want := range map[string]int{"": 200, "localhost": 200, "kho.bensong.example": 200, "rebound.evil.example": 421} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, base+"/api/v1/stats", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Host = host
		res, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != want {
			t.Errorf("%q: %d", host, res.StatusCode)
		}
	}
}

func TestOtherSitesCannotSend(t *testing.T) {
	s, err := New(newFake(3), Options{Origins: []string{"https://desk.example"}})
	if err != nil {
		t.Fatal(err)
	}
	for origin, want := range map[string]int{"": 200, "https://desk.example": 200, "https://evil.example": 403} {
		w := knock(s, "POST", "/api/v1/search", func(r *http.Request) {
			if origin != "" {
				r.Header.Set("Origin", origin)
				r.Header.Set("Sec-Fetch-Site", "cross-site")
			}
		})
		if w.Code != want {
			t.Errorf("from %q: %d %s", origin, w.Code, w.Body)
		}
	}
}
