package search

import (
	"slices"
	"strconv"
	"strings"

	"timbao/indexer/schema"
	"timbao/indexer/vietnamese"
	"timbao/search/rank"
	"timbao/search/snippet"
)

// What stands for words of a query beside the words themselves: tokens that are kept whole, dates and times in other
// spellings, numbers in figures, Roman numerals, acronyms and their expansions.

// whole adds a unit that stands for all words between two places of the text.
func (c *compiler) whole(field int, u rank.Unit, start, end int, words []word) {
	mask := uint64(0)
	for i, w := range words {
		if w.token.Start >= start && w.token.End <= end {
			mask |= 1 << (c.next + i)
		}
	}
	if mask != 0 && (u.Phrase != nil || c.x.DocFreq(field, u.Term) > 0) {
		u.Field, u.Positions, u.Form = field, mask, true
		c.q.Units = append(c.q.Units, u)
	}
}

// mark has a term of a form marked in snippets, weighing what it is rare.
func (c *compiler) mark(field int, t snippet.Term) {
	t.Weight = c.x.IDF(c.x.DocFreq(field, t.Term))
	c.terms = append(c.terms, snippet.Term{}, t)
}

// wholes adds the tokens that are kept whole.
func (c *compiler) wholes(field int, text string, words []word, wholes []vietnamese.Token) {
	for _, t := range wholes {
		c.whole(field, rank.Unit{Term: t.Term, Weight: 1, Label: wholeLabel(t, text[t.Start:t.End])}, t.Start, t.End, words)
		c.mark(field, snippet.Term{Term: t.Term})
		if t.Kind == vietnamese.Code { // its parts, written apart, are marked where they stand together
			c.phrase(text[t.Start:t.End])
		}
	}
}

// phrase has the words of a text marked in snippets where they stand side by side.
func (c *compiler) phrase(text string) {
	var phrase []snippet.Term
	for _, t := range vietnamese.Tokens(text) {
		if !t.Whole {
			phrase = append(phrase, snippet.Term{Term: t.Term, Weight: 1})
		}
	}
	if len(phrase) > 1 {
		c.phrases = append(c.phrases, phrase)
	}
}

// dates adds the dates of the text. The word "ngày" before one belongs to it: print often leaves it out.
func (c *compiler) dates(text string, words []word) {
	for _, d := range vietnamese.Dates(text) {
		terms := vietnamese.DateTerms(d)
		if len(terms) == 0 {
			continue
		}
		start := d.Start
		if i := wordBefore(words, d.Start); i >= 0 && means(words[i], "ngày") {
			start = words[i].token.Start
		}
		c.whole(schema.FieldText, rank.Unit{Term: terms[0], Weight: 1, Label: dateLabel(terms[0])}, start, d.End, words)
		c.mark(schema.FieldText, snippet.Term{Term: terms[0], Date: d})
	}
}

// wordBefore is the word that stands before a place of the text with no punctuation between, -1 if there is none.
func wordBefore(words []word, place int) int {
	i := slices.IndexFunc(words, func(w word) bool { return w.token.Start >= place }) - 1
	if i < 0 || words[i+1].apart {
		return -1
	}
	return i
}

// times adds 7h30 for 7 giờ 30, and giờ for the h of 7h30.
func (c *compiler) times(text string, words []word, wholes []vietnamese.Token) {
	for i, w := range words {
		if i == 0 || !means(w, "giờ") || words[i-1].token.Kind != vietnamese.Number || within(words[i-1].token, wholes) {
			continue
		}
		first, last := words[i-1], w
		clock := text[first.token.Start:first.token.End] + "h"
		if i+1 < len(words) && words[i+1].token.Kind == vietnamese.Number && !within(words[i+1].token, wholes) {
			if minutes := text[words[i+1].token.Start:words[i+1].token.End]; len(minutes) == 2 {
				clock, last = clock+minutes, words[i+1]
				if i+2 < len(words) && means(words[i+2], "phút") {
					last = words[i+2]
				}
			}
		}
		if term, ok := vietnamese.AppendWhole(nil, clock, vietnamese.Code); ok && isTime(string(term)) {
			c.form(string(term), clock+" for "+text[first.token.Start:last.token.End], first.token.Start, last.token.End, words)
		}
	}
	for _, t := range wholes {
		if !isTime(t.Term) {
			continue
		}
		hour, minutes, _ := strings.Cut(strings.TrimSuffix(t.Term, "\x00"), "h")
		c.phrase(hour + " giờ " + minutes)
		for i, w := range words {
			if w.token.Start < t.Start || w.token.End > t.End {
				continue
			}
			raw := text[w.token.Start:w.token.End]
			switch {
			case w.token.Kind != vietnamese.Number:
				c.instead("giờ", raw, c.next+i)
			case w.token.Start == t.Start && len(raw) == 2 && raw[0] == '0':
				c.instead(raw[1:], raw, c.next+i)
			}
		}
	}
}

// instead adds a word that print has in place of the one at a position.
func (c *compiler) instead(other, typed string, position int) {
	term := string(vietnamese.AppendTerm(nil, other))
	c.q.Units = append(c.q.Units, rank.Unit{Term: term, Positions: 1 << position, Weight: weightAcronym, Form: true, Label: other + " for " + typed})
}

// isTime tells the terms of times of day: 7h, 7h30.
func isTime(term string) bool {
	hour, minutes, ok := strings.Cut(strings.TrimSuffix(term, "\x00"), "h")
	return ok && len(hour) >= 1 && len(hour) <= 2 && (minutes == "" || len(minutes) == 2) && digits(hour+minutes)
}

func digits(s string) bool { return strings.Trim(s, "0123456789") == "" }

// magnitudes are the words for large numbers, with the zeros that they add.
var magnitudes = []struct {
	word  string
	zeros int
}{{"nghìn", 3}, {"ngàn", 3}, {"triệu", 6}, {"tỷ", 9}}

func zerosOf(w word) int {
	for _, m := range magnitudes {
		if means(w, m.word) {
			return m.zeros
		}
	}
	return 0
}

// numbers adds 1.200.000 for 1,2 triệu.
func (c *compiler) numbers(text string, words []word, wholes []vietnamese.Token) {
	for i, w := range words {
		n := zerosOf(w)
		if n == 0 || i == 0 || w.apart {
			continue
		}
		number := words[i-1].token
		for _, t := range wholes {
			if t.Start < number.Start && t.End == number.End {
				number = t
			}
		}
		raw := text[number.Start:number.End]
		if term, ok := vietnamese.AppendWhole(nil, raw, vietnamese.Number); ok {
			raw = strings.TrimSuffix(string(term), "\x00")
		}
		whole, decimals, _ := strings.Cut(strings.Replace(raw, ".", ",", 1), ",")
		if !digits(whole+decimals) || whole == "" || len(decimals) > n || len(whole) > maxDigits {
			continue
		}
		figures := strings.TrimLeft(whole+decimals+strings.Repeat("0", n-len(decimals)), "0")
		if figures != "" {
			c.form(string(vietnamese.AppendTerm(nil, figures)), figures+" for "+text[number.Start:w.token.End], number.Start, w.token.End, words)
		}
	}
}

// maxDigits is the most figures before a word for a large number.
const maxDigits = 6

// romans adds 12 for xii: in small letters a numeral is one only where it is no syllable, or after a word that is counted so.
func (c *compiler) romans(text string, words []word) {
	for i, w := range words {
		raw := text[w.token.Start:w.token.End]
		if raw != strings.ToLower(raw) {
			continue
		}
		n, ok := vietnamese.Roman(strings.ToUpper(raw))
		counted := i > 0 && !w.apart && vietnamese.CountsRoman(words[i-1].token.Term)
		if ok && (counted || len(raw) > 1 && !vietnamese.IsSyllable(raw)) {
			figures := strconv.Itoa(n)
			c.form(string(vietnamese.AppendTerm(nil, figures)), figures+" for "+raw, w.token.Start, w.token.End, words)
		}
	}
}

// form adds a term that stands for the words between two places of the text.
func (c *compiler) form(term, label string, start, end int, words []word) {
	c.whole(schema.FieldText, rank.Unit{Term: term, Weight: 1, Label: label}, start, end, words)
	c.mark(schema.FieldText, snippet.Term{Term: term})
}

// wholeLabel names a token that is kept whole, as it is indexed and as it is typed.
func wholeLabel(t vietnamese.Token, raw string) string {
	_, name := vietnamese.Split(t.Term)
	if strings.EqualFold(name, raw) {
		return name + " as a whole"
	}
	return name + " for " + raw
}

// dateLabel names the term of a date.
func dateLabel(term string) string {
	switch date := term[2:]; {
	case term[1] == 'd':
		return "the day " + date + " in any spelling"
	case term[1] == 'm':
		return "the month " + date + " in any spelling"
	case strings.Contains(date, "-"):
		return "the day " + date + " of any year in any spelling"
	default:
		return "the month " + date + " of any year in any spelling"
	}
}
