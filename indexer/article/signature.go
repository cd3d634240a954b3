package article

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// readSignature reads a byline without a label, as the last line of a text: "Mộc Miên (Tổng hợp)", "T.H", "(TTXVN)", "VĂN TRỌNG",
// "Nguyễn Văn A - Trần B". Only initials, agencies in brackets and names with such a remark are sure.
func readSignature(s string) byline {
	if len(s) > 2*maxName {
		return byline{}
	}
	inner := unwrapParens(s)
	if isInitials(inner) {
		return byline{writers: []string{inner}, sure: inner != s || strings.IndexByte(inner, '.') > 0}
	}
	remark := false
	if i := strings.LastIndexByte(inner, '('); i > 0 && strings.HasSuffix(inner, ")") {
		remark = true
		inner = trim(inner[:i])
	}
	parts := splitPersons(strings.TrimRight(inner, ". "))
	if len(parts) == 0 || len(parts) > maxSigners {
		return byline{}
	}
	b := byline{sure: remark || inner != s && !strings.HasSuffix(s, ".")}
	for _, part := range parts {
		if n := wordsOf(part, maxNameWords); !isNews(part) && (n < 2 || n > 5 || !isCapitalised(part)) && !isInitials(part) {
			return byline{}
		}
		b.writers = appendNew(b.writers, []string{part})
	}
	return b
}

// isNews reports whether s is how a newsroom signs as a whole: "Nhóm PV", "PV".
func isNews(s string) bool {
	if len(s) > maxName {
		return false
	}
	var room [2 * maxName]byte
	f := string(appendFold(room[:0], s))
	for _, p := range [...]string{"pv", "nhom pv", "nhom phong vien", "ctv", "bbt", "ban bien tap"} {
		if rest, ok := strings.CutPrefix(f, p); ok && (rest == "" || rest[0] == ' ' && isCapitalised(s)) {
			return true
		}
	}
	return false
}

// isInitials reports whether s is a few capitals, dotted or not: T.H, N.V.A., Đ. V, TTXVN, PV. Words such as HẾT are not.
func isInitials(s string) bool {
	letters, dots := 0, 0
	for _, r := range s {
		switch {
		case r == '.' || r == '/':
			dots++
		case r == ' ':
		case unicode.IsUpper(r):
			letters++
		default:
			return false
		}
	}
	if letters < 1 || letters > 6 || dots == 0 && letters < 2 {
		return false
	}
	return dots > 0 && strings.IndexByte(s, '.') > 0 || dots == 0 && strings.IndexByte(s, ' ') < 0 && isAcronym(s) && !foldedIs(s, "het")
}

// isAcronym reports whether s is all capitals that carry no tone or shape marks but Đ.
func isAcronym(s string) bool {
	for _, r := range s {
		if (r < 'A' || r > 'Z') && r != 'Đ' && r != 'Ð' {
			return false
		}
	}
	return s != ""
}

// isCapitalised reports whether every word of s begins with a capital, as names of persons and places do.
func isCapitalised(s string) bool {
	words := 0
	for w := range strings.FieldsSeq(s) {
		r, _ := utf8.DecodeRuneInString(w)
		if !unicode.IsUpper(r) || strings.ContainsAny(w, `"“”:!?0123456789`) {
			return false
		}
		words++
	}
	return words > 0
}

// readOffice reads the signature of an office: "Công ty cổ phần Cấp nước Thạch Giang", "Phòng CSGT - Công an tỉnh".
func readOffice(s string) byline {
	if len(s) > 2*maxName || wordsOf(s, maxTheoWords) > maxTheoWords || startsLower(s) || endsSentence(s) || strings.ContainsAny(s, ":?!") {
		return byline{}
	}
	return byline{writers: []string{s}}
}
