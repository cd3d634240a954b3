// Package vietnamese knows the language: how Vietnamese newspapers write letters, syllables, numbers, dates and
// acronyms, and how the spellings of one thing become one term. It knows nothing of indexes and does no I/O; it
// depends on golang.org/x/text/unicode/norm alone.
//
// # Glossary
//
//   - syllable: what Vietnamese writes between two spaces; an onset (ngh) and a rhyme (iêng) with one of six tones.
//   - raw token: a slice of the text as it stands, found by Scanner: a run of letters (Word), a Number, or a Code,
//     which is letters and digits mixed or joined by - / . , : & or an apostrophe without a space.
//   - simple token: a run of letters or a run of digits. Parts cuts a Number or a Code into them; each takes one position.
//   - term: the two levels of a simple token, "hoi\x00hội": the folded form, a zero byte, the accented form if it
//     differs. All accented forms of an unaccented word are the terms that begin with it and the zero byte.
//   - whole: the term under which a Number or Code is kept whole beside its parts ("71-kh/tu\x00"), or a Roman
//     numeral as a number ("12\x00" for XII). A whole takes no position and adds nothing to a text's length.
//   - folded: in small letters without any mark, đ as d.
//
// # One spelling
//
// Terms, Normalize and Fold write every word in one way, so that two spellings of a word meet:
//
//   - letters composed (NFC), whether the text has them so, decomposed, or half and half as windows-1258 does;
//   - Ð, Ɖ as Đ, and ð, ɖ as đ at the beginning of a word: old systems print them so. Elsewhere in a word a small ð
//     stays, because it is Icelandic (Guðni); its folded form is d all the same;
//   - the tone on the letter where the older style puts it: hoà → hòa, thuỷ → thủy, but quý and hoàn in both styles. It
//     is put there in every possible syllable, so that slips of typing (tòan, qúy) are mended too;
//   - y for i in open syllables after h, k, l, m, s, t and qu, and nowhere else: kĩ → kỹ, quí → quý, while vi and vy, di
//     and dy stay two words. This holds at both levels: "ki thuat" folds as kỹ thuật does;
//   - no soft hyphens, zero-width characters or byte order marks inside words.
//
// # How to use it
//
// Tokens analyses a text at once: for queries, snippets, one article. An indexer puts the same pieces together itself
// without allocating: Scanner for the boundaries, Parts for Numbers and Codes, AppendTerm for each simple token,
// AppendWhole for each raw token and AppendLoneRoman where that gives none; AppendTerm and AppendWhole depend on the
// bytes alone, so their answers can be remembered. DateTracker and ExpansionMatcher can follow the same scan.
//
// # Caveats
//
//   - The scanner reports every run of letters as a Word; KindOf and Tokens tell syllables apart, by spelling, not by
//     a dictionary: "ban" is a syllable in English text too.
//   - Raw tokens longer than MaxToken bytes are cut; codes longer than 40 bytes are not kept whole.
//   - A thousand written 1,000 is read as a decimal, as Vietnamese print means it; with two commas it is a million.
//   - 1-2 after "thắng" is a score and after "cấp" a range: Dates looks at the word before a day and month, so it
//     misses some dates and takes a few numbers for dates. It does not read lunar months or years alone.
//   - Words joined across spaces are not made one: "35 - CT/TW" meets "35-CT/TW" by its parts only.
//   - Homoglyphs (ѕánց for sáng) are not mapped; NFC is applied, NFKC is not, except for ¹ ² ³.
package vietnamese
