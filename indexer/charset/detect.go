package charset

import (
	"bytes"
	"math"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// candidates are the encodings of one or two bytes a letter, in the order in which the first of those that give the same text is
// named, and what speaks against each before a byte is seen, in nats: how rare they are in the archives of newspapers.
var candidates = []struct {
	encoding string
	rare     float64
}{
	{TCVN3, 0}, {VNI, 0}, {Windows1258, 1}, {VISCII, 2}, {VPS, 2}, {TCVN5712, 3},
}

// declaredWeight is what a declaration is worth, in nats.
const declaredWeight = 6

// The sizes in bytes of the samples by which an encoding is told: a small one first, the larger if that leaves doubts.
var samples = [...]int{1 << 10, 64 << 10}

// finding is what detect found: one of the tables, and how sure it is.
type finding struct {
	table      *table
	confidence float64
}

// detect finds the legacy encoding of Vietnamese text; ok is false if it is none.
func detect(data []byte, hint Hint) (f finding, ok bool) {
	for _, size := range samples {
		sample := sampleOf(data, size, hint.Markup)
		f, ok = detectSample(sample, hint)
		if ok && f.confidence >= Sure || len(sample) < size {
			break
		}
	}
	return f, ok
}

func detectSample(sample []byte, hint Hint) (finding, bool) {
	type reading struct {
		table *table
		text  string
		verdict
	}
	var best reading
	second := math.Inf(-1)
	for _, c := range candidates {
		t := legacyTables()[c.encoding]
		text, _ := t.decode(sample)
		if best.table != nil && text == best.text {
			if hint.declares(c.encoding) {
				best.table = t
			}
			continue
		}
		r := reading{t, text, judge(text)}
		r.fit -= c.rare
		if hint.declares(c.encoding) {
			r.fit += declaredWeight
		}
		if best.table == nil || r.fit > best.fit {
			r, best = best, r
		}
		if r.table != nil && r.fit > second {
			second = r.fit
		}
	}
	if best.table == nil || !best.vietnamese() {
		return finding{}, false
	}
	return finding{best.table, confidence(best.verdict, best.fit-second)}, true
}

// confidence is how likely the best reading is, given its lead in nats over the next; a text of which much is no Vietnamese stays in
// some doubt whatever the lead.
func confidence(v verdict, lead float64) float64 {
	c := 1 / (1 + math.Exp(-lead))
	if s := share(v.native, v.marked); s < 0.85 {
		c *= 1 - (0.85 - s)
	}
	return min(math.Round(c*1e4)/1e4, nearlySure)
}

// nearlySure is the most that reading can say of an encoding, which only a byte order mark or valid UTF-8 prove.
const nearlySure = 0.9999

// sampleOf gathers size bytes of lines that hold bytes beyond ASCII, because the others say nothing, and of the lines behind them
// those with a byte that was not seen before: a rare capital may be all that tells two encodings apart.
func sampleOf(data []byte, size int, markup bool) []byte {
	sample := make([]byte, 0, min(3*size, len(data)))
	var seen [256]bool
	for len(data) > 0 && len(sample) < 3*size {
		full := len(sample) >= size
		i := firstTelling(data, &seen, full)
		if i == len(data) {
			break
		}
		reach := size - len(sample)
		if full {
			reach = aroundUnseen
		}
		begin, end := lineAround(data, i, min(reach, longLine))
		line := data[begin:end]
		for _, b := range line {
			seen[b] = true
		}
		if n := len(sample); n > 0 && sample[n-1] != '\n' {
			sample = append(sample, '\n') // the words of two pieces are not one
		}
		if markup {
			sample = appendUnmarked(sample, line)
		} else {
			sample = append(sample, line...)
		}
		data = data[end:]
	}
	return sample
}

// How much of a line is looked at around its first telling byte, in bytes; and around a byte that was not seen before.
const (
	longLine     = 2 << 10
	aroundUnseen = 48
)

// lineAround gives the bounds of the line around data[i], no further than reach bytes from it.
func lineAround(data []byte, i, reach int) (begin, end int) {
	begin = max(bytes.LastIndexByte(data[:i], '\n')+1, i-reach)
	end = len(data)
	if n := bytes.IndexByte(data[i:], '\n'); n >= 0 {
		end = i + n + 1
	}
	return begin, max(min(end, i+reach), i+1)
}

// firstTelling is the index of the first byte beyond ASCII, or of the first such byte or control that was not seen.
func firstTelling(data []byte, seen *[256]bool, unseen bool) int {
	if !unseen {
		return firstHigh(data)
	}
	for i, b := range data {
		if !seen[b] && (b >= utf8.RuneSelf || b < ' ') {
			return i
		}
	}
	return len(data)
}

func firstHigh(data []byte) int {
	for i, b := range data {
		if b >= utf8.RuneSelf {
			return i
		}
	}
	return len(data)
}

// appendUnmarked appends a line of HTML without its tags and entities.
func appendUnmarked(dst, line []byte) []byte {
	for len(line) > 0 {
		i := bytes.IndexAny(line, "<&")
		if i < 0 {
			return append(dst, line...)
		}
		dst = append(append(dst, line[:i]...), ' ')
		end := byte('>')
		if line[i] == '&' {
			end = ';'
		}
		n := bytes.IndexByte(line[i:], end)
		if n < 0 || end == ';' && n > 10 {
			n = 0
		}
		line = line[i+n+1:]
	}
	return dst
}

// compose is the text in NFC, which encodings that write letter and tone apart need.
func compose(text []byte) string {
	if norm.NFC.IsNormal(text) {
		return string(text)
	}
	return string(norm.NFC.Bytes(text))
}
