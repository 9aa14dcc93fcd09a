package maps

import (
	"math"
	"slices"
	"strconv"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/edition"
)

// layerSquares holds the lines between the squares by which an index finds a place.
const layerSquares = "squares"

// squares are the squares of a map field: columns by letter from the left, rows by number
// from the top.
type squares struct {
	field         orb.Bound
	columns, rows int
	u             float64
}

// squareSide is the side of a square in units of furniture, about.
const squareSide = 42.0

func squaresOf(s *Sheet) squares {
	u := Paper{Width: s.scene.Width, Height: s.scene.Height}.unit()
	f := s.place.Field
	count := func(length float64) int {
		return min(max(int(math.Round(length/(squareSide*u))), 2), len(squareLetters))
	}
	return squares{f, count(f.Max[0] - f.Min[0]), count(f.Max[1] - f.Min[1]), u}
}

// squareLetters are without those that are read as figures.
const squareLetters = "ABCDEFGHJKLMNPQRSTUVWXYZ"

// at is the square that a place of the sheet lies in: C4; empty outside the field.
func (q squares) at(p orb.Point) string {
	if !q.field.Contains(p) {
		return ""
	}
	x := int(float64(q.columns) * (p[0] - q.field.Min[0]) / (q.field.Max[0] - q.field.Min[0]))
	y := int(float64(q.rows) * (p[1] - q.field.Min[1]) / (q.field.Max[1] - q.field.Min[1]))
	return squareLetters[min(x, q.columns-1):][:1] + strconv.Itoa(min(y, q.rows-1)+1)
}

// square is that of a unit's middle on a sheet; empty where it has no shape.
func (b *binder) square(s *Sheet, u *edition.Unit) string {
	if s == nil || !b.ed.HasShape(u) {
		return ""
	}
	return squaresOf(s).at(s.place.Paper(u.Label))
}

// sheetPage is a sheet as a page: with its squares and its number.
func (b *binder) sheetPage(s *Sheet, number int) Page {
	scene := *s.scene
	q := squaresOf(s)
	scene.Layers = b.layers
	scene.Nodes = append(ruled(scene.Nodes, q.lines()), &Group{Layer: layerFrame, Nodes: b.squareNames(q, textBoxes(scene.Nodes, s.fonts))})
	b.numberPage(&scene, number)
	return Page{Scene: &scene}
}

// sheetPages are a sheet and those behind it as pages from a number on.
func (b *binder) sheetPages(s *Sheet, first int) []Page {
	return append([]Page{b.sheetPage(s, first)}, b.pagesBehind(s, first)...)
}

// pagesBehind are the sheets behind a sheet as pages.
func (b *binder) pagesBehind(s *Sheet, first int) (pages []Page) {
	for i, behind := range s.behind {
		scene := *behind.scene
		scene.Layers = b.layers
		b.numberPage(&scene, first+1+i)
		pages = append(pages, Page{Scene: &scene})
	}
	return pages
}

// ruled are a sheet's nodes with lines on its land, beneath its borders and names.
func ruled(nodes []Node, lines Node) []Node {
	nodes = slices.Clone(nodes)
	for i, n := range nodes {
		field, ok := n.(*Group)
		if !ok || field.Clip == nil {
			continue
		}
		land := slices.IndexFunc(field.Nodes, func(n Node) bool {
			g, ok := n.(*Group)
			return ok && g.Layer == layerLand
		})
		if land >= 0 {
			copied := *field
			copied.Nodes = slices.Insert(slices.Clone(field.Nodes), land+1, lines)
			nodes[i] = &copied
			break
		}
	}
	return nodes
}

// lines are those between the squares.
func (q squares) lines() Node {
	var lines []orb.LineString
	for i := 1; i < q.columns; i++ {
		x := q.edge(0, i, q.columns)
		lines = append(lines, orb.LineString{{x, q.field.Min[1]}, {x, q.field.Max[1]}})
	}
	for i := 1; i < q.rows; i++ {
		y := q.edge(1, i, q.rows)
		lines = append(lines, orb.LineString{{q.field.Min[0], y}, {q.field.Max[0], y}})
	}
	return &Group{Layer: layerSquares, Nodes: []Node{&Path{Lines: lines, Stroke: rgb(0x9fb6cc), Width: 0.1 * q.u}}}
}

func (q squares) edge(axis, i, of int) float64 {
	return q.field.Min[axis] + (q.field.Max[axis]-q.field.Min[axis])*float64(i)/float64(of)
}

// squareNames are the squares' letters and numbers in the frame's gap on all four sides,
// each as near to the middle of its square as the degrees leave room.
func (b *binder) squareNames(q squares, taken []orb.Bound) []Node {
	var nodes []Node
	gap := frameGap * q.u
	for axis, of := range []int{q.columns, q.rows} {
		for i := range of {
			name := strconv.Itoa(i + 1)
			if axis == 0 {
				name = squareLetters[i : i+1]
			}
			from, to := q.edge(axis, i, of), q.edge(axis, i+1, of)
			for _, across := range []float64{q.field.Min[1-axis] - gap/2, q.field.Max[1-axis] + gap/2} {
				t := b.d.text(name, 2.5*q.u, true, rgb(0x1d4f91))
				if box, ok := freeAlong(axis, from, to, across, b.d.fonts.width(t), t.Size, taken); ok {
					b.d.put(t, orb.Point{box.Center()[0], box.Center()[1] + middleOfEm*t.Size}, 0.5)
					nodes = append(nodes, t)
				}
			}
		}
	}
	return nodes
}

// freeAlong is a box along a side, from its middle outwards, that overlaps nothing taken.
func freeAlong(axis int, from, to, across, width, size float64, taken []orb.Bound) (orb.Bound, bool) {
	room := (to - from - width) / 2
	for off := 0.0; off < room; off += size / 4 {
		for _, side := range []float64{off, -off} {
			at := orb.Point{(from+to)/2 + side, across}
			if axis == 1 {
				at = orb.Point{across, (from+to)/2 + side}
			}
			box := boxAround(at, width, size)
			if !slices.ContainsFunc(taken, func(t orb.Bound) bool { return overlap(grown(t, size/5), box) }) {
				return box, true
			}
		}
	}
	return orb.Bound{}, false
}

// textBoxes are the boxes of the texts among nodes that run straight along a line.
func textBoxes(nodes []Node, f *fonts) []orb.Bound {
	var boxes []orb.Bound
	walk(nodes, func(n Node) {
		if t, ok := n.(*Text); ok && t.Angle == 0 && len(t.Letters) == 0 {
			top := t.At[1] - (middleOfEm+0.5)*t.Size
			boxes = append(boxes, orb.Bound{Min: orb.Point{t.At[0], top}, Max: orb.Point{t.At[0] + f.width(t), top + t.Size}})
		}
	})
	return boxes
}
