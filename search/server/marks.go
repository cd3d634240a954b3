package server

import (
	"fmt"
	"html/template"
	"strings"

	"timbao/search"
)

// marksView is the found places of an article, and the way from one to the next: by links that need no script, which fetch the page
// anew with that place shown, or by a script that moves there at once.
type marksView struct {
	Total          int
	At             int    // the place that one is at, from 1; 0 for none
	Previous, Next string // addresses; "" at the ends
}

// numbered writes the texts of an article with an id for each mark.
type numbered struct {
	at, marks int
}

// text numbers the marks of one text.
func (n *numbered) text(marked string) template.HTML {
	parts := strings.Split(marked, "<mark>")
	var b strings.Builder
	b.WriteString(parts[0])
	for _, part := range parts[1:] {
		n.marks++
		here := ""
		if n.marks == n.at {
			here = ` class="here"`
		}
		fmt.Fprintf(&b, `<mark id="m%d"%s>`, n.marks, here)
		b.WriteString(part)
	}
	return trusted(b.String())
}

// texts numbers the marks of several texts.
func (n *numbered) texts(marked []string) []template.HTML {
	var out []template.HTML
	for _, m := range marked {
		out = append(out, n.text(m))
	}
	return out
}

// marksOf links the places of an article that was opened with a search and a place in its result.
func marksOf(id string, r search.Request, hit int, n numbered) marksView {
	v := marksView{Total: n.marks, At: n.at}
	if v.At > v.Total {
		v.At = 0
	}
	if v.At > 1 {
		v.Previous = markURL(id, r, hit, v.At-1)
	}
	if v.At < v.Total {
		v.Next = markURL(id, r, hit, v.At+1)
	}
	return v
}
