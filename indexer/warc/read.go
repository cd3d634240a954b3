package warc

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http/httputil"
	"strings"

	"timbao/indexer/document"
	"timbao/indexer/web"
)

// Read makes a document of a capture that Split gave. It returns ErrMalformed, ErrTooLarge, ErrUnsupported or the errors of web.Read.
func Read(record []byte) (document.Document, error) {
	raw, block := cutHeader(record)
	if !IsWARC(raw) {
		return document.Document{}, fmt.Errorf("%w: no record", ErrMalformed)
	}
	h := parseHeader(raw)
	kind, payload := h.get("Content-Type"), block
	if h.get("WARC-Type") == "response" {
		head, body := cutHeader(block)
		answer := parseHeader(head)
		kind = answer.get("Content-Type")
		var err error
		if payload, err = unpack(answer, body); err != nil {
			return document.Document{}, err
		}
	}
	_, params, _ := mime.ParseMediaType(kind)
	return web.Read(payload, web.Options{Charset: params["charset"], URL: h.uri()})
}

// unpack takes off what the transport put around a payload. A payload that ends too early is read as far as it goes, as browsers do.
func unpack(answer header, body []byte) ([]byte, error) {
	if strings.EqualFold(answer.get("Transfer-Encoding"), "chunked") {
		// Some crawlers store the payload without its chunks and leave the header.
		if plain, err := io.ReadAll(httputil.NewChunkedReader(bytes.NewReader(body))); len(plain) > 0 && (err == nil || errors.Is(err, io.ErrUnexpectedEOF)) {
			body = plain
		}
	}
	var r io.Reader
	var err error
	switch encoding := strings.ToLower(answer.get("Content-Encoding")); encoding {
	case "", "identity", "none":
		return body, nil
	case "gzip", "x-gzip":
		if !bytes.HasPrefix(body, []byte{0x1F, 0x8B}) {
			return body, nil // stored unpacked, the header left
		}
		r, err = gzip.NewReader(bytes.NewReader(body))
	case "deflate":
		if r, err = zlib.NewReader(bytes.NewReader(body)); err != nil {
			r, err = flate.NewReader(bytes.NewReader(body)), nil
		}
	default:
		if looksPlain(body) {
			return body, nil
		}
		return nil, fmt.Errorf("%w: %s", ErrUnsupported, encoding)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	return inflate(r)
}

func inflate(r io.Reader) ([]byte, error) {
	var b bytes.Buffer
	_, err := b.ReadFrom(io.LimitReader(r, web.MaxPage+1))
	if b.Len() > web.MaxPage {
		return nil, fmt.Errorf("%w: it unpacks to more than %d MiB", ErrTooLarge, web.MaxPage>>20)
	}
	if err != nil && b.Len() == 0 {
		return nil, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	return b.Bytes(), nil
}

// looksPlain reports whether a payload begins as markup does, whatever its header says.
func looksPlain(body []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(body, "\xEF\xBB\xBF \t\r\n"), []byte("<"))
}
