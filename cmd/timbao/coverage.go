package main

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"timbao/indexer"
	"timbao/indexer/account"
	"timbao/search"
)

// coverage looks at the whole index.
func (c *common) coverage(ctx context.Context) (search.Coverage, error) {
	index, err := search.Open(c.dir(), nil)
	if err != nil {
		return search.Coverage{}, err
	}
	defer index.Close()
	return index.Coverage(ctx)
}

// writeReport writes an account as a web page; run is nil for one that is not of a run.
func (c *common) writeReport(name string, v search.Coverage, run *indexer.Report) error {
	page := account.Page{Archive: c.dir(), Made: time.Now(), Coverage: v}
	if run != nil {
		page.Run = figures(*run)
		page.Skipped = account.GroupReasons(run.Skipped)
	}
	return c.toFile("--report", name, page.Write)
}

// figures are the numbers of a run for its page.
func figures(r indexer.Report) []account.Figure {
	var out []account.Figure
	for _, f := range []struct {
		vietnamese, english string
		n                   int
	}{
		{"Đã đọc", "read", r.Read}, {"Mới", "new", r.New}, {"Sửa", "changed", r.Changed}, {"Giữ nguyên", "unchanged", r.Unchanged},
		{"Đổi tên", "renamed", r.Renamed}, {"Bỏ", "removed", r.Removed}, {"Để lại", "skipped", len(r.Skipped)},
		{"Có mục phải đoán", "with fields guessed", r.Guessed},
	} {
		out = append(out, account.Figure{Vietnamese: f.vietnamese, English: f.english, Value: number(int64(f.n))})
	}
	return append(out,
		account.Figure{Vietnamese: "Văn bản", English: "text", Value: bytes(r.TextBytes)},
		account.Figure{Vietnamese: "Thời gian", English: "time", Value: r.Took.Round(time.Millisecond).String()},
		account.Figure{Vietnamese: "Thế hệ của chỉ mục", English: "generation", Value: fmt.Sprint(r.Generation)})
}

// kinds says of what formats and encodings a run's articles were, where that is not one format in UTF-8.
func kinds(r indexer.Report) string {
	if len(r.Formats) <= 1 && (len(r.Encodings) == 0 || len(r.Encodings) == 1 && r.Encodings["UTF-8"]+r.Encodings[""] > 0) {
		return ""
	}
	return "  " + listed(r.Formats) + "; " + listed(r.Encodings) + "\n"
}

// listed names the most frequent of some values.
func listed(counts map[string]int) string {
	const most = 6
	values := slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(counts[b]-counts[a], strings.Compare(a, b))
	})
	var parts []string
	for i, v := range values {
		if i == most {
			parts = append(parts, fmt.Sprintf("%d others", len(values)-most))
			break
		}
		parts = append(parts, clean(valueOr(v))+" "+number(int64(counts[v])))
	}
	return strings.Join(parts, ", ")
}

// emptyMonths counts the months in the gaps.
func emptyMonths(v search.Coverage) int {
	n := 0
	for _, g := range v.Gaps {
		n += g.Months
	}
	return n
}

// valueOr names a value that an index of an older program does not have.
func valueOr(v string) string {
	if v == "" {
		return "not known"
	}
	return v
}

// The longest lists of 'timbao stats --coverage'; --json and --report have more.
const (
	maxGapsShown     = 24
	maxGroupsShown   = 10
	maxExamplesShown = 3
)

// renderCoverage prints a coverage for people.
func renderCoverage(p paint, v search.Coverage) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s in %s\n", plural(v.Articles, "article"), plural(v.Files, "file"))
	for _, t := range []struct {
		name   string
		counts []account.Count
	}{{"format", v.Formats}, {"encoding", v.Encodings}} {
		var rows [][]string
		for _, c := range t.counts {
			rows = append(rows, []string{number(int64(c.Files)), number(int64(c.Articles)), clean(valueOr(c.Value))})
		}
		b.WriteString("\n" + columns(p, []string{"files", "articles", t.name}, rows) + "\n")
	}
	renderMonths(&b, p, v)
	renderDuplicates(&b, p, v)
	renderUnread(&b, p, v)
	return b.String()
}

// renderMonths prints the calendar and its gaps.
func renderMonths(b *strings.Builder, p paint, v search.Coverage) {
	if v.First != "" {
		var rows [][]string
		for _, y := range v.Calendar() {
			row := []string{y.Year}
			for _, m := range y.Months {
				cell := number(int64(m.Articles))
				switch {
				case m.Outside:
					cell = ""
				case m.Articles == 0:
					cell = "-"
				}
				row = append(row, cell)
			}
			rows = append(rows, append(row, number(int64(y.Total))))
		}
		b.WriteString("\n" + columns(p, []string{"year", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "all"}, rows) + "\n")
	}
	if v.Undated > 0 {
		fmt.Fprintf(b, "%s without a date\n", plural(v.Undated, "article"))
	}
	if len(v.Gaps) == 0 {
		return
	}
	fmt.Fprintf(b, "\n%s without an article\n", plural(emptyMonths(v), "month"))
	for i, g := range v.Gaps {
		if i == maxGapsShown {
			fmt.Fprintf(b, "  … and %d more gaps\n", len(v.Gaps)-i)
			break
		}
		if g.Months == 1 {
			fmt.Fprintf(b, "  %s\n", g.From)
		} else {
			fmt.Fprintf(b, "  %s to %s (%d)\n", g.From, g.To, g.Months)
		}
	}
}

func renderDuplicates(b *strings.Builder, p paint, v search.Coverage) {
	d := v.Duplicates
	if d.Texts == 0 {
		return
	}
	fmt.Fprintf(b, "\n%s more than once, in %s\n", plural(d.Texts, "text"), plural(d.Articles, "article"))
	for i, group := range d.Groups {
		if i == maxGroupsShown {
			fmt.Fprintf(b, "  … and %d more\n", d.Texts-i)
			break
		}
		fmt.Fprintf(b, "  %s\n", clean(group[0].Title))
		for _, c := range group {
			fmt.Fprintf(b, "    %s\n", p.path(clean(c.Path)))
		}
	}
}

func renderUnread(b *strings.Builder, p paint, v search.Coverage) {
	if v.Unread.Inputs == 0 {
		return
	}
	fmt.Fprintf(b, "\n%s could not be read\n", plural(v.Unread.Inputs, "input"))
	for _, r := range v.Unread.Reasons {
		fmt.Fprintf(b, "  %s × %s\n", number(int64(r.Inputs)), clean(r.Reason))
		for i, s := range r.Examples {
			if i == maxExamplesShown {
				fmt.Fprintf(b, "    … and %s more\n", number(int64(r.Inputs-i)))
				break
			}
			fmt.Fprintf(b, "    %s\n", p.path(skippedAt(s)))
		}
	}
}

// runCoverage is 'timbao stats --coverage', and '--report'.
func runCoverage(ctx context.Context, o *statsOptions) error {
	v, err := o.coverage(ctx)
	if err != nil {
		return err
	}
	if o.Report != "" {
		if err := o.writeReport(o.Report, v, nil); err != nil || !o.Coverage {
			return err
		}
	}
	if o.JSON {
		return o.printJSON(v)
	}
	return o.print(renderCoverage(paint{o.color}, v))
}
