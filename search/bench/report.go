package bench

// Report is all that was measured.
type Report struct {
	Machine    Machine      `json:"machine"`
	Index      Index        `json:"index"`
	Ingest     *Ingested    `json:"ingest,omitempty"` // of Ingest, put in by the caller
	Opening    Opening      `json:"opening"`
	Latency    []Latency    `json:"latency"`
	Throughput []Throughput `json:"throughput"`
	Memory     []Memory     `json:"memory"`
	Busy       Busy         `json:"busy"`
	Notes      []string     `json:"notes"` // what the figures can't tell, in words
}

// Index is what was measured on.
type Index struct {
	Articles   int   `json:"articles"`
	Segments   int   `json:"segments"`
	TextBytes  int64 `json:"text_bytes"`
	IndexBytes int64 `json:"index_bytes"`
}

// Opening is how long opening the index takes, in milliseconds.
type Opening struct {
	First float64 `json:"first_ms"` // the first opening in this process
	P50   float64 `json:"p50_ms"`   // of all openings
	Best  float64 `json:"best_ms"`
	Times int     `json:"times"`
}

// Latency is how long the queries of a batch take, one after the other.
type Latency struct {
	Kind     Kind    `json:"kind"`
	Typing   Typing  `json:"typing"`
	Snippets bool    `json:"snippets"` // title and snippets were marked
	Queries  int     `json:"queries"`
	Answered float64 `json:"answered"` // share of the queries that found something
	Cold     Spread  `json:"cold"`     // first use after opening
	Warm     Spread  `json:"warm"`     // every round after that
	Best     Spread  `json:"best"`     // the fastest round of each query
}

// Spread is percentiles in milliseconds, by the nearest rank.
type Spread struct {
	P50 float64 `json:"p50_ms"`
	P90 float64 `json:"p90_ms"`
	P99 float64 `json:"p99_ms"`
	Max float64 `json:"max_ms"`
}

// Throughput is how many searches go through when some goroutines ask at once, all kinds mixed, with snippets.
type Throughput struct {
	Threads   int     `json:"threads"`
	PerSecond float64 `json:"per_second"`      // median of the rounds
	Best      float64 `json:"best_per_second"` // the fastest round
}

// Memory is what the process holds at some point, in bytes; 0 is unknown.
type Memory struct {
	When           string `json:"when"`
	Resident       int64  `json:"resident"`        // all of the process that is in memory
	Heap           int64  `json:"heap"`            // live Go objects
	Mapped         int64  `json:"mapped"`          // files of the index in the address space
	MappedResident int64  `json:"mapped_resident"` // of these, in memory: the system drops them when it needs room
}

// Busy tells a quiet machine from a busy one.
type Busy struct {
	CPUShare   float64 `json:"cpu_share"`    // processor time ÷ time while searching alone; 0 is unknown
	WarmByBest float64 `json:"warm_by_best"` // mean of all warm searches ÷ mean of the fastest ones
	Load       float64 `json:"load"`         // programs that wanted a processor in the minute before; 0 is unknown
}

// Ingested is how fast files became an index.
type Ingested struct {
	Articles    int     `json:"articles"`
	TextBytes   int64   `json:"text_bytes"`
	IndexBytes  int64   `json:"index_bytes"`
	IndexShare  float64 `json:"index_share"` // of the text
	Seconds     float64 `json:"seconds"`
	CPUSeconds  float64 `json:"cpu_seconds"`   // 0 is unknown
	MBPerSecond float64 `json:"mb_per_second"` // of text
	PeakMemory  int64   `json:"peak_memory"`   // greatest resident set meanwhile, bytes; 0 is unknown
}
