package geo_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
	"github.com/peterstace/simplefeatures/geom"
	"pgregory.net/rapid"

	"github.com/xiantu/xiantu/geo"
)

// checkValid fails where another library finds a shape invalid, a shell that is not
// counter-clockwise, a hole that is not clockwise, or a vertex off the grid.
func checkValid(t failer, shape orb.MultiPolygon) {
	t.Helper()
	for _, polygon := range shape {
		for i, ring := range polygon {
			if (geo.RingArea(ring) > 0) != (i == 0) {
				t.Errorf("ring %d runs the wrong way: %v", i, ring)
			}
			for _, p := range ring {
				if geo.Snap(p).Point() != p {
					t.Errorf("%v is not on the grid", p)
				}
			}
		}
	}
	if err := second(shape).Validate(); err != nil {
		t.Errorf("not valid: %v", err)
	}
}

// second is a shape for the second opinion of simplefeatures. Coordinates are taken in
// units of the grid, which doubles hold exactly.
func second(shape orb.MultiPolygon) geom.MultiPolygon {
	origin := geo.Snap(here)
	var polygons []geom.Polygon
	for _, polygon := range shape {
		var rings []geom.LineString
		for _, ring := range polygon {
			var xy []float64
			for _, p := range ring {
				v := geo.Snap(p)
				xy = append(xy, float64(v.X-origin.X), float64(v.Y-origin.Y))
			}
			rings = append(rings, geom.NewLineString(geom.NewSequence(xy, geom.DimXY)))
		}
		polygons = append(polygons, geom.NewPolygon(rings))
	}
	return geom.NewMultiPolygon(polygons)
}

// checkOwnVertices fails where the gap has a vertex on a border of shape's that is
// neither shape's own nor one on a circle, or misses one of shape's own that is clear of
// every disc.
func checkOwnVertices(t failer, gap, shape orb.MultiPolygon, centres []orb.Point, radius geo.Metres) {
	t.Helper()
	own := map[orb.Point]bool{}
	for _, polygon := range geo.SnapShape(shape) {
		for _, ring := range polygon {
			for _, p := range ring {
				own[p] = true
			}
		}
	}
	nearest := func(p orb.Point) geo.Metres {
		d := geo.Metres(math.Inf(1))
		for _, c := range centres {
			d = min(d, geo.Distance(c, p))
		}
		return d
	}
	has := map[orb.Point]bool{}
	for _, polygon := range gap {
		for _, ring := range polygon {
			for _, p := range ring {
				has[p] = true
				// A chord may cross an edge up to a metre off its arc.
				if !own[p] && math.Abs(float64(nearest(p)-radius)) > 1.01 {
					t.Errorf("%v is %.3f m from the nearest centre and not of the border", p, nearest(p))
				}
			}
		}
	}
	for p := range own {
		if len(gap) > 0 && nearest(p) > radius+2 && !has[p] {
			t.Errorf("the border's vertex %v is missing", p)
		}
	}
}

// checkDrawn fails where the drawn gap's area is off the exact one by more than chords
// explain. Gaps are drawn too large, since chords lie inside discs.
func checkDrawn(t failer, what string, gap orb.MultiPolygon, exact geo.SquareMetres, shape orb.MultiPolygon, tolerance geo.Metres) {
	t.Helper()
	slack := float64(tolerance) * float64(geo.Perimeter(gap)+geo.Perimeter(shape))
	if drawn := geo.Area(gap); math.Abs(float64(drawn-exact)) > slack {
		t.Errorf("%s: drawn %.1f m2, exact %.1f", what, drawn, exact)
	}
}

// metres is a position x m east and y m north of here, roughly.
func metres(x, y float64) orb.Point {
	return geo.Snap(orb.Point{here[0] + x/96_650.3, here[1] + y/110_849.7}).Point()
}

func block(x0, y0, x1, y1 float64) orb.Ring {
	return orb.Ring{metres(x0, y0), metres(x1, y0), metres(x1, y1), metres(x0, y1), metres(x0, y0)}
}

func reversed(r orb.Ring) orb.Ring {
	r = r.Clone()
	r.Reverse()
	return r
}

func TestGap(t *testing.T) {
	field := orb.MultiPolygon{{block(-2000, -2000, 2000, 2000)}}
	for _, c := range []struct {
		name          string
		shape         orb.MultiPolygon
		centres       []orb.Point
		parts, holes  int
		wholly, naked bool // nothing is left; all is
	}{
		{name: "no disc", shape: field, parts: 1, naked: true},
		{name: "a disc elsewhere", shape: field, centres: []orb.Point{metres(9000, 0)}, parts: 1, naked: true},
		{name: "one in the middle", shape: field, centres: []orb.Point{here}, parts: 1, holes: 1},
		{name: "the same one twice", shape: field, centres: []orb.Point{here, here}, parts: 1, holes: 1},
		{name: "all covered", shape: orb.MultiPolygon{{block(-500, -500, 500, 500)}}, centres: []orb.Point{here}, wholly: true},
		{name: "centre on the border", shape: field, centres: []orb.Point{metres(2000, 0)}, parts: 1},
		{name: "centre on a corner", shape: field, centres: []orb.Point{metres(2000, 2000)}, parts: 1},
		{name: "touches two sides from inside", shape: field, centres: []orb.Point{metres(1000, 1000)}, parts: 1, holes: 0},
		{name: "touches from outside", shape: field, centres: []orb.Point{metres(3000, 0)}, parts: 1, naked: true},
		{name: "a strip cut in two", shape: orb.MultiPolygon{{block(-5000, -500, 5000, 500)}}, centres: []orb.Point{here}, parts: 2},
		{name: "discs around an island", shape: field, centres: []orb.Point{metres(0, 1300), metres(1300, 0), metres(0, -1300), metres(-1300, 0)}, parts: 5},
		{name: "the hole within the disc", shape: orb.MultiPolygon{{block(-2000, -2000, 2000, 2000), reversed(block(-100, -100, 100, 100))}}, centres: []orb.Point{here}, parts: 1, holes: 1},
		{name: "the disc within the hole", shape: orb.MultiPolygon{{block(-2000, -2000, 2000, 2000), reversed(block(-1500, -1500, 1500, 1500))}}, centres: []orb.Point{here}, parts: 1, holes: 1, naked: true},
		{name: "the disc across the hole's border", shape: orb.MultiPolygon{{block(-2000, -2000, 2000, 2000), reversed(block(0, -100, 1500, 100))}}, centres: []orb.Point{here}, parts: 1, holes: 1},
		{name: "an exclave covered", shape: orb.MultiPolygon{{block(-2000, -2000, 2000, 2000)}, {block(5000, 0, 5200, 200)}}, centres: []orb.Point{metres(5100, 100)}, parts: 1, naked: false},
	} {
		t.Run(c.name, func(t *testing.T) {
			reach := geo.NewReach(c.centres, 1000)
			gap, area := reach.Gap(c.shape, 1)
			checkValid(t, gap)
			checkOwnVertices(t, gap, c.shape, c.centres, 1000)
			checkDrawn(t, "gap", gap, area, c.shape, 1)
			holes := 0
			for _, p := range gap {
				holes += len(p) - 1
			}
			if c.name != "touches two sides from inside" && (len(gap) != c.parts || holes != c.holes) {
				t.Errorf("%d parts with %d holes, want %d with %d", len(gap), holes, c.parts, c.holes)
			}
			if whole := geo.Area(c.shape); c.wholly != (area == 0) || c.naked != (whole-area < 1) {
				t.Errorf("%.2f m2 of %.2f are left", area, whole)
			}
		})
	}
}

// What makes no sense reaches nothing, and nothing panics.
func TestReachOfNonsense(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	field := orb.MultiPolygon{{block(-2000, -2000, 2000, 2000)}}
	whole := geo.Area(field)
	for name, reach := range map[string]*geo.Reach{
		"no centres": geo.NewReach(nil, 1000), "no radius": geo.NewReach([]orb.Point{here}, 0), "below zero": geo.NewReach([]orb.Point{here}, -5),
		"NaN radius": geo.NewReach([]orb.Point{here}, geo.Metres(nan)), "no end": geo.NewReach([]orb.Point{here}, geo.Metres(inf)),
		"NaN": geo.NewReach([]orb.Point{{nan, 29}, {103, nan}, {inf, 29}, {103, 9e9}}, 1000), "a pole": geo.NewReach([]orb.Point{{0, 90}}, 1000),
	} {
		gap, left := reach.Gap(field, 1)
		if len(reach.Outline(1)) != 0 || reach.Area(field) != 0 || left != whole || len(gap) != 1 {
			t.Errorf("%s reaches something", name)
		}
	}
	reach := geo.NewReach([]orb.Point{here, {nan, 29}}, 1000)
	for name, shape := range map[string]orb.MultiPolygon{
		"none": nil, "empty polygon": {{}}, "empty ring": {{orb.Ring{}}}, "a point": {{orb.Ring{here, here, here, here}}},
		"a line": {{orb.Ring{here, metres(500, 0), here}}},
	} {
		if gap, left := reach.Gap(shape, 1); len(gap) != 0 || left != 0 || reach.Area(shape) != 0 {
			t.Errorf("%s: gap %v of %f m2", name, gap, left)
		}
	}
	bow := orb.MultiPolygon{{orb.Ring{metres(-2000, -2000), metres(2000, 2000), metres(2000, -2000), metres(-2000, 2000), metres(-2000, -2000)}}}
	gap, _ := reach.Gap(bow, 1)
	checkValid(t, gap)
}

// Neighbours' gaps meet the same vertices along the border between them.
func TestGapsOfNeighboursShareVertices(t *testing.T) {
	// A border of odd slope, cut by three circles, one of them through its end.
	south, north := metres(13, -2000), metres(-377, 2000)
	middle := metres(101, 333)
	ground := geo.NewGround(geo.NewMesh([]orb.MultiPolygon{
		{{orb.Ring{metres(-3000, -2000), south, middle, north, metres(-3000, 2000), metres(-3000, -2000)}}},
		{{orb.Ring{south, metres(3000, -2000), metres(3000, 2000), north, middle, south}}},
	}))
	cover := ground.Lay(geo.NewReach([]orb.Point{metres(-100, 0), metres(300, 700), geo.Direct(south, 10, 500)}, 500))
	sides := [2]map[orb.Point]bool{{}, {}}
	for i := range sides {
		gap := cover.Gap(i, 0.5)
		checkValid(t, gap)
		for _, p := range gap {
			for _, ring := range p {
				for _, v := range ring {
					sides[i][v] = true
				}
			}
		}
	}
	shared := 0
	border := orb.LineString{south, middle, north}
	for i, side := range sides {
		for v := range side {
			if planar.DistanceFrom(border, v) > 1e-8 { // a millimetre
				continue
			}
			if shared++; !sides[1-i][v] && v != south {
				t.Errorf("%v of side %d is not of the other side", v, i)
			}
		}
	}
	// The circle through the south end leaves a sliver beside it on one side only. Shared are
	// the north end, and three points where arcs leave or enter: for each of two sides.
	if shared < 8 {
		t.Errorf("%d vertices are shared, want at least 8", shared)
	}
}

// A board of discs that meet by fours in one point has no gap between them.
func TestOutlineWhereFourCirclesMeet(t *testing.T) {
	for _, radius := range []geo.Metres{706, 707.106781187, 707.2, 1000} {
		var centres []orb.Point
		for i := range 16 {
			centres = append(centres, metres(float64(i%4)*1000, float64(i/4)*1000))
		}
		reach := geo.NewReach(centres, radius)
		outline := reach.Outline(0.5)
		checkValid(t, outline)
		drawn, exact := float64(geo.Area(outline)), float64(reach.Area(box(1, 1)))
		if math.Abs(drawn/exact-1) > 0.003 {
			t.Errorf("radius %v: drawn %.0f m2 of %.0f", radius, drawn, exact)
		}
	}
}

func TestOutlineOfHundredsOverlapping(t *testing.T) {
	var centres []orb.Point
	for i := range 300 {
		a := float64(i)
		centres = append(centres, metres(300*math.Sin(a), 300*math.Cos(a*1.7)))
	}
	reach := geo.NewReach(centres, 1000)
	outline := reach.Outline(1)
	checkValid(t, outline)
	if len(outline) != 1 {
		t.Errorf("%d parts, want 1", len(outline))
	}
}

// polygonReach is the oracle: discs drawn with 2,000 corners by geodesics, united and
// clipped by another library.
func polygonReach(t failer, centres []orb.Point, radius geo.Metres) geom.Geometry {
	var union geom.Geometry
	for _, c := range centres {
		var ring orb.Ring
		for k := range 2000 {
			ring = append(ring, geo.Direct(c, -float64(k)*360/2000, radius))
		}
		ring = append(ring, ring[0])
		var err error
		if union, err = geom.Union(union, second(orb.MultiPolygon{{ring}}).AsGeometry()); err != nil {
			t.Fatal(err)
		}
	}
	return union
}

func TestAreaAgainstPolygons(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shape := drawnShape(t)
		centres := drawnCentres(t, 4)
		radius := geo.Metres(rapid.Float64Range(100, 2500).Draw(t, "radius"))
		inside, err := geom.Intersection(polygonReach(t, centres, radius), second(shape).AsGeometry())
		if err != nil {
			t.Skip(err)
		}
		unit := float64(geo.Area(shape)) / second(shape).Area()
		want := inside.Area() * unit
		got := float64(geo.NewReach(centres, radius).Area(shape))
		// The corners cut off 1.6e-6 of a disc; a degree is not as long all over the shape.
		if math.Abs(got-want) > 1e-3*want+50 {
			t.Fatalf("area %.1f m2, polygons say %.1f", got, want)
		}
	})
}

// The laws of reaches: covered and gap are the whole, to a square millimetre; more centres
// or a larger radius never cover less; what is drawn is valid.
func TestLawsOfReach(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shape := drawnShape(t)
		centres := drawnCentres(t, 12)
		radius := geo.Metres(rapid.SampledFrom([]float64{100, 250, 500, 500 * math.Sqrt2, 1000, 2000}).Draw(t, "radius"))
		whole := geo.Area(shape)
		covered := geo.NewReach(centres, radius).Area(shape)
		gap, left := geo.NewReach(centres, radius).Gap(shape, 1)
		if math.Abs(float64(covered+left-whole)) > 1e-6 {
			t.Fatalf("covered %f and gap %f are not %f", covered, left, whole)
		}
		checkValid(t, gap)
		checkDrawn(t, "gap", gap, left, shape, 1)
		checkValid(t, geo.NewReach(centres, radius).Outline(1))
		if fewer := geo.NewReach(centres[1:], radius).Area(shape); fewer > covered+1e-3 {
			t.Fatalf("without one centre %f m2 are covered, with it %f", fewer, covered)
		}
		if wider := geo.NewReach(centres, radius*1.1).Area(shape); wider < covered-1e-3 {
			t.Fatalf("%f m2 at %v m, %f a tenth farther", covered, radius, wider)
		}
	})
}

// drawnCentres draws places on a coarse board, so that discs often touch, repeat and
// run through vertices.
func drawnCentres(t *rapid.T, most int) []orb.Point {
	coordinate := rapid.Custom(func(t *rapid.T) float64 {
		if rapid.Bool().Draw(t, "onBoard") {
			return float64(rapid.IntRange(-4, 4).Draw(t, "step")) * 500
		}
		return rapid.Float64Range(-2500, 2500).Draw(t, "at")
	})
	var centres []orb.Point
	for range rapid.IntRange(1, most).Draw(t, "centres") {
		centres = append(centres, metres(coordinate.Draw(t, "x"), coordinate.Draw(t, "y")))
	}
	return centres
}

// drawnShape draws a star-shaped polygon, perhaps with a hole and an exclave.
func drawnShape(t *rapid.T) orb.MultiPolygon {
	star := func(x, y, least, most float64) orb.Ring {
		n := rapid.IntRange(3, 30).Draw(t, "corners")
		var ring orb.Ring
		for k := range n {
			d := rapid.Float64Range(least, most).Draw(t, "corner")
			ring = append(ring, metres(x+d*math.Cos(2*math.Pi*float64(k)/float64(n)), y+d*math.Sin(2*math.Pi*float64(k)/float64(n))))
		}
		return append(ring, ring[0])
	}
	polygon := orb.Polygon{star(0, 0, 1000, 2000)}
	if rapid.Bool().Draw(t, "hole") {
		polygon = append(polygon, reversed(star(0, 0, 100, 400)))
	}
	shape := orb.MultiPolygon{polygon}
	if rapid.Bool().Draw(t, "exclave") {
		shape = append(shape, orb.Polygon{star(4000, 500, 200, 1000)})
	}
	return shape
}

// failer is what checks need of a *testing.T or a *rapid.T.
type failer interface {
	Helper()
	Errorf(format string, args ...any)
	Fatal(args ...any)
}

func ExampleReach_Gap() {
	village := orb.MultiPolygon{{{{103.80, 29.80}, {103.82, 29.80}, {103.82, 29.81}, {103.80, 29.81}, {103.80, 29.80}}}}
	reach := geo.NewReach([]orb.Point{{103.805, 29.805}}, 1000)
	gap, area := reach.Gap(village, 1)
	fmt.Printf("covered %.0f m2, gap %.0f m2 in %d parts\n", reach.Area(village), area, len(gap))
	// Output: covered 1584598 m2, gap 558656 m2 in 1 parts
}
