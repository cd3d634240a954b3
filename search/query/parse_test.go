package query

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// sketch writes a tree with its structure laid bare: W words, P phrase, X prefix, D dates, ! not.
func sketch(n Node) string {
	leaf := func(kind string, f Field, text string) string { return kind + f.String() + "‹" + text + "›" }
	join := func(kind string, nodes []Node) string {
		parts := make([]string, len(nodes))
		for i, child := range nodes {
			parts[i] = sketch(child)
		}
		return kind + "[" + strings.Join(parts, " ") + "]"
	}
	switch n := n.(type) {
	case nil:
		return "all"
	case *Words:
		return leaf("W", n.Field, n.Text)
	case *Phrase:
		return leaf("P", n.Field, n.Text)
	case *Prefix:
		return leaf("X", n.Field, n.Text)
	case *Dates:
		return "D‹" + formatDates(n.From, n.To) + "›"
	case *And:
		return join("And", n.Nodes)
	case *Or:
		return join("Or", n.Nodes)
	case *Not:
		return "!" + sketch(n.Node)
	default:
		return fmt.Sprintf("%T", n)
	}
}

func TestParse(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		// Nothing to look for.
		{"", "all"},
		{" \t\n ", "all"},
		{"(((", "all"},
		{")(", "all"},
		{"()", "all"},
		{`"`, "all"},
		{`""`, "all"},
		{"*", "all"},
		{"-", "all"},
		{`-"..."`, "all"},
		{"😀 …", "all"},
		{"\u200b\u202e", "all"},
		{"\xff\xfe", "all"},
		{`\`, "all"},

		// Words are one node, and text stays text.
		{"hội", "W‹hội›"},
		{"hội đồng  nhân dân ", "W‹hội đồng nhân dân›"},
		{"hội và đồng hoặc tỉnh", "W‹hội và đồng hoặc tỉnh›"},
		{"hội and đồng or not tỉnh", "W‹hội and đồng or not tỉnh›"},
		{"Bà Rịa - Vũng Tàu", "W‹Bà Rịa - Vũng Tàu›"},
		{"- Hội nghị", "W‹Hội nghị›"},
		{"-- Hội nghị --", "W‹Hội nghị›"},
		{"14-1 Covid-19 71-KH/TU", "W‹14-1 Covid-19 71-KH/TU›"},
		{"tên lửa S -400 của Nga", "W‹tên lửa S -400 của Nga›"},
		{"14 -1", "W‹14 -1›"},
		{"lạnh -5 độ", "W‹lạnh -5 độ›"},
		{"10:30 họp", "W‹10:30 họp›"},
		{"http://bao.vn/a?b=c", "W‹http://bao.vn/a?b=c›"},
		{"Chú ý: mưa", "W‹Chú ý: mưa›"},
		{"field:x", "W‹field:x›"},
		{"mỗi ngày: Sheeran", "W‹mỗi ngày: Sheeran›"},
		{"một nơi: Huế", "W‹một nơi: Huế›"},
		{"Mỗi ngày:", "W‹Mỗi ngày:›"},
		{"(Một nơi:)", "W‹Một nơi:›"},
		{`tv 32" và 40" mới`, `W‹tv 32" và 40" mới›`},
		{`"hội đồng`, `W‹"hội đồng›`},
		{`hội đồng"`, `W‹hội đồng"›`},
		{"hội (đồng nhân) dân", "W‹hội (đồng nhân) dân›"},
		{"(hội đồng)", "W‹hội đồng›"},
		{"((hội) đồng)", "W‹(hội) đồng›"},
		{"(hội) (đồng)", "W‹(hội) (đồng)›"},
		{"1) mưa 2) lũ", "W‹1) mưa 2) lũ›"},
		{":( mưa", "W‹mưa›"},
		{"( hội)hội", "W‹hội)hội›"},
		{"Quảng Nam(VN)", "W‹Quảng Nam(VN)›"},
		{`a "" b`, `W‹a "" b›`},
		{"khách sạn 5*", "W‹khách sạn 5*›"},
		{"a*b **", "W‹a*b›"},
		{"C++ R&D #tag @x", "W‹C++ R&D #tag @x›"},
		{"-AND a", "W‹-AND a›"},
		{"+hội", "W‹+hội›"},
		{"AND, OR.", "W‹AND, OR.›"},
		{"Hội\u200b đồng\u00a0nhân\u00addân", "W‹Hội đồng nhândân›"},
		{"a\x00b\xffc", "W‹a b c›"},
		{"ho\ufe0fi", "W‹hoi›"},
		{"\u202ehội\u202c", "W‹hội›"},
		{"ho\u0323\u0302i", "W‹ho\u0323\u0302i›"},
		{`\-hội \"a\" title\:x \(b\) c\d`, `W‹-hội "a" title:x (b) c\d›`},

		// Phrases.
		{`"hội đồng"`, "P‹hội đồng›"},
		{`" hội   đồng "`, "P‹hội đồng›"},
		{"“hội đồng” «nhân dân» „tỉnh ủy“ „huyện ủy”", "And[P‹hội đồng› P‹nhân dân› P‹tỉnh ủy› P‹huyện ủy›]"},
		{`“hội "đồng" a”`, `P‹hội "đồng" a›`},
		{`"hội đồng” b`, "And[P‹hội đồng› W‹b›]"},
		{`khỏi"danh sách"trắng`, "And[W‹khỏi› P‹danh sách› W‹trắng›]"},
		{`"(a" b)`, "And[P‹(a› W‹b)›]"},
		{`"a \" b"`, `P‹a " b›`},
		{`"a AND -b*"`, "P‹a AND -b*›"},

		// Exclusion.
		{"-hội", "!W‹hội›"},
		{"a -hội đồng", "And[W‹a› !W‹hội› W‹đồng›]"},
		{`a -"hội đồng"`, "And[W‹a› !P‹hội đồng›]"},
		{"a -(hội đồng)", "And[W‹a› !W‹hội đồng›]"},
		{"a -(b OR c)", "And[W‹a› !Or[W‹b› W‹c›]]"},
		{"-title:x -ho* -date:2020", "And[!Wtitle‹x› !X‹ho› !D‹2020›]"},
		{"-covid-19", "!W‹covid-19›"},
		{`-"2020"`, "!P‹2020›"},
		{"a NOT hội đồng", "And[W‹a› !W‹hội đồng›]"},
		{"a NOT b AND c", "And[W‹a› !W‹b› W‹c›]"},
		{"NOT 2020", "!W‹2020›"},
		{"NOT 20*", "!X‹20›"},
		{"NOT NOT a", "W‹a›"},
		{"NOT -a", "W‹a›"},
		{"-(-(a b))", "W‹a b›"},

		// AND, OR, brackets.
		{"a b AND c d", "And[W‹a b› W‹c d›]"},
		{"hội đồng OR ủy ban tỉnh", "Or[W‹hội đồng› W‹ủy ban tỉnh›]"},
		{"a OR b AND c", "Or[W‹a› And[W‹b› W‹c›]]"},
		{"(a OR b) c", "And[Or[W‹a› W‹b›] W‹c›]"},
		{"(a OR b) AND (c OR d)", "And[Or[W‹a› W‹b›] Or[W‹c› W‹d›]]"},
		{"a AND (b AND (c AND d))", "And[W‹a› W‹b› W‹c› W‹d›]"},
		{"a OR (b OR c)", "Or[W‹a› W‹b› W‹c›]"},
		{"(a b) AND (c)", "And[W‹a b› W‹c›]"},
		{`"a"OR"b"`, "Or[P‹a› P‹b›]"},
		{"a AND NOT b", "And[W‹a› !W‹b›]"},
		{"a OR -b", "Or[W‹a› !W‹b›]"},
		{`a (b (c (d "p")))`, "And[W‹a› W‹b› W‹c› W‹d› P‹p›]"},
		{") a OR b", "Or[W‹a› W‹b›]"},
		{"((a OR b)", "Or[W‹a› W‹b›]"},
		{"(a OR b))", "Or[W‹a› W‹b›]"},

		// Fields.
		{"title:hội nghị", "And[Wtitle‹hội› W‹nghị›]"},
		{`title:"hội nghị"`, "Ptitle‹hội nghị›"},
		{"title:“hội nghị”", "Ptitle‹hội nghị›"},
		{"title:(hội nghị)", "Wtitle‹hội nghị›"},
		{"title:(a OR b)", "Or[Wtitle‹a› Wtitle‹b›]"},
		{"title:(a author:b (c))", "And[Wtitle‹a› Wauthor‹b› Wtitle‹c›]"},
		{"title:(a -b)", "And[Wtitle‹a› !Wtitle‹b›]"},
		{"title:a title:b", "And[Wtitle‹a› Wtitle‹b›]"},
		{"title:ho*", "Xtitle‹ho›"},
		{"title: hội", "Wtitle‹hội›"},
		{"title:AND", "Wtitle‹AND›"},
		{"title:title:x", "Wtitle‹title:x›"},
		{"title:-x", "Wtitle‹-x›"},
		{"TITLE:x Title:x tiêu_đề:x TIÊU_ĐỀ:x tieu_de:x tieude:x tiêuđề:x",
			"And[Wtitle‹x› Wtitle‹x› Wtitle‹x› Wtitle‹x› Wtitle‹x› Wtitle‹x› Wtitle‹x›]"},
		{"tie\u0302u_đe\u0302\u0300:x", "Wtitle‹x›"},
		{"author:x tác_giả:x tac_gia:x tacgia:x", "And[Wauthor‹x› Wauthor‹x› Wauthor‹x› Wauthor‹x›]"},
		{"section:x chuyên_mục:x chuyen_muc:x", "And[Wsection‹x› Wsection‹x› Wsection‹x›]"},
		{"place:x nơi:x noi:x Nơi:x", "And[Wplace‹x› Wplace‹x› Wplace‹x› Wplace‹x›]"},
		{"caption:x chú_thích:x chu_thich:x", "And[Wcaption‹x› Wcaption‹x› Wcaption‹x›]"},

		// Dates.
		{"date:2020 ngày:2020 ngay:2020 Ngày:2020", "And[D‹2020› D‹2020› D‹2020› D‹2020›]"},
		{"date:14-1-2020 lũ", "And[D‹2020-01-14› W‹lũ›]"},
		{"date:2019-12..2020-02", "D‹2019-12-01..2020-02-29›"},
		{`date:"14/1/2020"`, "D‹2020-01-14›"},
		{"date: 2020", "D‹2020›"},
		{"date:(2019 OR 2021)", "Or[D‹2019› D‹2021›]"},
		{"ngày:(tháng 1 năm 2020)", "D‹2020-01›"},
		{"date:(.. 2020)", "D‹..2020-12-31›"},
		{"date:(2020 title:x)", "And[D‹2020› Wtitle‹x›]"},

		// Prefixes.
		{"ho*", "X‹ho›"},
		{"ho**", "X‹ho›"},
		{"a ho* b", "And[W‹a› X‹ho› W‹b›]"},
		{"covid-1*", "X‹covid-1›"},
		{"h5*", "X‹h5›"},
		{"202*", "X‹202›"},
		{"ho\u0323\u0302*", "X‹ho\u0323\u0302›"},
		{"*hoi", "W‹*hoi›"},
		{`ho\*`, "W‹ho*›"},
	} {
		n, err := Parse(tt.in)
		if err != nil {
			t.Errorf("Parse(%q): %v", tt.in, err)
			continue
		}

		if got := sketch(n); got != tt.want {
			t.Errorf("Parse(%q)\n got %s\nwant %s", tt.in, got, tt.want)
		}
	}
}

func TestParseErrors(t *testing.T) {
	for _, tt := range []struct {
		in, spot, message string
		kind              error
	}{
		{"a AND", "AND", "AND needs words", ErrSyntax},
		{"OR", "OR", "OR needs words", ErrSyntax},
		{"hội OR OR đồng", "OR", "OR needs words", ErrSyntax},
		{"hội AND OR đồng", "AND", "AND needs words", ErrSyntax},
		{"hội (OR đồng)", "OR", "OR needs words", ErrSyntax},
		{"hội OR …", "OR", "OR needs words", ErrSyntax},
		{"hội NOT", "NOT", "NOT needs words", ErrSyntax},
		{"NOT ()", "NOT", "NOT needs words", ErrSyntax},
		{"NOT NOT", "NOT", "NOT needs words", ErrSyntax},
		{"NOT OR a", "NOT", "NOT needs words", ErrSyntax},
		{"mưa title:", "title:", "title: has nothing", ErrSyntax},
		{"(tiêu_đề:)", "tiêu_đề:", "tiêu_đề: has nothing", ErrSyntax},
		{`author:"" a`, `author:""`, "author: has nothing", ErrSyntax},
		{"author: AND b", "author:", "author: has nothing", ErrSyntax},
		{"title:() a", "title:()", "title: has nothing", ErrSyntax},
		{"date:", "date:", "date: has nothing", ErrSyntax},
		{"họp h*", "h*", "too few letters", ErrSyntax},
		{"o\u0323\u0302*", "o\u0323\u0302*", "too few letters", ErrSyntax},
		{"title:h*", "h*", "too few letters", ErrSyntax},
		{"-h*", "h*", "too few letters", ErrSyntax},
		{"(a OR b", "(", "never closed", ErrSyntax},
		{"x (a OR (b c)", "(", "never closed", ErrSyntax},
		{"a OR b) c", ")", "never opened", ErrSyntax},
		{"title:(a OR b", "(", "never closed", ErrSyntax},
		{"date:2020-13-45", "2020-13-45", "no month 13", ErrDate},
		{"a date:30-2-2020 b", "30-2-2020", "no day 30", ErrDate},
		{"ngày:14-1", "14-1", "year of four digits", ErrDate},
		{"date:hôm", "hôm", "not a date", ErrDate},
		{"date:20*", "20*", "not a date", ErrDate},
		{"date:(2019 2020)", "2019 2020", "not a date", ErrDate},
		{`date:"x y"`, "x y", "not a date", ErrDate},
		{"date:2021..2020", "2021..2020", "ends before it begins", ErrDate},
		{"date:..", "..", "first or a last", ErrDate},
		{strings.Repeat("a ", 600), strings.Repeat("a ", 88), "longer than 1024 bytes", ErrTooBig},
		{strings.Repeat("ế", 400), strings.Repeat("ế", 400-341), "longer than 1024 bytes", ErrTooBig},
		{strings.Repeat("-a ", 65), "a", "more than 64 parts", ErrTooBig},
	} {
		n, err := Parse(tt.in)
		var e *Error
		if !errors.As(err, &e) || n != nil {
			t.Errorf("Parse(%q) = %v, %v; want an *Error", tt.in, n, err)
			continue
		}
		if got := tt.in[e.Span.Start:e.Span.End]; got != tt.spot || !strings.Contains(e.Message, tt.message) || !errors.Is(err, tt.kind) {
			t.Errorf("Parse(%q): %q at %q, %v; want %q at %q, %v", tt.in, e.Message, got, e.Kind, tt.message, tt.spot, tt.kind)
		}
		if e.Query != tt.in || e.Hint == "" || strings.Contains(err.Error(), "\n") {
			t.Errorf("Parse(%q): incomplete error %#v", tt.in, e)
		}
	}
}
