package vietnamese

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestConfusable(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		word string
		want []string
		not  string
	}{
		{"san", []string{"xan", "sang", "sanh"}, "an"},
		{"chung", []string{"trung", "chun"}, "hung"},
		{"truyen", []string{"chuyen", "truyeng"}, ""},
		{"gia", []string{"da", "ra", "va"}, ""},
		{"dong", []string{"giong", "rong", "vong", "don"}, ""},
		{"nong", []string{"long", "non"}, ""},
		{"nghanh", []string{"nganh", "nghan"}, "nghang"},
		{"bat", []string{"bac", "bach"}, ""},
		{"hieu", []string{"hiu"}, ""},
		{"quan", []string{"can", "kan"}, ""},
		{"", nil, ""},
		{"n", []string{"l"}, ""},
	} {
		got := Confusable(c.word)
		for _, w := range c.want {
			if !slices.Contains(got, w) {
				t.Errorf("%q: %q is not in %q", c.word, w, got)
			}
		}
		if slices.Contains(got, c.word) || c.not != "" && slices.Contains(got, c.not) {
			t.Errorf("%q: %q", c.word, got)
		}
	}
}

// distance is how many letters to add, drop or change, or swap with the next, lead from one word to another: by trying all ways.
func distance(a, b string) int {
	switch {
	case a == b:
		return 0
	case a == "" || b == "":
		return len(a) + len(b)
	case a[0] == b[0]:
		return distance(a[1:], b[1:])
	}
	least := min(distance(a[1:], b), distance(a, b[1:]), distance(a[1:], b[1:]))
	if len(a) > 1 && len(b) > 1 && a[0] == b[1] && a[1] == b[0] {
		least = min(least, distance(a[2:], b[2:]))
	}
	return least + 1
}

// Nearby gives words at a distance of one, and every one of them.
func TestNearby(t *testing.T) {
	t.Parallel()
	word := rapid.StringMatching(`[a-d]{1,5}`)
	rapid.Check(t, func(t *rapid.T) {
		a, b := word.Draw(t, "a"), word.Draw(t, "b")
		all := Nearby(a)
		if slices.Contains(all, b) != (distance(a, b) == 1) {
			t.Fatalf("%q and %q are %d apart, nearby: %t", a, b, distance(a, b), slices.Contains(all, b))
		}
		for _, w := range all {
			if distance(a, w) != 1 {
				t.Fatalf("%q and %q are %d apart", a, w, distance(a, w))
			}
		}
	})
	if Nearby("hội") != nil || Nearby("abcdefghijklmnopqrstuvwxyz") != nil {
		t.Error("words of other letters, and long ones, have neighbours")
	}
}

func TestSlip(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		typed, meant string
		free         bool
		want         float64
	}{
		{"hội", "hội", false, 0},
		{"hoi", "hội", true, 0},
		{"hoi", "hội", false, 2 * costNoMark},
		{"hôi", "hội", true, 0},
		{"hỏi", "hội", false, costNoMark + costMark},
		{"dể", "dễ", false, costTwoTones},
		{"dễ", "dể", false, costTwoTones},
		{"sản", "xản", false, costSound},
		{"trung", "chung", false, costSound},
		{"dạy", "giạy", false, costSound},
		{"già", "rà", false, costSound},
		{"long", "nong", false, costSound},
		{"bát", "bác", false, costSound},
		{"hàn", "hàng", false, costSound},
		{"hnoi", "hnio", false, costSwap},
		{"hoii", "hoi", false, costDouble},
		{"hoi", "hpi", false, costKey},
		{"hoi", "hai", false, costLetter},
		{"hoix", "hoi", false, costLetter},
		{"gogle", "google", false, costDouble},
		{"đông", "dông", false, costMark},
		{"dông", "đông", false, costNoMark},
		{"hội", "привет", false, math.Inf(1)},
	} {
		if got := Slip(c.typed, c.meant, c.free); got != c.want {
			t.Errorf("%q for %q (free: %t) costs %v, want %v", c.typed, c.meant, c.free, got, c.want)
		}
	}
	if Slip("hội", "trường", false) <= MaxSlip {
		t.Error("words that are not alike cost little")
	}
}

// A slip costs something between two words, and nothing only between equals, or where marks are free.
func TestSlipIsPositive(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[a-eăâđêôơưáàảãạấồỉ]{0,26}`)
		a, b := word.Draw(t, "a"), word.Draw(t, "b")
		_, a = Split(string(AppendTerm(nil, a)))
		_, b = Split(string(AppendTerm(nil, b)))
		if cost := Slip(a, b, false); (cost == 0) != (a == b) || cost < 0 {
			t.Fatalf("%q for %q costs %v", a, b, cost)
		}
		if free := Slip(a, b, true); free > Slip(a, b, false) {
			t.Fatalf("%q for %q costs more where marks are free", a, b)
		}
	})
}
