package article

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"time"

	"timbao/indexer/charset"
	"timbao/indexer/document"
	"timbao/indexer/profile"
)

// Article is one newspaper article. Text stands in the fields as it was found (no Unicode normalisation), so that offsets into a
// field point at what the newspaper printed; only line ends, byte order marks and surrounding blanks are cleaned.
type Article struct {
	ID            string    `json:"id"`                      // stable and unique within an archive
	Title         string    `json:"title,omitempty"`         // headline
	Lead          string    `json:"lead,omitempty"`          // opening paragraph (sapo)
	Body          []string  `json:"body,omitempty"`          // paragraphs
	Captions      []string  `json:"captions,omitempty"`      // photo captions, each once
	Published     time.Time `json:"published,omitzero"`      // in Zone, +07:00; zero, and not in JSON, if unknown
	Authors       []string  `json:"authors,omitempty"`       // writers, or the agency the text was taken from
	Photographers []string  `json:"photographers,omitempty"` // takers of the photos
	Byline        string    `json:"byline,omitempty"`        // as printed
	Section       string    `json:"section,omitempty"`       // "Xây dựng Đảng"
	Place         string    `json:"place,omitempty"`         // place of the dateline
	URL           string    `json:"url,omitempty"`           // address on the web
	Guessed       []string  `json:"guessed,omitempty"`       // names of the fields above that are guesses, and "encoding"
	Source        Source    `json:"source"`                  // where it was read

	Corrects    *Erratum  `json:"corrects,omitempty"`     // the article that this one corrects, as this one names it
	CorrectedBy []Erratum `json:"corrected_by,omitempty"` // articles that correct this one; found in an index, never stored
}

// Source says where an article was read.
type Source struct {
	Path     string    `json:"path,omitempty"`     // the file as it was found, with slashes
	Inside   string    `json:"inside,omitempty"`   // path in the archive that the file is: "2001/bai.docx"; "a.zip!/b.txt" in one in it
	Page     int       `json:"page,omitempty"`     // page of a digitised issue, from 1
	Box      string    `json:"box,omitempty"`      // part of the page, as IIIF writes regions: "pct:4.5,10,42,31.2" (left, top, width, height)
	Line     int       `json:"line,omitempty"`     // line, of a document the block, that the record begins at, from 1; 0 = the whole file
	Size     int64     `json:"size,omitempty"`     // bytes of the record
	ModTime  time.Time `json:"mod_time,omitzero"`  // of the file
	Hash     string    `json:"hash,omitempty"`     // of the record's bytes, see Hash, and of the profile's rules for it
	Format   string    `json:"format,omitempty"`   // "text", "jsonl"
	Encoding string    `json:"encoding,omitempty"` // of the file or record, as package charset names it: "UTF-8", "TCVN3"
}

// Location is the file's path, and for a member of an archive its path in there behind a "!/".
func (s Source) Location() string { return locate(s.Path, s.Inside) }

// pageMark stands before the number of a page in the id of a record that is a page, as in the address of a PDF's page.
const pageMark = "#page="

// insideMark stands between the path of an archive and the path of a member.
const insideMark = "!/"

func locate(path, inside string) string {
	if inside == "" {
		return path
	}
	return path + insideMark + inside
}

// File is a file that Find found under one of the roots.
type File struct {
	Root    string    // the root as it was given
	Path    string    // path that opens the file
	Rel     string    // slash path from the parent of the root: "archive/2020/01/x.txt"
	Abs     string    // absolute path, with the links on the way to the root resolved: tells files of one name apart
	Size    int64     // bytes on disk
	ModTime time.Time // time of the last change

	Profile *profile.Profile // what somebody said about this file and others; nil for nothing
}

// Record is the raw text of one article and where it was read. Records makes them one after another; Article, the costly part,
// may run in many goroutines at once.
type Record struct {
	ID     string         // the article's id unless the record itself names one
	Abs    string         // File.Abs of its file
	Source Source         // complete, with the hash
	Data   []byte         // bytes of the record; must not be changed
	Rules  *profile.Rules // what the profile says about its file; nil for nothing
	trace  *trace         // collects how it is understood; nil where nobody asks

	// Of a part of a file that was read already, in order to cut it.
	decoded  *charset.Text
	document *document.Document
	Behind   int64 // bytes of the file on disk, compressed as it may be, that have been read so far; for progress
}

// Skip is an input that was left out, and why.
type Skip struct {
	Path   string `json:"path"`             // the file as it was found, with slashes
	Inside string `json:"inside,omitempty"` // path in the archive that the file is
	Line   int    `json:"line,omitempty"`   // line of the record, 0 = the whole file
	Reason string `json:"reason"`           // one line, for people
	Beside bool   `json:"beside,omitempty"` // nothing is lost: it has no text, see ErrBeside
}

// rules are what the profile says about a file, or about the file inside it; see profile.File.
func (f File) rules(inside string) *profile.Rules {
	return f.Profile.For(profile.File{Root: f.Root, Path: f.Path, Abs: f.Abs, Inside: inside})
}

// Location is the path of what was left out, as Source.Location gives it.
func (s Skip) Location() string { return locate(s.Path, s.Inside) }

// Place says where in its file a record stands, "" for one that is the whole file. With the file's absolute path it names one record.
func (s Source) Place() string {
	place := locate("", s.Inside)
	switch {
	case s.Line == 0 && s.Page > 0:
		return place + pageMark + strconv.Itoa(s.Page)
	case s.Line == 0:
		return place
	}
	return place + "#" + strconv.Itoa(s.Line)
}

// MaxRecord is the size in bytes above which a text file or a JSONL record is skipped.
const MaxRecord = 64 << 20

// maxLines is the number of lines above which a record is no article; it bounds the memory that reading one takes.
const maxLines = 1 << 20

// maxPersons is the number of authors, and of photographers, that are kept of one article.
const maxPersons = 100

// Hash is the hex form of the first 16 bytes of the SHA-256 of data: enough to tell changed records from unchanged ones.
func Hash(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:16])
}

// hashUnder is Hash, another one for each set of rules: what is read under other rules is read anew.
func hashUnder(rules *profile.Rules, data []byte) string {
	if rules == nil {
		return Hash(data)
	}
	h := sha256.New()
	_, _ = h.Write(data)
	_, _ = h.Write([]byte(rules.Fingerprint()))
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// Zone is the time zone of the newspaper, Asia/Ho_Chi_Minh, as a fixed offset so that no time zone database is needed.
func Zone() *time.Location { return zone }

var zone = time.FixedZone("ICT", 7*60*60)

// Skip is the account of a record that Article returned err for.
func (r Record) Skip(err error) Skip {
	return Skip{Path: r.Source.Path, Inside: r.Source.Inside, Line: r.Source.Line, Reason: reason(err)}
}
