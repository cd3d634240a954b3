// Package alto reads digitised pages: ALTO, the text of a scanned page with the place of every word, and METS, which says which blocks
// of which pages make an article.
//
// # Glossary
//
//   - Page: one ALTO file, the text of one scan.
//   - Block: a TextBlock, a paragraph or a part of one; it has a Box.
//   - Box: where something lies on its page, as a share of the page's width and height, so that it fits a scan of any size.
//   - Issue: a METS file. Its logical structure divides it into articles, each of blocks on one or more pages.
//
// # Bounds
//
// A page or issue is at most as long as the bytes given; MaxBlocks blocks and MaxArticles articles are read.
//
// # Caveats
//
//   - A word that the scan divides at a line's end is read whole, as SUBS_CONTENT states it.
//   - A METS whose logical structure points at no blocks has no articles: ErrNoArticles; its pages can be read by themselves.
package alto
