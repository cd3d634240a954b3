package pdf

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"timbao/indexer/charset"
)

// decoder makes text of pieces, in the legacy encodings of their fonts or of the whole document.
type decoder struct {
	fonts map[string]charset.Legacy
	whole charset.Legacy // of fonts that are not known by name, if the text says so
	used  map[string]int // bytes in each encoding
}

func newDecoder() *decoder {
	return &decoder{fonts: map[string]charset.Legacy{}, used: map[string]int{}}
}

func (d *decoder) legacy(font string) charset.Legacy {
	l, ok := d.fonts[font]
	if !ok {
		l, _ = charset.Font(font)
		d.fonts[font] = l
	}
	if l == (charset.Legacy{}) {
		return d.whole
	}
	return l
}

// line decodes the text of a line; pieces of one encoding are decoded together.
func (d *decoder) line(l *line) {
	var out, run strings.Builder
	var now charset.Legacy
	flush := func() {
		s := run.String()
		run.Reset()
		if now != (charset.Legacy{}) {
			d.used[now.Encoding()] += len(s)
			s = now.Decode(s)
		}
		out.WriteString(s)
	}
	for i, p := range l.pieces {
		if legacy := d.legacy(p.font); legacy != now {
			flush()
			now = legacy
		}
		if i > 0 && p.box.left-l.pieces[i-1].box.right > 0.18*p.size && !endsBlank(run.String()) && !strings.HasPrefix(p.text, " ") {
			run.WriteByte(' ')
		}
		run.WriteString(p.text)
	}
	flush()
	l.text = strings.Join(strings.FieldsFunc(out.String(), func(r rune) bool { return r == ' ' }), " ")
}

func endsBlank(s string) bool { return strings.HasSuffix(s, " ") }

// fontFor are fonts that stand for the encodings that text can be told to be in.
var fontFor = map[string]string{charset.TCVN3: ".VnTime", charset.VNI: "VNI-Times", charset.VPS: "VPS Times", charset.VISCII: "VI Arial"}

// maxLook is how much text is looked at to tell its encoding.
const maxLook = 64 << 10

// lookAtWhole tells whether text in fonts whose names say nothing is in a legacy encoding: programs rename fonts.
func (d *decoder) lookAtWhole(pieces []piece) {
	var raw []byte
	for _, p := range pieces {
		if d.legacy(p.font) != (charset.Legacy{}) {
			continue
		}
		for _, r := range p.text {
			if r >= 0x100 {
				if r >= 0x1E00 && r < 0x1F00 || unicode.Is(unicode.Mn, r) || r == 'ơ' || r == 'ư' || r == 'ă' || r == 'đ' {
					return // Vietnamese as it should be
				}
				r = '?'
			}
			raw = append(raw, byte(r))
		}
		raw = append(raw, '\n')
		if len(raw) > maxLook {
			break
		}
	}
	high := 0
	for _, b := range raw {
		if b >= utf8.RuneSelf {
			high++
		}
	}
	if high < 20 || high < len(raw)/50 {
		return // a text in another language
	}
	t, err := charset.Decode(raw, charset.Hint{})
	if font := fontFor[t.Encoding]; err == nil && font != "" {
		d.whole, _ = charset.Font(font)
	}
}

// encoding is the legacy encoding of most of the text, "" if there is none.
func (d *decoder) encoding() string {
	name, most := "", 0
	for e, n := range d.used {
		if n > most || n == most && e < name {
			name, most = e, n
		}
	}
	return name
}
