package alto

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func sample(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "testdata", "formats", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestReadPage(t *testing.T) {
	p, err := ReadPage(sample(t, "trang-0007.xml"))
	if err != nil || len(p.Blocks) != 13 || p.Blocks[1].Text != "Khai giảng muộn ở A Xoong" {
		t.Fatalf("%+v, %v", p, err)
	}
	if got := p.Blocks[1].Box.String(); got != "pct:7.7,7.4,53,2.8" {
		t.Errorf("box %s", got)
	}
	const divided = `<alto><Layout><Page WIDTH="10" HEIGHT="10" PHYSICAL_IMG_NR="3"><TextBlock ID="a" HPOS="1" VPOS="2" WIDTH="3" HEIGHT="4">
<TextLine><String CONTENT="chính"/><SP/><String CONTENT="inter" SUBS_TYPE="HypPart1" SUBS_CONTENT="internet"/><HYP CONTENT="-"/></TextLine>
<TextLine><String CONTENT="net" SUBS_TYPE="HypPart2" SUBS_CONTENT="internet"/><SP/><String CONTENT="&amp;"/></TextLine></TextBlock></Page></Layout></alto>`
	if p, err = ReadPage([]byte(divided)); err != nil || p.Number != 3 || len(p.Blocks) != 1 || p.Blocks[0].Text != "chính internet &" {
		t.Errorf("%+v, %v", p, err)
	}
	latin := `<?xml version="1.0" encoding="windows-1258"?><alto><Page WIDTH="1" HEIGHT="1"><TextBlock><String CONTENT="` + "\xD0\xE0" + `"/></TextBlock></Page></alto>`
	if p, err = ReadPage([]byte(latin)); err != nil || p.Blocks[0].Text != "Đà" {
		t.Errorf("windows-1258: %+v, %v", p, err)
	}
	for _, bad := range []string{"", "<alto/>", "<alto><Page", "<alto><Page></alto>x<"} {
		if p, err := ReadPage([]byte(bad)); err == nil && len(p.Blocks) > 0 || err != nil && !errors.Is(err, ErrDamaged) {
			t.Errorf("%q: %+v, %v", bad, p, err)
		}
	}
}

func TestReadMETS(t *testing.T) {
	i, err := ReadMETS(sample(t, "so-412/so-412-mets.xml"))
	if err != nil || len(i.Articles) != 2 || i.Title != "Báo Thạch Giang, số 412" || i.Date != "2010-09-13" || !i.Names("so-bao-0002.xml") || i.Names("x.xml") {
		t.Fatalf("%+v, %v", i, err)
	}
	if _, err := ReadMETS([]byte("<mets><structMap TYPE='LOGICAL'><div TYPE='ARTICLE'/></structMap></mets>")); !errors.Is(err, ErrNoArticles) {
		t.Errorf("no blocks: %v", err)
	}
	for in, want := range map[string]string{"file://./ALTO/1.xml": "ALTO/1.xml", "../../etc/passwd": "etc/passwd", `.\ALTO\1.xml`: "ALTO/1.xml", "file:///srv/1.xml": "srv/1.xml"} {
		if got := cleanPath(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// A box that is joined holds both.
func TestBox_Join(t *testing.T) {
	box := rapid.Custom(func(t *rapid.T) Box {
		f := rapid.Float64Range(0.01, 0.5)
		return Box{f.Draw(t, "left"), f.Draw(t, "top"), f.Draw(t, "width"), f.Draw(t, "height")}
	})
	holds := func(a, b Box) bool {
		const e = 1e-9
		return a.Left <= b.Left+e && a.Top <= b.Top+e && a.Left+a.Width >= b.Left+b.Width-e && a.Top+a.Height >= b.Top+b.Height-e
	}
	rapid.Check(t, func(t *rapid.T) {
		a, b := box.Draw(t, "a"), box.Draw(t, "b")
		if j := a.Join(b); !holds(j, a) || !holds(j, b) || a.Join(Box{}) != a || (Box{}).Join(b) != b {
			t.Errorf("%+v and %+v: %+v", a, b, j)
		}
	})
}

// Damaged in 1,000 ways, neither sample breaks its reader.
func TestDamagedSamples(t *testing.T) {
	rnd := rand.New(rand.NewPCG(9, 10))
	page, issue := sample(t, "trang-0007.xml"), sample(t, "so-412/so-412-mets.xml")
	for i := range 1000 {
		data := bytes.Clone(page)
		if i%2 == 1 {
			data = bytes.Clone(issue)
		}
		if i%3 == 0 {
			data = data[:rnd.IntN(len(data))]
		}
		for range 1 + rnd.IntN(6) {
			if len(data) > 0 {
				data[rnd.IntN(len(data))] = byte(rnd.Uint32())
			}
		}
		if i%2 == 1 {
			m, err := ReadMETS(data)
			if err == nil {
				for _, a := range m.Articles {
					_, _ = m.Assemble(a, func(string) (*Page, error) { return ReadPage(page) })
				}
			}
			continue
		}
		if p, err := ReadPage(data); err == nil {
			_ = p.Document()
		}
	}
}

func FuzzReadPage(f *testing.F) {
	f.Add(string(sample(f, "trang-0007.xml")))
	f.Add(string(sample(f, "so-412/so-412-mets.xml")))
	f.Fuzz(func(t *testing.T, data string) {
		if p, err := ReadPage([]byte(data)); err == nil && strings.Contains(p.Document().Encoding, "x") {
			t.Error("an encoding")
		}
		_, _ = ReadMETS([]byte(data))
	})
}
