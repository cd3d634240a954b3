package charset

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// TestSamples decodes one article as other programs wrote it (testdata/README.md says which): every letter comes back.
func TestSamples(t *testing.T) {
	read := func(name string) []byte {
		data, err := os.ReadFile(filepath.Join("..", "..", "testdata", "encodings", name+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	want := string(read("utf-8"))
	for name, encoding := range map[string]string{
		"utf-8": UTF8, "utf-8-nfd": UTF8, "utf-16le": UTF16LE, "utf-16be": UTF16BE, "windows-1258": Windows1258, "tcvn3": TCVN3,
		"tcvn5712-1": TCVN5712, "viscii": VISCII, "vni": VNI, "vps": VPS, "viqr": VIQR, "utf-8-twice": UTF8Twice,
		"tcvn3-in-utf-8": "TCVN3 in UTF-8", "vni-in-utf-8": "VNI in UTF-8",
	} {
		got, err := Decode(read(name), Hint{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		text, same := norm.NFC.String(got.String), want
		if strings.HasPrefix(name, "tcvn3") { // it has no capitals with tones; some can be told
			text, same = strings.ToLower(text), strings.ToLower(same)
		}
		if text != same || got.Encoding != encoding || got.Confidence < Sure || got.Repaired > 0 {
			t.Errorf("%s: %s, confidence %g: %s", name, got.Encoding, got.Confidence, difference(text, same))
		}
		if name == "utf-8-nfd" && got.String != string(read(name)) {
			t.Errorf("%s: the normal form was changed", name)
		}
	}
}
