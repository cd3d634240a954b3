package segment

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/RoaringBitmap/roaring/v2"
	index "github.com/blevesearch/bleve_index_api"
	api "github.com/blevesearch/scorch_segment_api/v2"
)

// IDField is the name bleve has for the field of document ids, StoredField that of the stored bytes.
const (
	IDField     = "_id"
	StoredField = "article"
)

// Plugin teaches the format to scorch. New segments are not built from bleve documents but by a Builder: scorch is given
// the documents of Ready, and gets the file that they stand for.
type Plugin struct{}

// Type returns the name of the format.
func (Plugin) Type() string { return Type }

// Version returns the version of the format.
func (Plugin) Version() uint32 { return Version }

// New returns the segment that documents made by Ready stand for. Any other document is an error.
func (Plugin) New(docs []index.Document) (api.Segment, uint64, error) {
	if len(docs) == 0 {
		return nil, 0, errors.New("segment: no documents")
	}
	first, ok := docs[0].(*readyDocument)
	if !ok {
		return nil, 0, fmt.Errorf("segment: cannot index a %T: build the segment with a Builder and pass it by Ready", docs[0])
	}
	return first.seg, uint64(len(first.seg.s.data)), nil
}

// NewUsing is New; there is nothing to configure.
func (p Plugin) NewUsing(docs []index.Document, _ map[string]any) (api.Segment, uint64, error) {
	return p.New(docs)
}

// Open opens a segment file.
func (Plugin) Open(path string) (api.Segment, error) { return OpenFile(path) }

// OpenUsing is Open; there is nothing to configure.
func (p Plugin) OpenUsing(path string, _ map[string]any) (api.Segment, error) { return p.Open(path) }

// Merge merges segment files for scorch.
func (Plugin) Merge(segs []api.Segment, drops []*roaring.Bitmap, path string, closeCh chan struct{}, _ api.StatsReporter) ([][]uint64, uint64, error) {
	own := make([]*Segment, len(segs))
	for i, s := range segs {
		switch s := s.(type) {
		case *Segment:
			own[i] = s
		case *readySegment:
			own[i] = s.s
		default:
			return nil, 0, fmt.Errorf("segment: cannot merge a %T", s)
		}
	}
	if len(own) == 0 {
		return nil, 0, errors.New("segment: nothing to merge")
	}
	numbers, err := MergeFiles(own[0].Layout(), own, drops, path, closeCh)
	if errors.Is(err, ErrCancelled) {
		return nil, 0, api.ErrClosed
	}
	if err != nil {
		return nil, 0, err
	}
	st, err := os.Stat(path)
	if err != nil {
		return nil, 0, fmt.Errorf("merge: %w", err)
	}
	return numbers, uint64(st.Size()), nil
}

// MergeUsing is Merge; there is nothing to configure.
func (p Plugin) MergeUsing(segs []api.Segment, drops []*roaring.Bitmap, path string, closeCh chan struct{}, r api.StatsReporter, _ map[string]any) ([][]uint64, uint64, error) {
	return p.Merge(segs, drops, path, closeCh, r)
}

// Layout returns the names of the segment's fields and columns.
func (s *Segment) Layout() Layout {
	var l Layout
	for _, f := range s.meta.Fields {
		l.Fields = append(l.Fields, f.Name)
	}
	for _, c := range s.meta.Numbers {
		l.Numbers = append(l.Numbers, c.Name)
	}
	for _, c := range s.meta.Keywords {
		l.Keywords = append(l.Keywords, c.Name)
	}
	return l
}

// Path returns the name of the segment's file.
func (s *Segment) Path() string { return s.path }

// AddRef adds a reference.
func (s *Segment) AddRef() { s.refs.Add(1) }

// DecRef gives up a reference; the last one unmaps the file.
func (s *Segment) DecRef() error {
	if s.refs.Add(-1) > 0 {
		return nil
	}
	if s.dec != nil {
		s.dec.Close()
	}
	data := s.data
	s.data = nil
	if err := unmap(data); err != nil {
		return fmt.Errorf("close segment %s: %w", s.path, err)
	}
	return nil
}

// Close gives up a reference, as DecRef does.
func (s *Segment) Close() error { return s.DecRef() }

// Size returns the bytes of heap that the open segment takes; the mapped file is not counted.
func (s *Segment) Size() int { return 4096 }

// Count returns the number of documents, deleted ones included.
func (s *Segment) Count() uint64 { return uint64(s.meta.Docs) }

// Fields returns the names of the indexed fields.
func (s *Segment) Fields() []string { return append([]string{IDField}, s.Layout().Fields...) }

// DocID returns the id of a document.
func (s *Segment) DocID(num uint64) ([]byte, error) {
	if num >= s.Count() {
		return nil, fmt.Errorf("segment %s has no document %d", s.path, num)
	}
	return s.ID(uint32(num)), nil
}

// DocNumbers returns the documents that have one of the ids.
func (s *Segment) DocNumbers(ids []string) (*roaring.Bitmap, error) {
	b := roaring.New()
	for _, id := range ids {
		if doc, ok := s.Find(id); ok {
			b.Add(doc)
		}
	}
	return b, nil
}

// VisitStoredFields visits a document's id and stored bytes.
func (s *Segment) VisitStoredFields(num uint64, visit api.StoredFieldValueVisitor) error {
	if num >= s.Count() || !visit(IDField, 't', s.ID(uint32(num)), nil) {
		return nil
	}
	stored, err := s.Stored(nil, uint32(num))
	if err != nil {
		return err
	}
	visit(StoredField, 't', stored, nil)
	return nil
}

// dictionaryOf returns what bleve's own queries read terms from.
func (s *Segment) dictionaryOf(field string) *termDictionary {
	n, ok := s.fields[field]
	return &termDictionary{s: s, field: n, known: ok, id: field == IDField}
}

// BytesRead is not counted.
func (s *Segment) BytesRead() uint64 { return 0 }

// ResetBytesRead does nothing.
func (s *Segment) ResetBytesRead(uint64) {}

// BytesWritten is not counted.
func (s *Segment) BytesWritten() uint64 { return 0 }

// Ready opens a finished segment file for scorch: a batch that holds the returned documents puts the file, as it is, into
// the index, in place of all documents with the same ids. The file is moved.
func Ready(path string) ([]index.Document, error) {
	s, err := OpenFile(path)
	if err != nil {
		return nil, err
	}
	ready := &readySegment{s: s}
	docs := make([]index.Document, s.Docs())
	for i := range docs {
		docs[i] = &readyDocument{id: string(s.ID(uint32(i))), seg: ready}
	}
	return docs, nil
}

// readyDocument stands for one document of a segment that is already built.
type readyDocument struct {
	id  string
	seg *readySegment
}

func (d *readyDocument) ID() string                                 { return d.id }
func (d *readyDocument) Size() int                                  { return 0 }
func (d *readyDocument) VisitFields(index.FieldVisitor)             {}
func (d *readyDocument) VisitComposite(index.CompositeFieldVisitor) {}
func (d *readyDocument) HasComposite() bool                         { return false }
func (d *readyDocument) NumPlainTextBytes() uint64                  { return 0 }
func (d *readyDocument) AddIDField()                                {}
func (d *readyDocument) StoredFieldsBytes() uint64                  { return 0 }
func (d *readyDocument) Indexed() bool                              { return true }

// readySegment is a segment that has its file but not yet its place in the index. It has no Path method, by which scorch
// would take it for one that is already in place.
type readySegment struct{ s *Segment }

func (r *readySegment) Dictionary(field string) (api.TermDictionary, error) {
	return r.s.dictionaryOf(field), nil
}
func (r *readySegment) VisitStoredFields(n uint64, v api.StoredFieldValueVisitor) error {
	return r.s.VisitStoredFields(n, v)
}
func (r *readySegment) DocID(n uint64) ([]byte, error)                   { return r.s.DocID(n) }
func (r *readySegment) Count() uint64                                    { return r.s.Count() }
func (r *readySegment) DocNumbers(ids []string) (*roaring.Bitmap, error) { return r.s.DocNumbers(ids) }
func (r *readySegment) Fields() []string                                 { return r.s.Fields() }
func (r *readySegment) Close() error                                     { return r.s.Close() }
func (r *readySegment) Size() int                                        { return r.s.Size() }
func (r *readySegment) AddRef()                                          { r.s.AddRef() }
func (r *readySegment) DecRef() error                                    { return r.s.DecRef() }
func (r *readySegment) BytesRead() uint64                                { return 0 }
func (r *readySegment) ResetBytesRead(uint64)                            {}
func (r *readySegment) BytesWritten() uint64                             { return 0 }

// Persist moves the file to its place, or copies it where it lies on another disk.
func (r *readySegment) Persist(path string) error {
	err := os.Rename(r.s.path, path)
	if err == nil {
		return nil
	}
	return copyFile(r.s.path, path)
}

func copyFile(from, to string) error {
	src, err := os.Open(from)
	if err != nil {
		return fmt.Errorf("move segment: %w", err)
	}
	defer src.Close()
	dst, err := os.Create(filepath.Clean(to))
	if err != nil {
		return fmt.Errorf("move segment: %w", err)
	}
	_, err = io.Copy(dst, src)
	if cerr := dst.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return fmt.Errorf("move segment to %s: %w", to, err)
	}
	return os.Remove(from)
}
