package schema

import (
	"encoding/binary"
	"encoding/hex"
	"strings"

	"timbao/indexer/article"
	"timbao/indexer/segment"
	"timbao/indexer/vietnamese"
)

// memoLimit bounds the raw tokens that a Writer remembers.
const memoLimit = 1 << 19

// Writer analyses articles into a segment builder. It is for one goroutine.
type Writer struct {
	b       *segment.Builder
	memo    [FieldPlace + 1]map[string]int32 // raw token → entry, by field
	recent  [recentSize]recent               // entries of short raw tokens of the text field, by a hash
	entries []entry
	scan    vietnamese.Scanner
	matcher *vietnamese.ExpansionMatcher
	dates   vietnamese.DateTracker
	found   []vietnamese.DateMention
	parts   []vietnamese.Part
	buf     []byte
	length  int
	bytes   int
}

// recentSize is the number of tokens that are found without the map, whose misses of the processor's cache would take
// most of the time. Vietnamese has some 7,000 syllables.
const recentSize = 1 << 14

// recent is a raw token of at most 15 bytes, packed with its length, and its entry + 1.
type recent struct {
	low, high uint64
	entry     int32
}

// pack writes a token of at most 15 bytes, and its length, into two words.
func pack(raw string) (low, high uint64) {
	n := len(raw)
	switch {
	case n >= 8:
		low = word(raw[:8])
		high = word(raw[n-8:]) >> (8 * (16 - n))
	case n >= 4:
		low = half(raw[:4]) | half(raw[n-4:])<<(8*(n-4))
	default:
		for i := range n {
			low |= uint64(raw[i]) << (8 * i)
		}
	}
	return low, high | uint64(n)<<56
}

func word(s string) uint64 {
	return half(s) | half(s[4:])<<32
}

func half(s string) uint64 {
	_ = s[3]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24
}

// entry is what is known of a raw token in a field.
type entry struct {
	terms []uint32 // of its parts
	whole uint32   // number of its whole term + 1, 0 for none
	last  string   // term of its last part
	exp   []vietnamese.SyllableID
	lone  bool // a lone I, V or X, whose whole term depends on the token before it
}

// NewWriter returns a Writer into b.
func NewWriter(b *segment.Builder) *Writer {
	w := &Writer{b: b, matcher: vietnamese.NewExpansionMatcher()}
	for i := range w.memo {
		w.memo[i] = map[string]int32{}
	}
	return w
}

// Add adds an article. Its id must be new to the builder.
func (w *Writer) Add(a *article.Article) {
	w.b.Begin(a.ID)
	w.length, w.bytes = 0, 0
	w.text(a, a.Title, WeightTitle)
	lead, body := opening(a)
	w.text(a, lead, WeightLead)
	for _, p := range body {
		w.text(a, p, WeightBody)
	}
	for _, c := range a.Captions {
		w.text(a, c, WeightCaption)
		w.words(FieldCaption, c)
	}
	w.words(FieldTitle, a.Title)
	if at := a.Published; !at.IsZero() {
		// Who searches for a day wants what the paper printed on it, too.
		w.date(vietnamese.DateMention{Year: at.Year(), Month: int(at.Month()), Day: at.Day()}, WeightBody)
	}
	w.columns(a)
	w.buf = AppendHead(w.buf[:0], a)
	head := len(w.buf)
	w.buf = AppendRest(w.buf, a)
	w.b.Finish(w.buf[:head], w.buf[head:], w.length, w.bytes)
}

// opening separates the lead from the body. A text with neither title nor lead opens with what serves as one.
func opening(a *article.Article) (lead string, body []string) {
	if a.Title == "" && a.Lead == "" && len(a.Body) > 1 {
		return a.Body[0], a.Body[1:]
	}
	return a.Lead, a.Body
}

func (w *Writer) columns(a *article.Article) {
	published := int64(Undated)
	if !a.Published.IsZero() {
		published = a.Published.Unix()
	}
	w.b.Number(NumberPublished, published)
	if h, err := hex.DecodeString(a.Source.Hash); err == nil && len(h) == 16 {
		w.b.Number(NumberHashHigh, int64(binary.BigEndian.Uint64(h)))
		w.b.Number(NumberHashLow, int64(binary.BigEndian.Uint64(h[8:])))
	}
	w.keyword(KeywordSection, FieldSection, a.Section)
	w.keyword(KeywordPlace, FieldPlace, a.Place)
	for _, name := range a.Authors {
		w.keyword(KeywordAuthor, FieldAuthor, name)
	}
	for _, name := range a.Photographers {
		w.keyword(KeywordAuthor, FieldAuthor, name)
		w.keyword(KeywordPhotographer, -1, name)
	}
	w.keyword(KeywordFormat, -1, a.Source.Format)
}

// keyword adds a value to a column, and its words to a field if that is not negative.
func (w *Writer) keyword(column, field int, value string) {
	if value = Keyword(value); value == "" {
		return
	}
	w.b.Keyword(column, value)
	if field >= 0 {
		w.words(field, value)
	}
}

// Keyword is the spelling of a value in the keyword columns: normalised, with single blanks.
func Keyword(value string) string {
	return strings.Join(strings.Fields(vietnamese.Normalize(value)), " ")
}

// text adds a part of the article to the text field.
func (w *Writer) text(a *article.Article, text string, weight int) {
	w.bytes += len(text)
	w.scan.Reset(text)
	w.dates.Reset(text)
	w.matcher.Reset()
	w.found = w.found[:0]
	prev := ""
	for w.scan.Next() {
		raw := w.scan.Raw()
		e := w.textEntry(raw, w.scan.Kind())
		for i, t := range e.terms {
			w.b.Append(t)
			w.b.Add(t, weight)
			for _, x := range w.matcher.NextID(e.exp[i]) {
				if !x.Ambiguous {
					w.acronym(x.Acronym, weight)
				}
			}
		}
		w.length += weight * len(e.terms)
		w.whole(FieldText, e, raw, prev, weight)
		prev = e.last
		w.found = w.dates.Next(w.found, w.scan.Start(), w.scan.End(), w.scan.Kind())
	}
	w.found = w.dates.Flush(w.found)
	for _, d := range w.found {
		w.date(d.Resolve(a.Published), weight)
	}
	w.b.Break()
}

func (w *Writer) date(d vietnamese.DateMention, weight int) {
	for _, t := range vietnamese.DateTerms(d) {
		w.b.Add(w.b.Term(FieldText, []byte(t)), weight)
	}
}

func (w *Writer) acronym(x vietnamese.Acronym, weight int) {
	w.buf = append(append(w.buf[:0], acronymMark...), x.Term()...)
	w.b.Add(w.b.Term(FieldText, w.buf), weight)
}

// words adds the words of a value to a field that serves field queries alone.
func (w *Writer) words(field int, text string) {
	w.scan.Reset(text)
	prev := ""
	for w.scan.Next() {
		raw := w.scan.Raw()
		e := w.entry(field, raw, w.scan.Kind())
		for _, t := range e.terms {
			w.b.Add(t, 1)
		}
		w.whole(field, e, raw, prev, 1)
		prev = e.last
	}
}

func (w *Writer) whole(field int, e *entry, raw, prev string, weight int) {
	if e.whole > 0 {
		w.b.Add(e.whole-1, weight)
	} else if e.lone {
		if term, ok := vietnamese.AppendLoneRoman(w.buf[:0], raw, prev); ok {
			w.b.Add(w.b.Term(field, term), weight)
		}
	}
}

// textEntry is entry for the text field, fast for short tokens that came before.
func (w *Writer) textEntry(raw string, kind vietnamese.Kind) *entry {
	if len(raw) > 15 {
		return w.entry(FieldText, raw, kind)
	}
	low, high := pack(raw)
	slot := &w.recent[(low*0x9E3779B97F4A7C15^high*0xC2B2AE3D27D4EB4F)>>(64-14)]
	if slot.entry > 0 && slot.low == low && slot.high == high {
		return &w.entries[slot.entry-1]
	}
	e := w.entry(FieldText, raw, kind)
	*slot = recent{low, high, w.memo[FieldText][raw] + 1}
	return e
}

// entry looks a raw token up, or analyses it.
func (w *Writer) entry(field int, raw string, kind vietnamese.Kind) *entry {
	if i, ok := w.memo[field][raw]; ok {
		return &w.entries[i]
	}
	if len(w.entries) >= memoLimit {
		w.entries = w.entries[:0]
		w.recent = [recentSize]recent{}
		for i := range w.memo {
			clear(w.memo[i])
		}
	}
	w.parts = append(w.parts[:0], vietnamese.Part{End: len(raw), Kind: kind})
	if kind >= vietnamese.Number {
		w.parts = vietnamese.Parts(w.parts[:0], raw)
	}
	var e entry
	for _, p := range w.parts {
		w.buf = vietnamese.AppendTerm(w.buf[:0], raw[p.Start:p.End])
		e.last = string(w.buf)
		e.terms = append(e.terms, w.b.Term(field, w.buf))
		e.exp = append(e.exp, w.matcher.ID(e.last))
	}
	if term, ok := vietnamese.AppendWhole(w.buf[:0], raw, kind); ok {
		e.whole = w.b.Term(field, term) + 1
	} else {
		e.lone = raw == "I" || raw == "V" || raw == "X"
	}
	w.entries = append(w.entries, e)
	w.memo[field][strings.Clone(raw)] = int32(len(w.entries) - 1)
	return &w.entries[len(w.entries)-1]
}
