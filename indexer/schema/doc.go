// Package schema says how an article becomes a document of the index: which fields and columns there are, which terms
// and weights, and how the article itself is stored. It is the only place that names a field.
//
// # Fields
//
// The text field holds every word of title, lead, body and captions. A posting's frequency is weighted by the part the
// word stands in (title 3, lead 2, body and captions 1), and so is a document's length, which makes one saturating
// formula over the text field true BM25F (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009, §3.6).
// The other fields serve field queries alone and are unweighted.
//
// # Terms
//
// Terms are those of package vietnamese: two levels for words, canonical whole terms for codes and numbers, and plain
// terms, which begin with 0x01: dates, and the acronym for an expansion that the text spells out (AcronymTerm).
//
// # Versions
//
// FormatVersion changes when an older program can't read what is written, AnalysisVersion when the same text would give
// other terms, so that an index needs to be rebuilt to find everything.
package schema
