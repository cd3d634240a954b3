package article

import (
	"iter"
	"strings"

	"timbao/indexer/charset"
	"timbao/indexer/document"
)

// Text whose legacy encoding nobody told the program that stored it stands in JSON, Word, HTML or PDF as wrong letters of Unicode:
// "TiÕng ViÖt". What follows finds and decodes it, string by string.

const (
	maxShort    = 200      // bytes up to which texts are passed over that are not surely plain where others are: most are names
	maxRevealed = 64 << 10 // bytes by which a hidden encoding is told
)

// hiddenIn finds the encoding that texts hide. Those that are surely plain cost next to nothing and tell nothing of the others.
func hiddenIn(texts iter.Seq[*string]) (l charset.Legacy, confidence float64, ok bool) {
	var doubtful strings.Builder
	plain := false
	for s := range texts {
		switch {
		case *s == "":
		case charset.IsPlain(*s):
			plain = true
		case doubtful.Len() < maxRevealed:
			doubtful.WriteString(*s)
			doubtful.WriteByte('\n')
		}
	}
	if doubtful.Len() == 0 || plain && doubtful.Len() <= maxShort {
		return charset.Legacy{}, 0, false
	}
	return charset.Hidden(doubtful.String())
}

// revealAll decodes the texts that are not surely plain.
func revealAll(l charset.Legacy, texts iter.Seq[*string]) {
	for s := range texts {
		if !charset.IsPlain(*s) {
			*s = l.Decode(*s)
		}
	}
}

// each yields the strings of several parts.
func each[T any](strings func(T, func(*string) bool), parts ...T) iter.Seq[*string] {
	return func(yield func(*string) bool) {
		more := true
		for _, p := range parts {
			strings(p, func(s *string) bool { more = more && yield(s); return more })
		}
	}
}

// revealDocument decodes a document whose reader could not know of its legacy encoding, and says how sure that is; 1 if there is none.
func revealDocument(d *document.Document) (confidence float64) {
	legacy, sure, ok := hiddenIn(documentTexts(d))
	if !ok {
		return 1
	}
	d.Encoding = legacy.In(d.Encoding)
	revealAll(legacy, documentTexts(d))
	for _, f := range []*document.Fields{&d.Fields, &d.Weak} {
		revealAll(legacy, func(yield func(*string) bool) {
			for _, s := range []*string{&f.Section, &f.Place, &f.Byline} {
				yield(s)
			}
			for _, list := range [][]string{f.Authors, f.Photographers, f.Captions} {
				for i := range list {
					yield(&list[i])
				}
			}
		})
	}
	return sure
}

// documentTexts yields the title, the lead and the text of the blocks.
func documentTexts(d *document.Document) iter.Seq[*string] {
	return func(yield func(*string) bool) {
		for _, s := range []*string{&d.Title, &d.Lead, &d.Weak.Title, &d.Weak.Lead} {
			if !yield(s) {
				return
			}
		}
		for i := range d.Blocks {
			if !yield(&d.Blocks[i].Text) {
				return
			}
			for k := range d.Blocks[i].Cells {
				if !yield(&d.Blocks[i].Cells[k]) {
					return
				}
			}
		}
	}
}
