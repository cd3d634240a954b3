package harvest

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"timbao/indexer/vietnamese"
)

// token is a word of the sample: the number of its term, and how it is written.
type token uint32

// The parts of a token. The glue says what stands between it and the word before.
const (
	upper     token = 1 << 0 // begins with a capital
	capitals  token = 1 << 1 // has nothing but capitals, two or more
	opening   token = 1 << 2 // may have a capital because a sentence begins
	glueShift       = 3
	glueMask  token = 15 << glueShift
	termShift       = 7

	gap token = 1<<32 - 1 // between words that belong to different phrases
)

// glues are what may stand between the words of a name or phrase, by their number in a token.
var glues = [...]string{" ", "", "-", ".", "/", "'", "&", " - ", ". ", ",", ":"}

// dash is the glue of Bà Rịa - Vũng Tàu.
const dash = 7

func (t token) term() uint32    { return uint32(t >> termShift) }
func (t token) is(f token) bool { return t&f != 0 }
func (t token) glue() string    { return glues[t&glueMask>>glueShift] }
func (t token) joined() bool    { return t&glueMask != 0 }
func glueNumber(glue string) int {
	for i, g := range glues {
		if g == glue {
			return i
		}
	}
	return -1
}

// lexicon numbers the terms of the sample and remembers how they are written.
type lexicon struct {
	numbers map[string]uint32 // term → number
	terms   []string
	kinds   []vietnamese.Kind // by term: Syllable, Word or Number
	words   map[string]word   // raw word → what is known of it
	forms   []form
	byForm  map[string]uint32 // form, with its term's number before it → index in forms
	scan    vietnamese.Scanner
	parts   []vietnamese.Part
	buf     []byte
}

// word is what is known of a raw word.
type word struct {
	token token // without glue
	form  uint32
}

// form is a way to write a term, and how often it is written so.
type form struct {
	text string
	term uint32
	uses uint32
}

func newLexicon() *lexicon {
	return &lexicon{numbers: map[string]uint32{}, words: map[string]word{}, byForm: map[string]uint32{}}
}

// append appends the words of a text to dst, about room at most, and a gap. A dash behind nothing but capitals ends a dateline:
// "HÒA LÂM - Chiều 14-1".
func (l *lexicon) append(dst []token, text string, room int) []token {
	l.scan.Reset(text)
	end, last, dateline := 0, "", true
	for full := len(dst) + room; len(dst) < full && l.scan.Next(); {
		glue, sentence := -1, true
		if end > 0 {
			glue, sentence = glueOf(text[end:l.scan.Start()], last)
		}
		if dateline && glue == dash {
			glue, sentence = -1, true
		}
		if glue < 0 && len(dst) > 0 && dst[len(dst)-1] != gap {
			dst = append(dst, gap)
		}
		end, last = l.scan.End(), l.scan.Raw()
		dst = l.appendParts(dst, last, glue, sentence)
		dateline = dateline && dst[len(dst)-1].is(upper)
	}
	return append(dst, gap)
}

// appendParts appends the simple tokens of a raw one.
func (l *lexicon) appendParts(dst []token, raw string, glue int, opens bool) []token {
	l.parts = append(l.parts[:0], vietnamese.Part{End: len(raw), Kind: l.scan.Kind()})
	if l.scan.Kind() >= vietnamese.Number {
		l.parts = vietnamese.Parts(l.parts[:0], raw)
	}
	for i, p := range l.parts {
		if i > 0 {
			if glue = glueNumber(raw[l.parts[i-1].End:p.Start]); glue < 0 {
				dst = append(dst, gap)
			}
		}
		t := l.word(raw[p.Start:p.End], p.Kind)
		if opens && i == 0 {
			t |= opening
		}
		dst = append(dst, t|token(max(glue, 0))<<glueShift)
	}
	return dst
}

// glueOf reads what stands between two words: the number of the glue, −1 for none, and whether a sentence may begin behind it.
func glueOf(between, before string) (glue int, sentence bool) {
	switch between {
	case " ":
		return 0, false
	case " - ", " – ":
		return dash, false
	case ". ":
		if isAbbreviation(before) {
			return glueNumber(". "), false
		}
		return -1, true
	case ", ", " (", ") ":
		return -1, false
	}
	if strings.TrimFunc(between, unicode.IsSpace) == "" {
		return 0, false
	}
	return -1, true
}

// isAbbreviation reports what is written with a dot before a name: TP. HCM, Q. 1, PGS. Hà.
func isAbbreviation(raw string) bool {
	switch raw {
	case "TP", "Tp", "TX", "TT", "Q", "P", "H", "X", "GS", "PGS", "TS", "ThS", "BS", "LS", "KTS", "NSND", "NSUT", "St", "Mr", "Ms", "Dr":
		return true
	}
	return false
}

// word gives the token of a raw word, and counts how it is written.
func (l *lexicon) word(raw string, kind vietnamese.Kind) token {
	w, ok := l.words[raw]
	if !ok {
		w = l.learn(strings.Clone(raw), kind)
	}
	l.forms[w.form].uses++
	return w.token
}

func (l *lexicon) learn(raw string, kind vietnamese.Kind) word {
	l.buf = vietnamese.AppendTerm(l.buf[:0], raw)
	n, ok := l.numbers[string(l.buf)]
	if !ok {
		n = uint32(len(l.terms))
		l.terms = append(l.terms, string(l.buf))
		l.numbers[l.terms[n]] = n
		l.kinds = append(l.kinds, vietnamese.KindOf(raw, kind))
	}
	w := word{token: token(n)<<termShift | capitalsOf(raw)}
	text := vietnamese.Lower(raw)
	if l.kinds[n] != vietnamese.Syllable {
		text = vietnamese.Normalize(raw)
	}
	key := string(append(append(l.buf[:0], l.terms[n]...), "\x00"+text...))
	f, ok := l.byForm[key]
	if !ok {
		f = uint32(len(l.forms))
		l.byForm[key] = f
		l.forms = append(l.forms, form{text: text, term: n})
	}
	w.form = f
	l.words[raw] = w
	return w
}

// capitalsOf says which letters of a word are capitals.
func capitalsOf(raw string) token {
	first, size := utf8.DecodeRuneInString(raw)
	if !unicode.IsUpper(first) {
		return 0
	}
	letters := 1
	for _, r := range raw[size:] {
		if unicode.IsLower(r) {
			return upper
		}
		if unicode.IsLetter(r) {
			letters++
		}
	}
	if letters > 1 {
		return upper | capitals
	}
	return upper
}

// spellings gives the commonest way to write each term, the first in byte order among equals.
func (l *lexicon) spellings() []string {
	best := make([]form, len(l.terms))
	for _, f := range l.forms {
		if b := best[f.term]; f.uses > b.uses || f.uses == b.uses && f.text < b.text {
			best[f.term] = f
		}
	}
	out := make([]string, len(best))
	for i, f := range best {
		out[i] = f.text
	}
	return out
}
