package charset

import (
	"bytes"
	"testing"
	"unicode/utf8"
)

// BenchmarkDecode measures one core decoding whole articles, by encoding. The first line is the least that any reader of UTF-8 does:
// it checks the bytes, looks for NUL and makes a string.
func BenchmarkDecode(b *testing.B) {
	texts := corpus(b)
	texts = texts[:min(len(texts), 500)]
	least := func(data []byte) (string, bool) {
		return string(data), utf8.Valid(data) && bytes.IndexByte(data, 0) < 0
	}
	measure := func(name string, encode func(string) ([]byte, string), decode func([]byte) bool) {
		b.Run(name, func(b *testing.B) {
			var files [][]byte
			total := 0
			for _, t := range texts {
				data, _ := encode(t.whole)
				files = append(files, data)
				total += len(data)
			}
			b.SetBytes(int64(total))
			b.ReportAllocs()
			for b.Loop() {
				for _, data := range files {
					if !decode(data) {
						b.Fatal("not decoded")
					}
				}
			}
		})
	}
	all := encoders()
	measure("least", all[0].encode, func(data []byte) bool { _, ok := least(data); return ok })
	for _, e := range all {
		measure(e.name, e.encode, func(data []byte) bool { _, err := Decode(data, Hint{}); return err == nil })
	}
}
