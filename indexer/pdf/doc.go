// Package pdf reads the text layer of PDF files: in reading order, column by column, without running heads and page numbers.
//
// PDFium does the reading, compiled to WebAssembly and run in a sandbox without files or network: a hostile file can spoil no more
// than its own reading. The first PDF of a process costs one to four seconds of CPU and 300 MB while PDFium is compiled; the result is
// kept in the user's cache folder (timbao/pdfium), where it can be kept, and costs a tenth of a second from then on.
//
// # Glossary
//
//   - Piece: letters in one font on one line, with the box around them.
//   - Line: pieces that touch, from left to right. Columns side by side have lines of their own.
//   - Region: a part of a page. A page is cut at the white between columns, and where there is none, at the white between lines above
//     which a heading or a picture spans several columns, until nothing is left to cut.
//   - Running head: a line at the top or bottom that comes back page after page, but for its figures; or a page's number alone.
//   - Issue: a PDF of newspaper pages, larger than any sheet of an office. Its pages hold several articles each; they are read one by one.
//
// # Bounds
//
// A document takes at most MaxTime and 256 MiB in the sandbox; MaxPages pages and 32 MiB of text are read.
//
// # Caveats
//
//   - A scanned page has no text layer: ErrNoText.
//   - Letters of fonts of legacy encodings (".VnTime") are decoded run by run, by the fonts' names. Where the names are lost, the text as a
//     whole is looked at.
//   - Tables become rows if their cells stand on one line.
package pdf
