package article

import (
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// foldTable holds the plain ASCII letter behind each accented Latin letter below U+1F00, 0 where there is none.
type foldTable [0x1F00]byte

var folds = newFoldTable()

func newFoldTable() *foldTable {
	t := new(foldTable)
	for r := rune(0); r < rune(len(t)); r++ {
		base := r
		if r >= 0x80 {
			// The first rune of the full decomposition is the letter without its marks.
			base, _ = utf8.DecodeRuneInString(norm.NFKD.String(string(r)))
		}
		switch {
		case base >= 'A' && base <= 'Z':
			t[r] = byte(base) + 'a' - 'A'
		case base < 0x80:
			t[r] = byte(base)
		}
	}
	for _, r := range "ĐđÐðƉ" {
		t[r] = 'd'
	}
	return t
}

// foldRune is the plain lower-case form of r: its ASCII letter where it has one, 0 for marks and invisible characters (which a
// comparison passes over), else r itself.
func foldRune(r rune) rune {
	switch {
	case r >= 0x300 && r < 0x370, r == 0xAD, r >= 0x200B && r <= 0x200D, r == 0x2060, r == 0xFEFF:
		return 0
	case r < rune(len(folds)):
		if f := folds[r]; f != 0 {
			return rune(f)
		}
	case r >= 0x2010 && r <= 0x2015:
		return '-'
	case r >= 0x2000 && r <= 0x200A, r == 0x202F, r == 0x3000:
		return ' '
	}
	return r
}

// appendFold appends the folded form of s to dst: lower case, no accents, one spelling whatever the normal form and whichever Đ the
// file uses. Fixed wording (labels, dates) is recognised in this copy, so that NFD and unaccented files are read alike.
func appendFold(dst []byte, s string) []byte {
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			dst = append(dst, folds[c])
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		if f := foldRune(r); f != 0 {
			dst = utf8.AppendRune(dst, f)
		}
	}
	return dst
}

// sameText reports whether a and b are one text but for accents' encoding, case, blanks and punctuation. It stops at the first
// difference, so that comparing neighbouring paragraphs costs next to nothing.
func sameText(a, b string) bool {
	if a == b {
		return true
	}
	i, j, letters := 0, 0, 0
	for {
		var x, y rune
		x, i = nextLetter(a, i)
		y, j = nextLetter(b, j)
		if x != y {
			return false
		}
		if x == 0 {
			return letters > 0
		}
		letters++
	}
}

// nextLetter is the folded letter or digit at or after byte i, and the byte after it; 0 at the end of s.
func nextLetter(s string, i int) (rune, int) {
	for i < len(s) {
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		i += n
		f := foldRune(r)
		if f >= 'a' && f <= 'z' || f >= '0' && f <= '9' || f >= 0x80 {
			return f, i
		}
	}
	return 0, i
}
