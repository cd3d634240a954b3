// Package correct proposes what somebody may have meant who typed a query: the same words with their accents, without their slips, or
// read from raw Telex or VNI keystrokes. It proposes and never decides: a query is always answered as it was typed.
//
// # Glossary
//
//   - A run is words that stand side by side in a query, in one leaf of its tree.
//   - A reading of a query gives each word the words that it may stand for, each at a cost: how much rarer such a slip is than
//     none, in nats. There is one reading for each kind of proposal.
//   - The best sequence of a reading is that which the archive's language makes most probable, less the costs; see package lexicon.
//   - The gain of a proposal is by how much it is more probable than what was typed.
//
// # What is left alone
//
// Operators, quotes, brackets, field names, prefixes and dates stay where they are: a proposal differs from the query in letters of
// words alone, and its syntax tree has the same shape. Excluded words, and the values of fields that hold names, are not looked at.
// Numbers, codes and acronyms are not changed, but a code may be VNI keystrokes.
//
// # Caveats
//
// What an archive does not know cannot be proposed, and what it misspells often enough counts as a word. Proper names that are rare
// are taken for slips of common words sometimes; a proposal must gain so much that this is rare.
//
// The package depends on search/query, indexer/lexicon and indexer/vietnamese. A Corrector is safe for concurrent use.
package correct
