package correct_test

import (
	"bytes"
	"errors"
	"fmt"
	"html"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"timbao/indexer/article"
	"timbao/indexer/lexicon"
	"timbao/indexer/schema"
	"timbao/indexer/segment"
	"timbao/indexer/sidecar"
	"timbao/indexer/vietnamese"
	"timbao/search/correct"
	"timbao/search/query"
)

// sentences are what the tests' archive says, each many times, so that it knows its words as well as a real one does.
var sentences = []string{
	"Hội đồng nhân dân tỉnh họp phiên thường kỳ", "Ủy ban nhân dân huyện tổ chức hội nghị tổng kết",
	"Thủ tướng Chính phủ thăm tỉnh", "Lũ lụt trên sông Thạch cuốn trôi nhiều ngôi nhà", "Sản xuất nông nghiệp được mùa",
	"Người dân xã Hòa Lâm chung tay xây dựng nông thôn mới", "Đội bóng chuyền nữ thắng trận chung kết", "Học sinh bước vào năm học mới",
	"Mùa đông năm nay rét đậm", "Đường về quê ngập sâu", "Anh Nam đi xe ra Hà Nội", "Cây cầu Trường Sơn thông xe", "Đồng bào dân tộc đón Tết",
	"Bóng đá nữ và bóng chuyền", "Facebook và Google mở văn phòng", "Quốc hội thông qua luật", "Giá lúa tăng", "Dòng sông quê em",
	"Chuyện về người mẹ", "Trung tâm y tế huyện khám bệnh", "Ngày 14-1, HĐND họp", "Điện gió ở Đắk Lắk",
}

// archive is the lexicon of the sentences.
var archive = sync.OnceValue(func() *lexicon.Model {
	b, err := segment.NewBuilder(schema.Layout(), nil)
	if err != nil {
		panic(err)
	}
	w := schema.NewWriter(b)
	for i := range 400 * len(sentences) {
		w.Add(&article.Article{ID: fmt.Sprint(i), Title: sentences[i%len(sentences)], Body: []string{sentences[(i+i/len(sentences))%len(sentences)]}})
	}
	file := filepath.Join(folder, "s.zap")
	if err := b.Write(file); err != nil {
		panic(err)
	}
	s, err := segment.OpenFile(file)
	if err != nil {
		panic(err)
	}
	defer s.Close()
	var out bytes.Buffer
	if err := lexicon.Builder().Write(ctx, sidecar.NewCorpus([]sidecar.Source{{Segment: s}}), &out); err != nil {
		panic(err)
	}
	m, err := lexicon.Parse(out.Bytes())
	if err != nil {
		panic(err)
	}
	return m
})

func corrector() *correct.Corrector {
	m := archive()
	return correct.New(m, func(term string) int { return m.Count(m.Find([]byte(term))) })
}

// best is the first proposal for a query, or nothing.
func best(t testing.TB, q string) correct.Proposal {
	t.Helper()
	all, err := corrector().Propose(q)
	if err != nil {
		t.Fatalf("%q: %v", q, err)
	}
	if len(all) == 0 {
		return correct.Proposal{}
	}
	return all[0]
}

func TestPropose(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		typed, want string // want "" for no proposal
		kind        correct.Kind
	}{
		// Accents that were not typed.
		{"hoi dong nhan dan", "hội đồng nhân dân", correct.Accents},
		{"Thu tuong Chinh phu", "Thủ tướng Chính phủ", correct.Accents},
		{"LU LUT", "LŨ LỤT", correct.Accents},
		{"lu lut tren song thach", "lũ lụt trên sông thạch", correct.Accents},
		{"y te", "y tế", correct.Accents},
		{"sông Thach", "sông Thạch", correct.Accents},
		{"uy ban nhan dan 2020", "ủy ban nhân dân 2020", correct.Accents},
		// Slips.
		{"hội đông nhân dân", "hội đồng nhân dân", correct.Spelling},
		{"hộii đồng nhân dân", "hội đồng nhân dân", correct.Spelling},
		{"hội đồng nhân dâm", "hội đồng nhân dân", correct.Spelling},
		{"sản suất nông nghiệp", "sản xuất nông nghiệp", correct.Spelling},
		{"bóng truyền nữ", "bóng chuyền nữ", correct.Spelling},
		{"sản xuất lông nghiệp", "sản xuất nông nghiệp", correct.Spelling},
		{"thũ tướng", "thủ tướng", correct.Spelling},
		{"cây cầu Trương Sơn", "cây cầu Trường Sơn", correct.Spelling},
		{"facebok", "facebook", correct.Spelling},
		{"Facebook và Gogle", "Facebook và Google", correct.Spelling},
		{"hoi dogn nhan dan", "hội đồng nhân dân", correct.Spelling},
		{"thủtướng chính phủ", "thủ tướng chính phủ", correct.Spelling},
		{"thutuong chinh phu", "thủ tướng chính phủ", correct.Spelling},
		// Keystrokes.
		{"hooij ddoongf", "hội đồng", correct.Telex},
		{"ho65i d9o62ng", "hội đồng", correct.VNI},
		{"Hooij ddoongf nhaan daan", "Hội đồng nhân dân", correct.Telex},
		{"DDawks Lawks", "Đắk Lắk", correct.Telex},
		{"hội ddoongf nhân dân", "hội đồng nhân dân", correct.Telex},
		// What stays as it is.
		{"", "", ""},
		{"*", "", ""},
		{"hội đồng nhân dân", "", ""},
		{"Thủ tướng Chính phủ", "", ""},
		{"Anh Nam đi xe ra Hà Nội", "", ""},
		{"HĐND", "", ""},
		{"Facebook", "", ""},
		{"14-1-2020", "", ""},
		{"H5N1 QL1A U23", "", ""},
		{"Messi", "", ""},
		{"DDoS", "", ""},
		{"Zqxw", "", ""},
		{"người mẹ", "", ""},
		{strings.Repeat("nhân dân ", 80), "", ""},
	} {
		p := best(t, c.typed)
		if p.Query != c.want || p.Kind != c.kind {
			t.Errorf("%q gives %q (%s, gain %.1f), want %q (%s)", c.typed, p.Query, p.Kind, p.Gain, c.want, c.kind)
		}
	}
}

// What is not a word of the query stays where it is.
func TestSyntaxStays(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		`"hoi dong" -bong`:                      `"hội đồng" -bong`,
		`-bong hoi dong`:                        `-bong hội đồng`,
		`NOT bong da AND hoi dong`:              `NOT bong da AND hội đồng`,
		`title:"hoi dong" date:2020`:            `title:"hội đồng" date:2020`,
		`tiêu_đề:(lu lut)`:                      `tiêu_đề:(lũ lụt)`,
		`author:"nguyen van" hoi dong`:          `author:"nguyen van" hội đồng`,
		`(lu lut OR song thach) AND nhan dan`:   `(lũ lụt OR sông thạch) AND nhân dân`,
		`hoi dong ngày:2019-12..2020-02`:        `hội đồng ngày:2019-12..2020-02`,
		`hoi* nhan dan`:                         `hoi* nhân dân`,
		`hoi dong, nhan dan: 14-1 71-KH/TU 3,2`: `hội đồng, nhân dân: 14-1 71-KH/TU 3,2`,
		`HĐND UBND hoi dong`:                    `HĐND UBND hội đồng`,
		`  hoi   dong  `:                        `  hội   đồng  `,
		`hoi\-dong nhan dan`:                    `hội\-đồng nhân dân`,
		`“hoi dong” «nhan dan»`:                 `“hội đồng” «nhân dân»`,
	} {
		if p := best(t, typed); p.Query != want {
			t.Errorf("%q gives %q, want %q", typed, p.Query, want)
		}
	}
}

func TestHTML(t *testing.T) {
	t.Parallel()
	if p, want := best(t, `"hoi dong" <2> & nhan`), `&#34;<em>hội</em> <em>đồng</em>&#34; &lt;2&gt; &amp; <em>nhân</em>`; p.HTML != want {
		t.Errorf("%s, want %s", p.HTML, want)
	}
}

func TestBadQuery(t *testing.T) {
	t.Parallel()
	if _, err := corrector().Propose("AND hoi dong"); !errors.Is(err, query.ErrSyntax) {
		t.Errorf("the error is %v", err)
	}
}

var marks = regexp.MustCompile(`</?em>`)

// checkProposals wants each proposal to be another query of the same shape, and its HTML to be the query.
func checkProposals(t interface{ Fatalf(string, ...any) }, q string) {
	all, err := corrector().Propose(q)
	tree, perr := query.Parse(q)
	if (err == nil) != (perr == nil) {
		t.Fatalf("%q: %v, but its parser says %v", q, err, perr)
	}
	for i, p := range all {
		other, err := query.Parse(p.Query)
		if err != nil || leaves(other) != leaves(tree) {
			t.Fatalf("%q gives %q, which is not of its shape (%v)", q, p.Query, err)
		}
		if p.Query == q || html.UnescapeString(marks.ReplaceAllString(p.HTML, "")) != p.Query || !strings.Contains(p.HTML, "<em>") {
			t.Fatalf("%q gives %q with the HTML %q", q, p.Query, p.HTML)
		}
		if p.Gain <= 0 || i > 0 && p.Gain > all[i-1].Gain {
			t.Fatalf("%q: the gains are not in order: %v", q, all)
		}
	}
}

// leaves describes the leaves of a tree without the words in them.
func leaves(tree query.Node) string {
	var b strings.Builder
	query.Walk(tree, func(n query.Node) bool {
		switch n := n.(type) {
		case *query.Words:
			fmt.Fprintf(&b, "words %s ", n.Field)
		case *query.Phrase:
			fmt.Fprintf(&b, "phrase %s ", n.Field)
		case *query.Prefix, *query.Dates:
			fmt.Fprintf(&b, "%s ", n)
		default:
			fmt.Fprintf(&b, "%T ", n)
		}
		return true
	})
	return b.String()
}

func TestProposalsKeepTheShape(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		piece := rapid.SampledFrom([]string{"hoi", "dong", "hội", "nhan", "dân", "hooij", "ho65i", "AND", "OR", "NOT", "-", "(", ")", `"`, "title:",
			"author:", "date:2020", "*", "14-1", "H5N1", "UBND", "ADN", "NTO", "thutuong", "xuất", "\\", "\u200b", "ngày:", "\xff", "Đ", "suất", "or"})
		glue := rapid.SampledFrom([]string{" ", " ", " ", ""})
		var q strings.Builder
		for _, p := range rapid.SliceOfN(piece, 0, 12).Draw(t, "pieces") {
			q.WriteString(p + glue.Draw(t, "glue"))
		}
		checkProposals(t, q.String())
	})
}

// Proposals for a sentence of the archive without its accents, or as keystrokes, bring it back; one that is right has none.
func TestSentencesComeBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		words := strings.Fields(rapid.SampledFrom(sentences).Draw(t, "sentence"))
		from := rapid.IntRange(0, len(words)-2).Draw(t, "from")
		to := rapid.IntRange(from+2, len(words)).Draw(t, "to")
		right := strings.Join(words[from:to], " ")
		c := corrector()
		if all, err := c.Propose(right); err != nil || len(all) > 0 && all[0].Kind != correct.Accents {
			t.Fatalf("%q is right, but gives %v (%v)", right, all, err)
		}
		folded := vietnamese.Fold(right)
		all, err := c.Propose(folded)
		switch {
		case err != nil:
			t.Fatal(err)
		case len(all) == 0 && folded != strings.ToLower(right), len(all) > 0 && vietnamese.Fold(all[0].Query) != folded:
			t.Fatalf("%q gives %v", folded, all)
		}
	})
}

func FuzzPropose(f *testing.F) {
	for _, q := range []string{"hoi dong", `title:"hoi" -bong OR (nhan dan)`, "hooij ddoongf", "ho65i", "thutuong", "\xff\u200f", "ADN NTO RO", "a\\:b", "đ\u0323"} {
		f.Add(q)
	}
	f.Fuzz(func(t *testing.T, q string) {
		if len(q) <= query.MaxBytes {
			checkProposals(t, q)
		}
	})
}
