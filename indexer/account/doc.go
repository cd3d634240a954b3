// Package account keeps, beside the articles of a generation, what a newspaper's archive desk must know of the files they were read
// from: where the folders lie, what could not be read and why, and (see Collect) what the archive covers.
//
// # Glossary
//
//   - Ledger: what an index remembers of its sources from run to run. It is the sidecar "sources", in JSON.
//   - Root: a folder that was indexed, by the name it was given on the command line and by where it lies. Paths of articles are kept as
//     they were found, "archive/2020/01/x.txt", and the roots tell which file on which disk that is.
//   - Unread: an input that the last run over it could not read.
//   - Coverage: the archive by format, encoding and month, the texts that it holds twice, and what could not be read.
//
// # Caveats
//
// A ledger is an extra: an index of an older program has none. Relative paths are then taken from the present working folder, as they
// always were, and nothing is known of what could not be read.
//
// The package depends on article for what a skipped input is and on sidecar for the file and the articles; it reads no source file.
package account
