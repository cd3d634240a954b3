package server

import (
	"errors"
	"strconv"
	"sync"
	"testing"
)

func TestMemory(t *testing.T) {
	var m memory[int]
	asked := 0
	look := func(version, id string, value int, fails error) int {
		t.Helper()
		v, err := m.look(version, id, func() (int, error) { asked++; return value, fails })
		if !errors.Is(err, fails) {
			t.Errorf("%s: %v", id, err)
		}
		return v
	}
	if look("1", "a", 7, nil) != 7 || look("1", "a", 8, nil) != 7 || asked != 1 {
		t.Errorf("asked %d times", asked)
	}
	if look("2", "a", 9, nil) != 9 || asked != 2 {
		t.Error("what was known of another version is still known")
	}
	broken := errors.New("broken")
	look("2", "b", 1, broken)
	if look("2", "b", 2, nil) != 2 {
		t.Error("a failure is remembered")
	}
	for i := range 2 * remembered {
		look("2", strconv.Itoa(i), i, nil)
	}
	if len(m.known) != remembered || len(m.order) != remembered {
		t.Errorf("%d known, %d in order", len(m.known), len(m.order))
	}
	if look("2", strconv.Itoa(2*remembered-1), -1, nil) != 2*remembered-1 || look("2", "a", 5, nil) != 5 {
		t.Error("not the oldest are gone")
	}
}

func TestMemoryOfManyAtOnce(t *testing.T) {
	var m memory[string]
	var all sync.WaitGroup
	for c := range 8 {
		all.Go(func() {
			for i := range 300 {
				id, version := strconv.Itoa(i%50), strconv.Itoa(i/100+c%2)
				if v, err := m.look(version, id, func() (string, error) { return version + id, nil }); err != nil || v != version+id {
					t.Errorf("%s %s: %s %v", version, id, v, err)
				}
			}
		})
	}
	all.Wait()
}
