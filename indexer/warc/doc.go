// Package warc reads web archives (WARC, ISO 28500): the HTML pages that a crawler was answered with.
//
// # Glossary
//
//   - Record: one piece of a WARC file, with a header of its own and a block. Of the kinds of records only response and resource hold
//     pages; request, metadata, warcinfo and conversion do not.
//   - Capture: a response with status 200 and HTML in it. Pictures, scripts, redirections and errors are no captures.
//   - Revisit: a record that says that a page was the same as before. Its page is the earlier record's.
//   - Repeat: a capture of an address whose payload is byte for byte that of an earlier one in the same file.
//
// # What is read
//
// Captures, numbered by their place among all records of the file. Revisits and repeats are passed over, which loses nothing; so are
// records that are no captures. A page's address is the record's WARC-Target-URI unless the page states another. The time of the crawl
// is not taken for the time of publishing.
//
// # Bounds and caveats
//
//   - Split keeps one record in memory, at most web.MaxPage bytes and its headers, and 16 bytes for each of the first two million
//     captures, whatever the size of the file. A larger page is passed over with ErrTooLarge.
//   - Payloads may be chunked and compressed with gzip or deflate, and may unpack to web.MaxPage bytes. Brotli and zstd are
//     ErrUnsupported.
//   - Segmented records (continuation) are not joined; crawlers of today do not write them.
package warc
