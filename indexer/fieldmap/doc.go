// Package fieldmap reads articles that a program exported as data: JSON (one object, a list, a list somewhere inside) and CSV. Which
// name means which field is said by a Map, or known: names in Vietnamese and English that exports use are in names.tsv.
//
// # Glossary
//
//   - Object: the names and values of one article: a JSON object, or a row of CSV under its header.
//   - Path: where a value is: "title", "content.main", "writers[].name" (of every member of a list).
//   - Known name: a name of names.tsv, compared without accents, case and separators: "Tiêu đề", "tieu_de" and "TieuDe" are one.
//   - Wrapped value: an object that stands for one value, as {"rendered": "…"} of WordPress' interface or {"$date": …} of MongoDB.
//
// # Values
//
// A text may be plain (a line is a paragraph) or HTML, a list of texts, or a list of blocks with a text each. A date may be in any form of
// newspapers and mails, or seconds or milliseconds since 1970.
//
// # Bounds and caveats
//
//   - A list at the top of a JSON file, or one that Options.Records names, is streamed: one object is in memory. Without such a name a
//     file that begins with an object is read whole, up to MaxFile bytes, and its articles looked for: itself, or the first list of
//     objects with known names.
//   - A row of CSV may have MaxRow bytes. The delimiter is told from the header: comma, semicolon, tab or bar.
package fieldmap
