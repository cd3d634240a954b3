package fieldmap

import (
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"

	"timbao/indexer/charset"
	"timbao/indexer/document"
)

// sketch writes a document in one line.
func sketch(d document.Document) string {
	var blocks []string
	for _, b := range d.Blocks {
		blocks = append(blocks, b.Line())
	}
	return strings.TrimRight(fmt.Sprintf("%s; %s; %s; %s; %v; %s; %s; %s; %v", d.ID, d.Title, d.Lead, d.Published, d.Authors, d.Section, d.URL, strings.Join(blocks, "/"), d.Captions), "; ")
}

func readAll(file string, o Options, isCSV bool) (list []string, err error) {
	split, read := SplitJSON, ReadJSON
	if isCSV {
		split, read = SplitCSV, ReadCSV
	}
	err = split(strings.NewReader(file), o, func(n int, data []byte) error {
		d, err := read(data, o.Fields, charset.Hint{})
		if err != nil {
			list = append(list, fmt.Sprintf("%d %v", n, err))
			return nil
		}
		list = append(list, fmt.Sprintf("%d %s", n, sketch(d)))
		return nil
	})
	return list, err
}

func TestJSON(t *testing.T) {
	for _, c := range []struct {
		name, file string
		o          Options
		want       []string
	}{
		{"one object, English", `{"id":7,"headline":"Đắp đê","summary":"Mở","content":"<p>Một</p><p>Hai</p>","publishedAt":"2020-01-14T19:23:00+07:00","author":{"name":"Văn Trọng"},"category":["Xã hội"],"link":"https://b.example/7"}`, Options{},
			[]string{"1 7; Đắp đê; Mở; 2020-01-14T19:23:00+07:00; [Văn Trọng]; Xã hội; https://b.example/7; Một/Hai; []"}},
		{"a list, Vietnamese", ` [{"Tiêu đề":"Đắp đê","Nội dung":"Một\nHai","Ngày đăng":"14/01/2020","tac_gia":"Văn Trọng, Lê Khánh","ChuyenMuc":"Xã hội","chu_thich":["Đê","Kè"]},{"Tiêu đề":"Hai"}]`, Options{},
			[]string{"1 ; Đắp đê; ; 14/01/2020; [Văn Trọng, Lê Khánh]; Xã hội; ; Một/Hai; [Đê Kè]", "2 ; Hai; ; ; []; ; ; ; []"}},
		{"a list inside", `{"status":"ok","data":{"tags":[{"name":"lũ"}],"items":[{"title":"Một","body":["a","b"]},{"title":"Hai","body":"c"}]}}`, Options{},
			[]string{"1 ; Một; ; ; []; ; ; a/b; []", "2 ; Hai; ; ; []; ; ; c; []"}},
		{"WordPress' interface", `[{"id":5,"date":"2020-01-14T19:23:00","date_gmt":"2020-01-14T12:23:00","title":{"rendered":"Đê &#8211; kè"},"content":{"rendered":"<p>Một</p>","protected":false},"link":"https://b.example/?p=5"}]`, Options{},
			[]string{"1 5; Đê – kè; ; 2020-01-14T19:23:00; []; ; https://b.example/?p=5; Một; []"}},
		{"MongoDB, seconds, blocks", `{"_id":{"$oid":"5e1d"},"title":"T","time":1579004580,"blocks":[{"type":"paragraph","data":{"text":"Một"}},{"type":"paragraph","data":{"text":"Hai"}}]}`, Options{},
			[]string{"1 5e1d; T; ; 2020-01-14T12:23:00Z; []; ; ; Một/Hai; []"}},
		{"a profile", `{"wrap":{"list":[{"h":{"t":"Đê"},"w":[{"n":"A"},{"n":"B"}],"p1":"Một","p2":"Hai","d":20200114}]}}`,
			Options{Records: "wrap.list", Fields: Map{"title": {"h.t"}, "authors": {"w[].n"}, "body": {"p1", "p2"}, "published": {"d"}}},
			[]string{"1 ; Đê; ; 2020-01-14; [A B]; ; ; Một/Hai; []"}},
		{"members that are no articles", `[{"title":"T","body":"a"},3,{"x":1}]`, Options{},
			[]string{"1 ; T; ; ; []; ; ; a; []", "2 malformed data: not a JSON object: json: cannot unmarshal number into Go value of type map[string]interface {}", "3 no field of an article in it: say in timbao.toml, under [source.fields], which names mean title and body"}},
	} {
		for i := range c.want {
			c.want[i] = strings.TrimRight(c.want[i], "; ")
		}
		if got, err := readAll(c.file, c.o, false); err != nil || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s:\n got %q, %v\nwant %q", c.name, got, err, c.want)
		}
	}
}

func TestCSV(t *testing.T) {
	const want = "2 ; Đắp đê; Mở; 14/01/2020; [Văn Trọng]; Xã hội; ; Một/Hai, ba; []"
	for _, c := range []struct {
		name, file string
		o          Options
		want       []string
	}{
		{"commas", "title,lead,date,author,category,content\nĐắp đê,Mở,14/01/2020,Văn Trọng,Xã hội,\"Một\nHai, ba\"\n", Options{}, []string{want}},
		{"semicolons, Vietnamese, a byte order mark, a blank row", "\uFEFFTiêu đề;Sapo;Ngày đăng;Tác giả;Chuyên mục;Nội dung\r\nĐắp đê;Mở;14/01/2020;Văn Trọng;Xã hội;\"Một\r\nHai, ba\"\r\n;;;;;\r\n", Options{}, []string{want}},
		{"tabs, markup", "tieu_de\tmo_ta\tngay\ttac_gia\tmuc\tnoi_dung\nĐắp đê\tMở\t14/01/2020\tVăn Trọng\tXã hội\t<p>Một</p><p>Hai, ba</p>\n", Options{}, []string{want}},
		{"a profile", "a|b\nĐắp đê|Một\n", Options{Delimiter: '|', Fields: Map{"title": {"a"}, "body": {"b"}}}, []string{"2 ; Đắp đê; ; ; []; ; ; Một; []"}},
		{"a quote in the middle", "title,body\nĐắp \"đê\",Một\n", Options{}, []string{"2 ; Đắp \"đê\"; ; ; []; ; ; Một; []"}},
	} {
		if got, err := readAll(c.file, c.o, true); err != nil || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s:\n got %q, %v\nwant %q", c.name, got, err, c.want)
		}
	}
}

func TestRefused(t *testing.T) {
	for _, c := range []struct {
		name, file string
		o          Options
		csv        bool
		want       error
	}{
		{"empty", "", Options{}, false, ErrMalformed},
		{"cut list", `[{"title":"T"},{"ti`, Options{}, false, ErrMalformed},
		{"cut object", `{"title":"T"`, Options{}, false, ErrMalformed},
		{"no articles", `{"version":1,"packages":[{"x":1}]}`, Options{}, false, ErrNoArticle},
		{"a number", `3`, Options{}, false, ErrNoArticle},
		{"the list is not there", `{"a":[]}`, Options{Records: "b"}, false, ErrNoArticle},
		{"the way to it is no object", `[1]`, Options{Records: "b.c"}, false, ErrNoArticle},
		{"a table of numbers", "x,y\n1,2\n", Options{}, true, ErrNoArticle},
		{"UTF-16", "t\x00i\x00", Options{}, true, ErrMalformed},
	} {
		if _, err := readAll(c.file, c.o, c.csv); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// repeated is a text over and over.
type repeated struct{ left int }

func (r *repeated) Read(p []byte) (int, error) {
	if r.left <= 0 {
		return 0, io.EOF
	}
	for i := range p {
		p[i] = 'x'
	}
	r.left -= len(p)
	return len(p), nil
}

func TestHugeRecords(t *testing.T) {
	none := func(int, []byte) error { return nil }
	if err := SplitJSON(io.MultiReader(strings.NewReader(`[{"title":"`), &repeated{3 * MaxRow}), Options{}, none); !errors.Is(err, ErrTooLarge) {
		t.Errorf("JSON: %v", err)
	}
	if err := SplitCSV(io.MultiReader(strings.NewReader("title,body\n\""), &repeated{3 * MaxRow}), Options{}, none); !errors.Is(err, ErrTooLarge) {
		t.Errorf("CSV: %v", err)
	}
	if err := SplitJSON(io.MultiReader(strings.NewReader(`{"a":"`), &repeated{MaxFile + 100}), Options{}, none); !errors.Is(err, ErrTooLarge) {
		t.Errorf("an object: %v", err)
	}
}

func FuzzData(f *testing.F) {
	for _, s := range []string{`{"title":"T","body":[{"text":"a"}]}`, `[{"a":{"b":[[["c"]]]}}]`, "title,body\na,\"b\nc\"\n", "tiêu đề;nội dung\n\xb5;\xb8", `{"data":{"items":[{"title":{"rendered":"x"}}]}}`} {
		f.Add(s)
	}
	f.Fuzz(func(_ *testing.T, s string) {
		for _, isCSV := range []bool{false, true} {
			_, _ = readAll(s, Options{}, isCSV)
			_, _ = readAll(s, Options{Records: "a.b", Fields: Map{"title": {"a.b[].c"}, "body": {"b"}}}, isCSV)
		}
	})
}
