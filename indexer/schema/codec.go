package schema

import (
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"timbao/indexer/article"
)

// A stored article is codecVersion:u8, then its fields in the order of appendArticle: strings as uvarint(length) bytes,
// lists as uvarint(items) items, times as varint(nanoseconds since 1970, or the two halves for the publishing time).
const codecVersion = 1

// ErrStored is returned when a stored article can't be read.
var ErrStored = errors.New("stored article is damaged")

// AppendArticle appends the stored form of an article.
func AppendArticle(dst []byte, a *article.Article) []byte {
	dst = append(dst, codecVersion)
	for _, s := range []string{a.ID, a.Title, a.Lead} {
		dst = appendString(dst, s)
	}
	for _, l := range [][]string{a.Body, a.Captions} {
		dst = appendList(dst, l)
	}
	dst = appendTime(dst, a.Published)
	for _, l := range [][]string{a.Authors, a.Photographers, a.Guessed} {
		dst = appendList(dst, l)
	}
	for _, s := range []string{a.Byline, a.Section, a.Place, a.URL, a.Source.Path, a.Source.Hash, a.Source.Format} {
		dst = appendString(dst, s)
	}
	dst = binary.AppendUvarint(dst, uint64(a.Source.Line))
	dst = binary.AppendVarint(dst, a.Source.Size)
	return appendTime(dst, a.Source.ModTime)
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

// DecodeArticle reads a stored article. Its strings share the memory of stored.
func DecodeArticle(stored string) (*article.Article, error) {
	d := decoder{s: stored}
	if v := d.byte(); v != codecVersion {
		return nil, fmt.Errorf("%w: it has version %d", ErrStored, v)
	}
	a := &article.Article{}
	for _, s := range []*string{&a.ID, &a.Title, &a.Lead} {
		*s = d.string()
	}
	a.Body, a.Captions = d.list(), d.list()
	a.Published = d.time()
	a.Authors, a.Photographers, a.Guessed = d.list(), d.list(), d.list()
	for _, s := range []*string{&a.Byline, &a.Section, &a.Place, &a.URL, &a.Source.Path, &a.Source.Hash, &a.Source.Format} {
		*s = d.string()
	}
	a.Source.Line = int(d.uvarint())
	a.Source.Size = d.varint()
	a.Source.ModTime = d.time()
	if d.bad || d.s != "" {
		return nil, ErrStored
	}
	return a, nil
}

// decoder reads the parts of a stored article; after something unreadable, bad is set and all is empty.
type decoder struct {
	s   string
	bad bool
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
