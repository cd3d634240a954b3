package search

import (
	"encoding/base64"
	"encoding/json"
)

// linePlace is what a cursor of a concordance holds: the occurrence that the next page begins with, and what was counted, so that no page
// counts again.
type linePlace struct {
	At       int64  `json:"d"` // date of the article
	ID       string `json:"i"` // of the article; "" at the beginning
	Skip     int    `json:"s"` // its occurrences that were shown
	Total    int    `json:"t"`
	Articles int    `json:"a"`
	AtLeast  bool   `json:"g"`
	Hash     uint64 `json:"h"` // of the request
}

// skip is how many occurrences of an article were shown.
func (p linePlace) skip(id string) int {
	if id == p.ID {
		return p.Skip
	}
	return 0
}

// linePlace reads the request's cursor.
func (c *checked) linePlace() (p linePlace, err error) {
	if c.line == "" {
		return p, nil
	}
	bad := &ParamError{Name: "cursor", Reason: "is not one that this concordance returned as next"}
	raw, err := base64.RawURLEncoding.DecodeString(c.line)
	if err != nil || json.Unmarshal(raw, &p) != nil || p.ID == "" || p.Skip < 0 || p.Total < 1 || p.Articles < 1 || p.Hash != c.hash {
		return linePlace{}, bad
	}
	return p, nil
}

// nextLine is the cursor for what begins at a place.
func (c *checked) nextLine(p linePlace) string {
	p.Hash = c.hash
	raw, err := json.Marshal(p)
	if err != nil {
		return ""
	}
	return base64.RawURLEncoding.EncodeToString(raw)
}

// check is Request's, for occurrences in the order of dates.
func (req ConcordanceRequest) check(most int) (*checked, error) {
	if req.Width != 0 {
		if err := between("width", req.Width, 1, MaxWidth); err != nil {
			return nil, err
		}
	}
	if err := oneOf("sort", string(req.Sort), "", string(SortOldest), string(SortNewest)); err != nil {
		return nil, err
	}
	if req.Offset != 0 {
		return nil, &ParamError{Name: "offset", Reason: "is not used here: go on with cursor"}
	}
	line := req.Cursor
	req.Cursor, req.Sort = "", orDefault(req.Sort, SortOldest)
	c, err := req.checkFor("concordance")
	if err != nil {
		return nil, err
	}
	c.line = line
	c.Limit = min(orDefault(req.Limit, DefaultLines), most)
	return c, nil
}
