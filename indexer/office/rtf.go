package office

import (
	"bytes"
	"fmt"
	"unicode/utf16"
	"unicode/utf8"

	"timbao/indexer/document"
)

// maxGroups is how deep the groups of an RTF file may lie in each other.
const maxGroups = 1000

// RTF reads a file in the Rich Text Format of the bytes data.
func RTF(data []byte) (d *document.Document, err error) {
	defer guard(&err)
	if !bytes.HasPrefix(data, []byte("{\\rtf")) {
		return nil, fmt.Errorf("%w: it does not begin as RTF does", ErrDamaged)
	}
	r := &rtf{data: data, w: newWriter(), fonts: map[int]rtfFont{}, page: 1252}
	r.state = rtfState{uc: 1, font: -1, style: -1}
	if err := r.read(); err != nil {
		return nil, err
	}
	if len(r.stack) > 0 && len(r.w.d.Blocks) == 0 && r.w.all == 0 {
		return nil, fmt.Errorf("%w: the RTF ends too early", ErrDamaged)
	}
	return r.w.document(), nil
}

// rtfState is what a group inherits from the one around it.
type rtfState struct {
	dest    destination
	font    int // number in the font table, -1 = the default
	uc      int // how many bytes stand in for a \u
	hidden  bool
	deleted bool
	style   int // of the paragraph
	outline int
	table   bool // the paragraph is in a table
	listed  bool
	starred bool        // the group began with \*
	outer   destination // of the group around an \upr
}

// rtfFont is an entry of the font table.
type rtfFont struct {
	name string
	page int // code page of its bytes, 0 = the document's
}

// rtf reads an RTF file.
type rtf struct {
	data  []byte
	i     int
	w     *writer
	state rtfState
	stack []rtfState

	page     int // code page of the document
	deffont  int
	fonts    map[int]rtfFont
	fontNo   int
	styles   map[int]style
	styleNo  int
	open     style
	notes    []int  // depths of the groups that are footnotes
	bytes    []byte // text in the run's code page, not decoded yet
	high     rune   // first half of a pair that is one character
	skipping int    // bytes that stand in for the last \u
	rows     bool   // a table is open
	time     [5]int // of the first save
}

func (r *rtf) read() error {
	for r.i < len(r.data) {
		c := r.data[r.i]
		r.i++
		var err error
		switch c {
		case '{':
			err = r.push()
		case '}':
			err = r.pop()
		case '\\':
			err = r.control()
		case '\r', '\n', 0:
		default:
			err = r.char(c)
		}
		if err != nil {
			return err
		}
	}
	return r.flush()
}

func (r *rtf) push() error {
	if err := r.flush(); err != nil {
		return err
	}
	if len(r.stack) >= maxGroups {
		return fmt.Errorf("%w: groups lie too deep in each other", ErrDamaged)
	}
	r.stack = append(r.stack, r.state)
	r.state.starred, r.skipping = false, 0
	return nil
}

func (r *rtf) pop() error {
	if err := r.flush(); err != nil {
		return err
	}
	r.skipping = 0
	n := len(r.stack)
	if n == 0 {
		return nil // more closed than opened: what follows is read all the same
	}
	r.endEntry()
	if k := len(r.notes); k > 0 && r.notes[k-1] == n {
		r.w.release()
		r.notes = r.notes[:k-1]
	}
	r.state = r.stack[n-1]
	r.stack = r.stack[:n-1]
	return nil
}

// char takes one byte of text.
func (r *rtf) char(c byte) error {
	if r.skipping > 0 {
		r.skipping--
		return nil
	}
	if r.state.dest == destStyles && c == ';' || r.state.dest == destFonts && c == ';' {
		if err := r.flush(); err != nil {
			return err
		}
		r.endEntry()
		return nil
	}
	if r.state.dest != destSkip {
		r.bytes = append(r.bytes, c)
	}
	return nil
}

// control reads a control word or symbol, whose backslash has been read.
func (r *rtf) control() error {
	if r.i >= len(r.data) {
		return nil
	}
	c := r.data[r.i]
	if !isLetter(c) {
		r.i++
		return r.symbol(c)
	}
	start := r.i
	for r.i < len(r.data) && isLetter(r.data[r.i]) && r.i-start < 32 {
		r.i++
	}
	word := string(r.data[start:r.i])
	n, has := r.number()
	if r.i < len(r.data) && r.data[r.i] == ' ' {
		r.i++
	}
	if word == "bin" {
		r.i += min(max(n, 0), len(r.data)-r.i)
		return nil
	}
	if r.skipping > 0 && word != "u" && word != "uc" {
		r.skipping-- // a control word counts as one byte of a stand-in
		return nil
	}
	if word != "u" {
		if err := r.flush(); err != nil {
			return err
		}
	}
	return r.word(word, n, has)
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// number reads a control word's number, if it has one.
func (r *rtf) number() (n int, ok bool) {
	i, neg := r.i, false
	if i < len(r.data) && r.data[i] == '-' {
		neg = true
		i++
	}
	for ; i < len(r.data) && r.data[i] >= '0' && r.data[i] <= '9' && i-r.i < 11; i++ {
		n, ok = n*10+int(r.data[i]-'0'), true
	}
	if !ok {
		return 0, false
	}
	r.i = i
	if neg {
		n = -n
	}
	return n, true
}

// symbol reads a control symbol: \'hh, \~, \_, \*, an escaped brace.
func (r *rtf) symbol(c byte) error {
	switch c {
	case '\'':
		if r.i+2 > len(r.data) {
			r.i = len(r.data)
			return nil
		}
		hi, lo := hexDigit(r.data[r.i]), hexDigit(r.data[r.i+1])
		if hi < 0 || lo < 0 {
			return nil
		}
		r.i += 2
		if b := byte(hi<<4 | lo); b != ';' {
			return r.char(b)
		}
		return r.text(";")
	case '*':
		r.state.starred = true
	case '~':
		return r.text("\u00A0")
	case '_':
		return r.text("-")
	case '-':
		return r.text(softHyphen)
	case '\r', '\n':
		return r.paragraph()
	case '\\', '{', '}':
		return r.char(c)
	}
	return nil
}

func hexDigit(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

// unicode takes a \u: a character, or half of one.
func (r *rtf) unicode(n int) error {
	if r.skipping > 0 {
		return nil
	}
	if n < 0 {
		n += 1 << 16
	}
	c := rune(n)
	r.skipping = r.state.uc
	if utf16.IsSurrogate(c) {
		if r.high == 0 {
			r.high = c
			return nil
		}
		c = utf16.DecodeRune(r.high, c)
	}
	r.high = 0
	if !utf8.ValidRune(c) || c == 0 {
		c = utf8.RuneError
	}
	return r.text(string(c))
}

// text takes decoded text.
func (r *rtf) text(s string) error {
	if err := r.flush(); err != nil {
		return err
	}
	return r.put(s)
}

// put hands decoded text to where it belongs.
func (r *rtf) put(s string) error {
	switch r.state.dest {
	case destSkip:
		return nil
	case destFonts:
		f := r.fonts[r.fontNo]
		f.name += s
		r.fonts[r.fontNo] = f
	case destStyles:
		r.open.name += s
	case destTitle:
		r.w.d.Weak.Title += s
	case destAuthor:
		if len(r.w.d.Weak.Authors) == 0 {
			r.w.d.Weak.Authors = []string{""}
		}
		r.w.d.Weak.Authors[0] += s
	case destInfo:
	default:
		if r.state.hidden || r.state.deleted {
			return nil
		}
		return r.w.text(s, r.fontName())
	}
	return nil
}

func (r *rtf) fontName() string {
	n := r.state.font
	if n < 0 {
		n = r.deffont
	}
	return r.fonts[n].name
}

// flush decodes the bytes that are waiting: as characters of the font where it is one of a legacy encoding, else in its code page.
func (r *rtf) flush() error {
	if len(r.bytes) == 0 {
		return nil
	}
	raw := r.bytes
	r.bytes = r.bytes[:0]
	page := r.page
	if r.state.dest == destText {
		n := r.state.font
		if n < 0 {
			n = r.deffont
		}
		if f := r.fonts[n]; f.page != 0 {
			page = f.page
		}
		if r.w.isLegacy(r.fonts[n].name) {
			page = pageLatin1
		}
	}
	return r.put(decodePage(raw, page))
}
