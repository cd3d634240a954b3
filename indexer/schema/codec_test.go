package schema_test

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"timbao/indexer/article"
	"timbao/indexer/schema"
)

// wantEqual compares two articles; an empty list is as good as none.
func wantEqual(t interface {
	Helper()
	Errorf(string, ...any)
}, got, want *article.Article) {
	t.Helper()
	a, b := *got, *want
	for _, x := range []*article.Article{&a, &b} {
		for _, l := range []*[]string{&x.Body, &x.Captions, &x.Authors, &x.Photographers, &x.Guessed} {
			if len(*l) == 0 {
				*l = nil
			}
		}
		for _, at := range []*time.Time{&x.Published, &x.Source.ModTime} {
			if at.IsZero() {
				*at = time.Time{}
			} else {
				*at = at.Round(0).In(article.Zone())
			}
		}
	}
	if !reflect.DeepEqual(a, b) {
		t.Errorf("got %+v\nwant %+v", a, b)
	}
}

func articles() *rapid.Generator[*article.Article] {
	str := rapid.OneOf(rapid.Just(""), rapid.StringN(0, 20, -1), rapid.Just("bad UTF-8 \xff\xfe"), rapid.Just("a\x00b\u0323"))
	list := rapid.SliceOfN(str, 0, 4)
	when := rapid.Custom(func(t *rapid.T) time.Time {
		if rapid.Bool().Draw(t, "zero") {
			return time.Time{}
		}
		at := time.Unix(rapid.Int64Range(-1<<36, 1<<36).Draw(t, "seconds"), rapid.Int64Range(0, 1e9-1).Draw(t, "nanoseconds"))
		return at.In(rapid.SampledFrom([]*time.Location{article.Zone(), time.UTC}).Draw(t, "zone"))
	})
	return rapid.Custom(func(t *rapid.T) *article.Article {
		var corrects *article.Erratum
		if title := str.Draw(t, "corrects"); title != "" {
			corrects = &article.Erratum{Title: title, Day: str.Draw(t, "day")}
		}
		return &article.Article{
			Corrects: corrects,
			ID:       str.Draw(t, "id"), Title: str.Draw(t, "title"), Lead: str.Draw(t, "lead"), Body: list.Draw(t, "body"),
			Captions: list.Draw(t, "captions"), Published: when.Draw(t, "published"), Authors: list.Draw(t, "authors"),
			Photographers: list.Draw(t, "photographers"), Byline: str.Draw(t, "byline"), Section: str.Draw(t, "section"),
			Place: str.Draw(t, "place"), URL: str.Draw(t, "url"), Guessed: list.Draw(t, "guessed"),
			Source: article.Source{
				Path: str.Draw(t, "path"), Line: rapid.IntRange(0, 1<<40).Draw(t, "line"), Size: rapid.Int64().Draw(t, "size"),
				ModTime: when.Draw(t, "mod time"), Hash: str.Draw(t, "hash"), Format: str.Draw(t, "format"),
				Inside: str.Draw(t, "inside"), Page: rapid.IntRange(0, 1<<30).Draw(t, "page"), Box: str.Draw(t, "box"),
				Encoding: str.Draw(t, "encoding"),
			},
		}
	})
}

// No field of an article is forgotten: one that is added to the type fails here until the codec has it.
func TestCodecKnowsAllFields(t *testing.T) {
	if n, m := reflect.TypeFor[article.Article]().NumField(), reflect.TypeFor[article.Source]().NumField(); n != 16 || m != 10 {
		t.Errorf("an article has %d fields and a source %d: extend the codec and the generator of this test", n, m)
	}
}

// stored appends the stored form of an article: head and rest.
func stored(dst []byte, a *article.Article) []byte {
	return schema.AppendRest(schema.AppendHead(dst, a), a)
}

func TestCodecRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := articles().Draw(t, "article")
		before := rapid.SliceOf(rapid.Byte()).Draw(t, "what dst has already")
		raw := stored(slices.Clone(before), a)
		if !slices.Equal(raw[:len(before)], before) {
			t.Fatal("what was in dst is changed")
		}
		raw = raw[len(before):]
		got, err := schema.DecodeArticle(string(raw))
		if err != nil {
			t.Fatal(err)
		}
		wantEqual(t, got, a)
		head, err := schema.DecodeHead(string(schema.AppendHead(nil, a)))
		if err != nil {
			t.Fatal(err)
		}
		wantEqual(t, head, &article.Article{ID: a.ID, Title: a.Title, Section: a.Section, Place: a.Place, Published: a.Published,
			Authors: a.Authors, Photographers: a.Photographers, Source: article.Source{Path: a.Source.Path, Line: a.Source.Line, Format: a.Source.Format,
				Inside: a.Source.Inside, Page: a.Source.Page}})
		if _, err := schema.DecodeHead(string(schema.AppendHead(nil, a)) + "x"); !errors.Is(err, schema.ErrStored) {
			t.Errorf("head with a byte more: %v", err)
		}
		cut := rapid.IntRange(0, len(raw)-1).Draw(t, "cut")
		if _, err := schema.DecodeArticle(string(raw[:cut])); !errors.Is(err, schema.ErrStored) {
			t.Errorf("cut to %d of %d bytes: %v", cut, len(raw), err)
		}
		if _, err := schema.DecodeArticle(string(raw) + "x"); !errors.Is(err, schema.ErrStored) {
			t.Errorf("with a byte more: %v", err)
		}
	})
}

// An article that was stored before there were extras reads as one without any, and extras of a later program are passed over.
func TestCodecReadsOlderAndNewerArticles(t *testing.T) {
	const old = "\x02\x011\x03L\xc5\xa9\x00\x00\x05a.txt\x04text\x00\x00\x00\x00" + // head
		"\x00\x00\x00\x0200\x01\x03M\xe1\xbb\x00\x00\x0a\x00"
	want := &article.Article{ID: "1", Title: "Lũ", Body: []string{"M\xe1\xbb"}, Source: article.Source{Path: "a.txt", Format: "text", Size: 5, Hash: "00"}}
	got, err := schema.DecodeArticle(old)
	if err != nil {
		t.Fatal(err)
	}
	wantEqual(t, got, want)
	head := strings.TrimSuffix(string(schema.AppendHead(nil, want)), "\x00") + "\x02\x01\x05x.doc\x7f\x03new"
	if got, err = schema.DecodeHead(head); err != nil || got.Source.Inside != "x.doc" || got.Title != "Lũ" {
		t.Errorf("an extra that is not known: %+v, %v", got, err)
	}
}

func TestCodecRefusesOtherVersions(t *testing.T) {
	raw := stored(nil, &article.Article{ID: "1"})
	raw[0]++
	if _, err := schema.DecodeArticle(string(raw)); !errors.Is(err, schema.ErrStored) {
		t.Errorf("another version: %v", err)
	}
}

// FuzzDecodeArticle: whatever is stored, reading it ends in an article that can be stored again, or in ErrStored.
func FuzzDecodeArticle(f *testing.F) {
	for _, a := range []*article.Article{
		{},
		{ID: "1", Title: "Lũ", Body: []string{"Một", "Hai"}, Published: time.Unix(1e9, 1), Guessed: []string{"title"}},
		{ID: "2", Source: article.Source{Path: "a/b.txt", Line: 7, Size: 1 << 40, ModTime: time.Unix(-1, 0), Hash: "00ff", Format: "text"}},
	} {
		f.Add(string(stored(nil, a)))
	}
	f.Add("")
	f.Add("\x02\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01")
	f.Add("\x02\x00\x00\x00\x20" + "\xff\xff\xff\xff\x0f")
	f.Fuzz(func(t *testing.T, raw string) {
		a, err := schema.DecodeArticle(raw)
		if err != nil {
			if !errors.Is(err, schema.ErrStored) || a != nil {
				t.Errorf("%v, with %+v", err, a)
			}
			return
		}
		again, err := schema.DecodeArticle(string(stored(nil, a)))
		if err != nil {
			t.Fatal(err)
		}
		wantEqual(t, again, a)
	})
}

func TestCodecVersions(t *testing.T) {
	for _, version := range []byte{1, 4} {
		raw := stored(nil, &article.Article{ID: "x"})
		raw[0] = version
		if _, err := schema.DecodeArticle(string(raw)); !errors.Is(err, schema.ErrStored) {
			t.Errorf("version %d: %v", version, err)
		}
	}
}
