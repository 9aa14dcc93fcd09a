package geo

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// mostRounds bounds the rounds of cutting. A cut is rounded to the grid, which bends
// its lines by half a unit (0.05 mm) and so may bring new crossings; in practice the
// third round finds none.
const mostRounds = 50

// cutAtMeetings cuts lines until they meet at common ends only. Lines of the shape
// alone do not cross one another to begin with and are not compared.
func (o *overlay) cutAtMeetings() {
	for range mostRounds {
		if cuts := o.meetings(); len(cuts) > 0 {
			o.cut(cuts)
			continue
		}
		return
	}
}

// meetings finds where lines must be cut, by line: it compares those that are new with
// all whose cells they share.
func (o *overlay) meetings() map[int32][]Vertex {
	fresh := o.room.fresh[:0]
	for i := range o.lines {
		if o.lines[i].isNew {
			fresh = append(fresh, int32(i))
		}
	}
	if o.room.fresh = fresh; len(fresh) == 0 {
		return nil
	}
	grid := o.room.cells.grid(len(fresh), func(k int) (a, b orb.Point) {
		return o.local(o.lines[fresh[k]].a), o.local(o.lines[fresh[k]].b)
	})
	all := grid.bound()
	cuts := map[int32][]Vertex{}
	for j := range o.lines {
		m := &o.lines[j]
		if m.way != nil {
			continue
		}
		bound := o.bound(int32(j))
		if !bound.Intersects(all) {
			continue
		}
		grid.within(bound, func(k int32) {
			if i := fresh[k]; !m.isNew || int(i) < j {
				meet(&o.lines[i], m, i, int32(j), cuts)
			}
		})
	}
	return cuts
}

func (o *overlay) bound(i int32) orb.Bound {
	a, b := o.local(o.lines[i].a), o.local(o.lines[i].b)
	return orb.Bound{Min: orb.Point{a[0], min(a[1], b[1])}, Max: orb.Point{b[0], max(a[1], b[1])}} // a is the lesser
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
			piece := overlayLine{a: from, b: v, shape: l.shape, reach: l.reach, isNew: true}
			if compareVertex(from, v) > 0 {
				piece = overlayLine{a: v, b: from, shape: -l.shape, reach: -l.reach, isNew: true}
			}
			lines = append(lines, piece)
			from = v
		}
	}
	o.lines = lines
}
