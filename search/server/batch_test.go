package server

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestBatch(t *testing.T) {
	f := newFake(1)
	s := start(t, f, Options{})
	w := call(t, s, "POST", "/api/v1/batch", `{"searches":[{"q":"lũ","limit":1},{"q":"h (nhân"},{"q":"zzzz"},{"from":"x"},{}]}`)
	got := decoded[Answers](t, w).Answers
	if w.Code != 200 || len(got) != 5 || w.Header().Get("ETag") != "" {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if r := got[0].Response; r == nil || r.Query != "lũ" || len(r.Hits) != 1 {
		t.Errorf("the first: %+v", got[0])
	}
	if p := got[1].Problem; p == nil || p.Column != 3 || p.Status != 400 || p.RequestID == "" || got[1].Response != nil {
		t.Errorf("a malformed query: %+v", got[1])
	}
	if r := got[2].Response; r == nil || r.Hits == nil || r.Total != 0 {
		t.Errorf("nothing found: %+v", got[2])
	}
	if p := got[3].Problem; p == nil || p.Parameter != "from" {
		t.Errorf("no date: %+v", got[3])
	}
	if r := got[4].Response; r == nil || r.Total != 8 {
		t.Errorf("everything: %+v", got[4])
	}
	p := decoded[Problem](t, call(t, s, "POST", "/api/v1/batch", `{"searches":[{},{"limit":-1,"x":1},7,null]}`))
	var names []string
	for _, e := range p.Errors {
		names = append(names, e.Parameter)
	}
	if want := []string{"searches[1].limit", "searches[1].x", "searches[2]", "searches[3]"}; p.Status != 400 || !slices.Equal(names, want) {
		t.Errorf("%v, want %v", names, want)
	}
	for body, kind := range map[string]string{
		"": kindBadJSON, "null": kindBadJSON, "[]": kindBadJSON, "{": kindBadJSON, "{}": kindBadParam, `{"searches":[]}`: kindBadParam, `{"searches":{}}`: kindBadParam,
		`{"searches":[{}],"x":1}`: kindBadParam, `{"searches":[` + strings.Repeat("{},", maxBatch) + `{}]}`: kindBadParam,
	} {
		if w := call(t, s, "POST", "/api/v1/batch", body); w.Code != 400 || decoded[Problem](t, w).Type != kindPrefix+kind {
			t.Errorf("%.40s: %d %s", body, w.Code, w.Body)
		}
	}
	if w := call(t, s, "POST", "/api/v1/batch", `{}`, "Content-Type", "text/csv"); w.Code != 415 {
		t.Errorf("another type: %d", w.Code)
	}
}

// TestABatchHasTheTimeOfOneSearch wants what there is no time for answered with that, and what was done kept.
func TestABatchHasTheTimeOfOneSearch(t *testing.T) {
	f := newFake(1)
	n := 0
	f.before = func(ctx context.Context) error {
		if n++; n == 1 {
			return nil
		}
		<-ctx.Done()
		return ctx.Err()
	}
	s := start(t, f, Options{SearchTimeout: 30 * time.Millisecond})
	began := time.Now()
	got := decoded[Answers](t, call(t, s, "POST", "/api/v1/batch", `{"searches":[{"q":"lũ"},{"q":"a"},{"q":"b"}]}`)).Answers
	if time.Since(began) > 5*time.Second || len(got) != 3 || got[0].Response == nil || got[1].Problem == nil || !got[1].Problem.is(kindTimeout) || got[2].Problem == nil {
		t.Errorf("after %v: %+v", time.Since(began), got)
	}
}
