package server

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"time"
)

//go:embed assets templates
var embedded embed.FS

// asset is a file that the page refers to.
type asset struct {
	url  string // with a hash of the content, so that it can be kept for ever
	data string
}

// page is what all pages have in common; it does not change once made.
type page struct {
	site        string
	assets      map[string]asset // by file name
	templates   map[string]*template.Template
	fingerprint string // hash of everything embedded: pages of another version of the program are other pages
}

// newPage reads the embedded files.
func newPage(o Options) (*page, error) {
	p := &page{site: o.Title, assets: map[string]asset{}, templates: map[string]*template.Template{}}
	all := sha256.New()
	err := fs.WalkDir(embedded, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := embedded.ReadFile(name)
		if err != nil {
			return err
		}
		fmt.Fprintf(all, "%s %d\n%s", name, len(data), data)
		if strings.HasPrefix(name, "assets/") {
			p.addAsset(path.Base(name), data)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the embedded files: %w", err)
	}
	p.fingerprint = o.Title + hex.EncodeToString(all.Sum(nil)[:8])
	for _, name := range []string{"home", "results", "article", "problem"} {
		t, err := template.New("layout.html").Funcs(p.functions()).ParseFS(embedded, "templates/layout.html", "templates/"+name+".html")
		if err != nil {
			return nil, fmt.Errorf("read the template %s: %w", name, err)
		}
		p.templates[name] = t
	}
	return p, nil
}

// addAsset gives a file its address.
func (p *page) addAsset(name string, data []byte) {
	sum := sha256.Sum256(data)
	ext := path.Ext(name)
	url := "/assets/" + strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:6]) + ext
	p.assets[name] = asset{url: url, data: string(data)}
}

// functions is what the templates can call.
func (p *page) functions() template.FuncMap {
	return template.FuncMap{
		"asset":  func(name string) string { return p.assets[name].url },
		"say":    func(vi, en string) words { return words{vi, en} },
		"number": number,
		"date":   date,
		"iso":    iso,
	}
}

// serveAsset answers with an embedded file. An address with an older hash is gone.
func (s *Server) serveAsset(w http.ResponseWriter, r *http.Request) {
	for name, a := range s.page.assets {
		if a.url == r.URL.Path {
			w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
			http.ServeContent(w, r, name, time.Time{}, strings.NewReader(a.data))
			return
		}
	}
	s.fail(w, r, newProblem(http.StatusNotFound, kindNotFound, "no file has this address; it may be of an older version"))
}
