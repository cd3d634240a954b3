// Package epub reads books (EPUB 2 and 3): which of a book's files are its chapters, in which order, and the text of each. A weekend
// edition or a yearbook as a book has an article a chapter. It does no I/O: whoever unpacks the book hands over its files.
//
// # Glossary
//
//   - Package document (OPF): the list of a book's files, its spine and what it says of itself; META-INF/container.xml says where it is.
//   - Spine: the files in reading order. Chapter: one of them that is text; the cover, the title page and the table of contents are not.
//   - Record: a chapter with what the book says of all of them.
//
// # Caveats
//
//   - The book's date and authors are only weakly those of a chapter.
//   - Books with digital rights management are unreadable: their chapters are no markup.
package epub
