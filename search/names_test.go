package search

import (
	"testing"

	"timbao/indexer/vietnamese"
)

func TestTelling(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		text string
		want uint64
	}{
		{"Khởi tố ông Nguyễn Văn An", 0b111000},
		{"bao lu o Quang Tri 2020", 0b111000},
		{"KHỞI TỐ ÔNG NGUYỄN VĂN AN", 0},
		{"Nguyễn Văn An", 0},
		{"khởi tố", 0},
		{"3 người ở Đắk Lắk", 0b11001},
		{"", 0},
	} {
		var words []word
		for _, token := range vietnamese.Tokens(tt.text) {
			if !token.Whole {
				words = append(words, word{token: token})
			}
		}
		if got := telling(tt.text, words); got != tt.want {
			t.Errorf("%q: %b, want %b", tt.text, got, tt.want)
		}
	}
}
