// Package batch asks an archive many questions: a file with a search on each line in, an answer for each out, in the order of the lines.
// A line that can't be asked is an answer too, one that says why. The package depends on package search for what a search is.
//
// # Glossary
//
//   - Question: a line of the file: a query in the query language, or a JSON object with the members of a search.Request.
//   - Answer: what came of it: a response, or an error.
//
// # Caveats
//
//   - A line that begins with { is taken for JSON. Empty lines are passed over; lines are counted with them.
//   - As many answers as there are processors are worked on at a time, and twice as many are kept at most, whatever the size of the
//     file.
package batch
