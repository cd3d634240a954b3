package query

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// char is one character of the input as the parser sees it.
type char struct {
	r       rune // a plain space for every blank, control character and byte that is not UTF-8
	start   int  // bytes of the input, the backslash of an escape included
	end     int
	literal bool // escaped: never an operator
}

// input is the characters of a query with its quotes and brackets paired.
type input struct {
	chars []char
	mate  []int // per character: the partner of an opening quote or a bracket, else -1
}

func read(s string) *input {
	in := &input{chars: readChars(s)}
	in.pair()
	return in
}

func readChars(s string) []char {
	chars := make([]char, 0, len(s))
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		c := char{r: r, start: i, end: i + size}
		switch {
		case isInvisible(r):
			i = c.end
			continue
		case r == utf8.RuneError && size == 1, unicode.IsSpace(r), unicode.IsControl(r):
			c.r = ' '
		case r == '\\':
			if next, n := utf8.DecodeRuneInString(s[c.end:]); isEscapable(next) {
				c.r, c.end, c.literal = next, c.end+n, true
			}
		}
		chars = append(chars, c)
		i = c.end
	}
	return chars
}

// isInvisible tells the characters that would only hide in a word: zero-width and bidirectional controls, soft hyphens, variation selectors.
func isInvisible(r rune) bool {
	return unicode.Is(unicode.Cf, r) || r >= 0xFE00 && r <= 0xFE0F || r == 0x034F
}

func isEscapable(r rune) bool {
	return strings.ContainsRune(`\()*-:`, r) || isQuote(r)
}

func isQuote(r rune) bool { return strings.ContainsRune(`"“”„«»`, r) }

func isWordy(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// closers are the characters that may close an opening quote, the best first: what is typed is not always what was meant.
func closers(r rune) string {
	switch r {
	case '"':
		return `"”`
	case '“':
		return `”"`
	case '„':
		return `“”"`
	case '«':
		return `»`
	default:
		return ""
	}
}

// pair finds the partners of quotes and brackets. What has none is text, and so are brackets between quotes.
func (in *input) pair() {
	in.mate = make([]int, len(in.chars))
	for i := range in.mate {
		in.mate[i] = -1
	}
	var open []int
	for i := 0; i < len(in.chars); i++ {
		switch {
		case in.is(i, '('):
			open = append(open, i)
		case in.is(i, ')') && len(open) > 0:
			j := open[len(open)-1]
			open = open[:len(open)-1]
			in.mate[i], in.mate[j] = j, i
		default:
			if end := in.closing(i); end > 0 {
				in.mate[i] = end
				i = end
			}
		}
	}
}

// closing returns where the phrase that opens at i ends, or -1 if none opens there. A straight quote after a digit is an inch mark.
func (in *input) closing(i int) int {
	c := in.chars[i]
	if c.literal || c.r == '"' && i > 0 && unicode.IsDigit(in.chars[i-1].r) {
		return -1
	}
	for _, closer := range closers(c.r) {
		for j := i + 1; j < len(in.chars); j++ {
			if in.is(j, closer) {
				return j
			}
		}
	}
	return -1
}

// is tells whether character i is r and not escaped.
func (in *input) is(i int, r rune) bool {
	return i >= 0 && i < len(in.chars) && in.chars[i].r == r && !in.chars[i].literal
}

// blank tells whether i is a blank or the end.
func (in *input) blank(i int) bool { return i >= len(in.chars) || in.is(i, ' ') }

// span is the input's bytes of characters i up to j.
func (in *input) span(i, j int) Span {
	return Span{in.chars[i].start, in.chars[j-1].end}
}

// text is characters i up to j, each run of blanks as one.
func (in *input) text(i, j int) string {
	var b strings.Builder
	for ; i < j; i++ {
		if r := in.chars[i].r; r != ' ' {
			b.WriteRune(r)
		} else if i+1 < j && in.chars[i+1].r != ' ' && b.Len() > 0 {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// wordy tells whether there is anything to look for in characters i up to j.
func (in *input) wordy(i, j int) bool {
	for ; i < j; i++ {
		if isWordy(in.chars[i].r) {
			return true
		}
	}
	return false
}

// trim leaves away what has no words in it at both ends of characters i up to j, as far as the next blank. There must be words.
func (in *input) trim(i, j int) (int, int) {
	first, last := i, j-1
	for !isWordy(in.chars[first].r) {
		first++
	}
	for first > i && !in.blank(first-1) {
		first--
	}
	for !isWordy(in.chars[last].r) {
		last--
	}
	for last < j-1 && !in.blank(last+1) {
		last++
	}
	return first, last + 1
}
