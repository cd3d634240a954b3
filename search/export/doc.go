// Package export writes all hits of a search as a file: CSV for spreadsheets, JSON Lines for programs, RIS and BibTeX for reference
// managers. It asks package search for the hits, so that a file holds what the page shows, and package cite for the references.
//
// # Formats
//
//   - CSV is RFC 4180 in UTF-8: a header, commas, quotes where needed, lines that end in CR LF. [Columns] lists what can be in it.
//     A list stands in one cell, its items separated by "; ", paragraphs by line breaks. Dates and times are those of the newspaper's
//     zone, Asia/Ho_Chi_Minh.
//   - JSON Lines has an article a line, as "timbao show --json" and the HTTP API give one.
//   - RIS and BibTeX have an entry an article, as package cite makes them.
//
// # Caveats
//
//   - A spreadsheet would run a cell that begins with =, +, - or @ as a formula. Such a cell, also behind blanks or written in full
//     width, gets an apostrophe before it, and so does one whose apostrophes would else be taken for that. Who reads the file with a
//     program takes one apostrophe away from cells that match ^'+[\t\r\n ]*[=+\-@＝＋－＠].
//   - Excel takes CSV for text of an old encoding unless it begins with a byte order mark: Options.BOM writes one.
//   - The memory for an export does not depend on the length of the articles: 40 bytes a hit, one article, and a buffer.
package export
