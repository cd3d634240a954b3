package charset

import (
	"testing"

	"golang.org/x/text/unicode/norm"
)

// vietnameseLetters are the 134 letters of Vietnamese that ASCII does not have.
func vietnameseLetters() (all []rune) {
	for r := rune(0x80); r < 0x1F00; r++ {
		if isVietnamese(r) {
			all = append(all, r)
		}
	}
	return all
}

// Every encoding spells every letter in one way and reads it back; TCVN3 all but the capitals with tones.
func TestTables(t *testing.T) {
	letters := vietnameseLetters()
	if len(letters) != 134 {
		t.Fatalf("%d letters", len(letters))
	}
	for _, name := range []string{TCVN3, TCVN5712, VNI, VPS, VISCII, Windows1258} {
		e, missing, spelled := newTableEncoder(name), 0, map[string]rune{}
		e.lost = func(r rune) rune { return r }
		for _, r := range letters {
			data, _ := e.encode(string(r))
			if string(data) == "?" {
				missing++
				continue
			}
			if other, twice := spelled[string(data)]; twice {
				t.Errorf("%s: % X is %c and %c", name, data, other, r)
			}
			spelled[string(data)] = r
			if got, bad := legacyTables()[name].decodeRun(data); got != string(r) || bad > 0 {
				t.Errorf("%s: %c is % X, which reads %q", name, r, data, got)
			}
		}
		want := 0
		if name == TCVN3 {
			want = 60
		}
		if missing != want {
			t.Errorf("%s lacks %d letters, want %d", name, missing, want)
		}
	}
	for _, r := range letters {
		data, _ := encodeVIQR(string(r))
		if got := string(appendVIQR(nil, data)); got != string(r) {
			t.Errorf("VIQR: %c is %s, which reads %q", r, data, got)
		}
	}
}

// The table of syllables is composed, in small letters, and has each of them once.
func TestSyllables(t *testing.T) {
	all := syllables()
	if len(all) < 4900 || all["của"] == 0 || all["của"] > 6 || all["hoà"] != all["hòa"] && all["hòa"] > all["hoà"] {
		t.Errorf("%d syllables; của %d, hoà %d, hòa %d", len(all), all["của"], all["hoà"], all["hòa"])
	}
	for s := range all {
		if !norm.NFC.IsNormalString(s) || len(s) > maxJudged {
			t.Errorf("%q", s)
		}
	}
}
