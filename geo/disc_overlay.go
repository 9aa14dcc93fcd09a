package geo

import (
	"cmp"
	"math"
	"math/bits"
	"slices"

	"github.com/paulmach/orb"
)

// overlay lays closed lines of two kinds, a shape's border and a reach's, over one
// another on the grid, cuts them where they meet, and puts the faces wanted together to
// polygons. Which side of which line a vertex lies on is decided exactly, in
// integers, so that the polygons are valid whatever the lines do.
type overlay struct {
	lines  []overlayLine
	origin Vertex
}

// overlayLine is a straight line from a to b, a the lesser. Shape and reach say by how
// much the winding numbers on its left exceed those on its right.
type overlayLine struct {
	a, b         Vertex
	shape, reach int32
	isNew        bool // not yet compared with the others
}

// winding is how often a shape's and a reach's border run around a place.
type winding struct{ shape, reach int32 }

// add adds a line, with the winding numbers higher on its left.
func (o *overlay) add(a, b Vertex, shape, reach int32) {
	if len(o.lines) == 0 {
		o.origin = a
	}
	switch compareVertex(a, b) {
	case -1:
		o.lines = append(o.lines, overlayLine{a, b, shape, reach, reach != 0})
	case 1:
		o.lines = append(o.lines, overlayLine{b, a, -shape, -reach, reach != 0})
	}
}

func compareVertex(a, b Vertex) int { return cmp.Or(cmp.Compare(a.X, b.X), cmp.Compare(a.Y, b.Y)) }

// polygons returns the union of the faces wanted, as valid polygons.
func (o *overlay) polygons(wanted func(shape, reach int32) bool) orb.MultiPolygon {
	o.cutAtMeetings()
	o.merge()
	left := o.label()
	var border []halfLine
	for i, l := range o.lines {
		inLeft := wanted(left[i].shape, left[i].reach)
		inRight := wanted(left[i].shape-l.shape, left[i].reach-l.reach)
		switch {
		case inLeft && !inRight:
			border = append(border, halfLine{l.a, l.b})
		case inRight && !inLeft:
			border = append(border, halfLine{l.b, l.a})
		}
	}
	return assembleRings(traceRings(border))
}

// local places a vertex near the overlay's origin; exact up to 2^53 units.
func (o *overlay) local(v Vertex) orb.Point {
	return orb.Point{float64(v.X - o.origin.X), float64(v.Y - o.origin.Y)}
}

func (o *overlay) grid() edgeGrid {
	return newEdgeGrid(len(o.lines), func(i int) (a, b orb.Point) { return o.local(o.lines[i].a), o.local(o.lines[i].b) })
}

// mostRounds bounds the rounds of cutting. A cut is rounded to the grid, which bends
// its lines by half a unit (0.05 mm) and so may bring new crossings; in practice the
// third round finds none.
const mostRounds = 50

// cutAtMeetings cuts lines until they meet at common ends only. Lines of the shape
// alone do not cross one another to begin with and are not compared.
func (o *overlay) cutAtMeetings() {
	for range mostRounds {
		grid := o.grid()
		cuts := map[int32][]Vertex{}
		for i := range o.lines {
			l := &o.lines[i]
			if !l.isNew {
				continue
			}
			bound := orb.Bound{Min: o.local(l.a), Max: o.local(l.a)}.Extend(o.local(l.b))
			grid.within(bound, func(j int32) {
				if m := &o.lines[j]; int(j) > i || !m.isNew {
					meet(l, m, int32(i), j, cuts)
				}
			})
		}
		if len(cuts) == 0 {
			return
		}
		o.cut(cuts)
	}
}

// meet notes where two lines must be cut: where an end of one lies on the other, or
// where they cross.
func meet(l, m *overlayLine, i, j int32, cuts map[int32][]Vertex) {
	if l.b.X < m.a.X || m.b.X < l.a.X || max(l.a.Y, l.b.Y) < min(m.a.Y, m.b.Y) || max(m.a.Y, m.b.Y) < min(l.a.Y, l.b.Y) {
		return
	}
	la, lb := turn(m.a, m.b, l.a), turn(m.a, m.b, l.b)
	ma, mb := turn(l.a, l.b, m.a), turn(l.a, l.b, m.b)
	cutAt := func(k int32, on *overlayLine, v Vertex) {
		if v != on.a && v != on.b && !slices.Contains(cuts[k], v) {
			cuts[k] = append(cuts[k], v)
		}
	}
	if (la > 0) != (lb > 0) && (ma > 0) != (mb > 0) && la != 0 && lb != 0 && ma != 0 && mb != 0 {
		v := onLine(l.a, l.b, la/(la-lb))
		cutAt(i, l, v)
		cutAt(j, m, v)
		return
	}
	for _, end := range [2]struct {
		turn float64
		v    Vertex
	}{{ma, m.a}, {mb, m.b}} {
		if end.turn == 0 && between(l, end.v) {
			cutAt(i, l, end.v)
		}
	}
	for _, end := range [2]struct {
		turn float64
		v    Vertex
	}{{la, l.a}, {lb, l.b}} {
		if end.turn == 0 && between(m, end.v) {
			cutAt(j, m, end.v)
		}
	}
}

// between reports whether v, on the line through l, lies between its ends.
func between(l *overlayLine, v Vertex) bool {
	return compareVertex(l.a, v) < 0 && compareVertex(v, l.b) < 0
}

// onLine is the vertex nearest to the point t of the way from a to b.
func onLine(a, b Vertex, t float64) Vertex {
	return Vertex{
		a.X + int64(math.Round(t*float64(b.X-a.X))),
		a.Y + int64(math.Round(t*float64(b.Y-a.Y))),
	}
}

// turn is twice the area of the triangle a b c, positive where c lies to the left of the
// way from a to b: rounded, but of the right sign, and 0 just when it is 0.
func turn(a, b, c Vertex) float64 {
	ux, uy, vx, vy := b.X-a.X, b.Y-a.Y, c.X-a.X, c.Y-a.Y
	p, q := float64(ux)*float64(vy), float64(uy)*float64(vx)
	if d := p - q; math.Abs(d) > 1e-15*(math.Abs(p)+math.Abs(q)) {
		return d
	}
	ph, pl := product(ux, vy)
	qh, ql := product(uy, vx)
	low, borrow := bits.Sub64(pl, ql, 0)
	high, _ := bits.Sub64(ph, qh, borrow)
	if int64(high) < 0 {
		low, borrow = bits.Sub64(0, low, 0)
		high, _ = bits.Sub64(0, high, borrow)
		return -(float64(high)*(1<<64) + float64(low))
	}
	return float64(high)*(1<<64) + float64(low)
}

// product is x*y in 128 bits, two's complement.
func product(x, y int64) (high, low uint64) {
	high, low = bits.Mul64(uint64(x), uint64(y))
	if x < 0 {
		high -= uint64(y)
	}
	if y < 0 {
		high -= uint64(x)
	}
	return high, low
}

// cut replaces lines by their pieces.
func (o *overlay) cut(cuts map[int32][]Vertex) {
	lines := make([]overlayLine, 0, len(o.lines)+2*len(cuts))
	for i, l := range o.lines {
		l.isNew = false
		at := cuts[int32(i)]
		if len(at) == 0 {
			lines = append(lines, l)
			continue
		}
		ux, uy := float64(l.b.X-l.a.X), float64(l.b.Y-l.a.Y)
		along := func(v Vertex) float64 { return float64(v.X-l.a.X)*ux + float64(v.Y-l.a.Y)*uy }
		slices.SortFunc(at, func(v, w Vertex) int { return cmp.Compare(along(v), along(w)) })
		from := l.a
		for _, v := range append(at, l.b) {
			piece := overlayLine{from, v, l.shape, l.reach, true}
			if compareVertex(from, v) > 0 {
				piece = overlayLine{v, from, -l.shape, -l.reach, true}
			}
			lines = append(lines, piece)
			from = v
		}
	}
	o.lines = lines
}

// merge makes one of lines that run between the same vertices, and drops those with the
// same on both sides.
func (o *overlay) merge() {
	slices.SortFunc(o.lines, func(l, m overlayLine) int {
		return cmp.Or(compareVertex(l.a, m.a), compareVertex(l.b, m.b))
	})
	merged := o.lines[:0]
	for i := 0; i < len(o.lines); {
		l := o.lines[i]
		for i++; i < len(o.lines) && o.lines[i].a == l.a && o.lines[i].b == l.b; i++ {
			l.shape += o.lines[i].shape
			l.reach += o.lines[i].reach
		}
		if l.shape != 0 || l.reach != 0 {
			merged = append(merged, l)
		}
	}
	o.lines = merged
}

// label returns the winding numbers on the left of each line. It casts a ray from one
// line and carries what it finds along to where more than two lines meet.
func (o *overlay) label() []winding {
	at := make(map[Vertex][]int32, len(o.lines))
	for i, l := range o.lines {
		at[l.a] = append(at[l.a], int32(i))
		at[l.b] = append(at[l.b], int32(i))
	}
	left := make([]winding, len(o.lines))
	known := make([]bool, len(o.lines))
	grid := o.grid()
	for i := range o.lines {
		if known[i] {
			continue
		}
		left[i], known[i] = o.castFrom(i, &grid), true
		for _, v := range [2]Vertex{o.lines[i].a, o.lines[i].b} {
			for last := int32(i); len(at[v]) == 2; {
				next := at[v][0] + at[v][1] - last
				if known[next] {
					break
				}
				l, n := &o.lines[last], &o.lines[next]
				left[next], known[next] = left[last], true
				if (l.a == v) == (n.a == v) { // the two run against each other
					left[next] = winding{left[last].shape - l.shape, left[last].reach - l.reach}
				}
				v, last = n.other(v), next
			}
		}
	}
	return left
}

func (l *overlayLine) other(v Vertex) Vertex {
	if v == l.a {
		return l.b
	}
	return l.a
}

// castFrom counts the winding numbers on the left of line i from the lines that a ray
// from its middle to the east crosses. The ray runs a hair above the middle, so that
// it meets no vertex; all is doubled, so that the middle is a vertex.
func (o *overlay) castFrom(i int, grid *edgeGrid) winding {
	own := &o.lines[i]
	middle := Vertex{own.a.X + own.b.X, own.a.Y + own.b.Y}
	var w winding
	row := grid.row(float64(middle.Y-2*o.origin.Y) / 2)
	from := grid.column(float64(middle.X-2*o.origin.X)/2 - grid.cell/1024)
	var met []int32
	for _, j := range grid.items[grid.start[row*grid.nx+from]:grid.start[(row+1)*grid.nx]] {
		l := &o.lines[j]
		if int(j) == i || (2*l.a.Y <= middle.Y) == (2*l.b.Y <= middle.Y) {
			continue
		}
		if 2*max(l.a.X, l.b.X) < middle.X {
			continue
		}
		met = append(met, j)
	}
	slices.Sort(met)
	for _, j := range slices.Compact(met) {
		l := &o.lines[j]
		up := int32(1)
		low, high := doubled(l.a), doubled(l.b)
		if low.Y > high.Y {
			low, high, up = high, low, -1
		}
		if turn(low, high, middle) > 0 { // the line passes east of the middle
			w.shape += up * l.shape
			w.reach += up * l.reach
		}
	}
	if own.a.Y < own.b.Y { // upwards: the left lies beyond the line itself
		w.shape += own.shape
		w.reach += own.reach
	}
	return w
}

func doubled(v Vertex) Vertex { return Vertex{2 * v.X, 2 * v.Y} }
