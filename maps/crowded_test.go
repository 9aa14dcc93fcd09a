package maps_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
	"github.com/xiantu/xiantu/maps"
)

// A county of more townships than names of the usual size have room for: smaller names
// stand on the map, the others in a key, which is drawn once; nothing is lost or overlaps.
func TestManyTownships(t *testing.T) {
	ed := grid(t, 14, 18, 1, func(code adcode.Code) string { return "Saint-Legier-" + code.String()[6:] })
	for size, least := range map[string]float64{"A4": 0, "A3": 0.4, "A1": 0.98} {
		s := sheet(t, ed, maps.Options{Paper: paper(t, size)})
		for _, f := range faults(s) {
			t.Errorf("%s: %s", size, f)
		}
		placed, names := 0, 0
		for _, n := range s.Names() {
			names++
			if n.Lost {
				t.Errorf("%s: %s is lost", size, n.Text)
			}
			if n.Number == 0 {
				placed++
			}
		}
		listed := map[string]int{}
		for _, text := range texts(s, "frame") {
			if number, _, ok := strings.Cut(text.String, " Saint-Legier-"); ok {
				listed[number]++
			}
		}
		if len(listed) != names-placed {
			t.Errorf("%s: the key lists %d names, want %d", size, len(listed), names-placed)
		}
		for number, times := range listed {
			if times != 1 {
				t.Errorf("%s: %s stands %d times in the key", size, number, times)
			}
		}
		if share := float64(placed) / float64(names); share < least {
			t.Errorf("%s: %.0f %% of the names stand on the map, want %.0f %%", size, 100*share, 100*least)
		}
		t.Logf("%s: %d of %d names on the map", size, placed, names)
	}
}

// bent is a lake in the form of a horseshoe about the middle of the county, so that the
// middle of its box is land:
//
//	+-------+
//	| +---+ |
//	| |   | |
//	+-+   +-+
func bent(ed *edition.Edition, share float64) orb.Polygon {
	c, w := ed.Bound.Center(), (ed.Bound.Max[0]-ed.Bound.Min[0])*share
	at := func(x, y float64) orb.Point { return orb.Point{c[0] + x*w, c[1] + y*w} }
	return orb.Polygon{{at(-1, -1), at(-0.95, -1), at(-0.95, 0.95), at(0.95, 0.95), at(0.95, -1), at(1, -1), at(1, 1), at(-1, 1), at(-1, -1)}}
}

// A lake too narrow for its name has it at its shore, however wide its box is.
func TestLakeIsNamedAtItsShore(t *testing.T) {
	ed := *grid(t, 2, 3, 1, numbered)
	lake := bent(&ed, 0.2)
	ed.Backdrop = &edition.Backdrop{List: []edition.Feature{{Kind: edition.Lake, Name: "马蹄形湖泊", Shape: lake}}}
	for _, size := range []string{"A4", "A1"} {
		s := sheet(t, &ed, maps.Options{Paper: paper(t, size)})
		near := math.Inf(1)
		for _, text := range texts(s, "water") {
			box := s.TextBox(text)
			for i := 1; i < len(lake[0]); i++ {
				for k := range 101 {
					a, b := s.Placement().Paper(lake[0][i-1]), s.Placement().Paper(lake[0][i])
					x, y := a[0]+(b[0]-a[0])*float64(k)/100, a[1]+(b[1]-a[1])*float64(k)/100
					near = min(near, math.Hypot(max(box.Min[0]-x, 0, x-box.Max[0]), max(box.Min[1]-y, 0, y-box.Max[1]))/text.Size)
				}
			}
		}
		if near > 1 {
			t.Errorf("%s: the lake's name stands %.1f ems from its shore", size, near)
		}
	}
}

// ring is a square about a place with a square hole.
func ring(x, y, outer, inner float64) orb.Polygon {
	p := orb.Polygon{square(x, y, outer)}
	if inner > 0 {
		p = append(p, square(x, y, inner))
	}
	return p
}

func square(x, y, r float64) orb.Ring {
	return orb.Ring{{x - r, y - r}, {x + r, y - r}, {x + r, y + r}, {x - r, y + r}, {x - r, y - r}}
}

// An island in a unit's own lake bears no owner's name; land of a unit within another's does.
func TestIslandNeedsNoOwner(t *testing.T) {
	county := adcode.MustParse("990101")
	for _, c := range []struct {
		name    string
		between orb.Polygon // what fills the hole; none: water
		want    int
	}{
		{"in water", nil, 0},
		{"in another township", ring(104.1, 30.1, 0.05, 0.02), 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			units := []boundaries.Version{
				{Code: county, Name: "岛县", Unit: 1},
				{Code: county.Child(100), Parent: county, Name: "湖镇", Unit: 2, Shape: geo.SnapShape(orb.MultiPolygon{ring(104.1, 30.1, 0.1, 0.05), ring(104.1, 30.1, 0.02, 0)})},
			}
			if c.between != nil {
				units = append(units, boundaries.Version{Code: county.Child(101), Parent: county, Name: "环镇", Unit: 3, Shape: geo.SnapShape(orb.MultiPolygon{c.between})})
			}
			s := sheet(t, made(t, edition.Parts{County: edition.County{Code: county, Name: "岛县"}, Units: units}), maps.Options{Paper: paper(t, "A3")})
			got := 0
			for _, n := range s.Names() {
				if n.Part > 0 {
					got++
				}
			}
			if got != c.want {
				t.Errorf("%d owners in brackets, want %d: %s", got, c.want, fmt.Sprint(s.Names()))
			}
		})
	}
}
