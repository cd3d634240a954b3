package search_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"timbao/indexer/shorthand"
	"timbao/indexer/sidecar"
	"timbao/search"
)

// explaining are n articles that explain an acronym of the province's own.
func explaining(n int, kind, explanation string) []record {
	var out []record
	for i := range n {
		out = append(out, record{ID: fmt.Sprint(kind, i), Title: "Tin trong tỉnh", Body: "Hôm qua, " + explanation + " ra quân ở xã " + fmt.Sprint(i) + "."})
	}
	return out
}

// TestTheArchivesOwnAcronyms finds the short by the words and the words by the short, below what was typed, where the archive
// explains one by the other often enough.
func TestTheArchivesOwnAcronyms(t *testing.T) {
	t.Parallel()
	records := padded(
		record{ID: "short", Title: "Phạt ba cơ sở", Body: "Lực lượng QBVRT tỉnh kiểm tra."},
		record{ID: "long", Title: "Phạt ba cơ sở", Body: "Quỹ bảo vệ rừng tràm kiểm tra."},
		record{ID: "apart", Title: "Phạt ba cơ sở", Body: "Quỹ có tiền bảo quản, vệ sinh rừng và đầm tràm."},
	)
	x := indexOf(t, append(records, explaining(shorthand.MinWritten, "why", "Quỹ bảo vệ rừng tràm (QBVRT)")...)...)
	for query, want := range map[string]struct{ first, second string }{
		"QBVRT": {"short", "long"}, "qbvrt": {"short", "long"},
		"quỹ bảo vệ rừng tràm": {"long", "short"}, "quy bao ve rung tram": {"long", "short"}, "Quỹ Bảo vệ rừng tràm": {"long", "short"},
	} {
		res := find(t, x, search.Request{Query: query, Limit: 100, Explain: true})
		at := func(id string) int { return slices.IndexFunc(res.Hits, func(h search.Hit) bool { return h.ID == id }) }
		first, second := at(want.first), at(want.second)
		if first < 0 || second < 0 || first > second {
			t.Errorf("%s: %s is at %d, %s at %d", query, want.first, first, want.second, second)
			continue
		}
		marked := map[string]string{"short": "QBVRT", "long": "Quỹ bảo vệ rừng tràm"}
		for _, i := range []int{first, second} {
			if h := res.Hits[i]; !slices.Contains(marks(h), marked[h.ID]) {
				t.Errorf("%s: %s is marked %q", query, h.ID, marks(h))
			}
			checkSum(t, res.Hits[i])
		}
		if text := fmt.Sprint(*res.Hits[second].Explain); !strings.Contains(text, " for ") {
			t.Errorf("%s: %s", query, text)
		}
		if i := at("apart"); i >= 0 && want.first == "short" {
			t.Errorf("%s: the words apart come at %d", query, i)
		}
	}
}

// TestAcronymsThatAreNotSure looks at what must not be taken for each other, or only softly.
func TestAcronymsThatAreNotSure(t *testing.T) {
	t.Parallel()
	records := padded(
		record{ID: "short", Title: "Phạt", Body: "QTRT kiểm tra."},
		record{ID: "one", Title: "Phạt", Body: "Quỹ trồng rừng tràm kiểm tra."},
		record{ID: "two", Title: "Phạt", Body: "Quê ta rộn tiếng kiểm tra."},
		record{ID: "seldom", Title: "Phạt", Body: "Hạt kiểm lâm số bốn."},
		record{ID: "acronym", Title: "Phạt", Body: "HKLSB họp."},
	)
	records = append(records, explaining(6, "x", "quỹ trồng rừng tràm (QTRT)")...)
	records = append(records, explaining(4, "y", "quê ta rộn tiếng (QTRT)")...)
	records = append(records, explaining(shorthand.MinWritten-1, "z", "Hạt kiểm lâm số bốn (HKLSB)")...)
	x := indexOf(t, records...)
	for query, want := range map[string][]string{
		"QTRT":                {"short", "one", "two"}, // both are likely
		"quỹ trồng rừng tràm": {"one"},                 // but the short may mean the other
		"HKLSB":               {"acronym"},             // explained too seldom
		"hạt kiểm lâm số bốn": {"seldom"},
	} {
		got := []string{}
		for _, id := range ids(t, x, search.Request{Query: query, Versions: search.VersionsAll}) {
			if strings.IndexByte("xyz", id[0]) < 0 {
				got = append(got, id)
			}
		}
		if !sameSet(got, want) {
			t.Errorf("%s: %v, want %v", query, got, want)
		}
	}
}

// TestWithoutTheTableOfAcronyms searches on where the sidecar is missing or damaged.
func TestWithoutTheTableOfAcronyms(t *testing.T) {
	t.Parallel()
	for _, damage := range []func(string) error{os.Remove, func(path string) error { return os.Truncate(path, 20) }} {
		dir := t.TempDir()
		folder := filepath.Join(dir, "idx")
		records := padded(append(explaining(3, "why", "quỹ trồng rừng tràm (QTRT)"), record{ID: "long", Title: "Quỹ trồng rừng tràm"})...)
		publish(t, folder, filepath.Join(dir, "a.jsonl"), records...)
		files, err := filepath.Glob(filepath.Join(folder, "gen-*", sidecar.FolderName, shorthand.Kind.Name+"*"))
		if err != nil || len(files) != 1 {
			t.Fatalf("%v %v", files, err)
		}
		if err := damage(files[0]); err != nil {
			t.Fatal(err)
		}
		x := open(t, folder)
		if got := ids(t, x, search.Request{Query: "QTRT", Versions: search.VersionsAll}); !sameSet(got, []string{"why0", "why1", "why2"}) {
			t.Errorf("%v", got)
		}
	}
}
