package geo_test

import (
	"math"
	"testing"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/geo"
)

// 4 +-----------+
//
//	|  +--+  +--X--+     a shell with a hole, and one that overlaps it
//	|  |  |  |  |  |
//	|  +--+  +--X--+
//
// 0 +-----------+
func TestEnclosed(t *testing.T) {
	square := func(x0, y0, x1, y1 float64) orb.LineString {
		return orb.LineString{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}, {x0, y0}}
	}
	hole := square(1, 1, 2, 2)
	hole.Reverse()
	for _, c := range []struct {
		name         string
		lines        []orb.LineString
		shells, area int // square degrees
	}{
		{"nothing", nil, 0, 0},
		{"a line without land", []orb.LineString{{{0, 0}, {1, 1}, {0, 0}}}, 0, 0},
		{"a shell with a hole", []orb.LineString{square(0, 0, 4, 4), hole}, 1, 15},
		{"two that overlap", []orb.LineString{square(0, 0, 4, 4), square(3, 1, 6, 2)}, 1, 18},
		{"two apart", []orb.LineString{square(0, 0, 1, 1), square(3, 1, 6, 2)}, 2, 4},
		{"two that touch in a corner", []orb.LineString{square(0, 0, 1, 1), square(1, 1, 2, 2)}, 2, 2},
	} {
		got := geo.Enclosed(c.lines)
		area := 0.0
		for _, p := range got {
			for _, r := range p {
				for i := 1; i < len(r); i++ {
					area += (r[i-1][0]*r[i][1] - r[i][0]*r[i-1][1]) / 2
				}
			}
		}
		if len(got) != c.shells || math.Abs(area-float64(c.area)) > 1e-9 {
			t.Errorf("%s: %d shells of %g square degrees, want %d of %d: %v", c.name, len(got), area, c.shells, c.area, got)
		}
	}
}
