package vietnamese

import (
	"strings"
	"unicode/utf8"
)

// HalfTyped is a word that somebody is still typing: its last letters may be missing, and the marks of those that are there may
// still come, as keyboards put them on last (hoi, hôi, hội). The zero value is a word of which nothing is typed.
type HalfTyped struct {
	folded  []string
	letters spelling
	general string // the same in small letters
	marked  bool
}

// Agreement is how the marks of a half-typed word go with those of a whole one whose folded form begins as it does.
type Agreement uint8

// The agreements, best first.
const (
	Agree   Agreement = iota // the word begins exactly as typed
	Lacking                  // what is typed has fewer marks than the word and none that it has not
	Differ                   // a mark is typed that the word has not
)

// ReadHalfTyped reads one raw simple token.
func ReadHalfTyped(raw string) HalfTyped {
	var h HalfTyped
	lowered := generalForm(raw)
	h.marked = HasAccent(raw)
	asTyped := foldGeneral(lowered)
	h.folded = append(h.folded, asTyped)
	// "ki" may become kinh, or be kĩ, which has the folded form of kỹ.
	if whole := Fold(raw); whole != asTyped {
		h.folded = append(h.folded, whole)
	}
	h.general = lowered
	if !h.letters.read(lowered) {
		h.letters.n = 0
	}
	return h
}

// Folded returns how the folded form of the whole word may begin: one way, or two where i and y are written for each other.
func (h *HalfTyped) Folded() []string { return h.folded }

// Marked says whether a mark was typed.
func (h *HalfTyped) Marked() bool { return h.marked }

// Agrees compares the marks with those of a word in the form that terms have, whose folded form begins as one of Folded.
func (h *HalfTyped) Agrees(word string) Agreement {
	var w spelling
	if h.letters.n == 0 || !w.read(word) || w.n < h.letters.n {
		return h.agreesAsText(word)
	}
	agreement := Agree
	typedTone, tone, behind := uint8(0), uint8(0), false
	for i, g := range w.g[:w.n] {
		if g.tone != 0 {
			tone, behind = g.tone, i >= h.letters.n
		}
		if i >= h.letters.n {
			continue
		}
		typed := h.letters.g[i]
		if typed.tone != 0 {
			typedTone = typed.tone
		}
		switch typed.shape {
		case g.shape:
		case plain:
			agreement = Lacking
		default:
			return Differ
		}
	}
	switch {
	case typedTone == tone, typedTone == 0 && behind:
		return agreement
	case typedTone == 0:
		return Lacking
	}
	return Differ
}

// agreesAsText is Agrees for words that Vietnamese does not write.
func (h *HalfTyped) agreesAsText(word string) Agreement {
	switch {
	case strings.HasPrefix(word, h.general):
		return Agree
	case h.general == h.folded[0]:
		return Lacking
	}
	return Differ
}

// Covers returns how many bytes of a raw word the typed letters stand for, marks on them included.
func (h *HalfTyped) Covers(raw string) int {
	letters := utf8.RuneCountInString(h.folded[0])
	for i := 0; i < len(raw); {
		c, w := classAt(raw, i)
		if c != mark && c != invisible {
			if letters == 0 {
				return i
			}
			letters--
		}
		i += w
	}
	return len(raw)
}
