package snippet

import "timbao/indexer/vietnamese"

// Term is one word of a query.
type Term struct {
	// Term has the two levels of the index, "hoi\x00hội" or "hoi\x00"; without the zero byte it is taken for the folded level.
	// An empty Term separates its neighbours: they form no pair.
	Term string
	// AnyAccent compares the folded level alone: "hoi\x00" then matches hội, hỏi and hơi.
	AnyAccent bool
	// Prefix matches every token that begins with the term, at the folded level with AnyAccent, else at the accented one.
	Prefix bool
	// Date, if its Month is not 0, matches the mentions of that day or month in any spelling, and Term only names it. A mention
	// without a year is taken for one of the year asked for.
	Date vietnamese.DateMention
	// Weight is the rarity of the term (idf). If all weights of a query are zero they count as equal.
	Weight float64
}

// Kind says what a part of an article is.
type Kind uint8

// The kinds of parts. The zero value is Body. Lead and body are preferred to captions.
const (
	Body Kind = iota
	Lead
	Caption
	Title // shown beside the passages: none is taken from it, nor from a part that only repeats it
)

// Part is a paragraph of an article, its lead, or a caption.
type Part struct {
	Text string
	Kind Kind
}

// Span is a stretch of text, from byte Start up to byte End.
type Span struct {
	Start, End int
}

// Markup is how marks are written.
type Markup uint8

// The markups. The zero value is HTML, the only one that is safe to put in a page.
const (
	HTML  Markup = iota // escaped text, marks as <mark>…</mark>
	ANSI                // marks in bold yellow by terminal escapes
	Plain               // no marks
)

// What zero or less stands for in Matcher.Snippets.
const (
	DefaultPassages = 2   // passages of a hit
	DefaultWidth    = 200 // characters of a passage
)
