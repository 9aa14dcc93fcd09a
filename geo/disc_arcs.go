package geo

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// touching is how near in metres discs count as touching from within: a disc inside
// another up to this is left out.
const touching = 1e-9

// discArc is a stretch of a disc's circle that no other disc covers, run
// counter-clockwise, so that the union of the discs lies on its left.
type discArc struct {
	disc       int32
	from, to   float64 // radians from east; 0 <= from < 2pi, from < to <= from + 2pi
	start, end int32   // the discs whose circles it starts and ends at; -1 for a whole circle
}

// withoutInner leaves out discs that lie in another one, repeated ones too, and puts
// the rest in order from west to east.
func withoutInner(discs []disc) []disc {
	discs = slices.Clone(discs)
	slices.SortFunc(discs, func(a, b disc) int {
		return cmp.Or(cmp.Compare(a.at[0], b.at[0]), cmp.Compare(a.at[1], b.at[1]), cmp.Compare(b.r, a.r))
	})
	drop := make([]bool, len(discs))
	eachNear(discs, func(i, j int) {
		d := math.Hypot(discs[i].at[0]-discs[j].at[0], discs[i].at[1]-discs[j].at[1])
		switch {
		case drop[i] || drop[j]:
		case d <= discs[i].r-discs[j].r+touching:
			drop[j] = true
		case d <= discs[j].r-discs[i].r+touching:
			drop[i] = true
		}
	})
	kept := discs[:0]
	for i, d := range discs {
		if !drop[i] {
			kept = append(kept, d)
		}
	}
	return kept
}

// eachNear calls visit for the pairs i < j of discs in order of x whose squares
// overlap.
func eachNear(discs []disc, visit func(i, j int)) {
	widest := 0.0
	for _, d := range discs {
		widest = max(widest, d.r)
	}
	for i, a := range discs {
		for j := i + 1; j < len(discs) && discs[j].at[0]-a.at[0] < a.r+widest; j++ {
			if b := discs[j]; b.at[0]-a.at[0] < a.r+b.r && math.Abs(b.at[1]-a.at[1]) < a.r+b.r {
				visit(i, j)
			}
		}
	}
}

// hidden is a stretch of a circle that another disc covers.
type hidden struct {
	from, to float64 // 0 <= from < 2pi; to may pass 2pi
	by       int32
}

// exposedArcs returns the arcs that bound the union of discs, none of which lies
// inside another, sorted by disc and angle.
func exposedArcs(discs []disc) []discArc {
	covers := make([][]hidden, len(discs))
	eachNear(discs, func(i, j int) {
		a, b := discs[i], discs[j]
		dx, dy := b.at[0]-a.at[0], b.at[1]-a.at[1]
		d := math.Hypot(dx, dy)
		if d >= a.r+b.r {
			return
		}
		toB := math.Atan2(dy, dx)
		half := math.Acos(clampUnit((d*d + (a.r-b.r)*(a.r+b.r)) / (2 * d * a.r)))
		covers[i] = append(covers[i], hiddenFrom(toB, half, j))
		half = math.Acos(clampUnit((d*d + (b.r-a.r)*(a.r+b.r)) / (2 * d * b.r)))
		covers[j] = append(covers[j], hiddenFrom(toB+math.Pi, half, i))
	})
	var arcs []discArc
	for i, c := range covers {
		arcs = appendExposed(arcs, int32(i), c)
	}
	return arcs
}

func clampUnit(x float64) float64 { return max(-1, min(1, x)) }

func hiddenFrom(middle, half float64, by int) hidden {
	from := math.Mod(middle-half, 2*math.Pi)
	if from < 0 {
		from += 2 * math.Pi
	}
	if from >= 2*math.Pi { // a tiny negative angle rounds up to the full turn
		from = 0
	}
	return hidden{from, from + 2*half, int32(by)}
}

// appendExposed adds the stretches of a circle between those that are hidden.
func appendExposed(arcs []discArc, i int32, covers []hidden) []discArc {
	if len(covers) == 0 {
		return append(arcs, discArc{i, 0, 2 * math.Pi, -1, -1})
	}
	slices.SortFunc(covers, func(a, b hidden) int { return cmp.Compare(a.from, b.from) })
	// A stretch that runs past the full turn hides the circle's beginning too.
	last := hidden{to: math.Inf(-1)}
	for _, c := range covers {
		if c.to > last.to {
			last = c
		}
	}
	until, by := last.to-2*math.Pi, last.by
	for _, c := range covers {
		if until >= 0 && c.from > until {
			arcs = append(arcs, discArc{i, until, c.from, by, c.by})
		} else if until < 0 && c.from > until {
			// Nothing hides the beginning: the last gap runs over it.
			arcs = append(arcs, discArc{i, until + 2*math.Pi, c.from + 2*math.Pi, by, c.by})
		}
		if c.to > until {
			until, by = c.to, c.by
		}
	}
	return arcs
}

// meeting returns the point where the circles of i and j cross to the left of the way
// from i to j: the same to the last bit as the one to the right of the way from j to i.
func meeting(discs []disc, i, j int32) orb.Point {
	side := 1.0
	if j < i {
		i, j, side = j, i, -1
	}
	a, b := discs[i], discs[j]
	dx, dy := b.at[0]-a.at[0], b.at[1]-a.at[1]
	d2 := dx*dx + dy*dy
	along := (d2 + (a.r-b.r)*(a.r+b.r)) / (2 * d2)
	off := side * math.Sqrt(max(0, a.r*a.r/d2-along*along))
	return orb.Point{a.at[0] + along*dx - off*dy, a.at[1] + along*dy + off*dx}
}
