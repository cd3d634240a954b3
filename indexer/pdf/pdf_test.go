package pdf

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"timbao/indexer/document"
)

func sample(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "testdata", "formats", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func text(d *document.Document) string {
	var b strings.Builder
	for _, block := range d.Blocks {
		b.WriteString(string("PHCRI"[block.Kind]) + " " + block.Line() + "\n")
	}
	return b.String()
}

func TestRead_oneColumn(t *testing.T) {
	for name, encoding := range map[string]string{"dong-muoi.pdf": "", "dong-muoi-vni.pdf": "VNI"} {
		d, err := Read(t.Context(), sample(t, name), 0)
		if err != nil {
			t.Fatal(err)
		}
		got := text(d)
		for _, want := range []string{
			"H Đồng muối Cửa Tràm vào vụ\n", "P Cập nhật lúc08:30, Thứ Hai, 05/10/2009 (GMT+7)\n", "sau ba tháng mưa dầm khiến hơn 120 ha ruộng bỏ không.\n",
			"P Bà Trần Thị Thơm cào muối trên đồng Bình Khê. Ảnh: Hồ Nghị\n", "H Nỗi lo nước ngọt\n", "R Xã | Diện tích (ha) | Sản lượng (tấn)\n",
			"R Tràm Đông | 86 | 3.150\n", "P Bài, ảnh: Hồ Nghị\n",
		} {
			if !strings.Contains(got, want) {
				t.Errorf("%s: no %q in\n%s", name, want, got)
			}
		}
		if d.Encoding != encoding || d.Weak.Title != "Đồng muối Cửa Tràm vào vụ" || strings.Join(d.Weak.Authors, "|") != "Phòng máy" || !strings.HasPrefix(d.Weak.Published, "2026-11-24T") {
			t.Errorf("%s: encoding %q, weak %+v", name, d.Encoding, d.Weak)
		}
	}
}

// The pages of an issue are read one by one: each has its title, and no running head.
func TestRead_issue(t *testing.T) {
	data := sample(t, "so-bao.pdf")
	if s, err := Look(t.Context(), data); err != nil || !s.Issue || s.Pages != 2 {
		t.Fatalf("%+v, %v", s, err)
	}
	for page, want := range map[int]string{1: "H Khai giảng muộn ở A Xoong\n", 2: "H Cảng Cửa Tràm đón tàu 5.000 tấn\n"} {
		d, err := Read(t.Context(), data, page)
		if err != nil {
			t.Fatal(err)
		}
		if got := text(d); !strings.HasPrefix(got, want) || strings.Contains(got, "Thứ Hai 13-9") || strings.Count(got, "H ") != 1 {
			t.Errorf("page %d: %s", page, got)
		}
	}
	if s, err := Look(t.Context(), sample(t, "ho-can.pdf")); err != nil || s.Issue {
		t.Errorf("a document of an office: %+v, %v", s, err)
	}
}

func TestRead_refuses(t *testing.T) {
	for name, want := range map[string]error{"anh-quet.pdf": ErrNoText, "khoa.pdf": ErrEncrypted} {
		if _, err := Read(t.Context(), sample(t, name), 0); !errors.Is(err, want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Read(t.Context(), []byte("%PDF-1.4\n"), 0); !errors.Is(err, ErrDamaged) {
		t.Errorf("cut: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Read(ctx, sample(t, "ho-can.pdf"), 0); err == nil {
		t.Error("a run that is over reads on")
	}
}

func TestJoinLines(t *testing.T) {
	for _, c := range [][3]string{
		{"Sa-vẳn-", "na-khẹt", "Sa-vẳn-na-khẹt"}, {"Hòa Lâm -", "Cửa Tràm", "Hòa Lâm - Cửa Tràm"}, {"hội", "đồng", "hội đồng"},
		{"inter\u00AD", "net", "internet"}, {"quý I-", "2010", "quý I- 2010"},
	} {
		if got := joinLines(c[0], c[1]); got != c[2] {
			t.Errorf("%q + %q: %q, want %q", c[0], c[1], got, c[2])
		}
	}
	for s, want := range map[string]bool{"7": true, "Trang 12": true, "- 3 -": true, "2/16": true, "Trang đầu": false, "120 ha": false, "": false} {
		if isNumber(s) != want {
			t.Errorf("%q is a page's number: %v", s, !want)
		}
	}
}

var damagedInputs = flag.Int("damaged", 60, "how many damaged files TestDamagedSamples reads")

// Damaged in many ways, no sample breaks the reader or holds it up. 1,000 of them take half a minute: -damaged 1000.
func TestDamagedSamples(t *testing.T) {
	names := []string{"ho-can.pdf", "dong-muoi-vni.pdf", "so-bao.pdf", "ho-can-vntime.pdf"}
	rnd := rand.New(rand.NewPCG(5, 6))
	bad := 0
	for i := range *damagedInputs {
		data := bytes.Clone(sample(t, names[i%len(names)]))
		if i%4 == 0 {
			data = data[:rnd.IntN(len(data))]
		}
		for range 1 + rnd.IntN(30) {
			if len(data) > 0 {
				data[rnd.IntN(len(data))] = byte(rnd.Uint32())
			}
		}
		begun := time.Now()
		d, err := Read(t.Context(), data, i%3)
		if took := time.Since(begun); took > 20*time.Second {
			t.Errorf("input %d took %v", i, took)
		}
		if err != nil {
			bad++
		} else if d == nil {
			t.Fatal("neither a document nor an error")
		}
	}
	t.Logf("%d of %d could not be read", bad, *damagedInputs)
}
