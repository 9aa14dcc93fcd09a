package boundaries

import (
	"math"
	"slices"

	"github.com/xiantu/xiantu/geo"
)

// piece is a run of one way along a net.
type piece struct {
	way
	path  []geo.Vertex
	moved bool // it takes the place of a run that is no border of its level any more
}

// gap is where a path of old runs along no border of its level any more: between two
// vertices that are still on one, if there are such.
type gap struct{ from, to geo.Vertex }

// follow goes along a path of old on a net of now: the runs where there still is a
// border. Where cuts have put vertices into a segment, or a revert has taken them out,
// it is the same segment; where the border leaves a segment on its way, the ends of it are
// followed.
func (n *BorderNet) follow(old []geo.Vertex) []piece {
	f := following{net: n, broken: true}
	for i := 0; i < len(old)-1; {
		leg, taken := n.step(old, i)
		if taken > 0 {
			f.take(leg)
			i += taken
			continue
		}
		f.take(n.crawl(old[i], old[i+1]))
		f.broken = true
		back := n.crawl(old[i+1], old[i])
		slices.Reverse(back)
		f.take(back)
		i++
	}
	return f.pieces
}

// following is a path while it is followed.
type following struct {
	net    *BorderNet
	pieces []piece
	broken bool // nothing leads up to what comes next
}

func (f *following) take(leg []geo.Vertex) {
	for k := 1; k < len(leg); k++ {
		w, _ := f.net.along(leg[k-1], leg[k])
		if last := len(f.pieces) - 1; !f.broken && f.pieces[last].way == w {
			f.pieces[last].path = append(f.pieces[last].path, leg[k])
		} else {
			f.pieces = append(f.pieces, piece{way: w, path: []geo.Vertex{leg[k-1], leg[k]}})
		}
		f.broken = false
	}
}

// step is the way along now of the segment of old that begins at i, or of the two or three
// that do where vertices between them are gone; taken is how many.
func (n *BorderNet) step(old []geo.Vertex, i int) (leg []geo.Vertex, taken int) {
	for taken = 1; taken <= 3 && i+taken < len(old); taken++ {
		if taken > 1 && !allNear(old[i+1:i+taken], old[i], old[i+taken]) {
			continue
		}
		if leg := n.straight(old[i], old[i+taken]); leg != nil {
			return leg, taken
		}
	}
	return nil, 0
}

// nearUnits is how far, in grid units, a vertex may lie beside the segment that it was
// put into: rounding moves it by less than one, and a segment may be cut more than once.
const nearUnits = 3

// straight is the segment from a to b on the net, with the vertices put into it since, or
// nil.
func (n *BorderNet) straight(a, b geo.Vertex) []geo.Vertex {
	if leg := n.crawl(a, b); leg[len(leg)-1] == b {
		return leg
	}
	return nil
}

// crawl goes from a along the segment to b as far as the net does.
func (n *BorderNet) crawl(a, b geo.Vertex) []geo.Vertex {
	leg := []geo.Vertex{a}
	for at := a; at != b; {
		next, best := at, math.Inf(1)
		for _, v := range n.next[at] {
			if v == b {
				next = v
				break
			}
			if far := remaining(v, b); allNear([]geo.Vertex{v}, at, b) && far < remaining(at, b) && far < best {
				next, best = v, far
			}
		}
		if next == at {
			return leg
		}
		leg, at = append(leg, next), next
	}
	return leg
}

func remaining(v, b geo.Vertex) float64 {
	return math.Hypot(float64(b.X-v.X), float64(b.Y-v.Y))
}

// allNear reports whether vertices lie within the rounding of the segment from a to b.
func allNear(vertices []geo.Vertex, a, b geo.Vertex) bool {
	dx, dy := float64(b.X-a.X), float64(b.Y-a.Y)
	length := math.Hypot(dx, dy)
	for _, v := range vertices {
		x, y := float64(v.X-a.X), float64(v.Y-a.Y)
		across, ahead := math.Abs(x*dy-y*dx)/length, (x*dx+y*dy)/length
		if across > nearUnits || ahead < 0 || ahead > length {
			return false
		}
	}
	return true
}

// gaps are the parts of an old path where none of the pieces is of its level.
func gaps(old []geo.Vertex, of way, pieces []piece) []gap {
	var list []gap
	at := old[0]
	for _, p := range pieces {
		if p.level != of.level {
			continue
		}
		if p.path[0] != at {
			list = append(list, gap{at, p.path[0]})
		}
		at = p.path[len(p.path)-1]
	}
	if end := old[len(old)-1]; at != end {
		list = append(list, gap{at, end})
	}
	return list
}
