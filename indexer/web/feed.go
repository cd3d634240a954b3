package web

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
)

// MaxEntry is the size in bytes above which an entry of a feed is passed over.
const MaxEntry = 16 << 20

// Entry is an entry of a feed, a post of a WordPress export, as it stands in the file.
type Entry struct {
	Number int    // of the entry in its file, from 1; what is no article counts too
	Data   []byte // UTF-8, in an envelope with what the file says of all its entries; for ReadEntry
}

// Entries reads a feed (RSS, Atom, RDF) or a WordPress export and hands its entries to emit, one after another. It keeps one entry in
// memory, whatever the size of the file. Posts of WordPress that were not published, and what is no post (pages, pictures, menus), are
// passed over. An entry above MaxEntry goes to skip. It returns ErrMalformed, emit's error or r's.
func Entries(r io.Reader, emit func(Entry) error, skip func(number int, err error)) error {
	r, err := decodeXML(r)
	if err != nil {
		return err
	}
	s := &feedSplitter{tape: &tape{r: bufio.NewReaderSize(r, 64<<10)}, authors: map[string]string{}, emit: emit, skip: skip}
	s.d = newDecoder(s.tape)
	err = s.run()
	if syntax := (*xml.SyntaxError)(nil); errors.As(err, &syntax) || errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("%w: read up to entry %d: %w", ErrMalformed, s.number, err)
	}
	return err
}

// tape remembers what was read since the mark, so that an element can be had as it stands in the file.
type tape struct {
	r     *bufio.Reader
	buf   []byte
	begin int64 // offset of buf[0]
	full  bool  // there was more than MaxEntry
	token int   // bytes of the current token
}

// ReadByte makes the decoder read no further than it needs, so that its offsets are the tape's.
func (t *tape) ReadByte() (byte, error) {
	if t.token++; t.token > 2*MaxEntry {
		return 0, errHugeToken
	}
	c, err := t.r.ReadByte()
	if err != nil {
		return 0, err
	}
	if len(t.buf) < MaxEntry {
		t.buf = append(t.buf, c)
	} else {
		t.full = true
	}
	return c, nil
}

func (t *tape) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	c, err := t.ReadByte()
	if err != nil {
		return 0, err
	}
	p[0] = c
	return 1, nil
}

// cut returns what was read from offset from on, and forgets what was before it.
func (t *tape) cut(from int64) {
	t.buf = append(t.buf[:0], t.buf[min(int64(len(t.buf)), max(0, from-t.begin)):]...)
	t.begin = from
	t.full = false
}

var errHugeToken = fmt.Errorf("%w: one element has more than %d MiB", ErrTooLarge, 2*MaxEntry>>20)

type feedSplitter struct {
	d       *xml.Decoder
	tape    *tape
	number  int
	feed    bool // the root is a feed's
	authors map[string]string
	emit    func(Entry) error
	skip    func(int, error)
}

// newDecoder is a decoder for what feeds hold, which is not always XML. Its input is UTF-8 whatever the declaration says.
func newDecoder(r io.Reader) *xml.Decoder {
	d := xml.NewDecoder(r)
	d.Strict = false
	d.Entity = xml.HTMLEntity
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	return d
}

// decodeXML makes a stream UTF-8 as XML's own declaration says, and takes out what XML does not allow and exports hold anyway.
func decodeXML(r io.Reader) (io.Reader, error) {
	b := bufio.NewReader(r)
	head, err := b.Peek(256)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	clean := transform.Chain(runes.ReplaceIllFormed(), runes.Remove(runes.Predicate(isForbidden)))
	label := ""
	if m := declared.FindSubmatch(head); m != nil {
		label = strings.ToLower(string(m[2]))
	}
	if label == "" || label == "utf-8" || label == "utf8" {
		return transform.NewReader(b, clean), nil
	}
	enc, err := htmlindex.Get(label)
	if err != nil {
		return nil, fmt.Errorf("%w: encoding %q", ErrMalformed, label)
	}
	return transform.NewReader(enc.NewDecoder().Reader(b), clean), nil
}

func isForbidden(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == '\uFEFF' || r == '\uFFFE' || r == '\uFFFF'
}

func (s *feedSplitter) run() error {
	depth := 0
	for {
		begin := s.d.InputOffset()
		tok, err := s.next()
		if errors.Is(err, io.EOF) {
			if !s.feed {
				return fmt.Errorf("%w: no feed in it", ErrMalformed)
			}
			if depth > 0 {
				return fmt.Errorf("%w: it ends in the middle, behind entry %d", ErrMalformed, s.number)
			}
			return nil
		}
		if err != nil {
			return err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if depth == 0 && !isFeedRoot(t.Name.Local) {
				return fmt.Errorf("%w: it is XML of another kind, <%s>", ErrMalformed, t.Name.Local)
			}
			s.feed = true
			if err := s.element(t.Name, begin, &depth); err != nil {
				return err
			}
		case xml.EndElement:
			depth--
		default:
			s.tape.cut(s.d.InputOffset())
		}
	}
}

func (s *feedSplitter) next() (xml.Token, error) {
	s.tape.token = 0
	return s.d.RawToken()
}

func isFeedRoot(name string) bool { return name == "rss" || name == "feed" || name == "RDF" }

// element reads an entry or an author's record whole, and goes into any other.
func (s *feedSplitter) element(name xml.Name, begin int64, depth *int) error {
	switch {
	case name.Local == "item" || name.Local == "entry":
	case name.Space == "wp" && name.Local == "author" && *depth == 2:
	default:
		*depth++
		return nil
	}
	s.tape.cut(begin)
	if err := s.pass(); err != nil {
		return err
	}
	raw := s.tape.buf[:min(int64(len(s.tape.buf)), s.d.InputOffset()-s.tape.begin)]
	if name.Local == "author" {
		s.author(raw)
		return nil
	}
	s.number++
	if s.tape.full {
		s.skip(s.number, fmt.Errorf("%w: the entry has more than %d MiB", ErrTooLarge, MaxEntry>>20))
		return nil
	}
	return s.entry(raw)
}

// pass reads up to the end of the element whose start was read.
func (s *feedSplitter) pass() error {
	for depth := 1; depth > 0; {
		tok, err := s.next()
		if errors.Is(err, io.EOF) {
			return io.ErrUnexpectedEOF
		}
		if err != nil {
			return err
		}
		switch tok.(type) {
		case xml.StartElement:
			depth++
		case xml.EndElement:
			depth--
		}
	}
	return nil
}

func (s *feedSplitter) entry(raw []byte) error {
	e, err := parseEntry(raw)
	if err != nil || !e.isPost() {
		return nil //nolint:nilerr // an entry that is damaged would have ended the file
	}
	var b bytes.Buffer
	b.WriteString("<envelope")
	if name := s.authors[e.first("dc:creator")]; name != "" {
		b.WriteString(` author="`)
		_ = xml.EscapeText(&b, []byte(name)) // into memory
		b.WriteByte('"')
	}
	b.WriteByte('>')
	b.Write(raw)
	b.WriteString("</envelope>")
	return s.emit(Entry{Number: s.number, Data: b.Bytes()})
}

// maxAuthors bounds the authors of an export that are remembered.
const maxAuthors = 100_000

// author remembers how an author of a WordPress export is called.
func (s *feedSplitter) author(raw []byte) {
	e, err := parseEntry(raw)
	if err != nil || len(s.authors) >= maxAuthors {
		return
	}
	name := strings.TrimSpace(e.first("wp:author_display_name"))
	if name == "" {
		name = strings.TrimSpace(e.first("wp:author_first_name") + " " + e.first("wp:author_last_name"))
	}
	s.authors[e.first("wp:author_login")] = name
}
