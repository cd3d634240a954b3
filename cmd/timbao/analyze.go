package main

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"timbao/indexer/vietnamese"
)

type analyzeOptions struct {
	*common
	Text string
	JSON bool
}

func newAnalyze(c *common) *cobra.Command {
	o := &analyzeOptions{common: c}
	cmd := &cobra.Command{
		Use:   "analyze [flags] TEXT…",
		Short: "Show how a text becomes search terms",
		Long: `Show how a text, given as words or on stdin, becomes search terms: position, kind, the term without
and with accents, byte offsets and the original slice; then the dates and acronyms in it. A + after
the position marks what is kept whole beside its parts.`,
		Example: `  timbao analyze "Hoà giải ở TP.HCM ngày 14-1, theo 71-KH/TU"
  timbao analyze < article.txt --json`,
		RunE: func(cmd *cobra.Command, args []string) error {
			text, err := o.read(args)
			if err != nil {
				return err
			}
			o.Text = text
			return runAnalyze(cmd.Context(), o)
		},
	}
	cmd.Flags().BoolVar(&o.JSON, "json", false, "print the analysis as JSON")
	return cmd
}

// read takes the text from the arguments or, without any, from what is piped in.
func (o *analyzeOptions) read(args []string) (string, error) {
	if len(args) > 0 {
		return strings.Join(args, " "), nil
	}
	if o.typed {
		return "", usagef("no text to analyse; try: timbao analyze hội đồng nhân dân")
	}
	data, err := io.ReadAll(o.in)
	if err != nil {
		return "", fmt.Errorf("reading the text from stdin: %w", err)
	}
	return string(data), nil
}

// analysis is what the command prints.
type analysis struct {
	Tokens   []token   `json:"tokens"`
	Dates    []date    `json:"dates,omitempty"`
	Acronyms []acronym `json:"acronyms,omitempty"`
}

type slice struct {
	Text  string `json:"text"`  // as it stands in the input
	Start int    `json:"start"` // byte offsets into the input
	End   int    `json:"end"`
}

type token struct {
	slice
	Position int    `json:"position"`
	Kind     string `json:"kind"`
	Whole    bool   `json:"whole,omitempty"`
	Folded   string `json:"folded"`
	Accented string `json:"accented"`
}

type date struct {
	slice
	Year  int `json:"year,omitempty"`
	Month int `json:"month,omitempty"`
	Day   int `json:"day,omitempty"`
}

type acronym struct {
	slice
	Short     string `json:"short"`
	Expansion string `json:"expansion"`
	Ambiguous bool   `json:"ambiguous,omitempty"`
}

func runAnalyze(_ context.Context, o *analyzeOptions) error {
	a := analyze(o.Text)
	if o.JSON {
		return o.printJSON(a)
	}
	return o.page(a.render(paint{o.color}))
}

func analyze(text string) *analysis {
	cut := func(start, end int) slice { return slice{text[start:end], start, end} }
	a := &analysis{Tokens: []token{}}
	matcher := vietnamese.NewExpansionMatcher()
	var ends []vietnamese.Token // the tokens that count as a syllable each
	for _, t := range vietnamese.Tokens(text) {
		folded, accented := vietnamese.Split(t.Term)
		a.Tokens = append(a.Tokens, token{cut(t.Start, t.End), t.Position, t.Kind.String(), t.Whole, folded, accented})
		if t.Kind == vietnamese.Word || t.Kind == vietnamese.Code {
			for _, e := range vietnamese.Expansions(text[t.Start:t.End]) {
				a.Acronyms = append(a.Acronyms, acronym{cut(t.Start, t.End), e.Short, e.Expansion, e.Ambiguous})
			}
		}
		if t.Whole {
			continue
		}
		ends = append(ends, t)
		for _, e := range matcher.Next(t.Term) {
			first := max(len(ends)-len(strings.Fields(e.Expansion)), 0)
			a.Acronyms = append(a.Acronyms, acronym{cut(ends[first].Start, t.End), e.Short, e.Expansion, e.Ambiguous})
		}
	}
	for _, d := range vietnamese.Dates(text) {
		a.Dates = append(a.Dates, date{cut(d.Start, d.End), d.Year, d.Month, d.Day})
	}
	return a
}

func (a *analysis) render(p paint) string {
	var rows [][]string
	for _, t := range a.Tokens {
		position := strconv.Itoa(t.Position)
		if t.Whole {
			position += "+"
		}
		rows = append(rows, []string{position, t.Kind, clean(t.Folded), clean(t.Accented), t.offsets(), clean(t.Text)})
	}
	text := columns(p, []string{"position", "kind", "folded", "accented", "bytes", "text"}, rows) + "\n"
	rows = nil
	for _, d := range a.Dates {
		rows = append(rows, []string{d.String(), d.offsets(), clean(d.Text)})
	}
	if len(rows) > 0 {
		text += "\n" + columns(p, []string{"date", "bytes", "text"}, rows) + "\n"
	}
	rows = nil
	for _, s := range a.Acronyms {
		expansion := s.Expansion
		if s.Ambiguous {
			expansion += " (one of several)"
		}
		rows = append(rows, []string{s.Short, expansion, s.offsets(), clean(s.Text)})
	}
	if len(rows) > 0 {
		text += "\n" + columns(p, []string{"acronym", "means", "bytes", "text"}, rows) + "\n"
	}
	return text
}

func (s slice) offsets() string { return fmt.Sprintf("%d-%d", s.Start, s.End) }

// String is the date with ? for what the text does not say.
func (d date) String() string {
	part := func(n, width int) string {
		if n == 0 {
			return strings.Repeat("?", width)
		}
		return fmt.Sprintf("%0*d", width, n)
	}
	return part(d.Year, 4) + "-" + part(d.Month, 2) + "-" + part(d.Day, 2)
}
