// Package indexer is the write side of timbao: it reads article files, analyses them on all cores, and publishes what
// they say as the next generation of an index folder.
//
// One Run makes one generation, or none if nothing changed. Readers keep the generation they have open and move on when
// they like; a run that fails or is interrupted leaves the last published generation as it was.
//
// # Incremental runs
//
// A record (a text file, or a line of a JSONL file) whose bytes hash to what the index already holds is passed over. A
// changed one replaces the article with its id. With Options.Prune, articles that were read from under one of the paths
// and are no longer there are removed; those of a file that could not be read, or not whole, stay.
//
// # Which article a record is
//
// A record is the article that was read from its place (the file, by its absolute path, and the line in it); else the one that has
// its bytes and whose own file is gone: it was renamed, and keeps its id; else the one that has the id which follows from its path,
// unless that one's file is another and still there: then the record is a new article with a longer id. Package account keeps what
// absolute paths the paths of articles stand for. A rebuild takes the ids over from the index before it, if that can be read.
//
// # How a run goes
//
// Several goroutines read files, each a few small ones or a large one at a time, and their records go on in the order of the files. The
// workers turn them into articles and collect them in segment builders, which are written out when they are full. At the end the new
// segments are merged into one, together with older ones that are not much larger (so that their number grows with the logarithm of
// the archive), and the result is given to bleve in one batch.
//
// Records that are read and not yet analysed take at most 128 MB, and one record (article.MaxRecord) more, however large the files are;
// segment builders take Options.MemoryBytes.
//
// # Caveats
//
// A folder has one writer at a time, in all processes; others get ErrLocked. Not yet read: anything but the formats that
// package article knows.
package indexer
