package lexicon

import (
	"cmp"
	"math"
	"slices"
)

// Choice is a word that may stand at a place, and what that costs beside its probability, in nats.
type Choice struct {
	Word Word
	Cost float32
}

// beam is how many paths are followed from one place to the next.
const beam = 32

// path is a way through the first places: its score, the choices at its last two places, and where it came from.
type path struct {
	score float32
	state
	choice int32 // at its last place
	before int32 // path at the place before
}

// Best finds the most probable sequence of words with one choice for each place, less the costs. It returns the index of the
// choice at each place and ln P less the costs. Every place must have a choice. Its time is bounded by the product of the choices
// of neighbouring places, up to 32 at a time.
func (m *Model) Best(places [][]Choice) (choices []int, score float64) {
	if len(places) == 0 {
		return nil, 0
	}
	layers := make([][]path, len(places))
	layer := []path{{state: state{m.begin(), -1}}}
	for i, place := range places {
		layer = m.advance(layer, place)
		layers[i] = layer
	}
	best := 0
	for i := range layer {
		if layer[i].score > layer[best].score {
			best = i
		}
	}
	score = float64(layer[best].score)
	choices = make([]int, len(places))
	for i := len(places) - 1; i >= 0; i-- {
		choices[i] = int(layers[i][best].choice)
		best = int(layers[i][best].before)
	}
	return choices, score
}

// advance extends paths by the choices of a place and keeps, of those that end in the same two words, the best.
func (m *Model) advance(layer []path, place []Choice) []path {
	next := make([]path, 0, len(layer)*len(place))
	for k, c := range place {
		for from := 0; from < len(layer); {
			// The paths of a layer that end in the same word lie side by side.
			word := layer[from].word
			then := m.follow(word, c.Word)
			best := path{score: float32(math.Inf(-1)), state: state{c.Word, then.pair}, choice: int32(k)}
			for ; from < len(layer) && layer[from].word == word; from++ {
				if s := layer[from].score + m.step(layer[from].pair, c.Word, then) - c.Cost; s > best.score {
					best.score, best.before = s, int32(from)
				}
			}
			next = append(next, best)
		}
	}
	if len(next) > beam {
		slices.SortStableFunc(next, func(a, b path) int { return cmp.Compare(b.score, a.score) })
		next = next[:beam]
		slices.SortStableFunc(next, func(a, b path) int { return cmp.Compare(a.choice, b.choice) })
	}
	return next
}
