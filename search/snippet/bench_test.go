package snippet

import "testing"

// BenchmarkSnippets makes the highlights of one hit, over an article of 4 kB.
func BenchmarkSnippets(b *testing.B) {
	for _, c := range []struct{ name, query string }{
		{"word", "nghiệp"},
		{"two", "đại hội"},
		{"headline", "Đảng ủy Khối các cơ quan tỉnh tổng kết công tác xây dựng Đảng, triển khai nhiệm vụ"},
		{"unaccented", "dang uy khoi cac co quan tinh tong ket cong tac xay dung dang, trien khai nhiem vu"},
	} {
		m := NewMatcher(words(c.query), nil)
		size := len(seedTitle)
		for _, p := range seedParts {
			size += len(p.Text)
		}
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				m.Title(seedTitle, HTML)
				m.Snippets(seedParts, 2, 200, HTML)
			}
		})
	}
}

// BenchmarkNewMatcher builds the matcher of a headline.
func BenchmarkNewMatcher(b *testing.B) {
	terms := words("Đảng ủy Khối các cơ quan tỉnh tổng kết công tác xây dựng Đảng, triển khai nhiệm vụ")
	b.ReportAllocs()
	for b.Loop() {
		NewMatcher(terms, nil)
	}
}
