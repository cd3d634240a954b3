package search

// The facets a request can ask for by name.
const (
	FacetYear         = "year"         // "2020"
	FacetMonth        = "month"        // "2020-01"
	FacetDay          = "day"          // "2020-01-14"
	FacetSection      = "section"      // as the newspaper names it
	FacetAuthor       = "author"       // writers and photographers
	FacetPlace        = "place"        // where the article was written
	FacetPhotographer = "photographer" // photographers alone
	FacetFormat       = "file_type"    // of the source file: "text", "jsonl", …
)

// Facet is one value of a facet and the number of hits that have it.
//
// The count is of the hits that there would be if nothing of this facet were selected, with every other filter of the
// request and the facet's own exclusions in force. So the values that could be selected beside the selected ones stay in
// sight with the number of articles they would add, and an excluded value shows how many articles it keeps out. Selected
// and excluded values are always listed, beyond FacetSize and with a count of 0 if need be.
type Facet struct {
	Value    string `json:"value"`
	Count    int    `json:"count"`
	Selected bool   `json:"selected,omitempty"` // the request asks for it
	Excluded bool   `json:"excluded,omitempty"` // the request excludes it
}

// Unit is a unit of time that articles are counted by. Days, months and years are those of Việt Nam, +07:00.
type Unit string

// The units. UnitAuto is the smallest unit that gives a chart no more bars than one can tell apart: days up to 62 of them,
// months up to 36, else years.
const (
	UnitYear  Unit = "year"
	UnitMonth Unit = "month"
	UnitDay   Unit = "day"
	UnitAuto  Unit = "auto"
)

// Timeline is the number of hits by time of publishing. The counts of the buckets and Undated sum to the total.
type Timeline struct {
	Unit    Unit     `json:"unit"`    // never UnitAuto
	Buckets []Bucket `json:"buckets"` // in order of time, without gaps; empty if no hit is dated
	Undated int      `json:"undated"` // hits whose date is not known
}

// Bucket is a year, month or day, and the number of articles published in it.
type Bucket struct {
	Start string `json:"start"` // "2020", "2020-01" or "2020-01-14": a value for Years, Months or Days, or for From and To
	Count int    `json:"count"`
}
