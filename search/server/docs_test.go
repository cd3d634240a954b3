package server

import (
	"encoding/json"
	"html"
	"regexp"
	"strings"
	"testing"
)

// TestTheDocsShowEverything holds the page about the API against the OpenAPI document: every call, parameter and type, and no link that
// leads nowhere.
func TestTheDocsShowEverything(t *testing.T) {
	s := start(t, newFake(1), Options{PublicURL: "https://bao.example"})
	document := decoded[struct {
		Paths map[string]map[string]struct {
			OperationID, Summary string
			Parameters           []struct{ Name, Description string }
		}
		Components struct {
			Schemas map[string]struct{ Properties map[string]json.RawMessage }
		}
	}](t, call(t, s, "GET", "/api/v1/openapi.json", ""))
	page := call(t, s, "GET", "/api/?lang=en", "").Body.String()
	for path, operations := range document.Paths {
		for _, op := range operations {
			if !strings.Contains(page, `<h2 id="`+op.OperationID+`"><code>`) || !strings.Contains(page, op.Summary) {
				t.Errorf("the page lacks %s", path)
			}
			for _, p := range op.Parameters {
				if !strings.Contains(page, "<code>"+p.Name+"</code>") || p.Description == "" {
					t.Errorf("the page lacks %s of %s, or what it is", p.Name, path)
				}
			}
		}
	}
	for name, schema := range document.Components.Schemas {
		if !strings.Contains(page, `<h3 id="type-`+name+`">`) {
			t.Errorf("the page lacks the type %s", name)
		}
		for member := range schema.Properties {
			if !strings.Contains(page, "<code>"+member+"</code>") {
				t.Errorf("the page lacks %s of %s", member, name)
			}
		}
	}
	ids := map[string]bool{}
	for _, m := range regexp.MustCompile(`id="([^"]+)"`).FindAllStringSubmatch(page, -1) {
		if ids[m[1]] {
			t.Errorf("two things have the id %s", m[1])
		}
		ids[m[1]] = true
	}
	for _, m := range regexp.MustCompile(`href="#([^"]+)"`).FindAllStringSubmatch(page, -1) {
		if !ids[m[1]] {
			t.Errorf("a link leads to #%s, which is not there", m[1])
		}
	}
	for _, m := range regexp.MustCompile(`class="try"><a href="([^"]+)"`).FindAllStringSubmatch(page, -1) {
		if w := call(t, s, "GET", html.UnescapeString(m[1]), ""); w.Code != 200 {
			t.Errorf("to try %s: %d", m[1], w.Code)
		}
	}
	for _, want := range []string{"https://bao.example/api/v1/search", "at most 500 characters", "integer from 1 to 100", kindPrefix + kindBadQuery} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	if w := call(t, s, "GET", "/api", ""); w.Code != 301 || w.Header().Get("Location") != "/api/" {
		t.Errorf("/api: %d %v", w.Code, w.Header())
	}
}
