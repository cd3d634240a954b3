package cite

import (
	"strings"

	"timbao/indexer/article"
)

// RIS is an article as a record of a RIS file of the type NEWS, with an empty line behind it. Lines end in CR LF.
func RIS(a *article.Article, o Options) string {
	r := referTo(a, o)
	var b strings.Builder
	tag := func(name, value string) {
		if value != "" {
			b.WriteString(name + "  - " + value + "\r\n")
		}
	}
	tag("TY", "NEWS")
	for _, name := range r.authors {
		tag("AU", strings.ReplaceAll(name, ",", " ")+",")
	}
	tag("TI", r.title)
	tag("T2", r.newspaper)
	if !r.published.IsZero() {
		tag("PY", r.published.Format("2006"))
		tag("DA", r.published.Format("2006/01/02/"))
	}
	tag("SE", r.section)
	tag("KW", r.place)
	tag("AB", r.lead)
	tag("UR", r.address)
	tag("AN", r.archive)
	tag("ID", r.key)
	tag("LA", "vi")
	b.WriteString("ER  - \r\n\r\n")
	return b.String()
}
