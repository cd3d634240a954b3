// Package document is what every reader of a file format gives back: what the file says of itself, and its text in blocks, with
// nothing understood yet. It knows no newspaper and no other package of this program; package article makes an Article of a
// Document.
//
// # Glossary
//
//   - Document: one text of a file, with the fields the file states. A file of several (a feed, a mailbox) gives several Documents.
//   - Fields: what is stated, as found. Stated fields (Document.Fields) are believed: a <meta> of the article, a mail's Subject, a
//     column of a table. Weak fields (Document.Weak) are what a program filled in without anybody looking (the owner and the time
//     that Word keeps, a web page's <title> with the site's name in it, a shortened description): they decide only between what
//     the text itself offers, or fill what nothing else fills, and are then guesses.
//   - Block: a paragraph, heading, caption, table row or list item, in reading order. Everything that is to be found by a search
//     is in a block or a field; menus, advertisements and comments are left out by the reader.
//   - Origin: where in the file a stated field was found, in that format's words ("og:title", "dc:creator"), for people.
//
// # Caveats
//
//   - Text is decoded (UTF-8, no markup, no entities) but not cleaned: blanks at the ends, empty blocks and blocks of
//     punctuation are allowed; whoever makes an article of it passes over them.
//   - A line break within a block is a break that was seen on the page. Lines of nearly one width, as a page with a text layer has
//     them, may be left as they are: hard-wrapped paragraphs are joined by the same rule as in text files.
//   - Readers bound a Document's memory themselves; see each reader.
package document
