package shorthand_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"timbao/indexer"
	"timbao/indexer/segment"
	"timbao/indexer/shorthand"
	"timbao/indexer/sidecar"
)

// corpusOf indexes texts as the bodies of articles and opens their segments.
func corpusOf(t *testing.T, texts []string) *sidecar.Corpus {
	t.Helper()
	dir := t.TempDir()
	var lines strings.Builder
	for i, text := range texts {
		line, err := json.Marshal(map[string]any{"id": fmt.Sprint(i), "title": "Tin", "body": text})
		if err != nil {
			t.Fatal(err)
		}
		lines.Write(append(line, '\n'))
	}
	file := filepath.Join(dir, "a.jsonl")
	if err := os.WriteFile(file, []byte(lines.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := indexer.Run(t.Context(), indexer.Options{Dir: filepath.Join(dir, "idx"), Paths: []string{file}}); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(dir, "idx", "gen-*", "index", "store", "*.zap"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%v %v", files, err)
	}
	var sources []sidecar.Source
	for _, name := range files {
		s, err := segment.OpenFile(name)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Close() })
		sources = append(sources, sidecar.Source{Segment: s})
	}
	return sidecar.NewCorpus(sources)
}

// TestLearn writes explanations into some of many articles and wants each counted once an article, and no other.
func TestLearn(t *testing.T) {
	t.Parallel()
	explanations := map[string]string{
		"qltt\tquản lý thị trường": "Quản lý thị trường (QLTT)", "gdđt\tgiáo dục và đào tạo": "Giáo dục và Đào tạo (GD&ĐT)",
		"bvrt\tbảo vệ rừng tràm": "BVRT (bảo vệ rừng tràm)", "tphcm\tthành phố hồ chí minh": "thành phố Hồ Chí Minh (TP.HCM)",
	}
	r := rand.New(rand.NewPCG(2, 4))
	want := map[string]int{}
	var texts []string
	for range 300 {
		text := "Bà con vụ mùa (năm nay) họp chợ. "
		for what, s := range explanations {
			if r.IntN(8) > 0 {
				continue
			}
			want[what]++
			for range 1 + r.IntN(3) { // more than once in an article counts once
				text += "Theo " + s + " thì mưa. "
			}
		}
		if r.IntN(9) == 0 {
			text += "Quản lý chợ thị trấn QLTT, quyền lợi (QLTT). "
		}
		texts = append(texts, text)
	}
	c := corpusOf(t, texts)
	list, err := shorthand.Learn(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]int{}
	for _, m := range list {
		got[m.Short+"\t"+m.Expansion] = m.Written
		if m.Of != m.Written {
			t.Errorf("%+v", m)
		}
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v, want %v", got, want)
	}
	if !slices.IsSortedFunc(list, func(a, b shorthand.Meaning) int { return strings.Compare(a.Short, b.Short) }) {
		t.Errorf("out of order: %v", list)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := shorthand.Learn(ctx, c); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// TestBuilderWritesTheTable reads what the builder wrote.
func TestBuilderWritesTheTable(t *testing.T) {
	t.Parallel()
	c := corpusOf(t, slices.Repeat([]string{"Chi cục Quản lý thị trường (QLTT) họp."}, 5))
	var payload strings.Builder
	if err := shorthand.Builder().Write(t.Context(), c, &payload); err != nil {
		t.Fatal(err)
	}
	table, err := shorthand.Read([]byte(payload.String()))
	if err != nil || table.Len() != 1 {
		t.Fatalf("%q: %v", payload.String(), err)
	}
	if m := table.Shorts("quan ly thi truong"); len(m) != 1 || m[0].Written != 5 {
		t.Errorf("%v", m)
	}
}
