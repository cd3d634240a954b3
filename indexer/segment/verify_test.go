package segment

import (
	"context"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// Each of these changes leaves a file that opens, and says something that can't be.
func TestVerifyFindsWhatDoesNotFit(t *testing.T) {
	models := randomModels(7, 300)
	sound := write(t, models, nil)
	data, err := os.ReadFile(sound.Path())
	if err != nil {
		t.Fatal(err)
	}
	if err := sound.Verify(t.Context()); err != nil {
		t.Fatal(err)
	}
	at := func(section string) []byte {
		p := sound.meta.Sections[section]
		return data[p.Off : p.Off+p.Len]
	}
	for name, spoil := range map[string]func(){
		"a rank that no term has":        func() { binary.LittleEndian.PutUint16(at(secForward)[4:], ^uint16(0)) },
		"ids sorted wrongly":             func() { s := at(secIDSorted); copy(s[:4], s[40:44]) },
		"an id that is not found":        func() { at(secIDs)[0] = 0xFF },
		"a stored document changed":      func() { at(secStored)[20] ^= 0xFF },
		"a posting list moved":           func() { s := at(secPostings); copy(s, s[len(s)/2:]) },
		"two ranks exchanged":            func() { s := at(secRanks); copy(s[:4], s[8:12]) },
		"a pair list of later documents": func() { s := at(secPages); copy(s[len(s)-8:], "\xF0\xF0\xF0\xF0\xF0\xF0\xF0\xF0") },
	} {
		t.Run(name, func(t *testing.T) {
			whole := append([]byte(nil), data...)
			defer copy(data, whole)
			spoil()
			path := filepath.Join(t.TempDir(), "spoilt.zap")
			writeFile(t, path, data)
			s, err := OpenFile(path)
			if err != nil {
				t.Fatalf("it does not even open: %v", err)
			}
			defer s.Close()
			if err := s.Verify(t.Context()); !errors.Is(err, ErrDamaged) {
				t.Errorf("Verify returns %v", err)
			}
		})
	}
}

func TestVerifyIsStopped(t *testing.T) {
	s := write(t, randomModels(3, 20), nil)
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if err := s.Verify(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("Verify returns %v", err)
	}
}
