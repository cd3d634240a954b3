package server

import (
	_ "embed"
	"encoding/json"
	"fmt"

	"github.com/danielgtaylor/huma/v2"
)

// fieldsJSON says of each type of an answer, by the name that it has in the OpenAPI document, what it and its members are: the comments
// of the Go types, in the words of JSON. A test writes it anew and fails when it is not up to date.
//
//go:embed fields.json
var fieldsJSON []byte

// fieldDoc is what is known of a type or of one of its members.
type fieldDoc struct {
	Text    string              `json:"text,omitempty"`
	Choices []string            `json:"choices,omitempty"` // all values that a text can have
	Members map[string]fieldDoc `json:"members,omitempty"`
}

// describeSchemas adds to the types of the document what they are.
func describeSchemas(schemas map[string]*huma.Schema) error {
	var all map[string]fieldDoc
	if err := json.Unmarshal(fieldsJSON, &all); err != nil {
		return fmt.Errorf("read fields.json: %w", err)
	}
	for name, doc := range all {
		schema := schemas[name]
		if schema == nil {
			continue
		}
		if schema.Description == "" {
			schema.Description = doc.Text
		}
		for member, doc := range doc.Members {
			p := schema.Properties[member]
			if p == nil {
				continue
			}
			if p.Description == "" {
				p.Description = doc.Text
			}
			if p.Type == huma.TypeString && p.Enum == nil {
				for _, c := range doc.Choices {
					p.Enum = append(p.Enum, c)
				}
			}
		}
	}
	return nil
}
