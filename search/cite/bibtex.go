package cite

import (
	"strings"

	"timbao/indexer/article"
)

// BibTeX is an article as an entry of a BibTeX file, with an empty line behind it: @article where the newspaper is known, else @misc.
// It has the fields of biblatex (langid, entrysubtype) beside those of BibTeX; each passes over what it does not know.
func BibTeX(a *article.Article, o Options) string {
	r := referTo(a, o)
	kind := "misc"
	if r.newspaper != "" {
		kind = "article"
	}
	var b strings.Builder
	b.WriteString("@" + kind + "{" + r.key + ",\n")
	field := func(name, value string) {
		if value != "" {
			b.WriteString("  " + name + " = {" + value + "},\n")
		}
	}
	names := make([]string, len(r.authors))
	for i, name := range r.authors {
		names[i] = "{" + tex(name) + "}"
	}
	field("author", strings.Join(names, " and "))
	if r.title != "" {
		field("title", "{"+tex(r.title)+"}") // in braces of its own, or styles change its capitals
	}
	field("journal", tex(r.newspaper))
	if !r.published.IsZero() {
		field("year", r.published.Format("2006"))
		b.WriteString("  month = " + strings.ToLower(r.published.Format("Jan")) + ",\n") // a macro, which styles translate
		field("day", r.published.Format("2"))
	}
	field("url", r.address)
	field("abstract", tex(r.lead))
	field("keywords", tex(keywords(r)))
	if kind == "article" {
		field("entrysubtype", "newspaper")
	}
	field("langid", "vietnamese")
	field("annote", tex(r.archive)) // kept by reference managers, printed by no usual style
	b.WriteString("}\n\n")
	return b.String()
}

// keywords are the section and the place; a comma would make two of one.
func keywords(r reference) string {
	var out []string
	for _, s := range []string{r.section, r.place} {
		if s = strings.ReplaceAll(s, ",", " "); s != "" {
			out = append(out, Line(s))
		}
	}
	return strings.Join(out, ", ")
}

// tex escapes what means something to TeX or BibTeX. Braces become commands and not \{ and \}, because BibTeX counts those too and an
// unpaired one would swallow the rest of the file.
func tex(s string) string { return texEscapes.Replace(s) }

var texEscapes = strings.NewReplacer(
	`\`, `\textbackslash{}`, `{`, `\textbraceleft{}`, `}`, `\textbraceright{}`, `~`, `\textasciitilde{}`, `^`, `\textasciicircum{}`,
	`%`, `\%`, `#`, `\#`, `$`, `\$`, `&`, `\&`, `_`, `\_`,
)
