// Package cite writes references to articles: as a line of text, as BibTeX and as RIS. It depends on timbao/indexer/article alone.
//
// # Glossary
//
//   - Reference: what a reader needs to find an article again: who, when, what, where.
//   - Key: the name of a BibTeX entry and of a RIS record. It follows from the article's id alone, so it stays the same when the
//     article is corrected or the index is built again.
//   - Own address: the address that the article itself names. It goes before the address in the archive.
//
// # Caveats
//
//   - Names stay whole, in the order in which they are printed. Which part of "Lò Thị Mây", "T.H" or "TTXVN" is a family name is not
//     written in an archive, and software that guesses takes the given name for it. BibTeX has them in braces of their own, RIS with
//     a comma behind, which is how both say so.
//   - Text is composed (NFC) and a capital eth is the Đ that it stands for; apart from that and from line ends it is as printed.
//   - BibTeX is UTF-8: biber and every LaTeX of our days read it, BibTeX of 1988 sorts it by bytes.
package cite
