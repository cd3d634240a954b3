// Package shorthand learns an archive's own acronyms from the places where it explains them: "quản lý thị trường (QLTT)", and
// the reverse. It stands beside the table that package vietnamese has built in, and knows what a newspaper's province, party
// committees and local firms are called.
//
// # Glossary
//
//   - A short is an acronym as one word of the text, without punctuation: qltt, gdđt. Its term has two levels, as all terms do.
//   - An expansion is the syllables that it stands for, joined by spaces.
//   - A text explains a short if one of the two stands in brackets right behind the other, the short is in capitals, and its letters
//     are the first letters of the expansion's words. "và", "của" and "các" may be left out of a short.
//   - The share of an expansion is how many of the articles that explain its short give this one.
//
// # What is learned
//
// An expansion is kept if at least MinWritten articles give it and its share is at least MinShare. One with less than SureShare is a
// guess: others are likely too.
//
// # Caveats
//
// A meaning that the archive never explains is not known, and neither is one whose letters are not first letters (Quatest) or that could be
// a Vietnamese syllable (CAM). The
// table depends on the articles alone, not on their order or the number of cores.
//
// The package depends on packages segment and sidecar to read the archive; a Table knows the language alone, and is safe for concurrent use.
package shorthand
