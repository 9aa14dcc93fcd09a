package geo_test

import (
	"fmt"
	"math/big"
	"slices"

	"github.com/xiantu/xiantu/geo"
)

// minor is a*b - c*d.
func minor(a, b, c, d int64) *big.Int {
	p := new(big.Int).Mul(big.NewInt(a), big.NewInt(b))
	return p.Sub(p, new(big.Int).Mul(big.NewInt(c), big.NewInt(d)))
}

// sideOf is 1 where c lies to the left of the way from a to b, -1 to its right.
func sideOf(a, b, c geo.Vertex) int {
	return minor(b.X-a.X, c.Y-a.Y, b.Y-a.Y, c.X-a.X).Sign()
}

// firstMeeting finds two segments that have more in common than an end, by looking at all
// pairs.
func firstMeeting(sides []geo.Side) (one, other geo.Side, found bool) {
	for i, s := range sides {
		for _, o := range sides[:i] {
			if meetsBeyondEnds(s.A, s.B, o.A, o.B) {
				return s, o, true
			}
		}
	}
	return one, other, false
}

func meetsBeyondEnds(a, b, c, d geo.Vertex) bool {
	if max(a.X, b.X) < min(c.X, d.X) || max(c.X, d.X) < min(a.X, b.X) || max(a.Y, b.Y) < min(c.Y, d.Y) || max(c.Y, d.Y) < min(a.Y, b.Y) {
		return false
	}
	if a == d || b == d {
		c, d = d, c
	}
	if b == c {
		a, b = b, a
	}
	if a == c { // along one another
		return sideOf(a, b, d) == 0 && minor(b.X-a.X, d.X-a.X, b.Y-a.Y, a.Y-d.Y).Sign() > 0
	}
	return sideOf(a, b, c)*sideOf(a, b, d) <= 0 && sideOf(c, d, a)*sideOf(c, d, b) <= 0
}

// countAcross goes along lines from west to east, one between each two levels of vertices,
// counts which rings it crosses, and compares what covers each place with the labels of
// the faces there. It returns the area of each shape in square units.
func countAcross(sides []geo.Side, rings []geo.BentRing, shapes int) ([]*big.Rat, error) {
	runs := map[[2]geo.Vertex][]int32{} // shapes along a segment, each as often as it runs there
	var levels []int64
	for _, r := range rings {
		for i, v := range r.Run {
			key := segmentKey(v, r.Run[(i+1)%len(r.Run)])
			runs[key] = append(runs[key], r.Shape)
			levels = append(levels, v.Y)
		}
	}
	if len(runs) != len(sides) {
		return nil, fmt.Errorf("%d segments in arcs, %d in rings", len(sides), len(runs))
	}
	areas := make([]*big.Rat, shapes)
	for i := range areas {
		areas[i] = new(big.Rat)
	}
	slices.Sort(levels)
	levels = slices.Compact(levels)
	for i := 1; i < len(levels); i++ {
		if err := countAlong(levels[i-1], levels[i], sides, runs, areas); err != nil {
			return nil, err
		}
	}
	return areas, nil
}

func segmentKey(a, b geo.Vertex) [2]geo.Vertex {
	if a.X > b.X || a.X == b.X && a.Y > b.Y {
		a, b = b, a
	}
	return [2]geo.Vertex{a, b}
}

// passage is a segment, run northwards, and where it crosses a line.
type passage struct {
	geo.Side
	x *big.Rat
}

// countAlong goes along the line midway between two levels.
func countAlong(low, high int64, sides []geo.Side, runs map[[2]geo.Vertex][]int32, areas []*big.Rat) error {
	var line []passage
	for _, s := range sides {
		if s.A.Y > s.B.Y {
			s.A, s.B, s.Left, s.Right = s.B, s.A, s.Right, s.Left
		}
		if s.A.Y <= low && s.B.Y >= high {
			x := new(big.Rat).SetFrac(minor(s.B.X-s.A.X, low+high-2*s.A.Y, 0, 0), big.NewInt(2*(s.B.Y-s.A.Y)))
			line = append(line, passage{s, x.Add(x, new(big.Rat).SetInt64(s.A.X))})
		}
	}
	slices.SortFunc(line, func(p, q passage) int { return p.x.Cmp(q.x) })
	over := make([]bool, len(areas))
	since := make([]*big.Rat, len(areas))
	height := new(big.Rat).SetInt64(high - low)
	for _, p := range line {
		if p.Drawn && fmt.Sprint(p.Left) != fmt.Sprint(members(over)) {
			return fmt.Errorf("west of %v are %v, its face says %v", p.Side, members(over), p.Left)
		}
		for _, s := range runs[segmentKey(p.A, p.B)] {
			if over[s] = !over[s]; over[s] {
				since[s] = p.x
			} else {
				width := new(big.Rat).Sub(p.x, since[s])
				areas[s].Add(areas[s], width.Mul(width, height))
			}
		}
		if p.Drawn && fmt.Sprint(p.Right) != fmt.Sprint(members(over)) {
			return fmt.Errorf("east of %v are %v, its face says %v", p.Side, members(over), p.Right)
		}
	}
	if len(members(over)) > 0 {
		return fmt.Errorf("%v have no end in the east", members(over))
	}
	return nil
}

func members(over []bool) []int32 {
	out := []int32{}
	for s, in := range over {
		if in {
			out = append(out, int32(s))
		}
	}
	return out
}
