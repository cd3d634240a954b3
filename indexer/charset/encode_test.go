package charset

import (
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// encoder writes text in one encoding. It returns the bytes, and the text that they spell: without what the encoding cannot say.
type encoder struct {
	name   string   // as the table of accuracy has it
	want   []string // names that Decode may give
	encode func(string) (data []byte, spelled string)
	least  float64 // share of whole texts of which every letter must come back; 0 = minRight
}

func encoders() []encoder {
	own := func(f func(string) []byte) func(string) ([]byte, string) {
		return func(s string) ([]byte, string) { return f(s), s }
	}
	var all []encoder
	add := func(name, want string, f func(string) ([]byte, string)) {
		all = append(all, encoder{name: name, want: strings.Split(want, "|"), encode: f})
	}
	add("UTF-8", UTF8, own(func(s string) []byte { return []byte(s) }))
	add("UTF-8, mark", UTF8, own(func(s string) []byte { return []byte(bom + s) }))
	add("UTF-8, NFD", UTF8, func(s string) ([]byte, string) { s = norm.NFD.String(s); return []byte(s), s })
	add("UTF-8, half NFD", UTF8, func(s string) ([]byte, string) { s = halfComposed(s); return []byte(s), s })
	add("UTF-8, mixed", UTF8, func(s string) ([]byte, string) {
		half := strings.LastIndexByte(s[:len(s)/2], ' ') + 1
		s = norm.NFD.String(s[:half]) + s[half:]
		return []byte(s), s
	})
	add("UTF-16LE, mark", UTF16LE, own(func(s string) []byte { return toUTF16("\uFEFF"+s, 0) }))
	add("UTF-16BE, mark", UTF16BE, own(func(s string) []byte { return toUTF16("\uFEFF"+s, 1) }))
	add("UTF-16LE", UTF16LE, own(func(s string) []byte { return toUTF16(s, 0) }))
	add("UTF-16BE", UTF16BE, own(func(s string) []byte { return toUTF16(s, 1) }))
	for _, name := range []string{Windows1258, TCVN3, TCVN5712, VNI, VPS, VISCII} {
		e := newTableEncoder(name)
		want := name
		if name == TCVN5712 { // without capitals they are one
			want += "|" + TCVN3
		}
		add(name, want, e.encode)
		if name == TCVN5712 {
			all[len(all)-1].least = 0.995 // a lone capital may be a bullet or ™ of TCVN3 as well
		}
		if name == TCVN3 || name == VNI {
			add(name+" in UTF-8", name+" in UTF-8", func(s string) ([]byte, string) {
				data, s := e.encode(s)
				return readAs(data, charmap.Windows1252), s
			})
		}
	}
	add("VIQR", VIQR, encodeVIQR)
	add("VIQR, no backslash", VIQR, func(s string) ([]byte, string) {
		data, s := encodeVIQR(s)
		return []byte(strings.ReplaceAll(string(data), "\\", "")), s
	})
	all[len(all)-1].least = 0.1 // "ta." is tạ, or the end of a sentence
	for name, m := range map[string]*charmap.Charmap{"UTF-8 twice, 1252": charmap.Windows1252, "UTF-8 twice, Latin-1": charmap.ISO8859_1, "UTF-8 twice, 1258": charmap.Windows1258} {
		add(name, UTF8Twice, own(func(s string) []byte { return readAs([]byte(s), m) }))
	}
	return all
}

// halfComposed is the form of windows-1258: letters with their shapes composed, tones apart.
func halfComposed(s string) string {
	var b strings.Builder
	for _, r := range norm.NFC.String(s) {
		d := []rune(norm.NFD.String(string(r)))
		tone := rune(0)
		for i, c := range d {
			if strings.ContainsRune("\u0300\u0301\u0303\u0309\u0323", c) && isVietnamese(r) {
				tone = c
				d = append(d[:i:i], d[i+1:]...)
				break
			}
		}
		b.WriteString(norm.NFC.String(string(d)))
		if tone != 0 {
			b.WriteRune(tone)
		}
	}
	return b.String()
}

func toUTF16(s string, big int) []byte {
	var out []byte
	for _, u := range utf16.Encode([]rune(s)) {
		pair := [2]byte{byte(u), byte(u >> 8)}
		out = append(out, pair[big], pair[1-big])
	}
	return out
}

// readAs is data as a program stores it that takes it for text in the charset; bytes that it lacks stay controls, as in browsers.
func readAs(data []byte, m *charmap.Charmap) []byte {
	var out []byte
	for _, b := range data {
		r := m.DecodeByte(b)
		if r == utf8.RuneError {
			r = rune(b)
		}
		out = utf8.AppendRune(out, r)
	}
	return out
}

// tableEncoder inverts a table.
type tableEncoder struct {
	code map[rune]string
	lost func(rune) rune // TCVN3's capitals
}

func newTableEncoder(name string) *tableEncoder {
	e := &tableEncoder{code: map[rune]string{}, lost: func(r rune) rune { return r }}
	t := legacyTables()[name]
	for b := range 256 {
		if r := t.single[b]; r != 0 {
			if _, ok := e.code[r]; !ok || b < utf8.RuneSelf {
				e.code[r] = string([]byte{byte(b)})
			}
		}
		for second, r := range t.pair[b] {
			e.code[r] = string([]byte{byte(b), second})
		}
	}
	if name == TCVN3 {
		e.lost = unicode.ToLower
	}
	return e
}

// substitutes are what people type for characters that their encoding has not.
var substitutes = strings.NewReplacer("“", `"`, "”", `"`, "‘", "'", "’", "'", "–", "-", "—", "-", "…", "...", "\u00A0", " ", "\u200B", "", "\uFEFF", "", "\u00AD", "")

// eths are letters that stand for Đ in some archives; encodings have one of the two.
var eths = strings.NewReplacer("Ð", "Đ", "ð", "đ")

func (e *tableEncoder) encode(s string) ([]byte, string) {
	var data, spelled []byte
	for _, r := range eths.Replace(norm.NFC.String(s)) {
		data, spelled = e.append(data, spelled, r)
	}
	return data, string(spelled)
}

func (e *tableEncoder) append(data, spelled []byte, r rune) (_, _ []byte) {
	if code, ok := e.code[r]; ok {
		return append(data, code...), utf8.AppendRune(spelled, r)
	}
	if code, ok := e.code[e.lost(r)]; ok {
		return append(data, code...), utf8.AppendRune(spelled, r)
	}
	parts := []rune(halfComposed(string(r)))
	if len(parts) == 2 && e.code[parts[0]] != "" && e.code[parts[1]] != "" {
		return append(append(data, e.code[parts[0]]...), e.code[parts[1]]...), utf8.AppendRune(spelled, r)
	}
	sub := substitutes.Replace(string(r))
	if sub == string(r) || !isASCII(sub) {
		sub = "?"
	}
	return append(data, sub...), append(spelled, sub...)
}

// encodeVIQR writes VIQR as RFC 1456 wants it, with a backslash before marks that are punctuation.
func encodeVIQR(s string) ([]byte, string) {
	codes := map[rune]string{'đ': "dd", 'Đ': "DD"}
	for key, letter := range viqrLetters() {
		r, _ := utf8.DecodeRuneInString(letter)
		codes[r] = strings.ReplaceAll(string(key[:]), "\x00", "")
	}
	var data, spelled []byte
	last := byte(0)
	for _, r := range eths.Replace(norm.NFC.String(s)) {
		if r >= utf8.RuneSelf && codes[r] == "" {
			sub := substitutes.Replace(string(r))
			if !isASCII(sub) {
				sub = "?"
			}
			if sub == "" {
				continue
			}
			spelled = append(spelled, sub...)
			for i := range len(sub) {
				data, last = appendEscaped(data, sub[i], last)
			}
			continue
		}
		spelled = utf8.AppendRune(spelled, r)
		if r < utf8.RuneSelf {
			data, last = appendEscaped(data, byte(r), last)
			continue
		}
		if n := len(data); n > 0 && last|0x20 == 'd' && data[n-1] == last && codes[r][0]|0x20 == 'd' {
			data = append(data[:n-1], '\\', last) // GDĐT
		}
		data = append(data, codes[r]...)
		last = 'a' // any vowel: a mark behind it may be taken for one of its own
	}
	return data, string(spelled)
}

func appendEscaped(data []byte, b, last byte) ([]byte, byte) {
	if b == '\\' || isVowel(last) && strings.IndexByte(viqrMarks, b) >= 0 || b|0x20 == 'd' && last|0x20 == 'd' {
		data = append(data, '\\')
	}
	return append(data, b), b
}
