package correct

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"timbao/indexer/lexicon"
	"timbao/indexer/vietnamese"
)

// suspect marks the words that may be slips of any letter: those that are rare, and those that the archive has beside neither of
// their neighbours. accents is what the query is with its accents.
func (q *asked) suspect(all []run, accents reading) {
	rare, doubts := max(2, int(q.m.Tokens()/2_000_000)), 0
	for i, r := range all {
		words := accents.words[i]
		for j := range r {
			before := j > 0 && q.m.Beside(words[j-1], words[j])
			after := j+1 < len(r) && q.m.Beside(words[j], words[j+1])
			r[j].suspect = doubts < maxDoubts && r[j].free && (q.m.Count(words[j]) < rare || len(r) > 1 && !before && !after)
			if r[j].suspect {
				doubts++
			}
		}
	}
}

// spelling reads the query with its slips mended, blanks put in where that is better.
func (q *asked) spelling(all []run) reading {
	best := q.read(all, q.slips)
	splits := 0
	for i, r := range all {
		for j := len(r) - 1; j >= 0 && splits < maxSplits; j-- {
			t := r[j]
			if !t.free || q.m.Find([]byte(t.terms[0])) != lexicon.None || vietnamese.KindOf(t.raw, vietnamese.Word) == vietnamese.Syllable {
				continue
			}
			splits++
			for _, halves := range q.split(t) {
				other := slices.Clone(all)
				other[i] = slices.Concat(r[:j], halves, r[j+1:])
				read := q.read(other, q.slips)
				if read.score -= costBlank; read.score > best.score {
					best = read
					all, r = other, other[i]
				}
			}
		}
	}
	return best
}

// split cuts a word into two that the archive has, in each way there is.
func (q *asked) split(t token) [][]token {
	var out [][]token
	for i := range t.raw {
		if i == 0 {
			continue
		}
		var halves []token
		for k, cut := range [][2]int{{0, i}, {i, len(t.raw)}} {
			raw := t.raw[cut[0]:cut[1]]
			half := token{start: t.start + cut[0], end: t.start + cut[1], raw: raw, free: true, accented: vietnamese.HasAccent(raw), split: k == 1}
			half.terms = []string{string(vietnamese.AppendTerm(nil, raw))}
			folded, _ := vietnamese.Split(half.terms[0])
			known := q.m.Find([]byte(half.terms[0])) != lexicon.None
			if first, last := q.m.Forms([]byte(folded)); !t.accented {
				known = first < last
			}
			if !known || vietnamese.KindOf(raw, vietnamese.Word) != vietnamese.Syllable {
				break
			}
			halves = append(halves, half)
		}
		if len(halves) == 2 {
			out = append(out, halves)
		}
	}
	return out
}

// slips are the words of which a token may be a misspelling, and those that accents alone make of it.
func (q *asked) slips(t *token) []candidate {
	if !t.free {
		return nil
	}
	out := q.accents(t)
	folded, typed := vietnamese.Split(t.terms[0])
	near := vietnamese.Confusable(folded)
	if t.suspect {
		near = append(near, vietnamese.Nearby(folded)...)
	}
	if t.accented {
		near = append(near, folded)
	}
	slices.Sort(near)
	free := !t.accented && !q.accented
	var wrong []candidate
	for _, f := range slices.Compact(near) {
		for _, w := range q.forms(f) {
			term := string(q.m.Term(w))
			_, meant := vietnamese.Split(term)
			if cost := vietnamese.Slip(typed, meant, free); term != t.terms[0] && cost <= vietnamese.MaxSlip {
				wrong = append(wrong, q.candidateOf(w, float32(cost)+costDoubt, true))
			}
		}
	}
	slices.SortStableFunc(wrong, func(a, b candidate) int {
		return cmp.Compare(q.m.Alone(b.word)-b.cost, q.m.Alone(a.word)-a.cost)
	})
	return append(out, wrong[:min(len(wrong), maxSlips)]...)
}

// oddCapitals says whether a word has capitals behind small letters: DDoS is no keystrokes, DDoongf may be.
func oddCapitals(raw string) bool {
	small := false
	for _, c := range raw {
		switch {
		case c >= utf8.RuneSelf:
		case c >= 'a' && c <= 'z':
			small = true
		case c >= 'A' && c <= 'Z' && small:
			return true
		}
	}
	return false
}
