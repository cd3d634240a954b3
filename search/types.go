package search

import (
	"time"

	"timbao/indexer/article"
)

// Sort is the order of the hits.
type Sort string

// The orders a request can ask for. The zero value means SortRelevance.
const (
	SortRelevance Sort = "relevance" // best first, newer first among equals
	SortNewest    Sort = "date:desc" // newest first; undated articles last
	SortOldest    Sort = "date:asc"  // oldest first; undated articles last
)

// Markup is how matched words are marked in titles and snippets.
type Markup string

// The markups a request can ask for. The zero value means MarkupHTML.
const (
	MarkupHTML  Markup = "html"  // HTML-escaped text with <mark>…</mark>
	MarkupANSI  Markup = "ansi"  // terminal escapes around matches, control characters removed
	MarkupPlain Markup = "plain" // the text alone, control characters removed
	MarkupNone  Markup = "none"  // no highlight at all: faster
)

// The limits of a request.
const (
	DefaultLimit = 10
	MaxLimit     = 1000  // hits in one page of the Go API (the HTTP API allows 100)
	MaxOffset    = 10000 // beyond it, page with Cursor
)

// Request is one search. The command line, the HTTP API, the page and programs all use it, so that they cannot disagree.
// The zero value asks for every article, newest first within equal scores, ten hits, HTML highlights and no facets.
type Request struct {
	Query  string `json:"q"`                // in the query language; empty matches every article
	Limit  int    `json:"limit,omitempty"`  // hits wanted, 1…MaxLimit; 0 means DefaultLimit
	Offset int    `json:"offset,omitempty"` // hits to pass over, 0…MaxOffset
	Cursor string `json:"cursor,omitempty"` // Response.Next of the page before; excludes Offset
	Sort   Sort   `json:"sort,omitempty"`   // "" means SortRelevance

	Recent   bool `json:"recent,omitempty"`    // by relevance, let articles lose some of their score with age: see DefaultHalfLife
	HalfLife int  `json:"half_life,omitempty"` // with Recent: days in which an article loses half of what age can take, 1…36525

	From string `json:"from,omitempty"` // first day, "2020", "2020-01", "2020-01-14" or "14-1-2020"; "" means no bound
	To   string `json:"to,omitempty"`   // last day, inclusive, same forms

	// Filters. An article passes when it has any of the values of each list that is not empty. Names are compared as
	// schema.Keyword spells them: Unicode forms, tone placement and blanks don't matter, accents and capitals do.
	Years         []int    `json:"year,omitempty"`         // published in any of these years
	Months        []string `json:"month,omitempty"`        // in any of these months, "2020-01" or "1-2020"
	Days          []string `json:"day,omitempty"`          // on any of these days, "2020-01-14" or "14-1-2020"
	Sections      []string `json:"section,omitempty"`      // of any of these sections
	Authors       []string `json:"author,omitempty"`       // by any of these writers or photographers
	Places        []string `json:"place,omitempty"`        // from any of these places
	Photographers []string `json:"photographer,omitempty"` // with photographs by any of these people
	Formats       []string `json:"file_type,omitempty"`    // from source files of any of these types, as Article.Source.Format names them

	// Exclusions. An article passes when it has none of the values; one without any value passes.
	NotYears         []int    `json:"not_year,omitempty"`
	NotMonths        []string `json:"not_month,omitempty"`
	NotDays          []string `json:"not_day,omitempty"`
	NotSections      []string `json:"not_section,omitempty"`
	NotAuthors       []string `json:"not_author,omitempty"`
	NotPlaces        []string `json:"not_place,omitempty"`
	NotPhotographers []string `json:"not_photographer,omitempty"`
	NotFormats       []string `json:"not_file_type,omitempty"`

	Facets    []string `json:"facet,omitempty"`      // names of the facets wanted (Facet… constants)
	FacetSize int      `json:"facet_size,omitempty"` // values per facet, 1…1000; 0 means 10
	Timeline  Unit     `json:"timeline,omitempty"`   // count the hits by this unit; "" for no timeline

	Markup   Markup   `json:"highlight,omitempty"`    // "" means MarkupHTML
	Snippets int      `json:"snippets,omitempty"`     // snippets per hit, 1…10; 0 means 2
	Versions Versions `json:"versions,omitempty"`     // "" means VersionsGroup by relevance, VersionsAll by date
	Exact    bool     `json:"exact_total,omitempty"`  // count every hit, even where ranking could stop early
	Explain  bool     `json:"explain,omitempty"`      // say for each hit where its score comes from
	Correct  bool     `json:"did_you_mean,omitempty"` // say what else the query may have been meant to be, if that is likely
}

// Relation says whether a total is the exact number of hits or a lower bound.
type Relation string

// The two relations of a total.
const (
	TotalExact   Relation = "eq"
	TotalAtLeast Relation = "gte"
)

// Response is the answer to a Request, in the one JSON shape of the command line and the HTTP API.
type Response struct {
	Query         string             `json:"query"`
	Total         int                `json:"total"` // articles, every version of a story counted
	TotalRelation Relation           `json:"total_relation"`
	TookMS        float64            `json:"took_ms"`
	Hits          []Hit              `json:"hits"`
	Facets        map[string][]Facet `json:"facets,omitempty"`
	Timeline      *Timeline          `json:"timeline,omitempty"`     // nil unless asked for
	Next          string             `json:"next,omitempty"`         // cursor of the next page; "" on the last
	DidYouMean    *Correction        `json:"did_you_mean,omitempty"` // nil unless asked for, or where the query is best as it stands
}

// Hit is one found article.
type Hit struct {
	ID        string     `json:"id"`
	Score     float64    `json:"score"`
	Title     string     `json:"title"`
	Published *time.Time `json:"published"` // nil when the article's date is not known
	Section   string     `json:"section,omitempty"`
	Author    string     `json:"author,omitempty"` // writers, then photographers, comma-separated
	Place     string     `json:"place,omitempty"`
	Path      string     `json:"path"`
	Versions  []Version  `json:"versions,omitempty"`  // other articles of the same text, with VersionsGroup
	Highlight *Highlight `json:"highlight,omitempty"` // nil if none was asked for
	Explain   *Explain   `json:"explain,omitempty"`
}

// Highlight is a hit's text with the matched words marked.
type Highlight struct {
	Title    string   `json:"title"`
	Snippets []string `json:"snippets"`
}

// Explain is a tree of the parts of a score; the values of Parts sum to Value.
type Explain struct {
	Value float64   `json:"value"`
	Text  string    `json:"text"`
	Parts []Explain `json:"parts,omitempty"`
}

// Stats describes an archive index.
type Stats struct {
	Articles   int        `json:"articles"`
	Undated    int        `json:"undated"`
	First      *time.Time `json:"first"`  // earliest publishing time, nil in an empty index
	Last       *time.Time `json:"last"`   // latest publishing time
	Terms      int        `json:"terms"`  // distinct terms of the text, counted per segment
	Tokens     int64      `json:"tokens"` // syllables and words of the text
	Segments   int        `json:"segments"`
	TextBytes  int64      `json:"text_bytes"`  // UTF-8 bytes of the articles' text
	IndexBytes int64      `json:"index_bytes"` // bytes of the generation's files
	Generation uint64     `json:"generation"`
	Published  time.Time  `json:"published"` // when this generation was published
	Format     string     `json:"format"`    // format and analysis version
	Years      []Facet    `json:"years"`     // articles per year
	Sections   []Facet    `json:"sections"`
}

// Article is an archived article as the search package returns it.
type Article = article.Article
