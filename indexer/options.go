package indexer

import (
	"encoding/json"
	"runtime"
	"time"

	"timbao/indexer/account"
	"timbao/indexer/article"
	"timbao/indexer/schema"
)

// The versions that an index names.
const (
	FormatVersion   = schema.FormatVersion
	AnalysisVersion = schema.AnalysisVersion
)

// DefaultMemory is what a zero Options.MemoryBytes means.
const DefaultMemory = 128 << 20

// Options say what to index, and where.
type Options struct {
	Dir         string         // index folder; made if it is not there
	Paths       []string       // files and folders to read
	Only        []string       // if not nil, the files and folders below Paths to look at, named as Paths are; one may be gone
	Except      []string       // files below Paths to leave as they are, named as Paths are
	Prune       bool           // remove articles from under Paths, or Only, whose source is gone
	Rebuild     bool           // begin with an empty index instead of the current generation; articles whose files it knows keep their ids
	DryRun      bool           // list what would change, in Report.Changes, and write nothing
	Profile     string         // profile of all files; "" means the nearest timbao.toml in a file's folder or above: see package profile
	Workers     int            // goroutines that analyse; 0 means one a core
	MemoryBytes int64          // bound for collected postings, in all workers together; 0 means DefaultMemory
	Progress    func(Progress) // called a few times a second, one call at a time; nil for none
}

// Progress says how far a run is.
type Progress struct {
	Phase                 string // PhaseRead, PhaseMerge, PhaseLearn or PhasePublish
	FilesDone, FilesTotal int
	BytesDone, BytesTotal int64 // of the files on disk
	Articles              int   // analysed so far
}

// The phases of a run.
const (
	PhaseRead    = "read"
	PhaseMerge   = "merge"
	PhaseLearn   = "learn" // what stands beside the segments is built; see package sidecar
	PhasePublish = "publish"
)

// Report is the account of a run.
type Report struct {
	Read       int            `json:"read"`      // records
	New        int            `json:"new"`       // articles that were not in the index
	Changed    int            `json:"changed"`   // articles that replaced one
	Unchanged  int            `json:"unchanged"` // records passed over because the index has them
	Renamed    int            `json:"renamed"`   // articles whose file has another path now; they keep their ids
	Removed    int            `json:"removed"`   // articles pruned
	Articles   int            `json:"articles"`  // in the index after the run
	Guessed    int            `json:"guessed"`   // articles read with some field guessed
	Skipped    []article.Skip `json:"skipped"`   // inputs left out, and why
	Beside     int            `json:"beside"`    // files without text beside the articles, such as pictures, that were passed over
	TextBytes  int64          `json:"text_bytes"`
	Took       time.Duration  `json:"-"`
	Generation uint64         `json:"generation"`          // the one now current
	IndexBytes int64          `json:"index_bytes"`         // of its files
	Formats    map[string]int `json:"formats,omitempty"`   // articles written, by the format of their files
	Encodings  map[string]int `json:"encodings,omitempty"` // and by their encoding
	// Coverage is the whole archive after the run; Run leaves it nil. Package search counts it.
	Coverage *account.Coverage `json:"coverage,omitempty"`
	Changes  []Change          `json:"changes,omitempty"` // what a dry run would do, by path; skipped inputs are in Skipped
}

// Change is what a run does, or would do, with one article.
type Change struct {
	Kind ChangeKind `json:"kind"`
	ID   string     `json:"id"`
	Path string     `json:"path"`           // of the article's file
	Line int        `json:"line,omitempty"` // in it, 0 = the whole file
	From string     `json:"from,omitempty"` // the file that it was read from before, if it is Renamed; absolute
}

// ChangeKind says what happens to an article.
type ChangeKind string

// The kinds of changes.
const (
	New       ChangeKind = "new"
	Changed   ChangeKind = "changed"   // replaces the article with its id
	Unchanged ChangeKind = "unchanged" // passed over
	Renamed   ChangeKind = "renamed"   // the same bytes in another file; the one before is gone
	Removed   ChangeKind = "removed"   // its source is gone; with Options.Prune
)

// MarshalJSON adds took_ms.
func (r Report) MarshalJSON() ([]byte, error) {
	type plain Report
	if r.Skipped == nil {
		r.Skipped = []article.Skip{}
	}
	return json.Marshal(struct {
		plain
		TookMS int64 `json:"took_ms"`
	}{plain(r), r.Took.Milliseconds()})
}

func (o Options) workers() int {
	if o.Workers > 0 {
		return o.Workers
	}
	return runtime.GOMAXPROCS(0)
}

func (o Options) memory() int {
	if o.MemoryBytes > 0 {
		return int(o.MemoryBytes)
	}
	return DefaultMemory
}
