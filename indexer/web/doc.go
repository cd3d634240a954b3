// Package web reads what the web leaves in an archive: HTML pages as a content management system or a browser saved them, fragments
// of HTML as feeds, mails and books hold them, dumps of feeds (RSS, Atom, RDF) and WordPress' export (WXR).
//
// # Flow of a page
//
//	bytes → decode → parse → stated fields (JSON-LD, <meta>, microdata) ┐
//	                   └──→ prune → main text → printed fields → blocks ┴→ document.Document
//
// # Glossary
//
//   - Page: an HTML file of one article with everything a site prints around it. Fragment: HTML that is the text and nothing else.
//   - Stated: said by the markup itself (JSON-LD NewsArticle, OpenGraph, itemprop). Printed: read off an element of the page that
//     its class names tell to be the date, the author, the lead.
//   - Hints: names of classes and ids with what they mean on Vietnamese and foreign newspapers' pages; hints.tsv. A name is compared
//     without case and separators, whole and in runs of its words: "box-tin-lien-quan" holds "tinlienquan".
//   - Boilerplate: menus, advertisements, related links, comments, tags: whatever is on the page and not of the article.
//   - Root: the element that the main text is read from: one that a hint or itemprop names, else what Readability finds.
//   - Link block: a block most of whose letters are in links; related articles, not text.
//
// # Where a field comes from, in this order
//
// Title: JSON-LD headline, og:title, itemprop headline, the h1, and weakly <title>; the site's name is cut off, and a shortened one is
// replaced by the h1 that continues it. Published: JSON-LD datePublished, article:published_time, itemprop, other <meta> names, <time>,
// the date line printed below the title; dateModified only weakly. Authors: JSON-LD, itemprop, rel=author, a printed byline; <meta
// name=author>, which mostly names the site, weakly. Section: JSON-LD articleSection, article:section, the breadcrumb. Lead: the
// element with a lead's class; descriptions, which are often cut, weakly. URL: canonical, og:url, and what browsers note when saving.
//
// # Fonts
//
// Text set in a font of an 8-bit Vietnamese encoding (<font face=".VnTime">, style="font-family:VNI-Times") is decoded run by run,
// unless the whole page was already found to be in such an encoding.
//
// # Bounds and caveats
//
//   - Read takes a page of up to MaxPage bytes; time and memory grow linearly with it (about 15 bytes of memory a byte of page).
//     Elements nested more than 512 deep are read without structure, as runs of text.
//   - A page that is only links, a frameset, or filled by scripts is ErrNoText. An article spread over several pages stays several.
//   - All functions may be called from any number of goroutines.
package web
