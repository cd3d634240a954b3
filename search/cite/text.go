package cite

import (
	"strings"
	"time"

	"timbao/indexer/article"
)

// Text is a reference as a line of text: who, the year, the title in quotes, the newspaper, the day and the address. What is not
// known is left out.
//
//	Văn Trọng (2020), “Tổng kết công tác năm”, Báo Thạch Giang, ngày 14-1-2020, https://… (truy cập ngày 20-8-2024).
func Text(a *article.Article, o Options) string {
	r := referTo(a, o)
	var parts []string
	add := func(text string) {
		if text != "" {
			parts = append(parts, text)
		}
	}
	add(r.head(o.English))
	if r.title != "" {
		add("“" + r.title + "”")
	}
	if len(r.authors) > 0 {
		add(r.newspaper)
	}
	add(day(r.published, o.English))
	if r.address != "" {
		add(r.address + accessed(o))
	}
	return strings.Join(parts, ", ") + "."
}

// head is who wrote it, or the newspaper where nobody is named, with the year.
func (r *reference) head(english bool) string {
	who := r.newspaper
	and, undated := " và ", "không rõ năm"
	if english {
		and, undated = " and ", "n.d."
	}
	if n := len(r.authors); n > 0 {
		who = r.authors[n-1]
		if n > 1 {
			who = strings.Join(r.authors[:n-1], ", ") + and + who
		}
	}
	year := undated
	if !r.published.IsZero() {
		year = r.published.Format("2006")
	}
	return strings.TrimSpace(who + " (" + year + ")")
}

func day(t time.Time, english bool) string {
	switch {
	case t.IsZero():
		return ""
	case english:
		return t.Format("2 January 2006")
	}
	return "ngày " + t.Format("2-1-2006")
}

func accessed(o Options) string {
	switch {
	case o.Accessed.IsZero():
		return ""
	case o.English:
		return " (accessed " + day(o.Accessed, true) + ")"
	}
	return " (truy cập " + day(o.Accessed, false) + ")"
}
