// Package search is timbao's read side and its embedded API: open an index folder and ask it.
//
//	index, err := search.Open("timbao.idx", nil)
//	…
//	res, err := index.Search(ctx, search.Request{Query: "hội đồng nhân dân"})
//
// # Glossary
//
//   - A Request is one search, a Response its answer; both are the JSON of the HTTP API.
//   - A hit needs enough of the words of a query: all of up to three, fewer of more. If no article has them, fewer do.
//   - Words typed with accents match exactly, and where they are rare their other accents too, below; words typed without
//     match all accents.
//   - A facet counts the hits by a property of theirs. It leaves aside what the request selects of that property, and honours the
//     rest, so that what could be selected as well stays in sight; see Facet.
//   - A timeline counts the hits by year, month or day; Trends compares terms so, also for 1,000 articles of the same time.
//   - Versions of a story are articles that tell it in nearly the same words: updates, cuts, agency copy (see package texts for how
//     near). By relevance they are one hit, the best of them; totals, facets and timelines count articles all the same. Offsets and
//     cursors count hits. Each version is compared with the hits among the twelve articles before it, down to the thousandth.
//   - A concordance is every occurrence of words with the text around it; Similar finds the articles most like one.
//   - A cursor is a place in the answer to one request, good for paging to any depth.
//
// # Generations
//
// An Index answers from one published generation at a time. Refresh moves to the newest one; searches under way finish on
// the one they began with.
//
// # Caveats
//
// An Index is safe for concurrent use. Its memory is a few bytes an article, up to 40 more once facets have been counted, four
// a term of each segment once versions have been compared, and what the system keeps of the mapped files.
//
// Days, months and years are those of Việt Nam (+07:00). Articles whose date is not known pass no filter that asks for a time, are in no
// bucket of a timeline, and are counted apart.
//
// The package depends on bleve to read the index, but no type of bleve is in its API.
package search
