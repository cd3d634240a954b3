package server

import (
	"bytes"
	"encoding/json"
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write fields.json anew from the comments of the Go types")

// sources are the packages whose types are in answers, and what their names begin with in the document where another has the same.
var sources = []string{"..", filepath.Join("..", "..", "indexer", "article"), "."}

// TestFieldsAreUpToDate holds fields.json against the comments of the types.
func TestFieldsAreUpToDate(t *testing.T) {
	known := decoded[struct {
		Components struct{ Schemas map[string]any }
	}](t, call(t, start(t, newFake(1), Options{}), "GET", "/api/v1/openapi.json", "")).Components.Schemas
	all := map[string]fieldDoc{}
	for _, dir := range sources {
		c := readComments(t, dir)
		for name, doc := range c.types {
			if _, ok := known[name]; ok {
				all[name] = doc
			}
		}
	}
	var want bytes.Buffer
	e := json.NewEncoder(&want)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(all); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("fields.json", want.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !bytes.Equal(want.Bytes(), fieldsJSON) {
		t.Error("a type of an answer, or a comment of one, has changed: run go test ./search/server -run TestFieldsAreUpToDate -update")
	}
}

// TestTheDocumentSaysWhatMembersAre wants comments and choices where they belong.
func TestTheDocumentSaysWhatMembersAre(t *testing.T) {
	type schema struct {
		Description string
		Enum        []string
		Properties  map[string]schema
	}
	schemas := decoded[struct {
		Components struct{ Schemas map[string]schema }
	}](t, call(t, start(t, newFake(1), Options{}), "GET", "/api/v1/openapi.json", "")).Components.Schemas
	hit, response := schemas["Hit"], schemas["Response"]
	if hit.Description != "One found article." || hit.Properties["published"].Description != "Null when the article's date is not known." {
		t.Errorf("hit: %+v", hit)
	}
	if got := response.Properties["total_relation"].Enum; len(got) != 2 || got[0] != "eq" || got[1] != "gte" {
		t.Errorf("total_relation has %q", got)
	}
	if got := schemas["Problem"].Properties["column"].Description; !strings.HasPrefix(got, "Where a malformed query went wrong") {
		t.Errorf("column: %q", got)
	}
}

// comments are the documented types of a package.
type comments struct {
	types   map[string]fieldDoc
	values  map[string]string   // of constants that are texts
	choices map[string][]string // of types of texts
}

func readComments(t *testing.T, dir string) comments {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil || len(names) == 0 {
		t.Fatalf("%s: %v", dir, err)
	}
	c := comments{map[string]fieldDoc{}, map[string]string{}, map[string][]string{}}
	var structs []*ast.GenDecl
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			switch d, _ := d.(*ast.GenDecl); {
			case d == nil:
			case d.Tok == token.CONST:
				c.addConstants(d)
			case d.Tok == token.TYPE:
				structs = append(structs, d)
			}
		}
	}
	for _, d := range structs {
		c.addTypes(d)
	}
	return c
}

func (c comments) addConstants(d *ast.GenDecl) {
	for _, s := range d.Specs {
		v, _ := s.(*ast.ValueSpec)
		for i, name := range v.Names {
			if i >= len(v.Values) {
				continue
			}
			lit, _ := v.Values[i].(*ast.BasicLit)
			if lit == nil || lit.Kind != token.STRING {
				continue
			}
			text, _ := strconv.Unquote(lit.Value)
			c.values[name.Name] = text
			if of, _ := v.Type.(*ast.Ident); of != nil && text != "" {
				c.choices[of.Name] = append(c.choices[of.Name], text)
			}
		}
	}
}

func (c comments) addTypes(d *ast.GenDecl) {
	for _, s := range d.Specs {
		spec, _ := s.(*ast.TypeSpec)
		fields, _ := spec.Type.(*ast.StructType)
		if fields == nil || !spec.Name.IsExported() {
			continue
		}
		doc := spec.Doc
		if doc == nil {
			doc = d.Doc
		}
		text := strings.TrimPrefix(doc.Text(), spec.Name.Name+" is ")
		out := fieldDoc{Text: c.inWordsOfJSON(strings.SplitN(text, "\n\n", 2)[0]), Members: map[string]fieldDoc{}}
		for _, f := range fields.Fields.List {
			if f.Tag == nil || len(f.Names) != 1 {
				continue
			}
			tag, _ := strconv.Unquote(f.Tag.Value)
			name, _, _ := strings.Cut(reflect.StructTag(tag).Get("json"), ",")
			m := fieldDoc{Text: c.inWordsOfJSON(f.Comment.Text() + f.Doc.Text())}
			if of, _ := f.Type.(*ast.Ident); of != nil {
				m.Choices = c.choices[of.Name]
			}
			if name != "" && name != "-" && (m.Text != "" || m.Choices != nil) {
				out.Members[name] = m
			}
		}
		c.types[spec.Name.Name] = out
	}
}

var identifier = regexp.MustCompile(`\b[A-Za-z]+\b`)

// inWordsOfJSON writes a comment as a sentence in which constants are their values and nil is null.
func (c comments) inWordsOfJSON(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	s = identifier.ReplaceAllStringFunc(s, func(word string) string {
		if v, ok := c.values[word]; ok && strings.ToLower(word) != word {
			return strconv.Quote(v)
		}
		if word == "nil" {
			return "null"
		}
		return word
	})
	if s == "" {
		return ""
	}
	first := []rune(s)
	s = strings.ToUpper(string(first[0])) + string(first[1:])
	return strings.TrimSuffix(s, ".") + "."
}
