package server

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// docs is the OpenAPI document as the page about the API shows it; it does not change once made.
type docs struct {
	Operations []docOperation
	Types      []docType
	Kinds      []docKind
}

// docOperation is a call.
type docOperation struct {
	ID, Method, Path, Summary, Text string
	Params, Body                    []docMember
	BodyType                        docValue
	Shared                          []string // parameters that are those of search
	Answers                         []docAnswer
	Refusals                        []string // codes of problems
	Example                         string   // address to try, with the examples of the parameters; "" where there is none
	Given                           []pair   // the parameters of the example
}

// docMember is a parameter, or a member of an object.
type docMember struct {
	Name, Text, Example string
	Type                docValue
	Always, Required    bool // a member of an answer is always there; a parameter has to be given
}

// docValue is a type of values in words; where it is one of the types of the page, Ref is its name.
type docValue struct{ Before, Ref, After string }

// docAnswer is what a call answers with: a type of JSON, or files of media types.
type docAnswer struct {
	Code, Text string
	Type       docValue
	Media      []string
}

// docType is a type of JSON objects.
type docType struct {
	Name, Text string
	Members    []docMember
}

// docKind is a kind of problem.
type docKind struct{ URI, Title string }

// docsOf reads the document.
func docsOf(doc *huma.OpenAPI) docs {
	var out docs
	for _, path := range slices.SortedFunc(maps.Keys(doc.Paths), byImportance) {
		item := doc.Paths[path]
		for _, op := range []*huma.Operation{item.Get, item.Post} {
			if op != nil {
				out.Operations = append(out.Operations, docOperationOf(op))
			}
		}
	}
	out.share()
	schemas := doc.Components.Schemas.Map()
	for _, name := range slices.Sorted(maps.Keys(schemas)) {
		out.Types = append(out.Types, docType{Name: name, Text: schemas[name].Description, Members: docMembers(schemas[name])})
	}
	for _, kind := range slices.Sorted(maps.Keys(titles)) {
		if kind != kindClientGone { // which nobody ever reads
			out.Kinds = append(out.Kinds, docKind{kindPrefix + kind, titles[kind]})
		}
	}
	return out
}

// share takes out of all calls but GET search the parameters that are those of search: they would else fill the page six times over.
func (d *docs) share() {
	for i := range d.Operations {
		op := &d.Operations[i]
		op.Params = slices.DeleteFunc(op.Params, func(m docMember) bool {
			same := i > 0 && slices.Contains(d.Operations[0].Params, m)
			if same {
				op.Shared = append(op.Shared, m.Name)
			}
			return same
		})
	}
}

// byImportance has search first, then the other calls of the API, then what lies outside.
func byImportance(a, b string) int {
	rank := func(path string) int {
		switch {
		case path == "/api/v1/search":
			return 0
		case strings.HasPrefix(path, "/api/"):
			return 1
		}
		return 2
	}
	return cmp.Or(rank(a)-rank(b), strings.Compare(a, b))
}

func docOperationOf(op *huma.Operation) docOperation {
	out := docOperation{ID: op.OperationID, Method: op.Method, Path: op.Path, Summary: op.Summary, Text: op.Description}
	possible := op.Method == http.MethodGet && !strings.Contains(op.Path, "{")
	query := url.Values{}
	for _, p := range op.Parameters {
		m := docMember{Name: p.Name, Text: p.Description, Type: docValueOf(p.Schema), Required: p.Required}
		switch example := p.Example.(type) {
		case string:
			m.Example = example
		case []string:
			m.Example = strings.Join(example, ", ")
		}
		if m.Example != "" && (p.Required || p.Name == "q") {
			query[p.Name] = []string{m.Example}
			out.Given = append(out.Given, pair{p.Name, m.Example})
		} else if p.Required {
			possible = false
		}
		out.Params = append(out.Params, m)
	}
	if possible {
		out.Example = strings.TrimSuffix(op.Path+"?"+query.Encode(), "?")
	}
	if op.RequestBody != nil {
		for _, media := range op.RequestBody.Content {
			if v := docValueOf(media.Schema); v.Ref != "" {
				out.BodyType = v
			} else {
				out.Body = docMembers(media.Schema)
			}
		}
	}
	for _, code := range slices.Sorted(maps.Keys(op.Responses)) {
		if r := op.Responses[code]; r.Content["application/problem+json"] != nil {
			out.Refusals = append(out.Refusals, code)
		} else {
			out.Answers = append(out.Answers, docAnswerOf(code, r))
		}
	}
	return out
}

func docAnswerOf(code string, r *huma.Response) docAnswer {
	out := docAnswer{Code: code, Text: r.Description}
	for _, name := range slices.Sorted(maps.Keys(r.Content)) {
		if name == "application/json" {
			out.Type = docValueOf(r.Content[name].Schema)
			continue
		}
		out.Media = append(out.Media, name)
	}
	return out
}

// docMembers lists the members of an object: those that are always there first, else in the order of the alphabet.
func docMembers(s *huma.Schema) []docMember {
	var out []docMember
	for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
		p := s.Properties[name]
		out = append(out, docMember{Name: name, Text: p.Description, Type: docValueOf(p), Always: slices.Contains(s.Required, name)})
	}
	slices.SortStableFunc(out, func(a, b docMember) int {
		switch {
		case a.Always == b.Always:
			return 0
		case a.Always:
			return -1
		}
		return 1
	})
	return out
}

// docValueOf says in words which values a schema allows.
func docValueOf(s *huma.Schema) docValue {
	if s.Ref != "" {
		return docValue{Ref: s.Ref[strings.LastIndex(s.Ref, "/")+1:]}
	}
	v := docValue{Before: s.Type}
	switch s.Type {
	case huma.TypeArray:
		v = docValueOf(s.Items)
		v.Before = "array of " + v.Before
		if s.MaxItems != nil {
			v.After += fmt.Sprintf(", at most %d", *s.MaxItems)
		}
	case huma.TypeObject:
		if inner, ok := s.AdditionalProperties.(*huma.Schema); ok {
			v = docValueOf(inner)
			v.Before = "object of " + v.Before
		}
	case huma.TypeInteger, huma.TypeNumber:
		v.Before += rangeOf(s)
	case huma.TypeString:
		v.Before += textOf(s)
	}
	if s.Default != nil {
		v.After += fmt.Sprintf(", if not given %v", s.Default)
	}
	if s.Nullable {
		v.After += " or null"
	}
	return v
}

// rangeOf is the bounds of a number.
func rangeOf(s *huma.Schema) string {
	whole := func(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }
	switch {
	case s.Minimum != nil && s.Maximum != nil:
		return " from " + whole(*s.Minimum) + " to " + whole(*s.Maximum)
	case s.Minimum != nil:
		return " from " + whole(*s.Minimum)
	}
	return ""
}

// textOf is what a text can be.
func textOf(s *huma.Schema) string {
	switch {
	case len(s.Enum) > 0:
		var all []string
		for _, c := range s.Enum {
			one, _ := json.Marshal(c) // a text from a table of ours
			all = append(all, string(one))
		}
		return ": " + strings.Join(all, " | ")
	case s.Format != "":
		return " (" + s.Format + ")"
	case s.MaxLength != nil:
		return fmt.Sprintf(", at most %d characters", *s.MaxLength)
	}
	return ""
}

// docsView is the page about the API.
type docsView struct {
	layout
	docs
	Base string // address of the server
}

// docsPage is the page about the API.
func (s *Server) docsPage(a *asking) {
	a.here = "/api/"
	base := s.base(a.r).String()
	s.tagged(a, []any{"docs", base, len(s.docs.Operations)}, func() (string, any, error) {
		v := docsView{layout: s.layoutOf(a.visitor, a.text("docs.title"), a.found), docs: s.docs, Base: base}
		return "docs", v, nil
	})
}
