package eval

import (
	"encoding/json"
	"errors"
	"math"
	"testing"
)

func TestPairedT(t *testing.T) {
	for _, tt := range []struct {
		name        string
		differences []float64
		t, p        float64
	}{
		{"none", nil, 0, 1},
		{"one", []float64{0.5}, 0, 1},
		{"no difference", []float64{0, 0, 0}, 0, 1},
		{"balanced", []float64{1, -1, 2, -2}, 0, 1},
		// Mean 2, standard error 1/√3: t = 2√3; with 2 degrees of freedom p = 1 - t/√(2+t²).
		{"by hand", []float64{1, 2, 3}, 3.4641016, 0.0741799},
		// The sleep of Student, The probable error of a mean, 1908.
		{"Student's sleep", []float64{1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, 0.8, 4.6, 1.4}, 4.0621277, 0.0028329},
		// Darwin's maize, in Fisher, The Design of Experiments, 1935: t = 2.148.
		{"Darwin's maize", maize, 2.1479874, 0.0497029},
	} {
		gotT, gotP := pairedT(tt.differences)
		if math.Abs(gotT-tt.t) > 2e-6 || math.Abs(gotP-tt.p) > 2e-6 {
			t.Errorf("%s: t = %.7f, p = %.7f; want %.7f, %.7f", tt.name, gotT, gotP, tt.t, tt.p)
		}
	}
	if gotT, gotP := pairedT([]float64{0.5, 0.5, 0.5}); gotT != maxT || gotP > 1e-9 {
		t.Errorf("always the same difference: t = %v, p = %v", gotT, gotP)
	}
}

var maize = []float64{49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48}

// Values of the usual tables, and of the closed forms for 1 and 2 degrees of freedom.
func TestStudentP(t *testing.T) {
	for _, tt := range []struct{ t, df, p float64 }{
		{0, 5, 1}, {1, 1, 0.5}, {12.7062047, 1, 0.05}, {2, 2, 1 - 2/math.Sqrt(6)}, {2.2621572, 9, 0.05}, {-2.2621572, 9, 0.05},
		{3.2498355, 9, 0.01}, {2.0002978, 60, 0.05}, {1.9599668, 1e6, 0.05}, {40, 100, 0},
	} {
		if got := studentP(tt.t, tt.df); math.Abs(got-tt.p) > 1e-5 {
			t.Errorf("t = %v with %v degrees of freedom: p = %v, want %v", tt.t, tt.df, got, tt.p)
		}
	}
}

func TestRandomisation(t *testing.T) {
	for _, tt := range []struct {
		name        string
		differences []float64
		p           float64
	}{
		{"none", nil, 1},
		{"no difference", []float64{0, 0}, 1},
		{"one", []float64{3}, 1},
		// Of the eight patterns of signs, only +++ and --- reach 6.
		{"three", []float64{1, 2, 3}, 0.25},
		{"ties don't matter", []float64{1, 0, 2, 0, 3}, 0.25},
		// +1+1-1 and the like reach 1 always.
		{"undecided", []float64{1, 1, -1}, 1},
		{"rounding", []float64{0.1, 0.2, -0.3}, 1},
		// ±0.1±0.2 and ±0.3±0.3 reach 0.3 together in 12 of 16 patterns, however the sum is rounded.
		{"rounding of other sums", []float64{0.1, 0.2, 0.3, -0.3}, 0.75},
		// Fisher counts 863 of 32,768 patterns on each side.
		{"Darwin's maize", maize, 2 * 863. / 32768},
	} {
		if got := randomisation(tt.differences); math.Abs(got-tt.p) > 1e-12 {
			t.Errorf("%s: p = %v, want %v", tt.name, got, tt.p)
		}
	}
}

// Sampled patterns agree with the t-test where its assumption holds, and give the same answer twice.
func TestRandomisationSampled(t *testing.T) {
	var differences []float64
	for i := range 200 {
		differences = append(differences, math.Sin(float64(i))+0.09)
	}
	p := randomisation(differences)
	if _, pt := pairedT(differences); math.Abs(p-pt) > 0.01 {
		t.Errorf("p = %v, by t-test %v", p, pt)
	}
	if again := randomisation(differences); again != p {
		t.Errorf("p = %v, then %v", p, again)
	}
	for i := range differences {
		differences[i] = 1
	}
	if p := randomisation(differences); p != 1./(samples+1) {
		t.Errorf("always better: p = %v", p)
	}
}

func TestCompare(t *testing.T) {
	topics := []Topic{
		{ID: "win", Query: "một", Relevant: []string{"r"}},
		{ID: "loss", Query: "hai", Relevant: []string{"r"}},
		{ID: "tie", Query: "ba", Relevant: []string{"r"}},
		{ID: "small win", Query: "bốn", Relevant: []string{"r"}},
		{ID: "unjudged", Query: "năm"},
	}
	a := Run{"loss": ranked("r"), "tie": ranked("x", "r"), "small win": ranked("x", "r"), "unjudged": ranked("r")}
	b := Run{"win": ranked("r"), "loss": ranked("x", "x", "x", "r"), "tie": ranked("y", "r"), "small win": ranked("r")}
	measure, err := MeasureNamed("mrr@10")
	if err != nil {
		t.Fatal(err)
	}
	c := Compare(topics, a, b, measure)
	if c.Measure != "MRR@10" || c.Wins != 2 || c.Losses != 1 || c.Ties != 1 || !near(c.A, 0.5) || !near(c.B, 0.6875) {
		t.Errorf("got %+v", c)
	}
	var order []string
	for _, d := range c.Topics {
		order = append(order, d.ID)
	}
	if len(order) != 4 || order[0] != "loss" || order[1] != "tie" || order[2] != "small win" || order[3] != "win" {
		t.Errorf("topics in the order %q", order)
	}
	// Differences 1, -0.75, 0, 0.5: six of the eight patterns of signs reach 0.75.
	if !near(c.PRandom, 0.75) {
		t.Errorf("p = %v, want 0.75", c.PRandom)
	}
	if reverse := Compare(topics, b, a, measure); !near(reverse.T, -c.T) || !near(reverse.PT, c.PT) || reverse.PRandom != c.PRandom {
		t.Errorf("the other way round: %+v", reverse)
	}
	if _, err := json.Marshal(Compare(nil, nil, nil, measure)); err != nil {
		t.Error(err)
	}
}

func TestMeasureNamed(t *testing.T) {
	for _, m := range Measures() {
		if got, err := MeasureNamed(m.Name); err != nil || got.Name != m.Name {
			t.Errorf("%s: %v, %v", m.Name, got.Name, err)
		}
	}
	if _, err := MeasureNamed("MAP"); !errors.Is(err, ErrMeasure) {
		t.Errorf("got %v", err)
	}
}
