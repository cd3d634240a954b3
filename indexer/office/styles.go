package office

import (
	"encoding/xml"
	"strconv"
	"strings"

	"timbao/indexer/document"
)

// maxStyleChain is how many styles may be based on one another.
const maxStyleChain = 32

// style is what is read of a style.
type style struct {
	name    string // as built in: "title", "heading 1", "caption"; lower case
	based   string
	font    string
	outline int // level of a heading from 1; 0 = none
}

// styles are those of a document.
type styles struct {
	byID     map[string]style
	defaults string // font of what has none
	usual    string // id of the style of a paragraph that names none
}

func (s *styles) set(id string, st style) {
	if s.byID == nil {
		s.byID = map[string]style{}
	}
	s.byID[id] = st
}

// font finds a run's font: its own, of its style, of the paragraph's style, the default.
func (s *styles) font(own, run, paragraph string) string {
	if own != "" {
		return own
	}
	if paragraph == "" {
		paragraph = s.usual
	}
	for _, id := range []string{run, paragraph} {
		for range maxStyleChain {
			st, ok := s.byID[id]
			if !ok {
				break
			}
			if st.font != "" {
				return st.font
			}
			id = st.based
		}
	}
	return s.defaults
}

// kind is what a paragraph of a style is, if the style says.
func (s *styles) kind(id string) (kind document.Kind, level int, ok bool) {
	for range maxStyleChain {
		st, known := s.byID[id]
		if !known {
			st = style{name: strings.ToLower(id)}
		}
		if kind, level, ok = kindOfStyle(st); ok || !known {
			return kind, level, ok
		}
		id = st.based
	}
	return 0, 0, false
}

func kindOfStyle(st style) (kind document.Kind, level int, ok bool) {
	name := strings.ReplaceAll(strings.ReplaceAll(st.name, "_20_", " "), "_", " ")
	switch {
	case name == "title":
		return document.Heading, 0, true
	case name == "caption" || name == "illustration" || name == "figure" || name == "drawing":
		return document.Caption, 0, true
	case strings.HasPrefix(name, "list bullet"), strings.HasPrefix(name, "list number"):
		return document.Item, 0, true
	}
	if rest, found := strings.CutPrefix(name, "heading"); found {
		if n, err := strconv.Atoi(strings.TrimSpace(rest)); err == nil && n > 0 && n < 10 {
			return document.Heading, n, true
		}
	}
	if st.outline > 0 && st.outline < 10 {
		return document.Heading, st.outline, true
	}
	return 0, 0, false
}

// wordStyles reads word/styles.xml.
type wordStyles struct {
	styles *styles
	id     string
	open   style
	inside bool // of a style, else of the defaults
}

func (w *wordStyles) start(e xml.StartElement) error {
	val := attr(e, "val")
	switch e.Name.Local {
	case "style":
		w.id, w.open, w.inside = attr(e, "styleId"), style{}, true
		if attr(e, "type") == "paragraph" && (attr(e, "default") == "1" || attr(e, "default") == "true") {
			w.styles.usual = w.id
		}
	case "name":
		w.open.name = strings.ToLower(val)
	case "basedOn":
		w.open.based = val
	case "rFonts":
		if w.inside {
			w.open.font = wordFont(e)
		} else {
			w.styles.defaults = wordFont(e)
		}
	case "outlineLvl":
		if n, err := strconv.Atoi(val); err == nil {
			w.open.outline = n + 1
		}
	}
	return nil
}

func (w *wordStyles) end(e xml.EndElement) error {
	if e.Name.Local == "style" && w.inside {
		w.styles.set(w.id, w.open)
		w.inside = false
	}
	return nil
}

func (w *wordStyles) chars(string) error { return nil }
