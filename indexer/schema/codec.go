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
// them. The rest ends with the fields that most articles do not have, each a uvarint(number, see extras) and a string; a
// number that is not known is passed over. History: 1, first; 2, the head comes first; 3, the numbered fields (an article
// of version 2 has none, and is read).
const (
	codecVersion  = 3
	oldestVersion = 2
)

// extras are the numbered fields, in the order of their numbers, which begin at 1 and are never used again for another field.
func extras(a *article.Article) []*string {
	return []*string{&a.Source.Encoding}
}

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
	return appendList(appendList(dst, a.Authors), a.Photographers)
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
	dst = appendTime(dst, a.Source.ModTime)
	for i, s := range extras(a) {
		if *s != "" {
			dst = appendString(binary.AppendUvarint(dst, uint64(i+1)), *s)
		}
	}
	return dst
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
	for known := extras(a); d.s != ""; {
		i, s := d.uvarint()-1, d.string()
		if i < uint64(len(known)) {
			*known[i] = s
		}
	}
	if d.bad {
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
	if v := d.byte(); v < oldestVersion || v > codecVersion {
		return nil, fmt.Errorf("%w: it has version %d", ErrStored, v)
	}
	a := &article.Article{}
	for _, s := range []*string{&a.ID, &a.Title, &a.Section, &a.Place, &a.Source.Path, &a.Source.Format} {
		*s = d.string()
	}
	a.Source.Line = int(d.uvarint())
	a.Published = d.time()
	a.Authors, a.Photographers = d.list(), d.list()
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
