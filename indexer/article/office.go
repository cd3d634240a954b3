package article

import (
	"timbao/indexer/document"
	"timbao/indexer/office"
)

// What word processors write, read by package office.
func parseDOCX(r Record) (*document.Document, error) { return inUnicode(office.DOCX(r.Data)) }
func parseODT(r Record) (*document.Document, error)  { return inUnicode(office.ODT(r.Data)) }
func parseDOC(r Record) (*document.Document, error)  { return inUnicode(office.DOC(r.Data)) }
func parseRTF(r Record) (*document.Document, error)  { return inUnicode(office.RTF(r.Data)) }

// inUnicode names the encoding of a format that has none of its own, unless its fonts had one.
func inUnicode(d *document.Document, err error) (*document.Document, error) {
	if err == nil && d.Encoding == "" {
		d.Encoding = "Unicode"
	}
	return d, err
}
