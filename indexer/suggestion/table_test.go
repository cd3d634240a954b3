package suggestion_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"timbao/indexer/suggestion"
)

// sample is a table as an archive might have it.
var sample = []item{
	{suggestion.Phrase, "hội đồng nhân dân", 12, 2000}, {suggestion.Phrase, "hội đồng quản trị", 10, 400},
	{suggestion.Phrase, "hợp đồng nhận thầu", 11, 30}, {suggestion.Section, "Xây dựng Đảng", 9, 700},
	{suggestion.Person, "Nguyễn Văn Hội", 8, 12}, {suggestion.Place, "Hội An", 11, 900}, {suggestion.Place, "Hòa Lâm", 9, 90},
	{suggestion.Author, "Văn Trọng", 6, 50}, {suggestion.Phrase, "Covid-19", 9, 300}, {suggestion.Phrase, "công an", 13, 5000},
	{suggestion.Phrase, "công ăn việc làm", 7, 100}, {suggestion.Phrase, "kĩ thuật", 8, 800}, {suggestion.Phrase, "kinh tế", 9, 900},
	{suggestion.Title, "Kỳ họp thứ nhất của hội đồng nhân dân tỉnh", 3, 1},
}

func texts(table *suggestion.Table, prefix string, only ...suggestion.Kind) string {
	var out []string
	for _, m := range found(table, prefix, only...) {
		text := table.Text(m.Entry)
		if m.Others {
			text = "(" + text + ")"
		}
		out = append(out, text)
	}
	return strings.Join(out, "; ")
}

func TestFind(t *testing.T) {
	t.Parallel()
	table := build(t, sample)
	for _, c := range []struct{ prefix, want string }{
		{"hoi dong nh", "hội đồng nhân dân; Kỳ họp thứ nhất của hội đồng nhân dân tỉnh"},
		{"hội đồng nh", "hội đồng nhân dân; Kỳ họp thứ nhất của hội đồng nhân dân tỉnh"},
		{"Hội dong nh", "hội đồng nhân dân; Kỳ họp thứ nhất của hội đồng nhân dân tỉnh"},
		{"HOI DONG", "hội đồng nhân dân; hội đồng quản trị; Kỳ họp thứ nhất của hội đồng nhân dân tỉnh"},
		{"hồi", "(hội đồng nhân dân); (Hội An); (hội đồng quản trị); (Nguyễn Văn Hội); (Kỳ họp thứ nhất của hội đồng nhân dân tỉnh)"},
		{"hô", "hội đồng nhân dân; Hội An; hội đồng quản trị; Nguyễn Văn Hội; Kỳ họp thứ nhất của hội đồng nhân dân tỉnh; (hợp đồng nhận thầu); (Hòa Lâm)"},
		{"hội ", "hội đồng nhân dân; Hội An; hội đồng quản trị; Nguyễn Văn Hội; Kỳ họp thứ nhất của hội đồng nhân dân tỉnh"},
		{"cong an", "công an; công ăn việc làm"},
		{"công an", "công an; công ăn việc làm"},
		{"công ăn", "công ăn việc làm; (công an)"},
		{"hoà l", "Hòa Lâm"}, {"hòa", "Hòa Lâm"}, {"Hoa Lam", "Hòa Lâm"},
		{"ki", "kinh tế; kĩ thuật; Kỳ họp thứ nhất của hội đồng nhân dân tỉnh"},
		{"kỹ", "kĩ thuật; (Kỳ họp thứ nhất của hội đồng nhân dân tỉnh)"},
		{"covid", "Covid-19"}, {"covid 1", "Covid-19"}, {"Covid-1", "Covid-19"}, {"19", "Covid-19"},
		{"xay dung d", "Xây dựng Đảng"}, {"xây dựng đ", "Xây dựng Đảng"}, {"van", "Nguyễn Văn Hội; Văn Trọng"},
		{"của", ""}, {"", ""}, {"  ", ""}, {"-", ""}, {"zz", ""}, {strings.Repeat("hội ", 500), ""}, {strings.Repeat("a ", 99), ""},
	} {
		if got := texts(table, c.prefix); got != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.prefix, got, c.want)
		}
	}
	if got := texts(table, "h", suggestion.Place); got != "Hội An; Hòa Lâm" {
		t.Errorf("places: %s", got)
	}
}

// Entries of a kind with the same words are one, whatever their spelling; the best one is shown.
func TestMerge(t *testing.T) {
	t.Parallel()
	table := build(t, []item{
		{suggestion.Phrase, "hoà bình", 5, 10}, {suggestion.Phrase, "Hòa Bình", 7, 30}, {suggestion.Place, "Hòa Bình", 6, 20},
		{suggestion.Phrase, "hoa binh", 1, 1}, {suggestion.Phrase, "", 60, 1}, {suggestion.Phrase, "…", 60, 1},
	})
	got := found(table, "hoa b")
	if s := texts(table, "hoa b"); s != "Hòa Bình; Hòa Bình; hoa binh" || table.Count(got[0].Entry) != 30 || table.Len() != 3 {
		t.Errorf("%s, the first one in %d articles", s, table.Count(got[0].Entry))
	}
	if table.Kind(got[0].Entry) != suggestion.Phrase || table.Kind(got[1].Entry) != suggestion.Place || table.Score(got[0].Entry) != 7 {
		t.Error("the kinds or scores are mixed up")
	}
}

func TestSeen(t *testing.T) {
	t.Parallel()
	b := suggestion.NewBuilder()
	b.See([]byte("a/1"), 7)
	b.See([]byte("a/2"), -1)
	b.See([]byte("a/2"), -1)
	var out bytes.Buffer
	if err := b.Write(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	table, err := suggestion.Read(out.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		id   string
		mark int64
		want bool
	}{{"a/1", 7, true}, {"a/2", -1, true}, {"a/1", 8, false}, {"a/3", 7, false}, {"", 0, false}} {
		if got := table.Seen([]byte(c.id), c.mark); got != c.want {
			t.Errorf("%s, %d: %t", c.id, c.mark, got)
		}
	}
}

// The bytes depend on the entries, not on the order in which they were added.
func TestDeterministic(t *testing.T) {
	t.Parallel()
	items := append(slices.Clone(sample), item{suggestion.Phrase, "Hội đồng nhân dân", 12, 1}, item{suggestion.Phrase, "kỹ thuật", 8, 3})
	want := write(t, items)
	for seed := range uint64(20) {
		rand.New(rand.NewPCG(seed, 1)).Shuffle(len(items), func(i, j int) { items[i], items[j] = items[j], items[i] })
		if got := write(t, items); !bytes.Equal(got, want) {
			t.Fatalf("in the order of seed %d the table differs", seed)
		}
	}
}

// Terms beyond 65,536 take three bytes each.
func TestManyTerms(t *testing.T) {
	t.Parallel()
	var items []item
	word := make([]byte, 4)
	for i := range uint32(70000) {
		binary.BigEndian.PutUint32(word, i)
		for j := range word {
			word[j] = 'a' + word[j]>>4 // half of the digits, so that many share a beginning
		}
		items = append(items, item{suggestion.Phrase, string(word) + "x" + strings.Repeat("y", int(i%16)) + string(rune('a'+i/16%26)) + string(rune('a'+i/416%26)) + string(rune('a'+i/10816%26)), float64(i % 7), 1})
	}
	table := build(t, items)
	if table.Len() < 1<<16 {
		t.Fatalf("only %d entries", table.Len())
	}
	last := items[len(items)-1].text
	if got := texts(table, last); got != last {
		t.Errorf("%q gives %q", last, got)
	}
}

func TestWriteCancelled(t *testing.T) {
	t.Parallel()
	b := suggestion.NewBuilder()
	b.Add(suggestion.Entry{Kind: suggestion.Phrase, Text: "hội đồng", Words: b.Words("hội đồng")})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := b.Write(ctx, new(bytes.Buffer)); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled write gives %v", err)
	}
}

func TestKinds(t *testing.T) {
	t.Parallel()
	for i, name := range suggestion.Kinds() {
		if k, ok := suggestion.ParseKind(name); !ok || int(k) != i || k.String() != name {
			t.Errorf("%s: %d, %t", name, k, ok)
		}
	}
	if _, ok := suggestion.ParseKind("kind 9"); ok || suggestion.Kind(9).String() != "kind 9" {
		t.Error("kind 9 is known")
	}
}

// FuzzRead: bytes that are no table are refused or can be looked things up in, in time and memory that their size bounds.
func FuzzRead(f *testing.F) {
	whole := write(f, sample)
	f.Add(whole, uint16(0), byte(0))
	for at := 0; at < len(whole); at += 9 {
		f.Add(whole, uint16(at), byte(0xff))
		f.Add(whole, uint16(at), byte(1))
	}
	for _, cut := range []int{0, 10, 71, 72, len(whole) / 2, len(whole) - 1} {
		f.Add(whole[:cut], uint16(0), byte(0))
	}
	f.Fuzz(func(t *testing.T, data []byte, at uint16, flip byte) {
		data = slices.Clone(data)
		if int(at) < len(data) {
			data[at] ^= flip
		}
		table, err := suggestion.Read(data)
		if err != nil {
			if !errors.Is(err, suggestion.ErrDamaged) {
				t.Fatalf("%v", err)
			}
			return
		}
		for _, prefix := range []string{"h", "hoi dong nh", "hội đồng nh", "đ", "kĩ "} {
			for _, m := range found(table, prefix) {
				if m.Entry >= uint32(table.Len()) || m.Word >= len(table.Terms(m.Entry)) {
					t.Fatalf("match %+v", m)
				}
				_, _, _ = table.Text(m.Entry), table.Count(m.Entry), table.Kind(m.Entry)
			}
		}
		_ = table.Seen([]byte("x"), 1)
	})
}
