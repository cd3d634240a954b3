package charset

import (
	"unicode"
	"unicode/utf8"
)

// verdict says how well a text goes as Vietnamese. The same bytes in two encodings can be compared by fit, because each encoding
// gives every text bytes of its own: the likelier text is the likelier encoding.
type verdict struct {
	fit    float64 // logarithm of the text's likelihood, in nats, but for what is ASCII and no letter
	words  int     // runs of letters
	known  int     // words that are syllables of the language
	marked int     // words of two letters and more with one that is not ASCII
	native int     // marked words that are syllables of the language
	odd    int     // characters that stand in no text: undefined bytes, controls
}

// What a text costs, in nats. A syllable costs what the table says; these were set so that a wrong decoder's words lose against the
// rarest right ones, and names of other languages do not decide.
const (
	costUnknown    = 7.0 // a word that is no syllable, and for each of its letters:
	costASCII      = 3.0
	costVietnamese = 5.5
	costForeign    = 9.0
	costFlip       = 4.0 // a capital behind a small letter
	costSmall      = 2.0 // a small letter at the beginning of a line
	costTypography = 5.0 // quotation marks, dashes
	costSymbol     = 12.0
	costOdd        = 20.0
)

// maxJudged is the length in bytes of the longest word that is looked up.
const maxJudged = 24

// judge reads a text as Vietnamese; the text must be composed (NFC).
func judge(text string) verdict {
	j := judging{rare: syllables(), start: true}
	for i := 0; i < len(text); {
		r, n := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(text[i:])
		}
		i += n
		j.add(r)
	}
	j.endWord()
	return j.verdict
}

// judging is the state of judge within a word.
type judging struct {
	verdict
	rare   map[string]uint8
	room   [maxJudged + utf8.UTFMax]byte
	n      int // bytes of the word in room
	length int // letters
	cost   float64
	marked bool
	lower  bool // the last letter was a small one
	start  bool // no letter of the line was read
}

func (j *judging) add(r rune) {
	switch {
	case r < utf8.RuneSelf:
		c := byte(r) | 0x20
		switch {
		case c >= 'a' && c <= 'z':
			j.letter(rune(c), byte(r) == c, costASCII)
			return
		case r < ' ' && r != '\n' && r != '\r' && r != '\t' && r != '\f':
			j.fit -= costOdd
			j.odd++
		}
		j.endWord()
		j.start = j.start || r == '\n'
	case isVietnamese(r):
		low := unicode.ToLower(r)
		j.marked = true
		j.letter(low, low == r, costVietnamese)
	case unicode.IsLetter(r):
		low := unicode.ToLower(r)
		j.marked = true
		j.letter(low, low == r, costForeign)
	default:
		j.endWord()
		switch {
		case r == utf8.RuneError, r < 0xA0:
			j.fit -= costOdd
			j.odd++
		case isTypography(r):
			j.fit -= costTypography
		default:
			j.fit -= costSymbol
		}
	}
}

func (j *judging) letter(low rune, small bool, cost float64) {
	if j.n < maxJudged {
		j.n += utf8.EncodeRune(j.room[j.n:], low)
	}
	j.length++
	j.cost += cost
	if !small && j.lower {
		j.fit -= costFlip
	}
	if small && j.start {
		j.fit -= costSmall
	}
	j.start = false
	j.lower = small
}

func (j *judging) endWord() {
	if j.length == 0 {
		return
	}
	j.words++
	rare, known := j.rare[string(j.room[:j.n])]
	if known {
		j.known++
		j.fit -= float64(rare)
	} else {
		j.fit -= costUnknown + j.cost
	}
	if j.marked && j.length > 1 { // one letter is a syllable in any reading
		j.verdict.marked++
		if known {
			j.native++
		}
	}
	j.n, j.length, j.cost, j.marked, j.lower = 0, 0, 0, false, false
}

// isVietnamese reports whether r is a letter of Vietnamese that ASCII does not have.
func isVietnamese(r rune) bool {
	switch {
	case r >= 0x1EA0 && r <= 0x1EF9:
		return true
	case r >= 0xC0 && r <= 0x1B0:
		switch r | 0x20 {
		case 0xE0, 0xE1, 0xE2, 0xE3, 0xE8, 0xE9, 0xEA, 0xEC, 0xED, 0xF2, 0xF3, 0xF4, 0xF5, 0xF9, 0xFA, 0xFD:
			return r < 0x100
		}
		switch r {
		case 0x102, 0x103, 0x110, 0x111, 0x128, 0x129, 0x168, 0x169, 0x1A0, 0x1A1, 0x1AF, 0x1B0:
			return true
		}
	}
	return false
}

// isTypography reports whether newspapers print r beside letters.
func isTypography(r rune) bool {
	switch r {
	case 0xA0, 0xAB, 0xBB, 0xB0, 0xB2, 0xB7, 0xD7, 0xAD, 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2026, 0x200B, 0xFEFF:
		return true
	}
	return false
}

// Bounds of what is believed to be Vietnamese.
const (
	minKnown   = 0.5  // share of the words that are syllables
	minNative  = 0.6  // the same of words with accents
	sureNative = 0.75 // the same of words with accents among words of another language, and at least:
	fewNative  = 2
	maxOdd     = 0.02
)

// vietnamese reports whether the text is Vietnamese, or words of it among others, beyond the doubt that some odd words leave.
func (v verdict) vietnamese() bool {
	if v.native == 0 || share(v.odd, v.words) > maxOdd {
		return false
	}
	native := share(v.native, v.marked)
	return native >= minNative && share(v.known, v.words) >= minKnown || native >= sureNative && v.native >= fewNative
}

// surely is vietnamese for text that can be read as it stands: a few Vietnamese words in it are not enough to change it.
func (v verdict) surely() bool {
	const few, most = 3, 0.85
	return v.vietnamese() && (share(v.known, v.words) >= minKnown || v.native >= few && share(v.native, v.marked) >= most)
}

func share(part, all int) float64 {
	if all == 0 {
		return 0
	}
	return float64(part) / float64(all)
}
