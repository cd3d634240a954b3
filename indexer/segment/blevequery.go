package segment

import (
	"github.com/RoaringBitmap/roaring/v2"
	index "github.com/blevesearch/bleve_index_api"
	mmap "github.com/blevesearch/mmap-go"
	api "github.com/blevesearch/scorch_segment_api/v2"
)

// What follows lets bleve's own queries run over a segment. timbao's searches do not come this way.

// Dictionary returns the terms of a field.
func (s *Segment) Dictionary(field string) (api.TermDictionary, error) {
	return s.dictionaryOf(field), nil
}

func unmap(data []byte) error {
	m := mmap.MMap(data)
	return m.Unmap()
}

type termDictionary struct {
	s     *Segment
	field int
	known bool
	id    bool
}

func (d *termDictionary) lookup(term []byte) List {
	if d.id {
		if doc, ok := d.s.Find(string(term)); ok {
			return List{n: 1, doc: doc, freq: 1}
		}
		return List{}
	}
	if !d.known {
		return List{}
	}
	info, _ := d.s.Lookup(d.field, term)
	return info.List
}

func (d *termDictionary) PostingsList(term []byte, except *roaring.Bitmap, _ api.PostingsList) (api.PostingsList, error) {
	return &postingsList{s: d.s, list: d.lookup(term), except: except}, nil
}

func (d *termDictionary) Contains(key []byte) (bool, error) { return d.lookup(key).Len() > 0, nil }

func (d *termDictionary) Cardinality() int {
	switch {
	case d.id:
		return int(d.s.Docs())
	case !d.known:
		return 0
	}
	return int(d.s.meta.Fields[d.field].Terms)
}

func (d *termDictionary) AutomatonIterator(a api.Automaton, start, end []byte) api.DictionaryIterator {
	it := &dictionaryIterator{d: d, automaton: a, end: end}
	if d.known {
		it.c = d.s.dict.seek(append([]byte{byte(d.field)}, start...))
	}
	return it
}

type dictionaryIterator struct {
	d         *termDictionary
	c         *dictCursor
	automaton api.Automaton
	end       []byte
	entry     index.DictEntry
}

func (it *dictionaryIterator) Next() (*index.DictEntry, error) {
	for it.c != nil && it.c.next() && int(it.c.key[0]) == it.d.field {
		term := it.c.key[1:]
		if it.end != nil && string(term) >= string(it.end) {
			break
		}
		if it.automaton != nil && !accepts(it.automaton, term) {
			continue
		}
		it.entry = index.DictEntry{Term: string(term), Count: uint64(it.c.entry.docs)}
		return &it.entry, nil
	}
	return nil, nil //nolint:nilnil // bleve's convention for the end
}

func accepts(a api.Automaton, term []byte) bool {
	state := a.Start()
	for _, b := range term {
		if !a.CanMatch(state) {
			return false
		}
		state = a.Accept(state, b)
	}
	return a.IsMatch(state)
}

type postingsList struct {
	s      *Segment
	list   List
	except *roaring.Bitmap
}

func (p *postingsList) Iterator(_, _, _ bool, _ api.PostingsIterator) api.PostingsIterator {
	it := &postingsIterator{p: p}
	it.c.Open(p.list)
	return it
}

func (p *postingsList) Size() int             { return 64 }
func (p *postingsList) BytesRead() uint64     { return 0 }
func (p *postingsList) ResetBytesRead(uint64) {}
func (p *postingsList) BytesWritten() uint64  { return 0 }

func (p *postingsList) Count() uint64 {
	if p.except == nil {
		return uint64(p.list.Len())
	}
	n := uint64(0)
	docs, _ := p.list.All(nil, nil)
	for _, d := range docs {
		if !p.except.Contains(d) {
			n++
		}
	}
	return n
}

type postingsIterator struct {
	p     *postingsList
	c     Cursor
	begun bool
	out   posting
}

func (it *postingsIterator) Size() int             { return 2048 }
func (it *postingsIterator) BytesRead() uint64     { return 0 }
func (it *postingsIterator) ResetBytesRead(uint64) {}
func (it *postingsIterator) BytesWritten() uint64  { return 0 }

func (it *postingsIterator) Next() (api.Posting, error) {
	if it.begun && it.c.Doc() != End {
		it.c.Next()
	}
	it.begun = true
	return it.live()
}

func (it *postingsIterator) Advance(doc uint64) (api.Posting, error) {
	it.begun = true
	it.c.Seek(uint32(min(doc, uint64(End))))
	return it.live()
}

// live returns the current posting, or the first behind it that is not excepted.
func (it *postingsIterator) live() (api.Posting, error) {
	for it.c.Doc() != End {
		if d := it.c.Doc(); it.p.except == nil || !it.p.except.Contains(d) {
			it.out = posting{doc: d, freq: it.c.Freq(), length: it.p.s.Length(d)}
			return &it.out, nil
		}
		it.c.Next()
	}
	return nil, nil //nolint:nilnil // bleve's convention for the end
}

type posting struct {
	doc    uint32
	freq   uint32
	length uint16
}

func (p *posting) Number() uint64            { return uint64(p.doc) }
func (p *posting) Frequency() uint64         { return uint64(p.freq) }
func (p *posting) Norm() float64             { return float64(max(p.length, 1)) }
func (p *posting) Locations() []api.Location { return nil }
func (p *posting) Size() int                 { return 16 }
