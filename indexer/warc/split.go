package warc

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"timbao/indexer/web"
)

// Bounds of a record.
const (
	maxHeader   = 64 << 10 // bytes of a record's header, and of an HTTP response's
	maxCaptures = 2 << 20  // captures that are remembered to know repeats
)

// Split reads a WARC file, unpacked, and hands its captures to emit, one after another: the record as it stands in the file, numbered
// from 1 among all records. Single records that cannot be read go to skip. It returns ErrMalformed, emit's error or r's.
func Split(r io.Reader, emit func(number int, record []byte) error, skip func(number int, err error)) error {
	b, ok := r.(*bufio.Reader)
	if !ok {
		b = bufio.NewReaderSize(r, 256<<10)
	}
	s := splitter{r: b, emit: emit, skip: skip, seen: map[[16]byte]struct{}{}}
	for {
		err := s.record()
		switch {
		case err == nil:
		case errors.Is(err, io.EOF):
			return nil
		case errors.Is(err, io.ErrUnexpectedEOF):
			return fmt.Errorf("%w: it ends in the middle of record %d", ErrMalformed, s.number)
		case s.stop != nil:
			return s.stop
		default:
			return fmt.Errorf("read up to record %d: %w", s.number, err)
		}
	}
}

type splitter struct {
	r      *bufio.Reader
	emit   func(int, []byte) error
	skip   func(int, error)
	number int
	seen   map[[16]byte]struct{}
	stop   error // emit's
}

// record reads one record. It returns io.EOF where there is none.
func (s *splitter) record() error {
	raw, err := s.header()
	if err != nil {
		return err
	}
	s.number++
	h := parseHeader(raw)
	length, err := strconv.ParseInt(h.get("Content-Length"), 10, 64)
	if err != nil || length < 0 {
		return fmt.Errorf("%w: record %d has no length", ErrMalformed, s.number)
	}
	if !h.mayBePage() {
		return s.discard(length)
	}
	head, err := s.r.Peek(int(min(length, int64(s.r.Size()), maxHeader)))
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if !isCapture(h, head) {
		return s.discard(length)
	}
	if length > web.MaxPage {
		s.skip(s.number, fmt.Errorf("%w: %d MiB", ErrTooLarge, length>>20))
		return s.discard(length)
	}
	return s.capture(raw, h, int(length))
}

// capture hands out a record unless it is a repeat.
func (s *splitter) capture(raw []byte, h header, length int) error {
	record := make([]byte, len(raw)+length)
	copy(record, raw)
	block := record[len(raw):]
	if _, err := io.ReadFull(s.r, block); err != nil {
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		return err
	}
	_, payload := cutHeader(block)
	if h.get("WARC-Type") == "resource" {
		payload = block
	}
	hash := sha256.New()
	hash.Write([]byte(h.uri()))
	hash.Write([]byte{0})
	hash.Write(payload)
	key := [16]byte(hash.Sum(nil))
	if _, ok := s.seen[key]; ok {
		return nil
	}
	if len(s.seen) < maxCaptures {
		s.seen[key] = struct{}{}
	}
	s.stop = s.emit(s.number, record)
	return s.stop
}

func (s *splitter) discard(n int64) error {
	_, err := io.CopyN(io.Discard, s.r, n)
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// header reads a record's header with the blank line behind it, and passes over the blank lines before it.
func (s *splitter) header() ([]byte, error) {
	var raw []byte
	for {
		line, err := s.r.ReadSlice('\n')
		if errors.Is(err, bufio.ErrBufferFull) || len(raw)+len(line) > maxHeader {
			return nil, fmt.Errorf("%w: a header of more than %d kB", ErrMalformed, maxHeader>>10)
		}
		if err != nil {
			if errors.Is(err, io.EOF) && (len(raw) > 0 || len(bytes.TrimSpace(line)) > 0) {
				err = io.ErrUnexpectedEOF
			}
			return nil, err
		}
		blank := len(bytes.TrimSpace(line)) == 0
		if len(raw) == 0 {
			if blank {
				continue
			}
			if !IsWARC(line) {
				return nil, fmt.Errorf("%w: no record where one should begin", ErrMalformed)
			}
		}
		raw = append(raw, line...)
		if blank {
			return raw, nil
		}
	}
}

// IsWARC reports whether a file begins as a WARC file does.
func IsWARC(head []byte) bool { return bytes.HasPrefix(head, []byte("WARC/")) }

// header is a block of "Name: value" lines, names in lower case.
type header map[string]string

func (h header) get(name string) string { return h[strings.ToLower(name)] }

// uri is the address of a record, which old tools put in angle brackets.
func (h header) uri() string { return strings.Trim(h.get("WARC-Target-URI"), "<> ") }

func (h header) mayBePage() bool {
	switch h.get("WARC-Type") {
	case "response":
		return strings.HasPrefix(h.get("Content-Type"), "application/http")
	case "resource":
		return isHTML(h.get("Content-Type"))
	}
	return false
}

func isHTML(contentType string) bool {
	kind, _, _ := strings.Cut(strings.ToLower(contentType), ";")
	kind = strings.TrimSpace(kind)
	return kind == "text/html" || kind == "application/xhtml+xml"
}

// isCapture looks into a block for an answer that is a page.
func isCapture(h header, block []byte) bool {
	if h.get("WARC-Type") == "resource" {
		return true
	}
	head, _ := cutHeader(block)
	status, _, _ := bytes.Cut(head, []byte("\n"))
	if fields := bytes.Fields(status); len(fields) < 2 || !bytes.HasPrefix(fields[0], []byte("HTTP/")) || string(fields[1]) != "200" {
		return false
	}
	return isHTML(parseHeader(head).get("Content-Type"))
}

// cutHeader cuts a block behind its first blank line.
func cutHeader(block []byte) (head, rest []byte) {
	for i := 0; i < len(block); {
		j := bytes.IndexByte(block[i:], '\n')
		if j < 0 {
			break
		}
		line := block[i : i+j]
		i += j + 1
		if len(bytes.TrimSpace(line)) == 0 {
			return block[:i], block[i:]
		}
	}
	return block, nil
}

// parseHeader reads the lines behind the first. A line that begins with a blank goes on the one before.
func parseHeader(raw []byte) header {
	h := header{}
	last := ""
	for i, line := range strings.Split(string(raw), "\n") {
		switch {
		case i == 0:
		case last != "" && strings.TrimLeft(line, " \t") != line && strings.TrimSpace(line) != "":
			h[last] += " " + strings.TrimSpace(line)
		default:
			name, value, ok := strings.Cut(line, ":")
			if !ok {
				continue
			}
			last = strings.ToLower(strings.TrimSpace(name))
			if _, twice := h[last]; !twice {
				h[last] = strings.TrimSpace(value)
			}
		}
	}
	return h
}
