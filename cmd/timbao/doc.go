// Command timbao indexes a newspaper's article files and searches them.
//
// # How it is laid out
//
// One verb is one file with one options struct, a newX that declares its flags and a runX that does the work: it makes one call into
// package indexer or package search and prints the answer. What the verbs share stands in
//
//   - root.go: the tree of commands, signals, the --index flag
//   - exit.go: exit codes, and how an error becomes one line that says what to do
//   - console.go: streams, colour, width; pager.go: long output on a terminal
//   - hits.go: a search answer as text
//
// # Rules of output
//
// Data goes to stdout, everything else to stderr, so that a pipe carries data alone. Colour, wrapping, progress and the pager are for
// terminals only; a pipe gets plain text, one snippet a line. Text that comes out of an article is stripped of control characters
// before a terminal sees it.
//
// # Exit codes
//
// 0 done (no hits included), 1 error, 2 usage, 3 some inputs skipped, 10 no index there, 11 locked, 130 interrupted.
package main
