package generation

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func sample() Manifest {
	return Manifest{
		Version: ManifestVersion, Format: 3, Analysis: 2, Documents: 22642, Tool: "timbao 1 <dev>",
		Created: time.Date(2020, 1, 14, 12, 23, 0, 5, time.UTC), Counts: map[string]int64{"b": 2, "a": -1},
		Files: []File{{Name: "store/báo.zap", Size: 7, SHA256: strings.Repeat("0f", 32)}},
	}
}

// TestManifestOnDisk pins the format: a change of it needs a new ManifestVersion. It is updated by hand, on purpose.
func TestManifestOnDisk(t *testing.T) {
	want, err := os.ReadFile(filepath.Join("testdata", "manifest-1.json"))
	must(t, err)
	got, err := encodeManifest(sample())
	must(t, err)
	if !bytes.Equal(got, want) {
		t.Errorf("manifest is\n%s\nwant\n%s", got, want)
	}
	if _, err := decodeManifest("gen-000001", want); err != nil {
		t.Error(err)
	}
}

func TestOtherManifests(t *testing.T) {
	reseal := func(change func(*Manifest)) string {
		m := sample()
		change(&m)
		raw, err := encodeManifest(m)
		must(t, err)
		return string(raw)
	}
	good := reseal(func(*Manifest) {})
	tests := []struct {
		name, raw string
		want      error
	}{
		{"empty", "", ErrDamaged},
		{"no JSON", "\x00\x01", ErrDamaged},
		{"null", "null", ErrDamaged},
		{"other kind of value", `{"manifest":1,"files":7}`, ErrDamaged},
		{"newer", `{"manifest":2,"tool":"timbao 9","new":{}}`, ErrVersion},
		{"another file", `{"manifest":0}`, ErrDamaged},
		{"count changed", strings.Replace(good, "22642", "22643", 1), ErrDamaged},
		{"space added", good + "\n", ErrDamaged},
		{"key added", strings.Replace(good, `"format"`, `"x": 1, "format"`, 1), ErrDamaged},
		{"file outside", reseal(func(m *Manifest) { m.Files[0].Name = "../x" }), ErrDamaged},
		{"file at the root", reseal(func(m *Manifest) { m.Files[0].Name = "/etc/passwd" }), ErrDamaged},
		{"file of no name", reseal(func(m *Manifest) { m.Files[0].Name = "" }), ErrDamaged},
		{"itself", reseal(func(m *Manifest) { m.Files[0].Name = "manifest.json" }), ErrDamaged},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := decodeManifest("gen-000001", []byte(test.raw))
			wantIs(t, err, test.want)
			var v *VersionError
			if errors.As(err, &v) && (v.Part != "manifest" || v.Want != ManifestVersion) {
				t.Errorf("error is %#v", v)
			}
		})
	}
}

func TestManifestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := Manifest{
			Version: ManifestVersion, Documents: rapid.Int().Draw(t, "documents"), Tool: rapid.String().Draw(t, "tool"),
			Created: time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "created"), 0).UTC(),
			Counts:  rapid.MapOf(rapid.String(), rapid.Int64()).Draw(t, "counts"),
		}
		for _, name := range rapid.SliceOf(rapid.StringMatching(`[a-zđ]{1,4}(/[a-z]{1,3}){0,2}`)).Draw(t, "files") {
			m.Files = append(m.Files, File{Name: name, Size: rapid.Int64Min(0).Draw(t, "size")})
		}
		raw, err := encodeManifest(m)
		if err != nil {
			t.Fatal(err)
		}
		back, err := decodeManifest("", raw)
		if err != nil {
			t.Fatal(err)
		}
		again, err := encodeManifest(back)
		if err != nil || !bytes.Equal(raw, again) {
			t.Fatalf("%v: %s became %s", err, raw, again)
		}
	})
}

func TestNamesRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Uint64Range(1, 1<<numberBits-1).Draw(t, "n")
		if got, ok := parseCurrent(currentLine(n)); got != n || !ok {
			t.Fatalf("%q is read as %d, %v", currentLine(n), got, ok)
		}
		if got, draft, ok := parseGen(draftName(n)); got != n || !draft || !ok {
			t.Fatalf("%q is read as %d, %v, %v", draftName(n), got, draft, ok)
		}
	})
}

func FuzzParseCurrent(f *testing.F) {
	for _, seed := range []string{"gen-000017\n", "none\n", "gen-000017", "gen-1\n", "gen-000000\n", "gen-+00001\n", "", "gen-18446744073709551616\n"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		if n, ok := parseCurrent(raw); ok && !bytes.Equal(currentLine(n), raw) {
			t.Errorf("%q is read as %d", raw, n)
		} else if !ok && n != 0 {
			t.Errorf("%q is refused, and read as %d", raw, n)
		}
	})
}

func FuzzDecodeManifest(f *testing.F) {
	good, err := encodeManifest(sample())
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range []string{string(good), "{}", `{"manifest":1}`, `{"manifest":1,"files":[{"name":"../x"}]}`, `{"manifest":9}`, "null"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		m, err := decodeManifest("gen-000001", raw)
		if err != nil {
			if !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrVersion) {
				t.Errorf("error of no class: %v", err)
			}
			return
		}
		for _, file := range m.Files {
			if !filepath.IsLocal(file.Name) {
				t.Errorf("accepted the file %q", file.Name)
			}
		}
	})
}

// A generation of an older format is read where the program says that it still can.
func TestManifest_olderFormat(t *testing.T) {
	for _, c := range []struct {
		found, format, oldest int
		ok                    bool
	}{{3, 3, 0, true}, {2, 3, 2, true}, {2, 3, 0, false}, {1, 3, 2, false}, {4, 3, 2, false}} {
		err := Manifest{Format: c.found}.checkVersions("x", Options{Format: c.format, OldestFormat: c.oldest})
		if (err == nil) != c.ok {
			t.Errorf("%+v: %v", c, err)
		}
	}
}
