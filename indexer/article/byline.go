package article

import (
	"slices"
	"strings"
)

// byline is who made an article.
type byline struct {
	writers       []string
	photographers []string
	printed       string
	sure          bool // its form leaves no doubt
	how           evidence
}

func (b byline) empty() bool { return len(b.writers) == 0 && len(b.photographers) == 0 }

// role says what a person did.
type role uint8

const (
	roleWriter role = 1 << iota
	rolePhotographer
	roleFiller // a word that may stand in a label and says nothing of its own
)

// roleWords are the folded words of a byline's labels: "Tin, ảnh:", "Bài và ảnh:", "Ảnh:", "Thực hiện:", "Nguồn:".
var roleWords = map[string]role{
	"tin": roleWriter, "bai": roleWriter, "theo": roleWriter, "nguon": roleWriter, "thuc": roleWriter, "ghi": roleWriter,
	"dich": roleWriter, "tong": roleWriter, "phong": roleWriter, "tac": roleWriter, "bien": roleWriter, "viet": roleWriter,
	"anh": rolePhotographer, "photo": rolePhotographer, "clip": rolePhotographer, "video": rolePhotographer, "hoa": rolePhotographer,
	"va": roleFiller, "hien": roleFiller, "hop": roleFiller, "chep": roleFiller, "su": roleFiller, "gia": roleFiller, "tap": roleFiller,
	"soan": roleFiller, "chum": roleFiller, "minh": roleFiller, "do": roleFiller, "vien": roleFiller, "luoc": roleFiller,
}

// Bounds of what is believed to be a person or an agency.
const (
	maxSigners   = 6  // in a signature without a label
	maxName      = 80 // bytes
	maxNameWords = 6
	maxTheoWords = 10
	maxLower     = 2 // words in small letters in a name: "Báo Nhân dân"
)

// readByline reads a line such as "Tin, ảnh: Văn Trọng", "Bài: A - Ảnh: B", "Theo TTXVN" or "(Ảnh: A, B)". With plain, names
// need no label. The result is empty if the line is anything else.
func readByline(s string, plain bool) byline {
	s = unwrapParens(s)
	b := byline{sure: true}
	now, pending, named := role(0), role(0), false
	if plain {
		now = roleWriter
	}
	if sources := readTheo(s); len(sources) > 0 {
		return byline{writers: sources, sure: true}
	}
	for _, part := range splitPersons(s) {
		if i := strings.IndexByte(part, ':'); i > 0 {
			r := roleOf(part[:i])
			if r == 0 {
				return byline{}
			}
			now, pending = r|pending, 0
			if part = trim(part[i+1:]); part == "" {
				continue
			}
		} else if r := roleOf(part); r != 0 && (now == 0 || named) {
			pending |= r // the first words of a label: "Tin, ảnh: …"
			continue
		}
		name, ok := cleanName(part)
		if now == 0 || pending != 0 || !ok {
			return byline{}
		}
		named = true
		if now&roleWriter != 0 {
			b.writers = appendNew(b.writers, []string{name})
		}
		if now&rolePhotographer != 0 {
			b.photographers = appendNew(b.photographers, []string{name})
		}
	}
	if pending != 0 {
		return byline{}
	}
	return b
}

// roleOf is what a label says, 0 if it is none.
func roleOf(label string) role {
	if len(label) > maxLabel {
		return 0
	}
	var room [2 * maxLabel]byte
	var all role
	for w := range strings.FieldsFuncSeq(string(appendFold(room[:0], label)), func(r rune) bool { return r == ' ' || r == ',' }) {
		r := roleWords[w]
		if r == 0 {
			return 0
		}
		all |= r
	}
	return all &^ roleFiller
}

// readTheo reads the sources named by a line "Theo TTXVN" ("after …") that says nothing more.
func readTheo(s string) []string {
	i := strings.IndexByte(s, ' ')
	if i < 4 || i > 8 || wordsOf(s, maxTheoWords) > maxTheoWords || !foldedIs(s[:i], "theo") {
		return nil
	}
	rest := strings.TrimRight(trim(s[i:]), ". ")
	if strings.ContainsAny(rest, ":!?") || strings.Contains(rest, ". ") {
		return nil
	}
	sources := splitPersons(rest)
	for _, part := range sources {
		if startsLower(part) || len(part) > maxName {
			return nil
		}
	}
	return sources
}

func foldedIs(s, want string) bool {
	var room [maxLabel]byte
	return len(s) <= maxLabel && string(appendFold(room[:0], s)) == want
}

// splitPersons cuts a list of persons at commas, semicolons, slashes, "và" and spaced hyphens. An unspaced hyphen is part of a name.
func splitPersons(s string) []string {
	var out []string
	start := 0
	cut := func(at, n int) {
		if part := trim(s[start:at]); part != "" {
			out = append(out, part)
		}
		start = at + n
	}
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case ',', ';', '|', '&', '+':
			cut(i, 1)
		case '/':
			if !foldedIs(trim(s[start:i]), "t") { // "t/h" is short for "tổng hợp"
				cut(i, 1)
			}
		case ' ':
			word, _, _ := strings.Cut(s[i+1:], " ")
			if word == "-" || word == "–" || word == "—" || len(word) <= 4 && word != "" && word[0] == 'v' && foldedIs(word, "va") {
				cut(i, 1+len(word))
				i += len(word)
			}
		}
	}
	cut(len(s), 0)
	return out
}

// cleanName strips what is printed around a name, and reports whether the rest can be a person's or an agency's name.
func cleanName(s string) (string, bool) {
	if i := strings.IndexByte(s, '('); i > 0 {
		s = trim(s[:i]) // "Văn Trọng (ghi)"
	}
	s = strings.Trim(s, `"“”'()[] `)
	if !isInitials(s) {
		s = strings.TrimRight(s, ". ")
	}
	if s == "" || len(s) > maxName || wordsOf(s, maxNameWords) > maxNameWords || startsLower(s) || strings.ContainsAny(s, "!?:…") {
		return "", false
	}
	lower := 0
	for w := range strings.FieldsSeq(s) {
		if startsLower(w) {
			lower++
		}
	}
	return s, lower <= maxLower && !isJunk(s)
}

// unwrapParens takes off the brackets around all of s, and a full stop behind them.
func unwrapParens(s string) string {
	t := strings.TrimSuffix(s, ".")
	if len(t) > 2 && t[0] == '(' && strings.IndexByte(t, ')') == len(t)-1 {
		return trim(t[1 : len(t)-1])
	}
	return s
}

func appendNew(dst, names []string) []string {
	for _, n := range names {
		if len(dst) < maxPersons && !slices.Contains(dst, n) {
			dst = append(dst, n)
		}
	}
	return dst
}
