package web

import (
	_ "embed"
	"strings"
	"unicode"

	"golang.org/x/net/html"
)

//go:embed hints.tsv
var hintTable string

// role is what an element is for, as its class or id says.
type role uint8

const (
	roleAuthor role = 1 << iota
	roleBody
	roleCaption
	roleCrumb
	roleDate
	roleDrop
	roleLead
	roleTitle
)

const roleSection role = 1 << 7 // of its own line: a path is better and has roleCrumb

var roleNames = map[string]role{
	"author": roleAuthor, "body": roleBody, "caption": roleCaption, "crumb": roleCrumb, "date": roleDate, "drop": roleDrop,
	"lead": roleLead, "title": roleTitle, "section": roleSection,
}

var hints = readHints(hintTable)

func readHints(table string) map[string]role {
	m := map[string]role{}
	for line := range strings.Lines(table) {
		name, value, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if ok && !strings.HasPrefix(line, "#") {
			m[value] = roleNames[name]
		}
	}
	return m
}

// Bounds of a class attribute: beyond them it is no name that a person gave.
const (
	maxClasses = 24
	maxWords   = 8 // words of one class name
	maxRun     = 4 // words of a hint
)

// rolesOf is what the element's class and id say.
func rolesOf(n *html.Node) role {
	var all role
	for _, a := range n.Attr {
		switch a.Key {
		case "id", "class":
			for i, name := range strings.Fields(a.Val) {
				if i == maxClasses {
					break
				}
				all |= roleOfName(name)
			}
		case "role":
			switch a.Val {
			case "navigation", "search", "complementary", "contentinfo", "banner", "menu", "menubar", "toolbar", "dialog":
				all |= roleDrop
			}
		}
	}
	return all
}

// roleOfName looks a class name up whole and in all runs of its words. The whole name decides, then a word for boilerplate, then the
// longest run.
func roleOfName(name string) role {
	words := splitName(name)
	if r, ok := hints[strings.Join(words, "")]; ok {
		return r
	}
	found, longest := role(0), 0
	for i := range words {
		run := ""
		for j := i; j < len(words) && j < i+maxRun; j++ {
			run += words[j]
			r := hints[run]
			if r == roleDrop {
				return r
			}
			// A single common word ("content", "title") of a longer name says nothing; a run of two does.
			if r != 0 && (j > i || r == roleCaption || r == roleLead || r == roleCrumb) && len(run) > longest {
				found, longest = r, len(run)
			}
		}
	}
	return found
}

// splitName cuts "box-tinLienQuan_2" into box, tin, lien, quan, 2.
func splitName(name string) []string {
	var words []string
	start, prev := 0, rune(0)
	cut := func(at int) {
		if at > start && len(words) < maxWords {
			words = append(words, strings.ToLower(name[start:at]))
		}
		start = at
	}
	for i, r := range name {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			cut(i)
			start = i + len(string(r))
		case unicode.IsUpper(r) && unicode.IsLower(prev), unicode.IsDigit(r) != unicode.IsDigit(prev) && prev != 0 && i > start:
			cut(i)
		}
		prev = r
	}
	cut(len(name))
	return words
}
