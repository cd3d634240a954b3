package article

import (
	"strings"
	"unicode/utf8"
)

// field is what a labelled line of the page's frame ("Chuyên mục: Xây dựng Đảng") fills.
type field uint8

const (
	fieldNone field = iota
	fieldSection
	fieldAuthor
	fieldURL
	fieldTitle
)

// maxStep bounds one step of a breadcrumb, in letters.
const maxStep = 40

// labels are the folded words that stand before a colon in a page's frame, and the field they announce.
var labels = map[string]field{
	"chuyen muc": fieldSection, "muc": fieldSection, "danh muc": fieldSection, "chuyen trang": fieldSection, "trang muc": fieldSection,
	"section": fieldSection, "category": fieldSection,
	"tieu de": fieldTitle, "tit": fieldTitle, "tua de": fieldTitle, "ten bai": fieldTitle, "title": fieldTitle, "headline": fieldTitle,
	"tac gia": fieldAuthor, "nguoi viet": fieldAuthor, "phong vien": fieldAuthor, "author": fieldAuthor,
	"link": fieldURL, "url": fieldURL, "duong dan": fieldURL, "lien ket": fieldURL, "dia chi bai viet": fieldURL, "link goc": fieldURL,
	"nguon": fieldURL, // an address, or else the name of a source: labelled decides
}

// maxLabel bounds a label, in bytes.
const maxLabel = 32

// labelled reads a line "label: value"; fieldNone if it is none.
func labelled(s string) (field, string) {
	if isAddress(s) {
		return fieldURL, s
	}
	colon := strings.IndexByte(s[:min(len(s), maxLabel)], ':')
	if colon <= 0 {
		return fieldNone, ""
	}
	var room [2 * maxLabel]byte
	f := labels[string(appendFold(room[:0], trim(s[:colon])))]
	value := trim(s[colon+1:])
	if f == fieldNone || value == "" {
		return fieldNone, ""
	}
	if f == fieldURL && !isAddress(value) {
		return fieldNone, ""
	}
	return f, value
}

func isAddress(s string) bool {
	return (strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://")) && !strings.ContainsAny(s, " \t")
}

// breadcrumb is the section named by a line such as "Trang chủ > Thời sự > Xây dựng Đảng". The last step that is not the
// article's own title is the section.
func breadcrumb(s, title string) (section string, ok bool) {
	if len(s) > 200 {
		return "", false
	}
	sep := ""
	for _, c := range [...]string{">", "»", "›", "→"} {
		if strings.Contains(s, c) {
			sep = c
			break
		}
	}
	if sep == "" {
		return "", false
	}
	steps, home := 0, false
	for part := range strings.SplitSeq(s, sep) {
		part = trim(part)
		if part == "" || part == title {
			continue
		}
		if isHome(part) {
			home = true
			continue
		}
		// "Giá vàng > 60 triệu" is no path of sections.
		if utf8.RuneCountInString(part) > maxStep || startsLower(part) || !home && strings.ContainsAny(part, "0123456789") {
			return "", false
		}
		steps++
		section = part
	}
	return section, home || steps > 1
}

func isHome(s string) bool {
	var room [64]byte
	if len(s) > 32 {
		return false
	}
	switch string(appendFold(room[:0], s)) {
	case "trang chu", "home", "trang nhat", "trang tin":
		return true
	}
	return false
}
