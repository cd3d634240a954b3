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

//go:embed assets templates messages.tsv
var embedded embed.FS

// asset is a file that the page refers to.
type asset struct {
	url  string // with a hash of the content, so that it can be kept for ever
	tag  string // its ETag
	data string
}

// page is what all pages have in common; it does not change once made.
type page struct {
	site        string
	texts       catalogue
	assets      map[string]asset                         // by file name
	templates   map[string]map[string]*template.Template // by language and name
	fingerprint string                                   // hash of everything embedded: pages of another version of the program are other pages
}

// newPage reads the embedded files.
func newPage(o Options) (*page, error) {
	p := &page{site: o.Title, assets: map[string]asset{}, templates: map[string]map[string]*template.Template{}}
	all := sha256.New()
	var styles strings.Builder
	err := fs.WalkDir(embedded, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := embedded.ReadFile(name)
		if err != nil {
			return err
		}
		fmt.Fprintf(all, "%s %d\n%s", name, len(data), data)
		switch path.Dir(name) {
		case "assets/style": // one file for the browser, in the order of their names
			styles.Write(data)
		case "assets":
			p.addAsset(path.Base(name), string(data))
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the embedded files: %w", err)
	}
	p.addAsset("style.css", styles.String())
	p.fingerprint = o.Title + hex.EncodeToString(all.Sum(nil)[:8])
	table, err := embedded.ReadFile("messages.tsv")
	if err != nil {
		return nil, fmt.Errorf("read the messages: %w", err)
	}
	if p.texts, err = readCatalogue(string(table)); err != nil {
		return nil, err
	}
	return p, p.addTemplates()
}

// addTemplates reads every page in every language: its own file, the layout and the parts that pages share.
func (p *page) addTemplates() error {
	pages, err := fs.Glob(embedded, "templates/*.html")
	if err != nil {
		return fmt.Errorf("list the templates: %w", err)
	}
	for _, code := range []string{inVietnamese, inEnglish} {
		p.templates[code] = map[string]*template.Template{}
		for _, file := range pages {
			t, err := template.New("layout.html").Funcs(p.functions(language{code, p.texts})).
				ParseFS(embedded, "templates/shared/*.html", file)
			if err != nil {
				return fmt.Errorf("read the template %s: %w", file, err)
			}
			p.templates[code][strings.TrimSuffix(path.Base(file), ".html")] = t
		}
	}
	return nil
}

// addAsset gives a file its address.
func (p *page) addAsset(name, data string) {
	sum := sha256.Sum256([]byte(data))
	ext := path.Ext(name)
	url := "/assets/" + strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:6]) + ext
	p.assets[name] = asset{url: url, tag: tagOf([]byte(data)), data: data}
}

// functions is what the templates of a language can call.
func (p *page) functions(l language) template.FuncMap {
	return template.FuncMap{
		"asset": func(name string) (string, error) {
			a, ok := p.assets[name]
			if !ok {
				return "", fmt.Errorf("there is no file %q", name)
			}
			return a.url, nil
		},
		"t":        l.say,
		"number":   l.number,
		"date":     l.date,
		"longdate": l.longDate,
		"iso":      iso,
		"place":    func(i int) int { return i + 1 }, // as people count
	}
}

// mediaTypes are the types of the embedded files by their endings; it is never changed.
var mediaTypes = map[string]string{".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}

// serveAsset answers with an embedded file. An address with an older hash is gone.
func (s *Server) serveAsset(w http.ResponseWriter, r *http.Request) {
	for name, a := range s.page.assets {
		if a.url == r.URL.Path {
			// Said here, because what a system thinks of the endings of files may differ.
			w.Header().Set("Content-Type", mediaTypes[path.Ext(name)])
			w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
			w.Header().Set("Etag", a.tag)
			http.ServeContent(w, r, name, time.Time{}, strings.NewReader(a.data))
			return
		}
	}
	s.fail(w, r, newProblem(http.StatusNotFound, kindNotFound, "no file has this address; it may be of an older version"))
}
