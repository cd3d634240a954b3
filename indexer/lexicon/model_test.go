package lexicon

import (
	"bytes"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"timbao/indexer/sidecar"
	"timbao/indexer/vietnamese"
)

// restore gives each word of a folded text its most probable accents.
func restore(m *Model, text string) string {
	var places [][]Choice
	for _, f := range strings.Fields(text) {
		var place []Choice
		for w, last := m.Forms([]byte(f)); w < last; w++ {
			place = append(place, Choice{Word: w})
		}
		if place == nil {
			place = []Choice{{Word: None}}
		}
		places = append(places, place)
	}
	choices, _ := m.Best(places)
	var out []string
	for i, c := range choices {
		_, accented := vietnamese.Split(string(m.Term(places[i][c].Word)))
		if accented == "" {
			accented = strings.Fields(text)[i]
		}
		out = append(out, accented)
	}
	return strings.Join(out, " ")
}

func TestRestore(t *testing.T) {
	t.Parallel()
	m := modelOf(t,
		[]string{"Hội đồng nhân dân tỉnh họp", "Hội đồng nhân dân huyện họp."},
		[]string{"Mùa đông", "Mùa đông này lạnh. Mùa đông"},
		[]string{"Đồng bào dân tộc", "Hỏi đáp mùa đông"},
		[]string{"Nhẫn vàng", "Nhẫn vàng"})
	for text, want := range map[string]string{
		"hoi dong nhan dan": "hội đồng nhân dân",
		"mua dong":          "mùa đông",
		"nhan vang":         "nhẫn vàng",
		"nhan dan":          "nhân dân",
		"dong bao xyz dan":  "đồng bào xyz dân",
		"":                  "",
	} {
		if got := restore(m, text); got != want {
			t.Errorf("%q is restored as %q, want %q", text, got, want)
		}
	}
}

func TestWords(t *testing.T) {
	t.Parallel()
	m := modelOf(t, []string{"hội hội hồi hoi hoia 2020 năm 2021"})
	var forms []string
	for w, last := m.Forms([]byte("hoi")); w < last; w++ {
		forms = append(forms, string(m.Term(w)))
	}
	if want := []string{"hoi\x00", "hoi\x00hồi", "hoi\x00hội"}; !slices.Equal(forms, want) {
		t.Errorf("the forms are %q, want %q", forms, want)
	}
	if n := m.Count(m.Find([]byte("hoi\x00hội"))); n != 2 {
		t.Errorf("hội comes %d times", n)
	}
	if a, b := m.Forms([]byte("ho")); a != b {
		t.Errorf("ho has %d forms", b-a)
	}
	if m.Words() != 5 || m.Tokens() != 8 || m.Count(None) != 0 || m.Term(m.Number()) != nil || m.Find([]byte("2020\x00")) != None {
		t.Errorf("%d words of %d tokens", m.Words(), m.Tokens())
	}
}

// score is ln P of a sequence of words less the costs, by the definition of Best.
func score(m *Model, places [][]Choice, choices []int) float64 {
	before, pair := m.begin(), int32(-1)
	sum := 0.0
	for i, c := range choices {
		choice := places[i][c]
		then := m.follow(before, choice.Word)
		p := float64(then.logp)
		if pair >= 0 && m.children[pair] < m.children[pair+1] {
			p -= float64(m.below[pair]) * probStep
			for j := m.children[pair]; j < m.children[pair+1]; j++ {
				if Word(m.third[j]) == choice.Word {
					p = -float64(m.likely3[j]) * probStep
				}
			}
		}
		sum += p - float64(choice.Cost)
		before, pair = choice.Word, then.pair
	}
	return sum
}

// TestBestIsBest compares Best with all sequences there are.
func TestBestIsBest(t *testing.T) {
	t.Parallel()
	m := modelOf(t, []string{"hội đồng nhân dân", "hồi đông nhẫn", "mùa đông lũ 2020 hội đồng nhân", "đông hội nhân dân hồi lũ"},
		[]string{"lũ lu lũ hội đồng", "hội đồng dân 5 nhân", "dân nhân hội lũ"})
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.Map(rapid.IntRange(0, m.Words()+2), func(n int) Word {
			if n > m.Words()+1 {
				return None
			}
			return Word(n)
		})
		choice := rapid.Custom(func(t *rapid.T) Choice {
			return Choice{word.Draw(t, "word"), float32(rapid.IntRange(0, 4).Draw(t, "cost"))}
		})
		places := rapid.SliceOfN(rapid.SliceOfN(choice, 1, 4), 1, 5).Draw(t, "places")
		got, ln := m.Best(places)
		best := math.Inf(-1)
		for all := make([]int, len(places)); all != nil; all = following(places, all) {
			best = max(best, score(m, places, all))
		}
		if s := score(m, places, got); math.Abs(s-best) > 1e-3 || math.Abs(ln-best) > 1e-3 {
			t.Fatalf("%v scores %f and says %f, the best %f", got, s, ln, best)
		}
	})
}

// following is the next sequence of choices, nil after the last.
func following(places [][]Choice, c []int) []int {
	for i := range c {
		if c[i]++; c[i] < len(places[i]) {
			return c
		}
		c[i] = 0
	}
	return nil
}

// The probabilities of all that can follow a word sum to about one.
func TestProbabilities(t *testing.T) {
	t.Parallel()
	m := modelOf(t, []string{"hội đồng nhân dân hội đồng", "hồi đông nhẫn đông hồi", "mùa đông lũ 2020 hội đồng nhân", "đông hội nhân dân hồi lũ"})
	for a := Word(0); int(a) <= m.Words()+1; a++ {
		sum := 0.0
		for b := Word(0); int(b) <= m.Words(); b++ {
			sum += math.Exp(float64(m.follow(a, b).logp))
		}
		if sum < 0.9 || sum > 1.1 {
			t.Errorf("behind %q all words have %f", m.Term(a), sum)
		}
	}
}

func TestParseDamaged(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := modelOf(t, []string{"hội đồng nhân dân"}).write(&b); err != nil {
		t.Fatal(err)
	}
	whole := b.Bytes()
	for n := range whole {
		if _, err := Parse(whole[:n]); !errors.Is(err, sidecar.ErrDamaged) {
			t.Errorf("cut to %d bytes: %v", n, err)
		}
	}
	if _, err := Parse(append(slices.Clone(whole), make([]byte, 8)...)); !errors.Is(err, sidecar.ErrDamaged) {
		t.Errorf("lengthened: %v", err)
	}
}

// Whatever a payload holds, reading it gives an error or a model that can be used.
func FuzzParse(f *testing.F) {
	var b bytes.Buffer
	if err := Builder().Write(f.Context(), corpusOf(f, [][]string{{"hội đồng nhân dân", "lũ 2020 hội đồng"}}), &b); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, payload []byte) {
		m, err := Parse(payload)
		if err != nil {
			return
		}
		first, last := m.Forms([]byte("hoi"))
		places := [][]Choice{{{Word: None}}, {{Word: m.Number()}}, {{Word: m.Find([]byte("dan\x00dân"))}}}
		for w := first; w < last; w++ {
			places[0] = append(places[0], Choice{Word: w})
		}
		if got, _ := m.Best(places); len(got) != len(places) {
			t.Errorf("%d choices", len(got))
		}
	})
}
