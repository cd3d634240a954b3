package article

import (
	"fmt"
	"slices"

	"timbao/indexer/charset"
	"timbao/indexer/profile"
)

// Origin is what a field of an article was read from.
type Origin string

// The origins, the strongest first.
const (
	OriginProfile Origin = "profile" // what somebody said about the archive's files
	OriginMeta    Origin = "meta"    // stated by the file, beside its text
	OriginLayout  Origin = "layout"  // where it stands on the page, and a label or form that says what it is
	OriginPath    Origin = "path"    // the names of folders and file
	OriginGuess   Origin = "guess"   // the likeliest reading of what says nothing for sure
)

// Finding says how a field of an article was understood.
type Finding struct {
	Field      string  `json:"field"`      // by its JSON name; "format" and "encoding" are of the source
	Value      string  `json:"value"`      // as text, of a list all values
	Origin     Origin  `json:"origin"`     // of the value
	Why        string  `json:"why"`        // for people
	Confidence float64 `json:"confidence"` // from 0 to 1: see package comment
}

// evidence is a way to understand a field. Its confidence is at most the share of fields that it got right on pages of several layouts
// (TestAccuracy measures it), and less where archives are known to have pages that mislead it.
type evidence struct {
	origin     Origin
	why        string
	confidence float64
}

// The ways, as they are told.
var (
	byProfile      = evidence{OriginProfile, "the profile says so", 1}
	byStatement    = evidence{OriginMeta, "the file states it", 0.98}
	byProgram      = evidence{OriginGuess, "a program that wrote the file filled it in", 0.5}
	byHeading      = evidence{OriginLayout, "the heading of the text", 0.95}
	byConfirmation = evidence{OriginLayout, "a line of the text that the file's own title or description confirms", 0.95}
	byAboveDate    = evidence{OriginLayout, "the line above the date line", 0.98}
	byBelowDate    = evidence{OriginLayout, "the first line below the date line", 0.9}
	byFirstLine    = evidence{OriginGuess, "the first line; there is no date line", 0.9}
	byOpening      = evidence{OriginGuess, "the beginning of the text; nothing looks like a headline", 0.3}
	byDateLine     = evidence{OriginLayout, "a line that is a date", 0.98}
	bySwappedDate  = evidence{OriginGuess, "a date whose month stands before its day", 0.6}
	byPathDate     = evidence{OriginPath, "a date in the path", 0.8}
	byLabel        = evidence{OriginLayout, "a line with a label", 0.97}
	byAddress      = evidence{OriginLayout, "a line that is an address", 0.98}
	byBreadcrumb   = evidence{OriginLayout, "a path of sections", 0.9}
	byKicker       = evidence{OriginGuess, "a short line above the title", 0.8}
	byDateSide     = evidence{OriginGuess, "beside the date", 0.8}
	bySignature    = evidence{OriginLayout, "a signature below the text", 0.9}
	byLastLine     = evidence{OriginGuess, "the last line reads as a name", 0.9}
	byEndMark      = evidence{OriginLayout, "behind the mark that ends the text", 0.9}
	byFirstPara    = evidence{OriginLayout, "the first paragraph below the header", 0.95}
	byBarePara     = evidence{OriginGuess, "the first paragraph; there is no header", 0.7}
	byDoubling     = evidence{OriginLayout, "lines printed twice in a row, or said to be below pictures", 0.95}
	byCredit       = evidence{OriginLayout, "who took the pictures, behind their captions", 0.9}
	byDateline     = evidence{OriginLayout, "the dateline before the first dash of the lead", 0.95}
	byMaybeLine    = evidence{OriginGuess, "words before the first dash of the lead", 0.7}
	byDatedPlace   = evidence{OriginLayout, "before the date, as in letters", 0.9}
	byRest         = evidence{OriginLayout, "the text between header and tail", 0.95}
	byWords        = evidence{OriginLayout, "it opens as corrections do, and names what it corrects", 0.95}
)

// trace collects how the fields of one article were understood; a nil trace, which nearly all articles have, collects nothing.
type trace struct {
	how map[string]finding
}

type finding struct {
	evidence
	detail string
}

// note says how a field was understood; the last note about a field counts. detail is a piece of the source, or "".
func (t *trace) note(field string, how evidence, detail string) {
	if t != nil {
		t.how[field] = finding{how, detail}
	}
}

// fields are the fields that findings are reported of, in their order.
func (a *Article) fields() []struct {
	name   string
	values []string
} {
	type f = struct {
		name   string
		values []string
	}
	day := ""
	if !a.Published.IsZero() {
		day = a.Published.Format("2006-01-02 15:04")
	}
	corrects := ""
	if a.Corrects != nil {
		corrects = a.Corrects.String()
	}
	return []f{
		{"id", []string{a.ID}}, {"title", []string{a.Title}}, {"published", []string{day}}, {"section", []string{a.Section}}, {"place", []string{a.Place}},
		{"authors", a.Authors}, {"photographers", a.Photographers}, {"byline", []string{a.Byline}}, {"lead", []string{a.Lead}},
		{"body", a.Body}, {"captions", a.Captions}, {"url", []string{a.URL}}, {"corrects", []string{corrects}},
		{"format", []string{a.Source.Format}}, {"encoding", []string{a.Source.Encoding}},
	}
}

// findings puts the notes in the order of the fields, with the values that were settled on.
func (t *trace) findings(a *Article) []Finding {
	var out []Finding
	for _, f := range a.fields() {
		value := joinValues(f.values)
		if value == "" {
			continue
		}
		how, ok := t.how[f.name]
		if !ok {
			if how, ok = t.how[sameEvidence[f.name]]; !ok {
				continue // an id that was made of the path
			}
		}
		why := how.why
		if how.detail != "" {
			why += ": " + how.detail
		}
		out = append(out, Finding{Field: f.name, Value: value, Origin: how.origin, Why: why, Confidence: how.confidence})
	}
	return out
}

// sameEvidence are fields that are read together with another one.
var sameEvidence = map[string]string{"authors": "byline", "photographers": "byline"}

func joinValues(values []string) string {
	values = slices.DeleteFunc(slices.Clone(values), func(s string) bool { return s == "" })
	if len(values) == 0 {
		return ""
	}
	s := values[0]
	for _, v := range values[1:] {
		s += "; " + v
	}
	return s
}

// encoding notes how the encoding of a text was found.
func (t *trace) encoding(rules *profile.Rules, text charset.Text) {
	if t == nil {
		return
	}
	how := evidence{OriginGuess, "the bytes read best in it", text.Confidence}
	switch {
	case rules != nil && rules.Encoding == text.Encoding:
		how = byProfile
	case text.Confidence >= 1:
		how = evidence{OriginLayout, "the bytes are nothing else", 1}
	}
	detail := ""
	if text.Repaired > 0 {
		detail = fmt.Sprintf("%d bytes could not be decoded", text.Repaired)
	}
	t.note("encoding", how, detail)
}
