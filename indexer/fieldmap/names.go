package fieldmap

import (
	_ "embed"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"timbao/indexer/vietnamese"
)

//go:embed names.tsv
var nameTable string

// known is the field and the rank of each known name.
var known = readNames(nameTable)

type knownName struct {
	field string
	rank  int // smaller goes first
}

func readNames(table string) map[string]knownName {
	m := map[string]knownName{}
	for line := range strings.Lines(table) {
		field, name, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if ok && !strings.HasPrefix(line, "#") {
			m[name] = knownName{field, len(m)}
		}
	}
	return m
}

// key is a name as names.tsv has it.
func key(name string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r == '_' || r >= utf8.RuneSelf {
			if r == '_' {
				return -1
			}
			return r
		}
		return -1
	}, vietnamese.Fold(name))
}

// Map says where in an object the fields of an article are: a field's name in JSON → paths, of which for a single value the first that
// is there counts, and for lists and texts all. Fields that are not in it are found by known names. nil is an empty Map.
type Map map[string][]string

// resolve lists for each field the values of an object.
func (m Map) resolve(o map[string]any) map[string][]any {
	out := map[string][]any{}
	ranks := map[string]int{}
	for name, v := range o {
		k, ok := known[key(name)]
		if name == "_id" {
			k, ok = known["_id"], true
		}
		if _, mapped := m[k.field]; !ok || mapped || isEmpty(v) {
			continue
		}
		if at, seen := ranks[k.field]; !seen || k.rank < at {
			ranks[k.field], out[k.field] = k.rank, []any{v}
		}
	}
	for field, paths := range m {
		for _, p := range paths {
			for _, v := range at(o, p) {
				if !isEmpty(v) {
					out[field] = append(out[field], v)
				}
			}
		}
	}
	return out
}

func isEmpty(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case string:
		return strings.TrimSpace(v) == ""
	case []any:
		return len(v) == 0
	case map[string]any:
		return len(v) == 0
	}
	return false
}

// at are the values at a path. A name with dots in it goes before a path.
func at(v any, path string) []any {
	o, ok := v.(map[string]any)
	if !ok {
		if list, isList := v.([]any); isList {
			var out []any
			for _, e := range list {
				out = append(out, at(e, path)...)
			}
			return out
		}
		return nil
	}
	if v, ok := o[strings.TrimSuffix(path, "[]")]; ok {
		if list, isList := v.([]any); isList && strings.HasSuffix(path, "[]") {
			return list
		}
		return []any{v}
	}
	name, rest, ok := strings.Cut(path, ".")
	if !ok {
		for n, v := range o { // columns are named by people
			if key(n) == key(path) {
				return []any{v}
			}
		}
		return nil
	}
	return at(o[strings.TrimSuffix(name, "[]")], rest)
}

// sortedBySize lists the names of an object, the largest values first: the list of articles is where most of a file is.
func sortedBySize(o map[string]json.RawMessage) []string {
	names := slices.Sorted(maps.Keys(o))
	slices.SortStableFunc(names, func(a, b string) int { return len(o[b]) - len(o[a]) })
	return names
}
