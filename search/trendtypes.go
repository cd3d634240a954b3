package search

// MaxTrendTerms is the most terms that Trends compares, MaxBuckets the most buckets of a timeline or of trends.
const (
	MaxTrendTerms = 10
	MaxBuckets    = 50_000 // 136 years of days
)

// TrendsRequest asks how often terms come up over time.
type TrendsRequest struct {
	// Terms are 1…MaxTrendTerms words or phrases. Words without operators are a phrase, with or without quotes: "lũ lụt" is to
	// count floods, not articles that have lũ and lụt anywhere. Otherwise a term is a query: title:lũ, lũ OR lụt, lũ AND lụt.
	// Trend.Query is what it came to. One that comes twice counts once.
	Terms []string `json:"term"`
	// By is the unit of time; "" means UnitAuto.
	By Unit `json:"by,omitempty"`
	// Request's query and filters say which articles are looked at: the terms are counted among its hits. Its other fields
	// don't matter.
	Request Request `json:"request"`
}

// Trends compares terms over time.
type Trends struct {
	Unit    Unit     `json:"unit"`    // never UnitAuto
	Total   int      `json:"total"`   // articles that are looked at
	Undated int      `json:"undated"` // of these, articles whose date is not known: they are in no bucket
	Buckets []Bucket `json:"buckets"` // of these, by time, without gaps: what each Point.PerThousand is of
	Terms   []Trend  `json:"terms"`   // in the order of the request
	TookMS  float64  `json:"took_ms"`
}

// Trend is the number of articles with one term.
type Trend struct {
	Term        string  `json:"term"`  // as it was asked for
	Query       string  `json:"query"` // with it, Search finds the articles that are counted here
	Total       int     `json:"total"`
	Undated     int     `json:"undated"`  // in no point; the counts of the points and Undated sum to Total
	PerThousand float64 `json:"per_1000"` // Total for 1,000 articles of Trends.Total
	Points      []Point `json:"points"`   // one for each bucket, in the same order
}

// Point is the number of articles with a term in one bucket of time.
type Point struct {
	Start       string  `json:"start"` // as Bucket.Start
	Count       int     `json:"count"`
	PerThousand float64 `json:"per_1000"` // Count for 1,000 articles of the bucket; 0 where it has none
}
