package eval

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
)

// Difference is one topic in two runs.
type Difference struct {
	ID    string  `json:"qid"`
	Query string  `json:"query"`
	A     float64 `json:"a"`
	B     float64 `json:"b"`
}

// Comparison says by how much run B is better than run A in one measure, and whether that may be chance.
type Comparison struct {
	Measure string  `json:"measure"`
	A       float64 `json:"a"` // means
	B       float64 `json:"b"`
	Wins    int     `json:"wins"` // topics where B is better
	Losses  int     `json:"losses"`
	Ties    int     `json:"ties"`
	// T is the statistic of the paired t-test and PT its two-sided p. A p below 0.05 is usually called significant.
	T  float64 `json:"t"`
	PT float64 `json:"p_t"`
	// PRandom is the two-sided p of Fisher's randomisation test, which assumes nothing about how differences are distributed.
	PRandom float64 `json:"p_randomisation"`
	// Topics are all topics, those that lose most in B first and those that win most last.
	Topics []Difference `json:"topics"`
}

// Compare judges two runs of the same topics in one measure. The tests are those that Smucker, Allan & Carterette (A comparison of
// statistical significance tests for information retrieval evaluation, CIKM 2007) recommend; they agree on sets of 50 topics and more.
// The same input always gives the same answer.
func Compare(topics []Topic, a, b Run, measure Measure) Comparison {
	judgedA, judgedB := Evaluate(topics, a), Evaluate(topics, b)
	c := Comparison{Measure: measure.Name, A: measure.Of(judgedA.Mean), B: measure.Of(judgedB.Mean)}
	var differences []float64
	for i, t := range judgedA.Topics {
		d := Difference{ID: t.ID, Query: t.Query, A: measure.Of(t.Metrics), B: measure.Of(judgedB.Topics[i].Metrics)}
		c.Topics = append(c.Topics, d)
		differences = append(differences, d.B-d.A)
		switch {
		case d.B > d.A:
			c.Wins++
		case d.B < d.A:
			c.Losses++
		default:
			c.Ties++
		}
	}
	slices.SortStableFunc(c.Topics, func(x, y Difference) int { return cmp.Compare(x.B-x.A, y.B-y.A) })
	c.T, c.PT = pairedT(differences)
	c.PRandom = randomisation(differences)
	return c
}

// maxT stands for an infinite t, when all differences are equal and not zero: JSON has no infinity.
const maxT = 1e9

// pairedT is the paired t-test: the mean difference over its standard error, with n-1 degrees of freedom. Fewer than two pairs, or no
// difference at all, prove nothing: t = 0, p = 1.
func pairedT(differences []float64) (t, p float64) {
	n := float64(len(differences))
	if n < 2 {
		return 0, 1
	}
	mean := 0.0
	for _, d := range differences {
		mean += d / n
	}
	squares := 0.0
	for _, d := range differences {
		squares += (d - mean) * (d - mean)
	}
	// Rounding leaves a trace of a difference between equal values.
	if math.Abs(mean) < 1e-15 {
		return 0, 1
	}
	t = mean / math.Sqrt(squares/(n-1)/n)
	t = max(-maxT, min(maxT, t))
	return t, studentP(t, n-1)
}

// studentP is the two-sided p of a t with so many degrees of freedom: the regularised incomplete beta function at df/(df+t²), with
// parameters df/2 and 1/2 (Abramowitz & Stegun, Handbook of Mathematical Functions, 26.7.1 and 26.5.27).
func studentP(t, df float64) float64 {
	return incompleteBeta(df/2, 0.5, df/(df+t*t))
}

// incompleteBeta is I_x(a,b) by its continued fraction (Abramowitz & Stegun 26.5.8), evaluated from the front as Lentz does.
func incompleteBeta(a, b, x float64) float64 {
	if x <= 0 || x >= 1 {
		return max(0, min(1, x))
	}
	// The fraction converges fast on this side of the mean; the other follows by symmetry.
	if x > (a+1)/(a+b+2) {
		return 1 - incompleteBeta(b, a, 1-x)
	}
	const tiny, enough = 1e-300, 1e-14
	notZero := func(v float64) float64 {
		if math.Abs(v) < tiny {
			return tiny
		}
		return v
	}
	c, d, f := 1.0, 0.0, 1.0
	for i := range 500 {
		m := float64(i / 2)
		var coefficient float64
		switch {
		case i == 0:
			coefficient = 1
		case i%2 == 0:
			coefficient = m * (b - m) * x / ((a + 2*m - 1) * (a + 2*m))
		default:
			coefficient = -(a + m) * (a + b + m) * x / ((a + 2*m) * (a + 2*m + 1))
		}
		d = 1 / notZero(1+coefficient*d)
		c = notZero(1 + coefficient/c)
		f *= c * d
		if math.Abs(1-c*d) < enough {
			break
		}
	}
	lgA, _ := math.Lgamma(a)
	lgB, _ := math.Lgamma(b)
	lgAB, _ := math.Lgamma(a + b)
	front := math.Exp(lgAB - lgA - lgB + a*math.Log(x) + b*math.Log(1-x))
	return front / a * (f - 1)
}

const (
	samples  = 20_000 // sign patterns that are drawn when there are too many to try all
	maxExact = 15     // differences up to which all patterns are tried
)

// randomisation is the share of sign patterns that give a mean difference as far from zero as the one seen (Fisher, The Design of
// Experiments, 1935): if neither run is better, each topic's difference could as well have had the other sign. Patterns are drawn from
// a fixed seed; the pattern seen counts as one of them, so that p is never zero.
func randomisation(differences []float64) float64 {
	var some []float64 // equal topics don't change with their sign
	seen := 0.0
	for _, d := range differences {
		if d != 0 {
			some = append(some, d)
			seen += d
		}
	}
	if len(some) == 0 {
		return 1
	}
	// Sums that are equal but for rounding count as equal.
	limit := math.Abs(seen) - 1e-9
	if len(some) <= maxExact {
		patterns, far := 1<<len(some), 0
		for bits := range patterns {
			if math.Abs(signedSum(some, func() uint64 { return uint64(bits) })) >= limit {
				far++
			}
		}
		return float64(far) / float64(patterns)
	}
	random := rand.New(rand.NewPCG(14, 1))
	far := 1
	for range samples {
		if math.Abs(signedSum(some, random.Uint64)) >= limit {
			far++
		}
	}
	return float64(far) / (samples + 1)
}

// signedSum adds values with signs from 64 random bits at a time.
func signedSum(values []float64, bits func() uint64) float64 {
	sum := 0.0
	var signs uint64
	for i, v := range values {
		if i%64 == 0 {
			signs = bits()
		}
		if signs&1 == 1 {
			v = -v
		}
		signs >>= 1
		sum += v
	}
	return sum
}
