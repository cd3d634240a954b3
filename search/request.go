package search

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"time"

	"timbao/search/query"
)

const (
	defaultFacetSize = 10
	maxFacetSize     = 1000
	defaultSnippets  = 2
	maxSnippets      = 10
	maxFilters       = 100 // values of one filter
)

// checked is a request whose fields are in range and have their defaults.
type checked struct {
	Request
	from, to   time.Time // to is exclusive; zero for none
	tree       query.Node
	selections []selection // filters by dimension
	hash       uint64      // of what a cursor belongs to
	line       string      // cursor of a concordance
}

// check fills in the defaults of a request and refuses what is out of range.
func (r Request) check() (*checked, error) { return r.checkFor() }

// checkFor is check for a request of which something besides decides the hits too: its cursors belong to that.
func (r Request) checkFor(besides ...any) (*checked, error) {
	c := &checked{Request: r, hash: r.fingerprint(besides...)}
	c.Limit = orDefault(c.Limit, DefaultLimit)
	c.FacetSize = orDefault(c.FacetSize, defaultFacetSize)
	c.Snippets = orDefault(c.Snippets, defaultSnippets)
	c.Sort = orDefault(c.Sort, SortRelevance)
	c.Markup = orDefault(c.Markup, MarkupHTML)
	for _, err := range []*ParamError{
		between("limit", c.Limit, 1, MaxLimit),
		between("offset", c.Offset, 0, MaxOffset),
		between("facet_size", c.FacetSize, 1, maxFacetSize),
		between("snippets", c.Snippets, 1, maxSnippets),
		between("half_life", c.HalfLife, 0, maxHalfLife),
		oneOf("sort", string(c.Sort), string(SortRelevance), string(SortNewest), string(SortOldest)),
		oneOf("versions", string(c.Versions), "", string(VersionsGroup), string(VersionsAll)),
		oneOf("timeline", string(c.Timeline), "", string(UnitYear), string(UnitMonth), string(UnitDay), string(UnitAuto)),
		oneOf("highlight", string(c.Markup), string(MarkupHTML), string(MarkupANSI), string(MarkupPlain), string(MarkupNone)),
	} {
		if err != nil {
			return nil, err
		}
	}
	for _, name := range c.Facets {
		if err := oneOf("facet", name, FacetNames()...); err != nil {
			return nil, err
		}
	}
	if c.HalfLife != 0 && !c.Recent {
		return nil, &ParamError{"half_life", strconv.Itoa(c.HalfLife), "has a meaning only together with recent"}
	}
	var err error
	if c.selections, err = r.selections(); err != nil {
		return nil, err
	}
	if err := c.dates(); err != nil {
		return nil, err
	}
	if err := c.cursor(); err != nil {
		return nil, err
	}
	c.tree, err = query.Parse(c.Query)
	return c, err
}

func orDefault[T comparable](v, d T) T {
	var zero T
	if v == zero {
		return d
	}
	return v
}

func between(name string, v, lo, hi int) *ParamError {
	if v >= lo && v <= hi {
		return nil
	}
	return &ParamError{name, strconv.Itoa(v), fmt.Sprintf("must be from %d to %d", lo, hi)}
}

func oneOf(name, v string, known ...string) *ParamError {
	if slices.Contains(known, v) {
		return nil
	}
	return &ParamError{name, v, "must be one of " + strings.Join(known, ", ")}
}

func (c *checked) dates() error {
	for _, d := range []struct {
		name, value string
	}{{"from", c.From}, {"to", c.To}} {
		if d.value == "" {
			continue
		}
		from, to, err := query.ParseDates(d.value)
		if err != nil || strings.Contains(d.value, "..") {
			return &ParamError{d.name, d.value, "must be a date such as 2020, 2020-01, 2020-01-14 or 14-1-2020"}
		}
		if d.name == "from" {
			c.from = from
		} else {
			c.to = to
		}
	}
	if !c.from.IsZero() && !c.to.IsZero() && !c.from.Before(c.to) {
		return &ParamError{"to", c.To, "lies before from"}
	}
	return nil
}

// place is what a cursor holds: a number of hits passed, and which request it belongs to.
type place struct {
	Offset int    `json:"o"`
	Hash   uint64 `json:"h"`
}

// maxDepth is how far a cursor can go.
const maxDepth = 1_000_000

func (c *checked) cursor() error {
	if c.Cursor == "" {
		return nil
	}
	bad := &ParamError{Name: "cursor", Reason: "is not one that this search returned as next"}
	if c.Offset != 0 {
		bad.Reason = "can't be used together with offset"
		return bad
	}
	raw, err := base64.RawURLEncoding.DecodeString(c.Cursor)
	if err != nil {
		return bad
	}
	var p place
	if json.Unmarshal(raw, &p) != nil || p.Offset < 0 || p.Offset > maxDepth || p.Hash != c.hash {
		return bad
	}
	c.Offset = p.Offset
	return nil
}

// next is the cursor for the hits behind offset.
func (c *checked) next(offset int) string {
	raw, err := json.Marshal(place{offset, c.hash})
	if err != nil {
		return ""
	}
	return base64.RawURLEncoding.EncodeToString(raw)
}

// fingerprint hashes what decides which hits there are and in what order.
func (r Request) fingerprint(besides ...any) uint64 {
	h := fnv.New64a()
	what := []any{r.Query, orDefault(r.Sort, SortRelevance), r.From, r.To, r.Versions, r.Recent, r.HalfLife}
	for i := range dimensions {
		what = append(what, dimensions[i].wanted(&r), dimensions[i].unwanted(&r))
	}
	raw, err := json.Marshal(append(what, besides...))
	if err == nil {
		_, _ = h.Write(raw)
	}
	return h.Sum64()
}
