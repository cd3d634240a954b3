// Package rank finds the best documents for a query over the segments of an index.
//
// # Glossary
//
//   - A position is a word of the query. A unit is something in the index that can stand for one or more positions: a
//     term, the set of all terms of one folded form, an acronym for its expansion, a date in its canonical form.
//   - A document covers the positions of the units it has. It is a hit if it covers enough of them (Words.Need).
//   - The score of a document is the sum over its units of weight × idf × f/(f+K), f being the weighted frequency and K
//     the length normalisation of BM25F, and over the pairs of neighbouring positions that stand side by side in it of
//     λ × the pair's own idf × f/(f+K).
//   - Scores are whole numbers in steps of 1/Scale while they are added up, so that the order of adding never matters.
//
// # Two stages
//
// Units are scored first, and the best Params.Depth documents by that are scored again from their forward sequences: with
// the pairs as they stand, and as Reading says with what common words are worth, what stands early, the best passage and
// paragraph, and what the document opens with.
// The documents behind keep the order of the first stage, so pages always fit together.
//
// # Pruning
//
// Where nobody needs the number of hits, documents are passed over that can't be among the best: MaxScore (Turtle and
// Flood, Query Evaluation: Strategies and Optimizations, 1995), over windows of documents with the bounds of the blocks
// in each (as in block-max indexes: Ding and Suel, Faster Top-k Document Retrieval Using Block-Max Indexes, 2011). The
// hits are the same with and without it, and a test says so.
//
// An Index is safe for concurrent use.
package rank
