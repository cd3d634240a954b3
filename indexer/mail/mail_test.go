package mail

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

func crlf(s string) []byte { return []byte(strings.ReplaceAll(s, "\n", "\r\n")) }

func lines(d document.Document) string {
	var out []string
	for _, b := range d.Blocks {
		out = append(out, b.Line())
	}
	return strings.Join(out, "/")
}

func TestRead(t *testing.T) {
	for _, c := range []struct{ name, message, title, author, text string }{
		{"plain", "From: Văn Trọng <a@b.example>\nSubject: Đắp đê\n\nMột.\nHai.\n\nBa.\n-- \nVăn Trọng\n", "Đắp đê", "Văn Trọng", "Một.\nHai./Ba."},
		{"encoded words over two lines, in two charsets", "From: =?windows-1258?Q?Ho=E0i_Thu?= <a@b.example>\nSubject: =?utf-8?B?xJDhuq9w?=\n =?utf-8?B?IMSRw6o=?=\n\nMột.", "Đắp đê", "Hoài Thu", "Một."},
		{"no name", "From: a@b.example\nSubject: Re: Fwd: [Tin] Đê\n\nMột.", "[Tin] Đê", "", "Một."},
		{"quoted-printable", "Subject: T\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\nM=E1=BB=99t =\nhai", "T", "", "Một hai"},
		{"base64 of windows-1258", "Subject: T\nContent-Type: text/html; charset=windows-1258\nContent-Transfer-Encoding: base64\n\nPHA+SOAgTvTyaSB24CBT4GkgR2/MbjwvcD4=", "T", "", "Hà Nội và Sài Gòn"},
		{"flowed", "Subject: T\nContent-Type: text/plain; format=flowed\n\nMột hai \nba.\nBốn.\n", "T", "", "Một hai ba./Bốn."},
		{"an answer does not repeat what it answers", "Subject: Re: T\n\nĐồng ý.\n> Một.\n> Hai.\n", "T", "", "Đồng ý."},
		{"forwarded mail is the text", "Subject: Fwd: T\n\n> Một.\n> Hai.\n", "T", "", "Một.\nHai."},
		{"alternatives and a picture", "Subject: T\nContent-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\nMột\nhai\n--b\nContent-Type: text/html\n\n<p>Một hai</p><p>Ba</p>\n--b--\n--a\nContent-Type: text/plain; name=x.txt\nContent-Disposition: attachment; filename=x.txt\n\nBốn\n--a--\n", "T", "", "Một hai/Ba"},
		{"cut in the middle of a part", "Subject: T\nContent-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: text/plain\n\nMột hai", "T", "", "Một hai"},
		{"a message in a message", "Subject: T\nContent-Type: message/rfc822\n\nSubject: U\n\nMột", "T", "", "Một"},
	} {
		d, err := Read(crlf(c.message))
		author := strings.Join(d.Weak.Authors, ",")
		if err != nil || d.Title != c.title || author != c.author || lines(d) != c.text {
			t.Errorf("%s: %q by %q: %q, %v, want %q by %q: %q", c.name, d.Title, author, lines(d), err, c.title, c.author, c.text)
		}
	}
}

func TestRead_Fields(t *testing.T) {
	d, err := Read([]byte("Date: Tue, 14 Jan 2020 19:23:00 +0700\nMessage-ID: <1.2@b.example>\nSubject: T\n\nMột"))
	if err != nil || d.Published != "2020-01-14T19:23:00+07:00" || d.ID != "1.2@b.example" || d.Encoding != charset.UTF8 || d.Origin["title"] != "Subject" {
		t.Errorf("%+v, %v", d, err)
	}
}

func TestRead_Refused(t *testing.T) {
	for name, c := range map[string]struct {
		message string
		want    error
	}{
		"a picture":    {"Subject: T\nContent-Type: image/jpeg\nContent-Transfer-Encoding: base64\n\n/9j/", ErrNoText},
		"no body":      {"Subject: T\n\n", ErrNoText},
		"not a header": {"Không phải thư\nHai", ErrMalformed},
		"no boundary":  {"Subject: T\nContent-Type: multipart/mixed\n\nx", nil},
	} {
		if _, err := Read([]byte(c.message)); c.want != nil && !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func split(r io.Reader) (list []string, err error) {
	err = Split(r, func(n int, m []byte) error {
		list = append(list, fmt.Sprintf("%d:%s", n, m))
		return nil
	})
	return list, err
}

func TestSplit(t *testing.T) {
	for _, c := range []struct {
		name, box string
		want      []string
	}{
		{"two", "From a@b Tue Jan 14 19:23:00 2020\nSubject: A\n\nMột\n\nFrom c@d Tue Jan 14 19:24:00 2020\nSubject: B\n\nHai\n", []string{"1:Subject: A\n\nMột\n\n", "2:Subject: B\n\nHai\n"}},
		{"quoted lines", "From a@b Tue Jan 14 19:23:00 2020\nSubject: A\n\n>From đây\n>>From đó\n", []string{"1:Subject: A\n\nFrom đây\n>From đó\n"}},
		{"a sentence that begins so", "From a@b Tue Jan 14 19:23:00 2020\nSubject: A\n\nFrom Hanoi with love\n\nFrom me.\n", []string{"1:Subject: A\n\nFrom Hanoi with love\n\nFrom me.\n"}},
		{"no line end", "From a@b Tue Jan 14 19:23:00 2020\nSubject: A\n\nMột", []string{"1:Subject: A\n\nMột"}},
		{"an empty message", "From a@b Tue Jan 14 19:23:00 2020\n\nFrom c@d Tue Jan 14 19:24:00 2020\nSubject: B\n\nHai", []string{"2:Subject: B\n\nHai"}},
	} {
		if got, err := split(strings.NewReader(c.box)); err != nil || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %q, %v, want %q", c.name, got, err, c.want)
		}
	}
	if _, err := split(strings.NewReader("Subject: A\n\nMột")); !errors.Is(err, ErrMalformed) {
		t.Errorf("a message alone: %v", err)
	}
}

func TestSplit_KeepsTheBeginningOfLongMessages(t *testing.T) {
	box := io.MultiReader(strings.NewReader("From a@b Tue Jan 14 19:23:00 2020\nSubject: A\n\n"), strings.NewReader(strings.Repeat("x", 3*MaxMessage)),
		strings.NewReader("\n\nFrom c@d Tue Jan 14 19:24:00 2020\nSubject: B\n\nHai"))
	got, err := split(box)
	if err != nil || len(got) != 2 || len(got[0]) != MaxMessage+len("1:") || got[1] != "2:Subject: B\n\nHai" {
		t.Errorf("%d messages, %v", len(got), err)
	}
}

func TestIsMessage(t *testing.T) {
	for text, want := range map[string]bool{
		"From: a\nDate: b\n\nx": true, "Received: from a\n\tby b\nReturn-Path: <a>\n\nx": true, "Tin: a\nẢnh: b\n\nx": false, "Subject: chỉ một dòng\n\nx": false, "": false, "Một dòng\nHai": false,
	} {
		if got := IsMessage([]byte(text)); got != want {
			t.Errorf("%q: %t", text, got)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("Subject: T\nContent-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: text/html\n\n<p>x\n--a--"))
	f.Add([]byte("From a@b Tue Jan 14 19:23:00 2020\nSubject: =?x?Q?=?=\nContent-Transfer-Encoding: base64\n\n@@@@"))
	f.Fuzz(func(t *testing.T, data []byte) {
		_, _ = Read(data)
		_, _ = Page(data)
		n := 0
		err := Split(strings.NewReader(string(data)), func(int, []byte) error { n++; return nil })
		if err != nil && n > 0 && !errors.Is(err, ErrMalformed) {
			t.Error(err)
		}
	})
}
