package pdf

import (
	"cmp"
	"slices"
	"strings"
)

// line is a line of text of one column.
type line struct {
	box    box
	pieces []piece
	size   float64 // of most of its letters
	text   string  // decoded
	cells  []string
}

// minGutter is the width of the white between columns, in heights of a letter.
const minGutter = 0.8

// maxMerges bounds how often lines that grew towards each other are joined.
const maxMerges = 10

// lines joins pieces that touch.
func lines(pieces []piece) []*line {
	slices.SortStableFunc(pieces, func(a, b piece) int { return cmp.Compare(middle(a.box), middle(b.box)) })
	var out []*line
	for _, p := range pieces {
		var best *line
		for i := len(out) - 1; i >= 0 && i >= len(out)-80; i-- {
			if l := out[i]; sameLine(l.box, p.box) && near(l, p) {
				best = l
				break
			}
		}
		if best == nil {
			out = append(out, &line{box: p.box, pieces: []piece{p}, size: p.size})
			continue
		}
		best.pieces = append(best.pieces, p)
		best.box = best.box.join(p.box)
	}
	for range maxMerges {
		before := len(out)
		if out = merge(out); len(out) == before {
			break
		}
	}
	for _, l := range out {
		slices.SortStableFunc(l.pieces, func(a, b piece) int { return cmp.Compare(a.box.left, b.box.left) })
		l.size = usualSize(l.pieces)
	}
	return out
}

func middle(b box) float64 { return (b.top + b.bottom) / 2 }

// sameLine reports whether two boxes stand at one height: the middle of the lower one is within the other.
func sameLine(a, b box) bool {
	overlap := min(a.bottom, b.bottom) - max(a.top, b.top)
	return overlap > 0.4*min(a.height(), b.height())
}

// near reports whether a piece touches a line at its left or right end, or lies in it.
func near(l *line, p piece) bool {
	gap := max(p.box.left-l.box.right, l.box.left-p.box.right)
	return gap < minGutter*max(l.size, p.size)
}

// merge joins lines that grew towards each other.
func merge(in []*line) []*line {
	var out []*line
	for _, l := range in {
		joined := false
		for i := len(out) - 1; i >= 0 && i >= len(out)-80 && !joined; i-- {
			if o := out[i]; sameLine(o.box, l.box) && max(l.box.left-o.box.right, o.box.left-l.box.right) < minGutter*min(l.size, o.size) {
				o.pieces = append(o.pieces, l.pieces...)
				o.box = o.box.join(l.box)
				joined = true
			}
		}
		if !joined {
			out = append(out, l)
		}
	}
	return out
}

// usualSize is the size of most letters.
func usualSize(pieces []piece) float64 {
	size, most := 0.0, 0
	count := map[int]int{}
	for _, p := range pieces {
		key := int(p.size*2 + 0.5)
		if count[key] += len(p.text); count[key] > most {
			size, most = p.size, count[key]
		}
	}
	return size
}

// maxCuts bounds how often a page is cut into regions in a row.
const maxCuts = 60

// order puts the lines of a page in the order of reading; each group of lines is a region that cannot be cut.
func order(ls []*line, depth int) [][]*line {
	if len(ls) < 2 || depth > maxCuts {
		return [][]*line{byHeight(ls)}
	}
	if left, right, ok := cutColumns(ls); ok {
		return append(order(left, depth+1), order(right, depth+1)...)
	}
	cuts := rowCuts(ls)
	if cut, ok := headCut(ls, cuts); ok {
		above, below := split(ls, cut.at)
		return append(order(above, depth+1), order(below, depth+1)...)
	}
	for _, cut := range slices.Backward(cuts) { // what spans the columns below them
		above, below := split(ls, cut.at)
		if _, _, ok := cutColumns(above); ok {
			return append(order(above, depth+1), order(below, depth+1)...)
		}
	}
	return [][]*line{byHeight(ls)}
}

func byHeight(ls []*line) []*line {
	out := slices.Clone(ls)
	slices.SortStableFunc(out, func(a, b *line) int {
		if sameLine(a.box, b.box) {
			return cmp.Compare(a.box.left, b.box.left)
		}
		return cmp.Compare(middle(a.box), middle(b.box))
	})
	return out
}

// Bounds of what is taken for a column and not for a column of a table.
const (
	minColumnLines = 3
	minColumnText  = 12 // letters in a line, on average
)

// cutColumns cuts lines at the widest white that no line crosses, if there is text in columns on both sides.
func cutColumns(ls []*line) (left, right []*line, ok bool) {
	sorted := slices.Clone(ls)
	slices.SortFunc(sorted, func(a, b *line) int { return cmp.Compare(a.box.left, b.box.left) })
	best, at := 0.0, 0.0
	end, letters := sorted[0].box.right, usualLineSize(ls)
	for i, l := range sorted[1:] {
		if gap := l.box.left - end; gap > best && gap >= minGutter*letters && isColumn(sorted[:i+1]) && isColumn(sorted[i+1:]) {
			best, at = gap, end+gap/2
		}
		end = max(end, l.box.right)
	}
	if best == 0 {
		return nil, nil, false
	}
	for _, l := range ls {
		if l.box.right < at {
			left = append(left, l)
		} else {
			right = append(right, l)
		}
	}
	return left, right, true
}

func isColumn(ls []*line) bool {
	text := 0
	for _, l := range ls {
		for _, p := range l.pieces {
			text += len([]rune(p.text))
		}
	}
	return len(ls) >= minColumnLines && text >= minColumnText*len(ls)
}

func usualLineSize(ls []*line) float64 {
	var all []piece
	for _, l := range ls {
		all = append(all, l.pieces...)
	}
	return usualSize(all)
}

// maxRowCuts bounds how many places are tried.
const maxRowCuts = 40

// maxHeadCuts is how many places are compared below which there are columns.
const maxHeadCuts = 4

// headCut is where what spans the columns above them ends: of the first places below which there are columns, the one with the most
// white, since the last line of a lead may be as short as a column.
func headCut(ls []*line, cuts []rowCut) (best rowCut, ok bool) {
	found := 0
	for _, cut := range cuts {
		_, below := split(ls, cut.at)
		if len(below) < 2*minColumnLines {
			break
		}
		if _, _, columns := cutColumns(below); columns {
			if cut.white > best.white+1 || !ok {
				best, ok = cut, true
			}
			if found++; found == maxHeadCuts {
				break
			}
		}
	}
	return best, ok
}

// rowCut is white that goes across all columns: at a height, so many points high.
type rowCut struct{ at, white float64 }

// rowCuts are the places where a page can be cut between lines, from the top.
func rowCuts(ls []*line) []rowCut {
	sorted := byTop(ls)
	var cuts []rowCut
	end := sorted[0].box.bottom
	for _, l := range sorted[1:] {
		if l.box.top > end-0.3*l.size && len(cuts) < maxRowCuts {
			cuts = append(cuts, rowCut{max(end, l.box.top) - 0.01, l.box.top - end})
		}
		end = max(end, l.box.bottom)
	}
	return cuts
}

func byTop(ls []*line) []*line {
	out := slices.Clone(ls)
	slices.SortFunc(out, func(a, b *line) int { return cmp.Compare(a.box.top, b.box.top) })
	return out
}

func split(ls []*line, height float64) (above, below []*line) {
	for _, l := range ls {
		if middle(l.box) < height {
			above = append(above, l)
		} else {
			below = append(below, l)
		}
	}
	return above, below
}

// isNumber reports whether a line is a page's number: "7", "Trang 7", "- 7 -".
func isNumber(s string) bool {
	s = strings.ToLower(strings.Trim(s, " -–—|/."))
	s = strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(s, "trang"), "page"))
	if s == "" || len(s) > 9 {
		return false
	}
	return strings.Trim(s, "0123456789/ ") == ""
}
