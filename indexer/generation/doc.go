// Package generation keeps an index folder on disk so that it is always whole: readers see the last published state, a writer
// prepares the next one beside it, and one rename moves everybody over. It knows nothing of what is in the files.
//
// # The folder
//
//	DIR/CURRENT                     one line, "gen-000017\n": the published generation; "none\n" before the first
//	DIR/lock                        locked by the one writer; holds its pid and since when, as JSON
//	DIR/gen-000017/                 a published generation: files and sub-folders that never change again
//	DIR/gen-000017/manifest.json    versions, counts, and the name, size and SHA-256 of every other file
//	DIR/gen-000018.tmp/             a draft, or a generation on its way out
//
// # Glossary
//
//   - generation: one complete state of the index, numbered from 1. Numbers only grow.
//   - draft: the next generation while it is written. It starts as a clone of the current one.
//   - clone: hard links for immutable files, copies for those that Options.Mutable names, and copies where links can't be made.
//   - publish: make a draft the current generation.
//   - hold: a reader's promise from the system that a generation stays on disk. It is a shared lock on the generation's
//     manifest.json, so it ends with the process, however that ends.
//   - sweep: remove generations that are older than the current one and not held, and the drafts of dead writers.
//
// # Invariants
//
// A file of a published generation must not be changed: later generations may share it. A draft must be closed by whatever wrote
// it before it is published. Publishing syncs every new file, then the manifest, then the folders, and only then names the
// generation in CURRENT: a crash at any moment leaves the old generation or the new one, whole. A sync that fails is never tried
// again, because the system may have dropped the data: the publish has failed, and the previous generation stays.
// A generation is taken away by renaming it first, so that half a generation never bears a generation's name.
//
// # Caveats
//
//   - The locks are flock(2) (LockFileEx on Windows). On a network file system they work only as well as it supports them.
//   - Someone who deletes DIR/lock under a running writer lets a second one in; the first then fails to publish.
//   - Folders without files are not kept from one generation to the next.
//   - Symbolic links and special files are refused in drafts and reported by checks; nothing outside the folder is followed.
//   - On Windows a folder can't be synced, and a generation with open files can't be removed; it goes with a later sweep.
//
// The package depends on gofrs/flock alone.
package generation
