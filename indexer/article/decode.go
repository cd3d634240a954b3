package article

import (
	"fmt"
	"strings"

	"timbao/indexer/charset"
)

var errTooManyLines = fmt.Errorf("%w: more than a million lines", ErrTooLarge)

const bom = "\uFEFF"

// decodeText decodes a file, whatever its encoding, and makes its line ends "\n".
func decodeText(data []byte, hint charset.Hint) (charset.Text, error) {
	t, err := charset.Decode(data, hint)
	if err != nil {
		return charset.Text{}, err
	}
	if strings.IndexByte(t.String, '\r') >= 0 {
		t.String = strings.ReplaceAll(t.String, "\r\n", "\n")
		t.String = strings.ReplaceAll(t.String, "\r", "\n")
	}
	if strings.Count(t.String, "\n") > maxLines {
		return charset.Text{}, errTooManyLines
	}
	return t, nil
}

// text is the record as text; one that is part of a file was decoded with the whole.
func (r *Record) text() (charset.Text, error) {
	if r.decoded != nil {
		return *r.decoded, nil
	}
	return decodeText(r.Data, r.hint())
}

// encoded notes in which encoding an article was found, and whether that is a guess or has cost characters.
func (a *Article) encoded(t charset.Text) {
	if a.Source.Encoding == "" || t.Encoding != charset.UTF8 { // lines of UTF-16 come as UTF-8
		a.Source.Encoding = t.Encoding
	}
	if t.Repaired > 0 || t.Confidence < charset.Sure {
		a.guess("encoding")
	}
}
