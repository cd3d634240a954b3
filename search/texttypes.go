package search

import "time"

// Versions says what a search does with the versions of one story: articles whose texts are the same but for small edits,
// a cut or an added paragraph, as updates and agency copy are.
type Versions string

// The ways to treat versions. The zero value means VersionsGroup where hits come by relevance, VersionsAll where they come by date.
const (
	VersionsGroup Versions = "group" // one hit, the best of them; the others are its Hit.Versions
	VersionsAll   Versions = "all"   // a hit each
)

// Version is another article that tells a hit's story in nearly the same words.
type Version struct {
	ID        string     `json:"id"`
	Title     string     `json:"title"`
	Published *time.Time `json:"published"` // nil when the article's date is not known
	Section   string     `json:"section,omitempty"`
	Path      string     `json:"path"`
}

// VersionList is the versions of an article, in the one JSON shape of the command line and the HTTP API.
type VersionList struct {
	ID       string    `json:"id"` // of the article
	Versions []Version `json:"versions"`
}

// SimilarRequest asks for the articles that are most like one.
type SimilarRequest struct {
	ID string `json:"id"` // of the article to compare with
	// Request narrows the answer and shapes it as it does a search: filters, limit, cursor, sort, facets. Its Query, if not
	// empty, is one more filter. With VersionsGroup the versions of the article itself are left out, with VersionsAll they
	// are hits.
	Request
}

// The limits of a ConcordanceRequest.
const (
	DefaultLines = 50  // occurrences in a page
	DefaultWidth = 60  // characters on each side
	MaxWidth     = 500 // likewise
)

// ConcordanceRequest asks for every occurrence of words, each with the text around it (a keyword in context, KWIC).
type ConcordanceRequest struct {
	// Request says what to look for and where. The words of its Query are looked for as they stand, in this order, as if
	// they were quoted; OR gives several such phrases. Limit counts occurrences, and 0 means DefaultLines; Offset, Markup,
	// Snippets, Versions and what counts or orders hits are not used. Sort is SortOldest, which "" means here, or SortNewest.
	Request
	Width int `json:"width,omitempty"` // characters of context on each side, 1…MaxWidth; 0 means DefaultWidth
}

// Field is a part of an article.
type Field string

// The fields that an occurrence can stand in.
const (
	FieldTitle   Field = "title"
	FieldLead    Field = "lead"
	FieldBody    Field = "body"
	FieldCaption Field = "caption"
)

// Occurrence is one place where the words stand, with the text around it. left, match and right are one slice of the stored text, as
// printed: not escaped, with the letters, spaces and control characters that are there.
type Occurrence struct {
	ID        string     `json:"id"`        // of the article
	Title     string     `json:"title"`     // of the article
	Published *time.Time `json:"published"` // nil when the article's date is not known
	Section   string     `json:"section,omitempty"`
	Author    string     `json:"author,omitempty"` // writers, then photographers, comma-separated
	Place     string     `json:"place,omitempty"`
	Path      string     `json:"path"`
	Field     Field      `json:"field"`
	Paragraph int        `json:"paragraph"` // number of the paragraph, or of the caption, from 1
	Offset    int        `json:"offset"`    // where match begins in it, in bytes of UTF-8
	Left      string     `json:"left"`      // what stands before, no more characters than asked for, cut where a word begins
	Match     string     `json:"match"`     // the words
	Right     string     `json:"right"`     // what stands behind, likewise, cut where a word ends
}

// Concordance is every occurrence of words, page by page: in the order of the articles' dates, those without a date last,
// and within an article as they stand there, its title, lead, body and captions one after the other.
type Concordance struct {
	Query         string       `json:"query"`
	Total         int          `json:"total"`          // occurrences, counted or at least so many
	TotalRelation Relation     `json:"total_relation"` // whether total is exact
	Articles      int          `json:"articles"`       // articles with an occurrence
	TookMS        float64      `json:"took_ms"`
	Lines         []Occurrence `json:"lines"`          // a page of them
	Next          string       `json:"next,omitempty"` // cursor of the next page; "" on the last
}
