package article

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"timbao/indexer/charset"
)

func parseLine(line string) (*Article, error) {
	return Record{ID: "tin.jsonl#1", Data: []byte(line), Source: Source{Format: "jsonl"}}.Article()
}

func TestJSONFields(t *testing.T) {
	at := time.Date(2020, 1, 14, 19, 23, 0, 0, zone)
	full := Article{ID: "a-1", Title: "Tiêu đề", Lead: "Mở đầu.", Body: []string{"Một.", `Hai "ba".`}, Captions: []string{"Ảnh."}, Published: at,
		Authors: []string{"Văn A", "Văn B"}, Byline: "Văn A, Văn B", Section: "Y tế", Place: "Hòa Lâm", URL: "https://bao.example/1"}
	for _, c := range []struct {
		name, line string
		want       Article
	}{
		{"all fields", `{"id":"a-1","title":"Tiêu đề","lead":"Mở đầu.","body":"Một.\n\nHai \"ba\".\n","captions":["Ảnh.","Ảnh."],` +
			`"date":"2020-01-14T12:23:00Z","author":"Văn A, Văn B","section":"Y tế","url":"https://bao.example/1","place":"Hòa Lâm","views":7}`, full},
		{"lists, our own names, unknown fields of every kind", bom + ` { "id" : "a-1" , "title":" Tiêu đề\r\n","lead":"Mở đầu.","body":["Một.","Hai \"ba\"./."],` +
			`"captions":"Ảnh.","published":"14/01/2020 19:23","authors":["Văn A","Văn B"],"section":["Y tế"],"url":"https://bao.example/1",` +
			`"place":"Hòa Lâm","x":{"y":[1,2.5e3,{}]},"z":null,"guessed":[],"v":0.5} `, full},
		{"number for an id, date without time", `{"id":42,"title":"Tiêu đề","date":"14/01/2020"}`,
			Article{ID: "42", Title: "Tiêu đề", Published: time.Date(2020, 1, 14, 0, 0, 0, 0, zone)}},
		{"no id", `{"title":"Tiêu đề"}`, Article{ID: "tin.jsonl#1", Title: "Tiêu đề"}},
		{"empty id, null title", `{"id":"","title":null,"lead":"Mở đầu."}`,
			Article{ID: "tin.jsonl#1", Title: "Mở đầu.", Lead: "Mở đầu.", Guessed: []string{"title"}}},
		{"an empty title is one", `{"title":"","lead":"Mở đầu."}`, Article{ID: "tin.jsonl#1", Lead: "Mở đầu."}},
		{"a date that is none", `{"title":"T","date":"hôm qua"}`, Article{ID: "tin.jsonl#1", Title: "T"}},
		{"the last of two", `{"title":"T","title":"U"}`, Article{ID: "tin.jsonl#1", Title: "U"}},
		{"byline as printed", `{"title":"T","byline":"Tin: Văn A - Ảnh: Văn B"}`,
			Article{ID: "tin.jsonl#1", Title: "T", Byline: "Tin: Văn A - Ảnh: Văn B", Authors: []string{"Văn A"}, Photographers: []string{"Văn B"}}},
		{"signature in the body", `{"title":"T","body":"Một.\nMộc Miên (Tổng hợp)"}`, Article{ID: "tin.jsonl#1", Title: "T",
			Body: []string{"Một.", "Mộc Miên (Tổng hợp)"}, Byline: "Mộc Miên (Tổng hợp)", Authors: []string{"Mộc Miên"}, Guessed: []string{"byline"}}},
		{"dateline", `{"title":"T","lead":"Hòa Lâm - Sáng 14-1, họp."}`,
			Article{ID: "tin.jsonl#1", Title: "T", Lead: "Hòa Lâm - Sáng 14-1, họp.", Place: "Hòa Lâm"}},
		{"escapes, half a pair, NUL", `{"title":"\u0110\uD83D\uDE00\ud83d\t\/\u0000x"}`, Article{ID: "tin.jsonl#1", Title: "Đ😀\uFFFD\t/\uFFFDx"}},
		{"bad UTF-8", "{\"title\":\"T\xFFx\"}", Article{ID: "tin.jsonl#1", Title: "T\uFFFDx", Guessed: []string{"encoding"}}},
	} {
		c.want.Source = Source{Format: "jsonl", Encoding: "UTF-8"}
		got, err := parseLine(c.line)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		} else if !reflect.DeepEqual(*got, c.want) {
			t.Errorf("%s:\n got %s\nwant %s", c.name, asJSON(got), asJSON(&c.want))
		}
	}
}

func TestMalformedJSON(t *testing.T) {
	for line, want := range map[string]error{
		`{`: ErrMalformed, `{"title"}`: ErrMalformed, `{"title":"T"`: ErrMalformed, `{"title":"T"}x`: ErrMalformed, `[1]`: ErrMalformed,
		`null`: ErrMalformed, `"T"`: ErrMalformed, `{"title":"T",}`: ErrMalformed, `{"title":"\x"}`: ErrMalformed, `{"a":nul,"title":"T"}`: ErrMalformed,
		"{\"title\":\"a\tb\"}": ErrMalformed, `{"title":"\u12"}`: ErrMalformed, `{'title':'T'}`: ErrMalformed, `{"id":01,"title":"T"}`: ErrMalformed,
		"\x00\x01": ErrMalformed, `{}`: ErrEmpty, `{"id":"1"}`: ErrEmpty, `{"title":" ","body":"\n \n"}`: ErrEmpty, `{"title":{"a":1}}`: ErrEmpty,
	} {
		if a, err := parseLine(line); !errors.Is(err, want) {
			t.Errorf("%s: article %v, error %v, want %v", line, a, err, want)
		} else if strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: the reason has more than one line: %q", line, err)
		}
	}
}

// checkDecoders fails unless the fast decoder agrees with the general one wherever it does not give up.
func checkDecoders(t interface{ Fatalf(string, ...any) }, line string) (fast bool) {
	got, ok := scanObject(line)
	if !ok {
		return false
	}
	want, err := decodeObject([]byte(line))
	if err != nil {
		t.Fatalf("fast decoder took %q, which is malformed: %v", line, err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("%q:\nfast    %+v\ngeneral %+v", line, got, want)
	}
	return true
}

func TestDecodersAgree(t *testing.T) {
	keys := []string{"id", "title", "lead", "body", "captions", "date", "published", "author", "authors", "photographers", "byline", "section", "url",
		"place", "other", "Title", ""}
	text := rapid.OneOf(rapid.String(), rapid.StringOf(rapid.RuneFrom([]rune("ab\n\r\t\"\\/Đế\u0301\u200b😀\u2028\u0000<>&"))))
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		odd := false // a value the fast decoder leaves to the general one
		b.WriteByte('{')
		for i := range rapid.IntRange(0, 6).Draw(t, "members") {
			if i > 0 {
				b.WriteString(rapid.SampledFrom([]string{",", " ,\t", ",\r\n"}).Draw(t, "comma"))
			}
			nested := false
			var v any = text.Draw(t, "text")
			switch rapid.IntRange(0, 7).Draw(t, "kind") {
			case 0:
				v = rapid.SliceOfN(text, 0, 3).Draw(t, "list")
			case 1:
				v = rapid.SampledFrom([]any{nil, true, false, 7, 20200114}).Draw(t, "literal")
			case 2:
				v = rapid.SampledFrom([]any{0, -3, 2.5, json.RawMessage("1e5")}).Draw(t, "number")
			case 3:
				v = rapid.SampledFrom([]any{map[string]any{"title": "]\""}, []any{"a", 1}, []any{[]any{}}, map[string]any{}}).Draw(t, "nested")
				nested = true
			}
			raw, err := json.Marshal(v)
			if err != nil {
				t.Fatal(err)
			}
			key := rapid.SampledFrom(keys).Draw(t, "key")
			odd = odd || nested && new(object).slot(key) != nil
			fmt.Fprintf(&b, "%q", key)
			b.WriteString(rapid.SampledFrom([]string{":", " : "}).Draw(t, "colon"))
			b.Write(raw)
		}
		b.WriteByte('}')
		line := b.String()
		if fast := checkDecoders(t, line); fast == odd {
			t.Fatalf("fast decoder took it: %v, expected %v: %s", fast, !odd, line)
		}
		// A line cut short or with one byte changed must be judged alike too.
		at := rapid.IntRange(0, len(line)-1).Draw(t, "at")
		checkDecoders(t, line[:at])
		checkDecoders(t, strings.ToValidUTF8(line[:at]+string(rapid.Byte().Draw(t, "byte")&0x7F)+line[at+1:], "?"))
	})
}

// TestRecordsComeBack writes random articles as JSONL records and reads them back.
func TestRecordsComeBack(t *testing.T) {
	word := rapid.StringOfN(rapid.RuneFrom([]rune("aăâbcdđeêơư\u0301Ðx\"\\")), 1, 8, -1)
	text := rapid.Custom(func(t *rapid.T) string {
		return "Câu " + strings.Join(rapid.SliceOfN(word, 1, 12).Draw(t, "words"), " ") + " hết."
	})
	rapid.Check(t, func(t *rapid.T) {
		want := Article{ID: word.Draw(t, "id"), Title: text.Draw(t, "title"), Lead: text.Draw(t, "lead"),
			Body: rapid.SliceOfN(text, 1, 5).Draw(t, "body"), Section: word.Draw(t, "section"), Place: word.Draw(t, "place"),
			Published: time.Unix(rapid.Int64Range(0, 2e9).Draw(t, "seconds"), 0).In(zone), Source: Source{Format: "jsonl", Encoding: "UTF-8"}}
		line, err := json.Marshal(map[string]any{"id": want.ID, "title": want.Title, "lead": want.Lead, "body": strings.Join(want.Body, "\n"),
			"section": want.Section, "place": want.Place, "date": want.Published})
		if err != nil {
			t.Fatal(err)
		}
		got, err := parseLine(string(line))
		if err != nil {
			t.Fatal(err)
		}
		if !got.Published.Equal(want.Published) {
			t.Fatalf("published %s, want %s", got.Published, want.Published)
		}
		got.Published = want.Published
		if !reflect.DeepEqual(*got, want) {
			t.Fatalf("got  %s\nwant %s", asJSON(got), asJSON(&want))
		}
	})
}

// TestArticleReadsItself stores an article as the program prints it and reads that.
func TestArticleReadsItself(t *testing.T) {
	want := readText(t, string(readSeed(t)))
	got, err := parseLine(asJSON(want))
	if err != nil {
		t.Fatal(err)
	}
	if !got.Published.Equal(want.Published) {
		t.Errorf("published %s, want %s", got.Published, want.Published)
	}
	got.Published, got.Source = want.Published, want.Source
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %s\nwant %s", asJSON(got), asJSON(want))
	}
}

// TestJSONHidden reads records whose strings went through a wrong decoder before they became JSON.
func TestJSONHidden(t *testing.T) {
	for _, c := range []struct{ name, line, title, encoding string }{
		{"TCVN3", `{"title":"Héi nghÞ triÓn khai nhiÖm vô","body":"S¸ng 14-1, ®ång chÝ BÝ th\u00ad TØnh ñy ph¸t biÓu.","section":"Thời sự"}`,
			"Hội nghị triển khai nhiệm vụ", "TCVN3 in UTF-8"},
		{"VNI, escaped", `{"title":"Hoäi nghò trieån khai nhieäm vuï","body":["Sa\u00f9ng 14-1, \u00f1oàng chí Bí thö."]}`, "Hội nghị triển khai nhiệm vụ", "VNI in UTF-8"},
		{"UTF-8 twice", `{"title":"Há»™i nghá»‹ triá»ƒn khai nhiá»‡m vá»¥"}`, "Hội nghị triển khai nhiệm vụ", charset.UTF8Twice},
		{"VIQR", `{"title":"Ho^.i nghi. trie^?n khai nhie^.m vu.","body":"DDo^` + "`" + `ng chi' Bi' thu+ pha't bie^?u."}`, "Hội nghị triển khai nhiệm vụ", charset.VIQR},
		{"TCVN3 bytes", "{\"title\":\"H\xe9i ngh\xde tri\xd3n khai nhi\xd6m v\xf4\"}", "Hội nghị triển khai nhiệm vụ", charset.TCVN3},
		{"French", `{"title":"L'été à Huế, déjà","body":"Où étaient-ils allés en été ?"}`, "L'été à Huế, déjà", charset.UTF8},
		{"a short name among plain text", `{"title":"Hội nghị","place":"Hà Nam","lead":"Hà Nam"}`, "Hội nghị", charset.UTF8},
	} {
		a, err := parseLine(c.line)
		if err != nil || a.Title != c.title || a.Source.Encoding != c.encoding {
			t.Errorf("%s: %+v, %v", c.name, a, err)
		}
		if err == nil && strings.Contains(c.line, "Thời sự") && (a.Section != "Thời sự" || a.Body[0] != "Sáng 14-1, đồng chí Bí thư Tỉnh ủy phát biểu.") {
			t.Errorf("%s: %+v", c.name, a)
		}
	}
}
