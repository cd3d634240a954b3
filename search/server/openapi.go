package server

import (
	"cmp"
	"encoding/json"
	"maps"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"timbao/search/export"
)

// searchOperation describes a search by GET or POST.
func searchOperation(method string) huma.Operation {
	op := huma.Operation{
		OperationID: "search", Method: method, Path: "/api/v1/search", Summary: "Search the archive",
		Errors: []int{http.StatusBadRequest, http.StatusServiceUnavailable},
	}
	if method == http.MethodGet {
		op.Parameters = describeAll(parameters)
		return op
	}
	op.OperationID, op.Summary = "searchByBody", "Search the archive, with the parameters as a JSON object"
	op.Errors = append(op.Errors, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType)
	return op
}

// searchSchema describes a search as a JSON object.
func searchSchema() *huma.Schema {
	body := &huma.Schema{Type: huma.TypeObject, AdditionalProperties: false, Properties: map[string]*huma.Schema{}, Description: "A search: the parameters of GET, lists as arrays."}
	for _, p := range parameters {
		schema := p.schema()
		schema.Description = p.doc
		body.Properties[p.name] = schema
	}
	return body
}

// describeBodies describes the bodies of operations, after their registration: huma would else read and check them itself, with other
// words than for the same mistake in an address.
func describeBodies(doc *huma.OpenAPI) {
	const name = "Search"
	doc.Components.Schemas.Map()[name] = searchSchema()
	one := &huma.Schema{Ref: "#/components/schemas/" + name}
	doc.Paths["/api/v1/search"].Post.RequestBody = jsonBody(one)
	doc.Paths["/api/v1/batch"].Post.RequestBody = batchBody(one)
}

// jsonBody describes a body of JSON.
func jsonBody(schema *huma.Schema) *huma.RequestBody {
	return &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{"application/json": {Schema: schema}}}
}

// articleOperation describes the look-up of one article.
func articleOperation() huma.Operation {
	return huma.Operation{
		OperationID: "article", Method: http.MethodGet, Path: "/api/v1/articles/{id}", Summary: "One article whole",
		Parameters: []*huma.Param{{
			Name: "id", In: "path", Required: true, Schema: &huma.Schema{Type: huma.TypeString},
			Description: "Id of the article. Its slashes may stand as they are or be written %2F.",
		}},
		Errors: []int{http.StatusBadRequest, http.StatusNotFound, http.StatusServiceUnavailable},
	}
}

// statsOperation describes the figures of the archive.
func statsOperation() huma.Operation {
	return huma.Operation{
		OperationID: "stats", Method: http.MethodGet, Path: "/api/v1/stats", Summary: "What the archive holds",
		Errors: []int{http.StatusBadRequest, http.StatusServiceUnavailable},
	}
}

// exportOperation describes an export.
func exportOperation() huma.Operation {
	op := huma.Operation{
		OperationID: "export", Method: http.MethodGet, Path: "/api/v1/export", Summary: "All hits of a search as a file",
		Description: "The hits are those of search, in its order, streamed as they are read. A connection that is cut before the end means that the file is not whole.",
		Errors:      []int{http.StatusBadRequest, http.StatusServiceUnavailable},
	}
	op.Parameters = describeAll(exportParameters)
	var types []string
	for _, f := range export.Formats() {
		types = append(types, f.ContentType())
	}
	op.Responses = fileResponse("The file", types...)
	return op
}

// feedOperation describes the feed of a search.
func feedOperation() huma.Operation {
	return huma.Operation{
		OperationID: "feed", Method: http.MethodGet, Path: "/feed.atom", Summary: "The newest hits of a search as an Atom feed",
		Description: "Ids of entries stay the same as long as the ids of the articles do. Parameters that are not known are passed over.",
		Parameters:  describeAll(feedParameters), Responses: fileResponse("The feed", feedType+"; charset=utf-8"),
		Errors: []int{http.StatusBadRequest, http.StatusServiceUnavailable},
	}
}

// opensearchOperation describes the description of the search engine.
func opensearchOperation() huma.Operation {
	return huma.Operation{
		OperationID: "opensearch", Method: http.MethodGet, Path: "/opensearch.xml", Summary: "How a browser searches here (OpenSearch 1.1)",
		Responses: fileResponse("The description", searchType+"; charset=utf-8"),
	}
}

// browserSuggestOperation describes the suggestions for browsers.
func browserSuggestOperation() huma.Operation {
	return huma.Operation{
		OperationID: "opensearchSuggest", Method: http.MethodGet, Path: "/opensearch-suggest", Summary: "What a browser offers in its own search box",
		Description: "An array of what was typed and an array of suggestions (OpenSearch Suggestions 1.1).",
		Parameters:  describeAll(browserSuggestParameters), Responses: fileResponse("The suggestions", suggestType),
		Errors: []int{http.StatusBadRequest, http.StatusServiceUnavailable},
	}
}

// fileResponse describes an answer that is a file of one of these media types.
func fileResponse(text string, types ...string) map[string]*huma.Response {
	content := map[string]*huma.MediaType{}
	for _, t := range types {
		content[t] = &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString}}
		if strings.HasSuffix(t, "+json") {
			content[t].Schema = &huma.Schema{Type: huma.TypeArray, Items: &huma.Schema{}}
		}
	}
	return map[string]*huma.Response{"200": {Description: text, Content: content}}
}

// describeAll describes a table of parameters.
func describeAll[T any](table []param[T]) []*huma.Param {
	out := make([]*huma.Param, len(table))
	for i, p := range table {
		out[i] = p.describe()
	}
	return out
}

// describe is the parameter in the address of a GET.
func (p param[T]) describe() *huma.Param {
	d := &huma.Param{Name: p.name, In: "query", Required: p.required, Description: p.doc, Schema: p.schema()}
	if p.example != "" {
		d.Example = p.example
	}
	if p.list() {
		explode := true
		d.Style, d.Explode = "form", &explode
		if p.example != "" {
			d.Example = []string{p.example}
		}
	}
	return d
}

// schema is the type of the parameter.
func (p param[T]) schema() *huma.Schema {
	switch p.field(new(T)).(type) {
	case *[]string:
		return p.array(p.text())
	case *[]int:
		return p.array(p.number())
	case *int:
		return p.number()
	case *bool:
		return &huma.Schema{Type: huma.TypeBoolean, Default: false}
	default:
		return p.text()
	}
}

// text is the schema of one string.
func (p param[T]) text() *huma.Schema {
	s := &huma.Schema{Type: huma.TypeString}
	for _, c := range p.choices {
		s.Enum = append(s.Enum, c)
	}
	if p.normal != "" {
		s.Default = p.normal
	}
	if p.required {
		one := 1
		s.MinLength = &one
	}
	if !p.long && p.choices == nil {
		most := maxValueLength
		s.MaxLength = &most
	}
	return s
}

// number is the schema of one whole number.
func (p param[T]) number() *huma.Schema {
	low, high := float64(p.min), float64(p.max)
	return &huma.Schema{Type: huma.TypeInteger, Minimum: &low, Maximum: &high}
}

// array is the schema of a parameter that may be given several times.
func (p param[T]) array(items *huma.Schema) *huma.Schema {
	most := cmp.Or(p.most, maxValues)
	if items.Type == huma.TypeString && items.Enum == nil {
		items.Pattern = `[^\s\x85]` // not blank; \x85 is one for Go
	}
	list := &huma.Schema{Type: huma.TypeArray, Items: items, MaxItems: &most}
	if p.required {
		one := 1
		list.MinItems = &one
	}
	return list
}

// linkHits says in the document that the id of a hit is what other operations want as their parameter id.
func linkHits(doc *huma.OpenAPI) {
	links := map[string]*huma.Link{}
	for _, item := range doc.Paths {
		if op := item.Get; op != nil && slices.ContainsFunc(op.Parameters, func(p *huma.Param) bool { return p.Name == "id" && p.Required }) {
			links[op.OperationID] = &huma.Link{OperationID: op.OperationID, Parameters: map[string]any{"id": "$response.body#/hits/0/id"}, Description: "With the first hit"}
		}
	}
	item := doc.Paths["/api/v1/search"]
	for _, op := range []*huma.Operation{item.Get, item.Post} {
		op.Responses["200"].Links = links
	}
}

// problemResponses describes the errors of an operation; any of them is a Problem.
func problemResponses(registry huma.Registry, codes []int) map[string]*huma.Response {
	schema := registry.Schema(reflect.TypeFor[Problem](), true, "Problem")
	out := map[string]*huma.Response{}
	for _, code := range append(slices.Clone(codes), http.StatusInternalServerError) {
		out[strconv.Itoa(code)] = &huma.Response{
			Description: http.StatusText(code),
			Content:     map[string]*huma.MediaType{"application/problem+json": {Schema: schema}},
		}
	}
	return out
}

// openAPI writes the document, and again as OpenAPI 3.0 for the many generators that know no newer one. No list of ours is ever null,
// and huma's own error type, which nothing uses, is left out.
func openAPI(doc *huma.OpenAPI) (document, older []byte, err error) {
	linkHits(doc)
	schemas := doc.Components.Schemas.Map()
	maps.DeleteFunc(schemas, func(name string, _ *huma.Schema) bool { return name == "ErrorModel" || name == "ErrorDetail" })
	for _, s := range schemas {
		neverNull(s)
	}
	if err := describeSchemas(schemas); err != nil {
		return nil, nil, err
	}
	if document, err = json.Marshal(doc); err != nil {
		return nil, nil, err
	}
	older, err = doc.Downgrade()
	return document, older, err
}

// neverNull says that no array within a schema is null.
func neverNull(s *huma.Schema) {
	if s == nil {
		return
	}
	if s.Type == huma.TypeArray {
		s.Nullable = false
	}
	neverNull(s.Items)
	for _, p := range s.Properties {
		neverNull(p)
	}
	if inner, ok := s.AdditionalProperties.(*huma.Schema); ok {
		neverNull(inner)
	}
}
