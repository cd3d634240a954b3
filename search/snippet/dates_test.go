package snippet

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"timbao/indexer/vietnamese"
)

// dated is the term of a date.
func dated(year, month, day int) []Term {
	d := vietnamese.DateMention{Year: year, Month: month, Day: day, Start: 3, End: 9} // where it stood in the query is of no matter
	return []Term{{Term: vietnamese.DateTerms(d)[0], Date: d, Weight: 1}}
}

func TestMarksOfDates(t *testing.T) {
	for _, c := range []struct {
		name  string
		terms []Term
		text  string
		want  string
	}{
		{
			"all spellings of a day", dated(2020, 1, 14), "ngày 14-1, 14/01/2020, 14.1.2020, ngày 14 tháng 1 năm 2020 và 2020-01-14",
			"ngày [14-1], [14/01/2020], [14.1.2020], ngày [14 tháng 1 năm 2020] và [2020-01-14]",
		},
		{"other days", dated(2020, 1, 14), "14/1/2019, 14-2, 15-1-2020, tháng 1/2020, 14 tháng 2", "14/1/2019, 14-2, 15-1-2020, tháng 1/2020, 14 tháng 2"},
		{"a month and its days", dated(2020, 1, 0), "tháng 1/2020, ngày 3-1, 31/1/2020, 31/1/2021, tháng 1", "[tháng 1/2020], ngày [3-1], [31/1/2020], 31/1/2021, [tháng 1]"},
		{"a day of any year", dated(0, 1, 14), "14-1-2009, ngày 14/1, tháng 1/2020", "[14-1-2009], ngày [14/1], tháng 1/2020"},
		{"a month of any year", dated(0, 1, 0), "tháng 1, tháng 1-2020, ngày 14-1", "[tháng 1], [tháng 1-2020], ngày 14-1"},
		{"at the end, in words", dated(2020, 1, 14), "họp ngày 14 tháng 1", "họp ngày [14 tháng 1]"},
		{"days joined", dated(2018, 7, 29), "từ 27-29/7/2018 đến", "từ [27-29/7/2018] đến"},
		{"beside a word that is asked for too", append([]Term{{Term: "ngay\x00ngày", Weight: 1}}, dated(2020, 1, 14)...), "ngày 14-1 và ngày mai", "[ngày 14-1] và [ngày] mai"},
		{"no date", dated(2020, 1, 14), "đội nhà thắng 14-1", "đội nhà thắng 14-1"}, // a score
		{"decomposed", dated(2020, 1, 14), "nga\u0300y 14 tha\u0301ng 1", "nga\u0300y [14 tha\u0301ng 1]"},
	} {
		t.Run(c.name, func(t *testing.T) { equal(t, marked(NewMatcher(c.terms, nil), c.text), c.want) })
	}
}

// TestMarkedDatesAreMentions compares the marks of a date with the mentions that the analysis finds, in texts of dates and words.
func TestMarkedDatesAreMentions(t *testing.T) {
	pieces := []string{"ngày", "tháng", "năm", "14", "1", "2020", "14-1", "14/01/2020", "1/2020", "13-1", "họp", ",", "(", "27-29/1", "sáng"}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 14).Draw(t, "pieces"), " ")
		m := NewMatcher(dated(2020, 1, rapid.SampledFrom([]int{0, 14, 29}).Draw(t, "day")), nil)
		var want []Span
		for _, d := range vietnamese.Dates(text) {
			if m.dates[0].means(d) {
				want = append(want, Span{d.Start, d.End})
			}
		}
		inside := func(spans []Span, at int) bool {
			return slices.ContainsFunc(spans, func(s Span) bool { return s.Start <= at && at < s.End })
		}
		got := m.Marks(text)
		for i := range text {
			between := strings.IndexByte(" ,(", text[i]) >= 0 // words of a mention are marked, not a comma that print leaves among them
			if !between && inside(got, i) != inside(want, i) {
				t.Fatalf("%q: marks %v, mentions %v", text, got, want)
			}
		}
	})
}
