package edition_test

import (
	"testing"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
)

// square is a county of one village, and its outer border, which bears two markers: one
// in the middle of its east, one in the middle of its west.
func square(t *testing.T, n int) (ed *edition.Edition, outer edition.Border) {
	t.Helper()
	x, county := 104+0.1*float64(n), numbered(n)
	parts := edition.Parts{County: edition.County{Code: county, Name: county.String()}, Units: []boundaries.Version{{
		Unit: boundaries.UnitID(n), Code: county.Child(100).Child(200), Name: "甲村", Parent: county.Child(100),
		Shape: orb.MultiPolygon{{{{x, 29}, {x + 0.1, 29}, {x + 0.1, 29.1}, {x, 29.1}, {x, 29}}}}}}}
	key := edition.Key{County: county, At: civil.Date(2020, 1, 1)}
	ed, err := edition.Make(key, parts)
	if err != nil {
		t.Fatal(err)
	}
	beyond := "邻县"
	markers := []boundaries.Marker{{Number: "east", Place: orb.Point{x + 0.1, 29.05}}, {Number: "west", Place: orb.Point{x, 29.05}}}
	if parts.Stretches, err = ed.Borders()[0].Edit(edition.BorderEdit{Neighbour: &beyond, Markers: &markers}); err != nil {
		t.Fatal(err)
	}
	if ed, err = edition.Make(key, parts); err != nil {
		t.Fatal(err)
	}
	return ed, ed.Borders()[0]
}

// Two counties side by side share the border between them, with the marker there.
func TestSharedBorder(t *testing.T) {
	_, west := square(t, 1)
	_, east := square(t, 2)
	_, far := square(t, 4)
	part, ok := west.Shared(&east)
	if !ok || len(part.Parts) != 1 || len(part.Runs()) != 1 || part.Neighbour != "邻县" {
		t.Fatalf("shared %v %+v", ok, part)
	}
	if path := part.Runs()[0].Path; len(path) != 2 || path[0].Point()[0] != 104.2 || path[1].Point()[0] != 104.2 {
		t.Errorf("it runs along %v", path)
	}
	if m := part.Markers(); len(m) != 1 || m[0].Number != "east" || len(west.Markers()) != 2 {
		t.Errorf("its markers are %v, those of the whole %v", m, west.Markers())
	}
	if whole, _ := west.Shared(&west); whole.Length != west.Length || part.Length <= 0 || part.Length >= west.Length/3 {
		t.Errorf("%.0f m of %.0f m, of which all are %.0f m", part.Length, west.Length, whole.Length)
	}
	if part, ok := west.Shared(&far); ok {
		t.Errorf("counties apart share %+v", part)
	}
}

// Whichever side of a border that runs round is left out, what is left is one piece; two
// sides that do not meet are two.
func TestPartOfABorderThatRunsRound(t *testing.T) {
	_, outer := square(t, 1)
	path := outer.Runs()[0].Path
	middle := func(a, b geo.Vertex) orb.Point {
		return orb.Point{(a.Point()[0] + b.Point()[0]) / 2, (a.Point()[1] + b.Point()[1]) / 2}
	}
	for i := 1; i < len(path); i++ {
		out := middle(path[i-1], path[i])
		part, ok := outer.Part(func(a, b geo.Vertex, s *boundaries.Stretch) bool { return s != nil && middle(a, b) != out })
		if !ok || len(part.Parts) != 1 || len(part.Runs()) != 1 || len(part.Runs()[0].Path) != 4 {
			t.Errorf("without side %d it is %+v", i, part.Parts)
		}
	}
	part, _ := outer.Part(func(a, b geo.Vertex, _ *boundaries.Stretch) bool { return a.Y == b.Y })
	if len(part.Parts) != 2 || part.Runs()[0].Path[0].Y < part.Runs()[1].Path[0].Y || len(part.Markers()) != 0 {
		t.Errorf("north and south are %+v with %v", part.Parts, part.Markers())
	}
}
