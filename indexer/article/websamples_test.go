package article

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// sampleFile is a file of testdata/formats as Find would give it.
func sampleFile(t testing.TB, name string) File {
	t.Helper()
	p := filepath.Join("..", "..", "testdata", "formats", name)
	info, err := os.Stat(p)
	if err != nil {
		t.Fatal(err)
	}
	return File{Path: p, Rel: name, Size: info.Size(), ModTime: info.ModTime()}
}

// sketch writes an article in one line: what a sample must be read as.
func sketch(a *Article) string {
	body := strings.Join(a.Body, "/")
	return fmt.Sprintf("%s; %s; %s; by %v %v; %s; lead %s; %d: %.60s; captions %v", a.ID, a.Title, a.Published.Format("2006-01-02 15:04"), a.Authors, a.Photographers,
		a.Section, a.Lead, len(a.Body), body, a.Captions)
}

const (
	dyke       = "Xã Bình Lộc đắp đê trước mùa lũ"
	dykeLead   = "Sáng 14-1, xã Bình Lộc họp bàn việc đắp lại con đê đã vỡ trong mùa lũ năm ngoái."
	dykeText   = "3: Kinh phí/Tỉnh hỗ trợ hai tỷ đồng & mỗi hộ góp mười ngày công"
	dykeText60 = "; lead " + dykeLead + "; " + dykeText
	market     = "Chợ phiên Ba Nghi ngày đầu năm"
	marketText = "; lead Mờ sáng mồng một, chợ phiên Ba Nghi đã đông người.; 5: Hàng hóa/Mật ong/Thổ cẩm/Mật ong | 200.000 đồng/Gừng | 30.00"
	dykePhoto  = "; captions [Bà con thôn Hạ gánh đất. Ảnh: Văn Trọng]"
)

// TestWebSamples reads what browsers, WordPress, wget, Python's mailbox and others wrote; testdata/README.md says how.
func TestWebSamples(t *testing.T) {
	for _, c := range []struct {
		name  string
		want  []string
		skips []string
	}{
		{"chromium.html", []string{"chromium.html; " + dyke + "; 2020-01-14 00:00; by [Văn Trọng] []; Thời sự" + dykeText60 + dykePhoto}, nil},
		{"chromium.mht", []string{"chromium.mht; " + dyke + "; 2020-01-14 19:23; by [Văn Trọng] []; Xã hội; lead Sáng 14-1, xã Bình Lộc họp bàn việc đắp lại con đê sau mùa lũ năm ngoái.; " +
			"6: Đê dài hai cây số chạy dọc theo bờ bắc của con sông và được ; captions [Bà con thôn Hạ gánh đất. Ảnh: Văn Trọng]"}, nil},
		{"wordpress-export.xml", []string{
			"https://bao.example/?p=4; " + dyke + "; 2020-01-14 19:23; by [Văn Trọng] []; Thời sự" + dykeText60 + dykePhoto,
			"https://bao.example/?p=5; " + market + "; 2021-02-03 07:05; by [Văn Trọng] []; Thời sự" + marketText + "; captions [Một góc chợ.]"}, nil},
		{"wordpress.rss", []string{
			"https://bao.example/?p=5; " + market + "; 2021-02-03 07:05; by [Văn Trọng] []; Thời sự" + marketText + "; captions [Một góc chợ.]",
			"https://bao.example/?p=4; " + dyke + "; 2020-01-14 19:23; by [Văn Trọng] []; Thời sự" + dykeText60 + dykePhoto}, nil},
		{"wordpress.atom", []string{
			"https://bao.example/?p=5; " + market + "; 2021-02-03 07:05; by [Văn Trọng] []; Thời sự" + marketText + "; captions [Một góc chợ.]",
			"https://bao.example/?p=4; " + dyke + "; 2020-01-14 19:23; by [Văn Trọng] []; Thời sự" + dykeText60 + dykePhoto}, nil},
		{"wget.warc.gz", []string{
			"wget.warc.gz#3; " + market + "; 2021-02-03 00:00; by [Văn Trọng] []; Thời sự" + marketText + "; captions [Một góc chợ.]",
			"wget.warc.gz#5; " + dyke + "; 2020-01-14 00:00; by [Văn Trọng] []; Thời sự" + dykeText60 + dykePhoto,
			"wget.warc.gz#11; Báo Thạch Giang; 2021-02-03 00:00; by [] []; " + market + "; lead ; 1: Mờ sáng mồng một, chợ phiên Ba Nghi đã đông người. Hàng hóa ; captions []"}, nil},
		{"wget.wacz", []string{
			"wget.wacz!/archive/wget.warc.gz#3; " + market + "; 2021-02-03 00:00; by [Văn Trọng] []; Thời sự" + marketText + "; captions [Một góc chợ.]",
			"wget.wacz!/archive/wget.warc.gz#5; " + dyke + "; 2020-01-14 00:00; by [Văn Trọng] []; Thời sự" + dykeText60 + dykePhoto,
			"wget.wacz!/archive/wget.warc.gz#11; Báo Thạch Giang; 2021-02-03 00:00; by [] []; " + market + "; lead ; 1: Mờ sáng mồng một, chợ phiên Ba Nghi đã đông người. Hàng hóa ; captions []"}, nil},
		{"python.mbox", []string{
			"1@bao.example; Bài: " + dyke + "; 2020-01-14 19:23; by [Văn Trọng] [Văn Trọng]; ; lead " + dykeLead + "; 2: Tỉnh hỗ trợ hai tỷ đồng./From đây đến tháng 5, mỗi hộ góp mư; captions []",
			"2@bao.example; " + market + "; 2021-02-03 07:05; by [Hoài Thu] []; ; lead Mờ sáng mồng một, chợ phiên Ba Nghi đã đông người.; 1: Mật ong được giá.; captions []"},
			[]string{"3: no text in it: no text in the message: attachments are not read; save them as files"}},
		{"pandoc.epub", []string{
			"pandoc.epub!/EPUB/text/ch001.xhtml; " + dyke + "; 2020-01-18 00:00; by [] []; ; lead " + dykeLead + "; 6: Tỉnh hỗ trợ hai tỷ đồng./Kinh phí/Mỗi hộ góp mười ngày công.; captions []",
			"pandoc.epub!/EPUB/text/ch002.xhtml; " + market + "; 2020-01-18 00:00; by [] []; ; lead Mờ sáng mồng một, chợ phiên Ba Nghi đã đông người.; 2: Mật ong/Thổ cẩm; captions []"}, nil},
		{"python.eml", []string{"4@bao.example; Mặn vào sâu 22 km; 2015-06-17 07:30; by [Quốc Toàn] []; ; lead Độ mặn tại cầu Vạn Trạch lên tới 7,4‰, cao nhất trong vòng ba mươi năm qua kể từ khi có số liệu quan trắc ở đây.; 1: Nhà máy nước ngừng bơm.; captions []"}, nil},
	} {
		recs, skips := read(t, sampleFile(t, c.name))
		var got, reasons []string
		for _, r := range recs {
			a, err := r.Article()
			if err != nil {
				skips = append(skips, r.Skip(err))
				continue
			}
			got = append(got, sketch(a))
		}
		for _, s := range skips {
			reasons = append(reasons, fmt.Sprintf("%d: %s", s.Line, s.Reason))
		}
		if strings.Join(got, "\n") != strings.Join(c.want, "\n") || strings.Join(reasons, "\n") != strings.Join(c.skips, "\n") {
			t.Errorf("%s:\n%s\nwant\n%s\nleft out %q, want %q", c.name, strings.Join(got, "\n"), strings.Join(c.want, "\n"), reasons, c.skips)
		}
	}
}

// damagedSamples are read cut short, with bytes changed and with pieces twice.
var damagedSamples = []string{"chromium.html", "chromium.mht", "wordpress-export.xml", "wordpress.rss", "wordpress.atom", "wget.warc.gz", "wget.wacz", "python.mbox", "python.eml", "pandoc.epub"}

// TestDamagedWebSamples fails if a damaged file crashes a reader, or is accounted for in more than a line and one for each record. With
// TIMBAO_DAMAGED the number of damaged copies of each sample can be given (1000 take about a minute).
func TestDamagedWebSamples(t *testing.T) {
	copies := 30
	if n, err := strconv.Atoi(os.Getenv("TIMBAO_DAMAGED")); err == nil {
		copies = n
	}
	random := rand.New(rand.NewPCG(1, 2))
	slowest, name := time.Duration(0), ""
	for _, sample := range damagedSamples {
		whole, err := os.ReadFile(sampleFile(t, sample).Path)
		if err != nil {
			t.Fatal(err)
		}
		dir := t.TempDir()
		for i := range copies {
			data := damage(random, whole)
			p := filepath.Join(dir, fmt.Sprintf("%d-%s", i, sample))
			if err := os.WriteFile(p, data, 0o600); err != nil {
				t.Fatal(err)
			}
			begun := time.Now()
			recs, skips := read(t, File{Path: p, Rel: sample, Size: int64(len(data))})
			for _, r := range recs {
				if a, err := r.Article(); err == nil {
					checkArticle(t, a)
				} else {
					skips = append(skips, r.Skip(err))
				}
			}
			if took := time.Since(begun); took > slowest {
				slowest, name = took, sample
			}
			if len(skips) > 1+12 { // the samples have up to twelve records
				t.Errorf("%s, copy %d: %d lines in the account", sample, i, len(skips))
			}
			for _, s := range skips {
				if s.Reason == "" || strings.Contains(s.Reason, "\n") {
					t.Errorf("%s, copy %d: reason %q", sample, i, s.Reason)
				}
			}
			_ = os.Remove(p)
		}
	}
	t.Logf("%d damaged copies of each of %d samples; the slowest took %s (%s)", copies, len(damagedSamples), slowest, name)
}

func damage(r *rand.Rand, data []byte) []byte {
	out := slices.Clone(data)
	switch r.IntN(4) {
	case 0:
		out = out[:r.IntN(len(out))]
	case 1:
		for range 1 + r.IntN(20) {
			out[r.IntN(len(out))] = byte(r.Uint32())
		}
	case 2:
		at := r.IntN(len(out))
		out = append(out[:at:at], out[at/2:]...)
	default:
		at := r.IntN(len(out))
		out = slices.Insert(out, at, []byte("<div><table><tr><td>\x00\xff]]>--a\r\n\r\nFrom \r\nWARC/1.0\r\n")...)
	}
	return out
}
