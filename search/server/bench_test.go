package server

import (
	"net/http/httptest"
	"testing"
)

// BenchmarkAnswers measures what the server itself costs, over an archive that answers at once.
func BenchmarkAnswers(b *testing.B) {
	f := newFake(1)
	for name, target := range map[string]string{
		"page": "/?q=l%C5%A9", "start": "/", "article": "/articles/archive/2019/10/lu-quet.txt", "json": "/api/v1/search?q=l%C5%A9&facet=year",
	} {
		b.Run(name, func(b *testing.B) {
			s, err := New(f, Options{})
			if err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				w := httptest.NewRecorder()
				s.ServeHTTP(w, httptest.NewRequest("GET", target, nil))
				if w.Code != 200 {
					b.Fatal(w.Code)
				}
			}
		})
	}
}
