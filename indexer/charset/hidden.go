package charset

import (
	"cmp"
	"strings"
	"unicode/utf8"
)

// Hidden finds the legacy encoding behind Unicode text: one whose bytes a program took for Latin letters ("TiÕng ViÖt" is TCVN3,
// "Tiáº¿ng Viá»‡t" is UTF-8 read as windows-1252), or VIQR. Lines that are no such text do not hinder it. What it returns decodes
// the text and others from the same source; ok is false if the text is what it seems. Vietnamese costs next to nothing.
func Hidden(text string) (l Legacy, confidence float64, ok bool) { return hidden(text, Hint{}) }

// IsPlain reports whether a text is Vietnamese in Unicode beyond doubt, and so hides nothing; most texts are, and it is quick to
// tell. Of other texts, English for one, it says nothing.
func IsPlain(text string) bool {
	// Letters that only Vietnamese has, and none of the pairs that they become when they are encoded twice.
	if !strings.Contains(text, "\xE1\xBB") && !strings.Contains(text, "\xE1\xBA") && !hasDotBelow(text) {
		return false
	}
	return !hasTwice(text)
}

// hasTwice reports whether a text holds "áº" or "á»". It looks for the byte that is rare in Vietnamese.
func hasTwice(text string) bool {
	for from := 0; ; {
		i := strings.IndexByte(text[from:], "»"[0])
		if i < 0 {
			return false
		}
		from += i + 1
		if from < len(text) && (text[from] == "º"[1] || text[from] == "»"[1]) && strings.HasSuffix(text[:from-1], "á") {
			return true
		}
	}
}

// hasDotBelow reports whether a vowel and the combining dot below stand together: decomposed Vietnamese.
func hasDotBelow(text string) bool {
	i := strings.Index(text, "\u0323")
	if i <= 0 {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(text[:i])
	switch r {
	case 'â', 'ê', 'ô', 'ă', 'ơ', 'ư', '\u0302', '\u0306', '\u031B':
		return true
	}
	return r < utf8.RuneSelf && isVowel(byte(r))
}

// hiddenLead is by how much, in nats, a hidden encoding must be likelier than the text as it stands.
const hiddenLead = 12

func hidden(text string, hint Hint) (l Legacy, confidence float64, ok bool) {
	if IsPlain(text) {
		return Legacy{}, 0, false
	}
	if isASCII(text) {
		confidence, ok = looksVIQR([]byte(text))
		return Legacy{encoding: VIQR, hidden: true}, confidence, ok
	}
	s := hiddenSampleOf(text, hint)
	if v := judge(s.twice); v.surely() && v.fit-judge(s.twiceFound).fit >= hiddenLead {
		return Legacy{encoding: UTF8Twice, hidden: true}, nearlySure, true
	}
	if len(s.data) == 0 {
		return Legacy{}, 0, false
	}
	found, lead := judge(s.found), float64(hiddenLead)
	if share(found.native, found.marked) >= minNative {
		lead *= 3 // it makes sense as it stands
	}
	f, ok := detectSample(s.data, hint)
	if !ok {
		return Legacy{}, 0, false
	}
	read, bad := f.table.decode(s.data)
	if v := judge(read); bad > 0 || v.fit-found.fit < lead || !v.surely() {
		return Legacy{}, 0, false
	}
	return Legacy{encoding: f.table.name, hidden: true}, f.confidence, true
}

func isASCII(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// hiddenSample is those lines of a text that can hide something: as found, and as the bytes that a wrong decoder may have read.
type hiddenSample struct {
	twiceFound, twice string // the bytes are UTF-8 again
	found             string
	data              []byte // they are anything else
}

func hiddenSampleOf(text string, hint Hint) (s hiddenSample) {
	const enough = 16 << 10
	var twiceFound, twice, found, room []byte
	for rest := text; rest != "" && len(found)+len(twice) < enough; {
		var line string
		if i := strings.IndexByte(rest, '\n'); i >= 0 && i < enough {
			line, rest = rest[:i+1], rest[i+1:]
		} else {
			line, rest = cutAt(rest, enough)
		}
		if isASCII(line) {
			continue
		}
		if hint.Markup {
			line = string(appendUnmarked(nil, []byte(line)))
		}
		data, ok := appendFontBytes(room[:0], line)
		room = data
		switch {
		case !ok:
		case isUTF8Again(data):
			twiceFound = append(twiceFound, line...)
			twice = append(twice, data...)
		default:
			found = append(found, line...)
			s.data = append(s.data, data...)
		}
	}
	s.twiceFound, s.twice, s.found = compose(twiceFound), compose(twice), compose(found)
	return s
}

// cutAt cuts a text behind a blank near size bytes.
func cutAt(text string, size int) (head, rest string) {
	if len(text) <= size {
		return text, ""
	}
	if i := strings.LastIndexByte(text[:size], ' '); i > 0 {
		size = i + 1
	}
	for size < len(text) && !utf8.RuneStart(text[size]) {
		size++
	}
	return text[:size], text[size:]
}

// isUTF8Again reports whether bytes that were read as characters are UTF-8 themselves.
func isUTF8Again(data []byte) bool { return firstHigh(data) < len(data) && utf8.Valid(data) }

// lines decodes a text line by line, so that lines which are what they seem stay as they are.
func (l Legacy) lines(text string) string {
	var out strings.Builder
	out.Grow(len(text))
	for line := range strings.Lines(text) {
		if !isASCII(line) {
			line = l.run(line)
		}
		out.WriteString(line)
	}
	return out.String()
}

// In is the name of the encoding of a text that outer says, where Hidden found this one behind it: "TCVN3 in UTF-8"; outer may be
// empty, for formats that have one encoding only.
func (l Legacy) In(outer string) string {
	if l.encoding == UTF8Twice && outer == UTF8 || l.encoding == VIQR {
		return l.encoding
	}
	return l.encoding + " in " + cmp.Or(outer, "Unicode")
}
