// Package office reads the text of word processors' files: Word's .docx and .doc, RTF, and OpenDocument text (.odt).
//
// All four give a document.Document: paragraphs, headings, captions, list items and the rows of tables, in the order of reading. What
// a program noted by itself (title, owner, time of the first save) is in Document.Weak. Headers, footers, page numbers, comments,
// deleted text of tracked changes, hidden text and field codes are left out. A footnote follows the paragraph that refers to it. A
// text box stands behind the paragraph that it is anchored in.
//
// # Glossary
//
//   - Run: a piece of text in one font. A run in a font of a legacy encoding (".VnTime", "VNI-Times") is decoded by package charset;
//     neighbouring runs of one such encoding are decoded together. Fonts are found as the word processor finds them: at the run, in
//     its style, in the paragraph's style and what that is based on, in the document's defaults.
//   - Layout table: a table that only arranges a page (one cell, or cells with whole paragraphs of text). Its cells become paragraphs.
//   - Piece table: how a .doc says where its text lies, as fast saves leave it.
//   - FKP: a page of 512 bytes in a .doc with the properties of characters (CHPX) or paragraphs (PAPX) of a stretch of the file.
//
// # Bounds
//
// A part of a zipped file may take 64 MiB unpacked, the text of a document 32 MiB; more is ErrTooLarge. Styles are followed 32 steps.
//
// # Caveats
//
//   - .doc files are read from Word 97 on. Those of Word 6 and 95 are read by the layout that is documented for them, as text without
//     fonts, tables and styles, if they were not saved fast; no file made by these two has been tried. Older and encrypted ones are
//     ErrUnsupported.
//   - Numbers that a program makes for lists and headings are not in the text.
package office
