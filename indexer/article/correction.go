package article

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"timbao/indexer/vietnamese"
)

// Erratum is a link between an article and one that corrects it, or that it corrects.
type Erratum struct {
	Title string `json:"title,omitempty"` // headline of the other article, as it is named or, once found, as it stands there
	Day   string `json:"day,omitempty"`   // day it was published, "2020-01-14"; "" if that is not said
	ID    string `json:"id,omitempty"`    // of the other article, once it was found in an index
}

// String is for people: the title in quotes and the day.
func (e Erratum) String() string {
	s := `"` + e.Title + `"`
	if e.Day != "" {
		s += " of " + e.Day
	}
	return s
}

// correctionOpenings are the folded words that headlines, or sections, of corrections begin with.
var correctionOpenings = []string{"dinh chinh", "cai chinh", "noi lai cho ro", "noi lai cho dung", "xin sua lai", "sua loi", "xin loi ban doc",
	"cao loi", "thong tin lai"}

// correctionLines is the number of paragraphs in which a correction names what it corrects.
const correctionLines = 12

// corrects finds the article that a corrects: its headline opens as corrections do, and somewhere it names a headline in quotes
// behind a word for an article ("trong bài “…”"), with a date near by, or else behind a colon ("Đính chính: …").
func (r *Record) corrects(a *Article) *Erratum {
	opening := r.correctionOpening(a.Title)
	if opening == "" && r.correctionOpening(a.Section) == "" {
		return nil
	}
	texts := append([]string{a.Title, a.Lead}, a.Body[:min(len(a.Body), correctionLines)]...)
	for i, text := range texts {
		if title, end := quotedTitle(text); title != "" {
			c := &Erratum{Title: title, Day: dayBeside(text, end, a)}
			if c.Day == "" && i > 0 {
				c.Day = dayBeside(texts[i-1], 0, a) // "Trên báo ra ngày 14-1 …", and the headline in the next line
			}
			return c
		}
	}
	_, rest, ok := strings.Cut(a.Title, ":")
	if rest = strings.Trim(trim(rest), `"“”`); ok && opening != "" && wordsOf(rest, minTitleWords) >= minTitleWords {
		c := &Erratum{Title: rest}
		for _, text := range texts[1:] {
			if c.Day = dayBeside(text, 0, a); c.Day != "" {
				break
			}
		}
		return c
	}
	return nil
}

// correctionOpening is the opening of a correction that s begins with, "" if none.
func (r *Record) correctionOpening(s string) string {
	const longest = 64
	if s == "" {
		return ""
	}
	var room [2 * longest]byte
	head := bytes.TrimLeft(appendFold(room[:0], cutRunes(s, longest)), `"“”'([ `)
	begins := func(opening string) bool {
		rest, ok := bytes.CutPrefix(head, []byte(opening))
		next, _ := utf8.DecodeRune(rest)
		return ok && !unicode.IsLetter(next)
	}
	for _, o := range correctionOpenings {
		if begins(o) {
			return o
		}
	}
	if r.Rules != nil {
		if i := slices.IndexFunc(r.Rules.Corrections, begins); i >= 0 {
			return r.Rules.Corrections[i]
		}
	}
	return ""
}

// cutRunes is s cut to at most n bytes between characters.
func cutRunes(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// Bounds of a headline that is named in a text.
const (
	minTitleWords = 3
	titleReach    = 60 // bytes before the quote in which a word for an article stands
)

// articleWords are folded words that announce a headline in quotes.
var articleWords = []string{"bai", "tin", "ban tin", "phong su", "ghi chep", "bai viet", "bai bao", "tit", "tua", "tieu de", "nhan de", "chum anh", "thong tin"}

// quotedTitle finds a headline in quotes, behind a word for an article, and where the quote ends.
func quotedTitle(s string) (title string, end int) {
	for from := 0; ; {
		open := strings.IndexAny(s[from:], "“\"«")
		if open < 0 {
			return "", 0
		}
		open += from
		mark, n := utf8.DecodeRuneInString(s[open:])
		until := map[rune]string{'“': "”", '"': "\"", '«': "»"}[mark]
		closing := strings.Index(s[open+n:], until)
		if closing < 0 {
			return "", 0
		}
		inside := trim(s[open+n : open+n+closing])
		end = open + n + closing + len(until)
		before := string(appendFold(nil, s[max(0, lastRune(s, open-titleReach)):open]))
		if wordsOf(inside, minTitleWords) >= minTitleWords && len(inside) <= maxTitle && announces(before) {
			return strings.TrimRight(inside, ".,;"), end
		}
		from = end
	}
}

// lastRune is the beginning of the character at byte i of s; 0 before its beginning.
func lastRune(s string, i int) int {
	for i > 0 && !utf8.RuneStart(s[i]) {
		i--
	}
	return max(i, 0)
}

// announces reports whether a folded text ends in a word for an article and a few more words.
func announces(before string) bool {
	words := strings.FieldsFunc(before, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	text := " " + strings.Join(words[max(0, len(words)-10):], " ") + " "
	return slices.ContainsFunc(articleWords, func(w string) bool { return strings.Contains(text, " "+w+" ") })
}

// dayBeside is the day that a text mentions nearest to a place in it; the one behind it first.
func dayBeside(s string, at int, a *Article) string {
	const longest = 4 << 10
	best, found := vietnamese.DateMention{}, false
	for _, d := range vietnamese.Dates(cutRunes(s, longest)) {
		if d = d.Resolve(a.Published); d.Day == 0 || d.Year == 0 {
			continue
		}
		if !found || best.Start < at && (d.Start >= at || d.Start > best.Start) {
			best, found = d, true
		}
	}
	if !found {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", best.Year, best.Month, best.Day)
}
