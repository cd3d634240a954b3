// Package eval measures how good a ranking is: topics with known relevant articles, run files, metrics, and the comparison of two rankings.
//
// # Glossary
//
//	topic     a query and the ids of the articles that answer it
//	run       per topic, what a search returned, best first
//	judge     compute the metrics of one topic; relevance is binary
//	measure   one of the metrics, by name
//
// # Caveats
//
// An article that a topic does not name counts as not relevant, whether or not somebody looked at it. Topics without relevant articles
// can't be judged; they are counted, and left out of the means. A topic that a run does not have found nothing, and counts as zero.
//
// Two settings that were tuned on the topics they are compared with look better than they are; a small p says that a difference is
// not chance on these topics, not that it is large enough to matter.
//
// The package depends on nothing else of this module: it compares any run files of the format below.
//
// # Files
//
// Topics are JSON lines: {"qid": "s-1", "query": "hội đồng nhân dân", "rel": ["2020/x.txt"]}. Runs are lines of topic id, article id and
// score, separated by tabs, the best of a topic first.
package eval
