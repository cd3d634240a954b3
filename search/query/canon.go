package query

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Canonical form: what String prints parses to the same tree. Characters of the text that would be active are escaped with a backslash;
// Words of several pieces below Not or in a field stand in brackets, as does what a minus would not exclude; neighbours that would melt into one Words node are joined by AND.

// String implements Node.
func (n *Words) String() string {
	if n.Field == FieldText {
		return escapeWords(n.Text)
	}
	s := escapeWords(n.Text)
	if strings.Contains(s, " ") {
		s = "(" + s + ")"
	}
	return prefixed(n.Field, s)
}

// String implements Node.
func (n *Phrase) String() string { return prefixed(n.Field, `"`+escapePhrase(n.Text)+`"`) }

// String implements Node.
func (n *Prefix) String() string { return prefixed(n.Field, escapeWords(n.Text)+"*") }

// String implements Node.
func (n *Dates) String() string { return "date:" + formatDates(n.From, n.To) }

// String implements Node.
func (n *And) String() string {
	var b strings.Builder
	for i, child := range n.Nodes {
		if i > 0 {
			if isBare(n.Nodes[i-1]) && isBare(child) {
				b.WriteString(" AND")
			}
			b.WriteByte(' ')
		}
		if _, ok := child.(*Or); ok {
			b.WriteString("(" + child.String() + ")")
		} else {
			b.WriteString(child.String())
		}
	}
	return b.String()
}

// String implements Node.
func (n *Or) String() string {
	parts := make([]string, len(n.Nodes))
	for i, child := range n.Nodes {
		parts[i] = child.String()
		if _, ok := child.(*And); ok {
			parts[i] = "(" + parts[i] + ")"
		}
	}
	return strings.Join(parts, " OR ")
}

// String implements Node.
func (n *Not) String() string {
	s := n.Node.String()
	switch child := n.Node.(type) {
	case *And, *Or, *Not:
		return "-(" + s + ")"
	case *Words:
		if child.Field == FieldText && (strings.Contains(s, " ") || !startsWithLetter(s)) {
			return "-(" + s + ")"
		}
	case *Prefix:
		if !startsWithLetter(s) {
			return "-(" + s + ")"
		}
	}
	return "-" + s
}

// startsWithLetter tells what a minus excludes without brackets.
func startsWithLetter(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r)
}

func prefixed(f Field, s string) string {
	if f == FieldText {
		return s
	}
	return f.String() + ":" + s
}

func isBare(n Node) bool {
	w, ok := n.(*Words)
	return ok && w.Field == FieldText
}

// escapeWords writes free text so that nothing in it is active.
func escapeWords(text string) string {
	var b strings.Builder
	for i, piece := range strings.Split(text, " ") {
		if i > 0 {
			b.WriteByte(' ')
		}
		escapePiece(&b, piece)
	}
	return b.String()
}

func escapePiece(b *strings.Builder, piece string) {
	for i, r := range piece {
		switch {
		case r == '\\' || r == '(' || r == ')' || r == '*' || isQuote(r),
			r == '-' && i == 0,
			r == ':' && isFieldName(piece[:i]):
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
}

func escapePhrase(text string) string {
	var b strings.Builder
	for _, r := range text {
		if r == '\\' || isQuote(r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// formatDates writes a range with its last day instead of the first day after it, and shortens whole years and months.
func formatDates(from, to time.Time) string {
	if !from.IsZero() && !to.IsZero() {
		switch {
		case from.AddDate(1, 0, 0).Equal(to) && from.YearDay() == 1:
			return from.Format("2006")
		case from.AddDate(0, 1, 0).Equal(to) && from.Day() == 1:
			return from.Format("2006-01")
		case from.AddDate(0, 0, 1).Equal(to):
			return from.Format("2006-01-02")
		}
	}
	s := ".."
	if !from.IsZero() {
		s = from.Format("2006-01-02") + s
	}
	if !to.IsZero() {
		s += to.AddDate(0, 0, -1).Format("2006-01-02")
	}
	return s
}
