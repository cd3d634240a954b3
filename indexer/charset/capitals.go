package charset

import (
	"unicode"
	"unicode/utf8"
)

// restoreCapitals gives the capitals back to words of a text in TCVN3. It has no capitals with tones: its fonts whose names end in
// H draw capitals for the small letters, so that a headline reads "HộI NGHị" without its font, and a sentence begins with "ở". A
// word whose own letters say too little ("Hà") follows its neighbours, and stays as it is if they say nothing: so does the á of
// "châu á". It changes text in place.
func restoreCapitals(text []byte) {
	run := capitalRun{text: text, lineStart: true}
	var s sentence
	for i := 0; i < len(text); {
		begin := i
		var w caseOf
		for i < len(text) {
			r, n := rune(text[i]), 1
			if r >= utf8.RuneSelf {
				r, n = utf8.DecodeRune(text[i:])
			}
			if !unicode.IsLetter(r) {
				break
			}
			w.add(r)
			i += n
		}
		if i > begin {
			if s.begins() && isToned(w.first) {
				capitalize(text[begin : begin+utf8.RuneLen(w.first)])
			}
			s.inside(w)
			run.word(begin, i, w)
			continue
		}
		if text[i] == '\n' {
			run.end(true)
			run.lineStart = true
		}
		s.pass(text[i])
		_, n := utf8.DecodeRune(text[i:])
		i += n
	}
	run.end(true)
}

// sentence tells where sentences begin.
type sentence struct {
	on      bool // in a sentence
	ended   bool // a full stop was met, but no blank behind it
	stops   int  // full stops since the last word
	colon   bool // a colon was met, which a quotation may follow
	initial bool // the last word is an abbreviation if a full stop follows
	newline bool // the line has no word yet
	length  int  // words of the line
}

// wrapped is the number of words from which on a line without a full stop may go on in the next.
const wrapped = 7

func (s *sentence) begins() bool { return !s.on }

func (s *sentence) inside(w caseOf) {
	*s = sentence{on: true, initial: w.small == 0 && w.letters <= 2, length: s.length + 1}
}

// pass takes in one byte that is not of a letter.
func (s *sentence) pass(b byte) {
	switch b {
	case '\n':
		if s.newline || s.ended || s.length < wrapped {
			s.on = false
		}
		s.newline, s.length = true, 0
	case '.', '!', '?':
		s.stops++
		s.ended = s.stops == 1 && (!s.initial || b != '.') // a sentence may go on behind "..."
	case ' ':
		s.on = s.on && !s.ended
	case ':':
		s.colon = true
	case '"', 0xE2: // quotation marks begin so
		s.on = s.on && !s.colon
	default:
		s.ended = false
	}
}

// caseOf is what the letters of a word say of its case.
type caseOf struct {
	first    rune
	letters  int
	capitals int // behind the first letter
	small    int // small letters that TCVN3 has as capitals too
	toned    int // small letters that it has not
}

func (w *caseOf) add(r rune) {
	switch {
	case isToned(r):
		w.toned++
	case !unicode.IsUpper(r):
		w.small++
	case w.letters > 0:
		w.capitals++
	}
	if w.letters == 0 {
		w.first = r
	}
	w.letters++
}

// isToned reports whether r is a small letter that TCVN3 has no capital for.
func isToned(r rune) bool {
	switch r {
	case 'ă', 'â', 'đ', 'ê', 'ô', 'ơ', 'ư':
		return false
	}
	return r >= utf8.RuneSelf && isVietnamese(r) && unicode.IsLower(r)
}

// capitalRun is a run of words of one line none of which has a small letter that could have been a capital.
type capitalRun struct {
	text      []byte
	lineStart bool // no word of the line has been met
	open      bool // a run has begun
	atStart   bool // it began with the line
	begin     int  // where it began, or its first word that is not in doubt or begins with a capital
	found     bool // begin is such a word
	sure      int  // end of the last word that is not in doubt
	proof     bool // some word can only have been in capitals, and lost some of them
	last      int  // end of the last word
}

func (c *capitalRun) word(begin, end int, w caseOf) {
	start := c.lineStart
	c.lineStart = false
	if w.small > 0 {
		c.end(false)
		return
	}
	if !c.open {
		*c = capitalRun{text: c.text, open: true, atStart: start, begin: begin}
	}
	if !c.found && !c.atStart {
		c.begin = begin
		c.found = unicode.IsUpper(w.first) || w.capitals > 0
	}
	if w.capitals > 0 {
		c.sure = end
		c.proof = c.proof || w.toned > 0
	}
	c.last = end
}

// end closes the run and writes it in capitals if that is proved; lineEnd says that no word of the line follows.
func (c *capitalRun) end(lineEnd bool) {
	if c.open && c.proof {
		to := c.sure
		if lineEnd {
			to = c.last
		}
		capitalize(c.text[c.begin:to])
	}
	c.open = false
}

// capitalize writes the Vietnamese letters of a text as capitals, which take as many bytes.
func capitalize(text []byte) {
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRune(text[i:])
		if n > 1 && isToned(r) {
			utf8.EncodeRune(text[i:i+n], unicode.ToUpper(r))
		}
		i += n
	}
}
