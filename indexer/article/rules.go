package article

import (
	"timbao/indexer/charset"
	"timbao/indexer/profile"
)

// Allowed is what a profile may name: the formats that are read, the encodings, and the fields that a record can have.
func Allowed() profile.Allowed {
	return profile.Allowed{Formats: FormatNames(), Encodings: charset.Names(), Fields: []string{"id", "title", "lead", "body", "captions",
		"published", "authors", "photographers", "byline", "section", "place", "url"}}
}
