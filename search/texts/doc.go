// Package texts compares the texts of an index and looks into them: which articles are versions of one story, what an
// article is about, how often words stand in it. It works on the forward sequences of the segments alone and reads no
// stored article.
//
// # Glossary
//
//   - A shingle is three words that follow each other in one part of an article (title, lead, a paragraph, a caption).
//   - A sample is the part of an article's shingles whose hashes begin with some zero bits. The same shingles are in the
//     samples of all articles, so that two samples overlap as the whole sets do.
//   - Two articles are versions of one story if they share half of all shingles that either has (Jaccard's coefficient), or
//     if one is a cut of the other: four fifths of its shingles are in the other, and it is no less than a fifth of it.
//
// # Why these thresholds
//
// Among 22,958 news articles, pairs that share four fifths and more of the shorter one's shingles are re-published articles
// and cuts; from three fifths down they are reports of later events that repeat the background, and daily series (weather,
// gold, lottery), which share up to 0.7 of the shorter one, but rarely half of both. Of copies with a tenth of the words
// changed one by one 95 in 100 share half; of copies with a fifth of the words changed in runs, as an editor changes them,
// as many. A fifth of the words changed one by one can't be told from tomorrow's weather report, and is not taken for a
// version.
//
// # Caveats
//
// Terms have another rank in every segment, so what is compared are hashes of the terms, 32 bits each, which are looked up
// when they are first met and kept: four bytes a term. An Archive is safe for concurrent use; a Grouping is for one goroutine.
package texts
