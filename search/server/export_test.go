package server

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"log/slog"
	"mime"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"timbao/search"
)

func TestExport(t *testing.T) {
	f := newFake(2)
	s := start(t, f, Options{Title: "Báo Thạch Giang", PublicURL: "https://bao.example/"})
	w := call(t, s, "GET", "/api/v1/export?q=L%C5%A9+qu%C3%A9t", "")
	rows, err := csv.NewReader(w.Body).ReadAll()
	if err != nil || w.Code != 200 || len(rows) != 3 || rows[0][0] != "id" || rows[1][1] != "Lũ quét cuốn trôi ba căn nhà ở xã Nậm Tiên" {
		t.Errorf("%d %v: %q", w.Code, err, rows)
	}
	_, params, err := mime.ParseMediaType(w.Header().Get("Content-Disposition"))
	if err != nil || params["filename"] != "timbao-lu-quet.csv" || w.Header().Get("Content-Type") != "text/csv; charset=utf-8; header=present" || w.Header().Get("ETag") == "" {
		t.Errorf("header %v", w.Header())
	}
	for target, want := range map[string]string{
		"format=jsonl&limit=1":            `{"id":"archive/2019/10/lu-quet.txt"`,
		"format=ris":                      "UR  - https://bao.example/articles/archive/2019/10/lu-quet.txt\r\n",
		"format=bibtex":                   "journal = {Báo Thạch Giang}",
		"format=csv&bom=1&columns=path":   "\uFEFFpath\r\narchive/2019/10/lu-quet.txt\r\n",
		"columns=path&columns=id&limit=1": "path,id\r\narchive/2019/10/lu-quet.txt,archive/2019/10/lu-quet.txt\r\n",
	} {
		w := call(t, s, "GET", "/api/v1/export?q=l%C5%A9&"+target, "")
		if body := w.Body.String(); w.Code != 200 || !strings.Contains(body, want) {
			t.Errorf("%s: %d %s", target, w.Code, body)
		}
	}
	if w := call(t, s, "GET", "/api/v1/export?q=zzzz&columns=id", ""); w.Code != 200 || w.Body.String() != "id\r\n" {
		t.Errorf("no hits: %d %q", w.Code, w.Body)
	}
	if w := call(t, s, "GET", "/api/v1/export?q=zzzz&format=ris", ""); w.Code != 200 || w.Body.Len() > 0 || !strings.Contains(w.Header().Get("Content-Disposition"), ".ris") {
		t.Errorf("no references: %d %v", w.Code, w.Header())
	}
	tag := call(t, s, "HEAD", "/api/v1/export?q=l%C5%A9", "").Header().Get("ETag")
	if w := call(t, s, "GET", "/api/v1/export?q=l%C5%A9", "", "If-None-Match", tag); w.Code != 304 || w.Body.Len() > 0 {
		t.Errorf("again: %d", w.Code)
	}
	f.generation.Add(1)
	if w := call(t, s, "GET", "/api/v1/export?q=l%C5%A9", "", "If-None-Match", tag); w.Code != 200 {
		t.Errorf("of the next generation: %d", w.Code)
	}
}

func TestExportErrors(t *testing.T) {
	f := newFake(1)
	s := start(t, f, Options{})
	for target, parameter := range map[string]string{
		"format=xls": "format", "columns=id&columns=nope": "columns", "format=ris&columns=id": "columns", "format=jsonl&bom=true": "bom", "limit=0": "limit", "offset=3": "offset",
		"q=(l%C5%A9": "q", "from=x": "from", "highlight=html": "highlight", "bom=2": "bom",
	} {
		w := call(t, s, "GET", "/api/v1/export?"+target, "")
		if p := decoded[Problem](t, w); w.Code != 400 || p.Parameter != parameter || w.Header().Get("Content-Disposition") != "" {
			t.Errorf("%s: %d %s", target, w.Code, w.Body)
		}
	}
	if p := decoded[Problem](t, call(t, s, "GET", "/api/v1/export?q=h%E1%BB%99i+(l%C5%A9", "")); p.Column != 5 || p.Caret == "" {
		t.Errorf("a malformed query: %+v", p)
	}
	f.fail(search.ErrDamaged)
	if w := call(t, s, "GET", "/api/v1/export", ""); w.Code != 503 {
		t.Errorf("a damaged index: %d", w.Code)
	}
}

// endless is an archive whose exports never end unless their context does.
type endless struct {
	*fake
	visits chan struct{} // closed by the first visit
	ended  chan error    // how Each ended
	once   sync.Once
	fails  error // after some articles
}

func (e *endless) Each(ctx context.Context, _ search.Request, visit func(*search.Article, search.Hit) error) error {
	a := sampleArticles()[0]
	for n := 0; ; n++ {
		err := ctx.Err()
		if err == nil {
			err = visit(a, search.Hit{ID: a.ID})
		}
		if err == nil && e.fails != nil && n == 1000 {
			err = e.fails
		}
		if err != nil {
			e.ended <- err
			return err
		}
		e.once.Do(func() { close(e.visits) })
	}
}

func newEndless() *endless {
	return &endless{fake: newFake(1), visits: make(chan struct{}), ended: make(chan error, 9)}
}

// TestAnAbortedExportStops hangs up in the middle of an export and wants the work to end, and the log to say so.
func TestAnAbortedExportStops(t *testing.T) {
	var log syncBuffer
	e := newEndless()
	s, err := New(e, Options{Log: slog.New(slog.NewTextHandler(&log, nil)), MaxExports: 1, QueueTimeout: time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	base, stop := running(t, s)
	ctx, hangUp := context.WithCancel(t.Context())
	r, err := http.NewRequestWithContext(ctx, "GET", base+"/api/v1/export?q=secret&format=jsonl", nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	<-e.visits
	if w := call(t, s, "GET", "/api/v1/export", ""); w.Code != 503 || w.Header().Get("Retry-After") == "" {
		t.Errorf("a second export at once: %d", w.Code)
	}
	hangUp()
	if _, err := io.Copy(io.Discard, resp.Body); err == nil {
		t.Error("the cut file looks whole")
	}
	select {
	case <-e.ended:
	case <-time.After(10 * time.Second):
		t.Fatal("the export goes on")
	}
	waitFor(t, "the log", func() bool { return strings.Contains(log.String(), "cut=true") })
	if strings.Contains(log.String(), "secret") {
		t.Errorf("the log tells what was searched for: %s", log.String())
	}
	if err := stop(); err != nil {
		t.Error(err)
	}
}

// TestHalfAnExportDoesNotLookWhole lets the archive fail in the middle, with and without compression.
func TestHalfAnExportDoesNotLookWhole(t *testing.T) {
	e := newEndless()
	e.fails = search.ErrDamaged
	s, err := New(e, Options{})
	if err != nil {
		t.Fatal(err)
	}
	base, stop := running(t, s)
	for _, encoding := range []string{"identity", "gzip", "zstd"} {
		r, err := http.NewRequestWithContext(t.Context(), "GET", base+"/api/v1/export?format=jsonl", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Accept-Encoding", encoding)
		resp, err := http.DefaultClient.Do(r)
		if err != nil {
			if encoding == "identity" {
				t.Errorf("no answer at all: %v", err)
			}
			continue // what is compressed may be cut before its first piece goes out
		}
		if n, err := io.Copy(io.Discard, resp.Body); err == nil {
			t.Errorf("%s: half a file of %d bytes looks whole", encoding, n)
		}
		resp.Body.Close()
	}
	if err := stop(); err != nil {
		t.Error(err)
	}
}

// TestASlowReaderKeepsItsExport reads for longer than the server's time for writing, a piece at a time; one that reads nothing is cut.
func TestASlowReaderKeepsItsExport(t *testing.T) {
	e := newEndless()
	s, err := New(e, Options{SearchTimeout: 10 * time.Millisecond, QueueTimeout: 10 * time.Millisecond, WriteTimeout: 400 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	base, stop := running(t, s)
	r, err := http.NewRequestWithContext(t.Context(), "GET", base+"/api/v1/export?format=jsonl", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Accept-Encoding", "identity") // what is compressed would take long to fill the buffers of the connection
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	piece := make([]byte, 256<<10)
	for until := time.Now().Add(time.Second); time.Now().Before(until); time.Sleep(50 * time.Millisecond) {
		if _, err := io.ReadFull(resp.Body, piece); err != nil {
			t.Fatalf("cut while reading: %v", err)
		}
	}
	select { // reads nothing any more
	case <-e.ended:
	case <-time.After(10 * time.Second):
		t.Error("an export that nobody reads goes on")
	}
	resp.Body.Close()
	if err := stop(); err != nil {
		t.Error(err)
	}
}

// atom is what a reader takes from a feed.
type atom struct {
	XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string   `xml:"id"`
	Title   string   `xml:"title"`
	Updated string   `xml:"updated"`
	Total   int      `xml:"http://a9.com/-/spec/opensearch/1.1/ totalResults"`
	Links   []struct {
		Rel  string `xml:"rel,attr"`
		Href string `xml:"href,attr"`
	} `xml:"link"`
	Entries []struct {
		ID      string `xml:"id"`
		Title   string `xml:"title"`
		Updated string `xml:"updated"`
		Summary string `xml:"summary"`
		Link    struct {
			Href string `xml:"href,attr"`
		} `xml:"link"`
	} `xml:"entry"`
}

func readFeed(t *testing.T, w *httptest.ResponseRecorder) atom {
	t.Helper()
	var f atom
	if err := xml.Unmarshal(w.Body.Bytes(), &f); err != nil || w.Code != 200 {
		t.Fatalf("%d %s: %v", w.Code, w.Body, err)
	}
	return f
}

func TestFeed(t *testing.T) {
	f := newFake(1)
	f.articles[0].Title = "Lũ <b> & \x01 \"x\" ]]>"
	f.articles[7].Published = time.Time{}
	s := start(t, f, Options{Title: "Báo Thạch Giang"})
	w := call(t, s, "GET", "http://bao.example:81/feed.atom?q=&section=Kinh%20t%E1%BA%BF&utm_source=x&sort=relevance", "")
	feed := readFeed(t, w)
	if feed.Title != "Báo Thạch Giang" || feed.Total != 2 || len(feed.Entries) != 2 || w.Header().Get("Content-Type") != "application/atom+xml; charset=utf-8" {
		t.Errorf("%+v %v", feed, w.Header())
	}
	var links []string
	for _, l := range feed.Links {
		links = append(links, l.Rel+" "+l.Href)
	}
	want := []string{
		"self http://bao.example:81/feed.atom?section=Kinh+t%E1%BA%BF", "alternate http://bao.example:81/?section=Kinh+t%E1%BA%BF&sort=date%3Adesc", "search http://bao.example:81/opensearch.xml",
	}
	if !slices.Equal(links, want) {
		t.Errorf("links %v\nwant  %v", links, want)
	}
	all := readFeed(t, call(t, s, "GET", "/feed.atom", ""))
	if len(all.Entries) != 8 || all.Entries[0].Title != "Lũ <b> & \uFFFD \"x\" ]]>" || all.Entries[7].Updated != "1970-01-01T00:00:00Z" || all.Updated != all.Entries[0].Updated {
		t.Errorf("all: %+v", all)
	}
	again := readFeed(t, call(t, s, "GET", "/feed.atom?limit=8", ""))
	if again.ID != all.ID || again.Entries[3].ID != all.Entries[3].ID || all.ID == feed.ID || !strings.HasPrefix(all.ID, "urn:uuid:") {
		t.Errorf("ids: %s, %s, %s", all.ID, again.ID, feed.ID)
	}
	if e := readFeed(t, call(t, s, "GET", "/feed.atom?q=l%C5%A9&limit=1", "")).Entries; len(e) != 1 || !strings.Contains(e[0].Link.Href, "/articles/archive/") || !strings.HasPrefix(e[0].Summary, "<p>") {
		t.Errorf("entries %+v", e)
	}
	if empty := readFeed(t, call(t, s, "GET", "/feed.atom?q=zzzz", "")); len(empty.Entries) != 0 || empty.Updated == "" {
		t.Errorf("empty: %+v", empty)
	}
	if p := decoded[Problem](t, call(t, s, "GET", "/feed.atom?q=(", "")); p.Parameter != "q" || p.Column != 1 {
		t.Errorf("a malformed query: %+v", p)
	}
	tag := w.Header().Get("ETag")
	if w := call(t, s, "GET", "http://bao.example:81/feed.atom?section=Kinh%20t%E1%BA%BF", "", "If-None-Match", tag); w.Code != 304 {
		t.Errorf("again: %d", w.Code)
	}
	f.generation.Add(1)
	if w := call(t, s, "GET", "http://bao.example:81/feed.atom?section=Kinh%20t%E1%BA%BF", "", "If-None-Match", tag); w.Code != 200 {
		t.Errorf("in the next generation: %d", w.Code)
	}
}

func TestOpenSearch(t *testing.T) {
	s := start(t, newFake(1), Options{Title: "Báo của tỉnh Thạch Giang & Bình Sơn", PublicURL: "https://bao.example"})
	w := call(t, s, "GET", "/opensearch.xml", "")
	var d struct {
		XMLName          xml.Name `xml:"http://a9.com/-/spec/opensearch/1.1/ OpenSearchDescription"`
		ShortName, Image string
		Description      string
		URLs             []struct {
			Type     string `xml:"type,attr"`
			Template string `xml:"template,attr"`
		} `xml:"Url"`
	}
	if err := xml.Unmarshal(w.Body.Bytes(), &d); err != nil {
		t.Fatal(err)
	}
	if d.ShortName != "Báo của tỉnh Th…" || len(d.URLs) != 4 || d.URLs[0].Template != "https://bao.example/?q={searchTerms}" || w.Header().Get("Content-Type") != searchType+"; charset=utf-8" {
		t.Errorf("%+v %v", d, w.Header())
	}
	for _, u := range append([]string{d.Image}, d.URLs[0].Template, d.URLs[1].Template, d.URLs[2].Template, d.URLs[3].Template) {
		target := strings.ReplaceAll(strings.TrimPrefix(u, "https://bao.example"), "{searchTerms}", "l%C5%A9")
		if w := call(t, s, "GET", target, ""); w.Code != 200 {
			t.Errorf("%s: %d", target, w.Code)
		}
	}
}

// shown are the members of a request that say how hits are shown, or which part of them; all others decide which articles are hits and
// in what order.
var shown = []string{"Limit", "Offset", "Cursor", "Facets", "FacetSize", "Timeline", "Markup", "Snippets", "Versions", "Exact", "Explain", "Correct"}

func TestSuggestionsForBrowsers(t *testing.T) {
	f := newFake(1)
	s := start(t, f, Options{})
	w := call(t, s, "GET", "/opensearch-suggest?q=l%C5%A9&client=x", "")
	var got []any
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || w.Code != 200 || len(got) != 2 || got[0] != "lũ" || w.Header().Get("Content-Type") != suggestType {
		t.Fatalf("%d %v %s", w.Code, w.Header(), w.Body)
	}
	if _, ok := got[1].([]any); !ok {
		t.Errorf("no array of suggestions: %s", w.Body)
	}
	if again := call(t, s, "GET", "/opensearch-suggest?q=l%C5%A9", "", "If-None-Match", w.Header().Get("ETag")); again.Code != 304 {
		t.Errorf("again: %d", again.Code)
	}
	if w := call(t, s, "GET", "/opensearch-suggest?q=a&q=b", ""); w.Code != 400 {
		t.Errorf("two queries: %d", w.Code)
	}
}

// TestParametersThatShow holds the names of such parameters against the members of a request.
func TestParametersThatShow(t *testing.T) {
	var r search.Request
	for _, p := range parameters {
		v := reflect.ValueOf(&r).Elem()
		for i := range v.NumField() {
			if name := v.Type().Field(i).Name; v.Field(i).Addr().Pointer() == reflect.ValueOf(p.field(&r)).Pointer() && slices.Contains(showing, p.name) != slices.Contains(shown, name) {
				t.Errorf("%s and %s: does it only show, or not?", p.name, name)
			}
		}
	}
}

// everyFilter is a request with every filter there is. A new member of a request has to get a value here, or a place in shown.
func everyFilter() search.Request {
	return search.Request{
		Query: "lũ", From: "2016-03", To: "2021-11", Years: []int{2016, 2017, 2020, 2021}, Months: []string{"2016-02", "2021-12", "2019-05", "2017-04", "2020-08", "2020-10"},
		Days:     []string{"2016-02-01", "2021-12-01", "2019-05-05", "2017-04-04", "2020-08-08", "2020-10-18", "2020-10-19", "2020-06-06"},
		Sections: []string{"Thời sự", "Xã hội"}, Authors: []string{"Văn Trọng", "Thu Hoài"}, Places: []string{"Bình Sơn", "Nậm Tiên"}, Photographers: []string{"T.H"}, Formats: []string{"jsonl"},
		NotYears: []int{2017}, NotMonths: []string{"2020-08"}, NotDays: []string{"2020-10-19"}, NotSections: []string{"Xã hội"}, NotAuthors: []string{"Lò Mây"}, NotPlaces: []string{"Nậm Tiên"},
		NotPhotographers: []string{"Q.H"}, NotFormats: []string{"html"},
		Sort: search.SortOldest, Recent: true, HalfLife: 30,
	}
}

// filterFixture is an archive of which two articles pass every filter, and each other one all but the filter that it is named after.
func filterFixture(t *testing.T) string {
	t.Helper()
	type record struct {
		ID            string   `json:"id"`
		Title         string   `json:"title"`
		Body          string   `json:"body"`
		Date          string   `json:"date"`
		Section       string   `json:"section"`
		Place         string   `json:"place"`
		Author        []string `json:"author"`
		Photographers []string `json:"photographers"`
	}
	file := filepath.Join(t.TempDir(), "filters.jsonl")
	out, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*record){
		"hit-1": func(*record) {}, "hit-2": func(r *record) { r.Author = []string{"Thu Hoài"} },
		"Query": func(r *record) { r.Title = "Hạn" },
		"From":  func(r *record) { r.Date = "2016-02-01" }, "To": func(r *record) { r.Date = "2021-12-01" }, "Years": func(r *record) { r.Date = "2019-05-05" },
		"Months": func(r *record) { r.Date = "2020-06-06" }, "Days": func(r *record) { r.Date = "2020-10-20" },
		"NotYears": func(r *record) { r.Date = "2017-04-04" }, "NotMonths": func(r *record) { r.Date = "2020-08-08" }, "NotDays": func(r *record) { r.Date = "2020-10-19" },
		"Sections": func(r *record) { r.Section = "Kinh tế" }, "NotSections": func(r *record) { r.Section = "Xã hội" },
		"Places": func(r *record) { r.Place = "Hòa Phú" }, "NotPlaces": func(r *record) { r.Place = "Nậm Tiên" },
		"Authors": func(r *record) { r.Author = []string{"Minh Châu"} }, "NotAuthors": func(r *record) { r.Author = append(r.Author, "Lò Mây") },
		"Photographers": func(r *record) { r.Photographers = nil }, "NotPhotographers": func(r *record) { r.Photographers = append(r.Photographers, "Q.H") },
	} {
		r := record{ID: name, Title: "Lũ lớn", Body: "Tin về " + name + ".", Date: "2020-10-18", Section: "Thời sự", Place: "Bình Sơn", Author: []string{"Văn Trọng"}, Photographers: []string{"T.H"}}
		change(&r)
		if err := json.NewEncoder(out).Encode(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return file
}

// TestOneRequestEverywhere asks search, export, feed and page with every filter there is, and wants the same articles. Then it takes
// away one filter after the other, and wants the one article that only this one kept out.
func TestOneRequestEverywhere(t *testing.T) {
	s, err := New(realIndex(t, filepath.Join(t.TempDir(), "idx"), filterFixture(t)), Options{})
	if err != nil {
		t.Fatal(err)
	}
	whole := everyFilter()
	want := []string{"hit-1", "hit-2"}
	if got := everywhere(t, s, whole); !slices.Equal(got, want) {
		t.Errorf("found %v, want %v", got, want)
	}
	best := whole
	best.Sort = search.SortRelevance
	if got := everywhere(t, s, best); !slices.Equal(got, want) {
		t.Errorf("best first: found %v, want %v", got, want)
	}
	fields := reflect.TypeFor[search.Request]()
	for i := range fields.NumField() {
		name := fields.Field(i).Name
		less := whole
		value := reflect.ValueOf(&less).Elem().Field(i)
		if value.IsZero() != slices.Contains(shown, name) {
			t.Errorf("%s has no part in this test", name)
		}
		if slices.Contains(shown, name) || slices.Contains([]string{"Formats", "NotFormats", "Sort", "Recent", "HalfLife"}, name) {
			continue // nothing here is kept out by one of these alone
		}
		value.SetZero()
		if got := everywhere(t, s, less); !slices.Equal(got, slices.Sorted(slices.Values(append([]string{name}, want...)))) {
			t.Errorf("without %s: %v", name, got)
		}
	}
}

// everywhere returns the ids that a request finds, sorted, which must be the same wherever it is asked.
func everywhere(t *testing.T, s *Server, r search.Request) []string {
	t.Helper()
	r.Limit, r.Versions = 100, search.VersionsAll
	address := values(r)
	asked := decoded[search.Response](t, call(t, s, "GET", "/api/v1/search?"+address.Encode(), ""))
	var want []string
	for _, h := range asked.Hits {
		want = append(want, h.ID)
	}
	var exported []string
	for line := range strings.Lines(call(t, s, "GET", lookUpURL("/api/v1/export", r, "format", "jsonl"), "").Body.String()) {
		var a search.Article
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			t.Fatalf("%v in %s", err, line)
		}
		exported = append(exported, a.ID)
	}
	if !slices.Equal(exported, want) {
		t.Errorf("%s: the export has %v, the search %v", address.Encode(), exported, want)
	}
	slices.Sort(want)
	feed := readFeed(t, call(t, s, "GET", feedURL(r)+"&limit=100", ""))
	var fed []string
	for _, e := range feed.Entries {
		fed = append(fed, strings.TrimPrefix(e.Link.Href, "http://example.com/articles/"))
	}
	if slices.Sort(fed); !slices.Equal(fed, want) || feed.Total != len(want) {
		t.Errorf("%s: the feed has %v of %d, the search %v", address.Encode(), fed, feed.Total, want)
	}
	page := call(t, s, "GET", pageURL(r), "").Body.String()
	for _, id := range want {
		if !strings.Contains(page, `href="/articles/`+id) {
			t.Errorf("%s: the page lacks %s", address.Encode(), id)
		}
	}
	if n := strings.Count(page, `<li class="hit"`); n != len(want) {
		t.Errorf("%s: the page has %d hits, the search %v", address.Encode(), n, want)
	}
	return want
}

func TestNamesOfFiles(t *testing.T) {
	for query, want := range map[string]string{"": "timbao", "Đảng ủy Khối": "timbao-dang-uy-khoi", `"lũ" OR ../x`: "timbao-lu-or-x", strings.Repeat("dai ", 40): "timbao" + strings.Repeat("-dai", 20)} {
		if got := fileName(query); got != want {
			t.Errorf("%q: %s, want %s", query, got, want)
		}
	}
}

func TestThePublicAddress(t *testing.T) {
	for _, bad := range []string{"bao.example", "ftp://bao.example", "https://bao.example/kho", "https://u:p@bao.example", "https://bao.example?x", "http://", "https:///x"} {
		if _, err := New(newFake(1), Options{PublicURL: bad}); !errors.Is(err, ErrOptions) {
			t.Errorf("%s: %v", bad, err)
		}
	}
	s := start(t, newFake(1), Options{})
	r := httptest.NewRequest("GET", "/feed.atom", nil)
	for host, want := range map[string]string{"bao.example:8080": "http://bao.example:8080", "[::1]:80": "http://[::1]:80", "": "http://localhost", `x" y`: "http://localhost", "a/b?c": "http://localhost"} {
		r.Host = host
		if got := s.base(r).String(); got != want {
			t.Errorf("%q: %s, want %s", host, got, want)
		}
	}
	if u, err := ParsePublicURL("https://bao.example:8443/"); err != nil || Permalink(u, "a b/ă.txt") != "https://bao.example:8443/articles/a%20b/%C4%83.txt" {
		t.Errorf("%v %v", u, err)
	}
}
