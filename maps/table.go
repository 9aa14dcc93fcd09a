package maps

import (
	"slices"

	"github.com/paulmach/orb"
)

// table is rows in columns that flow down the pages of a book.
type table struct {
	columns []tableColumn
	rows    []tableRow
	notes   []string // beneath the heading of its first page
}

// tableColumn is a column. Texts that are wider than it are broken into lines.
type tableColumn struct {
	title string
	width float64 // in ems; 0: what its widest text needs
	most  float64 // in ems, of a column as wide as its texts; 0: 24
	right bool    // figures: set to the right
	spare bool    // left out where none of its cells says anything
}

// tableRow is a row of cells, or a heading across all columns.
type tableRow struct {
	cells   []string
	heading string // kept with the row behind it
	bold    bool
	link    int // the page it leads to; 0: none
}

// The measures of a table in ems of its letters.
const (
	cellPad    = 0.45
	lineHeight = 1.3
	rowPad     = 0.5  // above and beneath the lines of a row, together
	blockGap   = 1.6  // between two blocks of columns on a page
	widestCell = 24.0 // of a column that says nothing else
)

// tableLayout is a table at a size of letters in a width: several blocks of its columns
// stand beside one another where there is room.
type tableLayout struct {
	*table
	d      *draft
	size   float64
	blocks int
	width  float64   // of a block
	widths []float64 // of its columns

	narrowed bool // a column is narrower than its texts
}

// laid chooses the widths of a table's columns and how many blocks stand side by side.
func (d *draft) laid(t *table, size, width float64) *tableLayout {
	l := &tableLayout{table: t.spared(), d: d, size: size}
	l.widths = make([]float64, len(l.columns))
	for i, c := range l.columns {
		l.widths[i] = (c.width + 2*cellPad) * size
		if c.width == 0 {
			l.widths[i] = l.natural(i)
		}
	}
	need := sum(l.widths)
	if need > width {
		l.narrow(need - width)
		l.narrowed = true
		need = sum(l.widths)
	}
	l.blocks = max(1, int((width+blockGap*size)/(need+blockGap*size)))
	l.width = (width - float64(l.blocks-1)*blockGap*size) / float64(l.blocks)
	for i := range l.widths {
		l.widths[i] *= l.width / need
	}
	return l
}

// spared is the table without spare columns that say nothing.
func (t *table) spared() *table {
	var kept []int
	for i, c := range t.columns {
		if !c.spare || slices.ContainsFunc(t.rows, func(r tableRow) bool { return r.heading == "" && r.cells[i] != "" }) {
			kept = append(kept, i)
		}
	}
	out := &table{notes: t.notes, columns: picked(t.columns, kept)}
	for _, r := range t.rows {
		if r.heading == "" {
			r.cells = picked(r.cells, kept)
		}
		out.rows = append(out.rows, r)
	}
	return out
}

func picked[T any](list []T, kept []int) []T {
	out := make([]T, len(kept))
	for i, k := range kept {
		out[i] = list[k]
	}
	return out
}

func sum(lengths []float64) (all float64) {
	for _, v := range lengths {
		all += v
	}
	return all
}

// natural is the width that a column's texts need, up to its most.
func (l *tableLayout) natural(column int) float64 {
	c := l.columns[column]
	most := c.most
	if most == 0 {
		most = widestCell
	}
	widest := l.d.fonts.face(true).width(c.title, l.size, 0)
	for _, r := range l.rows {
		if r.heading == "" {
			widest = max(widest, l.d.fonts.face(r.bold).width(printable(r.cells[column]), l.size, 0))
		}
	}
	return min(widest, most*l.size) + (2*cellPad+0.05)*l.size
}

// narrow takes a width from the columns that are as wide as their texts, the widest first,
// down to six ems each, and then from all.
func (l *tableLayout) narrow(excess float64) {
	least := (6 + 2*cellPad) * l.size
	for excess > 1e-9 {
		widest := -1
		for i, c := range l.columns {
			if c.width == 0 && l.widths[i] > least && (widest < 0 || l.widths[i] > l.widths[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			break
		}
		cut := min(excess, l.size, l.widths[widest]-least)
		l.widths[widest] -= cut
		excess -= cut
	}
	if excess > 1e-9 {
		all := sum(l.widths)
		for i := range l.widths {
			l.widths[i] *= (all - excess) / all
		}
	}
}

// tableBlock are the rows that stand beneath one header.
type tableBlock []laidRow

type laidRow struct {
	row    tableRow
	lines  [][]string // by column; one for a heading
	height float64
}

// pages breaks the rows into pages, of so many blocks each, no higher than first for the
// first page and then than the others. The blocks of the last are about as long.
func (l *tableLayout) pages(first, others float64) [][]tableBlock {
	var pages [][]tableBlock
	rows, high := l.laidRows(), first-l.headerHeight()
	for len(rows) > 0 || len(pages) == 0 {
		blocks, rest := l.filled(rows, high)
		if len(rest) == 0 && l.blocks > 1 {
			blocks = l.balanced(rows, high)
		}
		pages = append(pages, blocks)
		rows, high = rest, others-l.headerHeight()
	}
	return pages
}

// filled fills the blocks of a page with rows, and returns those that are left. A row that
// is too high for any block has one of its own.
func (l *tableLayout) filled(rows []laidRow, high float64) (blocks []tableBlock, rest []laidRow) {
	for len(blocks) < l.blocks && (len(rows) > 0 || len(blocks) == 0) {
		n, used := 0, 0.0
		for n < len(rows) {
			need := rows[n].height
			if rows[n].row.heading != "" && n+1 < len(rows) {
				need += rows[n+1].height
			}
			if used+need > high*(1+1e-9) && n > 0 {
				break
			}
			used += rows[n].height
			n++
		}
		blocks, rows = append(blocks, tableBlock(rows[:n])), rows[n:]
	}
	return blocks, rows
}

// balanced fills the blocks of a last page to the least height that takes all rows.
func (l *tableLayout) balanced(rows []laidRow, most float64) []tableBlock {
	all := 0.0
	for _, r := range rows {
		all += r.height
	}
	for high := all / float64(l.blocks); high < most; high += l.size / 2 {
		if blocks, rest := l.filled(rows, high); len(rest) == 0 {
			return blocks
		}
	}
	blocks, _ := l.filled(rows, most)
	return blocks
}

func (l *tableLayout) laidRows() []laidRow {
	out := make([]laidRow, len(l.rows))
	for i, r := range l.rows {
		out[i] = laidRow{row: r, lines: l.lines(r)}
		most := 1
		for _, lines := range out[i].lines {
			most = max(most, len(lines))
		}
		out[i].height = (float64(most)*lineHeight + rowPad) * l.size
	}
	return out
}

// lines are a row's texts broken to its columns' widths.
func (l *tableLayout) lines(r tableRow) [][]string {
	if r.heading != "" {
		return [][]string{l.d.broken(r.heading, l.size, l.width-2*cellPad*l.size, true)}
	}
	out := make([][]string, len(l.columns))
	for i := range l.columns {
		out[i] = l.d.broken(r.cells[i], l.size, l.widths[i]-2*cellPad*l.size+1e-6, r.bold)
	}
	return out
}

func (l *tableLayout) header() laidRow {
	titles := make([]string, len(l.columns))
	for i, c := range l.columns {
		titles[i] = c.title
	}
	r := tableRow{cells: titles, bold: true}
	lines, most := l.lines(r), 1
	for _, of := range lines {
		most = max(most, len(of))
	}
	return laidRow{row: r, lines: lines, height: (float64(most)*lineHeight + rowPad) * l.size}
}

func (l *tableLayout) headerHeight() float64 { return l.header().height }

// draw draws the blocks of a page from a top left corner, and returns where its rows lead.
func (l *tableLayout) draw(blocks []tableBlock, at orb.Point) (nodes []Node, links []Link) {
	for i, block := range blocks {
		corner := orb.Point{at[0] + float64(i)*(l.width+blockGap*l.size), at[1]}
		drawn, to := l.drawBlock(block, corner)
		nodes, links = append(nodes, drawn...), append(links, to...)
	}
	return nodes, links
}

func (l *tableLayout) drawBlock(block tableBlock, at orb.Point) (nodes []Node, links []Link) {
	ink, rule := rgb(0x1a1a1a), rgb(0xb9b9b9)
	line := func(y, width float64, of Color) Node {
		return &Path{Lines: []orb.LineString{{{at[0], y}, {at[0] + l.width, y}}}, Stroke: of, Width: width * l.size}
	}
	head := l.header()
	y := at[1]
	nodes = append(nodes, l.shade(at, head.height, rgb(0xe8eef5)))
	nodes = append(nodes, l.drawRow(head, at)...)
	nodes = append(nodes, line(y, 0.07, ink), line(y+head.height, 0.04, ink))
	y += head.height
	for i, r := range block {
		corner := orb.Point{at[0], y}
		if r.row.heading != "" {
			nodes = append(nodes, l.shade(corner, r.height, rgb(0xf4f1e8)))
		}
		nodes = append(nodes, l.drawRow(r, corner)...)
		y += r.height
		if i+1 < len(block) {
			nodes = append(nodes, line(y, 0.02, rule))
		}
		if r.row.link > 0 {
			links = append(links, Link{Box: orb.Bound{Min: corner, Max: orb.Point{at[0] + l.width, y}}, Page: r.row.link})
		}
	}
	return append(nodes, line(y, 0.07, ink)), links
}

func (l *tableLayout) shade(at orb.Point, height float64, fill Color) Node {
	return &Path{Lines: rectangle(orb.Bound{Min: at, Max: orb.Point{at[0] + l.width, at[1] + height}}), Closed: true, Fill: fill}
}

// drawRow sets a row's lines, each column's in the middle of the row's height.
func (l *tableLayout) drawRow(r laidRow, at orb.Point) (nodes []Node) {
	x := at[0]
	for i, lines := range r.lines {
		width := l.width
		if r.row.heading == "" {
			width = l.widths[i]
		}
		left, anchor := x+cellPad*l.size, 0.0
		if r.row.heading == "" && l.columns[i].right {
			left, anchor = x+width-cellPad*l.size, 1
		}
		top := at[1] + (r.height-float64(len(lines))*lineHeight*l.size)/2
		for k, s := range lines {
			t := l.d.text(s, l.size, r.row.bold || r.row.heading != "", rgb(0x1a1a1a))
			baseline := top + (float64(k)*lineHeight+lineHeight/2+middleOfEm)*l.size
			nodes = append(nodes, l.d.put(t, orb.Point{left, baseline}, anchor))
		}
		x += width
	}
	return nodes
}
