package charset

import (
	"bytes"
	"encoding/binary"
	"fmt"

	"golang.org/x/text/encoding/charmap"
)

// decodeGiven decodes data in the encoding that somebody has named.
func decodeGiven(data []byte, name string) (Text, error) {
	body := bytes.TrimPrefix(data, []byte(bom))
	bad, _ := damage(body)
	t := Text{Encoding: name, Confidence: 1}
	switch name {
	case UTF8:
		t = repair(body, bad)
	case UTF16LE:
		return decodeUTF16(bytes.TrimPrefix(data, []byte("\xFF\xFE")), binary.LittleEndian, name)
	case UTF16BE:
		return decodeUTF16(bytes.TrimPrefix(data, []byte("\xFE\xFF")), binary.BigEndian, name)
	case UTF8Twice, VIQR:
		t = repair(body, bad)
		t.String, t.Encoding = Legacy{encoding: name, hidden: true}.Decode(t.String), name
	default:
		table := legacyTables()[name]
		if name == Windows1252 {
			table = newCharmap(name, charmap.Windows1252)
		}
		if table == nil {
			return Text{}, fmt.Errorf("%w: there is no encoding %q", ErrNotText, name)
		}
		t.String, bad = table.decode(bytes.ReplaceAll(data, []byte{0}, []byte{0xFF}))
		t.Repaired, t.Legacy = bad, name != Windows1252
	}
	if tooBad(t.Repaired, len(data)) {
		return Text{}, fmt.Errorf("%w: it is said to be %s, but %d of %d bytes are not", ErrNotText, name, t.Repaired, len(data))
	}
	return t, nil
}
