package vietnamese

import "unicode/utf8"

// maxGlyphs is the longest word that is taken apart; longer ones can't be Vietnamese and go the general way.
const maxGlyphs = 24

// spelling is a word taken apart into letters.
type spelling struct {
	g [maxGlyphs]glyph
	n int
}

// read takes a raw word apart; false when it holds anything that Vietnamese does not write.
func (s *spelling) read(raw string) bool {
	s.n = 0
	for i := 0; i < len(raw); {
		r, w := rune(raw[i]), 1
		if r >= utf8.RuneSelf {
			r, w = utf8.DecodeRuneInString(raw[i:])
		}
		i += w
		if g, ok := letters.lookup(r); ok {
			if s.n == maxGlyphs {
				return false
			}
			s.g[s.n] = g
			s.n++
			continue
		}
		if isInvisible(r) {
			continue
		}
		if !s.readOther(r) {
			return false
		}
	}
	return true
}

// readOther takes in a combining mark or an eth.
func (s *spelling) readOther(r rune) bool {
	if g, ok := ethGlyph(r, s.n == 0); ok {
		if s.n == maxGlyphs {
			return false
		}
		s.g[s.n] = g
		s.n++
		return true
	}
	if s.n == 0 || runeClass(r) != mark {
		return false
	}
	g, ok := letters.withMark(s.g[s.n-1], r)
	if ok {
		s.g[s.n-1] = g
	}
	return ok
}

// ethGlyph reads the letters that old systems printed for Đ. The capitals always stand for it; the small ones only
// at the beginning of a word, since Vietnamese has đ nowhere else while Icelandic has ð everywhere but there (Guðni).
func ethGlyph(r rune, first bool) (glyph, bool) {
	switch r {
	case 0xD0, 0x189:
		return glyph{base: 'd', shape: stroke, upper: true}, true
	case 0xF0, 0x256:
		return glyph{base: 'd', shape: stroke}, first
	}
	return glyph{}, false
}

// canonical brings the word to the one spelling of its kind: tone on the letter where the older style has it,
// y in open syllables after h k l m s t and qu.
func (s *spelling) canonical() {
	onset := s.onset()
	if onset < 0 || onset == s.n {
		return
	}
	s.oneY(onset)
	s.placeTone(onset)
}

// oneY writes y for i where the two are one word: kĩ and kỹ, quí and quý.
func (s *spelling) oneY(onset int) {
	last := &s.g[s.n-1]
	if s.n != onset+1 || last.base != 'i' {
		return
	}
	switch {
	case onset == 1 && takesY(s.g[0].base), onset == 2 && s.g[0].base == 'q':
		last.base = 'y'
	}
}

func takesY(c byte) bool {
	switch c {
	case 'h', 'k', 'l', 'm', 's', 't':
		return true
	}
	return false
}

// placeTone moves a syllable's only tone to the letter that the rhyme says.
func (s *spelling) placeTone(onset int) {
	at := -1
	for i := 0; i < s.n; i++ {
		if s.g[i].tone != 0 {
			if at >= 0 {
				return // two tones: no syllable
			}
			at = i
		}
	}
	if at < 0 || at == onset && (onset+1 == s.n || !s.g[onset+1].isVowel()) {
		return
	}
	to, ok := s.toneIndex(onset)
	if !ok || onset+to == at {
		return
	}
	s.g[onset+to].tone, s.g[at].tone = s.g[at].tone, 0
}

// toneIndex looks the rhyme up, without its tone, and gives the index of the letter that bears the tone.
func (s *spelling) toneIndex(onset int) (int, bool) {
	var buf [maxGlyphs * 2]byte
	b := buf[:0]
	for _, g := range s.g[onset:s.n] {
		g.tone = 0
		b = utf8.AppendRune(b, letters.lowerRune(g))
	}
	i, ok := rhymes.tone[string(b)]
	return int(i), ok
}

// onset is the number of letters before the rhyme, −1 when the consonants are none that begin a Vietnamese syllable.
func (s *spelling) onset() int {
	var buf [3]byte
	n := 0
	for n < s.n && !s.g[n].isVowel() {
		if n == len(buf) {
			return -1
		}
		buf[n] = s.g[n].base
		n++
	}
	switch {
	case n == 1 && buf[0] == 'q' && s.n > 2 && s.g[1].base == 'u' && s.g[1].shape == plain:
		return 2
	case n == 1 && buf[0] == 'g' && s.n > 2 && s.g[1].base == 'i' && s.g[2].isVowel():
		return 2
	case n == 0 || isOnset(string(buf[:n])):
		return n
	}
	return -1
}
