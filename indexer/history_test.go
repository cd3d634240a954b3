package indexer_test

import (
	"fmt"
	"maps"
	"math/bits"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"timbao/indexer"
	"timbao/indexer/article"
	"timbao/indexer/schema"
	"timbao/indexer/segment"
)

// history is an archive that changes, and what an index of it should hold.
type history struct {
	*desk
	r       *rand.Rand
	version int
	texts   map[string]string   // text files: name → title
	lined   map[string][]record // JSONL files
	index   map[string]held     // id → article
}

// record is a line of a JSONL file; id is "" for one that names none.
type record struct{ id, title string }

// held is an article in the index: its title, and the root it was read under.
type held struct{ title, root string }

// The roots of the archive. Text files lie in the first two, the others are JSONL files.
var roots = []string{"a", "ab", "x.jsonl", "y.jsonl"}

// headline makes up a title that no other article ever had: a word of its own is what find looks for.
func (h *history) headline() string {
	h.version++
	return fmt.Sprintf("Bản tin %s số %s", []string{"sáng", "trưa", "chiều"}[h.r.IntN(3)], word(h.version))
}

// word spells a number in letters, so that it is one token.
func word(n int) string {
	var b strings.Builder
	for _, c := range fmt.Sprintf("%05d", n) {
		b.WriteString([]string{"ba", "ke", "di", "fo", "gu", "ha", "le", "mi", "no", "pu"}[c-'0'])
	}
	return b.String()
}

// change changes the archive somewhere.
func (h *history) change() {
	name := fmt.Sprintf("%s/%d.txt", roots[h.r.IntN(2)], h.r.IntN(12))
	file := roots[2+h.r.IntN(2)]
	list := h.lined[file]
	switch act := h.r.IntN(10); {
	case act < 4:
		h.texts[name] = h.headline()
	case act < 5:
		delete(h.texts, name)
	case act < 7 || len(list) == 0:
		list = append(list, record{h.freshID(file), h.headline()})
	case act < 8:
		list[h.r.IntN(len(list))].title = h.headline()
	case act < 9:
		i := h.r.IntN(len(list))
		list = slices.Delete(list, i, i+1)
	default:
		h.r.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	}
	h.lined[file] = list
}

// freshID is an id for a new record. In y.jsonl records have none.
func (h *history) freshID(file string) string {
	if file == "y.jsonl" {
		return ""
	}
	return fmt.Sprintf("ban#%d", h.version)
}

// save writes the archive out.
func (h *history) save() {
	for _, root := range roots[:2] {
		h.remove(root)
		h.write(root+"/.keep", "")
	}
	for name, title := range h.texts {
		h.write(name, title+"\n\nĐoạn thứ nhất của bài báo.\n\nĐoạn thứ hai.\n")
	}
	for _, file := range roots[2:] {
		var all []string
		for _, rec := range h.lined[file] {
			fields := []string{"title", rec.title, "body", "Lũ rút chậm ở vùng trũng."}
			if rec.id != "" {
				fields = append(fields, "id", rec.id)
			}
			all = append(all, line(fields...))
		}
		h.write(file, lines(all...))
	}
}

// expect says what a run over some roots should leave in the index.
func (h *history) expect(over []string, o indexer.Options) {
	if o.Rebuild {
		clear(h.index)
	}
	seen := map[string]bool{}
	put := func(id, title, root string) {
		if slices.Contains(over, root) {
			h.index[id] = held{title, root}
			seen[id] = true
		}
	}
	for name, title := range h.texts {
		root, _, _ := strings.Cut(name, "/")
		put(name, title, root)
	}
	for _, file := range roots[2:] {
		for i, rec := range h.lined[file] {
			id := rec.id
			if id == "" {
				id = fmt.Sprintf("%s#%d", file, i+1)
			}
			put(id, rec.title, file)
		}
	}
	if o.Prune {
		maps.DeleteFunc(h.index, func(id string, a held) bool { return slices.Contains(over, a.root) && !seen[id] })
	}
}

// check compares the index with what it should hold.
func (h *history) check() {
	h.t.Helper()
	want := map[string]string{}
	for id, a := range h.index {
		want[id] = a.title
	}
	x := h.open()
	defer x.Close()
	wantTitles(h.t, titlesOf(h.t, x), want)
	stats, err := x.Stats(h.t.Context())
	if err != nil {
		h.t.Fatal(err)
	}
	if stats.Articles != len(want) {
		h.t.Errorf("%d articles, want %d", stats.Articles, len(want))
	}
	if limit := 2 + bits.Len(uint(len(want))); stats.Segments > limit {
		h.t.Errorf("%d segments for %d articles, want at most %d", stats.Segments, len(want), limit)
	}
	for range 3 { // some title that was given once: found in the article that has it now, or nowhere
		title := word(1 + h.r.IntN(h.version))
		var ids []string
		for id, t := range want {
			if strings.HasSuffix(t, title) {
				ids = append(ids, id)
			}
		}
		slices.Sort(ids)
		if got := find(h.t, x, title); !slices.Equal(got, ids) {
			h.t.Errorf("%s is found in %q, want %q", title, got, ids)
		}
	}
}

func TestRandomHistories(t *testing.T) {
	t.Parallel()
	for seed := range uint64(2) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			h := &history{desk: newDesk(t), r: rand.New(rand.NewPCG(seed, 7)),
				texts: map[string]string{}, lined: map[string][]record{}, index: map[string]held{}}
			for step := range 8 {
				for range 1 + h.r.IntN(16) {
					h.change()
				}
				h.save()
				over := slices.Clone(roots)
				if h.r.IntN(2) == 0 {
					h.r.Shuffle(len(over), func(i, j int) { over[i], over[j] = over[j], over[i] })
					over = over[:1+h.r.IntN(len(over))]
				}
				o := indexer.Options{Prune: h.r.IntN(2) == 0, Rebuild: h.r.IntN(10) == 0, Workers: 1 + h.r.IntN(3), MemoryBytes: 1}
				for _, root := range over {
					o.Paths = append(o.Paths, h.path(root))
				}
				rep := h.mustRun(o)
				h.expect(over, o)
				if rep.Articles != len(h.index) || len(rep.Skipped) > 0 {
					t.Errorf("the report says %+v, want %d articles", rep, len(h.index))
				}
				h.check()
				if t.Failed() {
					t.Fatalf("step %d, over %q: %+v", step, over, o)
				}
			}
		})
	}
}

// Many small runs leave few segments, and few articles are written again and again.
func TestSegmentsStayFew(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	const runs = 9
	most := 0
	for i := range runs {
		d.write(fmt.Sprintf("%d.txt", i), fmt.Sprintf("Tin thứ %s\n\nNội dung.\n", word(i)))
		wantReport(t, d.mustRun(indexer.Options{Workers: 1}), indexer.Report{Read: i + 1, New: 1, Unchanged: i, Articles: i + 1})
		x := d.open()
		stats, err := x.Stats(t.Context())
		x.Close()
		if err != nil {
			t.Fatal(err)
		}
		most = max(most, stats.Segments)
	}
	if most > bits.Len(runs) {
		t.Errorf("there were %d segments at a time, want at most %d", most, bits.Len(runs))
	}
	if most < 2 {
		t.Error("each run wrote the whole archive again")
	}
}

// An archive that has outgrown its compression's dictionary gets another, and is read all the same.
func TestDictionaryIsChosenAgain(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	want := map[string]string{}
	fill := func(from, to int) {
		var all []string
		for i := from; i < to; i++ {
			id := fmt.Sprint("t", i)
			want[id] = "Tin " + word(i)
			all = append(all, line("id", id, "title", want[id], "body", strings.Repeat(word(i)+" ", 30)))
		}
		d.write(fmt.Sprintf("%d.jsonl", from), lines(all...))
	}
	fill(0, 3)
	d.mustRun(indexer.Options{Workers: 1})
	first := d.dictionaries()
	fill(3, 1100)
	d.mustRun(indexer.Options{Workers: 1})
	fill(1100, 1110)
	d.mustRun(indexer.Options{Workers: 1})
	if again := d.dictionaries(); slices.Equal(again, first) {
		t.Error("the dictionary of three articles serves a thousand")
	}
	wantTitles(t, d.titles(), want)
	fill(1110, 1112)
	before := d.dictionaries()
	d.mustRun(indexer.Options{Workers: 1})
	if after := d.dictionaries(); !slices.Contains(after, before[len(before)-1]) {
		t.Error("a few articles more, and there is another dictionary")
	}
}

// dictionaries lists the hashes of the dictionaries of the index's segments.
func (d *desk) dictionaries() []string {
	d.t.Helper()
	files, err := filepath.Glob(filepath.Join(d.index, "gen-*", schema.IndexFolder, "*", "*.zap"))
	if err != nil || len(files) == 0 {
		d.t.Fatalf("segments %v (%v)", files, err)
	}
	var out []string
	for _, name := range files {
		s, err := segment.OpenFile(name)
		if err != nil {
			d.t.Fatal(err)
		}
		out = append(out, article.Hash(s.StoredDictionary()))
		if err := s.Close(); err != nil {
			d.t.Fatal(err)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
