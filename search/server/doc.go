// Package server puts an archive on HTTP: a JSON API under /api/v1 and pages to search and read it, in Vietnamese or English.
// Both read their parameters from one table (parameters), so that a link of the page and a call of the API mean the same search.
// The package depends on timbao/search for what a request and an answer are, and on whatever [Searcher] it is given for the answers.
//
// # Addresses
//
//	GET, POST /api/v1/search          search.Response
//	GET       /api/v1/articles/{id}   search.Article; the slashes of an id may stand as they are
//	GET       /api/v1/stats           search.Stats
//	GET       /api/v1/export          export: all hits of a search as a file
//	POST      /api/v1/batch           [Answers]: several searches at once
//	GET       /api/v1/openapi.json    OpenAPI 3.1, made from the types and the table; openapi-3.0.json is the same for older readers
//	GET       /api/                   the same for people
//	GET       /feed.atom              the newest hits of a search as an Atom feed
//	GET       /opensearch.xml         how a browser searches here; /opensearch-suggest is what its search box offers
//	GET       /metrics                Prometheus, for whom Options.Metrics lets
//	GET       /                       start page; with a search in its query, a page of hits
//	GET       /articles/{id}          article page; keeps the search it was opened from in its query; ?cite=bibtex|ris is its reference as a file
//	GET       /kwic, /trends, /about  words in context, terms over time, what the archive holds
//	GET       /assets/…               style sheets, scripts and icon; the name holds a hash of the content
//	GET       /healthz                200 while the process is up
//	GET       /readyz                 200 with the number of the open generation, 503 when no search is possible
//
// # Glossary
//
//   - Parameter: a named value of a search, in the query of a GET or a member of the JSON object of a POST.
//   - Problem: an error answer (RFC 9457, application/problem+json). It names the parameter that is to blame and, for a malformed
//     query, the column where it went wrong. On the page a problem is drawn as a page.
//   - Gate: what a search must pass: a bounded number of them at once and a deadline for each.
//   - Look-up: anything else that takes a search.Request: an export, a feed, trends. It takes all parameters of search that decide which
//     articles are hits (lookUp), and so can't apply other filters than the page.
//   - Tag: the ETag of an answer, made of the generation of the index, the address and the version of the program.
//   - Chip: an active filter on the page, drawn as a link that removes it.
//   - State: a search as the parameters that make it; links to other searches are states with one value more or less.
//   - Choice: what a visitor chooses for all pages: language, colours, keys. ?lang=en, ?theme=dark or ?keys=off on any page is kept in a
//     cookie. The language is otherwise the one that the browser asks for.
//   - Message: a text of the page, in messages.tsv in both languages; templates say them with t.
//   - Place: a spot in an article where the query's words were found; the page numbers them.
//
// # Caveats
//
//   - The server asks nobody who they are: listen on a loopback address, or put something in front that does.
//   - Tags are weak: the time a search took is part of the answer and not of its tag.
//   - [Searcher].Stats is called once for every answer that carries a tag, so it must be cheap.
//   - An id with an empty, "." or ".." segment (an address such as https://…) must have its slashes written %2F, else a
//     client or the router shortens the path. The links of the page are written so.
//   - An export holds the generation that it began with for as long as it is read, at most Options.ExportTimeout. A client that takes
//     nothing for Options.WriteTimeout is cut. Exports have turns of their own, so that they never keep searches waiting.
//   - Feeds and references name the address of the request unless Options.PublicURL is set: set it behind a proxy.
//   - fields.json is made from the comments of the types in answers: run the test that it names when one of them changes.
//   - The pages work without their scripts, which only save fetching a page anew; a script never makes markup out of text, and the
//     content policy allows none that is not of this server.
//   - The query never gets into the log unless Options.LogQueries is set.
package server
