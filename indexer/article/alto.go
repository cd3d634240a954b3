package article

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"timbao/indexer/alto"
	"timbao/indexer/document"
)

func looksALTO(head []byte) bool { return hasElement(head, "alto") }
func looksMETS(head []byte) bool { return hasElement(head, "mets") }

// hasElement reports whether an XML file begins with an element of that name, in any namespace.
func hasElement(head []byte, name string) bool {
	if !bytes.HasPrefix(bytes.TrimLeft(bytes.TrimPrefix(head, []byte(bom)), " \t\r\n"), []byte("<")) {
		return false
	}
	first := rootElement.FindSubmatch(head)
	return first != nil && strings.EqualFold(string(first[1]), name)
}

// rootElement finds the name of the first element, behind declarations and comments.
var rootElement = regexp.MustCompile(`<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)[\s/>]`)

// splitALTO makes a record of a digitised page. One that a METS beside it makes articles of is read with that.
func splitALTO(ctx context.Context, in *input, emit func(Record) error) error {
	if in.depth == 0 && inMETS(in.file.Path) {
		return nil
	}
	return splitWhole(ctx, in, func(r Record) error {
		r.Source.Page = pageNumber(in.name)
		return emit(r)
	})
}

// pageNumber is the number at the end of a file's name: "so-412_0003.xml".
func pageNumber(name string) int {
	stem := strings.TrimSuffix(name, path.Ext(name))
	n, err := strconv.Atoi(stem[len(strings.TrimRight(stem, "0123456789")):])
	if err != nil || n > 9999 {
		return 0
	}
	return n
}

func parseALTO(r Record) (*document.Document, error) {
	p, err := alto.ReadPage(r.Data)
	if err != nil {
		return nil, err
	}
	return inUnicode(p.Document(), nil)
}

// inMETS reports whether a METS in the file's folder, or the one above, names the file.
func inMETS(file string) bool {
	name := filepath.Base(file)
	for _, folder := range []string{filepath.Dir(file), filepath.Dir(filepath.Dir(file))} {
		found, err := filepath.Glob(filepath.Join(escapeGlob(folder), "*.[xX][mM][lL]"))
		if err != nil {
			continue
		}
		for _, other := range found {
			if !strings.Contains(strings.ToLower(filepath.Base(other)), "mets") {
				continue
			}
			data, err := readPart(os.DirFS(folder).Open, filepath.Base(other))
			if err != nil || !bytes.Contains(data, []byte(name)) {
				continue
			}
			if issue, err := alto.ReadMETS(data); err == nil && issue.Names(name) {
				return true
			}
		}
	}
	return false
}

// splitMETS makes a record of each article of a digitised issue, with the page and the region it begins at.
func splitMETS(ctx context.Context, in *input, emit func(Record) error) error {
	if in.depth > 0 {
		return fmt.Errorf("%w: a METS in an archive, whose pages are read by themselves; unpack it", ErrNoReader)
	}
	return splitWhole(ctx, in, func(r Record) error {
		issue, err := alto.ReadMETS(r.Data)
		if err != nil {
			return err
		}
		pages, err := openPages(filepath.Dir(in.file.Path))
		if err != nil {
			return err
		}
		defer pages.root.Close()
		for n, a := range issue.Articles {
			if err := ctx.Err(); err != nil {
				return err
			}
			placed, err := issue.Assemble(a, pages.page)
			if err != nil {
				in.skipRecord(n+1, err)
				continue
			}
			if err := emit(articleRecord(r, n+1, placed)); err != nil {
				return err
			}
		}
		return nil
	})
}

// articleRecord is the record of the nth article of an issue. Its bytes are its text, so that it is known again when others change.
func articleRecord(r Record, n int, placed alto.Placed) Record {
	var data strings.Builder
	data.WriteString(placed.Title + "\n" + placed.Published + "\n")
	for _, b := range placed.Blocks {
		data.WriteString(b.Line() + "\n")
	}
	p := r.part(n, data.String())
	p.Source.Page, p.Source.Box = placed.Page, placed.Box.String()
	p.document, _ = inUnicode(placed.Document, nil)
	return p
}

// parseMETS is never needed: records of an issue have their document. It is there for a record that somebody made otherwise.
func parseMETS(Record) (*document.Document, error) {
	return nil, fmt.Errorf("%w: an article of a METS without its pages", ErrMalformed)
}

// readPart reads a file of an issue, up to MaxRecord bytes.
func readPart(open func(string) (fs.File, error), name string) ([]byte, error) {
	file, err := open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close() //nolint:errcheck // it was only read
	data, err := io.ReadAll(io.LimitReader(file, MaxRecord+1))
	if err == nil && len(data) > MaxRecord {
		err = errTooManyBytes
	}
	return data, err
}

// maxOpenPages is how many pages of an issue are kept while its articles are put together.
const maxOpenPages = 16

// pageFolder opens the pages of an issue, in its folder and nowhere else.
type pageFolder struct {
	root *os.Root
	open map[string]*alto.Page
}

func openPages(folder string) (*pageFolder, error) {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, err
	}
	return &pageFolder{root: root, open: map[string]*alto.Page{}}, nil
}

func (f *pageFolder) page(name string) (*alto.Page, error) {
	if p, ok := f.open[name]; ok {
		return p, nil
	}
	if name == "" {
		return nil, errors.New("it names a page that the METS has no file for")
	}
	data, err := readPart(f.root.FS().Open, name)
	if err != nil {
		return nil, fmt.Errorf("page %s: %s", name, reason(err))
	}
	p, err := alto.ReadPage(data)
	if err != nil {
		return nil, fmt.Errorf("page %s: %w", name, err)
	}
	if len(f.open) >= maxOpenPages {
		clear(f.open)
	}
	f.open[name] = p
	return p, nil
}
