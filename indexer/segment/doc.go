// Package segment is timbao's own segment format for bleve's scorch index, and the plug-in that teaches it to bleve.
//
// # Glossary
//
//   - A term is a byte string under a field; a posting says in which document it stands and how often (weighted by the
//     part of the article it stands in, see package schema).
//   - A term "hoi\x00hội" has two levels. All terms that share the folded level "hoi" form a set; for a set of two or
//     more the file also holds the union of their postings, under the key "hoi" alone, with frequencies added up.
//   - The forward sequence of a document is its text as term ranks in reading order. Phrases and neighbouring pairs are
//     checked in it. A rank numbers the terms of a segment by frequency, commonest first.
//   - A column holds one number, or some keywords, for every document.
//   - The pair table says in how many documents two folded syllables stand side by side, by a hash of the two.
//
// # Why not bleve's own format
//
// bleve's zap segments keep positions a posting at a time, which is most of their size and of the time to write them,
// and know no block maxima, so no query can stop early. Here positions are one sequence a document, postings are packed
// in blocks with the bounds that dynamic pruning needs, and articles are compressed with a dictionary of their own
// language. To bleve a file of this format is a segment as any other: scorch keeps the snapshots, deletions and files,
// and bleve's term, prefix and Boolean queries run over it. Not supported: locations in postings, doc values through
// bleve, vectors, synonyms.
//
// # Caveats
//
// A Builder is for one goroutine. A Segment is safe for any number. Files are written once and never changed; whoever
// opens one must not truncate it while it is mapped. Contents are not checked on reading (the generation's manifest
// holds a hash of every file); lengths and offsets in the footer are.
package segment
