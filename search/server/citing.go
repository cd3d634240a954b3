package server

import (
	"fmt"
	"mime"
	"net/http"

	"timbao/search"
	"timbao/search/cite"
	"timbao/search/export"
)

// citeParameter asks for the reference to an article as a file instead of its page.
const citeParameter = "cite"

// citeView is the reference to an article in the forms that people and programs want.
type citeView struct {
	Text  string
	Forms []citeForm
}

// citeForm is a reference for programs.
type citeForm struct {
	Name, Text string
	URL        string // address of it as a file
}

// citeOf writes the reference to an article.
func (s *Server) citeOf(a *asking, of *search.Article) citeView {
	o := s.citing(s.base(a.r))
	o.English = a.code == inEnglish
	v := citeView{Text: cite.Text(of, o)}
	for _, f := range []struct {
		format export.Format
		text   string
	}{{export.BibTeX, cite.BibTeX(of, o)}, {export.RIS, cite.RIS(of, o)}} {
		v.Forms = append(v.Forms, citeForm{
			Name: a.text("files." + string(f.format)), Text: f.text, URL: articleURL(of.ID) + "?" + citeParameter + "=" + string(f.format),
		})
	}
	return v
}

// citeFile answers with the reference to an article as a file that reference managers open; false if the address asks for none.
func (s *Server) citeFile(a *asking, of *search.Article) bool {
	o := s.citing(s.base(a.r))
	var text string
	format := export.Format(a.given.Get(citeParameter))
	switch format {
	case export.BibTeX:
		text = cite.BibTeX(of, o)
	case export.RIS:
		text = cite.RIS(of, o)
	default:
		return false
	}
	h := a.w.Header()
	h.Set("Content-Type", format.ContentType())
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": cite.Key(of.ID) + format.Extension()}))
	h.Set("Cache-Control", revalidate)
	a.w.WriteHeader(http.StatusOK)
	fmt.Fprint(a.w, text)
	return true
}
