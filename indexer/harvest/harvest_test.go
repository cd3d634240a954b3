package harvest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"timbao/indexer/article"
	"timbao/indexer/suggestion"
)

// news are texts in which names and phrases come again in different company.
var news = texts(
	"Sáng qua, ông Trần Văn Chung dự kỳ họp hội đồng nhân dân tỉnh tại huyện Đại Khê.",
	"Theo ông Trần Văn Chung, hội đồng nhân dân các xã của huyện Đại Khê đã bầu xong.",
	"Cử tri hỏi bà Lê Thị Hoa về nước sạch; hội đồng nhân dân hứa trả lời ở thành phố Hòa Lâm.",
	"Hôm qua bà Lê Thị Hoa gặp dân tại thành phố Hòa Lâm, sau đó tới huyện Đại Khê.",
	"Ngày 2/3, bà Lê Thị Hoa cùng ông Trần Văn Chung thăm hội đồng nhân dân quận Cầu Giấy.",
	"Đội bóng của quận Cầu Giấy thắng đội thành phố Hòa Lâm trong mưa.",
	"Người dân quận Cầu Giấy kể về tai nạn giao thông trên đường Trần Văn Chung.",
	"Hai vụ tai nạn giao thông xảy ra trong đêm, theo Facebook của nạn nhân.",
	"Nhiều tai nạn giao thông do rượu; clip lan trên Facebook rất nhanh.",
	"Người mẫu đăng ảnh lên Facebook rồi xóa; dịch Covid-19 vẫn lan.",
	"Vắc-xin Covid-19 về tới tỉnh, hội đồng nhân dân họp gấp.",
	"Hết Covid-19 thì tai nạn giao thông tăng, Ban Chấp hành lo lắng.",
	"Hội nghị Ban Chấp hành bàn về Facebook, rồi Ban Chấp hành bầu bí thư.",
	"Tân bí thư Ban Chấp hành cho biết sẽ làm ngay; ông cho biết thêm.",
	"Bộ trưởng cho biết hôm nay, Tổng thống Pháp cho biết hôm qua trên Facebook.",
)

func TestHarvest(t *testing.T) {
	t.Parallel()
	got := entries(t, corpusOf(t, nil, news))
	for text, want := range map[string]string{
		"hội đồng nhân dân": "phrase 5", "tai nạn giao thông": "phrase 4", "Trần Văn Chung": "person 4", "Lê Thị Hoa": "person 3",
		"Hòa Lâm": "place 3", "Đại Khê": "place 3", "Cầu Giấy": "place 3", "Facebook": "phrase 5", "Covid-19": "phrase 3", "Ban Chấp hành": "phrase 3",
	} {
		if got[text] != want {
			t.Errorf("%s: %q, want %q", text, got[text], want)
		}
	}
	for _, text := range []string{"hội đồng nhân", "đồng nhân dân", "nhân dân", "tai nạn giao", "Ban Chấp", "Trần Văn", "ông Trần Văn Chung", "Thị Hoa", "Quận Cầu Giấy", "bà Lê Thị Hoa"} {
		if _, ok := got[text]; ok {
			t.Errorf("%s is offered", text)
		}
	}
}

// What articles say all the time and never have in a title is no suggestion; what titles have, too, is one.
func TestTitlesDecide(t *testing.T) {
	t.Parallel()
	var all []*article.Article
	for i := range 1500 {
		a := &article.Article{ID: fmt.Sprint(i), Title: fmt.Sprintf("Tin số %d trong ngày hôm nay ở tỉnh", i), Body: []string{
			fmt.Sprintf("Ông cho biết, việc %d là thật. Công an khởi tố. Ông %d cho biết rõ.", i, i)}}
		if i%10 == 0 {
			a.Title = fmt.Sprintf("Công an khởi tố vụ %d", i)
		}
		all = append(all, a)
	}
	got := entries(t, corpusOf(t, nil, all))
	if got["công an khởi tố"] == "" || got["cho biết"] != "" {
		t.Errorf("công an khởi tố: %q, cho biết: %q", got["công an khởi tố"], got["cho biết"])
	}
}

func TestColumns(t *testing.T) {
	t.Parallel()
	var all []*article.Article
	for i, a := range []article.Article{
		{Section: "Thời sự", Authors: []string{"Văn Lợi"}, Photographers: []string{"Thu Hà"}, Place: "Hòa Lâm"},
		{Section: "Thời sự", Authors: []string{"Văn Lợi", "Thu Hà"}}, {Section: "Thể thao", Place: "Hoà Lâm"}, {Section: "Bỏ", Authors: []string{"Ai Đó"}},
	} {
		a.ID, a.Title = fmt.Sprint(i), "Tin"
		all = append(all, &a)
	}
	got := entries(t, corpusOf(t, map[string]bool{"3": true}, all[:1], all[1:]))
	for text, want := range map[string]string{"Thời sự": "section 2", "Thể thao": "section 1", "Văn Lợi": "author 2", "Thu Hà": "author 2", "Hòa Lâm": "place 2", "Bỏ": "", "Ai Đó": ""} {
		if got[text] != want {
			t.Errorf("%s: %q, want %q", text, got[text], want)
		}
	}
}

// The table depends on the articles alone: not on how they are spread over segments, nor on what was deleted on the way.
func TestDeterministic(t *testing.T) {
	t.Parallel()
	all := append(slices.Clone(news), &article.Article{ID: "a", Title: "Kỳ họp", Section: "Thời sự", Published: time.Unix(1e9, 0)},
		&article.Article{ID: "b", Title: "kỳ họp", Section: "Thời sự", Published: time.Unix(2e9, 0)})
	want := written(t, corpusOf(t, nil, all))
	for seed := range uint64(5) {
		r := rand.New(rand.NewPCG(seed, 7))
		r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		cut := 1 + r.IntN(len(all)-1)
		gone := &article.Article{ID: "gone", Title: "hội đồng nhân dân hội đồng nhân dân Hòa Lâm", Section: "Khác", Published: time.Unix(3e9, 0)}
		c := corpusOf(t, map[string]bool{"gone": true}, all[:cut], append([]*article.Article{gone}, all[cut:]...))
		if got := written(t, c); !bytes.Equal(got, want) {
			t.Fatalf("cut at %d, seed %d: the table differs", cut, seed)
		}
	}
}

// Newer titles come first; titles with the same words are one, with the newest article.
func TestTitles(t *testing.T) {
	t.Parallel()
	day := func(year int) time.Time { return time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC) }
	c := corpusOf(t, nil, []*article.Article{
		{ID: "1", Title: "Lũ lớn", Published: day(2000)}, {ID: "2", Title: "Lũ LỚN", Published: day(2020)}, {ID: "3", Title: "Lũ về", Published: day(2019)},
		{ID: "4", Title: "Lũ đi"}, {ID: "5"}, {ID: "6", Title: "…"}, {ID: "7", Title: "Lũ " + strings.Repeat("rất ", 300) + "dài"},
	})
	table, err := suggestion.Read(written(t, c))
	if err != nil {
		t.Fatal(err)
	}
	p := suggestion.ReadPrefix("lu")
	found := table.Find(&p, suggestion.Title)
	var got []string
	for m, ok := found.Next(); ok; m, ok = found.Next() {
		got = append(got, fmt.Sprintf("%s×%d", table.Text(m.Entry), table.Count(m.Entry)))
	}
	if strings.Join(got, " ") != "2×2 3×1 4×1 7×1" {
		t.Errorf("%q", got)
	}
	for _, d := range []struct {
		doc  uint32
		seen bool
	}{{0, true}, {4, true}, {6, true}} {
		if Seen(table, c.Sources[0].Segment, d.doc) != d.seen {
			t.Errorf("document %d is seen: %t", d.doc, !d.seen)
		}
	}
	other := corpusOf(t, nil, []*article.Article{{ID: "1", Title: "Lũ lớn", Source: article.Source{Hash: article.Hash([]byte("x"))}}})
	if Seen(table, other.Sources[0].Segment, 0) {
		t.Error("another version of an article counts as seen")
	}
}

func TestEmpty(t *testing.T) {
	t.Parallel()
	for _, c := range [][][]*article.Article{nil, {}, {texts("")}, {texts("\xff\xfe", "\u202e", "…", "12 12 12")}} {
		if table, err := suggestion.Read(written(t, corpusOf(t, nil, c...))); err != nil || table.Len() > 3 {
			t.Errorf("%v: %d entries (%v)", c, table.Len(), err)
		}
	}
}

func TestCancelled(t *testing.T) {
	t.Parallel()
	c := corpusOf(t, nil, news)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := write(ctx, c, new(bytes.Buffer)); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}
