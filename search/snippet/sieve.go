package snippet

import (
	"strings"
	"unicode/utf8"

	"timbao/indexer/vietnamese"
)

// sieve tells most tokens that cannot match from those that may, without analysing them and without an allocation.
//
// It compares keys: the first letters of a token without case, marks and the differences that spelling may make (i/y, Eth/d). It
// never turns a match away; what it lets through is compared properly. Characters it does not know always pass.
type sieve struct {
	alphabet *alphabet
	first    uint64    // bit c is set if some key begins with code c
	rejects  [256]bool // tokens that begin with this byte never pass
	slots    []uint64  // keys by hash, 0 = empty; a power of two, at most a quarter full
	shift    uint
	prefixes []prefixKey
	all      bool // some prefix has no key: everything passes
}

// prefixKey is the key of a prefix and the bits it fills.
type prefixKey struct{ key, mask uint64 }

const (
	codeBits   = 6
	maxLetters = 10 // letters of a key, in its top 60 bits
	unknown    = 0  // code of a character outside the alphabet
	skipped    = 63 // code of a combining mark

	firstViet, lastViet = 0x1e00, 0x1eff
	lastLatin           = 0x24f
	firstMark, lastMark = 0x300, 0x36f
)

// alphabet has a code for each letter and digit, the same for all its cases and accents.
type alphabet struct {
	low  [lastMark + 1]byte
	high [lastViet - firstViet + 1]byte
}

// newAlphabet asks the analysis itself how each letter folds, so that the two cannot disagree.
func newAlphabet() *alphabet {
	a := new(alphabet)
	for r := rune('0'); r <= lastViet; r++ {
		if r == lastLatin+1 {
			r = firstViet
		}
		if c := foldedCode(r); r < firstViet {
			a.low[r] = c
		} else {
			a.high[r-firstViet] = c
		}
	}
	for r := firstMark; r <= lastMark; r++ {
		a.low[r] = skipped
	}
	return a
}

// foldedCode returns the code of a letter or digit. Eth is d, because it is in Vietnamese words, and y is i, because it is in most.
func foldedCode(r rune) byte {
	var c byte
	switch r {
	case 'Ð', 'ð', 'Ɖ', 'ɖ':
		c = 'd'
	default:
		folded := vietnamese.Fold(string(r))
		if len(folded) != 1 {
			return unknown
		}
		c = folded[0]
	}
	switch {
	case c == 'y':
		return 'i' - 'a' + 1
	case 'a' <= c && c <= 'z':
		return c - 'a' + 1
	case '0' <= c && c <= '9':
		return c - '0' + 27
	}
	return unknown
}

// next returns the code of the first character of text and its size.
func (a *alphabet) next(text string) (code byte, size int) {
	if c := text[0]; c < utf8.RuneSelf {
		return a.low[c], 1
	}
	if c := text[0]; 0xc3 <= c && c <= 0xcd && len(text) > 1 && text[1]&0xc0 == 0x80 { // most letters: no full decoding
		if r := int(c&0x1f)<<6 | int(text[1]&0x3f); r < len(a.low) {
			return a.low[r], 2
		}
		return unknown, 2
	}
	if r, size := utf8.DecodeRuneInString(text); firstViet <= r && r <= lastViet {
		return a.high[r-firstViet], size
	}
	return unknown, 1 // its other bytes are unknown too
}

// key returns the key of a token, and how many letters it holds; ok is false if a character has no code.
func (a *alphabet) key(token string) (key uint64, letters int, ok bool) {
	shift := 64
	for i := 0; i < len(token); {
		code, size := a.next(token[i:])
		i += size
		switch code {
		case unknown:
			return 0, 0, false
		case skipped:
			continue
		}
		if letters < maxLetters {
			shift -= codeBits
			key |= uint64(code) << shift
			letters++
		}
	}
	return key, letters, letters > 0
}

// newSieve returns a sieve for the folded forms of terms.
func newSieve(a *alphabet, terms []Term) *sieve {
	s := &sieve{alphabet: a}
	var keys []uint64
	for _, t := range terms {
		folded, _, _ := strings.Cut(t.Term, "\x00")
		key, letters, ok := a.key(folded)
		switch {
		case t.Prefix && !ok:
			s.all = true
		case t.Prefix:
			s.prefixes = append(s.prefixes, prefixKey{key, ^uint64(0) << (64 - codeBits*letters)})
			s.first |= 1 << (key >> (64 - codeBits))
		case ok: // a term with a character that has no code is only met by tokens that have such a character: they pass
			keys = append(keys, key)
			s.first |= 1 << (key >> (64 - codeBits))
		}
	}
	size := 8
	s.shift = 61
	for size < 4*len(keys) {
		size *= 2
		s.shift--
	}
	s.slots = make([]uint64, size)
	for _, k := range keys {
		s.slots[s.slot(k)] = k
	}
	for c := range utf8.RuneSelf {
		code := a.low[c]
		s.rejects[c] = !s.all && code != unknown && s.first&(1<<code) == 0
	}
	return s
}

// slot returns where key is, or the empty slot where it would be.
func (s *sieve) slot(key uint64) int {
	i := int(key * 0x9e3779b97f4a7c15 >> s.shift)
	for s.slots[i] != key && s.slots[i] != 0 {
		i = (i + 1) & (len(s.slots) - 1)
	}
	return i
}

// passes reports whether a token of letters may match, and its key, which is 0 for tokens that pass without one.
func (s *sieve) passes(token string) (key uint64, ok bool) {
	switch {
	case s.rejects[token[0]]:
		return 0, false
	case s.all:
		return 0, true
	case token[0] >= utf8.RuneSelf:
		code, _ := s.alphabet.next(token)
		if code == unknown || code == skipped {
			return 0, true
		}
		if s.first&(1<<code) == 0 {
			return 0, false
		}
	}
	key, _, ok = s.alphabet.key(token)
	if !ok || s.slots[s.slot(key)] == key {
		return key, true
	}
	for _, p := range s.prefixes {
		if key&p.mask == p.key {
			return key, true
		}
	}
	return 0, false
}
