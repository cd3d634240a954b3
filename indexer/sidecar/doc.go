// Package sidecar keeps the files that stand beside the segments of a generation: what is learned from the archive as a
// whole, such as a model of its language, and not article by article.
//
// # Glossary
//
//   - A sidecar is one file of a generation, in the folder "sidecars", named after its kind. The manifest holds its hash, as
//     that of every file.
//   - A kind is a name and the version of what is written under it.
//   - A builder writes the sidecar of a kind from a corpus.
//   - A corpus is the live articles of a generation while it is being published: their segments, less what is deleted.
//   - Drift is how many articles were written or removed since a sidecar was built, as a share of the articles then.
//
// # When a sidecar is built
//
// A draft begins with the sidecars of the generation before, as hard links. One that is whole, of the builder's version and has
// drifted by no more than MaxDrift is kept; any other is built anew in a file of its own, and those that no builder knows are
// removed. The sidecar of an exact builder is written with every generation. Any other describes an archive that is nearly, not exactly, the one beside it: it may name an article that is gone
// and miss one that is new, and its readers must bear that.
//
// # Caveats
//
// A sidecar is an extra. Where it is missing (an index of an older program), File returns ErrNone; where it is damaged, ErrDamaged.
// Whoever asks goes on without it: searching never depends on one.
//
// A file is read through a memory map and checked as a whole, once, when it is opened. What a Folder returned must not be used
// after its Close. A Folder and a Lazy are safe for concurrent use; a Corpus is read-only and may be walked by any number of
// goroutines.
//
// The package depends on package segment for the corpus; the files themselves know nothing of it.
package sidecar
