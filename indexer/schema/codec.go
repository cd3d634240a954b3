package schema

import (
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"timbao/indexer/article"
)

// A stored article is a head, codecVersion:u8 and what a list of hits shows, and the rest. Fields are in the order of
// AppendHead and AppendRest: strings as uvarint(length) bytes, lists as uvarint(items) items, times as appendTime writes
// them, and at the end of each the extras. History: 1, first; 2, the head comes first; 3, extras.
const (
	codecVersion = 3
	codecOldest  = 2 // without extras, still read
)

// ErrStored is returned when a stored article can't be read.
var ErrStored = errors.New("stored article is damaged")

// AppendHead appends the head of the stored form of an article: what a list of hits shows of it.
func AppendHead(dst []byte, a *article.Article) []byte {
	dst = append(dst, codecVersion)
	for _, s := range []string{a.ID, a.Title, a.Section, a.Place, a.Source.Path, a.Source.Format} {
		dst = appendString(dst, s)
	}
	dst = binary.AppendUvarint(dst, uint64(a.Source.Line))
	dst = appendTime(dst, a.Published)
	dst = appendList(appendList(dst, a.Authors), a.Photographers)
	return appendExtras(dst, headExtras[:], a)
}

// AppendRest appends the rest of the stored form.
func AppendRest(dst []byte, a *article.Article) []byte {
	for _, s := range []string{a.Lead, a.Byline, a.URL, a.Source.Hash} {
		dst = appendString(dst, s)
	}
	for _, l := range [][]string{a.Body, a.Captions, a.Guessed} {
		dst = appendList(dst, l)
	}
	dst = binary.AppendVarint(dst, a.Source.Size)
	return appendExtras(appendTime(dst, a.Source.ModTime), restExtras[:], a)
}

func appendString(dst []byte, s string) []byte {
	return append(binary.AppendUvarint(dst, uint64(len(s))), s...)
}

func appendList(dst []byte, l []string) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(l)))
	for _, s := range l {
		dst = appendString(dst, s)
	}
	return dst
}

// appendTime writes 0 for the zero time, else 1, the seconds and the nanoseconds.
func appendTime(dst []byte, t time.Time) []byte {
	if t.IsZero() {
		return append(dst, 0)
	}
	dst = binary.AppendVarint(append(dst, 1), t.Unix())
	return binary.AppendUvarint(dst, uint64(t.Nanosecond()))
}

// DecodeArticle reads a stored article, head and rest. Its strings share the memory of stored.
func DecodeArticle(stored string) (*article.Article, error) {
	d := decoder{s: stored}
	a, err := d.head()
	if err != nil {
		return nil, err
	}
	for _, s := range []*string{&a.Lead, &a.Byline, &a.URL, &a.Source.Hash} {
		*s = d.string()
	}
	for _, l := range []*[]string{&a.Body, &a.Captions, &a.Guessed} {
		*l = d.list()
	}
	a.Source.Size = d.varint()
	a.Source.ModTime = d.time()
	d.extras(restExtras[:], a)
	if d.bad || d.s != "" {
		return nil, ErrStored
	}
	return a, nil
}

// DecodeHead reads the head of a stored article; the other fields of what it returns are empty. Its strings share the
// memory of head.
func DecodeHead(head string) (*article.Article, error) {
	d := decoder{s: head}
	a, err := d.head()
	if err == nil && (d.bad || d.s != "") {
		err = ErrStored
	}
	if err != nil {
		return nil, err
	}
	return a, nil
}

func (d *decoder) head() (*article.Article, error) {
	if d.version = d.byte(); d.version < codecOldest || d.version > codecVersion {
		return nil, fmt.Errorf("%w: it has version %d", ErrStored, d.version)
	}
	a := &article.Article{}
	for _, s := range []*string{&a.ID, &a.Title, &a.Section, &a.Place, &a.Source.Path, &a.Source.Format} {
		*s = d.string()
	}
	a.Source.Line = int(d.uvarint())
	a.Published = d.time()
	a.Authors, a.Photographers = d.list(), d.list()
	d.extras(headExtras[:], a)
	return a, nil
}

// decoder reads the parts of a stored article; after something unreadable, bad is set and all is empty.
type decoder struct {
	s       string
	bad     bool
	version byte
}

func (d *decoder) fail() {
	d.s, d.bad = "", true
}

func (d *decoder) byte() byte {
	if d.s == "" {
		d.fail()
		return 0
	}
	b := d.s[0]
	d.s = d.s[1:]
	return b
}

func (d *decoder) uvarint() uint64 {
	var v uint64
	for shift := 0; shift < 64; shift += 7 {
		b := d.byte()
		v |= uint64(b&0x7f) << shift
		if b < 0x80 {
			return v
		}
	}
	d.fail()
	return 0
}

func (d *decoder) varint() int64 {
	v := d.uvarint()
	return int64(v>>1) ^ -int64(v&1)
}

func (d *decoder) string() string {
	n := d.uvarint()
	if n > uint64(len(d.s)) {
		d.fail()
		return ""
	}
	s := d.s[:n]
	d.s = d.s[n:]
	return s
}

func (d *decoder) list() []string {
	n := d.uvarint()
	if n > uint64(len(d.s)) {
		d.fail()
		return nil
	}
	var l []string
	for range n {
		l = append(l, d.string())
	}
	return l
}

func (d *decoder) time() time.Time {
	if d.byte() == 0 {
		return time.Time{}
	}
	sec := d.varint()
	return time.Unix(sec, int64(d.uvarint())).In(article.Zone())
}
