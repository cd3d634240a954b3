package mail

import (
	"fmt"
	"mime"
	"strings"

	"github.com/emersion/go-message"

	"timbao/indexer/document"
	"timbao/indexer/web"
)

// Page reads a page that a browser saved as one file (MHTML): the first HTML part, as web.Read does. It returns ErrMalformed,
// ErrNoText or the errors of web.Read.
func Page(data []byte) (document.Document, error) {
	e, err := open(data)
	if err != nil {
		return document.Document{}, err
	}
	address := e.Header.Get("Snapshot-Content-Location")
	if address == "" {
		address = e.Header.Get("Content-Location")
	}
	page, label := firstHTML(e, 0)
	if page == nil {
		return document.Document{}, fmt.Errorf("%w: no HTML page in it", ErrNoText)
	}
	if !strings.HasPrefix(address, "http") {
		address = ""
	}
	return web.Read(page, web.Options{Charset: label, URL: address})
}

func firstHTML(e *message.Entity, depth int) (page []byte, label string) {
	if parts := e.MultipartReader(); parts != nil {
		for range maxParts {
			p, err := parts.NextPart()
			if depth > maxNesting || p == nil || err != nil && !message.IsUnknownCharset(err) && !message.IsUnknownEncoding(err) {
				return nil, ""
			}
			if page, label := firstHTML(p, depth+1); page != nil {
				return page, label
			}
		}
		return nil, ""
	}
	kind, params, err := mime.ParseMediaType(e.Header.Get("Content-Type"))
	if err != nil || kind != "text/html" && kind != "application/xhtml+xml" {
		return nil, ""
	}
	return body(e), params["charset"]
}
