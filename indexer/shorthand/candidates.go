package shorthand

import (
	"strings"

	"timbao/indexer/segment"
	"timbao/indexer/sidecar"
	"timbao/indexer/vietnamese"
)

// A bracket is not in the index, and unpacking every article to look for brackets would take longer than all else that is learned
// from it. So the forward sequences are walked first: only an article in which the letters of a word, or of some side by side, are
// the first letters of the words before or behind them may explain a short.

// known is what the walk wants to know of a term.
type known struct {
	initial byte   // its first letter without marks, đ as d; 0 where it has none
	passed  bool   // a short may leave it out
	letters string // without marks, where it may be a short or a part of one: no syllable; else ""
}

// vocabulary gives what is known of a segment's terms, by rank.
type vocabulary []known

func newVocabulary(s *segment.Segment) vocabulary {
	v := make(vocabulary, s.Ranked())
	for rank := range v {
		folded, accented := vietnamese.Split(string(s.TermOf(uint32(rank))))
		if folded == "" || folded[0] < 'a' || folded[0] > 'z' {
			continue
		}
		v[rank] = known{initial: folded[0], passed: word{folded, accented}.passed()}
		if len(folded) <= maxLetters && strings.Trim(folded, "abcdefghijklmnopqrstuvwxyz") == "" && !vietnamese.IsSyllable(folded) {
			v[rank].letters = folded
		}
	}
	return v
}

// maxParts is how many words of the text a short may be, as GD&ĐT is two.
const maxParts = 3

// walk looks through articles, one after the other.
type walk struct {
	ranks   []uint32
	letters []byte
}

// mayExplain says whether an article may explain a short.
func (w *walk) mayExplain(d sidecar.Doc, v vocabulary) bool {
	w.ranks = w.ranks[:0]
	forward := d.Forward()
	for rank, ok := forward.Next(); ok; rank, ok = forward.Next() {
		w.ranks = append(w.ranks, rank)
	}
	for i := range w.ranks {
		if w.at(v, i).letters == "" {
			continue
		}
		w.letters = w.letters[:0]
		for j := i; j < len(w.ranks) && j < i+maxParts; j++ {
			part := w.at(v, j).letters
			if part == "" || len(w.letters)+len(part) > maxLetters {
				break
			}
			if w.letters = append(w.letters, part...); len(w.letters) >= minLetters && (w.before(v, i) || w.behind(v, j+1)) {
				return true
			}
		}
	}
	return false
}

// at is what is known of the term at a place; nothing for the end of a part.
func (w *walk) at(v vocabulary, i int) known {
	if i < 0 || i >= len(w.ranks) || w.ranks[i] == segment.Gap {
		return known{}
	}
	return v[w.ranks[i]]
}

// before says whether the words that end before place i begin with the letters.
func (w *walk) before(v vocabulary, i int) bool {
	k := len(w.letters) - 1
	for at := i - 1; k >= 0; at-- {
		switch t := w.at(v, at); {
		case t.initial == 0:
			return false
		case t.initial == w.letters[k]:
			k--
		case !t.passed || at == i-1:
			return false
		}
	}
	return true
}

// behind says the same of the words from place i on.
func (w *walk) behind(v vocabulary, i int) bool {
	k := 0
	for at := i; k < len(w.letters); at++ {
		switch t := w.at(v, at); {
		case t.initial == 0:
			return false
		case t.initial == w.letters[k]:
			k++
		case !t.passed || at == i:
			return false
		}
	}
	return true
}
