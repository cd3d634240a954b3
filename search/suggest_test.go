package search_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"timbao/indexer/vietnamese"
	"timbao/search"
)

// suggest gives the texts of the suggestions for a prefix.
func suggest(t testing.TB, x *search.Index, prefix string, kinds ...string) []string {
	t.Helper()
	all, err := x.Suggest(context.Background(), search.SuggestRequest{Prefix: prefix, Kinds: kinds})
	if err != nil {
		t.Fatal(err)
	}
	out := []string{}
	for _, s := range all {
		out = append(out, s.Text)
	}
	return out
}

// foldedWords are the words of a text without accents, each followed by a blank.
func foldedWords(text string) string {
	var b strings.Builder
	for _, token := range vietnamese.Tokens(text) {
		if !token.Whole {
			folded, _ := vietnamese.Split(token.Term)
			b.WriteString(folded + " ")
		}
	}
	return b.String()
}

// Whatever part of a title is typed, with its accents or without, every suggestion has the typed words at the beginning of one of its
// own words, and marks them.
func TestSuggestMatchesWhatIsTyped(t *testing.T) {
	t.Parallel()
	x := openArchive(t)
	all, err := x.Search(t.Context(), search.Request{Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		words := strings.Fields(rapid.SampledFrom(all.Hits).Draw(t, "article").Title)
		from := rapid.IntRange(0, len(words)-1).Draw(t, "from")
		typed := []rune(strings.Join(words[from:min(from+4, len(words))], " "))
		prefix := string(typed[:rapid.IntRange(1, len(typed)).Draw(t, "letters")])
		if rapid.Bool().Draw(t, "bare") {
			prefix = vietnamese.Fold(prefix)
		}
		got, err := x.Suggest(context.Background(), search.SuggestRequest{Prefix: prefix, Limit: rapid.IntRange(1, 50).Draw(t, "limit")})
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range got {
			checkSuggestion(t, prefix, s)
		}
	})
}

func checkSuggestion(t *rapid.T, prefix string, s search.Suggestion) {
	head, half := foldedWords(prefix), ""
	if last := prefix[len(prefix)-1]; last >= 0x80 || last >= 'A' || last >= '0' && last <= '9' {
		head = strings.TrimSuffix(head, " ")
		half = head
		if strings.HasSuffix(head, "y") { // of i and y, the half-typed one may become either
			half = strings.TrimSuffix(head, "y") + "i"
		}
	}
	text := " " + foldedWords(s.Text)
	if !strings.Contains(text, " "+head) && (half == "" || !strings.Contains(text, " "+half)) {
		t.Fatalf("%q is offered for %q", s.Text, prefix)
	}
	if (s.Kind == "title") != (s.ID != "") || !slices.Contains(search.SuggestKinds(), s.Kind) || s.Count < 1 {
		t.Fatalf("%+v", s)
	}
	_, marked, ok := strings.Cut(s.HTML, "<mark>")
	marked, _, closed := strings.Cut(marked, "</mark>")
	if !ok || !closed || !strings.HasPrefix(strings.TrimSpace(foldedWords(marked)), strings.TrimSpace(foldedWords(prefix))[:1]) {
		t.Fatalf("%q marks %q for %q", s.HTML, marked, prefix)
	}
}

func TestSuggestKinds(t *testing.T) {
	t.Parallel()
	x := openArchive(t)
	if got := suggest(t, x, "chinh", "section"); !slices.Equal(got, []string{"Chính trị", "Đính chính"}) {
		t.Errorf("sections: %q", got)
	}
	all, err := x.Suggest(t.Context(), search.SuggestRequest{Prefix: "tran ng", Kinds: []string{"author"}})
	if err != nil || len(all) == 0 {
		t.Fatalf("%v %v", all, err)
	}
	res, err := x.Search(t.Context(), search.Request{Query: all[0].Query, Exact: true})
	if err != nil || res.Total != all[0].Count || all[0].HTML != "<mark>Trần Ng</mark>uyên" {
		t.Errorf("%+v finds %d articles (%v)", all[0], res.Total, err)
	}
}

// The titles offered are those of the archive as it is now, however long ago the others were collected.
func TestSuggestFollowsTheArchive(t *testing.T) {
	t.Parallel()
	dir, file := filepath.Join(t.TempDir(), "idx"), filepath.Join(t.TempDir(), "a.jsonl")
	var records []record
	for i := range 100 {
		records = append(records, record{ID: fmt.Sprint(i), Title: fmt.Sprintf("Tin %c%c trong ngày", 'a'+i/10, 'a'+i%10), Body: "Mưa."})
	}
	publish(t, dir, file, records...)
	x := open(t, dir)
	records[7].Title = "Lũ về"                                            // changed
	records = append(records[1:], record{ID: "new", Title: "Lũ rút rồi"}) // removed, added: three in a hundred
	publish(t, dir, file, records...)
	if got := suggest(t, x, "lu"); len(got) != 0 {
		t.Errorf("before the refresh: %q", got)
	}
	if err := x.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	for prefix, want := range map[string]string{"lu": "Lũ rút rồi, Lũ về", "tin aa": "", "tin ah": "", "tin ai": "Tin ai trong ngày", "tin bc ": "Tin bc trong ngày"} {
		got := suggest(t, x, prefix)
		slices.Sort(got)
		if strings.Join(got, ", ") != want {
			t.Errorf("%q: %q, want %s", prefix, got, want)
		}
	}
}

// Titles that differ in a number alone are one suggestion; those that differ in their words are not.
func TestSuggestMergesLikeness(t *testing.T) {
	t.Parallel()
	x := indexOf(t,
		record{ID: "1", Title: "Giá vàng hôm nay 12/3", Date: "2020-03-12"}, record{ID: "2", Title: "Giá vàng hôm nay 13/3", Date: "2020-03-13"},
		record{ID: "3", Title: "Giá vàng hôm nay giảm", Date: "2020-03-14"}, record{ID: "4", Title: "Giá vàng 12"}, record{ID: "5", Title: "Giá vàng 13"},
		record{ID: "6", Title: "GIÁ VÀNG HÔM NAY GIẢM", Date: "2020-03-11"})
	got, err := x.Suggest(t.Context(), search.SuggestRequest{Prefix: "gia v", Kinds: []string{"title"}})
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, s := range got {
		ids = append(ids, fmt.Sprintf("%s:%d", s.ID, s.Count))
	}
	if slices.Sort(ids[2:]); strings.Join(ids, " ") != "3:2 2:1 4:1 5:1" {
		t.Errorf("%q", ids)
	}
}

func TestSuggestRefuses(t *testing.T) {
	t.Parallel()
	x := openArchive(t)
	for _, c := range []struct {
		r    search.SuggestRequest
		name string
	}{
		{search.SuggestRequest{Prefix: "a", Limit: -1}, "limit"}, {search.SuggestRequest{Prefix: "a", Limit: search.MaxSuggestions + 1}, "limit"},
		{search.SuggestRequest{Prefix: "a", Kinds: []string{"title", "titel"}}, "kind"},
		{search.SuggestRequest{Prefix: strings.Repeat("a ", 501)}, "q"},
	} {
		_, err := x.Suggest(t.Context(), c.r)
		var param *search.ParamError
		if !errors.As(err, &param) || param.Name != c.name {
			t.Errorf("%.20v: %v", c.r, err)
		}
	}
	for _, prefix := range []string{"", " ", "\x00\xff", "\u202e\u200b", "a\u0300\u0300\u0300\u0300", strings.Repeat("a", 1000), strings.Repeat("ế ", 250), "(((", "ẳ", "مرحبا"} {
		if _, err := x.Suggest(t.Context(), search.SuggestRequest{Prefix: prefix, Limit: 50}); err != nil {
			t.Errorf("%.20q: %v", prefix, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := x.Suggest(ctx, search.SuggestRequest{Prefix: "a"}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// Titles come from outside and may hold anything; what is shown of them is safe in a page and on a terminal.
func TestSuggestEscapes(t *testing.T) {
	t.Parallel()
	x := indexOf(t, record{ID: "1", Title: "Lũ <b>\u202e & \x1b[31m“đỏ” (nhất) -mưa"})
	got, err := x.Suggest(t.Context(), search.SuggestRequest{Prefix: "l"})
	if err != nil || len(got) != 1 {
		t.Fatalf("%v %v", got, err)
	}
	want := search.Suggestion{Text: "Lũ <b> & “đỏ” (nhất) -mưa", HTML: "<mark>L</mark>ũ &lt;b&gt; &amp; “đỏ” (nhất) -mưa", Kind: "title", ID: "1", Count: 1,
		Query: `Lũ <b> & \“đỏ\” \(nhất\) \-mưa`}
	if got[0] != want {
		t.Errorf("got  %+v\nwant %+v", got[0], want)
	}
	if res, err := x.Search(t.Context(), search.Request{Query: got[0].Query}); err != nil || res.Total != 1 {
		t.Errorf("its query finds %+v (%v)", res, err)
	}
}

// Without its table an index offers nothing, with a damaged one it says so; searching goes on in both.
func TestSuggestWithoutTable(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		do   func(path string) error
		want error
	}{
		{"gone", os.Remove, nil},
		{"cut", func(path string) error { return os.Truncate(path, 100) }, search.ErrDamaged},
		{"empty", func(path string) error { return os.Truncate(path, 0) }, search.ErrDamaged},
	} {
		dir := filepath.Join(t.TempDir(), "idx")
		publish(t, dir, filepath.Join(t.TempDir(), "a.jsonl"), edition(1)...)
		found, err := filepath.Glob(filepath.Join(dir, "gen-*", "sidecars", "suggestions.sidecar"))
		if err != nil || len(found) != 1 {
			t.Fatalf("%v %v", found, err)
		}
		if err := c.do(found[0]); err != nil {
			t.Fatal(err)
		}
		x := open(t, dir)
		got, err := x.Suggest(t.Context(), search.SuggestRequest{Prefix: "ban"})
		if !errors.Is(err, c.want) || len(got) != 0 || c.want == nil && got == nil {
			t.Errorf("%s: %v %v", c.name, got, err)
		}
		if res, err := x.Search(t.Context(), search.Request{Query: "bản"}); err != nil || res.Total != perGeneration {
			t.Errorf("%s: searching gives %+v (%v)", c.name, res, err)
		}
	}
}

// Many goroutines may ask at once, from the first question on.
func TestSuggestConcurrently(t *testing.T) {
	t.Parallel()
	x := openArchive(t)
	want := make(chan []string, 8)
	for range cap(want) {
		go func() {
			all, err := x.Suggest(context.Background(), search.SuggestRequest{Prefix: "tr"})
			if err != nil {
				t.Error(err)
			}
			var texts []string
			for _, s := range all {
				texts = append(texts, s.Text)
			}
			want <- texts
		}()
	}
	first := <-want
	for range cap(want) - 1 {
		if got := <-want; !slices.Equal(got, first) || len(got) == 0 {
			t.Errorf("%q, the first had %q", got, first)
		}
	}
}
