package shorthand

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"timbao/indexer/vietnamese"
)

// finding is a short with an expansion that a text gives for it.
type finding struct{ short, expansion string }

// The letters of a short, and how many bytes around a bracket are looked at. Two letters mean something else in each article.
const (
	minLetters = 3
	maxLetters = 10
	reach      = 160
)

// explained appends what a text explains.
func explained(dst []finding, text string) []finding {
	for at := 0; ; at++ {
		i := strings.IndexByte(text[at:], '(')
		if i < 0 {
			return dst
		}
		at += i
		before, inside := text[max(0, at-reach):at], text[at+1:min(len(text), at+1+reach)]
		end := strings.IndexByte(inside, ')')
		if end < 0 {
			continue
		}
		inside = inside[:end]
		if s, ok := shortOf(abbreviated(inside)); ok {
			if expansion, ok := s.endOf(before); ok {
				dst = append(dst, finding{s.marked, expansion})
			}
			continue
		}
		if s, ok := shortOf(lastWord(before)); ok {
			if expansion, ok := s.beginOf(inside); ok {
				dst = append(dst, finding{s.marked, expansion})
			}
		}
	}
}

// abbreviated is the first word in a bracket, or the one after "gọi tắt là", "viết tắt".
func abbreviated(inside string) string {
	if i := strings.Index(inside, "tắt"); i >= 0 {
		inside = strings.TrimPrefix(strings.TrimSpace(inside[i+len("tắt"):]), "là ")
	}
	inside = strings.Trim(inside, " \t\"“”:")
	if i := strings.IndexFunc(inside, isBreak); i >= 0 {
		inside = inside[:i]
	}
	return inside
}

func lastWord(text string) string {
	text = strings.TrimRight(text, " \t\"“”")
	return text[strings.LastIndexFunc(text, isBreak)+1:]
}

// isBreak reports what ends a short: anything but letters, marks and the signs within acronyms.
func isBreak(r rune) bool {
	return !unicode.In(r, unicode.L, unicode.M) && r != '.' && r != '-' && r != '&' && r != utf8.RuneError
}

// short is an acronym that a text writes in capitals.
type short struct {
	marked  string // its letters in lower case, as a term has them at the accented level
	letters []rune // with no mark but that of đ
}

// shortOf reads a word as a short. Some letter must be no Roman numeral: (XII) numbers.
func shortOf(raw string) (s short, ok bool) {
	var joined []byte
	for _, p := range vietnamese.Parts(nil, strings.TrimRight(raw, ".-&")) {
		joined = append(joined, raw[p.Start:p.End]...)
	}
	text := string(joined)
	if n := utf8.RuneCountInString(text); n < minLetters || n > 2*maxLetters || text != strings.ToUpper(text) || strings.Trim(text, "IVXL") == "" {
		return s, false
	}
	_, s.marked = vietnamese.Split(string(vietnamese.AppendTerm(nil, text)))
	for _, r := range s.marked {
		if r != 'đ' {
			folded := vietnamese.Fold(string(r))
			if len(folded) != 1 || folded[0] < 'a' || folded[0] > 'z' {
				return s, false
			}
			r = rune(folded[0])
		}
		s.letters = append(s.letters, r)
	}
	return s, len(s.letters) >= minLetters && len(s.letters) <= maxLetters
}

// word is a word of an expansion.
type word struct{ folded, accented string }

// wordsOf are the words of a text; punctuation between them counts as a word that fits nowhere, except brackets and quotes.
func wordsOf(text string) []word {
	var out []word
	end := 0
	for _, t := range vietnamese.Tokens(text) {
		if t.Whole {
			continue
		}
		if strings.ContainsAny(text[end:t.Start], ".,;:!?()\n") && end > 0 {
			out = append(out, word{})
		}
		end = t.End
		folded, accented := vietnamese.Split(t.Term)
		out = append(out, word{folded, accented})
	}
	if strings.ContainsAny(text[end:], ".,;:!?()\n") {
		out = append(out, word{})
	}
	return out
}

// agrees says whether a letter of a short is the first of a word. D may stand for đ, but not đ for d.
func (w word) agrees(letter rune) bool {
	if w.folded == "" {
		return false
	}
	if letter == 'đ' {
		return strings.HasPrefix(w.accented, "đ")
	}
	return rune(w.folded[0]) == letter
}

// passed says whether a short may leave the word out.
func (w word) passed() bool {
	return w.accented == "và" || w.accented == "của" || w.accented == "các"
}

// endOf finds the expansion that a text ends with.
func (s short) endOf(text string) (expansion string, ok bool) {
	words := wordsOf(text)
	slices.Reverse(words)
	letters := slices.Clone(s.letters)
	slices.Reverse(letters)
	n, ok := match(letters, words)
	if !ok {
		return "", false
	}
	words = words[:n]
	slices.Reverse(words)
	return join(words), true
}

// beginOf finds the expansion that makes up a text, up to what punctuation parts from it.
func (s short) beginOf(text string) (expansion string, ok bool) {
	words := wordsOf(text)
	n, ok := match(s.letters, words)
	if !ok || n < len(words) && words[n].folded != "" {
		return "", false
	}
	return join(words[:n]), true
}

// match counts the words from the beginning that the letters stand for, one by one. Words may be left out between others.
func match(letters []rune, words []word) (n int, ok bool) {
	for k := 0; k < len(letters); n++ {
		switch {
		case n == len(words):
			return 0, false
		case words[n].agrees(letters[k]):
			k++
		case n == 0 || !words[n].passed():
			return 0, false
		}
	}
	return n, true
}

func join(words []word) string {
	syllables := make([]string, len(words))
	for i, w := range words {
		syllables[i] = w.accented
	}
	return strings.Join(syllables, " ")
}
