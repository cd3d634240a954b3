package article

import (
	"encoding/json"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// scanner is a decoder for the records that exports hold: one object whose known fields are strings and lists of strings. It is four
// times as fast as encoding/json because it makes one allocation for all strings and no reflection. It gives up (ok false) on anything
// else, which the general decoder then reads or refuses, so it never has to judge what is malformed.
type scanner struct {
	s     string
	i     int
	arena strings.Builder // every decoded string is a slice of this one
}

// scanObject decodes s, which must be valid UTF-8.
func scanObject(s string) (o object, ok bool) {
	sc := scanner{s: s}
	sc.arena.Grow(len(s)) // a decoded string is never longer than its source
	if !sc.punct('{') {
		return object{}, false
	}
	if !sc.punct('}') {
		for {
			if !sc.member(&o) {
				return object{}, false
			}
			if sc.punct(',') {
				continue
			}
			if sc.punct('}') {
				break
			}
			return object{}, false
		}
	}
	sc.blanks()
	return o, sc.i == len(s)
}

// member reads `"key": value` into its slot; a key met again replaces the value before.
func (sc *scanner) member(o *object) bool {
	sc.blanks()
	key, plain, ok := sc.raw()
	if !ok || !plain || !sc.punct(':') {
		return false
	}
	slot := o.slot(key)
	if slot == nil {
		return sc.pass()
	}
	v, ok := sc.value()
	*slot = v
	return ok
}

func (sc *scanner) value() (value, bool) {
	sc.blanks()
	if sc.i == len(sc.s) {
		return value{}, false
	}
	switch c := sc.s[sc.i]; {
	case c == '"':
		text, ok := sc.str()
		return value{set: true, text: text}, ok
	case c == '[':
		return sc.array()
	case c == '-' || isDigit(c):
		text, ok := sc.number()
		return value{set: true, text: text}, ok
	case c == 't' || c == 'f' || c == 'n':
		return sc.literal()
	}
	return value{}, false
}

// number reads a number as it is spelled.
func (sc *scanner) number() (string, bool) {
	start := sc.i
	for sc.i < len(sc.s) && strings.IndexByte("+-.0123456789Ee", sc.s[sc.i]) >= 0 {
		sc.i++
	}
	text := sc.s[start:sc.i]
	return text, json.Valid([]byte(text))
}

// maxNesting is far below the depth at which encoding/json refuses a record, so that both decoders agree.
const maxNesting = 100

// pass passes over any value of a field that is not known.
func (sc *scanner) pass() bool {
	sc.blanks()
	if sc.i == len(sc.s) {
		return false
	}
	if c := sc.s[sc.i]; c != '{' && c != '[' {
		_, ok := sc.value()
		return ok
	}
	start, depth := sc.i, 0
	for ; sc.i < len(sc.s); sc.i++ {
		switch sc.s[sc.i] {
		case '{', '[':
			if depth++; depth > maxNesting {
				return false
			}
		case '}', ']':
			if depth--; depth == 0 {
				sc.i++
				return json.Valid([]byte(sc.s[start:sc.i]))
			}
		case '"':
			for sc.i++; sc.i < len(sc.s) && sc.s[sc.i] != '"'; sc.i++ {
				if sc.s[sc.i] == '\\' {
					sc.i++
				}
			}
		}
	}
	return false
}

func (sc *scanner) literal() (value, bool) {
	for _, w := range [...]string{"null", "true", "false"} {
		if strings.HasPrefix(sc.s[sc.i:], w) {
			sc.i += len(w)
			if w == "null" {
				return value{}, true
			}
			return value{set: true, text: w}, true
		}
	}
	return value{}, false
}

func (sc *scanner) array() (value, bool) {
	sc.i++
	v := value{set: true}
	if sc.punct(']') {
		return v, true
	}
	for {
		sc.blanks()
		text, ok := sc.str()
		if !ok {
			return value{}, false
		}
		v.list = append(v.list, text)
		if sc.punct(',') {
			continue
		}
		return v, sc.punct(']')
	}
}

func (sc *scanner) blanks() {
	for sc.i < len(sc.s) {
		switch sc.s[sc.i] {
		case ' ', '\t', '\n', '\r':
			sc.i++
		default:
			return
		}
	}
}

// punct passes over blanks and then c, if it comes next.
func (sc *scanner) punct(c byte) bool {
	sc.blanks()
	if sc.i < len(sc.s) && sc.s[sc.i] == c {
		sc.i++
		return true
	}
	return false
}

// raw reads a string literal without decoding it; plain means that it has no escapes.
func (sc *scanner) raw() (text string, plain, ok bool) {
	if sc.i == len(sc.s) || sc.s[sc.i] != '"' {
		return "", false, false
	}
	sc.i++
	start := sc.i
	for sc.i < len(sc.s) {
		switch c := sc.s[sc.i]; {
		case c == '"':
			sc.i++
			return sc.s[start : sc.i-1], true, true
		case c == '\\':
			return "", false, true
		case c < ' ':
			return "", false, false
		}
		sc.i++
	}
	return "", false, false
}

// str reads a string literal and decodes it into the arena.
func (sc *scanner) str() (string, bool) {
	if sc.i == len(sc.s) || sc.s[sc.i] != '"' {
		return "", false
	}
	sc.i++
	begin, start := sc.arena.Len(), sc.i
	for sc.i < len(sc.s) {
		switch c := sc.s[sc.i]; {
		case c == '"':
			sc.arena.WriteString(sc.s[start:sc.i])
			sc.i++
			return sc.arena.String()[begin:], true
		case c == '\\':
			sc.arena.WriteString(sc.s[start:sc.i])
			if !sc.escape() {
				return "", false
			}
			start = sc.i
		case c < ' ':
			return "", false
		default:
			sc.i++
		}
	}
	return "", false
}

// escape decodes the escape at the current byte.
func (sc *scanner) escape() bool {
	if sc.i+1 >= len(sc.s) {
		return false
	}
	c := sc.s[sc.i+1]
	sc.i += 2
	switch c {
	case '"', '\\', '/':
	case 'b':
		c = '\b'
	case 'f':
		c = '\f'
	case 'n':
		c = '\n'
	case 'r':
		c = '\r'
	case 't':
		c = '\t'
	case 'u':
		return sc.unicode()
	default:
		return false
	}
	sc.arena.WriteByte(c)
	return true
}

// unicode decodes the four digits of \uXXXX and the second half of a surrogate pair. Half a pair becomes U+FFFD.
func (sc *scanner) unicode() bool {
	r, ok := sc.hex()
	if !ok {
		return false
	}
	if utf16.IsSurrogate(r) {
		back := sc.i
		pair := rune(utf8.RuneError)
		if strings.HasPrefix(sc.s[sc.i:], `\u`) {
			sc.i += 2
			low, ok := sc.hex()
			if !ok {
				return false
			}
			pair = utf16.DecodeRune(r, low)
		}
		if pair == utf8.RuneError {
			sc.i = back // what follows stands for itself
		}
		r = pair
	}
	sc.arena.WriteRune(r)
	return true
}

func (sc *scanner) hex() (rune, bool) {
	if sc.i+4 > len(sc.s) {
		return 0, false
	}
	var r rune
	for _, c := range []byte(sc.s[sc.i : sc.i+4]) {
		switch {
		case isDigit(c):
			c -= '0'
		case c >= 'a' && c <= 'f':
			c -= 'a' - 10
		case c >= 'A' && c <= 'F':
			c -= 'A' - 10
		default:
			return 0, false
		}
		r = r<<4 | rune(c)
	}
	sc.i += 4
	return r, true
}
