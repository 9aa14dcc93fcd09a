package importer

import (
	"slices"
	"strings"
)

// filler repeats the words of cells merged downwards.
type filler struct {
	columns []int
	until   map[int]map[int]merge // column -> top row -> block
	last    map[int]string
	open    map[int]merge
}

// fillDown are the fields that a merged cell may state for several rows. Figures are not
// among them: a merged figure is the sum of its rows.
var fillDown = []string{"township", "village", "kind", "parent", "parent_name", "county_name"}

func newFiller(merges []merge, c columns) *filler {
	f := &filler{until: map[int]map[int]merge{}, last: map[int]string{}, open: map[int]merge{}}
	for _, field := range fillDown {
		if col, ok := c[field]; ok {
			f.columns = append(f.columns, col.index)
			f.until[col.index] = map[int]merge{}
		}
	}
	for _, m := range merges {
		if blocks := f.until[m.left]; blocks != nil && m.left == m.right {
			blocks[m.top] = m
		}
	}
	return f
}

// row fills a row's blank cells from the merged cells above it.
func (f *filler) row(l line, c columns) row {
	r := row{line: l, columns: c}
	for _, i := range f.columns {
		if m, ok := f.until[i][l.number-1]; ok {
			f.open[i], f.last[i] = m, l.cell(i)
		}
		m, ok := f.open[i]
		if !ok || l.number-1 < m.top || l.number-1 > m.bottom || strings.TrimSpace(l.cell(i)) != "" {
			continue
		}
		if r.filled == nil {
			r.filled = map[int]bool{}
			r.cells = slices.Clone(r.cells)
		}
		for len(r.cells) <= i {
			r.cells = append(r.cells, "")
		}
		r.cells[i], r.filled[i] = f.last[i], true
	}
	return r
}
