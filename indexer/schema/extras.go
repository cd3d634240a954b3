package schema

import (
	"encoding/binary"
	"strconv"

	"timbao/indexer/article"
)

// An extra is a field that most articles do not have, or that came later: it is stored with its number, and not at all if it is
// empty. Extras are stored as uvarint(how many), and for each uvarint(number) string(value), in rising order. A reader passes over
// numbers it does not know, so a new extra needs no new codecVersion; a number is never given to another field.
type extra struct {
	number uint64
	get    func(*article.Article) string
	set    func(*article.Article, string)
}

// headExtras are those that a list of hits shows, restExtras the others. Numbers rise within each.
var (
	headExtras = [...]extra{
		{1, func(a *article.Article) string { return a.Source.Inside }, func(a *article.Article, s string) { a.Source.Inside = s }},
		{2, func(a *article.Article) string { return number(a.Source.Page) }, func(a *article.Article, s string) { a.Source.Page = atoi(s) }},
	}
	restExtras = [...]extra{
		{1, func(a *article.Article) string { return a.Source.Encoding }, func(a *article.Article, s string) { a.Source.Encoding = s }},
		{2, func(a *article.Article) string { return a.Source.Box }, func(a *article.Article, s string) { a.Source.Box = s }},
		{3, func(a *article.Article) string { return corrects(a).Title }, func(a *article.Article, s string) { correct(a, s, "") }},
		{4, func(a *article.Article) string { return corrects(a).Day }, func(a *article.Article, s string) { correct(a, "", s) }},
	}
)

// corrects is what an article corrects, as far as it is stored: an id is found anew whenever it is asked for.
func corrects(a *article.Article) article.Erratum {
	if a.Corrects == nil {
		return article.Erratum{}
	}
	return *a.Corrects
}

// correct sets what an article corrects, the title or the day.
func correct(a *article.Article, title, day string) {
	if title+day == "" {
		return
	}
	if a.Corrects == nil {
		a.Corrects = &article.Erratum{}
	}
	a.Corrects.Title += title
	a.Corrects.Day += day
}

// number is n in figures, and "" for 0.
func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// atoi is the number in s; 0 for anything else.
func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

func appendExtras(dst []byte, extras []extra, a *article.Article) []byte {
	n := uint64(0)
	for _, e := range extras {
		if e.get(a) != "" {
			n++
		}
	}
	dst = binary.AppendUvarint(dst, n)
	for _, e := range extras {
		if s := e.get(a); s != "" {
			dst = appendString(binary.AppendUvarint(dst, e.number), s)
		}
	}
	return dst
}

// extras reads what appendExtras wrote, of this version or a later one.
func (d *decoder) extras(known []extra, a *article.Article) {
	if d.version < 3 {
		return
	}
	n := d.uvarint()
	if n > uint64(len(d.s)) {
		d.fail()
		return
	}
	for range n {
		number, value := d.uvarint(), d.string()
		for len(known) > 0 && known[0].number < number {
			known = known[1:]
		}
		if len(known) > 0 && known[0].number == number {
			known[0].set(a, value)
		}
	}
}
