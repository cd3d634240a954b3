package query

import (
	"strings"
	"unicode"

	"timbao/indexer/vietnamese"
)

type kind uint8

const (
	tokenEnd kind = iota
	tokenText
	tokenPhrase // from, to are inside the quotes
	tokenPrefix // from, to are without the star
	tokenOpen
	tokenClose
	tokenAnd
	tokenOr
	tokenNot
	tokenMinus
	tokenField
)

// token is characters from up to to; start and end take in its quotes or star.
type token struct {
	kind       kind
	start, end int
	from, to   int
	field      Field
}

// lex splits the input into tokens; the last is tokenEnd.
func lex(in *input) []token {
	var tokens []token
	for i := 0; i < len(in.chars); {
		if in.blank(i) {
			i++
			continue
		}
		t := in.next(i)
		tokens = append(tokens, t)
		i = t.end
		// What is glued to a field name is its value, whatever it looks like.
		if t.kind == tokenField && !in.blank(i) && !in.breaks(i) {
			tokens = append(tokens, in.value(i))
			i = tokens[len(tokens)-1].end
		}
	}
	n := len(in.chars)
	return append(tokens, token{kind: tokenEnd, start: n, end: n})
}

// next reads the token at i, which is no blank.
func (in *input) next(i int) token {
	switch {
	case in.is(i, '(') && in.mate[i] >= 0:
		return token{kind: tokenOpen, start: i, end: i + 1}
	case in.is(i, ')') && in.mate[i] >= 0:
		return token{kind: tokenClose, start: i, end: i + 1}
	case in.mate[i] >= 0:
		return in.phrase(i)
	case in.isMinus(i):
		return token{kind: tokenMinus, start: i, end: i + 1}
	}
	end := in.pieceEnd(i)
	if operator, ok := operatorKind(in.plain(i, end)); ok {
		return token{kind: operator, start: i, end: end}
	}
	if field, colon, ok := in.fieldName(i, end); ok {
		return token{kind: tokenField, start: i, end: colon + 1, field: field}
	}
	return in.value(i)
}

func operatorKind(piece string) (kind, bool) {
	switch piece {
	case "AND":
		return tokenAnd, true
	case "OR":
		return tokenOr, true
	case "NOT":
		return tokenNot, true
	default:
		return 0, false
	}
}

// value reads a piece that is text, or a prefix.
func (in *input) value(i int) token {
	end := in.pieceEnd(i)
	stem := end
	for stem > i && in.is(stem-1, '*') {
		stem--
	}
	if stem < end && in.isStem(i, stem) {
		return token{kind: tokenPrefix, start: i, end: end, from: i, to: stem}
	}
	return token{kind: tokenText, start: i, end: end, from: i, to: end}
}

// phrase reads a quoted phrase; one without words is text.
func (in *input) phrase(i int) token {
	t := token{kind: tokenPhrase, start: i, end: in.mate[i] + 1, from: i + 1, to: in.mate[i]}
	if !in.wordy(t.from, t.to) {
		t.kind = tokenText
	}
	return t
}

// breaks tells whether a piece ends before i: a blank, a paired bracket, an opening quote.
func (in *input) breaks(i int) bool { return in.blank(i) || in.mate[i] >= 0 }

func (in *input) pieceEnd(i int) int {
	for i++; !in.breaks(i); i++ {
	}
	return i
}

// plain is a piece without escapes, "" if it has one.
func (in *input) plain(i, j int) string {
	for _, c := range in.chars[i:j] {
		if c.literal {
			return ""
		}
	}
	return in.text(i, j)
}

// isMinus tells whether a hyphen excludes what follows: only where a word could begin, only before a letter, a phrase or a group.
// Not before a digit: exports are full of "S -400", and frost is "-5 độ".
func (in *input) isMinus(i int) bool {
	if !in.is(i, '-') || i > 0 && !in.is(i-1, ' ') && !in.is(i-1, '(') || in.blank(i+1) {
		return false
	}
	switch {
	case in.is(i+1, ')'):
		return false
	case in.mate[i+1] >= 0:
		return in.wordy(i+2, in.mate[i+1])
	default:
		_, operator := operatorKind(in.plain(i+1, in.pieceEnd(i+1)))
		return unicode.IsLetter(in.chars[i+1].r) && !operator
	}
}

// isStem tells whether characters i up to j, before a star, are meant as the beginning of a word. A lone digit is not: "khách sạn 5*".
// A lone letter is, and is then refused as too short.
func (in *input) isStem(i, j int) bool {
	letters := 0
	for k := i; k < j; k++ {
		switch r := in.chars[k].r; {
		case isWordy(r):
			letters++
		case unicode.IsMark(r) && k > i:
		case strings.ContainsRune("-./", r) && k > i:
		default:
			return false
		}
	}
	return letters > 1 || letters == 1 && unicode.IsLetter(in.chars[i].r)
}

// fieldName reads a field name and its colon at the beginning of the piece i up to j.
func (in *input) fieldName(i, j int) (field Field, colon int, ok bool) {
	for colon = i; colon < j && !in.is(colon, ':'); colon++ {
	}
	if colon == j {
		return 0, 0, false
	}
	name := in.plain(i, colon)
	field, ok = lookupField(name)
	if !ok {
		return 0, 0, false
	}
	// "mỗi ngày: …" and "một nơi: …" are prose.
	after := colon + 1
	if isEveryday(name) && (in.blank(after) || in.is(after, ')')) {
		return 0, 0, false
	}
	return field, colon, true
}

func foldName(name string) string {
	return strings.ReplaceAll(vietnamese.Fold(name), "_", "")
}

func isEveryday(name string) bool {
	folded := foldName(name)
	return folded == "noi" || folded == "ngay"
}

func lookupField(name string) (Field, bool) {
	if name == "" || len(name) > 60 {
		return 0, false
	}
	switch foldName(name) {
	case "title", "tieude":
		return FieldTitle, true
	case "author", "tacgia":
		return FieldAuthor, true
	case "section", "chuyenmuc":
		return FieldSection, true
	case "place", "noi":
		return FieldPlace, true
	case "caption", "chuthich":
		return FieldCaption, true
	case "date", "ngay":
		return fieldDate, true
	default:
		return 0, false
	}
}

func isFieldName(name string) bool {
	_, ok := lookupField(name)
	return ok
}
