package fieldmap

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"timbao/indexer/charset"
)

// Bounds of what is kept in memory.
const (
	MaxFile = 64 << 20 // bytes of a JSON file that begins with an object
	MaxRow  = 16 << 20 // bytes of a row of CSV, and of an object of a list
)

// Options say what a profile knows of a file. The zero value knows nothing.
type Options struct {
	Fields    Map
	Records   string // path of the list of articles in a JSON file; "" = looked for
	Delimiter rune   // between the columns of CSV; 0 = told from the header
}

var bom = []byte("\uFEFF")

// SplitJSON hands the articles of a JSON file to emit, one after another, numbered from 1. It returns ErrMalformed, ErrTooLarge,
// ErrNoArticle, emit's error or r's.
func SplitJSON(r io.Reader, o Options, emit func(number int, object []byte) error) error {
	b := bufio.NewReader(r)
	if head, _ := b.Peek(len(bom)); bytes.Equal(head, bom) {
		_, _ = b.Discard(len(bom))
	}
	limit := &perRecord{r: b}
	d := json.NewDecoder(limit)
	first, err := firstByte(b)
	switch {
	case err != nil:
		return fmt.Errorf("%w: no JSON in it", ErrMalformed)
	case o.Records != "":
		if err := enter(d, limit, strings.Split(strings.TrimSuffix(o.Records, "[]"), ".")); err != nil {
			return err
		}
	case first == '{':
		return searchJSON(b, o, emit)
	}
	return list(d, limit, emit)
}

// firstByte is the first byte that is no blank.
func firstByte(b *bufio.Reader) (byte, error) {
	for {
		c, err := b.ReadByte()
		if err != nil {
			return 0, err
		}
		if c != ' ' && c != '\t' && c != '\n' && c != '\r' {
			return c, b.UnreadByte()
		}
	}
}

// perRecord stops what would take one record's memory beyond its bound.
type perRecord struct {
	r io.Reader
	n int
}

func (p *perRecord) Read(b []byte) (int, error) {
	if p.n > MaxRow+(1<<20) {
		return 0, fmt.Errorf("%w: one record has more than %d MiB", ErrTooLarge, MaxRow>>20)
	}
	n, err := p.r.Read(b)
	p.n += n
	return n, err
}

// enter goes down a path of names, to the value at its end.
func enter(d *json.Decoder, limit *perRecord, path []string) error {
	for _, name := range path {
		if t, err := d.Token(); err != nil || t != json.Delim('{') {
			return fmt.Errorf("%w: there is no object around %q", ErrNoArticle, name)
		}
		for {
			t, err := d.Token()
			if err != nil {
				return broken(err)
			}
			if t == json.Delim('}') {
				return fmt.Errorf("%w: there is no %q, which the profile names", ErrNoArticle, name)
			}
			limit.n = 0
			if t == name {
				break
			}
			var passed json.RawMessage
			if err := d.Decode(&passed); err != nil {
				return broken(err)
			}
		}
	}
	return nil
}

// list hands out the members of the list at the decoder's place.
func list(d *json.Decoder, limit *perRecord, emit func(int, []byte) error) error {
	t, err := d.Token()
	if err != nil {
		return broken(err)
	}
	if t != json.Delim('[') {
		return fmt.Errorf("%w: neither a list nor an object", ErrNoArticle)
	}
	for number := 1; d.More(); number++ {
		limit.n = 0
		var object json.RawMessage
		if err := d.Decode(&object); err != nil {
			return fmt.Errorf("read up to record %d: %w", number-1, broken(err))
		}
		if err := emit(number, object); err != nil {
			return err
		}
	}
	_, err = d.Token()
	return broken(err)
}

func broken(err error) error {
	if err == nil || errors.Is(err, ErrTooLarge) {
		return err
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("%w: the JSON ends too early", ErrMalformed)
	}
	return fmt.Errorf("%w: %w", ErrMalformed, err)
}

// searchJSON reads a file that begins with an object: an article itself, or with a list of them somewhere inside.
func searchJSON(r io.Reader, o Options, emit func(int, []byte) error) error {
	data, err := io.ReadAll(io.LimitReader(r, MaxFile+1))
	if err != nil {
		return err
	}
	if len(data) > MaxFile {
		return fmt.Errorf("%w: more than %d MiB; name the list in it with records = \"…\" in timbao.toml", ErrTooLarge, MaxFile>>20)
	}
	if !json.Valid(data) {
		var v any
		return broken(json.Unmarshal(data, &v))
	}
	if isArticle(data, o.Fields) {
		return emit(1, data)
	}
	found := search(data, o.Fields, 0)
	if found == nil {
		return fmt.Errorf("%w: say in timbao.toml where the list is (records) and what its names mean (fields)", ErrNoArticle)
	}
	for i, object := range found {
		if err := emit(i+1, object); err != nil {
			return err
		}
	}
	return nil
}

// search finds the first list of articles in a value, or a single one.
func search(data json.RawMessage, m Map, depth int) []json.RawMessage {
	if depth > maxDepth {
		return nil
	}
	var members []json.RawMessage
	if json.Unmarshal(data, &members) == nil {
		for _, e := range members[:min(len(members), 3)] {
			if isArticle(e, m) {
				return members
			}
		}
		return nil
	}
	var o map[string]json.RawMessage
	if json.Unmarshal(data, &o) != nil {
		return nil
	}
	if depth > 0 && isArticle(data, m) {
		return []json.RawMessage{data}
	}
	for _, name := range sortedBySize(o) {
		if found := search(o[name], m, depth+1); found != nil {
			return found
		}
	}
	return nil
}

// SplitCSV hands the rows of a CSV file to emit, each as CSV with commas below the header, numbered by rows from 2 on. It returns
// ErrMalformed, ErrTooLarge, ErrNoArticle, emit's error or r's.
func SplitCSV(r io.Reader, o Options, emit func(number int, row []byte) error) error {
	b := bufio.NewReaderSize(r, 64<<10)
	head, err := b.Peek(64 << 10)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if bytes.HasPrefix(head, bom) {
		_, _ = b.Discard(len(bom))
		head = head[len(bom):]
	}
	if bytes.IndexByte(head, 0) >= 0 {
		return fmt.Errorf("%w: a binary file, or UTF-16; save it as UTF-8", ErrMalformed)
	}
	limit := &perRecord{r: b}
	rows := csv.NewReader(limit)
	rows.Comma, rows.LazyQuotes, rows.FieldsPerRecord = o.Delimiter, true, -1
	if rows.Comma == 0 {
		rows.Comma = delimiter(head)
	}
	header, err := rows.Read()
	if err != nil {
		return fmt.Errorf("%w: no header: %w", ErrMalformed, err)
	}
	if !o.names(header) {
		return fmt.Errorf("%w: the first row names neither title nor body; say in timbao.toml, under [source.fields], which columns they are", ErrNoArticle)
	}
	for number := 2; ; number++ {
		limit.n = 0
		row, err := rows.Read()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.Is(err, ErrTooLarge):
			return fmt.Errorf("read up to row %d: %w", number-1, err)
		case err != nil:
			return fmt.Errorf("read up to row %d: %w: %w", number-1, ErrMalformed, err)
		}
		if err := emitRow(number, header, row, emit); err != nil {
			return err
		}
	}
}

// emitRow hands out a row unless it is blank.
func emitRow(number int, header, row []string, emit func(int, []byte) error) error {
	if strings.TrimSpace(strings.Join(row, "")) == "" {
		return nil
	}
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	_ = w.WriteAll([][]string{header, row}) // into memory
	return emit(number, out.Bytes())
}

// names reports whether a header names a title or a text.
func (o Options) names(header []string) bool {
	if len(o.Fields["title"])+len(o.Fields["body"]) > 0 {
		return true
	}
	// The header may be in the encoding of the texts; if it is too short to tell, its letters without accents are enough for most names.
	if text, err := charset.Decode([]byte(strings.Join(header, "\n")), charset.Hint{}); err == nil {
		header = append(strings.Split(text.String, "\n"), header...)
	}
	for _, name := range header {
		switch known[key(name)].field {
		case "title", "body", "lead":
			return true
		}
	}
	return false
}

// delimiter is what stands most often in the header.
func delimiter(head []byte) rune {
	line, _, _ := bytes.Cut(head, []byte("\n"))
	best, most := ',', 0
	for _, c := range []rune{',', ';', '\t', '|'} {
		if n := bytes.Count(line, []byte(string(c))); n > most {
			best, most = c, n
		}
	}
	return best
}
