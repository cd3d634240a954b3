// Package query turns what the user typed into a syntax tree.
//
// # Language
//
//	hội đồng nhân dân       free words, in any order; neighbours are one node, so that ranking sees who stands beside whom
//	"đúng cụm từ"           a phrase; “…”, „…“ and «…» quote as well
//	hoi*                    words that begin so; two letters or more
//	-từ -"cụm từ" -(…)      not this; NOT does the same for all the bare words that follow it
//	a AND b, a OR b         upper case only; OR binds loosest, words side by side bind like AND
//	( )                     grouping
//	title:từ title:"…" title:(a b) title:hoi*
//	                        only in this field. Names, with or without accents and underscores, in any case:
//	                        title tiêu_đề · author tác_giả · section chuyên_mục · place nơi · caption chú_thích
//	date:2020 ngày:14-1-2020 date:2019-12..2020-02 date:..2019
//	                        published in these days
//	\" \( \- \* \:          the character itself, never an operator
//
// Any other text is searched as words and is never an error: a colon after a word that names no field (10:30, http://…, Chú ý: mưa),
// a lone quote, an inch mark, brackets around or between mere words, a hyphen with a space after it (Bà Rịa - Vũng Tàu), a hyphen
// before a digit (S -400, -5 độ), a digit before a star (khách sạn 5*), and/or/và/hoặc in lower case. A malformed operator is an *Error
// that knows its place in the input: AND, OR or NOT without words beside them, a bracket without its partner beside one of them, a
// field name without a value, a date that does not exist, a prefix of one letter.
//
// # Glossary
//
//	piece   characters between blanks, quotes and brackets: the smallest thing an operator applies to
//	run     bare pieces side by side: one Words node
//	leaf    Words, Phrase, Prefix or Dates: a node without children
//	active  said of a character that is an operator where it stands, and not text
//
// # Caveats
//
// "nơi:" and "ngày:" are everyday words: followed by a blank they are text ("mỗi ngày: …"); the other field names may have a blank after the colon.
//
// A minus before a digit never excludes. Write NOT 2020, -"2020" or -date:2020.
//
// A field name and a minus take one piece: title:hội nghị looks for hội in titles and nghị anywhere. Quote or bracket several.
//
// Text in the tree is as typed, without invisible characters, control characters or bytes that are not UTF-8; it is not normalised
// otherwise (NFD stays NFD). Spans always count bytes of the input.
//
// The package depends on indexer/vietnamese for folding field names, and on nothing else of this module.
package query
