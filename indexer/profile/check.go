package profile

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// maxSources and maxValues bound a profile: sources in it, and values of one list or table.
const (
	maxSources = 1000
	maxValues  = 10000
)

// maxProblems is the number of problems after which a profile is not read further.
const maxProblems = 20

// checker makes rules of a profile's text and collects what is wrong with it.
type checker struct {
	file     string
	allowed  Allowed
	lines    lines
	problems []error
}

// wrong notes a problem with a key, "source[0].files".
func (c *checker) wrong(key, format string, args ...any) {
	if len(c.problems) < maxProblems {
		c.problems = append(c.problems, &Problem{File: c.file, Line: c.lines.of(key), Key: shown(key), Reason: fmt.Sprintf(format, args...)})
	}
}

// shown is a key without the numbers of the tables it is in: the line says which.
func shown(key string) string {
	if rest, ok := strings.CutPrefix(key, "source["); ok {
		if _, rest, ok = strings.Cut(rest, "]"); ok {
			return "source" + rest
		}
	}
	return key
}

// profile reads the whole file.
func (c *checker) profile(data []byte) []*Rules {
	var root map[string]any
	if err := toml.Unmarshal(data, &root); err != nil {
		c.syntax(err)
		return nil
	}
	c.lines = linesOf(data)
	for key := range sorted(root) {
		if key != "source" {
			c.wrong(key, "unknown key; a profile has [[source]] tables alone")
		}
	}
	list, ok := root["source"].([]any)
	if !ok {
		if root["source"] != nil {
			c.wrong("source", "write [[source]], with two brackets")
		}
		return nil
	}
	if len(list) > maxSources {
		c.wrong("source", "more than %d of them", maxSources)
		return nil
	}
	var out []*Rules
	for i, v := range list {
		key := index("source", i)
		table, ok := v.(map[string]any)
		if !ok {
			c.wrong(key, "write [[source]], with two brackets")
			continue
		}
		out = append(out, c.source(key, table))
	}
	return out
}

func (c *checker) syntax(err error) {
	p := &Problem{File: c.file, Reason: strings.TrimPrefix(err.Error(), "toml: ")}
	if at := (*toml.DecodeError)(nil); errors.As(err, &at) {
		p.Line, _ = at.Position()
	}
	c.problems = append(c.problems, p)
}

// source reads one [[source]].
func (c *checker) source(key string, table map[string]any) *Rules {
	r := &Rules{File: c.file, Line: c.lines.of(key), print: fingerprint(fmt.Sprint(table))} // maps print in the order of their keys
	for name := range sorted(table) {
		read, ok := sourceKeys[name]
		if !ok {
			c.wrong(join(key, name), "unknown key; allowed here: %s", list(slices.Sorted(maps.Keys(sourceKeys))))
			continue
		}
		read(c, r, join(key, name), table[name])
	}
	if _, ok := table["files"]; !ok {
		c.wrong(key, `files is missing, the globs of the files this is about: files = ["**"]`)
	}
	return r
}

// text is a value that must be a text that says something.
func (c *checker) text(key string, v any) string {
	s, ok := v.(string)
	switch {
	case !ok:
		c.wrong(key, "%s; it is a text in quotes", kindOf(v))
	case strings.TrimSpace(s) == "":
		c.wrong(key, "it is empty")
	}
	return strings.TrimSpace(s)
}

// oneOf is a text that must be one of a list, in any case of letters; it is returned as the list spells it.
func (c *checker) oneOf(key string, v any, allowed []string) string {
	s := c.text(key, v)
	if s == "" || len(allowed) == 0 {
		return s
	}
	for _, a := range allowed {
		if strings.EqualFold(a, s) {
			return a
		}
	}
	c.wrong(key, "%q; it is one of %s", s, list(allowed))
	return ""
}

// texts is a list of texts; one text alone is a list, too. each is called with the key of every one.
func (c *checker) texts(key string, v any, each func(key, s string)) {
	if _, ok := v.(string); ok {
		if s := c.text(key, v); s != "" {
			each(key, s)
		}
		return
	}
	values, ok := v.([]any)
	switch {
	case !ok:
		c.wrong(key, "%s; it is a text in quotes, or a list of them", kindOf(v))
	case len(values) == 0:
		c.wrong(key, "the list is empty")
	case len(values) > maxValues:
		c.wrong(key, "more than %d values", maxValues)
	default:
		for i, v := range values {
			if s := c.text(index(key, i), v); s != "" {
				each(index(key, i), s)
			}
		}
	}
}

// table calls each for what is in a table.
func (c *checker) table(key string, v any, each func(key, name string, v any)) {
	t, ok := v.(map[string]any)
	switch {
	case !ok:
		c.wrong(key, "%s; it is a table: [%s] and lines of name = value", kindOf(v), shown(key))
	case len(t) > maxValues:
		c.wrong(key, "more than %d entries", maxValues)
	default:
		for name := range sorted(t) {
			each(join(key, name), name, t[name])
		}
	}
}

// sorted goes over the keys of a table in their order, so that problems are always reported alike.
func sorted(t map[string]any) func(func(string) bool) {
	return slices.Values(slices.Sorted(maps.Keys(t)))
}

func kindOf(v any) string {
	switch v.(type) {
	case string:
		return "a text"
	case int64, float64:
		return "a number"
	case bool:
		return "true or false"
	case []any:
		return "a list"
	case map[string]any:
		return "a table"
	}
	return "a date"
}

func list(names []string) string { return strings.Join(names, ", ") }
