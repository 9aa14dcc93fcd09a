package geo

import "github.com/paulmach/orb"

// crowdedFault looks for edges that cross where many lie beside one another. Where two
// merely touch, those behind them are not known; at is said then if there are many.
func (b *meshBuilder) crowdedFault(at orb.Point) (OutlineFault, orb.Point) {
	pair, ok := meetingPair(b.halfLines())
	if !ok {
		return NoFault, orb.Point{}
	}
	if fault, place := compareEdges(pair[0], pair[1]); fault != NoFault {
		return fault, place
	}
	return b.touchingFault(at)
}

// halfLines lists each segment once.
func (b *meshBuilder) halfLines() []halfLine {
	segments := b.segments()
	lines := make([]halfLine, len(segments))
	for i, l := range segments {
		lines[i] = halfLine{b.table.vertices[l.a], b.table.vertices[l.b]}
	}
	return lines
}

func (b *meshBuilder) touchingFault(at orb.Point) (OutlineFault, orb.Point) {
	lines := b.segments()
	grid := newBlockGrid(b.table.vertices, lines)
	edge := func(i int32) halfLine { return halfLine{b.table.vertices[lines[i].a], b.table.vertices[lines[i].b]} }
	fault, place, pairs := NoFault, orb.Point{}, 0
	for k := 0; k < len(grid.blocks) && fault == NoFault; k++ {
		grid.pairsOf(k, true, func(i, j int32) {
			if pairs++; pairs <= crowdedMeets && fault == NoFault {
				fault, place = compareEdges(edge(i), edge(j))
			}
		})
		if fault == NoFault && pairs > crowdedMeets {
			return TooCrowded, at
		}
	}
	return fault, place
}

// holeOutside looks for a hole that lies outside its own shell.
func holeOutside(shape orb.MultiPolygon) (OutlineFault, orb.Point) {
	seen := 0
	for _, polygon := range shape {
		if len(polygon) < 2 {
			continue
		}
		bound := polygon[0].Bound()
		for _, hole := range polygon[1:] {
			inside := bound.Contains(hole.Bound().Min) && bound.Contains(hole.Bound().Max)
			if seen += len(polygon[0]); inside && seen < crowdedHoles {
				inside = ringInside(hole, polygon[0])
			}
			if !inside {
				return HoleOutside, hole[0]
			}
		}
	}
	return NoFault, orb.Point{}
}

// misplacedRing tells why land does not lie where the rings of the only shape say: a ring
// that is wrong all along is within another, one that is so in part has crossed itself in
// a vertex.
func (a *Arrangement) misplacedRing() (OutlineFault, orb.Point) {
	wrong := map[int]bool{}
	doubled := -1
	a.misplaced(func(_ int32, arc int) {
		wrong[arc] = true
		if arc := a.b.arcs[arc]; len(repeated(a.b.sets.members(arc.left), a.b.sets.members(arc.right))) > 0 {
			doubled = int(arc.from)
		}
	})
	at := func(position int32) orb.Point { return a.b.table.vertices[a.b.flat[position]].Point() }
	if doubled >= 0 {
		return DoubledEdge, at(int32(doubled))
	}
	fault, place := NoFault, orb.Point{}
	for _, ring := range a.b.rings {
		count := 0
		for _, ref := range ring.refs {
			if wrong[ref.Index()] {
				count++
			}
		}
		switch {
		case count == len(ring.refs):
			return RingInRing, at(ring.from)
		case count > 0:
			fault, place = Crossing, at(a.b.arcs[ring.refs[0].Index()].from)
		}
	}
	return fault, place
}
