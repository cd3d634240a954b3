package office

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"timbao/indexer/document"
)

// read reads a file as its name says.
func read(name string, data []byte) (*document.Document, error) {
	switch filepath.Ext(name) {
	case ".docx":
		return DOCX(data)
	case ".odt":
		return ODT(data)
	case ".doc":
		return DOC(data)
	}
	return RTF(data)
}

func samples(t testing.TB) map[string][]byte {
	t.Helper()
	names, err := filepath.Glob(filepath.Join("..", "..", "testdata", "formats", "dong-muoi*"))
	if err != nil {
		t.Fatal(err)
	}
	found := map[string][]byte{}
	for _, name := range names {
		if filepath.Ext(name) == ".pdf" {
			continue
		}
		if found[filepath.Base(name)], err = os.ReadFile(name); err != nil {
			t.Fatal(err)
		}
	}
	if len(found) < 10 {
		t.Fatalf("%d samples", len(found))
	}
	return found
}

func lines(d *document.Document) string {
	var b strings.Builder
	for _, block := range d.Blocks {
		b.WriteString(string("PHCRI"[block.Kind]) + " " + block.Line() + "|")
	}
	return b.String()
}

// What the programs note by themselves is there, and weak.
func TestWeakFields(t *testing.T) {
	for name, data := range samples(t) {
		d, err := read(name, data)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if d.Weak.Title != "Đồng muối Cửa Tràm vào vụ" || strings.Join(d.Weak.Authors, "|") != "Phòng máy" || !strings.HasPrefix(d.Weak.Published, "2009-10-05T08:30:00") {
			t.Errorf("%s: %+v", name, d.Weak)
		}
		if text := lines(d); strings.Contains(text, "Bản tin nội bộ") || strings.Contains(text, "Trang") {
			t.Errorf("%s has its header or footer in its text: %s", name, text)
		}
	}
}

func TestRTF(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"code page 1258":            {`{\rtf1\ansi\ansicpg1258 Ti\'ea\'ecng Vi\'ea\'f2t \'d0\'e0 N\'e3\'deng\par}`, "P Tiếng Việt Đà Nẵng|"},
		"a font's own code page":    {`{\rtf1\ansi{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset163 Times;}}\f1 \'d0\'f4\'ccng \f0 \'d0\par}`, "P Đồng Ð|"},
		"numbers of characters":     {`{\rtf1\uc1 H\u7897?i \u273\'3f\u7891?ng \uc0\u272\uc2\u7841xyz\par}`, "P Hội đồng Đạz|"},
		"a pair of halves":          {`{\rtf1 \u-10179?\u-8704?\par}`, "P \U0001F600|"},
		"a legacy font":             {`{\rtf1{\fonttbl{\f0 Arial;}{\f1 .VnTime;}{\f2 .VnTimeH;}}\f1 C\'e9ng h\'dfa\f2  x\'b7\par}`, "P Cộng hòa XÃ|"},
		"both ways of one text":     {`{\rtf1{\upr{sai}{\*\ud{\u273?\u250?ng}}}\par}`, "P đúng|"},
		"left out":                  {`{\rtf1{\header \'e9 x}{\*\generator y;}a{\v \'e9 n}{\deleted b}{\field{\*\fldinst HYPERLINK "x"}{\fldrslt c}}{\pict 00ff}\par}`, "P ac|"},
		"a note follows":            {`{\rtf1 a{\footnote b\par c}d\par e\par}`, "P ad|P b|P c|P e|"},
		"a table":                   {`{\rtf1\trowd\pard\intbl a\cell b\cell\row\pard c\par}`, "R a | b|P c|"},
		"a layout table":            {`{\rtf1\trowd\pard\intbl a\par b\cell\row\pard c\par}`, "P a|P b|P c|"},
		"a heading and a list":      {`{\rtf1{\stylesheet{\s1 heading 1;}{\s2 Title;}}\pard\s2 T\par\pard\s1 H\par\pard\ls1 i\par}`, "H T|H H|I i|"},
		"binary data":               {"{\\rtf1 a{\\pict\\bin5 }}{}\\}b\\par}", "P ab|"},
		"marks":                     {`{\rtf1 a\tab b\line c\~d\_e\emdash f\{g\}\par}`, "P a b\nc\u00A0d-e—f{g}|"},
		"cut":                       {`{\rtf1{\fonttbl{\f0 Arial;}}\f0 Mot doan\par Hai`, "P Mot doan|P Hai|"},
		"a stand-in that is escape": {`{\rtf1\uc1\u7897\'f4i\par}`, "P ội|"},
	} {
		d, err := RTF([]byte(c.in))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if got := lines(d); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	if _, err := RTF([]byte(strings.Repeat("{", 5000))); !errors.Is(err, ErrDamaged) {
		t.Errorf("not RTF: %v", err)
	}
	if _, err := RTF([]byte("{\\rtf1" + strings.Repeat("{", 5000))); !errors.Is(err, ErrDamaged) {
		t.Errorf("deep: %v", err)
	}
}

// zipped makes a zip of names and contents, in turn.
func zipped(t testing.TB, files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		m, err := w.Create(files[i])
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.WriteString(m, files[i+1])
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestDOCX(t *testing.T) {
	const open = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="x"><w:body>`
	for name, c := range map[string]struct{ in, want string }{
		"changes that are tracked": {`<w:p><w:r><w:t>a</w:t></w:r><w:del><w:r><w:delText>b</w:delText></w:r></w:del><w:ins><w:r><w:t>c</w:t></w:r></w:ins></w:p>`, "P ac|"},
		"a text box, once":         {`<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>hộp</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>hộp</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent><w:t>đoạn</w:t></w:r></w:p>`, "P đoạn|P hộp|"},
		"a field":                  {`<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>x</w:t></w:r></w:p>`, "P x|"},
		"hidden text":              {`<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>a</w:t></w:r><w:r><w:t>b</w:t></w:r></w:p>`, "P b|"},
		"a list":                   {`<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>`, "I a|"},
		"a legacy run":             {`<w:p><w:r><w:rPr><w:rFonts w:ascii="VNI-Times"/></w:rPr><w:t>Coä</w:t></w:r><w:r><w:rPr><w:rFonts w:ascii="VNI-Times"/><w:b/></w:rPr><w:t>ng</w:t></w:r></w:p>`, "P Cộng|"},
		"a table in a table":       {`<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/></w:tc></w:tr></w:tbl>`, "R a | b|"},
		"a page's layout":          {`<w:tbl><w:tr><w:tc><w:p><w:r><w:t>ngắn</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>` + strings.Repeat("dài ", 200) + `</w:t></w:r></w:p></w:tc></w:tr></w:tbl>`, "P ngắn|P " + strings.TrimSpace(strings.Repeat("dài ", 200)) + "|"},
	} {
		d, err := DOCX(zipped(t, "word/document.xml", open+c.in+"</w:body></w:document>"))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if got := lines(d); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	other := zipped(t, "_rels/.rels", `<Relationships><Relationship Type="x/officeDocument" Target="/word/document2.xml"/></Relationships>`,
		"word/document2.xml", open+`<w:p><w:r><w:t>a</w:t></w:r></w:p></w:body></w:document>`)
	if d, err := DOCX(other); err != nil || lines(d) != "P a|" {
		t.Errorf("a part of another name: %v", err)
	}
	if _, err := DOCX(zipped(t, "word/document.xml", open+strings.Repeat(" ", maxPart))); !errors.Is(err, ErrTooLarge) {
		t.Errorf("a bomb: %v", err)
	}
	if _, err := DOCX(zipped(t, "a.txt", "")); !errors.Is(err, ErrDamaged) {
		t.Errorf("no document: %v", err)
	}
}

// Damaged in 1,000 ways each, no sample breaks its reader, holds it up or takes much memory.
func TestDamagedSamples(t *testing.T) {
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(512 << 20))
	rnd := rand.New(rand.NewPCG(3, 4))
	for _, name := range []string{"dong-muoi.doc", "dong-muoi-vntime.rtf", "dong-muoi.docx", "dong-muoi-vntime.odt"} {
		whole := samples(t)[name]
		bad := 0
		for i := range 1000 {
			data := bytes.Clone(whole)
			if i%4 == 0 {
				data = data[:rnd.IntN(len(data))]
			}
			for range 1 + rnd.IntN(12) {
				if len(data) > 0 {
					data[rnd.IntN(len(data))] = byte(rnd.Uint32())
				}
			}
			if i%2 == 1 && whole[0] == 'P' {
				data = damagedInside(t, whole, rnd)
			}
			begun := time.Now()
			d, err := read(name, data)
			if took := time.Since(begun); took > 3*time.Second {
				t.Errorf("input %d of %s took %v", i, name, took)
			}
			if err != nil {
				bad++
			} else if d == nil {
				t.Fatalf("input %d of %s: neither a document nor an error", i, name)
			}
		}
		t.Logf("%s: %d of 1000 could not be read", name, bad)
	}
}

// damagedInside is a zip whose members are whole for the zip and damaged for who reads them.
func damagedInside(t *testing.T, whole []byte, rnd *rand.Rand) []byte {
	z, err := zip.NewReader(bytes.NewReader(whole), int64(len(whole)))
	if err != nil {
		t.Fatal(err)
	}
	var files []string
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(f.Name, ".xml") && len(data) > 0 {
			at := rnd.IntN(len(data))
			switch rnd.IntN(3) {
			case 0:
				data = data[:at]
			case 1:
				data[at] = byte(rnd.Uint32())
			default: // a piece twice
				data = append(data[:at:at], data[rnd.IntN(at+1):]...)
			}
		}
		files = append(files, f.Name, string(data))
	}
	return zipped(t, files...)
}

func fuzzed(f *testing.F, ext string) {
	for name, data := range samples(f) {
		if filepath.Ext(name) == ext {
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if d, err := read("x"+ext, data); err == nil && d == nil {
			t.Error("neither a document nor an error")
		}
	})
}

func FuzzDOC(f *testing.F)  { fuzzed(f, ".doc") }
func FuzzDOCX(f *testing.F) { fuzzed(f, ".docx") }
func FuzzODT(f *testing.F)  { fuzzed(f, ".odt") }
func FuzzRTF(f *testing.F)  { fuzzed(f, ".rtf") }
