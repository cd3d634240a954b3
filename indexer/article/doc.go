// Package article reads newspaper articles out of files: it finds the files under folders, cuts them into records, and makes an
// Article of each record, with the fields a newspaper's page or export holds.
//
// # Flow
//
//	Find → File → Records → Record → Record.Article → Article
//	                 └──────── Skip ────────┘
//
// Find and Records run in one goroutine and are cheap: they open, decompress, cut and hash. Record.Article is the costly part and
// may run in any number of goroutines. What is wrong with one input is a Skip with a reason and never the end of a run.
//
// # Glossary
//
//   - Record: the raw bytes of one article, a whole text file or one line of a JSONL file.
//   - Page: a text file laid out as newspapers' systems export it. Header: section, title and date line at its top. Tail: byline and
//     notes at its bottom. Frame line: a line of header or tail that is not text ("Chuyên mục: …", an address, a breadcrumb).
//   - Lead: the opening paragraph (sapo). Dateline: the place before its first dash ("Hòa Lâm - Sáng 14-1, …"); the text keeps it.
//   - Byline: who wrote and photographed, with a label ("Tin, ảnh: …"). Signature: a byline without one ("T.H", "Văn Trọng").
//   - End mark: "./." at the end of the last paragraph, which is cut to the full stop of its sentence.
//   - Junk line: a line without a letter or a digit; dropped.
//   - Folded: lower case, without accents, in one Unicode form. Labels and dates are recognised in a folded copy, so that
//     decomposed text, Ð for Đ and files typed without accents are read alike.
//   - Rules: what the archive's profile says about a file (package profile). They go before what the file states, that before what
//     its layout says, that before its path.
//   - Finding: how a field was understood, with its origin and confidence; Record.Inspect collects them.
//   - Credit: the photographer behind a caption ("… Ảnh: Văn B"), by which captions that are printed once are known.
//   - Correction: an article whose headline opens as corrections do ("Đính chính") and that names the headline it corrects in quotes;
//     Article.Corrects is what it names. Which article that is, is looked up in an index.
//   - Part: one of several articles that a rule cuts a file into; its id is the file's, "#" and the line it begins at.
//   - Guess: a field that was inferred where the source says nothing for sure; its name is in Article.Guessed.
//
// # What is kept as found
//
// The text fields are the source's own letters, in the source's Unicode form, so that an offset into a field points at what was
// printed. Names of persons, sections and places are as printed too: whoever counts or compares them normalises them. Only this is
// changed: line ends, byte order mark, blanks and invisible characters at the ends of lines, the end mark, and the line breaks
// within hard-wrapped paragraphs and two-line headlines.
//
// # Guesses
//
// Guessed can hold: "title" (the first line, of a file without a date line; or made of the first sentence), "lead" (the same
// files), "url" (filled in by a program), "published" (from a path such as 2020/01/14, or a date printed month first), "section" (an unlabelled line above the title or
// beside the date), "byline" (an unlabelled line at the end; in JSONL, whose body keeps it), "place" (before a dash that could mean
// something else), and "encoding": nothing proves the encoding that Source.Encoding names, or up to one byte in a hundred was not in
// it, or NUL, and reads U+FFFD now. With more than that, or if no encoding makes text of it, the record is skipped; see package charset.
//
// # Formats
//
// Text (.txt, .text, .md, or any unknown extension whose content begins as text) and JSONL (.jsonl, .ndjson), each also packed (gzip,
// zstd, bzip2, xz) and in archives (zip, tar, packed tars; and in one archive in these), told by the first bytes. A member's id is the
// archive's, "!/" and its path in there; bounds are those of package container. A JSONL record may have the fields id, title, lead,
// body, captions, date or published, author or authors, photographers, byline, section, url, place; others are passed over. Lists may
// be strings and strings lists. A title that is there and empty stays empty. Dates may have any form of testdata/dates.tsv.
//
// What word processors write: .docx, .odt, RTF and old .doc, whatever their names, see package office. PDF with a text layer, see
// package pdf: an article a file, or a record a page if the pages are a newspaper's. ALTO, a digitised page, and METS, an issue of
// them divided into articles, see package alto; pages that a METS beside them or in the folder above names are not read twice.
//
// What the web leaves: HTML pages, feeds and WordPress exports (package web); mails, mailboxes, pages saved as MHTML (package mail); WARC
// and WACZ (package warc); EPUB (package epub). Data: JSON and CSV by known names or as the profile says (package fieldmap), which
// JSONL records without the names above are read by too. A record's Line is its number in the file; its id is what the source itself
// calls it (guid, Message-ID), else the file's with "#" and the number.
//
// # Caveats
//
//   - A record above MaxRecord, or of more than about a million lines, is skipped; a longer JSONL line is passed over without being
//     held in memory. zstd files whose window exceeds 128 MiB are skipped.
//   - Symbolic links below a root are reported and not followed; a root may be a link. Names beginning with a dot and index
//     folders (a CURRENT file beside gen-* folders) are passed over in silence.
//   - Ids of files begin at the last part of their root's path. Two roots of one name in one run get longer ids; in two runs they
//     would get the same ids, which the caller can tell by File.Abs.
//   - The rules' hash is part of Source.Hash, so that files whose rules change count as changed.
//   - Files named timbao.toml are profiles and never read as articles.
//   - All text of an Article shares one allocation: keeping one field keeps the whole record in memory.
package article
