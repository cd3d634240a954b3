package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"charm.land/lipgloss/v2"

	"timbao/search"
)

// hitList writes a response as text.
type hitList struct {
	paint paint
	width int // columns to wrap at; 0: one snippet a line
	first int // number of the first hit
}

const hitIndent = "    "

// total is the line that says how many articles were found.
func (l hitList) total(r *search.Response) string {
	if r.Total == 0 {
		return fmt.Sprintf("nothing found (%.1f ms); try fewer words, or leave out the accents", r.TookMS)
	}
	found := plural(r.Total, "article")
	if r.TotalRelation == search.TotalAtLeast {
		found = "at least " + found
	}
	switch {
	case r.Next == "" && l.first == 1 && versions(r.Hits) > 0:
		return fmt.Sprintf("%s in %s (%.1f ms)", found, plural(len(r.Hits), "hit"), r.TookMS)
	case len(r.Hits) == 0:
		return fmt.Sprintf("%s, none of them this far down (%.1f ms)", found, r.TookMS)
	case len(r.Hits) == 1 && r.Total > 1:
		return fmt.Sprintf("%s, number %d (%.1f ms)", found, l.first, r.TookMS)
	case len(r.Hits) < r.Total:
		return fmt.Sprintf("%s, %d–%d (%.1f ms)", found, l.first, l.first+len(r.Hits)-1, r.TookMS)
	}
	return fmt.Sprintf("%s (%.1f ms)", found, r.TookMS)
}

// versions counts the articles that hits stand for beside themselves.
func versions(hits []search.Hit) int {
	n := 0
	for i := range hits {
		n += len(hits[i].Versions)
	}
	return n
}

// hits is the list itself, then the facets.
func (l hitList) hits(r *search.Response) string {
	var b strings.Builder
	for i := range r.Hits {
		l.hit(&b, l.first+i, &r.Hits[i])
		b.WriteByte('\n')
	}
	for _, name := range facetNames(r.Facets) {
		l.facet(&b, name, r.Facets[name])
		b.WriteByte('\n')
	}
	if r.Timeline != nil {
		b.WriteString(timeTable{paint: l.paint, width: l.width}.timeline(r.Timeline) + "\n")
	}
	return b.String()
}

func (l hitList) hit(b *strings.Builder, n int, h *search.Hit) {
	title := clean(h.Title)
	if h.Highlight != nil && h.Highlight.Title != "" {
		title = h.Highlight.Title // cleaned by the snippet package, which also put the marks
	}
	if title == "" {
		title = "(untitled)"
	}
	label := fmt.Sprintf("%3d ", n)
	l.block(b, l.paint.number(label), l.bold(title))
	l.block(b, hitIndent, l.paint.faint(about(h)))
	if h.Highlight != nil {
		for _, s := range h.Highlight.Snippets {
			l.block(b, hitIndent, s)
		}
	}
	path := clean(h.Path)
	if h.ID != h.Path && !strings.HasSuffix(h.Path, "/"+h.ID) {
		path += "  " + clean(h.ID)
	}
	b.WriteString(hitIndent + l.paint.path(strings.TrimSpace(path)) + "\n")
	for _, v := range h.Versions {
		l.version(b, v)
	}
	if h.Explain != nil {
		l.explain(b, *h.Explain, hitIndent)
	}
}

// version is the line that names another version of a hit: when it came out, and where it is.
func (l hitList) version(b *strings.Builder, v search.Version) {
	b.WriteString(hitIndent + l.paint.faint("also "+when(v.Published)) + " " + l.paint.path(whereIs(v.Path, v.ID)) + "\n")
}

// whereIs is the path of an article's file, with the id behind it where one file holds many.
func whereIs(path, id string) string {
	out := clean(path)
	if id != path && !strings.HasSuffix(path, "/"+id) {
		out += "  " + clean(id)
	}
	return strings.TrimSpace(out)
}

// about is the line under a title: when, where, by whom.
func about(h *search.Hit) string {
	parts := []string{when(h.Published)}
	for _, s := range []string{h.Section, h.Place, h.Author} {
		if s = strings.TrimSpace(clean(s)); s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, " · ")
}

var escape = regexp.MustCompile("\x1b\\[[0-9;]*m")

// bold makes a title bold, again after every mark in it that ends boldness.
func (l hitList) bold(title string) string {
	if !l.paint.on {
		return title
	}
	const on, off = "\x1b[1m", "\x1b[0m"
	return on + escape.ReplaceAllString(title, "$0"+on) + off
}

// block writes text behind a label, wrapped to the width with the following lines indented alike.
func (l hitList) block(b *strings.Builder, label, text string) {
	if l.width > 0 {
		text = lipgloss.Wrap(text, l.width-lipgloss.Width(label), "")
	}
	b.WriteString(label + strings.ReplaceAll(text, "\n", "\n"+hitIndent) + "\n")
}

// explain writes where a score comes from as an indented tree.
func (l hitList) explain(b *strings.Builder, e search.Explain, indent string) {
	label := indent + l.paint.number(fmt.Sprintf("%8.4f", e.Value)) + " "
	text := clean(e.Text)
	if l.width > 0 {
		room := max(l.width-lipgloss.Width(label), minWidth/2)
		text = strings.ReplaceAll(lipgloss.Wrap(text, room, ""), "\n", "\n"+strings.Repeat(" ", lipgloss.Width(label)))
	}
	b.WriteString(label + text + "\n")
	for _, part := range e.Parts {
		l.explain(b, part, indent+"  ")
	}
}

func (l hitList) facet(b *strings.Builder, name string, values []search.Facet) {
	b.WriteString(l.paint.title(name) + "\n")
	for _, v := range values {
		mark := ""
		switch {
		case v.Selected && v.Excluded:
			mark = l.paint.faint(" (selected and excluded)")
		case v.Selected:
			mark = l.paint.faint(" (selected)")
		case v.Excluded:
			mark = l.paint.faint(" (excluded)")
		}
		fmt.Fprintf(b, "%s %s%s\n", l.paint.number(fmt.Sprintf("%8s", number(int64(v.Count)))), clean(v.Value), mark)
	}
}

// facetNames is the facets of a response in the order in which people look at them.
func facetNames(facets map[string][]search.Facet) []string {
	order := search.FacetNames()
	var names []string
	for name := range facets {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int {
		if i, j := slices.Index(order, a), slices.Index(order, b); i != j {
			return i - j
		}
		return strings.Compare(a, b)
	})
	return names
}

// printList prints the hits of a request for people. The line with the total is part of the page on a terminal and goes to stderr otherwise.
func (c *console) printList(response *search.Response, r search.Request) error {
	list := hitList{paint: paint{c.color}, width: c.width, first: r.Offset + 1}
	total := list.total(response)
	if !c.terminal {
		fmt.Fprintln(c.err, total)
		return c.print(list.hits(response))
	}
	text := list.paint.faint(total) + "\n\n" + list.hits(response)
	shown := r.Offset + len(response.Hits)
	if response.Next != "" && r.Cursor == "" && shown <= search.MaxOffset {
		text += list.paint.faint(fmt.Sprintf("more: add --offset %d", shown)) + "\n"
	}
	return c.page(text)
}
