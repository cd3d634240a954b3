// Command peers sets timbao beside other search engines that a Go program can embed: the same articles, the same queries, the same
// machine, one command.
//
//	go run ./cmd/peers --corpus news.jsonl.gz \
//	    --topics headlines.topics.jsonl --drop-titles \
//	    --topics stories.topics.jsonl --docs stories.docs.jsonl.gz \
//	    --topics questions.topics.jsonl --docs questions.docs.jsonl.gz --alone
//
// It prints a table in Markdown for each of three parts (--json: all of it as one JSON object):
//
//   - Ingest: how fast the corpus becomes an index, how much memory that takes, and how large the index is.
//   - Relevance: how good the answers to topics are, typed with accents and without.
//   - Latency: how long the ten best articles of a query take, by kind of query.
//
// The package depends on timbao's public packages and on the engines it compares; it is the only program that imports bleve itself.
//
// # Glossary
//
//   - Engine: what builds an index and searches it, behind one interface.
//     bleve: an index with default settings for its text fields, but without the field _all that copies them and that no query here
//     needs. bleve-bm25: the same with the scoring model bm25.
//     bluge: bleve's successor by its first author, fields stored and ready to be highlighted, BM25; its last version is of 2022.
//     sqlite: FTS5 in a pure-Go SQLite, unicode61 that keeps accents, stored columns.
//     timbao: indexer.Run and search.Open as they come.
//   - Text: the bytes of title, lead, body and captions of all articles. MB/s and the size of an index are per byte of text.
//   - Job: one piece of work of one engine. It runs in a process of its own, so that processor time and memory are the engine's.
//   - Kind: a word, two neighbouring words, a headline (8 to 20 syllables), a phrase of three or four syllables. Queries are drawn from
//     titles, phrases from bodies, always the same ones from the same corpus.
//   - Bare: a query or topic typed without accents. The bare twin of X.topics.jsonl is X.unaccented.topics.jsonl beside it; when there is
//     none the accents are taken off.
//   - First: the first time a query is asked; the index is opened anew for each kind and typing. Warm: the second time.
//
// # What is compared
//
// A query is searched in the plain way of each engine. bleve: a match query (a match phrase query for phrases) over each field, added
// up, the title boosted by 3 and the lead by 2. bluge: the same. sqlite: its words joined by OR, or the phrase, ordered by bm25 with
// the same weights. timbao: its words, or the phrase in quotes, versions of a story not grouped. Every answer brings ids and titles;
// with highlights also marked title and snippets, in the engine's own defaults.
//
// bleve and bluge take batches of 1,000 articles from two goroutines. sqlite writes into a fresh file without a journal and merges its index at
// the end, which is as fast as it gets.
//
// # Growth
//
// --copies N indexes every article N times, under new ids. The queries are those of the corpus itself, so runs with different N can be set
// side by side:
//
//	for n in 1 2 4; do go run ./cmd/peers --corpus news.jsonl.gz --copies $n --engines timbao,bleve; done
//
// # Caveats
//
//   - Copies score equally, which no engine can prune by: real archives grow more kindly.
//   - An engine that finds nothing is fast. Latency says which share of the queries was answered.
//   - Memory is the peak resident set. It includes those pages of mapped files that were touched and that the system may drop.
//   - bleve merges in the background: the size and speed of its index vary by some percent from run to run.
//   - Latency is measured with GOMAXPROCS=1, so collecting garbage is part of it. GOMAXPROCS in the environment overrides that.
//   - Processor time and wall clock need a quiet machine; relevance does not.
package main
