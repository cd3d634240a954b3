package article

import (
	"timbao/indexer/document"
	"timbao/indexer/office"
)

// What word processors write, read by package office.
func parseDOCX(r Record) (*document.Document, error) { return office.DOCX(r.Data) }
func parseODT(r Record) (*document.Document, error)  { return office.ODT(r.Data) }
func parseDOC(r Record) (*document.Document, error)  { return office.DOC(r.Data) }
func parseRTF(r Record) (*document.Document, error)  { return office.RTF(r.Data) }
