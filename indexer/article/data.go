package article

import (
	"context"
	"errors"

	"timbao/indexer/document"
	"timbao/indexer/fieldmap"
)

// splitJSON makes a record of each article of a JSON file that is not a record a line.
func splitJSON(ctx context.Context, in *input, emit func(Record) error) error {
	err := fieldmap.SplitJSON(&contextReader{ctx: ctx, r: in.r}, in.dataOptions(), in.numbered(emit))
	if err == nil || in.stopped(ctx) {
		return err
	}
	return foreignError(err)
}

// splitCSV makes a record of each row of a CSV file.
func splitCSV(ctx context.Context, in *input, emit func(Record) error) error {
	err := fieldmap.SplitCSV(&contextReader{ctx: ctx, r: in.r}, in.dataOptions(), in.numbered(emit))
	if err == nil || in.stopped(ctx) {
		return err
	}
	return foreignError(err)
}

// numbered makes records of pieces of the file, in memory of their own.
func (in *input) numbered(emit func(Record) error) func(int, []byte) error {
	return func(number int, data []byte) error { return emit(in.record(data, number)) }
}

// dataOptions is what the profile says about the file's data.
func (in *input) dataOptions() fieldmap.Options {
	r := in.base.Rules
	if r == nil {
		return fieldmap.Options{}
	}
	return fieldmap.Options{Fields: r.Fields, Records: r.Records, Delimiter: r.Delimiter}
}

func (r *Record) fieldMap() fieldmap.Map {
	if r.Rules == nil {
		return nil
	}
	return r.Rules.Fields
}

func parseObject(r Record) (*document.Document, error) {
	hint := r.hint()
	hint.AsIs = true
	return documentOf(fieldmap.ReadJSON(r.Data, r.fieldMap(), hint))
}

func parseCSV(r Record) (*document.Document, error) {
	return documentOf(fieldmap.ReadCSV(r.Data, r.fieldMap(), r.hint()))
}

// otherNames reads a record of a JSONL file by the names that the profile says, or that other exports use.
func (r Record) otherNames(why error) (*Article, error) {
	d, err := parseObject(r)
	if err != nil {
		if errors.Is(why, ErrEmpty) {
			return nil, why
		}
		return nil, err
	}
	return fromDocument(r, d)
}
