package geo

import "slices"

// label returns the winding numbers on the left of each line. It casts a ray from one
// line of all that hang together, and carries what it finds along and around the
// vertices where they meet.
func (o *overlay) label() []winding {
	l := &o.room.labelling
	l.lines, l.around, l.fresh = o.lines, &o.ends, l.fresh[:0]
	l.left, l.known = emptied(l.left, len(o.lines)), emptied(l.known, len(o.lines))
	var parts *lineParts
	for i, casts := 0, 0; i < len(o.lines); i++ {
		if l.known[i] {
			continue
		}
		if casts++; casts == fewCasts {
			parts = o.parts()
		}
		if casts < fewCasts {
			l.set(int32(i), o.castThrough(i))
		} else {
			l.set(int32(i), o.castFrom(i, parts))
		}
		l.spread()
	}
	return l.left
}

// fewCasts is from how many rays on it pays to index the lines.
const fewCasts = 4

// labelling is the winding numbers found so far.
type labelling struct {
	lines  []overlayLine
	around *lineEnds
	left   []winding
	known  []bool
	fresh  []int32 // known lines whose ends have not been looked at
}

func (l *labelling) set(line int32, left winding) {
	l.left[line], l.known[line] = left, true
	l.fresh = append(l.fresh, line)
}

// spread carries winding numbers from the fresh lines to all that hang together with them.
func (l *labelling) spread() {
	for len(l.fresh) > 0 {
		last := len(l.fresh) - 1
		line := l.fresh[last]
		l.fresh = l.fresh[:last]
		l.turnAround(2 * line)
		l.turnAround(2*line + 1)
	}
}

// turnAround goes once counter-clockwise around the vertex at an end of a known line. An
// end is twice a line, and one more where it is the line's b.
func (l *labelling) turnAround(end int32) {
	ends := l.around.at(end)
	if len(ends) > 2 {
		l.around.sort(l.lines, end)
	}
	own := slices.Index(ends, end)
	here := l.left[end/2] // beyond the line, counter-clockwise
	if end%2 == 1 {
		here = here.less(&l.lines[end/2])
	}
	for k := 1; k < len(ends); k++ {
		next := ends[(own+k)%len(ends)]
		line := &l.lines[next/2]
		if next%2 == 0 { // it leaves the vertex, with here on its right
			here = here.more(line)
		}
		if !l.known[next/2] {
			l.set(next/2, here)
		}
		if next%2 == 1 { // it had here on its left
			here = here.less(line)
		}
	}
}

func (w winding) more(l *overlayLine) winding { return winding{w.shape + l.shape, w.reach + l.reach} }
func (w winding) less(l *overlayLine) winding { return winding{w.shape - l.shape, w.reach - l.reach} }
