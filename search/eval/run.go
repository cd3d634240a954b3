package eval

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Result is one article that a search returned.
type Result struct {
	ID    string
	Score float64
}

// Run is what a search returned for each topic, by topic id, best first.
type Run map[string][]Result

// WriteRun writes a run as lines of topic id, article id and score, separated by tabs, topics in the order of their ids. ReadRun gives it
// back exactly, as long as no score is above the one before it.
func WriteRun(w io.Writer, run Run) error {
	out := bufio.NewWriter(w)
	var line []byte
	for _, topic := range slices.Sorted(maps.Keys(run)) {
		for _, r := range run[topic] {
			if topic == "" || r.ID == "" || strings.ContainsAny(topic+r.ID, "\t\r\n") || !isFinite(r.Score) {
				return fmt.Errorf("%w: topic %q, article %q, score %v: ids are not empty, hold no tab or line break, and scores are finite",
					ErrRun, topic, r.ID, r.Score)
			}
			line = append(line[:0], topic...)
			line = append(append(line, '\t'), r.ID...)
			line = strconv.AppendFloat(append(line, '\t'), r.Score, 'g', -1, 64)
			if _, err := out.Write(append(line, '\n')); err != nil {
				return fmt.Errorf("%w: %w", ErrRun, err)
			}
		}
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("%w: %w", ErrRun, err)
	}
	return nil
}

// ReadRun reads what WriteRun writes. Results of a topic are put in the order of their scores; equal ones keep the order of the file.
// Errors name the line and wrap ErrRun.
func ReadRun(r io.Reader) (Run, error) {
	run := make(Run)
	type pair struct{ topic, article string }
	seen := make(map[pair]bool)
	err := eachLine(r, func(number int, line []byte) error {
		parts := strings.Split(strings.TrimSuffix(string(line), "\r"), "\t")
		if len(parts) != 3 || parts[0] == "" || parts[1] == "" {
			return fmt.Errorf("%w: line %d: not topic id, article id and score with tabs between them", ErrRun, number)
		}
		score, err := strconv.ParseFloat(parts[2], 64)
		if err != nil || !isFinite(score) {
			return fmt.Errorf("%w: line %d: score %q is not a number", ErrRun, number, parts[2])
		}
		key := pair{parts[0], parts[1]}
		if seen[key] {
			return fmt.Errorf("%w: line %d: article %q is in topic %q twice", ErrRun, number, parts[1], parts[0])
		}
		seen[key] = true
		run[parts[0]] = append(run[parts[0]], Result{ID: parts[1], Score: score})
		return nil
	})
	if err != nil && !errors.Is(err, ErrRun) {
		err = fmt.Errorf("%w: %w", ErrRun, err)
	}
	if err != nil {
		return nil, err
	}
	for _, results := range run {
		slices.SortStableFunc(results, func(a, b Result) int { return cmp.Compare(b.Score, a.Score) })
	}
	return run, nil
}

func isFinite(f float64) bool { return !math.IsNaN(f) && !math.IsInf(f, 0) }
