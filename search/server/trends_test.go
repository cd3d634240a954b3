package server

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"

	"timbao/search"
	"timbao/search/query"
)

// Trends counts the articles that hold every word of each term, by year.
func (f *fake) Trends(ctx context.Context, r search.TrendsRequest) (*search.Trends, error) {
	f.lastTrends.Store(&r)
	if err := f.start(ctx); err != nil {
		return nil, err
	}
	if len(r.Terms) == 0 {
		return nil, &search.ParamError{Name: "term", Reason: "name at least one"}
	}
	out := &search.Trends{Unit: search.UnitYear}
	years := map[string]int{}
	for _, a := range f.articles {
		years[a.Published.Format("2006")]++
		out.Total++
	}
	for _, y := range slices.Sorted(maps.Keys(years)) {
		out.Buckets = append(out.Buckets, search.Bucket{Start: y, Count: years[y]})
	}
	for _, term := range r.Terms {
		if strings.Contains(term, "(") {
			return nil, fmt.Errorf("term: %w", &query.Error{Query: term, Span: query.Span{Start: 0, End: 1}, Message: "this bracket is not closed"})
		}
		t := search.Trend{Term: term, Query: term}
		for _, b := range out.Buckets {
			p := search.Point{Start: b.Start}
			for _, a := range f.articles {
				if a.Published.Format("2006") == b.Start && matches(a, r.Request, strings.Fields(strings.ToLower(term))) {
					p.Count++
				}
			}
			p.PerThousand = 1000 * float64(p.Count) / float64(b.Count)
			t.Total += p.Count
			t.Points = append(t.Points, p)
		}
		out.Terms = append(out.Terms, t)
	}
	return out, nil
}

func TestTrendsAreAskedForAndAnswered(t *testing.T) {
	f := newFake(3)
	s := start(t, f, Options{})
	w := call(t, s, "GET", "/api/v1/trends?term=l%C5%A9&term=%C4%91%E1%BA%A3ng&by=year&q=x&section=A&not_year=1999&month=2020-01", "")
	want := search.TrendsRequest{Terms: []string{"lũ", "đảng"}, By: search.UnitYear, Request: search.Request{Query: "x", Sections: []string{"A"}, NotYears: []int{1999}, Months: []string{"2020-01"}}}
	if got := f.lastTrends.Load(); w.Code != http.StatusOK || !reflect.DeepEqual(*got, want) {
		t.Fatalf("%d: asked %+v, want %+v", w.Code, got, want)
	}
	got := decoded[search.Trends](t, call(t, s, "GET", "/api/v1/trends?term=%C4%91%E1%BA%A3ng", ""))
	if len(got.Terms) != 1 || got.Terms[0].Total == 0 || len(got.Terms[0].Points) != len(got.Buckets) || len(got.Buckets) == 0 {
		t.Errorf("answered %+v", got)
	}
	tag := w.Header().Get("Etag")
	again := call(t, s, "GET", "/api/v1/trends?term=l%C5%A9&term=%C4%91%E1%BA%A3ng&by=year&q=x&section=A&not_year=1999&month=2020-01", "", "If-None-Match", tag)
	if tag == "" || again.Code != http.StatusNotModified {
		t.Errorf("with its own tag %q: %d", tag, again.Code)
	}
	if other := call(t, s, "GET", "/api/v1/trends?term=l%C5%A9", "").Header().Get("Etag"); other == tag {
		t.Errorf("other trends have the tag %q too", tag)
	}
}

func TestTrendsAsAFile(t *testing.T) {
	f := newFake(3)
	s := start(t, f, Options{})
	w := call(t, s, "GET", "/api/v1/trends.csv?term=%C4%91%E1%BA%A3ng&term=-x&bom=true&place=A", "")
	lines := strings.Split(w.Body.String(), "\r\n")
	if w.Code != http.StatusOK || lines[0] != "\uFEFFyear,articles,đảng,\"đảng per 1,000\",'-x,\"'-x per 1,000\"" || len(lines) < 3 || strings.Count(lines[1], ",") != 5 {
		t.Errorf("%d: %q", w.Code, lines)
	}
	if got := f.lastTrends.Load(); !slices.Equal(got.Request.Places, []string{"A"}) {
		t.Errorf("asked %+v", got)
	}
	h := w.Header()
	if !strings.HasPrefix(h.Get("Content-Type"), "text/csv; charset=utf-8") || !strings.Contains(h.Get("Content-Disposition"), ".csv") {
		t.Errorf("%v", h)
	}
	if again := call(t, s, "GET", "/api/v1/trends.csv?term=%C4%91%E1%BA%A3ng&term=-x&bom=true&place=A", "", "If-None-Match", h.Get("Etag")); again.Code != http.StatusNotModified {
		t.Errorf("with its own tag: %d", again.Code)
	}
	if p := decoded[Problem](t, call(t, s, "GET", "/api/v1/trends.csv?term=(", "")); p.Parameter != "term" {
		t.Errorf("blamed %q", p.Parameter)
	}
	if p := decoded[Problem](t, call(t, s, "GET", "/api/v1/trends.csv?bom=1&x=1", "")); p.Parameter != "x" {
		t.Errorf("blamed %q", p.Parameter)
	}
}

func TestBadTrendsNameTheParameter(t *testing.T) {
	s := start(t, newFake(1), Options{})
	many := url.Values{"term": make([]string, search.MaxTrendTerms+1)}
	for i := range many["term"] {
		many["term"][i] = string(rune('a' + i))
	}
	for query, parameter := range map[string]string{
		"": "term", "term=": "term", many.Encode(): "term", "term=a&by=week": "by", "term=a&by=": "by", "term=a&limit=3": "limit", "term=a&facet=year": "facet",
		"term=a&year=x": "year", "term=(": "term", "term=a&by=year&by=month": "by", "terms=a": "terms",
	} {
		w := call(t, s, "GET", "/api/v1/trends?"+query, "")
		if p := decoded[Problem](t, w); w.Code != http.StatusBadRequest || p.Parameter != parameter {
			t.Errorf("%s: %d, blamed %q, want %q", query, w.Code, p.Parameter, parameter)
		}
	}
}

func TestALinkMeansTheTrendsItWasMadeFrom(t *testing.T) {
	for _, want := range []search.TrendsRequest{
		{}, {Terms: []string{"lũ & lụt", `"hạn hán"`}, By: search.UnitMonth},
		{Terms: []string{"a"}, Request: search.Request{Query: "x+y", From: "2019", To: "2020", NotPlaces: []string{"A=B", "C;D"}, Days: []string{"2020-01-14"}}},
	} {
		if got, err := parseTrends(trendsValues(want), true); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%v: got %+v, %v; want %+v", trendsValues(want), got, err, want)
		}
	}
}
