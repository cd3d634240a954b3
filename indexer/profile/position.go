package profile

import (
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// lines tells on which line of a profile a key stands, "source[0].files".
type lines map[string]int

// of is the line of a key, or of the nearest thing it is part of.
func (l lines) of(key string) int {
	for key != "" {
		if n := l[key]; n > 0 {
			return n
		}
		key = key[:max(strings.LastIndexAny(key, ".["), 0)]
	}
	return 0
}

// linesOf finds the lines of the keys of a text that is valid TOML.
func linesOf(data []byte) lines {
	found := lines{}
	counts := map[string]int{} // tables of an array so far
	var p unstable.Parser
	p.Reset(data)
	prefix := ""
	for p.NextExpression() {
		e := p.Expression()
		switch e.Kind {
		case unstable.ArrayTable:
			parts, line := keyOf(&p, e)
			name := resolveKey(parts[:len(parts)-1], counts)
			name = join(name, parts[len(parts)-1])
			prefix = index(name, counts[name])
			counts[name]++
			found[prefix] = line
		case unstable.Table:
			parts, line := keyOf(&p, e)
			prefix = resolveKey(parts, counts)
			found[prefix] = line
		case unstable.KeyValue:
			keyValue(&p, e, prefix, found)
		}
	}
	return found
}

// keyValue notes the line of a key, and of the keys and values in it.
func keyValue(p *unstable.Parser, e *unstable.Node, prefix string, found lines) {
	parts, line := keyOf(p, e)
	name := prefix
	for _, part := range parts {
		name = join(name, part)
		if found[name] == 0 {
			found[name] = line
		}
	}
	inside(p, e.Value(), name, found)
}

func inside(p *unstable.Parser, v *unstable.Node, name string, found lines) {
	n := 0
	for it := v.Children(); it.Next(); {
		child := it.Node()
		switch {
		case child.Kind == unstable.KeyValue:
			keyValue(p, child, name, found)
		case v.Kind == unstable.Array:
			if child.Raw.Length > 0 {
				found[index(name, n)] = p.Shape(child.Raw).Start.Line
			}
			inside(p, child, index(name, n), found)
			n++
		}
	}
}

// keyOf is the dotted key of an expression, and its line.
func keyOf(p *unstable.Parser, e *unstable.Node) (parts []string, line int) {
	for it := e.Key(); it.Next(); {
		k := it.Node()
		parts = append(parts, string(k.Data))
		if line == 0 {
			line = p.Shape(k.Raw).Start.Line
		}
	}
	return parts, line
}

// resolveKey joins the parts of a table's name; those that are arrays mean the last of their tables.
func resolveKey(parts []string, counts map[string]int) string {
	name := ""
	for _, part := range parts {
		name = join(name, part)
		if n := counts[name]; n > 0 {
			name = index(name, n-1)
		}
	}
	return name
}

func join(prefix, part string) string {
	if prefix == "" {
		return part
	}
	return prefix + "." + part
}

func index(name string, i int) string { return name + "[" + strconv.Itoa(i) + "]" }
