package web

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"timbao/indexer/charset"
	"timbao/indexer/document"
)

// MaxPage is the size in bytes above which a page is refused: the largest articles with pictures inside them are a tenth of it.
const MaxPage = 24 << 20

// Options say what is known of a page besides its bytes. The zero value knows nothing.
type Options struct {
	Charset string // label that a header states: "utf-8", "windows-1258"; a <meta> of the page is read anyway
	Given   string // encoding, as package charset names it, that somebody has said the page is in
	URL     string // address it was fetched from, believed unless the page states its own
}

// Read reads an HTML page: what it states of its article, and the article's text without the boilerplate around it. It returns
// ErrNoText, ErrTooLarge or charset.ErrNotText. Time and memory are linear in len(data).
func Read(data []byte, o Options) (document.Document, error) {
	if len(data) > MaxPage {
		return document.Document{}, fmt.Errorf("%w: more than %d MiB", ErrTooLarge, MaxPage>>20)
	}
	text, err := decode(data, o)
	if err != nil {
		return document.Document{}, err
	}
	d := document.Document{Encoding: text.Encoding, Repaired: text.Repaired}
	if err := readPage(&d, text.String, o, !text.Legacy); err != nil {
		return document.Document{}, err
	}
	return d, nil
}

func readPage(d *document.Document, text string, o Options, fonts bool) error {
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		// Nested deeper than the parser goes: unclosed tags by the hundred, or hostile.
		d.Blocks = flatBlocks(text)
		return textOrError(d)
	}
	doc := goquery.NewDocumentFromNode(root)
	s := readStated(doc)
	p := newPage(doc, s, fonts)
	p.fields(d)
	p.text(d)
	if d.URL == "" && o.URL != "" {
		d.URL = strings.ToValidUTF8(o.URL, "\uFFFD")
		d.Found("url", "the address it was fetched from")
	}
	if err := textOrError(d); err != nil {
		if doc.Find("frameset").Length() > 0 {
			return fmt.Errorf("%w: it is a frameset; the text is in the files that it names", ErrNoText)
		}
		return err
	}
	return nil
}

// textOrError is ErrNoText for a document that would be an article without any text.
func textOrError(d *document.Document) error {
	if len(d.Blocks) == 0 && d.Lead == "" {
		return fmt.Errorf("%w: only links, pictures or scripts", ErrNoText)
	}
	return nil
}

// Fragment reads HTML that is a text and nothing else, as entries of feeds, mails and chapters of books hold it. Nothing is taken for
// boilerplate but what is hidden or a form. It never fails; text without markup comes back as paragraphs.
func Fragment(markup string) []document.Block {
	root, err := html.Parse(strings.NewReader(markup))
	if err != nil {
		return flatBlocks(markup)
	}
	w := walker{fonts: true, all: true}
	w.run(root)
	return w.blocks
}

var declared = regexp.MustCompile(`(?i)<(?:meta[^>]{0,200}charset\s*=\s*["']?\s*([a-z0-9_.:-]{2,40})|\?xml[^>]{0,100}encoding\s*=\s*["']([a-z0-9_.:-]{2,40}))`)

// declaredWithin is how much of a page is searched for its declaration of a charset.
const declaredWithin = 8 << 10

// decode decodes a page. What the transport says of the charset goes before what the page says, as in a browser.
func decode(data []byte, o Options) (charset.Text, error) {
	label := o.Charset
	if label == "" {
		if m := declared.FindSubmatch(data[:min(len(data), declaredWithin)]); m != nil {
			label = string(bytes.Join(m[1:], nil))
		}
	}
	return charset.Decode(data, charset.Hint{Given: o.Given, Declared: label, Markup: true})
}

// flatBlocks cuts markup into blocks by its tags alone, without building a tree.
func flatBlocks(markup string) []document.Block {
	var d document.Document
	var b strings.Builder
	flush := func() {
		d.Add(document.Paragraph, oneLine(b.String()))
		b.Reset()
	}
	z := html.NewTokenizer(strings.NewReader(markup))
	skip := 0
	for {
		switch z.Next() {
		case html.ErrorToken:
			flush()
			return d.Blocks
		case html.TextToken:
			if skip == 0 {
				b.Write(z.Text())
			}
		case html.StartTagToken:
			skip += flatTag(z, 1, flush)
		case html.EndTagToken:
			skip = max(0, skip+flatTag(z, -1, flush))
		case html.SelfClosingTagToken:
			flatTag(z, 0, flush)
		}
	}
}

// flatTag ends the block at tags that do, and returns by how much the tag changes the depth of what is not read.
func flatTag(z *html.Tokenizer, change int, flush func()) int {
	name, _ := z.TagName()
	a := atomOf(name)
	if blockLevel[a] || isBreak(a) {
		flush()
	}
	if silent[a] && !isVoid(a) {
		return change
	}
	return 0
}
