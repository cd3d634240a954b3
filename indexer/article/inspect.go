package article

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

// Inspect is Article, and says of every field that has a value what it was read from and how sure that is, in the order in which
// people read them.
func (r Record) Inspect() (*Article, []Finding, error) {
	r.trace = &trace{how: map[string]finding{}}
	r.traceFormat()
	a, err := r.Article()
	if err != nil {
		return nil, nil, err
	}
	return a, r.trace.findings(a), nil
}

// traceFormat notes how the format was told.
func (r *Record) traceFormat() {
	name := path.Base(r.Source.Path)
	if r.Source.Inside != "" {
		name = path.Base(r.Source.Inside)
	}
	how := evidence{OriginLayout, "its first bytes", 0.95}
	switch {
	case r.Rules != nil && r.Rules.Format != "":
		how = byProfile
	case slices.ContainsFunc(formats, func(f format) bool { return f.name == r.Source.Format && f.named(name) }):
		how = evidence{OriginPath, "its name", 1}
	}
	r.trace.note("format", how, "")
	r.trace.note("encoding", evidence{OriginLayout, "its format has one encoding", 1}, "")
}

// named reports whether a file's name ends as those of the format do, packed or not.
func (f *format) named(name string) bool {
	for ext := path.Ext(name); ext != "" && name != ""; ext = path.Ext(name) {
		if slices.Contains(f.exts, strings.ToLower(ext)) {
			return true
		}
		name = strings.TrimSuffix(name, ext)
	}
	return false
}

// Shorten is a value of a finding as it fits into a line: without line ends, and of a longer one the beginning and how many characters
// it has.
func Shorten(value string, limit int) string {
	value = strings.Join(strings.Fields(value), " ")
	letters := []rune(value)
	if len(letters) <= limit {
		return value
	}
	return fmt.Sprintf("%s… (%d characters)", strings.TrimSpace(string(letters[:limit])), len(letters))
}
