package schema_test

import (
	"maps"
	"math"
	"slices"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"

	"timbao/indexer/article"
	"timbao/indexer/schema"
	"timbao/indexer/segment"
)

func TestWeightsByPart(t *testing.T) {
	s := write(t, &article.Article{ID: "1", Title: "lũ", Lead: "lũ về", Body: []string{"lũ lũ", "rút"}, Captions: []string{"lũ qua"}})
	got := freqs(s, schema.FieldText)[0]
	want := map[string]int{term("lũ"): 3 + 2 + 1 + 1 + 1, term("về"): 2, term("rút"): 1, term("qua"): 1}
	if !maps.Equal(got, want) {
		t.Errorf("the text field has %v, want %v", got, want)
	}
	if got, want := int(s.Length(0)), 3+2*2+3+2; got != want {
		t.Errorf("the length is %d, want %d", got, want)
	}
	if got := freqs(s, schema.FieldTitle)[0]; !maps.Equal(got, map[string]int{term("lũ"): 1}) {
		t.Errorf("the title field has %v", got)
	}
	if got := freqs(s, schema.FieldCaption)[0]; !maps.Equal(got, map[string]int{term("lũ"): 1, term("qua"): 1}) {
		t.Errorf("the caption field has %v", got)
	}
	lu := term("lũ")
	if got, want := forward(s, 0), []string{lu, "", lu, term("về"), "", lu, lu, "", term("rút"), "", lu, term("qua"), ""}; !slices.Equal(got, want) {
		t.Errorf("the forward sequence is %q, want %q", got, want)
	}
}

func TestWholeTermsHaveNoPlaceOfTheirOwn(t *testing.T) {
	s := write(t, &article.Article{ID: "1", Body: []string{"Chỉ thị 35-CT/TW về Covid-19, khóa XII, 1.000.000 liều"}})
	got := freqs(s, schema.FieldText)[0]
	for _, want := range []string{"35-ct/tw\x00", "covid19\x00", "12\x00", "1000000\x00", term("35"), term("ct"), term("covid"), term("XII")} {
		if got[want] != 1 {
			t.Errorf("there is no term %q in %q", want, slices.Sorted(maps.Keys(got)))
		}
	}
	words := 0
	for _, w := range forward(s, 0) {
		if w == "35-ct/tw\x00" || w == "covid19\x00" {
			t.Errorf("%q stands in the forward sequence", w)
		}
		if w != "" {
			words++
		}
	}
	if int(s.Length(0)) != words {
		t.Errorf("the length is %d, the words are %d", s.Length(0), words)
	}
}

func TestAcronymOfWhatIsSpelledOut(t *testing.T) {
	acronym := schema.AcronymTerm(term("HĐND"))
	for text, want := range map[string]int{
		"Hội đồng nhân dân tỉnh họp":                3,
		"hội  đồng\nNHÂN DÂN, hội đồng nhân dân xã": 6,
		"Hoi dong nhan dan":           0,
		"Hội đồng khoa học, nhân dân": 0,
		"HĐND tỉnh":                   0,
	} {
		s := write(t, &article.Article{ID: "1", Title: text})
		if got := freqs(s, schema.FieldText)[0][acronym]; got != want {
			t.Errorf("%q has the acronym %d times, want %d", text, got, want)
		}
	}
	s := write(t, &article.Article{ID: "1", Body: []string{"Hội đồng", "nhân dân"}})
	if freqs(s, schema.FieldText)[0][acronym] != 0 {
		t.Error("an expansion goes across paragraphs")
	}
}

func TestDatesAreResolvedByThePublishingDate(t *testing.T) {
	at := func(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 8, 0, 0, 0, article.Zone()) }
	for _, c := range []struct {
		name, text string
		published  time.Time
		want, not  []string
	}{
		{"a day without its year", "Sáng 14-1, hội nghị khai mạc", at(2020, 1, 14), []string{"\x01d2020-01-14", "\x01m2020-01", "\x01-01-14"}, nil},
		{"the end of the year before", "Ngày 30-12 vừa qua", at(2020, 1, 3), []string{"\x01d2019-12-30", "\x01m2019-12"}, []string{"\x01d2020-12-30"}},
		{"an undated article", "Sáng 14-1, hội nghị khai mạc", time.Time{}, []string{"\x01-01-14"}, []string{"\x01d2020-01-14", "\x01m2020-01"}},
		{"a full date", "ngày 2 tháng 9 năm 1945", at(2020, 1, 14), []string{"\x01d1945-09-02"}, []string{"\x01d2019-09-02"}},
		{"a month", "trong tháng 1/2020", time.Time{}, []string{"\x01m2020-01"}, []string{"\x01-01-20"}},
	} {
		s := write(t, &article.Article{ID: "1", Lead: c.text, Published: c.published})
		got := freqs(s, schema.FieldText)[0]
		printed := freqs(write(t, &article.Article{ID: "1", Published: c.published}), schema.FieldText)[0]
		for _, w := range c.want {
			if want := schema.WeightLead + printed[w]; got[w] != want { // the day of publishing counts as a mention
				t.Errorf("%s: %q × %d, want it × %d", c.name, w, got[w], want)
			}
		}
		for _, w := range c.not {
			if got[w] != 0 {
				t.Errorf("%s: there is %q", c.name, w)
			}
		}
	}
}

// The ranking tells title and lead by counting parts, so that a lead that is not there is an empty part.
func TestPartsAreCounted(t *testing.T) {
	s := write(t, &article.Article{ID: "1", Title: "lũ", Body: []string{"rút"}}, &article.Article{ID: "2", Lead: "lũ"})
	for doc, want := range [][]string{{term("lũ"), "", "", term("rút"), ""}, {"", term("lũ"), ""}} {
		if got := forward(s, uint32(doc)); !slices.Equal(got, want) {
			t.Errorf("the forward sequence of %d is %q, want %q", doc, got, want)
		}
	}
}

// Spellings that mean the same give the same terms, whichever the article has.
func TestSpellingsMeet(t *testing.T) {
	plain := "Đảng ủy xã Hòa Thủy, kỹ thuật"
	want := freqs(write(t, &article.Article{ID: "1", Title: plain}), schema.FieldText)[0]
	if len(want) != 7 {
		t.Fatalf("%q has %d terms", plain, len(want))
	}
	for name, text := range map[string]string{
		"decomposed":     norm.NFD.String(plain),
		"Eth":            "Ðảng ủy xã Hòa Thủy, kỹ thuật",
		"African D":      "Ɖảng ủy xã Hòa Thủy, kỹ thuật",
		"newer tones":    "Đảng uỷ xã Hoà Thuỷ, kỹ thuật",
		"i for y":        "Đảng ủy xã Hòa Thủy, kĩ thuật",
		"capitals":       "ĐẢNG ỦY XÃ HÒA THỦY, KỸ THUẬT",
		"all of it":      norm.NFD.String("Ðảng uỷ xã HOÀ Thuỷ, kĩ thuật"),
		"invisible sign": "Đảng ủy xã Hòa Th\u200bủy, kỹ thu\u00adật",
	} {
		if got := freqs(write(t, &article.Article{ID: "1", Title: text}), schema.FieldText)[0]; !maps.Equal(got, want) {
			t.Errorf("%s: the terms are %v, want %v", name, got, want)
		}
	}
}

func TestColumns(t *testing.T) {
	published := time.Date(2020, 1, 14, 19, 23, 0, 0, article.Zone())
	s := write(t,
		&article.Article{
			ID: "1", Title: "Một", Published: published, Section: norm.NFD.String(" Xây  dựng\tÐảng "), Place: "Thừa Thiên Huế",
			Authors: []string{"Trần Văn Chung", "Lê Hoà"}, Photographers: []string{"Lê  Hòa", "Tư Vấn", ""},
			Source: article.Source{Hash: article.Hash([]byte("one")), Format: "text"},
		},
		&article.Article{ID: "2", Title: "Hai", Source: article.Source{Hash: "xyz"}},
	)
	if got := s.Number(schema.NumberPublished, 0); got != published.Unix() {
		t.Errorf("published is %d", got)
	}
	if got := s.Number(schema.NumberPublished, 1); got != schema.Undated || schema.Undated != math.MinInt64 {
		t.Errorf("an undated article is published at %d", got)
	}
	// The first and last 8 bytes of the SHA-256 of "one", cut to 16.
	if hi, lo := uint64(s.Number(schema.NumberHashHigh, 0)), uint64(s.Number(schema.NumberHashLow, 0)); hi != 0x7692c3ad3540bb80 || lo != 0x3c020b3aee66cd88 {
		t.Errorf("the hash is %x %x", hi, lo)
	}
	if s.Number(schema.NumberHashHigh, 1) != 0 || s.Number(schema.NumberHashLow, 1) != 0 {
		t.Error("a bad hash has a value")
	}
	for column, want := range map[int][]string{
		schema.KeywordSection: {"Xây dựng Đảng"}, schema.KeywordPlace: {"Thừa Thiên Huế"}, schema.KeywordFormat: {"text"},
		schema.KeywordAuthor: {"Trần Văn Chung", "Lê Hòa", "Tư Vấn"}, schema.KeywordPhotographer: {"Lê Hòa", "Tư Vấn"},
	} {
		if got := values(s, column, 0); !slices.Equal(got, want) {
			t.Errorf("column %s is %q, want %q", schema.Layout().Keywords[column], got, want)
		}
		if got := values(s, column, 1); len(got) > 0 {
			t.Errorf("column %s of a bare article is %q", schema.Layout().Keywords[column], got)
		}
	}
	for field, word := range map[int]string{schema.FieldAuthor: "chung", schema.FieldSection: "đảng", schema.FieldPlace: "huế"} {
		if got := freqs(s, field)[0][term(word)]; got != 1 {
			t.Errorf("field %s has %q %d times", schema.Layout().Fields[field], word, got)
		}
	}
	words := 0
	for term := range freqs(s, schema.FieldText)[0] {
		if term[0] != segment.PlainTerm {
			words++
		}
	}
	if words != 1 {
		t.Errorf("columns are in the text field: %v", freqs(s, schema.FieldText)[0])
	}
}

func TestStoredArticleComesBack(t *testing.T) {
	a := &article.Article{ID: "báo/1.txt", Title: norm.NFD.String("Ðảng uỷ"), Body: []string{"Một", "Hai"}, Published: time.Unix(1e9, 5).In(article.Zone())}
	s := write(t, a)
	if id := string(s.ID(0)); id != a.ID {
		t.Errorf("the id is %q", id)
	}
	stored, err := s.Stored(nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	got, err := schema.DecodeArticle(string(stored))
	if err != nil {
		t.Fatal(err)
	}
	wantEqual(t, got, a)
	if got, want := s.TextBytes(), uint64(len(a.Title)+len("MộtHai")); got != want {
		t.Errorf("the text has %d bytes, want %d", got, want)
	}
}

// Everything there is to an empty article is its id.
func TestEmptyArticle(t *testing.T) {
	s := write(t, &article.Article{ID: "1"}, &article.Article{ID: "2", Title: "…", Body: []string{"", "–"}})
	for doc := range s.Docs() {
		if s.Length(doc) != 0 || len(freqs(s, schema.FieldText)[doc]) != 0 {
			t.Errorf("document %d has length %d and terms %v", doc, s.Length(doc), freqs(s, schema.FieldText)[doc])
		}
		for _, w := range forward(s, doc) {
			if w != "" {
				t.Errorf("document %d has the word %q", doc, w)
			}
		}
	}
}

// A very long article is cut nowhere but in what its length and frequencies count.
func TestLongArticle(t *testing.T) {
	paragraph := ""
	for range 1000 {
		paragraph += "mưa lũ "
	}
	a := &article.Article{ID: "1", Title: "Nhật ký"}
	for range 70 {
		a.Body = append(a.Body, paragraph)
	}
	s := write(t, a)
	if got := s.Length(0); got != segment.MaxLength {
		t.Errorf("the length is %d", got)
	}
	if got := freqs(s, schema.FieldText)[0][term("lũ")]; got != segment.MaxFrequency {
		t.Errorf("the frequency is %d", got)
	}
	if got := len(forward(s, 0)); got != 2+1+1+70*2001 { // the lead ends, too
		t.Errorf("the forward sequence has %d entries", got)
	}
}
