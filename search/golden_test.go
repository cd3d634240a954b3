package search_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"timbao/search"
)

// ranked are the queries whose best hits are kept, of every kind that people type.
var ranked = []string{
	"Đảng ủy Khối", "dang uy khoi", "HĐND", "hội đồng nhân dân", "hoi dong nhan dan", "lũ sông Thạch", "lu song thach", "bão số 9", "giá lúa",
	"nuôi tôm chết", "tai nạn xe khách đèo Mụ Sụ", "phá rừng Khe Mơ", "đại hội Đảng bộ tỉnh lần thứ XVI", "cửa khẩu Nậm Phao", "trường bán trú A Xoong",
	"dịch tả lợn Châu Phi", "tiêm vắc xin Covid-19", "làng hoa Tết", "bóng chuyền biển", "đính chính", "tin buồn", "thông báo cắt nước", `"nông thôn mới"`,
	"cao tốc -đền -bù", "title:cầu", "kỳ họp HDND tỉnh khóa VIII", "lừa đảo xuất khẩu lao động", "14-10-2015", "Khối thi đua các cơ quan tỉnh tổng kết năm",
}

// TestRankingGolden compares the five best hits of each query with those kept in testdata/golden/ranking.txt. A change of the ranking
// shows there; after a look at it, go test ./search -run Golden -update takes it over.
func TestRankingGolden(t *testing.T) {
	t.Parallel()
	x := openArchive(t)
	var b strings.Builder
	for _, q := range ranked {
		fmt.Fprintf(&b, "%s\n", q)
		for _, h := range find(t, x, search.Request{Query: q, Limit: 5, Markup: search.MarkupNone}).Hits {
			fmt.Fprintf(&b, "\t%s\n", h.ID)
		}
	}
	path := filepath.Join("..", "testdata", "golden", "ranking.txt")
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	got, kept := byQuery(b.String()), byQuery(string(want))
	for _, q := range ranked {
		if got[q] != kept[q] {
			t.Errorf("%s:\n%skept is\n%s", q, got[q], kept[q])
		}
	}
	if len(kept) != len(ranked) {
		t.Errorf("%d queries are kept, %d are asked", len(kept), len(ranked))
	}
}

// byQuery gives the lines under each query.
func byQuery(text string) map[string]string {
	out := map[string]string{}
	query := ""
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, "\t") {
			query = strings.TrimSpace(line)
			out[query] = ""
			continue
		}
		out[query] += line
	}
	return out
}
