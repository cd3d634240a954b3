package profile

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"regexp"
	"strings"
	"time"

	"github.com/bmatcuk/doublestar/v4"

	"timbao/indexer/vietnamese"
)

// Rules are what a profile says about a file. The methods work on nil, which says nothing.
type Rules struct {
	File      string   // the profile
	Line      int      // of the [[source]] in it
	Files     []string // globs
	Format    string   // name of a reader; "" = by name and content
	Encoding  string   // name of an encoding; "" = detected
	Section   string   // of every article; "" = as stated
	Place     string   // likewise
	Records   string   // JSON: path of the list of records; "" = the document itself
	Delimiter rune     // CSV: between columns; 0 = detected
	Split     Split

	Fields      map[string][]string // article's field, by its JSON name → names, paths or columns; see the package comment
	Corrections []string            // folded openings of headlines
	Labels      map[string]Field    // folded words before a colon → field

	sections, authors map[string]string // folded key → name
	nobody            map[string]bool   // folded
	dates, pathDates  []form
	zone              *time.Location
	lines             []linePattern
	print             string
}

// Field is a field of an article that a line of text can hold.
type Field string

// The fields that labels and lines can name. FieldDrop is a line that is no text.
const (
	FieldAuthor       Field = "author"
	FieldPhotographer Field = "photographer"
	FieldCaption      Field = "caption"
	FieldSection      Field = "section"
	FieldPlace        Field = "place"
	FieldPublished    Field = "published"
	FieldURL          Field = "url"
	FieldDrop         Field = "drop"
)

// Split says where one file's articles begin. At most one of its fields is set.
type Split struct {
	Line    string         // a line between two articles, without the blanks at its ends
	Pattern *regexp.Regexp // a line that an article begins with
	Heading int            // a heading of at most this level begins an article
}

// Any reports whether files are split at all.
func (s Split) Any() bool { return s.Line != "" || s.Pattern != nil || s.Heading > 0 }

type linePattern struct {
	field Field
	re    *regexp.Regexp
}

// maxLine bounds the lines, in bytes, that patterns are tried on.
const maxLine = 1000

// ReadLine tells which field a line of text is, and its value: by a pattern of the profile or by one of its labels. A line without text
// behind its label is none.
func (r *Rules) ReadLine(s string) (Field, string, bool) {
	if r == nil || len(s) > maxLine {
		return "", "", false
	}
	for _, l := range r.lines {
		if m := l.re.FindStringSubmatch(s); m != nil {
			return l.field, strings.TrimSpace(m[len(m)-1]), true
		}
	}
	label, value, ok := strings.Cut(s, ":")
	if !ok || len(r.Labels) == 0 {
		return "", "", false
	}
	f, known := r.Labels[fold(label)]
	value = strings.TrimSpace(value)
	return f, value, known && value != ""
}

// SectionOf is the section of an article by its stated one, which may be empty, and its path. why says where it comes from; "" if the
// rules have nothing to say.
func (r *Rules) SectionOf(stated, file string) (section, why string) {
	if r == nil {
		return "", ""
	}
	if s, ok := r.sections[fold(stated)]; ok && stated != "" {
		return s, fmt.Sprintf("sections: %q", stated)
	}
	if len(r.sections) > 0 {
		parts := strings.FieldsFunc(file, func(c rune) bool { return c == '/' || c == '!' })
		for i := len(parts) - 1; i >= 0; i-- { // the deepest folder says it best
			name := parts[i]
			if i == len(parts)-1 {
				name = strings.TrimSuffix(name, path.Ext(name))
			}
			if s, ok := r.sections[fold(name)]; ok {
				return s, fmt.Sprintf("sections: %q in the path", parts[i])
			}
		}
	}
	if r.Section != "" {
		return r.Section, "section"
	}
	return "", ""
}

// Person is what an author or photographer is called; "" for one who is nobody.
func (r *Rules) Person(name string) string {
	if r == nil {
		return name
	}
	key := fold(name)
	if r.nobody[key] {
		return ""
	}
	if full, ok := r.authors[key]; ok {
		return full
	}
	return name
}

// Renames reports whether Person can differ from the name it is given.
func (r *Rules) Renames() bool { return r != nil && len(r.authors)+len(r.nobody) > 0 }

// Time reads a date of one of the profile's forms, in the profile's zone, or in zone if it has none.
func (r *Rules) Time(s string, zone *time.Location) (time.Time, bool) {
	if r == nil {
		return time.Time{}, false
	}
	return read(r.dates, s, r.Zone(zone))
}

// PathTime reads a date from a path by one of the profile's forms.
func (r *Rules) PathTime(p string, zone *time.Location) (time.Time, bool) {
	if r == nil {
		return time.Time{}, false
	}
	return read(r.pathDates, p, zone)
}

// Zone is the profile's zone for times that name none, or zone if it has none.
func (r *Rules) Zone(zone *time.Location) *time.Location {
	if r == nil || r.zone == nil {
		return zone
	}
	return r.zone
}

// Fingerprint is a hash of all that the rules say; "" for nil.
func (r *Rules) Fingerprint() string {
	if r == nil {
		return ""
	}
	return r.print
}

func (r *Rules) fits(p string) bool {
	for _, glob := range r.Files {
		if ok, err := doublestar.Match(glob, p); ok && err == nil {
			return true
		}
	}
	return false
}

// fold is s as names and labels are compared.
func fold(s string) string {
	return strings.Join(strings.Fields(vietnamese.Fold(s)), " ")
}

func fingerprint(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:8])
}
