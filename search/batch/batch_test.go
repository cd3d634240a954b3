package batch_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"sync/atomic"
	"testing"
	"testing/iotest"
	"time"

	"pgregory.net/rapid"

	"timbao/search"
	"timbao/search/batch"
	"timbao/search/query"
)

// echo is an archive that finds a query's own text, and none for an empty one.
type echo struct {
	running, most atomic.Int64
	asked         atomic.Int64
	fails         error
}

func (e *echo) Search(ctx context.Context, r search.Request) (*search.Response, error) {
	e.most.Store(max(e.most.Load(), e.running.Add(1)))
	defer e.running.Add(-1)
	e.asked.Add(1)
	if e.fails != nil {
		return nil, e.fails
	}
	if _, err := query.Parse(r.Query); err != nil {
		return nil, err
	}
	if r.Limit > search.MaxLimit {
		return nil, &search.ParamError{Name: "limit", Value: fmt.Sprint(r.Limit), Reason: "is too much"}
	}
	time.Sleep(time.Duration(len(r.Query)%5) * time.Millisecond)
	day := time.Date(2020, 1, 14, 0, 0, 0, 0, time.UTC)
	out := &search.Response{Query: r.Query, Total: len(r.Query), TotalRelation: search.TotalExact, Hits: []search.Hit{}}
	for i := range r.Limit {
		out.Hits = append(out.Hits, search.Hit{ID: fmt.Sprintf("%s/%d", r.Query, i), Title: "=" + r.Query, Published: &day, Score: 1.5})
	}
	return out, ctx.Err()
}

// answers asks all lines.
func answers(t *testing.T, x batch.Searcher, lines string, base search.Request) (out []*batch.Answer, failed int) {
	t.Helper()
	asked, failed, err := batch.Run(t.Context(), x, batch.Read(strings.NewReader(lines), base), func(a *batch.Answer) error {
		out = append(out, a)
		return nil
	})
	if err != nil || asked != len(out) {
		t.Fatalf("%d asked, %d shown, %v", asked, len(out), err)
	}
	return out, failed
}

func TestRead(t *testing.T) {
	base := search.Request{Limit: 3, Exact: true}
	lines := "\uFEFFlũ lụt\r\n\n  \n{\"q\":\"hạn\",\"limit\":5,\"year\":[2020]}\n{\"query\":1}\n{\"q\":\"a\"} x\n" + strings.Repeat("x", 70_000) + "\n{\n{\"sort\":\"date:asc\"}\nkết"
	want := []struct {
		line  int
		query string
		limit int
		bad   string
	}{
		{1, "lũ lụt", 3, ""}, {4, "hạn", 5, ""}, {5, "", 0, `unknown field "query"`}, {6, "", 0, "behind"}, {7, "", 0, "longer"}, {8, "", 0, "unexpected"}, {9, "", 3, ""}, {10, "kết", 3, ""},
	}
	i := 0
	for q, err := range batch.Read(strings.NewReader(lines), base) {
		if err != nil || i >= len(want) {
			t.Fatalf("question %d: %+v %v", i, q, err)
		}
		w := want[i]
		i++
		if q.Line != w.line || q.Request.Query != w.query || q.Request.Limit != w.limit || q.Request.Exact == (w.bad != "") || (w.bad == "") != (q.Err == nil) {
			t.Errorf("got %+v, want %+v", q, w)
		}
		if q.Err != nil && (!errors.Is(q.Err, batch.ErrLine) || !strings.Contains(q.Err.Error(), w.bad)) {
			t.Errorf("line %d: %v", q.Line, q.Err)
		}
	}
	if i != len(want) {
		t.Errorf("%d questions, want %d", i, len(want))
	}
	for range batch.Read(strings.NewReader("a\nb\n"), base) {
		break // a reader that is left early must not go on
	}
}

// TestReadCountsLines compares with a plain split, for any text.
func TestReadCountsLines(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.SampledFrom([]rune("ab \n\r\tũ"))).Draw(t, "text")
		want := map[int]string{}
		for i, line := range strings.Split(text, "\n") {
			if line = strings.TrimSpace(line); line != "" {
				want[i+1] = line
			}
		}
		got := map[int]string{}
		for q, err := range batch.Read(iotest.OneByteReader(strings.NewReader(text)), search.Request{}) {
			if err != nil {
				t.Fatal(err)
			}
			got[q.Line] = q.Request.Query
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("%q: %v, want %v", text, got, want)
		}
	})
}

func TestAnswersComeInOrder(t *testing.T) {
	var lines strings.Builder
	for i := range 200 {
		fmt.Fprintf(&lines, "%s\n", strings.Repeat("x", i%17+1))
		if i%10 == 9 {
			lines.WriteString("(a OR\n")
		}
	}
	x := &echo{}
	got, failed := answers(t, x, lines.String(), search.Request{Limit: 1})
	if len(got) != 220 || failed != 20 {
		t.Fatalf("%d answers, %d failed", len(got), failed)
	}
	for i, a := range got {
		if a.Line != i+1 || (a.Err != nil) != (i%11 == 10) {
			t.Errorf("answer %d is of line %d: %v", i, a.Line, a.Err)
		}
	}
	if a := got[10]; a.Column == 0 || a.Error == "" || !strings.HasPrefix(a.Why(), fmt.Sprintf("column %d: ", a.Column)) {
		t.Errorf("a malformed query: %+v", a)
	}
}

// TestTheArchiveEndsTheRun stops at what no other question can get over, and only there.
func TestTheArchiveEndsTheRun(t *testing.T) {
	lines := strings.Repeat("a\n", 500)
	for _, err := range []error{search.ErrDamaged, search.ErrClosed} {
		x := &echo{fails: fmt.Errorf("segment 3: %w", err)}
		_, _, got := batch.Run(t.Context(), x, batch.Read(strings.NewReader(lines), search.Request{}), func(*batch.Answer) error { return nil })
		if !errors.Is(got, err) || x.asked.Load() > 100 {
			t.Errorf("%v: %v after %d", err, got, x.asked.Load())
		}
	}
	if _, failed := answers(t, &echo{fails: errors.New("one of these days")}, lines, search.Request{}); failed != 500 {
		t.Errorf("%d failed", failed)
	}
	ctx, cancel := context.WithCancel(t.Context())
	n := 0
	_, _, err := batch.Run(ctx, &echo{}, batch.Read(strings.NewReader(lines), search.Request{}), func(*batch.Answer) error {
		if n++; n == 3 {
			cancel()
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) || n > 20 {
		t.Errorf("cancelled: %v after %d", err, n)
	}
	full := errors.New("no space left")
	if _, _, err := batch.Run(t.Context(), &echo{}, batch.Read(strings.NewReader(lines), search.Request{}), func(*batch.Answer) error { return full }); !errors.Is(err, full) {
		t.Errorf("got %v", err)
	}
	broken := iotest.TimeoutReader(iotest.OneByteReader(strings.NewReader(lines)))
	if _, _, err := batch.Run(t.Context(), &echo{}, batch.Read(broken, search.Request{}), func(*batch.Answer) error { return nil }); !errors.Is(err, iotest.ErrTimeout) || !strings.Contains(err.Error(), "line 1") {
		t.Errorf("got %v", err)
	}
}

func TestJSON(t *testing.T) {
	got, _ := answers(t, &echo{}, "lũ\ndate:2020-13\n{\"limit\":9999}\n", search.Request{Limit: 1})
	for i, want := range []string{
		`{"line":1,"query":"lũ","total":3,"total_relation":"eq","took_ms":0,"hits":[{"id":"lũ/0",`,
		`{"line":2,"query":"date:2020-13","error":"there is no month 13","column":6,"hint":"write 2020,`,
		`{"line":3,"query":"","error":"limit \"9999\": is too much"}`,
	} {
		raw, err := json.Marshal(got[i])
		if err != nil || !strings.HasPrefix(string(raw), want) {
			t.Errorf("got  %s\nwant %s (%v)", raw, want, err)
		}
	}
}

func TestCSV(t *testing.T) {
	var b bytes.Buffer
	show, flush := batch.CSV(&b)
	got, _ := answers(t, &echo{}, "lũ\n{\"q\":\"-hạn\",\"limit\":0}\n(a OR\n", search.Request{Limit: 2})
	for _, a := range got {
		if err := show(a); err != nil {
			t.Fatal(err)
		}
	}
	if err := flush(); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil || len(rows) != 5 || !reflect.DeepEqual(rows[0], batch.Columns()) {
		t.Fatalf("%v %q", err, rows)
	}
	for i, want := range []string{
		"1|lũ|3|eq|1|lũ/0|1.5000|2020-01-14|'=lũ|||||", "1|lũ|3|eq|2|lũ/1|1.5000|2020-01-14|'=lũ|||||", "2|'-hạn|6|eq||||||||||",
	} {
		if got := strings.Join(rows[i+1], "|"); got != want {
			t.Errorf("row %d: %s, want %s", i+1, got, want)
		}
	}
	if last := rows[4]; last[0] != "3" || last[2] != "" || !strings.HasPrefix(last[13], "column ") {
		t.Errorf("the error's row: %q", last)
	}
	show, flush = batch.CSV(failing{})
	for range 10_000 {
		if err = show(got[0]); err != nil {
			break
		}
	}
	if err == nil || flush() == nil {
		t.Errorf("a full disk: %v", err)
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, io.ErrShortWrite }
