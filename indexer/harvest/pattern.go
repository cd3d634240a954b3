package harvest

import (
	"strings"

	"timbao/indexer/vietnamese"
)

// pattern is how the words of a phrase are written: six bits a word, its glue and capitals.
type pattern uint64

// patterns counts how a phrase is written, and keeps the commonest ways.
type patterns [4]struct {
	pattern pattern
	uses    uint32
}

// patternOf is how some words are written. The capital that begins a sentence is none of the first word's own, unless the second has
// one, too.
func patternOf(tokens []token) pattern {
	var p pattern
	for i, t := range tokens {
		if i == 0 && t.is(opening) && !(len(tokens) > 1 && tokens[1].is(upper)) && !t.is(capitals) {
			t &^= upper
		}
		bits := pattern(t & (upper | capitals))
		if i > 0 {
			bits |= pattern(t & glueMask >> glueShift << 2)
		}
		p |= bits << (6 * i)
	}
	return p
}

// add counts an occurrence. Where there is no room for a new way, all lose one use.
func (p *patterns) add(tokens []token) {
	now := patternOf(tokens)
	for i := range p {
		if p[i].uses > 0 && p[i].pattern == now {
			p[i].uses++
			return
		}
	}
	for i := range p {
		if p[i].uses == 0 {
			p[i].pattern, p[i].uses = now, 1
			return
		}
	}
	for i := range p {
		p[i].uses--
	}
}

// best is the commonest way.
func (p *patterns) best() pattern {
	best := p[0]
	for _, o := range p[1:] {
		if o.uses > best.uses {
			best = o
		}
	}
	return best.pattern
}

// token is how a word is written.
func (p pattern) token(i int) token {
	bits := token(p >> (6 * i) & 63)
	return bits&(upper|capitals) | bits>>2<<glueShift
}

// write writes words as a pattern says.
func (l *lexicon) write(words []uint32, p pattern, spellings []string) string {
	var b strings.Builder
	for i, w := range words {
		t := p.token(i)
		if i > 0 {
			b.WriteString(t.glue())
		}
		word := spellings[w]
		if l.kinds[w] == vietnamese.Syllable {
			switch {
			case t.is(capitals):
				word = strings.ToUpper(word)
			case t.is(upper):
				r := []rune(word)
				word = strings.ToUpper(string(r[:1])) + string(r[1:])
			}
		}
		b.WriteString(word)
	}
	return b.String()
}
