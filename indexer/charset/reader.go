package charset

import (
	"bufio"
	"io"

	"golang.org/x/text/encoding/unicode"
)

// UnicodeReader reads text that begins with a byte order mark of UTF-16 as UTF-8, for files that are too large to decode at once, and
// says in which encoding it is. Any other text it returns as it is, with an empty name. It reads no more than two bytes ahead.
func UnicodeReader(r *bufio.Reader) (_ io.Reader, encoding string) {
	head, _ := r.Peek(2)
	order := unicode.LittleEndian
	switch string(head) {
	case "\xFF\xFE":
		encoding = UTF16LE
	case "\xFE\xFF":
		order, encoding = unicode.BigEndian, UTF16BE
	default:
		return r, ""
	}
	return unicode.UTF16(order, unicode.ExpectBOM).NewDecoder().Reader(r), encoding
}
