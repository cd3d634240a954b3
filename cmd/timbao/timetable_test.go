package main

import (
	"strings"
	"testing"

	"charm.land/lipgloss/v2"

	"timbao/search"
)

func TestBars(t *testing.T) {
	for want, got := range map[string]string{
		"████████": bar(10, 10, 8), "████": bar(5, 10, 8), "▏": bar(0.001, 10, 8), "█▌": bar(3, 20, 10), "": bar(0, 10, 8) + bar(5, 10, 0) + bar(1, 0, 8) + bar(-1, 10, 8),
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func sampleTimeline() *search.Timeline {
	return &search.Timeline{Unit: search.UnitMonth, Undated: 2, Buckets: []search.Bucket{{Start: "2020-01", Count: 12000}, {Start: "2020-02"}, {Start: "2020-03", Count: 3000}}}
}

func TestTimelineInAPipe(t *testing.T) {
	want := "month\n  12,000 2020-01\n       0 2020-02\n   3,000 2020-03\n       2 undated\n"
	if got := (timeTable{}).timeline(sampleTimeline()); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestTimelineOnATerminal(t *testing.T) {
	for _, width := range []int{minWidth, 80, maxWidth} {
		got := timeTable{width: width}.timeline(sampleTimeline())
		lines := strings.Split(got, "\n")
		long, short := strings.Count(lines[1], "█"), strings.Count(lines[3], "█")
		if long < minBar || long > maxBar || short != long/4 || strings.Contains(lines[2], "█") {
			t.Errorf("width %d:\n%s", width, got)
		}
		for _, line := range lines {
			if lipgloss.Width(line) > width {
				t.Errorf("width %d: %q", width, line)
			}
		}
	}
}

func TestTrendsOnATerminal(t *testing.T) {
	trends := &search.Trends{
		Unit: search.UnitYear, Total: 3010, Undated: 10, Buckets: []search.Bucket{{Start: "2019", Count: 2000}, {Start: "2020"}, {Start: "2021", Count: 1000}},
		Terms: []search.Trend{
			{Term: "lũ\x1b[2J", Total: 30, PerThousand: 10, Points: []search.Point{{Count: 20, PerThousand: 10}, {}, {Count: 10, PerThousand: 10}}},
			{Term: "hạn hán", Total: 4, Undated: 4, PerThousand: 1.3, Points: make([]search.Point, 3)},
		},
	}
	for _, width := range []int{0, minWidth, 80, maxWidth} {
		got := timeTable{width: width}.trends(trends)
		if strings.Contains(got, "\x1b") || !strings.Contains(got, "400.0") {
			t.Errorf("width %d:\n%s", width, got)
		}
		if bars := strings.Contains(got, "█"); bars != (width >= 80) {
			t.Errorf("width %d: bars %v:\n%s", width, bars, got)
		}
		for line := range strings.SplitSeq(got, "\n") {
			if width >= 80 && lipgloss.Width(line) > width {
				t.Errorf("width %d: %q", width, line)
			}
		}
	}
}

// TestFacetMarks wants what a request selects and excludes told from the rest.
func TestFacetMarks(t *testing.T) {
	var b strings.Builder
	hitList{}.facet(&b, "section", []search.Facet{{Value: "A", Count: 1}, {Value: "B", Count: 2, Selected: true}, {Value: "C", Excluded: true}, {Value: "D", Selected: true, Excluded: true}})
	if want := "section\n       1 A\n       2 B (selected)\n       0 C (excluded)\n       0 D (selected and excluded)\n"; b.String() != want {
		t.Errorf("%q, want %q", b.String(), want)
	}
}
