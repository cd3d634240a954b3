package main

import (
	"strings"

	"charm.land/lipgloss/v2"
	"charm.land/lipgloss/v2/table"
)

// paint colours parts of the output; with colour off every method returns its text unchanged. Only the terminal's own sixteen
// colours are used, so that a reader's dark or light theme stays readable.
type paint struct{ on bool }

func (p paint) title(s string) string { return p.with(lipgloss.NewStyle().Bold(true), s) }
func (p paint) faint(s string) string { return p.with(lipgloss.NewStyle().Faint(true), s) }
func (p paint) path(s string) string {
	return p.with(lipgloss.NewStyle().Foreground(lipgloss.Cyan), s)
}
func (p paint) number(s string) string {
	return p.with(lipgloss.NewStyle().Foreground(lipgloss.Yellow), s)
}

func (p paint) with(style lipgloss.Style, s string) string {
	if !p.on || s == "" {
		return s
	}
	return style.Render(s)
}

// columns lays rows out under a header, without lines, so that the output can still be cut and sorted in a pipe. Widths are those
// a terminal shows: a combining mark takes none.
func columns(p paint, header []string, rows [][]string) string {
	t := table.New().Headers(header...).Rows(rows...).
		BorderTop(false).BorderBottom(false).BorderLeft(false).BorderRight(false).
		BorderColumn(false).BorderHeader(false).
		StyleFunc(func(row, col int) lipgloss.Style {
			style := lipgloss.NewStyle()
			if col < len(header)-1 {
				style = style.PaddingRight(2)
			}
			if p.on && row == table.HeaderRow {
				style = style.Bold(true)
			}
			return style
		})
	lines := strings.Split(t.String(), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}
