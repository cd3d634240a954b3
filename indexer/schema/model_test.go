package schema_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"

	"timbao/indexer/article"
	"timbao/indexer/schema"
	"timbao/indexer/segment"
	"timbao/indexer/vietnamese"
)

// expected is what a document should be, put together from the plain functions of package vietnamese.
type expected struct {
	freqs   map[string]int
	forward []string
	length  int
}

func expect(a *article.Article) expected {
	e := expected{freqs: map[string]int{}}
	part := func(text string, weight int) {
		var syllables []string
		for _, t := range vietnamese.Tokens(text) {
			e.freqs[t.Term] += weight
			if t.Whole {
				continue
			}
			e.forward = append(e.forward, t.Term)
			e.length += weight
			_, accented := vietnamese.Split(t.Term)
			syllables = append(syllables, accented)
			for term := range endings(syllables) {
				e.freqs[term] += weight
			}
		}
		for _, d := range vietnamese.Dates(text) {
			for _, term := range vietnamese.DateTerms(d.Resolve(a.Published)) {
				e.freqs[term] += weight
			}
		}
		e.forward = append(e.forward, "")
	}
	part(a.Title, schema.WeightTitle)
	part(a.Lead, schema.WeightLead)
	for _, p := range a.Body {
		part(p, schema.WeightBody)
	}
	for _, c := range a.Captions {
		part(c, schema.WeightCaption)
	}
	if at := a.Published; !at.IsZero() {
		for _, term := range vietnamese.DateTerms(vietnamese.DateMention{Year: at.Year(), Month: int(at.Month()), Day: at.Day()}) {
			e.freqs[term] += schema.WeightBody
		}
	}
	for term, n := range e.freqs {
		e.freqs[term] = min(n, segment.MaxFrequency)
	}
	return e
}

// endings gives the terms of the acronyms whose expansion ends here.
func endings(syllables []string) map[string]bool {
	out := map[string]bool{}
	for n := 2; n <= min(len(syllables), 12); n++ {
		for _, x := range expansions[strings.Join(syllables[len(syllables)-n:], " ")] {
			if !x.Ambiguous {
				out[schema.AcronymTerm(x.Term())] = true
			}
		}
	}
	return out
}

// expansions is the table of acronyms by accented canonical syllables.
var expansions = func() map[string][]vietnamese.Acronym {
	out := map[string][]vietnamese.Acronym{}
	for _, a := range vietnamese.Acronyms() {
		var key []string
		for _, t := range vietnamese.Tokens(a.Expansion) {
			_, accented := vietnamese.Split(t.Term)
			key = append(key, accented)
		}
		out[strings.Join(key, " ")] = append(out[strings.Join(key, " ")], a)
	}
	return out
}()

// phrases are what random articles are made of: all that the analysis has a rule for.
var phrases = strings.Split(`Đảng ủy|đảng uỷ|hoà bình|Hòa Bình|kĩ thuật|kỹ thuật|quý|quí|hội đồng nhân dân|Ủy ban nhân dân|uỷ ban|nhân dân|
HĐND|UBND|TP.HCM|GD&ĐT|71-KH/TU|35-CT/TW|Covid-19|H5N1|QL1A|Wi-Fi|H'Mông|1.000.000|3,2|100%|2020|14-1|14/01/2020|tháng 1/2020|
ngày 14 tháng 1|ngày 2-9|7h30|19g05|khóa XII|lần thứ V|I|X|Trần Văn Chung|Ða Krông|Ðông Hà|GDP|Guðni|mưa lũ|,|.|:|(|)|“|”|–|…|
Bộ Giáo dục và Đào tạo|phòng, chống tham nhũng|khoa học và công nghệ|đồng bằng sông Cửu Long|a|ở|về|và|của|các`, "|")

func randomText(r *rand.Rand, most int) string {
	var b strings.Builder
	for range r.IntN(most + 1) {
		p := strings.TrimSpace(phrases[r.IntN(len(phrases))])
		switch r.IntN(8) {
		case 0:
			p = norm.NFD.String(p)
		case 1:
			p = strings.ToUpper(p)
		}
		b.WriteString(p)
		b.WriteString([]string{" ", " ", " ", "  ", "\n", ", "}[r.IntN(6)])
	}
	return b.String()
}

func randomArticle(r *rand.Rand, id int) *article.Article {
	a := &article.Article{ID: fmt.Sprint("bài-", id), Title: randomText(r, 8), Lead: randomText(r, 20)}
	if r.IntN(3) > 0 {
		a.Published = time.Date(1995+r.IntN(30), time.Month(1+r.IntN(12)), 1+r.IntN(28), 12, 0, 0, 0, article.Zone())
	}
	for range r.IntN(4) {
		a.Body = append(a.Body, randomText(r, 40))
	}
	for range r.IntN(3) {
		a.Captions = append(a.Captions, randomText(r, 6))
	}
	return a
}

// The writer, with all that it remembers, says of each article what the plain functions say of it alone.
func TestWriterEqualsTheModel(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	var all []*article.Article
	for i := range 250 {
		all = append(all, randomArticle(r, i))
	}
	s := write(t, all...)
	text, title, caption := freqs(s, schema.FieldText), freqs(s, schema.FieldTitle), freqs(s, schema.FieldCaption)
	sum := uint64(0)
	for i, a := range all {
		want := expect(a)
		if !maps.Equal(text[i], want.freqs) {
			t.Fatalf("%+v\n%s", a, differences(text[i], want.freqs))
		}
		if got := forward(s, uint32(i)); !slices.Equal(got, want.forward) {
			t.Fatalf("%+v\nforward %q\nwant    %q", a, got, want.forward)
		}
		if int(s.Length(uint32(i))) != want.length {
			t.Fatalf("%+v\nlength %d, want %d", a, s.Length(uint32(i)), want.length)
		}
		sum += uint64(want.length)
		if want := count(a.Title); !maps.Equal(title[i], want) {
			t.Fatalf("title %q\n%s", a.Title, differences(title[i], want))
		}
		if want := count(a.Captions...); !maps.Equal(caption[i], want) {
			t.Fatalf("captions %q\n%s", a.Captions, differences(caption[i], want))
		}
	}
	if s.LengthSum() != sum {
		t.Errorf("the lengths add up to %d, want %d", s.LengthSum(), sum)
	}
}

// count is what a field without weights has.
func count(texts ...string) map[string]int {
	out := map[string]int{}
	for _, text := range texts {
		for _, t := range vietnamese.Tokens(text) {
			out[t.Term]++
		}
	}
	return out
}

func differences(got, want map[string]int) string {
	var out strings.Builder
	for term := range want {
		if got[term] != want[term] {
			fmt.Fprintf(&out, "%q × %d, want × %d\n", term, got[term], want[term])
		}
	}
	for term := range got {
		if want[term] == 0 {
			fmt.Fprintf(&out, "%q × %d, want none\n", term, got[term])
		}
	}
	return out.String()
}
