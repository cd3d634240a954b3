package segment

import (
	"bytes"
	"context"
	"fmt"
	"slices"
)

// Verify reads everything in the segment and returns ErrDamaged for the first thing that does not fit together: ids and the order they
// are found by, stored documents, forward sequences, terms and their order, posting lists, columns, pair lists. What is well-formed and
// says something else than what was written it can't tell: for that there are the hashes of the files. It takes about as long as
// writing the segment again, and returns ctx's error when ctx ends.
func (s *Segment) Verify(ctx context.Context) (err error) {
	defer func() {
		if p := recover(); p != nil { // what points outside of its section
			err = fmt.Errorf("%w: %v", ErrDamaged, p)
		}
	}()
	v := verifier{Segment: s}
	for doc := range s.Docs() {
		if doc%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if err := v.document(doc); err != nil {
			return fmt.Errorf("%w: document %d: %w", ErrDamaged, doc, err)
		}
	}
	for field := range s.meta.Fields {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := v.terms(field); err != nil {
			return fmt.Errorf("%w: field %s: %w", ErrDamaged, s.meta.Fields[field].Name, err)
		}
	}
	return v.pairLists(ctx)
}

// verifier has the room that checking takes.
type verifier struct {
	*Segment
	stored []byte
	ords   []uint32
	docs   []uint32
	freqs  []uint16
}

func (v *verifier) document(doc uint32) error {
	if at, ok := v.Find(string(v.ID(doc))); !ok || at != doc {
		return fmt.Errorf("its id %q does not lead to it", v.ID(doc))
	}
	var err error
	if v.stored, err = v.Stored(v.stored[:0], doc); err != nil {
		return err
	}
	words := v.Forward(doc)
	for rank, ok := words.Next(); ok; rank, ok = words.Next() {
		if rank != Gap && rank >= v.Ranked() {
			return fmt.Errorf("it has a word of rank %d, and there are %d", rank, v.Ranked())
		}
	}
	for column := range v.meta.Keywords {
		values := uint32(len(v.KeywordValues(column)))
		v.ords = v.AppendKeywords(v.ords[:0], column, doc)
		if slices.ContainsFunc(v.ords, func(o uint32) bool { return o >= values }) {
			return fmt.Errorf("it has a value of %s that there is not", v.meta.Keywords[column].Name)
		}
	}
	return nil
}

// terms reads the terms of a field and their lists.
func (v *verifier) terms(field int) (err error) {
	var last []byte
	v.Prefix(field, nil, func(t TermInfo) bool {
		switch {
		case last != nil && bytes.Compare(last, t.Term) >= 0:
			err = fmt.Errorf("term %q comes before %q", last, t.Term)
		case t.Ranked && field == 0 && !bytes.Equal(v.TermOf(t.Rank), t.Term):
			err = fmt.Errorf("the rank of term %q is that of %q", t.Term, v.TermOf(t.Rank))
		default:
			err = v.list(t)
		}
		last = append(last[:0], t.Term...)
		return err == nil
	})
	return err
}

func (v *verifier) list(t TermInfo) error {
	if t.List.Len() > int(v.Docs()) {
		return fmt.Errorf("the list of term %q has %d documents, and there are %d", t.Term, t.List.Len(), v.Docs())
	}
	v.docs, v.freqs = t.List.All(v.docs[:0], v.freqs[:0])
	if len(v.docs) != t.List.Len() {
		return fmt.Errorf("the list of term %q has %d documents instead of %d", t.Term, len(v.docs), t.List.Len())
	}
	for i, d := range v.docs {
		if d >= v.Docs() || i > 0 && d <= v.docs[i-1] || v.freqs[i] == 0 {
			return fmt.Errorf("the list of term %q names document %d after %d, %d times", t.Term, d, v.docs[max(i-1, 0)], v.freqs[i])
		}
	}
	return nil
}

// pairLists reads the pair lists of every page.
func (v *verifier) pairLists(ctx context.Context) error {
	for page := range v.meta.Pages {
		if err := ctx.Err(); err != nil {
			return err
		}
		shift := slotBits - v.meta.Pages[page].Bits
		end := min(uint32(page+1)<<pageShift, v.Docs())
		for list := range uint32(1) << v.meta.Pages[page].Bits {
			pairs := v.PairDocs(page, list<<shift)
			v.docs = pairs.Below(v.docs[:0], ^uint32(0))
			if n := len(v.docs); n > 0 && v.docs[n-1] >= end {
				return fmt.Errorf("%w: a pair list of page %d names document %d", ErrDamaged, page, v.docs[n-1])
			}
		}
	}
	return nil
}
