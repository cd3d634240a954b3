package article

import (
	"strconv"
	"strings"

	"timbao/indexer/charset"
	"timbao/indexer/document"
	"timbao/indexer/profile"
)

// cut hands a record on, or in its place the articles that the profile's rule cuts it into: records of their own, numbered by the line,
// or the block, that they begin at. What cannot be cut goes on whole, so that what is wrong with it is found where it is read.
func (f *format) cut(r Record, emit func(Record) error) error {
	rule := profile.Split{}
	if r.Rules != nil && r.Source.Line == 0 {
		rule = r.Rules.Split
	}
	switch {
	case !rule.Any():
		return emit(r)
	case f.document != nil:
		return f.cutDocument(r, rule, emit)
	case f.name == "text":
		return cutText(r, rule, emit)
	}
	return emit(r)
}

// part is the record of the nth line or block, whose content is data.
func (r Record) part(n int, data string) Record {
	r.ID += "#" + strconv.Itoa(n)
	r.Source.Line = n
	r.Data = []byte(data)
	r.Source.Size = int64(len(data))
	r.Source.Hash = hashUnder(r.Rules, r.Data)
	return r
}

// cutText cuts a page of text at its lines.
func cutText(r Record, rule profile.Split, emit func(Record) error) error {
	text, err := decodeText(r.Data, r.hint())
	if err != nil {
		return emit(r) // whoever reads the record meets the error again
	}
	var parts []Record
	whole, begin, number := text.String, 0, 1
	finish := func(end int) {
		if data := whole[begin:end]; strings.TrimFunc(data, isBlank) != "" {
			p := r.part(number, data)
			p.decoded = &charset.Text{String: data, Encoding: text.Encoding, Repaired: text.Repaired, Confidence: text.Confidence}
			parts = append(parts, p)
		}
	}
	for at, n := 0, 1; at < len(whole); n++ {
		next := len(whole)
		if i := strings.IndexByte(whole[at:], '\n'); i >= 0 {
			next = at + i + 1
		}
		switch line := trim(whole[at:next]); {
		case rule.Line != "" && line == rule.Line:
			finish(at)
			begin, number = next, n+1
		case rule.Pattern != nil && len(line) <= maxFrameLine*4 && rule.Pattern.MatchString(line):
			finish(at)
			begin, number = at, n
		}
		at = next
	}
	finish(len(whole))
	return emitParts(r, parts, emit)
}

// emitParts hands the parts on; one that is all of it is the record itself.
func emitParts(r Record, parts []Record, emit func(Record) error) error {
	if len(parts) <= 1 {
		return emit(r)
	}
	for _, p := range parts {
		if err := emit(p); err != nil {
			return err
		}
	}
	return nil
}

// cutDocument cuts a document at its blocks. What the file states of all its text at once, its title, is none of a part's.
func (f *format) cutDocument(r Record, rule profile.Split, emit func(Record) error) error {
	d, err := f.document(r)
	if err != nil {
		return emit(r) // whoever reads the record meets the error again
	}
	var parts []Record
	begin := 0
	finish := func(end int) {
		var data strings.Builder
		for _, b := range d.Blocks[begin:end] {
			data.WriteString(b.Line())
			data.WriteByte('\n')
		}
		if strings.TrimFunc(data.String(), isBlank) != "" {
			p := r.part(begin+1, data.String())
			p.document = partOf(d, begin, end)
			parts = append(parts, p)
		}
	}
	for i, b := range d.Blocks {
		line := trim(b.Line())
		switch {
		case rule.Line != "" && line == rule.Line:
			finish(i)
			begin = i + 1
		case rule.Heading > 0 && b.Kind == document.Heading && b.Level <= rule.Heading,
			rule.Pattern != nil && len(line) <= maxFrameLine*4 && rule.Pattern.MatchString(line):
			finish(i)
			begin = i
		}
	}
	finish(len(d.Blocks))
	return emitParts(r, parts, emit)
}

// partOf is the document of some of the blocks of d.
func partOf(d *document.Document, begin, end int) *document.Document {
	shared := func(f document.Fields) document.Fields {
		return document.Fields{Published: f.Published, Section: f.Section, Place: f.Place, URL: f.URL}
	}
	return &document.Document{Fields: shared(d.Fields), Weak: shared(d.Weak), Origin: d.Origin, Blocks: d.Blocks[begin:end:end],
		Encoding: d.Encoding, Repaired: d.Repaired}
}
