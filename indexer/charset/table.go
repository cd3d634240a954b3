package charset

import (
	"embed"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

//go:embed tables/*.txt
var tables embed.FS

// table is an encoding of one byte a letter, or of a letter and a mark behind it, as data.
type table struct {
	name      string
	single    [256]rune          // 0 where the encoding has nothing
	pair      [256]map[byte]rune // second byte → letter, for first bytes that take a mark
	combining bool               // it has tones as characters of their own
}

// legacyTables are the tables by the name of their encoding; they are read when the first text needs one.
var legacyTables = sync.OnceValue(func() map[string]*table {
	all := map[string]*table{}
	for name, file := range map[string]string{TCVN3: "tcvn3", TCVN5712: "tcvn5712", VNI: "vni", VPS: "vps", VISCII: "viscii"} {
		all[name] = newTable(name, file, name == TCVN3 || name == VNI)
	}
	all[Windows1258] = newCharmap(Windows1258, charmap.Windows1258)
	all[Windows1258].combining, all[TCVN5712].combining = true, true
	return all
})

// newTable reads a table; windows says that the bytes from 80 to BF that it leaves free are what windows-1252 has there.
func newTable(name, file string, windows bool) *table {
	t := &table{name: name}
	if windows {
		t = newCharmap(name, charmap.Windows1252)
		clear(t.single[0xC0:]) // letters that Vietnamese does not have
	}
	for b := range rune(0x80) {
		t.single[b] = b
	}
	data, err := tables.ReadFile("tables/" + file + ".txt")
	if err != nil {
		panic(err) // the file is part of the program
	}
	for line := range strings.Lines(string(data)) {
		code, point, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || code[0] == '#' {
			continue
		}
		r := rune(number(point))
		first, second, double := strings.Cut(code, " ")
		if !double {
			t.single[number(first)] = r
			continue
		}
		f := number(first)
		if t.pair[f] == nil {
			t.pair[f] = map[byte]rune{}
		}
		t.pair[f][byte(number(second))] = r
	}
	return t
}

// newCharmap is the table of an encoding that x/text knows.
func newCharmap(name string, m *charmap.Charmap) *table {
	t := &table{name: name}
	for b := range 256 {
		if r := m.DecodeByte(byte(b)); r != utf8.RuneError {
			t.single[b] = r
		}
	}
	return t
}

// number reads a hexadecimal number of a table.
func number(s string) uint32 {
	n, err := strconv.ParseUint(s, 16, 32)
	if err != nil {
		panic(err) // the tables are part of the program, and tested
	}
	return uint32(n)
}

// append decodes data behind dst and counts the bytes that the encoding does not have.
func (t *table) append(dst, data []byte) (out []byte, bad int) {
	for i := 0; i < len(data); i++ {
		b := data[i]
		if marks := t.pair[b]; marks != nil && i+1 < len(data) && data[i+1] >= utf8.RuneSelf {
			if r, ok := marks[data[i+1]]; ok {
				dst = utf8.AppendRune(dst, r)
				i++
				continue
			}
		}
		r := t.single[b]
		if r == 0 {
			r = utf8.RuneError
			bad++
		}
		dst = utf8.AppendRune(dst, r)
	}
	return dst, bad
}

// decode decodes a text, and gives TCVN3 its capitals back. It counts the bytes that the encoding does not have.
func (t *table) decode(data []byte) (text string, bad int) {
	out, bad := t.append(make([]byte, 0, len(data)+len(data)/2), data)
	if t.name == TCVN3 {
		restoreCapitals(out)
	}
	return t.composed(out), bad
}

// decodeRun decodes a part of a text, of which nothing can be told from where it begins.
func (t *table) decodeRun(data []byte) (text string, bad int) {
	out, bad := t.append(make([]byte, 0, len(data)+len(data)/2), data)
	return t.composed(out), bad
}

// composed makes letters of what the encoding writes as letter and combining tone.
func (t *table) composed(text []byte) string {
	if t.combining {
		return compose(text)
	}
	return string(text)
}
