package snippet

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// view is a text by its tokens: where it can be cut, and how long its stretches are.
type view struct {
	text   string
	tokens []token
}

// sample is how much of a text is looked at to learn how many bytes its characters take.
const sample = 160

// room returns the bytes that about width characters of the text take: 1.3 each in composed Vietnamese, 1.8 in decomposed.
func (v view) room(width int) int {
	s := v.text[:min(len(v.text), sample)]
	chars := 0
	for i := 0; i < len(s); i++ {
		if begins(s[i]) {
			chars++
		}
	}
	return max(width, int(int64(width)*int64(len(s))/int64(max(chars, 1))))
}

// begins reports the bytes that begin a character, but not those that begin U+0300 … U+037F, the combining marks.
func begins(c byte) bool { return c < 0x80 || c >= 0xc0 && c != 0xcc && c != 0xcd }

// length is the number of bytes from token a to token b, both included.
func (v view) length(a, b int) int { return int(v.tokens[b].end - v.tokens[a].start) }

// gap is what stands between token k-1 and token k.
func (v view) gap(k int) string {
	from, to := 0, len(v.text)
	if k > 0 {
		from = int(v.tokens[k-1].end)
	}
	if k < len(v.tokens) {
		to = int(v.tokens[k].start)
	}
	return v.text[from:to]
}

// clean reports that the text can be cut before token k: in white space.
func (v view) clean(k int) bool {
	if k == 0 || k == len(v.tokens) {
		return true
	}
	gap := v.gap(k)
	return gap == " " || strings.IndexFunc(gap, isSpace) >= 0
}

// clause reports a comma, a dash or the like before token k.
func (v view) clause(k int) bool {
	gap := v.gap(k)
	return len(gap) > 1 && strings.ContainsAny(gap, ",;:–—(") && v.clean(k)
}

// sentence reports that a sentence begins at token k.
func (v view) sentence(k int) bool {
	if k == 0 || k == len(v.tokens) {
		return true
	}
	gap := v.gap(k)
	if len(gap) < 2 {
		return gap == "\n"
	}
	if strings.IndexByte(gap, '\n') >= 0 {
		return true
	}
	stop := strings.IndexAny(gap, ".!?…")
	if stop < 0 || strings.IndexFunc(gap[stop:], isSpace) < 0 {
		return false
	}
	if r, _ := utf8.DecodeRuneInString(v.text[v.tokens[k].start:]); unicode.IsLower(r) {
		return false
	}
	return !strings.HasPrefix(gap, ". ") || !abbreviation(v.text[v.tokens[k-1].start:v.tokens[k-1].end])
}

// abbreviation reports words after which a full stop need not end a sentence: TP. TS. PGS. Th.S. A.
func abbreviation(word string) bool {
	letters, lower := 0, 0
	for _, r := range word {
		switch {
		case unicode.IsUpper(r):
			letters++
		case unicode.IsLetter(r) && letters > 0:
			letters++
			lower++
		case r != '.' && !unicode.IsMark(r):
			return false
		}
	}
	return letters > 0 && (letters <= 2 && lower <= 1 || letters == 3 && lower == 0)
}

// maxGlued is how many bytes beyond twice the width a passage may take before it is cut between two tokens without white space.
const maxGlued = 64

// grow widens the stretch of tokens a…b to about width bytes without leaving tokens lo…hi-1: to whole sentences if they
// fit, else to a clause or white space.
func (v view) grow(a, b, lo, hi, width int) (first, last int) {
	first, whole := v.growLeft(a, b, lo, width, (width-v.length(a, b))/3)
	last = v.growRight(first, b, hi, width)
	if !whole && v.length(first, last) < width {
		first, _ = v.growLeft(first, last, lo, width, width-v.length(first, last))
	}
	return first, last
}

// growLeft finds where a passage that ends with token b may begin, at or before token a: at a sentence if the passage has room for
// it, else no more than spare bytes before a.
func (v view) growLeft(a, b, lo, width, spare int) (first int, whole bool) {
	clause, space := -1, -1
	for k := a; k >= lo && (k == a || v.length(k, b) <= width); k-- {
		if v.sentence(k) {
			return k, true
		}
		if int(v.tokens[a].start-v.tokens[k].start) > spare {
			continue
		}
		if v.clause(k) {
			clause = k
		}
		if v.clean(k) {
			space = k
		}
	}
	switch {
	case clause >= 0:
		return clause, false
	case space >= 0:
		return space, false
	}
	for k := a - 1; k >= lo && v.length(k, b) <= 2*width+maxGlued; k-- {
		if v.clean(k) {
			return k, false
		}
	}
	return a, false
}

// growRight finds where a passage that begins with token first may end, at or after token b.
func (v view) growRight(first, b, hi, width int) int {
	sentence, clause, space := -1, -1, -1
	for k := b; k < hi; k++ {
		n := v.length(first, k)
		if k > b && n > width+width/6 {
			break
		}
		if v.sentence(k+1) && (n <= width || sentence < 0 || v.length(first, sentence) < width/2) {
			sentence = k
		}
		if (n <= width || k == b) && v.clean(k+1) {
			space = k
			if k+1 < len(v.tokens) && v.clause(k+1) && n >= width-width/6 {
				clause = k
			}
		}
	}
	switch {
	case sentence >= 0 && (v.length(first, sentence) >= width/2 || sentence >= space):
		return sentence
	case clause >= 0:
		return clause
	case space >= 0:
		return space
	}
	for k := b + 1; k < hi && v.length(first, k) <= 2*width+maxGlued; k++ {
		if v.clean(k + 1) {
			return k
		}
	}
	return b
}

// Punctuation that stays with a token at the edge of a passage, in bytes: enough for brackets, quotes and entities, not for
// a line of dashes.
const maxEdge = 32

// bytes returns the stretch of text from token first to token last with the punctuation on to them.
func (v view) bytes(first, last int) (start, end int) {
	start, end = int(v.tokens[first].start), int(v.tokens[last].end)
	gap := v.gap(first)
	if i := strings.LastIndexFunc(gap, isSpace); i >= 0 || first == 0 {
		if i >= 0 {
			_, size := utf8.DecodeRuneInString(gap[i:])
			i += size
		}
		if edge := len(gap) - max(i, 0); edge <= maxEdge {
			start -= edge
		}
	}
	gap = v.gap(last + 1)
	i := strings.IndexFunc(gap, isSpace)
	if i < 0 && last+1 == len(v.tokens) {
		i = len(gap)
	}
	if i < 0 || i > maxEdge {
		i = len(gap) - len(strings.TrimLeftFunc(gap, unicode.IsMark))
	}
	return start, end + i
}
