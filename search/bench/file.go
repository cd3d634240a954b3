package bench

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"timbao/indexer/vietnamese"
	"timbao/search/query"
)

// maxLine bounds a line of a file of queries, in bytes.
const maxLine = 1 << 20

// ReadQueries reads queries, one a line, and sorts them by kind and typing. A line is a query in the query language or, if
// it begins with {, a JSON object with the text of one in its member "query", as the topics of package eval are. Blank lines
// are passed over. It returns ErrQueries, with the line, for what can't be read or is no valid query, and for an empty file.
func ReadQueries(r io.Reader) ([]Batch, error) {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxLine)
	var out []Batch
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" {
			continue
		}
		q, err := readQuery(line)
		if err != nil {
			// Not wrapped: a mistake in a file is none in the query that somebody typed.
			return nil, fmt.Errorf("%w: line %d: %s", ErrQueries, n, err.Error())
		}
		if q != "" {
			out = sortIn(out, q)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrQueries, err)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%w: there are none", ErrQueries)
	}
	order := append(Kinds(), Other)
	slices.SortStableFunc(out, func(a, b Batch) int {
		if a.Kind != b.Kind {
			return slices.Index(order, a.Kind) - slices.Index(order, b.Kind)
		}
		return strings.Compare(string(a.Typing), string(b.Typing))
	})
	return out, nil
}

func readQuery(line string) (string, error) {
	if !strings.HasPrefix(line, "{") {
		_, err := query.Parse(line)
		return line, err
	}
	var topic struct {
		Query *string `json:"query"`
	}
	if err := json.Unmarshal([]byte(line), &topic); err != nil {
		return "", err
	}
	if topic.Query == nil {
		return "", errors.New(`an object without a member "query"`)
	}
	q := query.Plain(*topic.Query)
	_, err := query.Parse(q)
	return q, err
}

// sortIn adds a query to the batch that it belongs to.
func sortIn(batches []Batch, q string) []Batch {
	kind, typing := kindOf(q), Unaccented
	if vietnamese.HasAccent(q) {
		typing = Accented
	}
	i := slices.IndexFunc(batches, func(b Batch) bool { return b.Kind == kind && b.Typing == typing })
	if i < 0 {
		i, batches = len(batches), append(batches, Batch{Kind: kind, Typing: typing})
	}
	batches[i].Queries = append(batches[i].Queries, q)
	return batches
}

// kindOf sorts a query by its length: three to seven words are nearer to a headline than to two words.
func kindOf(q string) Kind {
	tree, err := query.Parse(q)
	if err != nil {
		return Other
	}
	switch n := tree.(type) {
	case *query.Phrase:
		return Phrase
	case *query.Words:
		switch words := len(strings.Fields(n.Text)); {
		case n.Field != query.FieldText:
			return Other
		case words == 1:
			return Word
		case words == 2:
			return TwoWords
		}
		return Headline
	}
	return Other
}
