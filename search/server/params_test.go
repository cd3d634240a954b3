package server

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"timbao/search"
)

func TestEveryParameterIsRead(t *testing.T) {
	for _, c := range []struct {
		query, body string
		want        search.Request
	}{
		{"", "{}", search.Request{}},
		{"q=l%C5%A9", `{"q":"lũ"}`, search.Request{Query: "lũ"}},
		{"limit=100", `{"limit":100}`, search.Request{Limit: 100}},
		{"limit=10", `{"limit":1e1}`, search.Request{Limit: 10}},
		{"offset=1000", `{"offset":1000}`, search.Request{Offset: 1000}},
		{"cursor=after-10", `{"cursor":"after-10"}`, search.Request{Cursor: "after-10"}},
		{"sort=date:desc", `{"sort":"date:desc"}`, search.Request{Sort: search.SortNewest}},
		{"sort=date:asc", `{"sort":"date:asc"}`, search.Request{Sort: search.SortOldest}},
		{"sort=relevance", `{"sort":"relevance"}`, search.Request{}},
		{"from=2020&to=14-1-2020", `{"from":"2020","to":"14-1-2020"}`, search.Request{From: "2020", To: "14-1-2020"}},
		{"section=A&section=B", `{"section":["A","B"]}`, search.Request{Sections: []string{"A", "B"}}},
		{"author=A,%20B", `{"author":["A, B"]}`, search.Request{Authors: []string{"A, B"}}},
		{"place=A", `{"place":["A"]}`, search.Request{Places: []string{"A"}}},
		{"year=2019&year=2020", `{"year":[2019,2020]}`, search.Request{Years: []int{2019, 2020}}},
		{"month=2020-01&month=2-2020", `{"month":["2020-01","2-2020"]}`, search.Request{Months: []string{"2020-01", "2-2020"}}},
		{"day=2020-01-14", `{"day":["2020-01-14"]}`, search.Request{Days: []string{"2020-01-14"}}},
		{"photographer=A&file_type=text", `{"photographer":["A"],"file_type":["text"]}`, search.Request{Photographers: []string{"A"}, Formats: []string{"text"}}},
		{"not_year=2019&not_month=2020-01&not_day=14-1-2020", `{"not_year":[2019],"not_month":["2020-01"],"not_day":["14-1-2020"]}`,
			search.Request{NotYears: []int{2019}, NotMonths: []string{"2020-01"}, NotDays: []string{"14-1-2020"}}},
		{"not_section=A&not_author=B&not_place=C&not_photographer=D&not_file_type=E&not_file_type=F",
			`{"not_section":["A"],"not_author":["B"],"not_place":["C"],"not_photographer":["D"],"not_file_type":["E","F"]}`,
			search.Request{NotSections: []string{"A"}, NotAuthors: []string{"B"}, NotPlaces: []string{"C"}, NotPhotographers: []string{"D"}, NotFormats: []string{"E", "F"}}},
		{"timeline=month", `{"timeline":"month"}`, search.Request{Timeline: search.UnitMonth}},
		{"facet=year&facet=place", `{"facet":["year","place"]}`, search.Request{Facets: []string{"year", "place"}}},
		{"facet_size=1000", `{"facet_size":1000}`, search.Request{FacetSize: 1000}},
		{"highlight=html", `{"highlight":"html"}`, search.Request{}},
		{"highlight=plain", `{"highlight":"plain"}`, search.Request{Markup: search.MarkupPlain}},
		{"highlight=none", `{"highlight":"none"}`, search.Request{Markup: search.MarkupNone}},
		{"snippets=3", `{"snippets":3}`, search.Request{Snippets: 3}},
		{"explain=true", `{"explain":true}`, search.Request{Explain: true}},
		{"explain=0", `{"explain":false}`, search.Request{}},
		{"exact_total=1", `{"exact_total":true}`, search.Request{Exact: true}},
		{"q=a%FFb", "", search.Request{Query: "a\uFFFDb"}},
	} {
		given, err := url.ParseQuery(c.query)
		if err != nil {
			t.Fatal(err)
		}
		got, err := parseRequest(given, true)
		if err != nil || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: got %+v, %v; want %+v", c.query, got, err, c.want)
		}
		if c.body == "" {
			continue
		}
		given, err = bodyValues(httptest.NewRequest(http.MethodPost, "/", strings.NewReader(c.body)))
		if err != nil {
			t.Errorf("%s: %v", c.body, err)
			continue
		}
		if got, err = parseRequest(given, true); err != nil || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: got %+v, %v; want %+v", c.body, got, err, c.want)
		}
	}
}

func TestBadParametersAreNamed(t *testing.T) {
	for query, want := range map[string][]string{
		"limit=-1":                          {"limit"},
		"limit=0":                           {"limit"},
		"limit=101":                         {"limit"},
		"limit=1e9":                         {"limit"},
		"limit=99999999999999999999":        {"limit"},
		"limit=":                            {"limit"},
		"limit=5&limit=6":                   {"limit"},
		"offset=1001":                       {"offset"},
		"offset=10&cursor=x":                {"offset"},
		"sort=newest":                       {"sort"},
		"sort=":                             {"sort"},
		"year=MMXX":                         {"year"},
		"year=0":                            {"year"},
		"facet=color":                       {"facet"},
		"facet_size=1001":                   {"facet_size"},
		"timeline=week":                     {"timeline"},
		"timeline=":                         {"timeline"},
		"not_year=0":                        {"not_year"},
		"not_place=":                        {"not_place"},
		"highlight=ansi":                    {"highlight"},
		"snippets=11":                       {"snippets"},
		"explain=maybe":                     {"explain"},
		"exact_total=":                      {"exact_total"},
		"section=":                          {"section"},
		"place=" + strings.Repeat("x", 501): {"place"},
		strings.Repeat("author=x&", 51):     {"author"},
		"queri=x":                           {"queri"},
		"zebra=1&apple=2&limit=-1":          {"limit", "apple", "zebra"},
		"Q=x":                               {"Q"},
	} {
		given, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		delete(given, "")
		_, err = parseRequest(given, true)
		var bad badParams
		if !errors.As(err, &bad) || !errors.Is(err, search.ErrParam) {
			t.Errorf("%s: got %v, want bad parameters", query, err)
			continue
		}
		var got []string
		for _, e := range bad {
			got = append(got, e.Name)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: blamed %v, want %v", query, got, want)
		}
	}
}

func TestThePagePassesOverUnknownParameters(t *testing.T) {
	got, err := parseRequest(url.Values{"q": {"lũ"}, "fbclid": {"x"}}, false)
	if err != nil || got.Query != "lũ" {
		t.Fatalf("got %+v, %v", got, err)
	}
}

func TestBadBodies(t *testing.T) {
	for body, want := range map[string]string{
		``:                       kindBadJSON,
		`null`:                   kindBadJSON,
		`[]`:                     kindBadJSON,
		`{"q":`:                  kindBadJSON,
		`{"q":"a"}{"q":"b"}`:     kindBadJSON,
		`{"q":1}`:                kindBadParam,
		`{"q":null}`:             kindBadParam,
		`{"limit":"10"}`:         kindBadParam,
		`{"limit":1.5}`:          kindBadParam,
		`{"limit":1e300}`:        kindBadParam,
		`{"section":"A"}`:        kindBadParam,
		`{"section":[1]}`:        kindBadParam,
		`{"year":["2020"]}`:      kindBadParam,
		`{"explain":"true"}`:     kindBadParam,
		`{"limit":1000000000}`:   kindBadParam,
		`{"unknown":1}`:          kindBadParam,
		strings.Repeat("[", 5e4): kindBadJSON,
	} {
		given, err := bodyValues(httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body)))
		if err == nil {
			_, err = parseRequest(given, true)
		}
		if err == nil {
			t.Errorf("%.40s: no error", body)
			continue
		}
		if p := problemOf(err); !p.is(want) || p.Status != http.StatusBadRequest {
			t.Errorf("%.40s: got %d %s, want 400 %s", body, p.Status, p.Type, want)
		}
	}
}

// anyRequest draws requests that can be written as parameters.
func anyRequest(t *rapid.T) search.Request {
	text := rapid.StringMatching(`[a-zA-Zà-ỹĐđ0-9 &=+%#?"<>/:-]{0,12}`)
	texts := rapid.SliceOfN(rapid.StringMatching(`[a-zàđỹ&=+#][a-zà-ỹ &;,]{0,8}`), 0, 3)
	r := search.Request{
		Query: text.Draw(t, "q"), From: text.Draw(t, "from"), To: text.Draw(t, "to"), Limit: rapid.IntRange(0, 100).Draw(t, "limit"),
		Sort:     rapid.SampledFrom([]search.Sort{"", search.SortNewest, search.SortOldest}).Draw(t, "sort"),
		Sections: texts.Draw(t, "section"), Authors: texts.Draw(t, "author"), Places: texts.Draw(t, "place"),
		Years:     rapid.SliceOfN(rapid.IntRange(1, 9999), 0, 3).Draw(t, "year"),
		FacetSize: rapid.IntRange(0, 1000).Draw(t, "facet_size"), Snippets: rapid.IntRange(0, 10).Draw(t, "snippets"),
		Markup:  rapid.SampledFrom([]search.Markup{"", search.MarkupPlain, search.MarkupNone}).Draw(t, "highlight"),
		Explain: rapid.Bool().Draw(t, "explain"), Exact: rapid.Bool().Draw(t, "exact"),
		Timeline: rapid.SampledFrom([]search.Unit{"", search.UnitYear, search.UnitAuto}).Draw(t, "timeline"),
		NotYears: rapid.SliceOfN(rapid.IntRange(1, 9999), 0, 3).Draw(t, "not_year"),
		Facets:   rapid.SliceOfN(rapid.SampledFrom([]string{"year", "place"}), 0, 2).Draw(t, "facet"),
	}
	for _, l := range lists(&r)[4:] {
		*l = texts.Draw(t, "a filter")
	}
	if rapid.Bool().Draw(t, "by cursor") {
		r.Cursor = text.Draw(t, "cursor")
	} else {
		r.Offset = rapid.IntRange(0, 1000).Draw(t, "offset")
	}
	return tidyRequest(r)
}

// tidyRequest makes empty lists nil, which is how they are read.
func tidyRequest(r search.Request) search.Request {
	for _, l := range lists(&r) {
		if len(*l) == 0 {
			*l = nil
		}
	}
	for _, l := range []*[]int{&r.Years, &r.NotYears} {
		if len(*l) == 0 {
			*l = nil
		}
	}
	return r
}

// lists are the fields of a request that take several texts; the first four are drawn apart.
func lists(r *search.Request) []*[]string {
	return []*[]string{&r.Facets, &r.Sections, &r.Authors, &r.Places, &r.Months, &r.Days, &r.Photographers, &r.Formats, &r.NotMonths, &r.NotDays,
		&r.NotSections, &r.NotAuthors, &r.NotPlaces, &r.NotPhotographers, &r.NotFormats}
}

func TestALinkMeansTheSearchItWasMadeFrom(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := anyRequest(t)
		u, err := url.Parse(pageURL(want))
		if err != nil {
			t.Fatal(err)
		}
		got, err := parseRequest(u.Query(), true)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("%s: got %+v, %v; want %+v", u, got, err, want)
		}
	})
}

func TestABodyMeansTheSearchItWasMadeFrom(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := anyRequest(t)
		body, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		if want.Query == "" {
			body = []byte(strings.Replace(string(body), `"q":"",`, "", 1))
		}
		given, err := bodyValues(httptest.NewRequest(http.MethodPost, "/", strings.NewReader(string(body))))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := parseRequest(given, true); err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("%s: got %+v, %v; want %+v", body, got, err, want)
		}
	})
}

func FuzzParameters(f *testing.F) {
	for _, seed := range []string{"q=l%C5%A9&limit=5", "year=2020&year=x", "limit=1e9&cursor=%00", "q=%FF%FE&section=%FF", "sort=date:desc&from=14-1-2020"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, query string) {
		given, err := url.ParseQuery(query)
		if err != nil {
			return
		}
		r, err := parseRequest(given, false)
		if err != nil {
			if p := problemOf(err); p.Status != http.StatusBadRequest || p.Parameter == "" {
				t.Fatalf("%q: %+v", query, p)
			}
			return
		}
		again, err := parseRequest(values(r), true)
		if err != nil || !reflect.DeepEqual(again, r) {
			t.Fatalf("%q: read %+v, wrote and read %+v, %v", query, r, again, err)
		}
	})
}

func FuzzBody(f *testing.F) {
	for _, seed := range []string{`{"q":"lũ","limit":5}`, `{"year":[2020,1e3]}`, `{"section":[null]}`, `null`, `{"limit":-0.0}`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		given, err := bodyValues(httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body)))
		if err == nil {
			_, err = parseRequest(given, true)
		}
		if err != nil && problemOf(err).Status != http.StatusBadRequest {
			t.Fatalf("%q: %v", body, err)
		}
	})
}

// TestOtherRequestsNarrowAlike wants every filter that the search package knows among the parameters of requests that hold one.
func TestOtherRequestsNarrowAlike(t *testing.T) {
	type other struct{ r search.Request }
	table := narrowing(func(o *other) *search.Request { return &o.r })
	given := url.Values{}
	for _, p := range table {
		v := "2020"
		if strings.HasSuffix(p.name, "month") {
			v = "2020-01"
		}
		given[p.name] = []string{v}
	}
	got, bad := parseAs(table, given, true)
	if len(bad) > 0 || got.r.Query != "2020" || got.r.From != "2020" {
		t.Fatalf("%+v, %v", got.r, bad)
	}
	for _, name := range search.FacetNames() {
		if given[name] == nil || given["not_"+name] == nil {
			t.Errorf("%s: no filter or no exclusion", name)
		}
	}
	if _, bad := parseAs(table, url.Values{"limit": {"1"}}, true); len(bad) != 1 || bad[0].Name != "limit" {
		t.Errorf("limit: %v", bad)
	}
}
