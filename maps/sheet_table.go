package maps

import (
	"github.com/paulmach/orb"
)

// sheetTable is what stands in columns, broken over as many places as it needs; each begins
// with its header.
type sheetTable struct {
	header []string
	shares []float64 // of the width, by column
	figure []bool    // by column: set to the right
	rows   [][]string
	wide   float64 // the least width of a column of rows, in letters; 0: 44
}

// set sets the table at a width and size of letters: its header, and its rows.
func (t *sheetTable) set(d *draft, width, size float64) (header row, rows []row) {
	header = t.line(d, t.header, width, size, true)
	for _, cells := range t.rows {
		rows = append(rows, t.line(d, cells, width, size, false))
	}
	return header, rows
}

// line is a row of the table, as high as its highest cell.
func (t *sheetTable) line(d *draft, cells []string, width, size float64, head bool) row {
	sum := 0.0
	for _, s := range t.shares {
		sum += s
	}
	pad := 0.35 * size
	var columns [][]*Text
	var lefts, rights []float64
	most, x := 1, 0.0
	for i, cell := range cells {
		w := width * t.shares[i] / sum
		var lines []*Text
		for _, s := range d.broken(cell, size, w-2*pad, head) {
			lines = append(lines, d.text(s, size, head, rgb(0x222222)))
		}
		columns, most = append(columns, lines), max(most, len(lines))
		lefts, rights = append(lefts, x+pad), append(rights, x+w-pad)
		x += w
	}
	height := 1.3*size*float64(most) + 0.45*size
	return row{height: height, draw: func(at orb.Point) (nodes []Node) {
		if head {
			box := orb.Bound{Min: at, Max: orb.Point{at[0] + width, at[1] + height}}
			nodes = append(nodes, &Path{Lines: rectangle(box), Closed: true, Fill: rgb(0xe8ecf1)})
		}
		for i, lines := range columns {
			for k, line := range lines {
				y := at[1] + (1.25+1.3*float64(k))*size
				copied := *line // a header stands in several columns
				if t.figure[i] {
					nodes = append(nodes, d.put(&copied, orb.Point{at[0] + rights[i], y}, 1))
				} else {
					nodes = append(nodes, d.put(&copied, orb.Point{at[0] + lefts[i], y}, 0))
				}
			}
		}
		rule := orb.LineString{{at[0], at[1] + height}, {at[0] + width, at[1] + height}}
		return append(nodes, &Path{Lines: []orb.LineString{rule}, Stroke: rgb(0xb0b0b0), Width: 0.1 * d.u})
	}}
}

// setIn sets as many of the table's rows as fit into columns of a box, each under the
// header, and returns how many that are.
func (t *sheetTable) setIn(d *draft, box orb.Bound, columns int, size float64, from int) (nodes []Node, to int) {
	gap := 2.2 * size
	width := (box.Max[0] - box.Min[0] - float64(columns-1)*gap) / float64(columns)
	header, rows := t.set(d, width, size)
	for i := range columns {
		at := orb.Point{box.Min[0] + float64(i)*(width+gap), box.Min[1]}
		first := from
		y := at[1] + header.height
		var drawn []Node
		for from < len(rows) && y+rows[from].height <= box.Max[1]+1e-9 {
			drawn = append(drawn, rows[from].draw(orb.Point{at[0], y})...)
			y += rows[from].height
			from++
		}
		if from == first {
			break
		}
		nodes = append(append(nodes, header.draw(at)...), drawn...)
	}
	return nodes, from
}

// usualTableWidth is the least width of a column of rows, in letters.
const usualTableWidth = 44

// columns is in how many columns of rows the table is set in a box.
func (t *sheetTable) columns(box orb.Bound, size float64) int {
	wide := t.wide
	if wide == 0 {
		wide = usualTableWidth
	}
	return max(1, int((box.Max[0]-box.Min[0])/(wide*size)))
}
