package segment

// ListOf makes a posting list of documents of the segment, in ascending order, that has none of its own, such as of those with a
// phrase. The weighted frequency is 1 in each. It takes memory of about a byte and a half a document.
func (s *Segment) ListOf(docs []uint32) List {
	switch len(docs) {
	case 0:
		return List{}
	case 1:
		return List{n: 1, doc: docs[0], freq: 1}
	}
	freqs := make([]uint16, len(docs))
	for i := range freqs {
		freqs[i] = 1
	}
	e := postingsEncoder{}
	if len(docs) >= blockSize { // only blocks have bounds, which lengths go into
		e.lengths = make([]uint16, docs[len(docs)-1]+1)
		for _, d := range docs {
			e.lengths[d] = s.Length(d)
		}
	}
	return List{n: len(docs), data: append(e.appendList(nil, docs, freqs), make([]byte, slack)...)}
}
