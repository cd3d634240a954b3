// Package harvest collects from a whole archive what a search box should offer, and writes it into the table of package suggestion,
// which is a sidecar of the index.
//
// # What is collected
//
//   - every title, with the id of its article. Titles with the same words are one, the newest;
//   - every value of the fields section, author and place;
//   - names: runs of words with capitals that several articles have. What stands before them (ông, tỉnh, Bộ trưởng) says whether they
//     are of people or of places; the others are phrases;
//   - phrases: runs of two to nine words that come again and again, hold together, and stand for themselves.
//
// # Glossary
//
//   - The sample is the beginnings of a share of the articles, from which names and phrases are learned. It keeps capitals and
//     punctuation, which the forward sequences of a segment don't.
//   - A gap divides words that belong to no common phrase; glue is what stands between words that may, mostly a blank.
//   - A gram is a run of two or more words that enough articles of the sample have.
//   - A gram is free at an occurrence that lies in no longer phrase and overlaps none: "hội đồng nhân" never is.
//   - The lift of a gram is how much oftener it stands in titles than its share of the text would have it: "cho biết" hardly does.
//   - The tally counts in all articles, from the forward sequences, what was found in the sample.
//
// # What a name or phrase scores
//
// People ask for what titles speak of. So the score is the logarithm of the titles that have it, with one for a hundred articles that
// have it in the text alone, less what it has beyond 5 % of the archive; a name gets 1.5 bits more. Titles themselves score about as
// much as a phrase that one title has, newer ones more.
//
// # Limits
//
// The sample is an eighth of the articles or 16,000, whichever is more, of each the first 128 words, and three million words at most;
// it and all counting take up to some 150 MB. The titles take about 250 bytes each. The work is in proportion to the length of the
// archive, some four seconds of one core for 100,000 articles, and ends when its context does.
//
// The package depends on schema, segment, sidecar, suggestion and vietnamese.
package harvest
