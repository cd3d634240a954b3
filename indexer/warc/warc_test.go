package warc

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"

	"timbao/indexer/web"
)

const page = "<html><head><title>Đắp đê</title></head><body><p>Sáng 14-1, xã Bình Lộc họp bàn việc đắp lại con đê.</p></body></html>"

func record(kind, uri, contentType, block string) string {
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: <%s>\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", kind, uri, contentType, len(block), block)
}

func response(uri, head, body string) string {
	return record("response", uri, "application/http; msgtype=response", head+"\r\n\r\n"+body)
}

const ok = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8"

func split(r io.Reader) (numbers []int, records [][]byte, skipped []error, err error) {
	err = Split(r, func(n int, rec []byte) error {
		numbers, records = append(numbers, n), append(records, rec)
		return nil
	}, func(_ int, err error) { skipped = append(skipped, err) })
	return numbers, records, skipped, err
}

func TestSplit(t *testing.T) {
	file := record("warcinfo", "x", "application/warc-fields", "software: x") + record("request", "http://a/", "application/http", "GET / HTTP/1.1\r\n\r\n") +
		response("http://a/", ok, page) + response("http://a/x.png", "HTTP/1.1 200 OK\r\nContent-Type: image/png", "\x89PNG") + response("http://a/y", "HTTP/1.1 404 Not Found\r\nContent-Type: text/html", page) +
		response("http://a/", ok, page) + record("revisit", "http://a/", "application/http", ok+"\r\n\r\n") + response("http://a/2", ok, page) + record("resource", "http://a/3", "text/html", page)
	numbers, records, skipped, err := split(strings.NewReader(file))
	if err != nil || len(skipped) > 0 || !reflect.DeepEqual(numbers, []int{3, 8, 9}) {
		t.Fatalf("%v, %v, %v", numbers, skipped, err)
	}
	for i, want := range []string{"http://a/", "http://a/2", "http://a/3"} {
		d, err := Read(records[i])
		if err != nil || d.URL != want || d.Weak.Title != "Đắp đê" || len(d.Blocks) != 1 {
			t.Errorf("%+v, %v", d, err)
		}
	}
}

func TestSplit_TooLarge(t *testing.T) {
	file := response("http://a/", ok, strings.Repeat("x", web.MaxPage)) + response("http://b/", ok, page)
	numbers, _, skipped, err := split(strings.NewReader(file))
	if err != nil || !reflect.DeepEqual(numbers, []int{2}) || len(skipped) != 1 || !errors.Is(skipped[0], ErrTooLarge) {
		t.Errorf("%v, %v, %v", numbers, skipped, err)
	}
}

func TestSplit_Malformed(t *testing.T) {
	whole := response("http://a/", ok, page)
	for name, file := range map[string]string{
		"no WARC": "<html>", "cut in a header": whole + "WARC/1.0\r\nWARC-Type: resp", "cut in a block": whole[:len(whole)-20], "no length": "WARC/1.0\r\nWARC-Type: response\r\n\r\n",
		"something between": whole + "x\r\n" + whole, "a header without end": "WARC/1.0\r\n" + strings.Repeat("a: b\r\n", maxHeader), "a negative length": "WARC/1.0\r\nContent-Length: -1\r\n\r\n",
	} {
		if _, _, _, err := split(strings.NewReader(file)); !errors.Is(err, ErrMalformed) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestRead_Transport(t *testing.T) {
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	_, _ = io.WriteString(z, page)
	_ = z.Close()
	chunked := fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(page), page)
	for name, block := range map[string]string{
		"plain":                      response("u", ok, page),
		"chunked":                    response("u", ok+"\r\nTransfer-Encoding: chunked", chunked),
		"chunks gone, header left":   response("u", ok+"\r\nTransfer-Encoding: chunked", page),
		"gzip":                       response("u", ok+"\r\nContent-Encoding: gzip", zipped.String()),
		"unpacked, header left":      response("u", ok+"\r\nContent-Encoding: gzip", page),
		"brotli's header on markup":  response("u", ok+"\r\nContent-Encoding: br", page),
		"gzip cut at its end":        response("u", ok+"\r\nContent-Encoding: gzip", zipped.String()[:zipped.Len()-6]),
		"a folded header":            response("u", "HTTP/1.1 200 OK\r\nContent-Type:\r\n text/html", page),
		"line feeds alone":           strings.ReplaceAll(response("u", ok, page), "\r\n", "\n"),
		"old WARC without brackets ": strings.Replace(response("u", ok, page), "<u>", "u", 1),
	} {
		d, err := Read([]byte(block))
		if err != nil || d.Weak.Title != "Đắp đê" || d.URL != "u" {
			t.Errorf("%s: %+v, %v", name, d, err)
		}
	}
	if _, err := Read([]byte(response("u", ok+"\r\nContent-Encoding: br", "\x8b\x02"))); !errors.Is(err, ErrUnsupported) {
		t.Errorf("brotli: %v", err)
	}
	var bomb bytes.Buffer
	z = gzip.NewWriter(&bomb)
	_, _ = z.Write(make([]byte, web.MaxPage+1))
	_ = z.Close()
	if _, err := Read([]byte(response("u", ok+"\r\nContent-Encoding: gzip", bomb.String()))); !errors.Is(err, ErrTooLarge) {
		t.Errorf("a bomb: %v", err)
	}
}

func FuzzSplit(f *testing.F) {
	f.Add([]byte(response("http://a/", ok, page)))
	f.Add([]byte(record("resource", "http://a/", "text/html", page) + response("u", ok+"\r\nContent-Encoding: deflate\r\nTransfer-Encoding: chunked", "3\r\nabc")))
	f.Fuzz(func(t *testing.T, data []byte) {
		_, records, _, _ := split(bytes.NewReader(data))
		for _, r := range records {
			_, _ = Read(r)
		}
		_, _ = Read(data)
	})
}
