package server

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"timbao/search"
)

// param is one parameter of a request of type T. The type behind field decides how it is read, written and described:
// *string, *int, *bool take one value, *[]string and *[]int any number of them.
type param[T any] struct {
	name     string
	field    func(*T) any
	choices  []string // the only values allowed; nil = any
	normal   string   // the choice that is the same as saying nothing
	min, max int      // of integers
	most     int      // values of a list; 0 means maxValues
	required bool     // the OpenAPI document says so; the search package refuses a request without
	long     bool     // text without the usual limit of length
	narrows  bool     // a parameter of search decides which articles are hits, not how they are shown
	doc      string
	example  string // a value to show, and for tests of the API to begin with
}

// parameters is the one list of what a search can be asked with: reading and writing of links, the JSON body and the OpenAPI
// document all follow it. It is never changed.
var parameters = []param[search.Request]{
	{name: "q", example: "hội đồng nhân dân", narrows: true, field: func(r *search.Request) any { return &r.Query }, long: true,
		doc: "What to look for, in the query language. Empty matches every article."},
	{name: "limit", field: func(r *search.Request) any { return &r.Limit }, min: 1, max: maxHTTPLimit,
		doc: "Hits in one page. 10 if not given."},
	{name: "offset", field: func(r *search.Request) any { return &r.Offset }, min: 0, max: maxHTTPOffset,
		doc: "Hits to pass over. To go further, use cursor. Not together with cursor."},
	{name: "cursor", field: func(r *search.Request) any { return &r.Cursor }, long: true,
		doc: "The member next of the page before."},
	{name: "sort", field: func(r *search.Request) any { return (*string)(&r.Sort) },
		choices: []string{string(search.SortRelevance), string(search.SortNewest), string(search.SortOldest)}, normal: string(search.SortRelevance),
		doc: "Order of the hits. Among equally relevant hits the newer comes first."},
	{name: "recent", field: func(r *search.Request) any { return &r.Recent },
		doc: "By relevance, let articles lose some of their score with age."},
	{name: "half_life", field: func(r *search.Request) any { return &r.HalfLife }, min: 1, max: 36525,
		doc: "Days in which an article loses half of what age can take from it. 365 if not given. Only with recent."},
	{name: "from", example: "2019-12", narrows: true, field: func(r *search.Request) any { return &r.From },
		doc: "First day of publishing: 2020, 2020-01, 2020-01-14 or 14-1-2020."},
	{name: "to", example: "14-2-2020", narrows: true, field: func(r *search.Request) any { return &r.To },
		doc: "Last day of publishing, included; same forms as from."},
	{name: "year", narrows: true, field: func(r *search.Request) any { return &r.Years }, min: 1, max: 9999, doc: "Articles published in any of these years."},
	{name: "month", example: "2020-01", narrows: true, field: func(r *search.Request) any { return &r.Months }, doc: "Articles published in any of these months: 2020-01 or 1-2020."},
	{name: "day", example: "14-1-2020", narrows: true, field: func(r *search.Request) any { return &r.Days }, doc: "Articles published on any of these days: 2020-01-14 or 14-1-2020."},
	{name: "section", example: "Thời sự", narrows: true, field: func(r *search.Request) any { return &r.Sections }, doc: "Articles of any of these sections."},
	{name: "author", example: "Văn Trọng", narrows: true, field: func(r *search.Request) any { return &r.Authors }, doc: "Articles by any of these writers or photographers."},
	{name: "place", example: "Hà Nội", narrows: true, field: func(r *search.Request) any { return &r.Places }, doc: "Articles from any of these places."},
	{name: "photographer", narrows: true, field: func(r *search.Request) any { return &r.Photographers }, doc: "Articles with photographs by any of these people."},
	{name: "file_type", narrows: true, field: func(r *search.Request) any { return &r.Formats }, doc: "Articles from source files of any of these types, such as text or jsonl."},
	{name: "not_year", narrows: true, field: func(r *search.Request) any { return &r.NotYears }, min: 1, max: 9999, doc: "No articles of these years."},
	{name: "not_month", narrows: true, field: func(r *search.Request) any { return &r.NotMonths }, doc: "No articles of these months; same forms as month."},
	{name: "not_day", narrows: true, field: func(r *search.Request) any { return &r.NotDays }, doc: "No articles of these days; same forms as day."},
	{name: "not_section", narrows: true, field: func(r *search.Request) any { return &r.NotSections }, doc: "No articles of these sections."},
	{name: "not_author", narrows: true, field: func(r *search.Request) any { return &r.NotAuthors }, doc: "No articles by these writers or photographers."},
	{name: "not_place", narrows: true, field: func(r *search.Request) any { return &r.NotPlaces }, doc: "No articles from these places."},
	{name: "not_photographer", narrows: true, field: func(r *search.Request) any { return &r.NotPhotographers }, doc: "No articles with photographs by these people."},
	{name: "not_file_type", narrows: true, field: func(r *search.Request) any { return &r.NotFormats }, doc: "No articles from source files of these types."},
	{name: "facet", field: func(r *search.Request) any { return &r.Facets },
		choices: search.FacetNames(),
		doc:     "Facets wanted. Their counts ignore what is selected of the same facet, and honour every other filter."},
	{name: "facet_size", field: func(r *search.Request) any { return &r.FacetSize }, min: 1, max: 1000,
		doc: "Values of each facet. 10 if not given."},
	{name: "timeline", field: func(r *search.Request) any { return (*string)(&r.Timeline) },
		choices: []string{string(search.UnitYear), string(search.UnitMonth), string(search.UnitDay), string(search.UnitAuto)},
		doc:     "Count the hits by year, month or day; auto takes the smallest that gives few enough buckets for a chart."},
	{name: "highlight", field: func(r *search.Request) any { return (*string)(&r.Markup) },
		choices: []string{string(search.MarkupHTML), string(search.MarkupPlain), string(search.MarkupNone)}, normal: string(search.MarkupHTML),
		doc: "How found words are marked: html is escaped text with <mark>, plain is text alone (not escaped), none gives no highlight."},
	{name: "snippets", field: func(r *search.Request) any { return &r.Snippets }, min: 1, max: 10,
		doc: "Snippets of each hit. 2 if not given."},
	{name: "versions", field: func(r *search.Request) any { return (*string)(&r.Versions) },
		choices: []string{string(search.VersionsGroup), string(search.VersionsAll)},
		doc: "Articles that tell one story in nearly the same words: group makes one hit of them, all one of each. " +
			"If not given, group by relevance and all by date. total counts articles either way."},
	{name: "did_you_mean", field: func(r *search.Request) any { return &r.Correct },
		doc: "Say what else the query may have been meant to be, where that is likely: with its accents, without slips of spelling, read as Telex or VNI keystrokes."},
	{name: "explain", field: func(r *search.Request) any { return &r.Explain }, doc: "Say where the score of each hit comes from."},
	{name: "exact_total", field: func(r *search.Request) any { return &r.Exact },
		doc: "Count every hit, even where ranking could stop early."},
}

// list says whether a parameter may be given several times.
func (p param[T]) list() bool {
	switch p.field(new(T)).(type) {
	case *[]string, *[]int:
		return true
	}
	return false
}

// narrowing are the parameters of search that decide which articles are hits, for other requests that hold a search.Request. No value
// of it can be changed.
func narrowing[T any](request func(*T) *search.Request) []param[T] {
	var out []param[T]
	for _, p := range parameters {
		if p.narrows {
			out = append(out, of(p, request))
		}
	}
	return out
}

// of is a parameter of search as one of another request that holds a search.Request.
func of[T any](p param[search.Request], request func(*T) *search.Request) param[T] {
	return param[T]{name: p.name, choices: p.choices, normal: p.normal, min: p.min, max: p.max, long: p.long, doc: p.doc, example: p.example,
		narrows: p.narrows, field: func(t *T) any { return p.field(request(t)) }}
}

// parseRequest reads a request from parameters. Unknown names are an error if strict, else they are passed over: a shared link may
// carry what other sites have appended to it. The request holds everything that could be read, also beside an error.
func parseRequest(values url.Values, strict bool) (search.Request, error) {
	r, bad := parseAs(parameters, values, strict)
	if r.Cursor != "" && r.Offset > 0 {
		bad = append(bad, &search.ParamError{Name: "offset", Value: strconv.Itoa(r.Offset), Reason: "cannot be used together with cursor"})
	}
	if len(bad) > 0 {
		return r, bad
	}
	return r, nil
}

// parseAs reads a request of any type by its table of parameters, as parseRequest does.
func parseAs[T any](table []param[T], values url.Values, strict bool) (T, badParams) {
	var r T
	var bad badParams
	known := make(map[string]bool, len(table))
	for _, p := range table {
		known[p.name] = true
		given, ok := values[p.name]
		if !ok {
			continue
		}
		if err := p.read(&r, given); err != nil {
			bad = append(bad, err)
		}
	}
	if strict {
		bad = append(bad, unknown(values, known)...)
	}
	return r, bad
}

// unknown is an error for each name that is not known, in the order of the alphabet.
func unknown(values url.Values, known map[string]bool) badParams {
	var bad badParams
	for name := range values {
		if !known[name] {
			bad = append(bad, &search.ParamError{Name: shorten(name), Reason: "unknown parameter"})
		}
	}
	slices.SortFunc(bad, func(a, b *search.ParamError) int { return strings.Compare(a.Name, b.Name) })
	return bad
}

// read puts the given values into the request.
func (p param[T]) read(r *T, given []string) *search.ParamError {
	if !p.list() && len(given) > 1 {
		return p.wrong(given[1], "is given more than once")
	}
	if most := cmp.Or(p.most, maxValues); len(given) > most {
		return p.wrong("", fmt.Sprintf("has %d values, at most %d are allowed", len(given), most))
	}
	for _, v := range given {
		if err := p.readOne(r, v); err != nil {
			return err
		}
	}
	return nil
}

// readOne reads one value.
func (p param[T]) readOne(r *T, v string) *search.ParamError {
	if !p.long && utf8.RuneCountInString(v) > maxValueLength {
		return p.wrong(v, fmt.Sprintf("is longer than %d characters", maxValueLength))
	}
	v = strings.ToValidUTF8(v, "\uFFFD")
	if p.choices != nil && !slices.Contains(p.choices, v) {
		return p.wrong(v, "must be one of "+strings.Join(p.choices, ", "))
	}
	switch f := p.field(r).(type) {
	case *string:
		if v != p.normal {
			*f = v
		}
	case *[]string:
		if strings.TrimSpace(v) == "" {
			return p.wrong(v, "must not be empty")
		}
		*f = append(*f, v)
	case *int:
		n, err := p.integer(v)
		if err != nil {
			return err
		}
		*f = n
	case *[]int:
		n, err := p.integer(v)
		if err != nil {
			return err
		}
		*f = append(*f, n)
	case *bool:
		b, err := strconv.ParseBool(v)
		if err != nil {
			return p.wrong(v, "must be true or false")
		}
		*f = b
	}
	return nil
}

// integer reads a whole number within the bounds.
func (p param[T]) integer(v string) (int, *search.ParamError) {
	n, err := strconv.Atoi(v)
	if err != nil || n < p.min || n > p.max {
		return 0, p.wrong(v, fmt.Sprintf("must be a whole number from %d to %d", p.min, p.max))
	}
	return n, nil
}

// wrong is an error about a value of the parameter.
func (p param[T]) wrong(value, reason string) *search.ParamError {
	return &search.ParamError{Name: p.name, Value: shorten(value), Reason: reason}
}

// shorten keeps what is echoed to a client small.
func shorten(s string) string {
	const most = 100
	s = strings.ToValidUTF8(s, "\uFFFD")
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}

// values writes a request as parameters: the inverse of parseRequest. What is left at its default does not appear.
func values(r search.Request) url.Values {
	out := url.Values{}
	for _, p := range parameters {
		if v := p.write(&r); v != nil {
			out[p.name] = v
		}
	}
	return out
}

// write is the values of one parameter; nil if it is at its default.
func (p param[T]) write(r *T) []string {
	switch f := p.field(r).(type) {
	case *string:
		if *f != "" && *f != p.normal {
			return []string{*f}
		}
	case *[]string:
		return slices.Clone(*f)
	case *int:
		if *f != 0 {
			return []string{strconv.Itoa(*f)}
		}
	case *[]int:
		var all []string
		for _, n := range *f {
			all = append(all, strconv.Itoa(n))
		}
		return all
	case *bool:
		if *f {
			return []string{"true"}
		}
	}
	return nil
}
