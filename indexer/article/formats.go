package article

import (
	"bytes"
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"timbao/indexer/charset"
	"timbao/indexer/container"
	"timbao/indexer/document"
	"timbao/indexer/epub"
	"timbao/indexer/mail"
	"timbao/indexer/profile"
	"timbao/indexer/warc"
)

// format is a reader: how its files are known, cut into records, and how a record becomes an article. A new format is one file with
// its two functions and one line in formats.
type format struct {
	name    string
	exts    []string                                                            // lower case, with the dot, without a packing's
	magic   []string                                                            // first bytes that no other format has, whatever the file's name
	zipped  []string                                                            // for formats that are zip files: a member that others do not have, see zippedAs
	matches func(head []byte) bool                                              // for files whose extension says nothing; nil = never
	split   func(ctx context.Context, in *input, emit func(Record) error) error // cuts a file into records, in order
	parse   func(Record) (*Article, error)                                      // called by many goroutines at once
	// document is what most formats have in place of parse: what the record states and says, as fromDocument takes it. Rules that
	// cut one document into several articles work for these alone, and for text. Called by many goroutines at once.
	document func(Record) (*document.Document, error)
}

// formats is the registry, in the order in which first bytes are tried.
var formats = []format{
	{name: "jsonl", exts: []string{".jsonl", ".ndjson"}, matches: looksJSON, split: splitLines, parse: parseJSON},
	{name: "json", exts: []string{".json"}, matches: looksJSONList, split: splitJSON, document: parseObject},
	{name: "csv", exts: []string{".csv", ".tsv"}, split: splitCSV, document: parseCSV},
	{name: "feed", exts: []string{".rss", ".atom"}, matches: looksFeed, split: splitFeed, document: parseFeed},
	{name: "html", exts: []string{".html", ".htm", ".xhtml", ".shtml", ".asp", ".aspx", ".php"}, matches: looksHTML, split: splitWhole, document: parseHTML},
	{name: "docx", exts: []string{".docx", ".docm"}, zipped: []string{"word/document.xml", "word/_rels/"}, split: splitWhole, document: parseDOCX},
	{name: "odt", exts: []string{".odt", ".ott"}, zipped: []string{"mimetype:application/vnd.oasis.opendocument.text"}, split: splitWhole, document: parseODT},
	{name: "doc", magic: []string{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"}, split: splitWhole, document: parseDOC},
	{name: "rtf", magic: []string{"{\\rtf"}, split: splitWhole, document: parseRTF},
	{name: "epub", zipped: []string{"mimetype:application/epub+zip", epub.ContainerFile}, split: splitEPUB, document: parseEPUB},
	{name: "warc", exts: []string{".warc"}, matches: warc.IsWARC, split: splitWARC, document: parseWARC},
	{name: "mbox", exts: []string{".mbox", ".mbx"}, matches: mail.IsMailbox, split: splitMailbox, document: parseMail},
	{name: "mhtml", exts: []string{".mht", ".mhtml"}, matches: looksMHTML, split: splitWhole, document: parseMHTML},
	{name: "mail", exts: []string{".eml"}, matches: mail.IsMessage, split: splitMessage, document: parseMail},
	{name: "pdf", magic: []string{"%PDF-"}, split: splitPDF, document: parsePDF},
	{name: "alto", matches: looksALTO, split: splitALTO, document: parseALTO},
	{name: "mets", matches: looksMETS, split: splitMETS, document: parseMETS},
	{name: "text", exts: []string{".txt", ".text", ".md"}, matches: looksText, split: splitWhole, parse: parseText},
}

// Article reads the record: fields, guesses and all. The error says what is wrong with the record alone; r.Skip makes an account of
// it.
func (r Record) Article() (*Article, error) {
	for i := range formats {
		if formats[i].name == r.Source.Format {
			return formats[i].read(r)
		}
	}
	return nil, fmt.Errorf("%w (%q)", ErrNoReader, r.Source.Format)
}

func (f *format) read(r Record) (*Article, error) {
	if f.document == nil {
		return f.parse(r)
	}
	if r.document != nil {
		return fromDocument(r, r.document)
	}
	d, err := f.document(r)
	if err != nil {
		return nil, err
	}
	return fromDocument(r, d)
}

// foreign are formats that are known by their first bytes and not read, so that the account can name them.
var foreign = []struct{ magic, name string }{
	{"7z\xBC\xAF", "a 7-Zip archive; pack it as zip or tar"}, {"Rar!\x1A\x07", "a RAR archive; pack it as zip or tar"},
}

// beside are formats without text that lie beside articles, by their first bytes.
var beside = []struct{ magic, name string }{
	{"\xFF\xD8\xFF", "a JPEG image"}, {"\x89PNG", "a PNG image"}, {"GIF8", "a GIF image"}, {"RIFF", "audio, video or a WebP image"},
	{"II*\x00", "a TIFF image"}, {"MM\x00*", "a TIFF image"}, {"8BPS", "a Photoshop image"}, {"ID3", "audio"}, {"OggS", "audio"}, {"wOF", "a font"},
	{"FWS", "a Flash film"}, {"CWS", "a Flash film"}, {"\x00\x00\x01\x00", "an icon"},
}

// besideExts are the extensions of files that lie beside articles and have no text of their own.
const besideExts = " .css .js .ico .svg .jpg .jpeg .png .gif .webp .bmp .mp3 .mp4 .m4a .mov .avi .wmv .flv .swf .woff .woff2 .ttf .eot "

// otherExts are extensions of text formats that would only be mistaken for plain text.
const otherExts = " .ini .log .yaml .yml .toml .sql "

// FormatNames are the names of the formats that are read.
func FormatNames() []string {
	names := make([]string, len(formats))
	for i := range formats {
		names[i] = formats[i].name
	}
	return names
}

// formatUnder is the format that the rules name, else formatOf.
func formatUnder(rules *profile.Rules, name string, head []byte) (format, error) {
	if rules != nil && rules.Format != "" {
		for i := range formats {
			if formats[i].name == rules.Format {
				return formats[i], nil
			}
		}
	}
	return formatOf(name, head)
}

// foreignZips are formats known by a member and not read.
var foreignZips = []struct{ member, name string }{
	{"xl/workbook.xml", "an Excel workbook"}, {"ppt/presentation.xml", "a PowerPoint presentation"},
	{"content.xml", "an OpenDocument file"}, {"AndroidManifest.xml", "a program"},
}

// zippedAs reports whether a zip bears a sign of a format: a member of that name, one in a folder ("word/"), or what the member
// "mimetype" says.
func zippedAs(z *container.Archive, sign string) bool {
	if want, ok := strings.CutPrefix(sign, "mimetype:"); ok {
		got, err := z.Read("mimetype", 256)
		return err == nil && strings.TrimSpace(string(got)) == want
	}
	return z.Has(sign)
}

// zippedFormat is the format of a document that is a zip file, nil for a mere archive.
func zippedFormat(z *container.Archive) (*format, error) {
	for i := range formats {
		if slices.ContainsFunc(formats[i].zipped, func(sign string) bool { return zippedAs(z, sign) }) {
			return &formats[i], nil
		}
	}
	for _, f := range foreignZips {
		if z.Has(f.member) {
			return nil, fmt.Errorf("%w: %s", ErrNoReader, f.name)
		}
	}
	return nil, nil //nolint:nilnil // an archive has no format
}

// formatOf finds the reader for a file by its name (without a packing's extension), else by its first bytes.
func formatOf(name string, head []byte) (format, error) {
	for _, f := range foreign {
		if bytes.HasPrefix(head, []byte(f.magic)) {
			return format{}, fmt.Errorf("%w: %s", ErrNoReader, f.name)
		}
	}
	if base := strings.ToLower(path.Base(name)); base == "thumbs.db" || base == "desktop.ini" {
		return format{}, fmt.Errorf("%w: a file of the file manager", ErrBeside)
	}
	for _, f := range beside {
		if bytes.HasPrefix(head, []byte(f.magic)) {
			return format{}, fmt.Errorf("%w: %s", ErrBeside, f.name)
		}
	}
	for _, f := range formats {
		if slices.ContainsFunc(f.magic, func(magic string) bool { return bytes.HasPrefix(head, []byte(magic)) }) {
			return f, nil
		}
	}
	ext := strings.ToLower(path.Ext(name))
	for _, f := range formats {
		for _, e := range f.exts {
			if e == ext {
				return f, nil
			}
		}
	}
	if ext != "" && strings.Contains(besideExts, " "+ext+" ") {
		return format{}, fmt.Errorf("%w: %s", ErrBeside, ext)
	}
	if ext != "" && strings.Contains(otherExts, " "+ext+" ") {
		return format{}, fmt.Errorf("%w: %s", ErrNoReader, ext)
	}
	for _, f := range formats {
		if f.matches != nil && f.matches(head) {
			return f, nil
		}
	}
	if bytes.IndexByte(head, 0) >= 0 {
		return format{}, fmt.Errorf("%w: a binary file", ErrNotText)
	}
	return format{}, fmt.Errorf("%w: %q files", ErrNoReader, ext)
}

func looksJSON(head []byte) bool {
	head = bytes.TrimPrefix(head, []byte(bom))
	rest, ok := bytes.CutPrefix(head, []byte("{"))
	return ok && bytes.HasPrefix(bytes.TrimLeft(rest, " \t"), []byte(`"`))
}

// maxOdd is the number of controls that the beginning of a file may have and still be taken for text.
const maxOdd = 3

// looksJSONList reports whether a file begins as a list of objects.
func looksJSONList(head []byte) bool {
	rest, ok := bytes.CutPrefix(bytes.TrimPrefix(head, []byte(bom)), []byte("["))
	return ok && bytes.HasPrefix(bytes.TrimLeft(rest, " \t\r\n"), []byte("{"))
}

// looksText reports whether a file begins as text in some encoding, and not as markup.
func looksText(head []byte) bool {
	if len(head) > 4 {
		head = head[:len(head)-4] // the last letter may be cut
	}
	t, err := charset.Decode(head, charset.Hint{})
	return err == nil && controls(t.String) <= maxOdd && !strings.HasPrefix(strings.TrimLeft(t.String, " \t\r\n"), "<")
}

// controls counts the control characters that text has no use for.
func controls(head string) int {
	n := 0
	for _, c := range []byte(head) {
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' {
			n++
		}
	}
	return n
}
