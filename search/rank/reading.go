package rank

import "math"

// Reading says what the second stage makes of a document's forward sequence. The zero value counts
// pairs side by side alone.
type Reading struct {
	// Floor keeps common words from counting next to nothing: a word of n documents is worth ln(Floor + N/n) instead of its
	// idf. What is counted is syllables, and a common one (người, không) is part of many words; the word that is meant
	// is rarer than its syllables. 0 leaves the idf, and so do positions that a unit covers as one thing.
	Floor float64
	// Early is the bonus, in parts of a word's worth, for standing at the very beginning; it is halved at HalfWay words. News
	// are written with the main points first.
	Early float64
	// Telling is the bonus, in parts of a word's worth, for having one of the Query.Telling words at all: an article about
	// a person, a place or a figure names it, while other words may be said otherwise.
	Telling float64
	// Here is the bonus, in parts of a pair's idf, for standing side by side anywhere, and EarlyPair for doing so early.
	Here, EarlyPair float64
	// Run is the factor on a pair whose first word ends another pair that stands in the document: of three words in a row
	// the second pair says little that the first has not said. 0 means 1.
	Run float64
	// Near is the weight of pairs that stand near each other, in parts of Params.Lambda.
	Near float64
	// Passage is the weight of the best passage: the worth of all the words that some stretch of 30 words has, and
	// PassagePair parts of the idf of all the pairs that stand side by side in it. Of words that stand together as they were
	// typed, more is meant than of the same words strewn about.
	Passage, PassagePair float64
	// Paragraph is the weight of the best paragraph (title, lead, caption), summed up alike and halved at 150 words: what
	// is asked about in one breath is answered so, and a long paragraph has many words by chance.
	Paragraph float64
	// Opening is what a document scores whose title, or first paragraph if it has none, is all words of the query in its
	// first 12 words; others score in proportion. A heading says what the whole is about: one that says other things
	// as well is about something else.
	Opening float64
}

const (
	halfWay      = 150 // words from the beginning at which a bonus for standing early is halved
	passageWords = 30  // words of a passage, as many as a long sentence has
	halfLong     = 150 // words of a paragraph that counts half
	openingWords = 12  // words of an opening, as many as a headline has
	shortOpening = 6   // words that a shorter opening is taken to have
)

// early is the share of a bonus that a word gets whose first place in the document is at, from 1; 0 is nowhere.
func early(at int32) float64 {
	if at == 0 {
		return 0
	}
	return 1 / (1 + float64(at)/halfWay)
}

// worth is what a word of n documents is worth in the second stage.
func (x *Index) worth(r *Reading, n int) float64 {
	if r.Floor == 0 || n == 0 {
		return x.IDF(n)
	}
	return max(math.Log(r.Floor+float64(x.Docs)/float64(n)), x.IDF(n))
}
