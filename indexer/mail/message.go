package mail

import (
	"bytes"
	"fmt"
	"io"
	"mime"
	netmail "net/mail"
	"strings"
	"unicode/utf8"

	"github.com/emersion/go-message"

	"timbao/indexer/charset"
	"timbao/indexer/document"
	"timbao/indexer/vietnamese"
	"timbao/indexer/web"
)

// Read makes a document of a message. A message that was cut at its end, as Split does with long ones, is read as far as it goes. It
// returns ErrMalformed or ErrNoText.
func Read(data []byte) (document.Document, error) {
	e, err := open(data)
	if err != nil {
		return document.Document{}, err
	}
	var d document.Document
	subject := header(e, "Subject")
	title, answer, forwarded := cutPrefixes(subject)
	if title != "" {
		d.Title = title
		d.Found("title", "Subject")
	}
	if date := web.ParseMailDate(strings.TrimSpace(e.Header.Get("Date"))); date != "" {
		d.Published = date
		d.Found("published", "Date")
	}
	d.ID = strings.Trim(strings.TrimSpace(e.Header.Get("Message-Id")), "<>")
	if len(d.ID) > maxID || strings.ContainsAny(d.ID, " \t\r\n") || !utf8.ValidString(d.ID) {
		d.ID = ""
	}
	if name := sender(header(e, "From")); name != "" {
		d.Weak.Authors = []string{name}
	}
	t := texts{}
	t.collect(e, 0)
	if err := t.fill(&d, answer && !forwarded); err != nil {
		return document.Document{}, err
	}
	return d, nil
}

// maxID bounds a Message-ID, in bytes; a longer one is passed over.
const maxID = 300

// open reads a message's header.
func open(data []byte) (*message.Entity, error) {
	if i := bytes.IndexByte(data, '\n'); bytes.HasPrefix(data, fromLine) && i >= 0 {
		data = data[i+1:]
	}
	data = tidyHeader(data)
	if bytes.HasPrefix(data, []byte("\r\n")) {
		return nil, fmt.Errorf("%w: it has no header", ErrMalformed)
	}
	e, err := message.Read(bytes.NewReader(data))
	if e == nil || err != nil && !message.IsUnknownCharset(err) && !message.IsUnknownEncoding(err) {
		return nil, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	return e, nil
}

// tidyHeader leaves out lines of the header that are none, which damaged and hand-made mails have.
func tidyHeader(data []byte) []byte {
	out := make([]byte, 0, len(data)+2)
	kept := false // the line before
	for len(data) > 0 {
		line, rest, _ := bytes.Cut(data, []byte("\n"))
		bare := bytes.TrimRight(line, "\r")
		if len(bare) == 0 {
			return append(append(out, "\r\n"...), rest...)
		}
		data = rest
		if bare[0] != ' ' && bare[0] != '\t' {
			kept = isHeaderLine(bare)
		}
		if kept {
			out = append(append(out, bare...), "\r\n"...)
		}
	}
	return append(out, "\r\n"...)
}

func isHeaderLine(line []byte) bool {
	name, value, ok := bytes.Cut(line, []byte(":"))
	if !ok || len(name) == 0 || bytes.ContainsAny(value, "\r\x00") {
		return false
	}
	for _, c := range name {
		if c <= ' ' || c >= 0x7F {
			return false
		}
	}
	return true
}

// header is a header field, its encoded words and its raw bytes decoded, in one line.
func header(e *message.Entity, name string) string {
	raw := e.Header.Get(name)
	words := mime.WordDecoder{CharsetReader: func(label string, in io.Reader) (io.Reader, error) {
		data, err := io.ReadAll(in)
		if err != nil {
			return nil, err
		}
		text, err := charset.Decode(data, charset.Hint{Declared: label})
		return strings.NewReader(text.String), err
	}}
	if text, err := words.DecodeHeader(raw); err == nil {
		raw = text
	}
	if text, err := charset.Decode([]byte(raw), charset.Hint{}); err == nil {
		raw = text.String
	}
	return strings.Join(strings.Fields(raw), " ")
}

// sender is the name in a From field, "" if there is only an address.
func sender(from string) string {
	if list, err := netmail.ParseAddressList(from); err == nil && len(list) > 0 {
		return strings.TrimSpace(list[0].Name)
	}
	name, _, ok := strings.Cut(from, "<")
	if !ok {
		return ""
	}
	return strings.Trim(name, ` "'`)
}

// cutPrefixes takes off what mail programs put before a subject, and says what they tell.
func cutPrefixes(subject string) (title string, answer, forwarded bool) {
	for range 20 {
		label, rest, ok := strings.Cut(subject, ":")
		if !ok || len(label) > 16 {
			break
		}
		label, _, _ = strings.Cut(label, "[") // "Re[2]"
		switch vietnamese.Fold(strings.TrimSpace(label)) {
		case "re", "aw", "sv", "tra loi", "tl":
			answer = true
		case "fw", "fwd", "wg", "chuyen tiep":
			forwarded = true
		default:
			return subject, answer, forwarded
		}
		subject = strings.TrimSpace(rest)
	}
	return subject, answer, forwarded
}

// Bounds of a message's structure.
const (
	maxNesting = 8
	maxParts   = 200
)

// texts are the texts of a message, and what is known of their charsets.
type texts struct {
	html, plain      []byte
	htmlLabel, label string
	flowed, delSp    bool
	parts            int
}

// collect finds the first HTML and the first plain text. Parts that are files are passed over.
func (t *texts) collect(e *message.Entity, depth int) {
	if t.parts++; t.parts > maxParts || depth > maxNesting {
		return
	}
	if parts := e.MultipartReader(); parts != nil {
		for {
			p, err := parts.NextPart()
			if p == nil || err != nil && !message.IsUnknownCharset(err) && !message.IsUnknownEncoding(err) {
				return
			}
			t.collect(p, depth+1)
			if t.html != nil && t.plain != nil || t.parts > maxParts {
				return
			}
		}
	}
	kind, params, _ := e.Header.ContentType()
	if disposition, file, _ := e.Header.ContentDisposition(); disposition == "attachment" || file["filename"] != "" {
		return
	}
	switch {
	case kind == "text/html" && t.html == nil:
		t.html, t.htmlLabel = body(e), params["charset"]
	case (kind == "text/plain" || kind == "") && t.plain == nil:
		t.plain, t.label = body(e), params["charset"]
		t.flowed, t.delSp = strings.EqualFold(params["format"], "flowed"), strings.EqualFold(params["delsp"], "yes")
	case kind == "message/rfc822" && t.html == nil && t.plain == nil:
		if inner, err := message.Read(e.Body); inner != nil && (err == nil || message.IsUnknownCharset(err)) {
			t.collect(inner, depth+1)
		}
	}
}

// body reads a part as far as it can be decoded.
func body(e *message.Entity) []byte {
	data, err := io.ReadAll(io.LimitReader(e.Body, MaxMessage))
	if err != nil && len(data) == 0 {
		return nil
	}
	return data
}

// fill makes blocks of the text. The HTML goes first, since plain text is broken into lines, unless it lacks what the plain text has.
func (t *texts) fill(d *document.Document, answer bool) error {
	if len(bytes.TrimSpace(t.html)) > 0 {
		text, err := charset.Decode(t.html, charset.Hint{Declared: t.htmlLabel, Markup: true})
		if err == nil {
			d.Encoding, d.Repaired = text.Encoding, text.Repaired
			d.Blocks = web.Fragment(cutQuote(text.String, answer))
		}
	}
	if len(d.Blocks) == 0 && len(bytes.TrimSpace(t.plain)) > 0 {
		text, err := charset.Decode(t.plain, charset.Hint{Declared: t.label})
		if err != nil {
			return fmt.Errorf("%w: %w", ErrMalformed, err)
		}
		d.Encoding, d.Repaired = text.Encoding, text.Repaired
		d.Blocks = t.plainBlocks(text.String, answer)
	}
	if len(d.Blocks) == 0 {
		return fmt.Errorf("%w: attachments are not read; save them as files", ErrNoText)
	}
	return nil
}

// cutQuote cuts the mail that an answer quotes.
func cutQuote(markup string, answer bool) string {
	if !answer {
		return markup
	}
	for _, mark := range [...]string{`<div class="gmail_quote`, `<blockquote type="cite"`, `<div id="divRplyFwdMsg"`, `<div class="moz-cite-prefix"`} {
		if i := strings.Index(markup, mark); i > 0 {
			markup = markup[:i]
		}
	}
	return markup
}
