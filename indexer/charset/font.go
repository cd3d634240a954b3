package charset

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// Legacy decodes runs of text in a legacy encoding, where a program has kept the bytes as characters: U+00D6 for byte D6. Two are
// equal (==) if they decode alike; a reader should join neighbouring runs whose Legacy is equal before it decodes them, because VNI
// may break a letter in two. The zero value decodes nothing.
type Legacy struct {
	encoding string
	capitals bool // a font that draws capitals for the small letters of its encoding
	hidden   bool // found by what the text says, not by a font's name
}

// Font is the decoder for the font called name, if it is a font of a legacy Vietnamese encoding: ".VnTime" and ".VnArialH" (TCVN3),
// "VNI-Times" (VNI), "VPS Times" (VPS), "VI Arial" (VISCII). Quotes around the name, and case, make no difference.
func Font(name string) (Legacy, bool) {
	name = strings.ToLower(strings.Trim(name, ` "'`))
	switch {
	case strings.HasPrefix(name, ".vn"):
		return Legacy{encoding: TCVN3, capitals: strings.HasSuffix(name, "h")}, true
	case strings.HasPrefix(name, "vni-"), strings.HasPrefix(name, "vni "):
		return Legacy{encoding: VNI}, true
	case strings.HasPrefix(name, "vps "):
		return Legacy{encoding: VPS}, true
	case strings.HasPrefix(name, "vi "):
		return Legacy{encoding: VISCII}, true
	}
	return Legacy{}, false
}

// Encoding is the name of the encoding.
func (l Legacy) Encoding() string { return l.encoding }

// Decode decodes a run, or a text of many lines if the encoding was found by Hidden. What is Unicode in truth (a font keeps nobody
// from typing it) is returned as it is.
func (l Legacy) Decode(run string) string {
	switch {
	case l.encoding == "":
		return run
	case l.encoding == VIQR:
		return decodeVIQR([]byte(run))
	case l.hidden:
		return l.lines(run)
	}
	return l.run(run)
}

func (l Legacy) run(run string) string {
	if l.encoding == UTF8Twice {
		return decodeTwice(run)
	}
	data, ok := appendFontBytes(make([]byte, 0, len(run)), run)
	if !ok {
		return run
	}
	decode := legacyTables()[l.encoding].decodeRun
	if l.hidden {
		decode = legacyTables()[l.encoding].decode
	}
	text, bad := decode(data)
	if bad > 0 || !isASCII(run) && judge(compose([]byte(run))).fit > judge(text).fit+doubt {
		return run
	}
	if l.capitals {
		text = strings.ToUpper(text)
	}
	return text
}

// doubt is by how much, in nats, a run must be likelier as it stands for its font to be disbelieved.
const doubt = 6

// maxTimes is how many times more than once a text may have been encoded.
const maxTimes = 3

// decodeTwice decodes UTF-8 that was encoded again.
func decodeTwice(run string) string {
	for range maxTimes {
		data, ok := appendFontBytes(make([]byte, 0, len(run)), run)
		if !ok || !isUTF8Again(data) {
			break
		}
		run = string(data)
	}
	return run
}

// appendFontBytes turns the characters of a run into the bytes that its font knows: as windows-1252, Latin-1, windows-1258 or the
// private area of symbol fonts have them. ok is false if some character is none of these.
func appendFontBytes(data []byte, run string) (_ []byte, ok bool) {
	for _, r := range run {
		b := byte(r)
		switch {
		case r < 0x100, r >= 0xF020 && r < 0xF100:
		default:
			if b, ok = charmap.Windows1252.EncodeRune(r); !ok {
				b, ok = charmap.Windows1258.EncodeRune(r)
			}
			if !ok || r == utf8.RuneError {
				return data, false
			}
		}
		data = append(data, b)
	}
	return data, true
}
