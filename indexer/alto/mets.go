package alto

import (
	"encoding/xml"
	"path"
	"strings"

	"timbao/indexer/document"
)

// MaxArticles is how many articles an issue may have.
const MaxArticles = 20_000

// Issue is what a METS file says of an issue.
type Issue struct {
	Title    string // of the newspaper
	Date     string // as stated
	Articles []Article
	files    map[string]string // file id → path
	order    map[string]int    // file id → page, from 1
}

// Article is one of its articles.
type Article struct {
	Label string // its title, if stated
	areas []area
}

// area is a block that belongs to an article.
type area struct {
	file, block string
	kind        document.Kind
	level       int
}

// ReadMETS reads a METS file.
func ReadMETS(data []byte) (*Issue, error) {
	r := &metsReader{issue: &Issue{files: map[string]string{}, order: map[string]int{}}}
	if err := walk(data, r.start, r.end, func(s string) { r.text += s }); err != nil {
		return nil, err
	}
	articles := r.issue.Articles[:0]
	for _, a := range r.issue.Articles {
		if len(a.areas) > 0 {
			articles = append(articles, a)
		}
	}
	if r.issue.Articles = articles; len(articles) == 0 {
		return nil, ErrNoArticles
	}
	return r.issue, nil
}

// metsReader reads one METS file.
type metsReader struct {
	issue   *Issue
	logical bool
	divs    []string // types of the open divisions, in capitals
	article []int    // depths of the divisions that are articles
	file    string
	text    string
	next    int
}

// articleTypes are the types of divisions that are articles.
var articleTypes = map[string]bool{
	"ARTICLE": true, "CHAPTER": true, "ADVERTISEMENT": true, "SECTION": false, "OBITUARY": true, "LETTER": true, "EDITORIAL": true, "REPORT": true,
	"NOTICE": true, "POEM": true, "STORY": true,
}

func (r *metsReader) start(e xml.StartElement) error {
	r.text = ""
	switch e.Name.Local {
	case "file":
		r.file = attr(e, "ID")
	case "FLocat":
		r.issue.files[r.file] = cleanPath(attr(e, "href"))
	case "structMap":
		r.logical = strings.EqualFold(attr(e, "TYPE"), "LOGICAL") || strings.EqualFold(attr(e, "LABEL"), "Logical Structure")
		r.divs = nil
	case "div":
		return r.division(e)
	case "area", "fptr":
		r.pointer(attr(e, "FILEID"), attr(e, "BEGIN"))
	case "mets":
		r.issue.Title = attr(e, "LABEL")
	}
	return nil
}

func (r *metsReader) division(e xml.StartElement) error {
	kind := strings.ToUpper(attr(e, "TYPE"))
	r.divs = append(r.divs, kind)
	if r.logical && articleTypes[kind] && len(r.article) == 0 {
		if len(r.issue.Articles) >= MaxArticles {
			return ErrTooLarge
		}
		r.article = append(r.article, len(r.divs))
		r.issue.Articles = append(r.issue.Articles, Article{Label: attr(e, "LABEL")})
	}
	return nil
}

// pointer notes which page a file is, or which block belongs to the open article.
func (r *metsReader) pointer(file, block string) {
	if file == "" {
		return
	}
	if !r.logical {
		if n := len(r.divs); n > 0 && r.divs[n-1] == "PAGE" || block == "" && n > 0 {
			if _, ok := r.issue.order[file]; !ok && strings.HasSuffix(strings.ToLower(r.issue.files[file]), ".xml") {
				r.next++
				r.issue.order[file] = r.next
			}
		}
		return
	}
	if len(r.article) == 0 || block == "" {
		return
	}
	a := &r.issue.Articles[len(r.issue.Articles)-1]
	kind, level := r.kind()
	a.areas = append(a.areas, area{file: file, block: block, kind: kind, level: level})
}

// kind is what the divisions around a block say that it is.
func (r *metsReader) kind() (document.Kind, int) {
	for i := len(r.divs) - 1; i >= 0 && i >= r.article[0]; i-- {
		switch t := r.divs[i]; {
		case strings.Contains(t, "CAPTION"):
			return document.Caption, 0
		case t == "HEADING" || t == "HEADLINE" || t == "TITLE":
			return document.Heading, 1
		case t == "SUBHEADING" || t == "SUBHEADLINE" || t == "OVERLINE":
			return document.Heading, 3
		}
	}
	return document.Paragraph, 0
}

func (r *metsReader) end(name string) {
	if name == "dateIssued" && r.issue.Date == "" {
		r.issue.Date = strings.TrimSpace(r.text)
	}
	r.text = ""
	if name != "div" || len(r.divs) == 0 {
		return
	}
	if n := len(r.article); n > 0 && r.article[n-1] == len(r.divs) {
		r.article = r.article[:n-1]
	}
	r.divs = r.divs[:len(r.divs)-1]
}

// cleanPath makes a relative path of a link to a file: "file://./ALTO/0001.xml" is "ALTO/0001.xml". One that leads out of the folder
// loses what leads out.
func cleanPath(href string) string {
	href = strings.TrimPrefix(strings.ReplaceAll(href, `\`, "/"), "file://")
	return strings.TrimPrefix(path.Clean("/"+href), "/")
}

// Names reports whether the issue is made of a file of this name, wherever it lies.
func (i *Issue) Names(file string) bool {
	for _, p := range i.files {
		if path.Base(p) == file {
			return true
		}
	}
	return false
}

// Placed is an article with its text and where it begins.
type Placed struct {
	*document.Document
	Page int // from 1
	Box  Box // on that page, around all its blocks there
}

// Assemble puts an article together from the pages that open gives by their paths. A page that cannot be opened is an error.
func (i *Issue) Assemble(a Article, open func(path string) (*Page, error)) (Placed, error) {
	p := Placed{Document: &document.Document{}}
	first := ""
	for _, area := range a.areas {
		page, err := open(i.files[area.file])
		if err != nil {
			return Placed{}, err
		}
		if first == "" {
			first = area.file
			if p.Page = i.order[area.file]; p.Page == 0 {
				p.Page = page.Number
			}
		}
		for _, b := range page.Blocks {
			if b.ID != area.block {
				continue
			}
			if area.file == first {
				p.Box = p.Box.Join(b.Box)
			}
			p.Blocks = append(p.Blocks, document.Block{Kind: area.kind, Level: area.level, Text: b.Text})
		}
	}
	p.Title, p.Published = a.Label, i.Date
	return p, nil
}
