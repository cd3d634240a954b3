package charset

import (
	"bytes"
	"fmt"
	"unicode/utf8"
)

// Names of encodings, as Text.Encoding has them. Any other charset that a Hint declares and its text bears out keeps the name that the
// WHATWG's Encoding standard gives it ("windows-1251", "gbk"). A legacy encoding whose bytes somebody took for Latin letters and
// wrote as Unicode has that behind its name: "TCVN3 in UTF-8".
const (
	UTF8        = "UTF-8"
	UTF16LE     = "UTF-16LE"
	UTF16BE     = "UTF-16BE"
	UTF8Twice   = "UTF-8 twice" // UTF-8 that was read as windows-1252, windows-1258 or Latin-1, and written as UTF-8 again, once or more
	Windows1258 = "windows-1258"
	Windows1252 = "windows-1252"
	TCVN3       = "TCVN3"      // ABC, the fonts .VnTime and its kin
	TCVN5712    = "TCVN5712-1" // the standard's full table, with capitals among the controls
	VNI         = "VNI"        // VNI for Windows
	VPS         = "VPS"
	VISCII      = "VISCII"
	VIQR        = "VIQR" // accents as ASCII punctuation behind the letter: Vie^.t
)

// Hint is what is known of some bytes besides the bytes. What a file declares is verified: a wrong declaration costs nothing. The
// zero value knows nothing.
type Hint struct {
	Given    string // one of Names, for certain: somebody has said so, and bytes that it has not are damage
	Declared string // charset label of a header, a <meta> or an XML declaration: "utf-8", "x-viet-tcvn5712", "windows-1258"
	Markup   bool   // the bytes are HTML or XML: tags and entities are passed over when the text is judged
	AsIs     bool   // valid Unicode is taken as it stands; for formats with a syntax of their own, whose texts Hidden is asked about
}

// Text is decoded text.
type Text struct {
	String     string  // valid UTF-8 without byte order mark at its beginning and without NUL; line ends, and the normal form of Unicode text, as found
	Encoding   string  // one of the names above
	Repaired   int     // characters that could not be decoded; each is U+FFFD in String
	Confidence float64 // 0 to 1: how sure the encoding is; 1 for UTF-8 and for byte order marks
	Legacy     bool    // legacy Vietnamese bytes were decoded, so that the legacy fonts that a markup may name have had their effect
}

// Sure is the confidence from which on an encoding is no guess.
const Sure = 0.99

// Decode finds the encoding of data and decodes it. It returns ErrNotText if data is no text in any encoding that it knows, or
// if nothing tells which of them it is in; it never guesses. Memory is a small multiple of len(data), time grows with len(data).
// It may be called by many goroutines at once.
func Decode(data []byte, hint Hint) (Text, error) {
	if hint.Given != "" {
		return decodeGiven(data, hint.Given)
	}
	t, ok, err := decodeMarked(data)
	if err != nil {
		return Text{}, err
	}
	if !ok {
		body, marked := bytes.CutPrefix(data, []byte(bom))
		if !utf8.Valid(body) || bytes.IndexByte(body, 0) >= 0 {
			return decodeBytes(body, hint, marked)
		}
		t = Text{String: string(body), Encoding: UTF8, Confidence: 1}
	}
	if hint.AsIs {
		return t, nil
	}
	if legacy, sure, ok := hidden(t.String, hint); ok {
		t.String = legacy.Decode(t.String)
		t.Encoding = legacy.In(t.Encoding)
		t.Confidence, t.Legacy = sure, true
	}
	return t, nil
}

// decodeBytes decodes what is not valid UTF-8; marked says that a byte order mark claims it to be.
func decodeBytes(data []byte, hint Hint, marked bool) (Text, error) {
	if t, ok := unmarkedUTF16(data); ok {
		return t, nil
	}
	bad, multi := damage(data)
	const clearly = 4 // so many letters decoded for every byte that is not leave no doubt
	if whole := multi >= clearly*bad; !tooBad(bad, len(data)) && (marked || whole) {
		return repair(data, bad), nil
	}
	if bytes.IndexByte(data, 0) < 0 || bytes.Count(data, []byte{0}) <= minBad {
		if f, ok := detect(data, hint); ok {
			text, bad := f.table.decode(data)
			return Text{String: text, Encoding: f.table.name, Repaired: bad, Confidence: f.confidence, Legacy: true}, nil
		}
		if t, ok := decodeForeign(data, hint); ok {
			return t, nil
		}
	}
	if !tooBad(bad, len(data)) {
		return repair(data, bad), nil
	}
	if nul := bytes.Count(data, []byte{0}); nul > len(data)/maxBadShare {
		return Text{}, fmt.Errorf("%w: a binary file (%d NUL bytes)", ErrNotText, nul)
	}
	return Text{}, fmt.Errorf("%w: %d of %d bytes are not UTF-8, and read as no legacy encoding either; save it as UTF-8", ErrNotText, bad, len(data))
}
