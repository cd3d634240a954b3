// Package watch keeps an index current while articles come and go: it listens for the file system's events, lists the folders now and
// then for what no event tells of, and has the indexer read what has come to rest.
//
// # Glossary
//
//   - Event: the system's word that something about a file or folder changed. Local disks send them; network disks only for what this
//     very machine does, so they are listed as well.
//   - Listing: a look at the names, sizes and times of everything under the roots. Nothing is opened.
//   - Dirty: a path of which an event or a listing says that it has changed since it was last read.
//   - Settled: a dirty path whose size and time have stayed as they are for Options.Settle, or that has been gone for as long. A file
//     that is still being written is not settled and is waited for, however long that takes.
//   - Batch: the settled paths that one run of the indexer reads. It begins when nothing is unsettled any more, at the latest
//     Options.Gather after its first path has settled, and not before the run before has ended. So a burst of ten thousand files is a
//     few runs, and a file that never settles holds up nothing but itself.
//
// # What is robust about it
//
// Events are hints. One that got lost (the system's queue overflowed, a folder could not be watched, the disk is a network's) is made
// up for by a listing: at once where the loss is known, else within Options.Poll. A batch that can't be indexed, because another
// process writes to the index, or the disk is full, stays dirty and is tried again. A root that is gone, or empty all at once, is
// taken for a disk that is not mounted: its articles stay, even with Prune.
//
// # Caveats
//
// The index is locked only while a batch is indexed. Between them other processes may write to it.
//
// Memory is some 200 bytes for each file under the roots, and a kernel's watch for each folder. A listing that takes long is made less
// often: listings take at most a twentieth of the time.
//
// The package depends on the indexer, on article for listings and on fsnotify.
package watch
