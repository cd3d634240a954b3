package search_test

import (
	"context"
	"errors"
	"html"
	"slices"
	"strings"
	"testing"

	"timbao/search"
	"timbao/search/query"
)

// plain takes the marks out of HTML and undoes the escapes.
func plain(marked string) string {
	return html.UnescapeString(strings.NewReplacer("<mark>", "", "</mark>", "").Replace(marked))
}

// TestReadMarksTheWholeArticle reads every article of the archive: without the marks it is what the newspaper printed, but for white space, and it holds at
// least the marks that its hit shows.
func TestReadMarksTheWholeArticle(t *testing.T) {
	t.Parallel()
	x := openArchive(t)
	for _, q := range []string{"dang uy khoi", `"hội đồng nhân dân"`, "lũ -hạn", "HĐND", ""} {
		for _, h := range find(t, x, search.Request{Query: q, Limit: 100}).Hits {
			got, err := x.Read(t.Context(), h.ID, search.Request{Query: q, Limit: -1})
			if err != nil {
				t.Fatal(err)
			}
			a := got.Article
			want := slices.Concat([]string{a.Title, a.Lead}, a.Body, a.Captions)
			marked := slices.Concat([]string{got.Title, got.Lead}, got.Body, got.Captions)
			if len(got.Body) != len(a.Body) || len(got.Captions) != len(a.Captions) {
				t.Fatalf("%s: %d paragraphs, %d captions", h.ID, len(got.Body), len(got.Captions))
			}
			for i, text := range marked {
				if !slices.Equal(strings.Fields(plain(text)), strings.Fields(want[i])) {
					t.Errorf("%q, %s: %s\nwant %s", q, h.ID, text, want[i])
				}
			}
			all := marks(search.Hit{Highlight: &search.Highlight{Title: got.Title, Snippets: marked[1:]}})
			for _, m := range marks(h) {
				if !slices.Contains(all, m) {
					t.Errorf("%q, %s: the hit marks %q, the article %q", q, h.ID, m, all)
				}
			}
			if q == "" && len(all) > 0 {
				t.Errorf("nothing was looked for in %s, and %q is marked", h.ID, all)
			}
		}
	}
}

// TestReadEscapes reads an article that is full of markup.
func TestReadEscapes(t *testing.T) {
	t.Parallel()
	const evil = `<script>alert("lũ & bão")</script>`
	x := indexOf(t, record{ID: "1", Title: evil, Lead: evil, Body: evil + "\n\n" + evil, Captions: []string{evil}})
	got, err := x.Read(t.Context(), "1", search.Request{Query: "lũ"})
	if err != nil {
		t.Fatal(err)
	}
	const want = `&lt;script&gt;alert(&#34;<mark>lũ</mark> &amp; bão&#34;)&lt;/script&gt;`
	for _, text := range slices.Concat([]string{got.Title, got.Lead}, got.Body, got.Captions) {
		if text != want {
			t.Errorf("%s\nwant %s", text, want)
		}
	}
	if got, err = x.Read(t.Context(), "1", search.Request{Query: "lũ", Markup: search.MarkupNone}); err != nil || got.Title != evil {
		t.Errorf("without markup %+v, %v", got, err)
	}
}

// TestReadFails wants the errors of Get and of Search.
func TestReadFails(t *testing.T) {
	t.Parallel()
	x := openArchive(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := x.Read(t.Context(), "none", search.Request{}); !errors.Is(err, search.ErrNotFound) {
		t.Error("no such article:", err)
	}
	if _, err := x.Read(t.Context(), seedID, search.Request{Query: "(lũ OR"}); !errors.Is(err, query.ErrSyntax) {
		t.Error("malformed query:", err)
	}
	if _, err := x.Read(t.Context(), seedID, search.Request{Markup: "loud"}); paramName(err) != "highlight" {
		t.Error("unknown markup:", err)
	}
	if _, err := x.Read(ctx, seedID, search.Request{}); !errors.Is(err, context.Canceled) {
		t.Error("ended context:", err)
	}
	closed := indexOf(t, record{ID: "1", Title: "Lũ"})
	closed.Close()
	if _, err := closed.Read(t.Context(), "1", search.Request{}); !errors.Is(err, search.ErrClosed) {
		t.Error("closed index:", err)
	}
}
