package generation

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"pgregory.net/rapid"
)

// The acts of a history.
const (
	publishAct = iota
	discardAct
	failAct
	holdAct
	releaseAct
)

// model is what an index folder should be after a history of acts.
type model struct {
	s        *Store
	current  uint64
	contents map[uint64]content        // of every generation ever published
	held     map[uint64][]func() error // releases by generation
}

func modelErr(t *rapid.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// act does one thing: publish, discard, fail to publish, hold, or release and sweep.
func (m *model) act(t *rapid.T, act int) {
	switch act {
	case publishAct:
		c := rapid.MapOf(rapid.SampledFrom([]string{"a.zap", "x/b.zap", "x/y/c.zap", "root.bolt"}), rapid.StringMatching("[a-c]{0,3}")).Draw(t, "content")
		g, err := publishContent(t.Context(), m.s, c)
		modelErr(t, err)
		m.current = g.Number
		m.contents[g.Number] = c
	case discardAct:
		d, err := m.s.Begin(t.Context())
		modelErr(t, err)
		modelErr(t, fill(d.Dir(), two))
		modelErr(t, d.Discard())
	case failAct:
		m.failToPublish(t)
	case holdAct:
		g, release, err := m.s.Acquire()
		if m.current == 0 && errors.Is(err, ErrNoIndex) {
			return
		}
		modelErr(t, err)
		m.held[g.Number] = append(m.held[g.Number], release)
	case releaseAct:
		for n, releases := range m.held {
			modelErr(t, releases[0]())
			if m.held[n] = releases[1:]; len(m.held[n]) == 0 {
				delete(m.held, n)
			}
			break
		}
		_, err := m.s.Sweep(t.Context())
		modelErr(t, err)
	}
}

// failToPublish breaks a publish off after the generation has its name.
func (m *model) failToPublish(t *rapid.T) {
	s := quickStore(m.s.dir, m.s.o)
	at := rapid.SampledFrom([]string{"syncdir .", "write CURRENT.tmp", "swap CURRENT", "syncdir after swap"}).Draw(t, "at")
	failed := false
	s.step = func(op string) error {
		if op == at && !failed {
			failed = true
			return errors.New("injected")
		}
		return nil
	}
	if _, err := publishContent(t.Context(), s, two); err == nil {
		t.Fatal("a failed publish was acknowledged")
	}
}

// compare looks whether the current and the held generations are there, whole, and alone.
func (m *model) compare(t *rapid.T, act int) {
	n, err := m.s.Number()
	modelErr(t, err)
	if n != m.current {
		t.Fatalf("current is %d, want %d", n, m.current)
	}
	want := map[uint64]bool{}
	for n := range m.held {
		want[n] = true
	}
	if m.current != 0 {
		want[m.current] = true
	}
	root, err := openDir(m.s.dir)
	modelErr(t, err)
	defer func() { _ = root.Close() }()
	found, foreign, err := entries(root)
	modelErr(t, err)
	if (act == publishAct || act == releaseAct) && len(found) != len(want) {
		t.Fatalf("after a sweep there are %v, want %v", found, want)
	}
	for _, e := range found {
		if e.draft || foreign {
			t.Fatalf("left behind: %v", found)
		}
		if g, err := m.s.load(e.n); want[e.n] {
			modelErr(t, err)
			c, err := read(g)
			modelErr(t, err)
			if !maps.Equal(c, m.contents[e.n]) {
				t.Fatalf("generation %d holds %v, want %v", e.n, c, m.contents[e.n])
			}
			delete(want, e.n)
		}
	}
	if len(want) != 0 {
		t.Fatalf("not there: %s", strings.Join(slices.Sorted(mapNames(want)), ", "))
	}
}

func mapNames(set map[uint64]bool) func(func(string) bool) {
	return func(yield func(string) bool) {
		for n := range set {
			if !yield(fmt.Sprint(n)) {
				return
			}
		}
	}
}
