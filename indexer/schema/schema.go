package schema

import (
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"

	"timbao/indexer/generation"
	"timbao/indexer/segment"
)

// The versions that a generation's manifest names.
const (
	FormatVersion   = 3 // stored articles, columns and segment format; history: 1, first; 2, pair lists, stored heads; 3, stored extras
	OldestFormat    = 2 // the oldest that is still read, and written on as FormatVersion
	AnalysisVersion = 1 // terms; history: 1, first
)

// The fields, by their number in a segment.
const (
	FieldText = iota
	FieldTitle
	FieldCaption
	FieldAuthor
	FieldSection
	FieldPlace
)

// The number columns.
const (
	NumberPublished = iota // seconds since 1970, Undated if not known
	NumberHashHigh         // the first 8 bytes of the source's hash
	NumberHashLow          // the last 8
)

// The keyword columns. Values are in the spelling of vietnamese.Normalize.
const (
	KeywordSection = iota
	KeywordAuthor  // writers and photographers
	KeywordPlace
	KeywordPhotographer
	KeywordFormat // of the source file
)

// Undated is the value of NumberPublished for an article whose date is not known.
const Undated = math.MinInt64

// The weights of a word by where it stands. Measured on the development topics: DESIGN's 3:2:1.
const (
	WeightTitle   = 3
	WeightLead    = 2
	WeightBody    = 1
	WeightCaption = 1
)

// Layout returns the names of the fields and columns.
func Layout() segment.Layout {
	return segment.Layout{
		Fields:   []string{"text", "title", "caption", "author", "section", "place"},
		Numbers:  []string{"published", "hash_high", "hash_low"},
		Keywords: []string{"section", "author", "place", "photographer", "format"},
	}
}

// acronymMark begins the plain term of a spelled-out acronym; dates begin with other letters.
const acronymMark = "\x01a"

// AcronymTerm is the term that a document has when it spells out the expansion of an acronym. short is the acronym's own
// term.
func AcronymTerm(short string) string { return acronymMark + short }

// IsAcronymTerm says whether a term is one of AcronymTerm's, and returns the acronym's own.
func IsAcronymTerm(term string) (short string, ok bool) { return strings.CutPrefix(term, acronymMark) }

func init() { scorch.RegisterSegmentPlugin(segment.Plugin{}, false) }

// The files of a generation: the bleve index lies in a folder of this name, and so do the segments under construction in
// one of their own until they are part of it.
const (
	IndexFolder = "index"
	BuildFolder = "build"
)

// SidecarSuffix ends the names of the files that package sidecar keeps beside the index.
const SidecarSuffix = ".sidecar"

// IsMutable tells which files of a generation bleve changes in place.
func IsMutable(name string) bool {
	return !strings.HasSuffix(name, ".zap") && !strings.HasSuffix(name, SidecarSuffix)
}

// StoreOptions say how timbao keeps generations: the indexer writes with them, and package search reads.
func StoreOptions() generation.Options {
	return generation.Options{Mutable: IsMutable, Format: FormatVersion, OldestFormat: OldestFormat, Analysis: AnalysisVersion}
}

// boltWait bounds the wait for another process that has the bleve index open for writing.
const boltWait = 2 * time.Second

func config(readOnly bool) map[string]any {
	return map[string]any{
		"forceSegmentType":    segment.Type,
		"forceSegmentVersion": segment.Version,
		"bolt_timeout":        boltWait.String(),
		"read_only":           readOnly,
		// The indexer merges by itself, before it hands a segment over: scorch's merger would only compete with it.
		"scorchMergePlanOptions": map[string]any{"MaxSegmentsPerTier": 1 << 20, "MaxSegmentSize": 1 << 30,
			"SegmentsPerMergeTask": 1 << 20, "FloorSegmentSize": 1},
		// One batch is one file: in-memory segments are not to be merged on the way to the disk.
		"numSnapshotsToKeep": 1,
	}
}

// OpenBleve opens the bleve index of a generation: a new one for writing if there is none yet.
func OpenBleve(folder string, readOnly bool) (bleve.Index, error) {
	path := filepath.Join(folder, IndexFolder)
	var idx bleve.Index
	_, err := os.Stat(path)
	if os.IsNotExist(err) && !readOnly {
		idx, err = bleve.NewUsing(path, Mapping(), scorch.Name, scorch.Name, config(false))
	} else {
		idx, err = bleve.OpenUsing(path, config(readOnly))
	}
	if err != nil { // bleve returns a nil pointer in the interface then
		return nil, fmt.Errorf("open index %s: %w", path, err)
	}
	return idx, nil
}

// Share makes the files of a closed bleve index as readable as its folder's parent: bleve makes them for their owner
// alone, and a server often runs as somebody else.
func Share(folder string) error {
	root, err := os.Stat(folder)
	if err != nil {
		return fmt.Errorf("share index: %w", err)
	}
	mode := root.Mode().Perm()
	return filepath.WalkDir(filepath.Join(folder, IndexFolder), func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return fmt.Errorf("share index: %w", err)
		}
		want := mode
		if !d.IsDir() {
			want &^= 0o111
		}
		if err := os.Chmod(path, want); err != nil {
			return fmt.Errorf("share index: %w", err)
		}
		return nil
	})
}

// Mapping describes the index to bleve. Documents do not come through it, as they are analysed here: it names the fields
// for programs that look at the index with bleve's own tools.
func Mapping() mapping.IndexMapping {
	m := bleve.NewIndexMapping()
	m.DefaultMapping = bleve.NewDocumentStaticMapping()
	for _, name := range Layout().Fields {
		f := bleve.NewTextFieldMapping()
		f.Store, f.DocValues, f.IncludeInAll, f.IncludeTermVectors = false, false, false, false
		m.DefaultMapping.AddFieldMappingsAt(name, f)
	}
	return m
}
