package boundaries

import (
	"slices"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/geo"
)

// BorderArc is an arc of the borders of a county on a day: a stretch along which the
// same units lie, of the highest level that has a border there.
type BorderArc struct {
	Level adcode.Level
	Sides [2]UnitID    // of that level, on the left and right hand; 0: none, or another county
	Line  []geo.Vertex // at least two
}

// BorderNet is all arcs of a county's borders on a day, found by their segments.
type BorderNet struct {
	Arcs  []BorderArc
	arcOf map[segment]int32 // by segment: the arc's index, ^ of it where the arc runs the other way
	next  map[geo.Vertex][]geo.Vertex
}

// segment is a straight piece between two vertices, the lesser first.
type segment struct{ a, b geo.Vertex }

func segmentOf(a, b geo.Vertex) (s segment, turned bool) {
	if b.X < a.X || b.X == a.X && b.Y < a.Y {
		return segment{b, a}, true
	}
	return segment{a, b}, false
}

// NewBorderNet makes a net of arcs that share no segment.
func NewBorderNet(arcs []BorderArc) *BorderNet {
	n := 0
	for _, a := range arcs {
		n += len(a.Line)
	}
	net := &BorderNet{Arcs: arcs, arcOf: make(map[segment]int32, n), next: make(map[geo.Vertex][]geo.Vertex, n)}
	for i, a := range arcs {
		for k := 1; k < len(a.Line); k++ {
			s, turned := segmentOf(a.Line[k-1], a.Line[k])
			net.arcOf[s] = int32(i)
			if turned {
				net.arcOf[s] = ^int32(i)
			}
			net.next[s.a], net.next[s.b] = append(net.next[s.a], s.b), append(net.next[s.b], s.a)
		}
	}
	return net
}

// way is the kind of border that a segment is part of, as one goes along it.
type way struct {
	level adcode.Level
	sides [2]UnitID
}

func (w way) turned() way { return way{w.level, [2]UnitID{w.sides[1], w.sides[0]}} }

// runs reports whether a way runs between the same units as another, either way round.
func (w way) runs(o way) bool { return w == o || w == o.turned() }

// along is the way of the segment from a to b; ok is false where no border runs there.
func (n *BorderNet) along(a, b geo.Vertex) (w way, ok bool) {
	s, turned := segmentOf(a, b)
	i, ok := n.arcOf[s]
	if !ok {
		return w, false
	}
	back := i < 0
	if back {
		i = ^i
	}
	w = way{n.Arcs[i].Level, n.Arcs[i].Sides}
	if back != turned {
		w = w.turned()
	}
	return w, true
}

// Path finds the vertices of a stretch's course among the arcs, or nil where they run
// there no more.
func (n *BorderNet) Path(s Stretch) []geo.Vertex {
	if len(s.Course) < 2 {
		return nil
	}
	on := way{s.Level, s.Sides}
	used := map[segment]bool{}
	path := s.Course[:1:1]
	for _, to := range s.Course[1:] {
		leg := n.shortest(path[len(path)-1], to, func(a, b geo.Vertex) bool {
			key, _ := segmentOf(a, b)
			w, ok := n.along(a, b)
			return ok && w == on && !used[key]
		})
		if leg == nil {
			return nil
		}
		for i := 1; i < len(leg); i++ {
			key, _ := segmentOf(leg[i-1], leg[i])
			used[key] = true
		}
		path = append(path, leg[1:]...)
	}
	return path
}

// shortest is the way of fewest segments from a to another vertex along those that may
// be taken, or nil.
func (n *BorderNet) shortest(a, to geo.Vertex, may func(a, b geo.Vertex) bool) []geo.Vertex {
	from := map[geo.Vertex]geo.Vertex{a: a}
	for reached := []geo.Vertex{a}; len(reached) > 0; {
		var further []geo.Vertex
		for _, v := range reached {
			for _, w := range n.next[v] {
				if _, seen := from[w]; seen && !(w == to && w == a) || !may(v, w) {
					continue
				}
				if w == to {
					return trace(from, a, v, to)
				}
				from[w] = v
				further = append(further, w)
			}
		}
		reached = further
	}
	return nil
}

// trace is the way back from the last vertex reached, turned round.
func trace(from map[geo.Vertex]geo.Vertex, a, v, to geo.Vertex) []geo.Vertex {
	path := []geo.Vertex{to}
	for ; v != a; v = from[v] {
		path = append(path, v)
	}
	path = append(path, a)
	slices.Reverse(path)
	return path
}

// UnitsAt are the units of a level that borders beside a vertex part; 0 is not among them.
func (n *BorderNet) UnitsAt(v geo.Vertex, l adcode.Level) []UnitID {
	var units []UnitID
	for _, to := range n.next[v] {
		w, _ := n.along(v, to)
		for _, u := range w.sides {
			if w.level == l && u != 0 && !slices.Contains(units, u) {
				units = append(units, u)
			}
		}
	}
	return units
}

// Touches reports whether a border of a level runs through a vertex.
func (n *BorderNet) Touches(v geo.Vertex, l adcode.Level) bool {
	return slices.ContainsFunc(n.next[v], func(to geo.Vertex) bool {
		w, _ := n.along(v, to)
		return w.level == l
	})
}
