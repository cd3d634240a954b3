package article

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxDateline bounds the place at the start of a lead, in bytes.
const maxDateline = 64

// openers are the folded first words of a lead that leave no doubt that what stood before the dash was a dateline.
var openers = map[string]bool{
	"ngay": true, "sang": true, "trua": true, "chieu": true, "toi": true, "dem": true, "hom": true, "rang": true, "khoang": true,
	"trong": true, "theo": true, "vua": true, "luc": true, "tu": true, "tai": true, "sau": true,
	"den": true, "nhan": true, "nham": true, "hon": true, "gan": true, "vao": true, "moi": true, "nhung": true, "tinh": true,
}

// surnames are folded surnames: three or more words that begin with one are a person, not a place ("Hồ Chí Minh" and "Dương Minh
// Châu" are why some surnames are missing).
var surnames = map[string]bool{
	"nguyen": true, "tran": true, "le": true, "pham": true, "hoang": true, "huynh": true, "phan": true, "vu": true, "vo": true,
	"dang": true, "bui": true, "do": true, "ngo": true, "dinh": true, "luong": true, "trinh": true,
}

// offices are folded first words of what people are called: behind a dash they explain a person's name ("Hoài Sa - Hoa hậu …").
var offices = map[string]bool{
	"hoa": true, "a": true, "tien": true, "giong": true, "pho": true, "chu": true, "giam": true, "bi": true, "truong": true, "ca": true,
	"dien": true, "nghe": true, "nguoi": true, "cuu": true, "con": true, "co": true, "chang": true, "nu": true, "vo": true, "me": true,
	"bo": true, "luat": true, "bac": true, "quan": true, "hau": true, "tac": true, "ong": true, "ba": true, "anh": true, "chi": true,
}

// dateline is the place at the start of a lead: "Hòa Lâm - Chiều 14-1, …", "Tây Ninh (TTXVN) – …", "TTXVN (Hà Nội) - …". The text
// keeps it. sure is false if the words could be something else.
func dateline(s string) (place string, sure bool) {
	head, rest := cutDash(s)
	if head == "" {
		return "", false
	}
	// A place may itself have a spaced hyphen: "Bà Rịa - Vũng Tàu - Chiều 14-1".
	if more, behind := cutDash(rest); more != "" && isPlace(more) && isPlace(head) && len(head)+len(more) < maxDateline {
		head, rest = s[:len(s)-len(rest)+len(more)], behind
	}
	agency := false
	if i := strings.IndexByte(head, '('); i >= 0 {
		j := strings.IndexByte(head, ')')
		if j < i {
			return "", false
		}
		outside, inside := trim(head[:i]+head[j+1:]), trim(head[i+1:j])
		agency = true
		if head = outside; isAcronym(outside) && !isAcronym(inside) {
			head = inside
		}
	}
	if i := strings.IndexByte(head, ','); i > 0 && (startsDigit(trim(head[i+1:])) || foldedPrefix(trim(head[i+1:]), "ngay ")) {
		head, agency = trim(head[:i]), true
	}
	if !isPlace(head) {
		return "", false
	}
	open, ok := opening(rest)
	if !ok && !agency {
		return "", false
	}
	return head, open || agency
}

// cutDash cuts s at the first spaced dash near its start.
func cutDash(s string) (head, rest string) {
	limit := min(len(s), maxDateline)
	for i := 1; i < limit; i++ {
		n := 0
		switch {
		case s[i] == '-':
			n = 1
		case strings.HasPrefix(s[i:], "–"), strings.HasPrefix(s[i:], "—"):
			n = 3
		}
		if n == 0 {
			continue
		}
		if (s[i-1] == ' ' || s[i-1] == ')') && i+n < len(s) && (s[i+n] == ' ' || s[i-1] == ')') {
			return trim(s[:i]), trim(s[i+n:])
		}
	}
	return "", ""
}

// isPlace reports whether s can be a place: one to six capitalised words that are no acronym and no person's name.
func isPlace(s string) bool {
	if s == "" || len(s) > maxDateline || wordsOf(s, maxNameWords) > maxNameWords {
		return false
	}
	first := ""
	for w := range strings.FieldsSeq(s) {
		if w == "-" || w == "–" {
			continue
		}
		r, _ := utf8.DecodeRuneInString(w)
		if !unicode.IsUpper(r) || strings.ContainsAny(w, `"“”:;!?/0123456789`) {
			return false
		}
		if first == "" {
			first = w
		}
	}
	if first == s && isAcronym(s) && !foldedIs(s, "tphcm") {
		return false
	}
	var room [2 * maxDateline]byte
	if len(first) > maxLabel {
		return false
	}
	return !surnames[string(appendFold(room[:0], first))] || wordsOf(s, 2) < 3
}

// opening reports whether s begins as a lead does behind a dateline (sure), or at least can (ok): a capital, then no second one,
// which would be a name joined to the one before the dash ("Mỹ - Trung Quốc").
func opening(s string) (sure, ok bool) {
	r, _ := utf8.DecodeRuneInString(s)
	if unicode.IsDigit(r) {
		return true, true
	}
	if r == '"' || r == '“' {
		return false, true
	}
	if !unicode.IsUpper(r) {
		return false, false
	}
	first, rest, _ := strings.Cut(s, " ")
	if len(first) > maxLabel {
		return false, false
	}
	var room [2 * maxLabel]byte
	word := appendFold(room[:0], first)
	if openers[string(word)] {
		return true, true
	}
	if offices[string(word)] {
		return false, false
	}
	second, _ := utf8.DecodeRuneInString(rest)
	return false, rest != "" && (!unicode.IsUpper(second) || isAcronym(first))
}

func startsDigit(s string) bool { return s != "" && isDigit(s[0]) }

func foldedPrefix(s, prefix string) bool {
	var room [maxLabel]byte
	return strings.HasPrefix(string(appendFold(room[:0], s[:min(len(s), maxLabel/2)])), prefix)
}
