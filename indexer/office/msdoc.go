package office

import (
	"encoding/binary"
	"fmt"
	"strings"
	"time"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"

	"timbao/indexer/document"
)

// The places of what is read of the File Information Block at the beginning of a .doc, and of the pairs of offset and length in it.
const (
	fibFlags    = 0x0A
	fibTextFrom = 0x18 // of a file without a piece table
	fibCounts97 = 0x4C // characters of the text, of the footnotes, …
	fibCounts95 = 0x34
	fibPairs    = 0x9A
	pairStyles  = 1
	pairChars   = 12
	pairParas   = 13
	pairFonts   = 15
	pairPieces  = 33

	wordMagic97 = 0xA5EC // Word 97 and later
	wordMagic95 = 0xA5DC // Word 6 and 95

	flagEncrypted = 0x0100
	flagTable1    = 0x0200
	flagComplex   = 0x0004
)

// msdoc is an old Word document.
type msdoc struct {
	main, table []byte // the streams WordDocument and 0Table or 1Table
	pieces      []piece
	total       int // characters of the text itself; those of the notes follow
	notes       int
	styles      docStyles
	fonts       []string
	chars       properties8
	paras       properties8
}

// piece says where a stretch of the text lies.
type piece struct {
	cp   int  // its first character
	n    int  // characters
	fc   int  // where they begin in the main stream
	wide bool // two bytes a character, else one
}

// DOC reads an old Word document (.doc) of the bytes data.
func DOC(data []byte) (d *document.Document, err error) {
	defer guard(&err)
	found, err := streams(data, "WordDocument", "0Table", "1Table", "EncryptedPackage", "SummaryInformation")
	if err != nil {
		return nil, err
	}
	m := &msdoc{main: found["WordDocument"]}
	if len(m.main) < fibPairs {
		switch {
		case found["EncryptedPackage"] != nil:
			return nil, fmt.Errorf("%w: it is encrypted; save it without a password", ErrUnsupported)
		case m.main == nil:
			return nil, fmt.Errorf("%w: no Word document in it (Excel or PowerPoint, perhaps)", ErrUnsupported)
		}
		return nil, fmt.Errorf("%w: the Word document ends too early", ErrDamaged)
	}
	flags := u16(m.main, fibFlags)
	if flags&flagEncrypted != 0 {
		return nil, fmt.Errorf("%w: it is encrypted; save it without a password", ErrUnsupported)
	}
	if err := m.open(flags, found); err != nil {
		return nil, err
	}
	w := newWriter()
	r := docReader{m: m, w: w}
	if err := r.read(); err != nil {
		return nil, err
	}
	summary(found["SummaryInformation"], w.d)
	return w.document(), nil
}

// open reads the tables of the document.
func (m *msdoc) open(flags int, found map[string][]byte) error {
	switch magic := u16(m.main, 0); {
	case magic == wordMagic97:
		m.table = found["0Table"]
		if flags&flagTable1 != 0 {
			m.table = found["1Table"]
		}
		m.total, m.notes = u32(m.main, fibCounts97), u32(m.main, fibCounts97+4)
		if err := m.readPieces(m.pair(pairPieces)); err != nil {
			return err
		}
		m.fonts = fontNames(m.pair(pairFonts))
		m.styles = readDocStyles(m.pair(pairStyles))
		m.chars = m.readProperties(m.pair(pairChars), charProperties)
		m.paras = m.readProperties(m.pair(pairParas), paraProperties)
	case magic == wordMagic95 && flags&flagComplex == 0:
		m.total, m.notes = u32(m.main, fibCounts95), u32(m.main, fibCounts95+4)
		m.pieces = []piece{{n: m.total + m.notes, fc: u32(m.main, fibTextFrom)}}
	case magic == wordMagic95:
		return fmt.Errorf("%w: Word 95 saved it fast; open it and save it anew", ErrUnsupported)
	default:
		return fmt.Errorf("%w: it was made by a Word older than version 6", ErrUnsupported)
	}
	if m.total < 0 || m.notes < 0 || m.total+m.notes > maxText {
		return ErrTooLarge
	}
	return nil
}

// pair is a stretch of the table stream that the information block points at.
func (m *msdoc) pair(n int) []byte {
	at := fibPairs + 8*n
	if at+8 > len(m.main) {
		return nil
	}
	return span(m.table, u32(m.main, at), u32(m.main, at+4))
}

// readPieces reads the piece table.
func (m *msdoc) readPieces(clx []byte) error {
	for len(clx) > 3 && clx[0] == 1 { // changes of pieces' looks
		clx = clx[min(3+u16(clx, 1), len(clx)):]
	}
	if len(clx) < 5 || clx[0] != 2 {
		return fmt.Errorf("%w: it does not say where its text lies", ErrDamaged)
	}
	plc := span(clx, 5, u32(clx, 1))
	n := (len(plc) - 4) / 12
	for i := range max(n, 0) {
		from, to := u32(plc, 4*i), u32(plc, 4*i+4)
		fc := u32(plc, 4*(n+1)+8*i+2)
		p := piece{cp: from, n: to - from, fc: fc, wide: fc&0x40000000 == 0}
		if !p.wide {
			p.fc = (fc &^ 0x40000000) / 2
		}
		if p.n < 0 || from < 0 || p.fc < 0 || p.fc > len(m.main) {
			return fmt.Errorf("%w: its text lies outside of it", ErrDamaged)
		}
		m.pieces = append(m.pieces, p)
	}
	return nil
}

// bytes are the bytes of a piece, as many as there are.
func (m *msdoc) bytes(p piece) []byte {
	size := p.n
	if p.wide {
		size *= 2
	}
	return m.main[min(p.fc, len(m.main)):min(p.fc+size, len(m.main))]
}

// summary reads the title and the owner that Word keeps.
func summary(raw []byte, d *document.Document) {
	if len(raw) < 48 {
		return
	}
	base := u32(raw, 44)
	set := span(raw, base, len(raw)-base)
	if len(set) < 8 {
		return
	}
	page := 0
	for i := range min(u32(set, 4), 100) {
		if 8+8*i+8 > len(set) {
			return
		}
		id, at := u32(set, 8+8*i), u32(set, 12+8*i)
		value := span(set, at, 256)
		if len(value) < 8 {
			continue
		}
		switch id {
		case 1:
			page = u16(value, 4)
		case 2:
			d.Weak.Title = summaryText(value, page)
		case 4:
			if s := summaryText(value, page); s != "" {
				d.Weak.Authors = []string{s}
			}
		case 12: // the first save, in steps of 100 ns since 1601
			if len(value) >= 12 && u32(value, 0) == 64 {
				steps := int64(binary.LittleEndian.Uint64(value[4:]))
				if at := time.Unix(steps/1e7-fileTimeEpoch, 0); steps > 0 {
					d.Weak.Published = at.UTC().Format(time.RFC3339)
				}
			}
		}
	}
}

// fileTimeEpoch is the time between 1601 and 1970 in seconds.
const fileTimeEpoch = 11644473600

func summaryText(value []byte, page int) string {
	if u32(value, 0) != 30 { // VT_LPSTR
		return ""
	}
	s, _, _ := strings.Cut(decodePage(span(value, 8, min(u32(value, 4), len(value)-8)), page), "\x00")
	return s
}

// decode8 and decode16 read characters of one and of two bytes.
func decode8(b []byte) string {
	s, err := charmap.Windows1252.NewDecoder().Bytes(b)
	if err != nil {
		return ""
	}
	return string(s)
}

func decode16(b []byte) string {
	u := make([]uint16, len(b)/2)
	for i := range u {
		u[i] = binary.LittleEndian.Uint16(b[2*i:])
	}
	return string(utf16.Decode(u))
}

// u16 and u32 read numbers, 0 beyond the end; a number above what an int32 holds is negative.
func u16(b []byte, at int) int {
	if at < 0 || at+2 > len(b) {
		return 0
	}
	return int(binary.LittleEndian.Uint16(b[at:]))
}

func u32(b []byte, at int) int {
	if at < 0 || at+4 > len(b) {
		return 0
	}
	return int(int32(binary.LittleEndian.Uint32(b[at:])))
}

// span is n bytes of b, as many as there are.
func span(b []byte, at, n int) []byte {
	if at < 0 || n <= 0 || at >= len(b) {
		return nil
	}
	return b[at:min(at+n, len(b))]
}
