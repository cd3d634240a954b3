package cite

import (
	"net/url"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"timbao/indexer/article"
)

// Options say what a reference has beside the article's own fields. The zero value leaves all of it out.
type Options struct {
	Newspaper string                 // name of the newspaper; "" when it is not known
	Address   func(id string) string // address of an article in the archive, for those that name none themselves; nil for none
	English   bool                   // the words of Text are English instead of Vietnamese
	Accessed  time.Time              // day on which the address was opened, for Text; zero leaves it out
}

// reference is an article as all forms of references need it.
type reference struct {
	authors               []string
	title, newspaper      string
	section, place, lead  string
	published             time.Time // zero if unknown
	address, key, archive string
}

func referTo(a *article.Article, o Options) reference {
	r := reference{
		title: Line(a.Title), newspaper: Line(o.Newspaper), section: Line(a.Section), place: Line(a.Place), lead: Line(a.Lead),
		published: a.Published, key: Key(a.ID), archive: Line(a.ID),
	}
	for _, name := range a.Authors {
		if name = Line(name); name != "" {
			r.authors = append(r.authors, name)
		}
	}
	r.address = webAddress(a.URL)
	if r.address == "" && o.Address != nil {
		r.address = webAddress(o.Address(a.ID))
	}
	return r
}

// webAddress is an address that a browser can open, written so that no form of reference has to escape it; "" for anything else.
func webAddress(s string) string {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	return unsafeInAddress.Replace(u.String())
}

// unsafeInAddress are the characters that net/url leaves alone and that mean something to TeX.
var unsafeInAddress = strings.NewReplacer("{", "%7B", "}", "%7D", `\`, "%5C", "^", "%5E", "`", "%60", "\"", "%22", "<", "%3C", ">", "%3E", " ", "%20", "|", "%7C")

// Line writes a text on one line, composed, with Đ for a capital eth and without characters that can't be seen or turn the line
// around.
func Line(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == 0xD0 || r == 0x189:
			return 'Đ'
		case unicode.IsSpace(r) || r == 0x2028 || r == 0x2029:
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(norm.NFC.String(s)), " ")
}
