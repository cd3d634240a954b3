package server

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"timbao/search"
)

// maxBatch is the most searches of one batch. Together they have the time of one search.
const maxBatch = 50

// Answers are what came of the searches of a batch, in their order.
type Answers struct {
	Answers []Answer `json:"answers"`
}

// Answer is what came of one search: a response or a problem.
type Answer struct {
	Response *search.Response `json:"response,omitempty"`
	Problem  *Problem         `json:"problem,omitempty"`
}

// batchOperation describes a batch.
func batchOperation() huma.Operation {
	return huma.Operation{
		OperationID: "batch", Method: http.MethodPost, Path: "/api/v1/batch", Summary: "Several searches at once",
		Description: "A search that can't be answered has a problem in its place; the others are answered all the same. All together have the time of one search.",
		Errors:      []int{http.StatusBadRequest, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType},
	}
}

// batchBody describes the body of a batch.
func batchBody(one *huma.Schema) *huma.RequestBody {
	least, most := 1, maxBatch
	return jsonBody(&huma.Schema{Type: huma.TypeObject, AdditionalProperties: false, Required: []string{"searches"}, Properties: map[string]*huma.Schema{
		"searches": {Type: huma.TypeArray, Items: one, MinItems: &least, MaxItems: &most, Description: "Searches, each with the parameters of search."},
	}})
}

// batch answers several searches.
func (s *Server) batch(r *http.Request) (*answer[Answers], error) {
	ctx := r.Context()
	searches, err := batchOf(r)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	within, cancel := context.WithTimeout(ctx, s.o.SearchTimeout)
	defer cancel()
	out := &Answers{Answers: make([]Answer, len(searches))}
	for i, q := range searches {
		entryOf(ctx).query = q.Query // the log names the last one
		found, err := s.archive.Search(within, q)
		if errors.Is(err, context.Canceled) {
			return nil, s.problem(ctx, err) // nobody reads the rest
		}
		if err != nil {
			out.Answers[i].Problem = s.problem(ctx, err)
			continue
		}
		out.Answers[i].Response = tidy(found)
	}
	return &answer[Answers]{CacheControl: revalidate, Body: out}, nil
}

// batchOf reads the body of a batch. What is not as the OpenAPI document says is wrong for the batch as a whole; what only a search can
// find wrong, such as a malformed query, is not.
func batchOf(r *http.Request) ([]search.Request, error) {
	data, err := readBody(r)
	if err != nil {
		return nil, err
	}
	members := map[string]json.RawMessage{}
	if err := json.Unmarshal(data, &members); err != nil || members == nil {
		return nil, jsonProblem(data, err)
	}
	raw := members["searches"]
	delete(members, "searches")
	for name := range members {
		return nil, &search.ParamError{Name: shorten(name), Reason: "unknown parameter"}
	}
	var searches []json.RawMessage
	if json.Unmarshal(raw, &searches) != nil || len(searches) == 0 || len(searches) > maxBatch {
		return nil, &search.ParamError{Name: "searches", Value: shorten(string(raw)), Reason: "must be an array of 1 to " + strconv.Itoa(maxBatch) + " searches"}
	}
	out := make([]search.Request, len(searches))
	var bad badParams
	for i, raw := range searches {
		given, err := memberValues(raw)
		if err == nil {
			out[i], err = parseRequest(given, true)
		}
		bad = append(bad, inBatch(i, raw, err)...)
	}
	if len(bad) > 0 {
		return nil, bad
	}
	return out, nil
}

// inBatch is an error of one search of a batch, under the names that its parameters have there.
func inBatch(i int, raw json.RawMessage, err error) badParams {
	at := fmt.Sprintf("searches[%d]", i)
	var bad badParams
	switch {
	case err == nil:
		return nil
	case !errors.As(err, &bad):
		return badParams{{Name: at, Value: shorten(string(raw)), Reason: "must be a JSON object"}}
	}
	out := make(badParams, len(bad))
	for i, e := range bad {
		out[i] = &search.ParamError{Name: at + "." + e.Name, Value: e.Value, Reason: e.Reason}
	}
	return out
}
