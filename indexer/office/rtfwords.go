package office

import (
	"fmt"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/unicode/norm"

	"timbao/indexer/document"
)

// destination is where the text of a group goes.
type destination uint8

const (
	destText destination = iota
	destSkip
	destFonts
	destStyles
	destInfo
	destTitle
	destAuthor
	destTime
)

// destinations are the groups whose text is not the document's, by the word they begin with.
var destinations = map[string]destination{
	"fonttbl": destFonts, "stylesheet": destStyles, "info": destInfo, "title": destTitle, "author": destAuthor, "creatim": destTime,
	"colortbl": destSkip, "pict": destSkip, "fldinst": destSkip, "header": destSkip, "headerl": destSkip, "headerr": destSkip,
	"headerf": destSkip, "footer": destSkip, "footerl": destSkip, "footerr": destSkip, "footerf": destSkip, "annotation": destSkip,
	"nonshppict": destSkip, "objdata": destSkip, "objclass": destSkip, "listtable": destSkip, "listoverridetable": destSkip, "rsidtbl": destSkip,
	"revtbl": destSkip, "sp": destSkip, "falt": destSkip, "panose": destSkip, "themedata": destSkip, "datastore": destSkip, "bkmkstart": destSkip,
	"bkmkend": destSkip, "listtext": destSkip, "pntext": destSkip, "xe": destSkip, "tc": destSkip, "operator": destInfo, "subject": destInfo,
	"keywords": destInfo, "comment": destInfo, "doccomm": destInfo, "company": destInfo, "manager": destInfo, "category": destInfo, "ftnsep": destSkip,
	"ftnsepc": destSkip, "aftnsep": destSkip, "aftnsepc": destSkip, "revtim": destSkip, "printim": destSkip, "buptim": destSkip,
	"generator": destSkip, "background": destSkip, "private": destSkip, "filetbl": destSkip, "latentstyles": destSkip, "ftncn": destSkip,
}

// starredText are the groups that older programs are told to pass over (\*) and that hold text.
var starredText = map[string]bool{"shpinst": true, "shptxt": true, "ud": true, "footnote": true}

// rtfMarks are the control words that are characters.
var rtfMarks = map[string]string{
	"tab": " ", "line": "\n", "lbr": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
	"bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " ", "zwj": "", "zwnj": "",
}

// word obeys a control word.
func (r *rtf) word(word string, n int, has bool) error {
	if dest, ok := destinations[word]; ok && r.state.dest != destSkip && (r.state.dest != destFonts || dest == destSkip) {
		if word == "title" && r.state.dest != destInfo || word == "author" && r.state.dest != destInfo || word == "comment" && r.state.dest != destInfo {
			return nil
		}
		r.state.dest, r.state.starred = dest, false
		switch dest {
		case destTitle:
			r.w.d.Weak.Title = ""
		case destAuthor:
			r.w.d.Weak.Authors = nil
		}
		return nil
	}
	if r.state.starred {
		r.state.starred = false
		if !starredText[word] && (r.state.dest == destText || r.state.dest == destInfo) {
			r.state.dest = destSkip
			return nil
		}
	}
	if r.state.dest == destSkip && word != "ud" {
		return nil
	}
	if mark, ok := rtfMarks[word]; ok {
		return r.put(mark)
	}
	switch word {
	case "u":
		return r.unicode(n)
	case "uc":
		r.state.uc = min(max(n, 0), 100)
	case "upr":
		r.state.outer, r.state.dest = r.state.dest, destSkip // and what \ud says in its place is read
	case "ud":
		r.state.dest = r.state.outer
	case "footnote":
		if r.state.dest == destText {
			r.w.hold()
			r.notes = append(r.notes, len(r.stack))
		}
	case "shptxt":
		r.w.hold()
		r.notes = append(r.notes, len(r.stack))
	case "ansicpg":
		r.page = n
	case "mac":
		r.page = 10000
	case "pc", "pca":
		r.page = 437
	case "deff":
		r.deffont = n
	default:
		return r.look(word, n, has)
	}
	return nil
}

// look obeys the control words that say how text looks, and those of paragraphs and tables.
func (r *rtf) look(word string, n int, has bool) error {
	off := has && n == 0
	switch word {
	case "f":
		if r.state.dest == destFonts {
			r.fontNo = n
		}
		r.state.font = n
		r.open.font = r.fonts[n].name
	case "fcharset":
		r.fontPage(charsetPages[n])
	case "cpg":
		r.fontPage(n)
	case "plain":
		r.state.font, r.state.hidden, r.state.deleted = -1, false, false
	case "v":
		r.state.hidden = !off
	case "deleted":
		r.state.deleted = !off
	case "s":
		r.state.style = n
		if r.state.dest == destStyles {
			r.styleNo = n
		}
	case "cs", "ts", "ds":
		if r.state.dest == destStyles {
			r.styleNo = -1
		}
	case "outlinelevel":
		r.state.outline = n + 1
		r.open.outline = n + 1
	case "ls":
		r.state.listed = n > 0
	case "yr", "mo", "dy", "hr", "min":
		r.created(word, n)
	default:
		return r.structure(word)
	}
	return nil
}

// structure obeys the control words of paragraphs and tables.
func (r *rtf) structure(word string) error {
	if r.state.dest != destText {
		return nil
	}
	switch word {
	case "par", "sect", "page", "column":
		return r.paragraph()
	case "pard":
		r.state.style, r.state.outline, r.state.table, r.state.listed = -1, 0, false, false
	case "intbl":
		r.state.table = true
		if !r.rows {
			r.rows = true
			r.w.beginTable()
		}
	case "cell":
		r.w.endCell()
	case "row":
		r.w.endRow()
	case "nestcell":
		r.w.paragraph(0, 0)
	}
	return nil
}

func (r *rtf) fontPage(page int) {
	if f := r.fonts[r.fontNo]; r.state.dest == destFonts && page != 0 {
		f.page = page
		r.fonts[r.fontNo] = f
	}
}

// endEntry ends an entry of the font table or the style sheet.
func (r *rtf) endEntry() {
	if r.state.dest == destStyles && r.open.name != "" {
		if r.styles == nil {
			r.styles = map[int]style{}
		}
		if r.styleNo >= 0 {
			r.styles[r.styleNo] = r.open
		}
		r.open, r.styleNo = style{}, 0
	}
}

// created notes a part of the time of the first save.
func (r *rtf) created(word string, n int) {
	if r.state.dest != destTime {
		return
	}
	r.time[strings.Index("yr mo dy hr min", word)/3] = n
	if t := r.time; t[0] > 0 && t[1] > 0 && t[2] > 0 {
		r.w.d.Weak.Published = fmt.Sprintf("%04d-%02d-%02dT%02d:%02d:00", t[0], t[1], t[2], t[3], t[4])
	}
}

// paragraph ends a paragraph.
func (r *rtf) paragraph() error {
	if r.state.dest != destText {
		return nil
	}
	if r.rows && !r.state.table && len(r.notes) == 0 {
		r.w.closeTables()
		r.rows = false
	}
	kind, level := document.Paragraph, 0
	if k, l, ok := kindOfStyle(style{name: strings.ToLower(strings.TrimSpace(r.styles[r.state.style].name)), outline: r.state.outline}); ok {
		kind, level = k, l
	} else if r.state.listed {
		kind = document.Item
	}
	r.w.paragraph(kind, level)
	return nil
}

// charsetPages are the code pages of the character sets that fonts name.
var charsetPages = map[int]int{
	77: 10000, 128: 932, 129: 949, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258, 177: 1255, 178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250, 255: 850,
}

// pageLatin1 stands for bytes that are kept as characters of the same number.
const pageLatin1 = 28591

var codePages = map[int]encoding.Encoding{
	437: charmap.CodePage437, 850: charmap.CodePage850, 874: charmap.Windows874, 932: japanese.ShiftJIS, 936: simplifiedchinese.GBK,
	949: korean.EUCKR, 950: traditionalchinese.Big5, 1250: charmap.Windows1250, 1251: charmap.Windows1251, 1252: charmap.Windows1252,
	1253: charmap.Windows1253, 1254: charmap.Windows1254, 1255: charmap.Windows1255, 1256: charmap.Windows1256, 1257: charmap.Windows1257,
	1258: charmap.Windows1258, 10000: charmap.Macintosh, pageLatin1: charmap.ISO8859_1,
}

// decodePage decodes bytes of a code page; UTF-8 (65001), which some programs name, stays as it is.
func decodePage(raw []byte, page int) string {
	if page == 65001 {
		return strings.ToValidUTF8(string(raw), "\uFFFD")
	}
	enc := codePages[page]
	if enc == nil {
		enc = charmap.Windows1252
	}
	s, err := enc.NewDecoder().Bytes(raw)
	if err != nil {
		return strings.ToValidUTF8(string(raw), "\uFFFD")
	}
	if page == 1258 { // which writes letter and tone apart
		s = norm.NFC.Bytes(s)
	}
	return string(s)
}
