package eval

import (
	"errors"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"
)

func TestReadTopics(t *testing.T) {
	got, err := ReadTopics(strings.NewReader("\uFEFF" + `{"qid": "1", "query": "hội đồng", "rel": ["a", "b"]}` + "\r\n\n" +
		`{"qid":"2","query":"","rel":[],"note":"ignored"}`))
	want := []Topic{{ID: "1", Query: "hội đồng", Relevant: []string{"a", "b"}}, {ID: "2", Relevant: []string{}}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestReadTopicsErrors(t *testing.T) {
	const good = `{"qid": "1", "query": "x", "rel": ["a"]}` + "\n"
	for _, tt := range []struct{ in, want string }{
		{good + "x", "line 2"},
		{good + "\n" + `{"qid": 3}`, "line 3"},
		{good + `{"query": "x"}`, "line 2: the topic has no qid"},
		{good + good, `line 2: qid "1" was on line 1 already`},
		{`{"qid": "a\tb"}`, "line 1: qid"},
		{good + strings.Repeat("x", maxLine+1), "line 2"},
	} {
		if _, err := ReadTopics(strings.NewReader(tt.in)); !errors.Is(err, ErrTopics) || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%.40q: %v, want %q", tt.in, err, tt.want)
		}
	}
	if _, err := ReadTopics(iotest.ErrReader(errors.New("bad disk"))); !errors.Is(err, ErrTopics) || !strings.Contains(err.Error(), "bad disk") {
		t.Errorf("got %v", err)
	}
}

func TestWriteRun(t *testing.T) {
	var out strings.Builder
	err := WriteRun(&out, Run{"2": {{"tin/hội đồng.txt", 12.25}, {"b", 1e-9}}, "1": {{"a", 3}}, "3": nil})
	if want := "1\ta\t3\n2\ttin/hội đồng.txt\t12.25\n2\tb\t1e-09\n"; err != nil || out.String() != want {
		t.Errorf("got %q, %v", out.String(), err)
	}
	for _, run := range []Run{{"": {{"a", 1}}}, {"1": {{"", 1}}}, {"1": {{"a\tb", 1}}}, {"1\n": {{"a", 1}}}, {"1": {{"a", math.Inf(1)}}}} {
		if err := WriteRun(&strings.Builder{}, run); !errors.Is(err, ErrRun) {
			t.Errorf("WriteRun(%v): %v", run, err)
		}
	}
	if err := WriteRun(fullDisk{}, Run{"1": {{"a", 1}}}); !errors.Is(err, ErrRun) || !errors.Is(err, errFull) {
		t.Errorf("got %v", err)
	}
}

var errFull = errors.New("disk full")

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errFull }

func TestReadRun(t *testing.T) {
	got, err := ReadRun(strings.NewReader("1\ta\t1\r\n1\tb b\t2.5\n\n2\ta\t-1e3\n1\tc\t2.5\n"))
	want := Run{"1": {{"b b", 2.5}, {"c", 2.5}, {"a", 1}}, "2": {{"a", -1000}}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, %v", got, err)
	}
	for _, in := range []string{"1 a 1", "1\ta", "1\ta\t1\t2", "\ta\t1", "1\t\t1", "1\ta\tx", "1\ta\tNaN", "1\ta\tInf", "1\ta\t1\n1\ta\t2"} {
		if _, err := ReadRun(strings.NewReader(in)); !errors.Is(err, ErrRun) || !strings.Contains(err.Error(), "line ") {
			t.Errorf("ReadRun(%q): %v", in, err)
		}
	}
}

// Results with equal scores keep the order of the file, however many there are.
func TestReadRunKeepsTies(t *testing.T) {
	want := Run{"1": nil}
	for i := range 100 {
		want["1"] = append(want["1"], Result{ID: strconv.Itoa(i), Score: 1})
	}
	var out strings.Builder
	if err := WriteRun(&out, want); err != nil {
		t.Fatal(err)
	}
	if got, err := ReadRun(strings.NewReader(out.String())); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, %v", got, err)
	}
}

// What is written is read back exactly.
func TestRunRoundTrip(t *testing.T) {
	id := rapid.StringMatching(`[a-zđộ/ ._-]*[a-z0-9]`)
	rapid.Check(t, func(t *rapid.T) {
		run := make(Run)
		for _, topic := range rapid.SliceOfDistinct(id, rapid.ID[string]).Draw(t, "topics") {
			articles := rapid.SliceOfNDistinct(id, 1, 20, rapid.ID[string]).Draw(t, "articles")
			scores := rapid.SliceOfN(rapid.Float64Range(-1e6, 1e6), len(articles), len(articles)).Draw(t, "scores")
			slices.Sort(scores)
			slices.Reverse(scores)
			for i, article := range articles {
				run[topic] = append(run[topic], Result{ID: article, Score: scores[i]})
			}
		}
		var out strings.Builder
		if err := WriteRun(&out, run); err != nil {
			t.Fatal(err)
		}
		got, err := ReadRun(strings.NewReader(out.String()))
		if err != nil || !reflect.DeepEqual(got, run) {
			t.Fatalf("wrote %v, read %v, %v", run, got, err)
		}
	})
}
