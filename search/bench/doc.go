// Package bench measures an index: how long searches take by kind of query, how many go through at once, how long opening
// takes, what memory it costs, and how fast files become an index.
//
//	report, err := bench.Run(ctx, "timbao.idx", bench.Options{})
//
// # Glossary
//
//   - Kind: a word, two words side by side, a headline of 8 to 20 syllables, a phrase in quotes of three or four syllables.
//     The first three are drawn from titles, phrases from bodies. Queries of the user's own are sorted into the same kinds
//     by their length; what has operators is of kind other.
//   - Typing: whether the query has accents. Drawn queries are asked both ways.
//   - Cold: the first time that a query is asked after the index was opened. Each line of the table opens it anew.
//   - Warm: the rounds after that, all of them together.
//   - Best: the fastest warm round of each query. What other programs on the machine and the collecting of garbage cost is
//     in Warm and not in Best.
//   - Text: the bytes of title, lead, body and captions of all articles. A MB is 1e6 bytes.
//
// # What is drawn
//
// The articles that queries are drawn from depend on the seed and the ids in the archive alone (search.Index.Sample), and so
// do the queries: the same archive gives the same queries, whenever and wherever it was indexed.
//
// # Caveats
//
//   - A process can't tell why it had to wait. Busy says how much of a processor it got while it searched alone, and by how
//     much Warm is above Best; Notes say in words when these look as if others were using the machine.
//   - Cold is cold for timbao. Whether the system still has the files in memory is another matter: DropCache asks it to
//     forget them before each opening, where it can.
//   - Drawn queries are about things that are in the archive. What people type may be rarer, or not there at all.
//   - Percentiles are of the nearest rank. With 200 queries the 99th is the third worst query, and moves a lot.
//   - What a system does not tell (memory outside Linux) is 0 in the report.
//
// The package depends on search, search/query and indexer/vietnamese. It does not index: Ingest measures what a caller does.
// Functions are safe for concurrent use, but measurements made at the same time disturb each other.
package bench
