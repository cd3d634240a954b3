package web

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// mostOfPage is the share of a page's text, in percent, from which on an element is not boilerplate whatever its name says: sites name
// wrappers of everything after what stands beside it ("has-sidebar").
const mostOfPage = 80

// prune removes boilerplate from the tree. Breadcrumbs go too: their text is read before.
func prune(root *html.Node) {
	weights := weigh(root)
	total := weights[root].text
	keep := protected(root)
	walk(root, func(n *html.Node) bool {
		if n.Type == html.CommentNode {
			remove(n)
			return false
		}
		if n.Type != html.ElementNode {
			return true
		}
		switch {
		case silent[n.DataAtom]:
			if n.DataAtom != atom.Head {
				remove(n)
			}
			return false
		case isBoilerplate(n) && !keep[n] && weights[n].text*100 <= total*mostOfPage, isHidden(n) && !keep[n]:
			remove(n)
			return false
		}
		return true
	})
}

// protected finds the elements that hold a headline or what is named the article's text.
func protected(root *html.Node) map[*html.Node]bool {
	m := map[*html.Node]bool{}
	walk(root, func(n *html.Node) bool {
		if n.Type != html.ElementNode {
			return true
		}
		named := n.DataAtom == atom.H1 || attr(n, "itemprop") == "articleBody" || rolesOf(n)&(roleBody|roleDrop) == roleBody
		for p := n; named && p != nil && !m[p]; p = p.Parent {
			m[p] = true
		}
		return true
	})
	return m
}

func isBoilerplate(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Nav, atom.Menu:
		return true
	case atom.Footer:
		return !inArticle(n) // where the byline stands
	case atom.Html, atom.Body, atom.Article, atom.Main, atom.P:
		return false
	case atom.Aside:
		return !hasCaption(n) // a picture's box beside the text is the article's
	}
	r := rolesOf(n)
	return r&(roleDrop|roleCrumb) != 0 && r&(roleBody|roleLead) == 0
}

func inArticle(n *html.Node) bool {
	for n = n.Parent; n != nil; n = n.Parent {
		if n.DataAtom == atom.Article {
			return true
		}
	}
	return false
}

func hasCaption(n *html.Node) bool {
	found := false
	walk(n, func(c *html.Node) bool {
		found = found || c.DataAtom == atom.Figcaption
		return !found
	})
	return found
}

func isHidden(n *html.Node) bool {
	if hasAttr(n, "hidden") {
		return true
	}
	if class := attr(n, "class"); strings.Contains(class, "hid") || strings.Contains(class, "d-none") {
		return hiddenByClass(strings.Fields(class))
	}
	style := attr(n, "style")
	if style == "" {
		return false
	}
	style = strings.ToLower(strings.Join(strings.Fields(style), ""))
	return strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden")
}

// hiddenByClass knows the classes of the usual style sheets that hide an element, unless another shows it on wider screens.
func hiddenByClass(classes []string) bool {
	hidden := false
	for _, c := range classes {
		switch c {
		case "hidden", "hide", "d-none", "visually-hidden", "sr-only":
			hidden = true
			continue
		}
		if strings.HasSuffix(c, "block") || strings.HasSuffix(c, "flex") || strings.HasSuffix(c, "inline") {
			return false
		}
	}
	return hidden
}

func remove(n *html.Node) {
	if n.Parent != nil {
		n.Parent.RemoveChild(n)
	}
}
