package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/spf13/cobra"

	"timbao/indexer/article"
	"timbao/search"
)

type showOptions struct {
	*common
	ID   string // id of the article, or the path of its file as a hit names it
	JSON bool
}

func newShow(c *common) *cobra.Command {
	o := &showOptions{common: c}
	cmd := &cobra.Command{
		Use:   "show [flags] ID",
		Short: "Print one article",
		Long: `Print one article as the index keeps it. ID is what a hit names: the path on its last line,
or the id behind it when one file holds many articles.`,
		Example: `  timbao show archive/2020/01/000_d249a57545fbbced.txt
  timbao show archive/2020/01/000_d249a57545fbbced.txt --json`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usagef("show takes one id, as 'timbao query' prints it; see 'timbao show --help'")
			}
			o.ID = args[0]
			return runShow(cmd.Context(), o)
		},
	}
	cmd.Flags().BoolVar(&o.JSON, "json", false, "print the article as JSON")
	return cmd
}

func runShow(ctx context.Context, o *showOptions) error {
	index, err := search.Open(o.dir(), nil)
	if err != nil {
		return err
	}
	defer index.Close()
	article, err := find(ctx, index, o.ID)
	if err != nil {
		return err
	}
	if article, err = search.WithErrata(ctx, index, article); err != nil {
		return err
	}
	if o.JSON {
		return o.printJSON(article)
	}
	return o.page(o.render(article))
}

// find gets an article by its id or, when there is none such, by the path of its file: an id is then an end of the path.
func find(ctx context.Context, index *search.Index, name string) (*search.Article, error) {
	article, err := index.Get(ctx, name)
	if !errors.Is(err, search.ErrNotFound) {
		return article, err
	}
	path := filepath.ToSlash(filepath.Clean(name))
	for rest := path; ; {
		if a, e := index.Get(ctx, rest); e == nil && samePath(a.Source.Location(), path) {
			return a, nil
		}
		_, after, more := strings.Cut(rest, "/")
		if !more {
			return nil, err
		}
		rest = after
	}
}

// samePath says whether two paths, each absolute or from the current folder, name one file.
func samePath(a, b string) bool {
	x, errX := filepath.Abs(filepath.FromSlash(a))
	y, errY := filepath.Abs(filepath.FromSlash(b))
	return errX == nil && errY == nil && x == y
}

// render is the article as a page of text.
func (o *showOptions) render(a *search.Article) string {
	p := paint{o.color}
	var b strings.Builder
	paragraph := func(style func(string) string, text string) {
		text = strings.TrimSpace(clean(text))
		if text == "" {
			return
		}
		if o.width > 0 {
			text = lipgloss.Wrap(text, o.width, "")
		}
		b.WriteString(style(text) + "\n\n")
	}
	plain := func(s string) string { return s }
	paragraph(p.title, a.Title)
	hit := search.Hit{Published: &a.Published, Section: a.Section, Place: a.Place}
	paragraph(p.faint, about(&hit))
	paragraph(p.title, a.Lead)
	for _, text := range a.Body {
		paragraph(plain, text)
	}
	for _, text := range a.Captions {
		paragraph(p.faint, "[Ảnh] "+text)
	}
	paragraph(plain, byline(a))
	paragraph(p.path, where(a.Source))
	paragraph(p.path, a.URL)
	if a.Corrects != nil {
		paragraph(p.faint, "corrects "+erratum(*a.Corrects))
	}
	for _, e := range a.CorrectedBy {
		paragraph(p.faint, "corrected by "+erratum(e))
	}
	if len(a.Guessed) > 0 {
		paragraph(p.faint, "guessed: "+strings.Join(a.Guessed, ", "))
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

// erratum names the other article of a link, and how to show it.
func erratum(e search.Erratum) string {
	if e.ID == "" {
		return e.String() + ", which is not in the index"
	}
	return e.String() + ": " + e.ID
}

// where says where an article stands: its file, and for a digitised issue its page and the region of it.
func where(s article.Source) string {
	place := s.Location()
	if s.Page > 0 {
		place += fmt.Sprintf(", page %d", s.Page)
	}
	if s.Box != "" {
		place += " (" + s.Box + ")"
	}
	return place
}

// byline is the byline as printed, or the names where the source has fields for them.
func byline(a *search.Article) string {
	if a.Byline != "" {
		return a.Byline
	}
	return strings.Join(append(append([]string(nil), a.Authors...), a.Photographers...), ", ")
}
