// Package suggestion keeps what a search box offers while somebody types: the titles of an archive, its people, places and
// sections, and the phrases that it uses often. It knows the file and how to look things up in it; what is worth offering, and how
// much, its writers decide.
//
// # Glossary
//
//   - An entry is something that can be offered: words to match, a text to show, a kind, a count of articles and a score.
//   - A score says how likely an entry is what somebody wants, in bits: one bit more is twice as likely.
//   - A word is a simple token as package vietnamese cuts it; its term has two levels, folded and accented.
//   - A suffix is an entry from one of its words on. An entry can be found from its first word and from every later one that is
//     not a function word.
//   - A list is the suffixes of one kind of entry, first words and later ones apart, in the order of their terms.
//   - A prefix is what was typed: words, of which the last may be half-typed.
//
// # How a prefix is looked up
//
// In a list sorted by terms, the suffixes that begin with the same accented words stand together. A typed word means all terms of
// its folded form, so each word cuts a span of the list into the spans of those forms that occur, and a half-typed last word into
// one span, or, if it has marks, into those of the words that agree with it and those that don't. So all suffixes of a span agree
// with what was typed to the same degree. Entries are numbered by their score: the best of a span is its smallest number, which a
// tree of minima finds without looking at the others. A heap of spans then gives the matches one after the other, best first.
//
// # Order
//
// Matches whose accents go with the typed ones come before those that have others. Within each of the two, the score decides,
// less PenaltyLater where the match is not at the beginning of the entry, and less PenaltyLacking where accents were typed and the
// entry has some on words that were typed without; equal ones in the order of their entries.
//
// # Caveats
//
// Text of entries is not escaped. An entry has at most MaxWords words; longer ones are cut, in matching only. Of a title the text is the id
// of its article, so that the title itself is shown as the index has it now.
//
// The package depends on package vietnamese alone. A Table is safe for concurrent use; a Found and a Builder are not.
package suggestion
