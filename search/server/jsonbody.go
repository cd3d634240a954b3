package server

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"mime"
	"net/http"
	"net/url"
	"strconv"
)

// bodyValues reads the JSON object of a POST as parameters, so that both kinds of call are checked by the same table.
func bodyValues(r *http.Request) (url.Values, error) {
	data, err := readBody(r)
	if err != nil {
		return nil, err
	}
	return memberValues(data)
}

// readBody reads the body of a request that must be JSON.
func readBody(r *http.Request) ([]byte, error) {
	if ct := r.Header.Get("Content-Type"); ct != "" {
		if media, _, err := mime.ParseMediaType(ct); err != nil || media != "application/json" {
			return nil, newProblem(http.StatusUnsupportedMediaType, kindMediaType, "send the search as application/json, not as "+shorten(ct))
		}
	}
	data, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, fmt.Errorf("read the body of the request: %w", err)
	}
	return data, nil
}

// memberValues reads the members of a JSON object as parameters.
func memberValues(data []byte) (url.Values, error) {
	members := map[string]json.RawMessage{}
	if err := json.Unmarshal(data, &members); err != nil {
		return nil, jsonProblem(data, err)
	}
	if members == nil { // the literal null
		return nil, newProblem(http.StatusBadRequest, kindBadJSON, "the body must be a JSON object")
	}
	out := url.Values{}
	var bad badParams
	for _, p := range parameters {
		raw, ok := members[p.name]
		if !ok {
			continue
		}
		delete(members, p.name)
		if out[p.name], ok = p.fromJSON(raw); !ok {
			bad = append(bad, p.wrong(string(raw), "must be "+p.jsonKind()))
		}
	}
	for name := range members {
		out[name] = nil // parseRequest names it as unknown
	}
	if len(bad) > 0 {
		return nil, bad
	}
	return out, nil
}

// jsonProblem says where a body stops being the JSON it should be.
func jsonProblem(data []byte, err error) error {
	detail := "the body must be a JSON object"
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		line := 1 + bytes.Count(data[:min(int(syntax.Offset), len(data))], []byte("\n"))
		detail = fmt.Sprintf("the body is not JSON: %v at byte %d, line %d", syntax, syntax.Offset, line)
	}
	return newProblem(http.StatusBadRequest, kindBadJSON, detail)
}

// fromJSON turns a JSON value of the right type into the text of its parameter; false if it is of another type.
func (p param[T]) fromJSON(raw json.RawMessage) ([]string, bool) {
	if bytes.Equal(bytes.TrimSpace(raw), []byte("null")) {
		return nil, false
	}
	switch p.field(new(T)).(type) {
	case *[]string:
		return decode[[]string](raw, func(l []string) ([]string, bool) { return l, true })
	case *[]int:
		return decode[[]float64](raw, wholes)
	case *int:
		return decode[float64](raw, func(f float64) ([]string, bool) { return wholes([]float64{f}) })
	case *bool:
		return decode[bool](raw, func(b bool) ([]string, bool) { return []string{strconv.FormatBool(b)}, true })
	default:
		return decode[string](raw, func(s string) ([]string, bool) { return []string{s}, true })
	}
}

// decode reads a JSON value of type T and writes it as text.
func decode[T any](raw json.RawMessage, text func(T) ([]string, bool)) ([]string, bool) {
	var v T
	if json.Unmarshal(raw, &v) != nil {
		return nil, false
	}
	return text(v)
}

// wholes writes whole numbers as text. JSON has one kind of number, so 10, 10.0 and 1e1 are the same.
func wholes(numbers []float64) ([]string, bool) {
	const exact = 1 << 53
	out := make([]string, 0, len(numbers))
	for _, f := range numbers {
		if f != math.Trunc(f) || math.Abs(f) > exact {
			return nil, false
		}
		out = append(out, strconv.FormatInt(int64(f), 10))
	}
	return out, true
}

// jsonKind names the type of JSON value a parameter wants.
func (p param[T]) jsonKind() string {
	number := fmt.Sprintf("from %d to %d", p.min, p.max)
	switch p.field(new(T)).(type) {
	case *[]string:
		return "an array of strings"
	case *[]int:
		return "an array of whole numbers " + number
	case *int:
		return "a whole number " + number
	case *bool:
		return "true or false"
	default:
		return "a string"
	}
}
