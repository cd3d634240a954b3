package vietnamese

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"strings"
	"testing"
)

// sample is news prose for benchmarks where TIMBAO_CORPUS names no corpus.
const sample = `Chiều 14-1, Đảng ủy Khối Các cơ quan tỉnh tổ chức tổng kết công tác năm 2019 và triển khai nhiệm vụ năm 2020.
Vụ hè thu này, bà con xã Tân Hòa gieo hơn 1.200 ha lúa, năng suất bình quân 6,2 tấn/ha, cao hơn cùng kỳ 0,3 tấn.
Theo Quyết định số 48/2019/QĐ-UBND, từ ngày 1/7 xe tải trên 3,5 tấn không được vào nội ô từ 6h30 đến 8 giờ sáng.
Ông Nguyễn Văn Hòa, Phó Chủ tịch HĐND thành phố, cho biết các trường sẽ dạy học trở lại khi dịch Covid-19 lắng xuống.
`

// corpus is the text that the benchmarks run over: $TIMBAO_CORPUS, a text file or a .jsonl.gz of articles (the first
// 20 MB), else the sample many times over.
func corpus(tb testing.TB) string {
	tb.Helper()
	path := os.Getenv("TIMBAO_CORPUS")
	if path == "" {
		return strings.Repeat(sample, 500)
	}
	f, err := os.Open(path)
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	const most = 20 << 20
	if !strings.HasSuffix(path, ".gz") {
		b, err := io.ReadAll(io.LimitReader(f, most))
		if err != nil {
			tb.Fatal(err)
		}
		return string(b)
	}
	z, err := gzip.NewReader(f)
	if err != nil {
		tb.Fatal(err)
	}
	var text strings.Builder
	lines := bufio.NewScanner(z)
	for lines.Buffer(nil, most); lines.Scan() && text.Len() < most; {
		var a struct{ Title, Lead, Body string }
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			tb.Fatal(err)
		}
		text.WriteString(a.Title + "\n" + a.Lead + "\n" + a.Body + "\n")
	}
	if err := lines.Err(); err != nil {
		tb.Fatal(err)
	}
	return text.String()
}

// BenchmarkScanner measures token boundaries alone.
func BenchmarkScanner(b *testing.B) {
	text := corpus(b)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	var s Scanner
	for b.Loop() {
		for s.Reset(text); s.Next(); {
		}
	}
}

// BenchmarkAppendTerm measures the terms of all simple tokens, none remembered.
func BenchmarkAppendTerm(b *testing.B) {
	text := corpus(b)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	var s Scanner
	buf := make([]byte, 0, 256)
	for b.Loop() {
		for s.Reset(text); s.Next(); {
			if s.Kind() == Word {
				buf = AppendTerm(buf[:0], s.Raw())
			}
		}
	}
}

// BenchmarkAppendWhole measures what codes and numbers cost beside the scan.
func BenchmarkAppendWhole(b *testing.B) {
	text := corpus(b)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	var s Scanner
	buf := make([]byte, 0, 256)
	for b.Loop() {
		for s.Reset(text); s.Next(); {
			if s.Kind() != Word {
				buf, _ = AppendWhole(buf[:0], s.Raw(), s.Kind())
			}
		}
	}
}

// BenchmarkDates measures the scan with a DateTracker.
func BenchmarkDates(b *testing.B) {
	text := corpus(b)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Dates(text)
	}
}

// BenchmarkExpansionMatcher measures the matcher over terms whose ids are remembered, as an indexer does.
func BenchmarkExpansionMatcher(b *testing.B) {
	text := corpus(b)
	m := NewExpansionMatcher()
	var ids []SyllableID
	for _, t := range Tokens(text) {
		ids = append(ids, m.ID(t.Term))
	}
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		m.Reset()
		for _, id := range ids {
			m.NextID(id)
		}
	}
}

// BenchmarkTokens measures the whole analysis of one text.
func BenchmarkTokens(b *testing.B) {
	text := corpus(b)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Tokens(text)
	}
}
