package server

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"timbao/search"
)

// start makes a server before a fake archive.
func start(t *testing.T, f *fake, o Options) *Server {
	t.Helper()
	s, err := New(f, o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// call makes one request; headers are given in pairs.
func call(t *testing.T, s http.Handler, method, target, body string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

// decoded reads a JSON answer.
func decoded[T any](t *testing.T, w *httptest.ResponseRecorder) T {
	t.Helper()
	var v T
	if err := json.Unmarshal(w.Body.Bytes(), &v); err != nil {
		t.Fatalf("%d %s: %v", w.Code, w.Body, err)
	}
	return v
}

func TestSearchAnswersGetAndPostAlike(t *testing.T) {
	s := start(t, newFake(3), Options{})
	get := call(t, s, "GET", "/api/v1/search?q=l%C5%A9&limit=2&facet=year&facet=section", "")
	post := call(t, s, "POST", "/api/v1/search", `{"q":"lũ","limit":2,"facet":["year","section"]}`, "Content-Type", "application/json; charset=utf-8")
	if get.Code != 200 || get.Body.String() != post.Body.String() {
		t.Fatalf("GET %d %s\nPOST %d %s", get.Code, get.Body, post.Code, post.Body)
	}
	found := decoded[search.Response](t, get)
	if found.Total != 3 || len(found.Hits) != 2 || found.Next == "" || len(found.Facets["year"]) == 0 {
		t.Fatalf("got %+v", found)
	}
	if got := get.Header().Get("Content-Type"); got != "application/json" {
		t.Errorf("Content-Type is %q", got)
	}
	if !strings.Contains(get.Body.String(), `"title":"<mark>Lũ</mark> quét`) {
		t.Errorf("marks are not as the contract says: %s", get.Body)
	}
	if strings.Contains(get.Body.String(), "$schema") {
		t.Error("the answer has a member that the contract doesn't know")
	}
	next := decoded[search.Response](t, call(t, s, "GET", "/api/v1/search?q=l%C5%A9&limit=2&cursor="+found.Next, ""))
	if len(next.Hits) != 1 || next.Next != "" || next.Hits[0].ID == found.Hits[0].ID {
		t.Errorf("the next page is %+v", next)
	}
}

func TestNoHitsAreAnEmptyArray(t *testing.T) {
	w := call(t, start(t, newFake(1), Options{}), "GET", "/api/v1/search?q=zzz", "")
	if w.Code != 200 || !strings.Contains(w.Body.String(), `"hits":[]`) {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
}

func TestArticles(t *testing.T) {
	f := newFake(1)
	odd := &search.Article{ID: "https://bao.example/a?b=1#2 50%", Title: "Lạ"}
	f.articles = append(f.articles, odd)
	s := start(t, f, Options{})
	for _, c := range []struct {
		target string
		status int
		id     string
	}{
		{"/api/v1/articles/archive/2019/10/lu-quet.txt", 200, "archive/2019/10/lu-quet.txt"},
		{"/api/v1/articles/archive%2F2019%2F10%2Flu-quet.txt", 200, "archive/2019/10/lu-quet.txt"},
		{"/api/v1/articles/" + escapeID(odd.ID), 200, odd.ID},
		{"/api/v1/articles/none", 404, ""},
		{"/api/v1/articles/archive/2019/10/lu-quet.txt?q=x", 400, ""},
	} {
		w := call(t, s, "GET", c.target, "")
		if w.Code != c.status || decoded[search.Article](t, w).ID != c.id {
			t.Errorf("%s: %d %s", c.target, w.Code, w.Body)
		}
	}
	if w := call(t, s, "GET", "/articles/"+escapeID(odd.ID), ""); w.Code != 200 || !strings.Contains(w.Body.String(), "<h1>Lạ</h1>") {
		t.Errorf("the page of an odd id: %d %s", w.Code, w.Body)
	}
}

func TestStatsAndHealth(t *testing.T) {
	f := newFake(1)
	s := start(t, f, Options{})
	if st := decoded[search.Stats](t, call(t, s, "GET", "/api/v1/stats", "")); st.Articles != 8 || st.Generation != 17 {
		t.Errorf("stats: %+v", st)
	}
	if w := call(t, s, "GET", "/readyz", ""); w.Code != 200 || !strings.Contains(w.Body.String(), `"generation":17`) {
		t.Errorf("readyz: %d %s", w.Code, w.Body)
	}
	for _, err := range []error{search.ErrNoIndex, search.ErrDamaged, errors.New("disk on fire")} {
		f.fail(err)
		if w := call(t, s, "GET", "/readyz", ""); w.Code != 503 || strings.Contains(w.Body.String(), "fire") {
			t.Errorf("readyz with %v: %d %s", err, w.Code, w.Body)
		}
		if w := call(t, s, "GET", "/healthz", ""); w.Code != 200 {
			t.Errorf("healthz with %v: %d", err, w.Code)
		}
	}
}

func TestAnEmptyArchiveHasNoNulls(t *testing.T) {
	w := call(t, start(t, &fake{}, Options{}), "GET", "/api/v1/stats", "")
	if !strings.Contains(w.Body.String(), `"years":[]`) || !strings.Contains(w.Body.String(), `"sections":[]`) {
		t.Errorf("got %s", w.Body)
	}
}

func TestTags(t *testing.T) {
	f := newFake(1)
	s := start(t, f, Options{})
	for _, target := range []string{"/api/v1/search?q=l%C5%A9", "/api/v1/stats", "/api/v1/articles/archive/2019/10/lu-quet.txt", "/", "/?q=l%C5%A9", "/articles/archive/2019/10/lu-quet.txt?q=x"} {
		first := call(t, s, "GET", target, "")
		tag := first.Header().Get("ETag")
		if first.Code != 200 || !strings.HasPrefix(tag, `W/"`) {
			t.Errorf("%s: %d, tag %q", target, first.Code, tag)
			continue
		}
		again := call(t, s, "GET", target, "", "If-None-Match", `"other", `+tag)
		if again.Code != 304 || again.Body.Len() != 0 || again.Header().Get("ETag") != tag || strings.Contains(again.Header().Get("Content-Type"), "problem") {
			t.Errorf("%s again: %d %v %s", target, again.Code, again.Header(), again.Body)
		}
		if w := call(t, s, "GET", target, "", "If-None-Match", `W/"other"`); w.Code != 200 {
			t.Errorf("%s with another tag: %d", target, w.Code)
		}
		f.generation.Add(1)
		if w := call(t, s, "GET", target, "", "If-None-Match", tag); w.Code != 200 || w.Header().Get("ETag") == tag {
			t.Errorf("%s in a new generation: %d %s", target, w.Code, w.Header().Get("ETag"))
		}
		f.statsFails.Store(true)
		if w := call(t, s, "GET", target, "", "If-None-Match", tag); strings.Contains(target, "q=") && (w.Code != 200 || len(w.Header()["Etag"]) != 0) {
			t.Errorf("%s without a generation: %d %v", target, w.Code, w.Header())
		}
		f.statsFails.Store(false)
	}
	if w := call(t, s, "POST", "/api/v1/search", `{}`); w.Code != 200 || len(w.Header()["Etag"]) != 0 {
		t.Errorf("POST: %d %v", w.Code, w.Header())
	}
	tag := call(t, s, "GET", "/articles/archive/2019/10/lu-quet.txt", "").Header().Get("ETag")
	f.articles = nil
	if w := call(t, s, "GET", "/articles/archive/2019/10/lu-quet.txt", "", "If-None-Match", tag); w.Code != 404 {
		t.Errorf("an article that has gone is still unchanged: %d", w.Code)
	}
}

func TestCompression(t *testing.T) {
	s := start(t, newFake(3), Options{})
	w := call(t, s, "GET", "/api/v1/search?q=", "", "Accept-Encoding", "gzip")
	if w.Header().Get("Content-Encoding") != "gzip" {
		t.Fatalf("header %v", w.Header())
	}
	z, err := gzip.NewReader(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := io.ReadAll(z)
	if err != nil || !json.Valid(plain) {
		t.Fatalf("%v: %s", err, plain)
	}
}

func TestHead(t *testing.T) {
	s := start(t, newFake(1), Options{})
	for _, target := range []string{"/", "/?q=l%C5%A9", "/api/v1/search?q=l%C5%A9", "/healthz"} {
		if w := call(t, s, "HEAD", target, ""); w.Code != 200 {
			t.Errorf("HEAD %s: %d", target, w.Code)
		}
	}
}

func TestOpenAPI(t *testing.T) {
	s := start(t, newFake(1), Options{Version: "1.2.3"})
	w := call(t, s, "GET", "/api/v1/openapi.json", "")
	doc := decoded[struct {
		OpenAPI string
		Info    struct{ Version string }
		Paths   map[string]map[string]struct {
			Parameters  []struct{ Name, In string }
			RequestBody struct {
				Content map[string]struct {
					Schema struct {
						Ref string `json:"$ref"`
					}
				}
			}
			Responses map[string]struct{ Content map[string]any }
		}
		Components struct{ Schemas map[string]json.RawMessage }
	}](t, w)
	if !strings.HasPrefix(doc.OpenAPI, "3.1") || doc.Info.Version != "1.2.3" {
		t.Errorf("openapi %s, version %s", doc.OpenAPI, doc.Info.Version)
	}
	get, post := doc.Paths["/api/v1/search"]["get"], doc.Paths["/api/v1/search"]["post"]
	var body struct{ Properties map[string]any }
	if err := json.Unmarshal(doc.Components.Schemas["Search"], &body); err != nil || post.RequestBody.Content["application/json"].Schema.Ref != "#/components/schemas/Search" {
		t.Errorf("%v, the body is %+v", err, post.RequestBody)
	}
	if len(get.Parameters) != len(parameters) || len(body.Properties) != len(parameters) {
		t.Errorf("%d parameters, %d members, want %d", len(get.Parameters), len(body.Properties), len(parameters))
	}
	for path, operations := range doc.Paths {
		for method, op := range operations {
			file := path == "/api/v1/export" || strings.HasSuffix(path, ".csv") || !strings.HasPrefix(path, "/api/")
			if (op.Responses["200"].Content["application/json"] == nil) != file || op.Responses["500"].Content["application/problem+json"] == nil {
				t.Errorf("%s %s: responses %v", method, path, op.Responses)
			}
			if w := call(t, s, strings.ToUpper(method), path, "{}"); w.Code == 405 || w.Code >= 500 {
				t.Errorf("%s %s is described and answers %d", method, path, w.Code)
			}
		}
	}
	for _, unwanted := range []string{"ErrorModel", `["array","null"]`, "$schema"} {
		if strings.Contains(w.Body.String(), unwanted) {
			t.Errorf("the document holds %s", unwanted)
		}
	}
	for ref := range strings.SplitSeq(w.Body.String(), `"#/components/schemas/`) {
		name, _, _ := strings.Cut(ref, `"`)
		if !strings.HasPrefix(ref, "{") && doc.Components.Schemas[name] == nil {
			t.Errorf("the document refers to %s and lacks it", name)
		}
	}
}

func TestTheArchiveIsAskedWhatWasAsked(t *testing.T) {
	f := newFake(1)
	call(t, start(t, f, Options{}), "GET", "/api/v1/search?q=a&explain=true&snippets=3&highlight=plain&exact_total=true", "")
	if r := f.last.Load(); r == nil || !r.Explain || r.Snippets != 3 || r.Markup != search.MarkupPlain || !r.Exact || r.Facets != nil {
		t.Errorf("asked %+v", r)
	}
}

func TestEveryError(t *testing.T) {
	f := newFake(1)
	s := start(t, f, Options{})
	for _, c := range []struct {
		method, target, body string
		status               int
		kind, parameter      string
	}{
		{"GET", "/api/v1/search?limit=-1", "", 400, kindBadParam, "limit"},
		{"GET", "/api/v1/search?limit=1e9", "", 400, kindBadParam, "limit"},
		{"GET", "/api/v1/search?cursor=nonsense", "", 400, kindBadParam, "cursor"},
		{"GET", "/api/v1/search?from=yesterday", "", 400, kindBadParam, "from"},
		{"GET", "/api/v1/search?to=32-1-2020", "", 400, kindBadParam, "to"},
		{"GET", "/api/v1/search?query=x", "", 400, kindBadParam, "query"},
		{"GET", "/api/v1/search?q=%zz", "", 400, kindBadParam, ""},
		{"GET", "/api/v1/search?q=a;b", "", 400, kindBadParam, ""},
		{"GET", "/api/v1/search?q=h%E1%BB%99i+((nh%C3%A2n", "", 400, kindBadQuery, "q"},
		{"POST", "/api/v1/search", `{"q":"(("}`, 400, kindBadQuery, "q"},
		{"POST", "/api/v1/search", `{"limit":-1}`, 400, kindBadParam, "limit"},
		{"POST", "/api/v1/search", `{"q":"` + strings.Repeat("x", 70_000) + `"}`, 413, kindTooLarge, ""},
		{"POST", "/api/v1/search", `{`, 400, kindBadJSON, ""},
		{"GET", "/api/v1/stats?x=1", "", 400, kindBadParam, "x"},
		{"GET", "/api/v1/articles/", "", 404, kindNotFound, ""},
		{"GET", "/api/v1/nothing", "", 404, kindNotFound, ""},
		{"GET", "/api/v2/search", "", 404, kindNotFound, ""},
		{"DELETE", "/api/v1/search", "", 405, kindMethod, ""},
		{"POST", "/api/v1/stats", "", 405, kindMethod, ""},
		{"POST", "/healthz", "", 405, kindMethod, ""},
		{"GET", "/assets/style.000000000000.css", "", 404, kindNotFound, ""},
		{"GET", "/somewhere", "", 404, kindNotFound, ""},
	} {
		w := call(t, s, c.method, c.target, c.body)
		p := decoded[Problem](t, w)
		if w.Code != c.status || p.Status != c.status || !p.is(c.kind) || p.Parameter != c.parameter || p.RequestID == "" || p.Title == "" {
			t.Errorf("%s %s: %d %s", c.method, c.target, w.Code, w.Body)
		}
		if got := w.Header().Get("Content-Type"); got != "application/problem+json" {
			t.Errorf("%s %s: Content-Type %q", c.method, c.target, got)
		}
		if got := w.Header().Get("Cache-Control"); got != "no-store" {
			t.Errorf("%s %s: Cache-Control %q", c.method, c.target, got)
		}
	}
	if w := call(t, s, "DELETE", "/api/v1/search", ""); w.Header().Get("Allow") != "GET, HEAD, POST" {
		t.Errorf("Allow is %q", w.Header().Get("Allow"))
	}
	if w := call(t, s, "POST", "/api/v1/search", "q=x", "Content-Type", "application/x-www-form-urlencoded"); w.Code != 415 {
		t.Errorf("a form is answered with %d", w.Code)
	}
}

func TestAQueryErrorPoints(t *testing.T) {
	s := start(t, newFake(1), Options{})
	p := decoded[Problem](t, call(t, s, "GET", "/api/v1/search?q="+url.QueryEscape("hội (nhân"), ""))
	lines := strings.Split(p.Caret, "\n")
	if p.Column != 5 || p.Hint == "" || len(lines) < 2 || lines[0] != "hội (nhân" || strings.Index(lines[1], "^") != 4 {
		t.Errorf("got %+v", p)
	}
}

func TestFailuresOfTheArchive(t *testing.T) {
	f := newFake(1)
	s := start(t, f, Options{})
	for _, c := range []struct {
		err    error
		status int
		kind   string
		retry  bool
	}{
		{search.ErrNoIndex, 503, kindNoIndex, true},
		{search.ErrDamaged, 503, kindDamaged, true},
		{context.DeadlineExceeded, 503, kindTimeout, true},
		{errors.New("secret path /x/y"), 500, kindInternal, false},
	} {
		f.fail(c.err)
		for _, target := range []string{"/api/v1/search?q=x", "/api/v1/articles/x", "/api/v1/stats"} {
			w := call(t, s, "GET", target, "")
			p := decoded[Problem](t, w)
			if w.Code != c.status || !p.is(c.kind) || (w.Header().Get("Retry-After") != "") != c.retry || strings.Contains(w.Body.String(), "secret") {
				t.Errorf("%s with %v: %d %v %s", target, c.err, w.Code, w.Header(), w.Body)
			}
		}
		for _, target := range []string{"/", "/?q=x", "/articles/x"} {
			w := call(t, s, "GET", target, "")
			if w.Code != c.status || !strings.HasPrefix(w.Body.String(), "<!doctype html>") || strings.Contains(w.Body.String(), "secret") {
				t.Errorf("page %s with %v: %d", target, c.err, w.Code)
			}
		}
	}
}
