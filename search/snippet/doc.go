// Package snippet shows why an article was found: it marks the words of a query in a title or a text, and picks the passages
// that answer the query best. It depends on timbao/indexer/vietnamese alone and works on plain strings, read again at
// query time, so that the index needs no offsets and every mark stands exactly over the original letters.
//
// # Glossary
//
//   - Term: one word of the query at the two levels of the index (folded form, 0x00, accented form); see [Term].
//   - Occurrence: a token of the text that a term matches.
//   - Mark: an occurrence that is shown, merged with the marks beside it.
//   - Phrase: terms that count only where they stand one after the other.
//   - Pair: two terms that are neighbours in the query. A term with an empty Term string separates its neighbours.
//   - Common word: a term whose weight is less than a fifth of the greatest weight of the query, as "của" beside a name. It is
//     marked only in a run of marks that holds a word that is not common, or beside its neighbour in the query: alone it
//     would scatter marks that explain nothing. So is a part of a number that has several, as the 1 in 97,1.
//   - Passage: a stretch of one part of the article, about as many characters as asked for.
//
// # How passages are chosen
//
// Windows of the wanted width are laid at every mark and scored by what they cover: each distinct term counts its weight once,
// each pair half the weight of its two terms, each phrase twice the weight of its terms. Lead and body are preferred to captions.
// What a chosen passage has already shown counts a quarter in the next. A window then grows to the sentence around
// it if that fits, otherwise to a clause or a syllable bound, with "…" where a sentence was cut. A passage whose words mostly
// repeat those of a chosen one (a caption printed twice, a lead repeated in the body) is left out.
//
// # Caveats
//
//   - A cut falls only in white space, so never inside a token, a combining sequence or an entity. Text without white space is
//     cut between tokens, and a single token of many times the width between characters.
//   - Output is the original text except that white space becomes one space, control characters, terminal escape sequences
//     and bidirectional overrides are removed, and bytes that are not UTF-8 become U+FFFD, in every markup.
//   - Width counts characters, with combining marks not counted; it is a wish, not a limit: a sentence that ends a little later is
//     not cut, and a match wider than the width is shown whole.
//   - Phrases and passages do not cross from one part of the article to the next.
package snippet
