package tiles_test

import (
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/cmd/xiantu/demo"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/edition/editiontest"
	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/geo"
)

// demoCounty is the villages of the fictional county; jittered, its shapes were drawn each
// for itself and then cleaned.
func demoCounty(t testing.TB, jittered bool) *edition.Edition {
	t.Helper()
	dir := t.TempDir()
	if _, err := demo.Write(dir, demo.Options{Seed: 1, Jitter: jittered}); err != nil {
		t.Fatal(err)
	}
	code := adcode.MustParse("519925")
	var units []boundaries.Version
	var shapes []orb.MultiPolygon
	for _, f := range editiontest.Features(t, filepath.Join(dir, "villages_2020.geojson")) {
		v := boundaries.Version{Code: adcode.MustParse(f.Properties.MustString("code")), Name: f.Properties.MustString("name")}
		v.Parent = v.Code.Parent()
		v.Type = boundaries.TypeOf(v.Name, v.Code)
		units = append(units, v)
		shapes = append(shapes, geo.SnapShape(editiontest.Shape(t, f.Geometry)))
	}
	if jittered {
		shapes = geo.Clean(shapes, geo.CleanOptions{}).Shapes
	}
	return asCounty(t, code, units, shapes)
}

// asCounty makes an edition of villages, whose townships have no shape of their own.
func asCounty(t testing.TB, code adcode.Code, villages []boundaries.Version, shapes []orb.MultiPolygon) *edition.Edition {
	t.Helper()
	all := []boundaries.Version{{Unit: 1, Code: code, Name: "云溪县", Type: boundaries.CountyType}}
	towns := map[adcode.Code]bool{}
	for i, v := range villages {
		if !towns[v.Parent] {
			towns[v.Parent] = true
			all = append(all, boundaries.Version{Unit: boundaries.UnitID(1000 + len(all)), Code: v.Parent, Parent: code, Name: "乡" + v.Parent.String()[6:], Type: boundaries.Town})
		}
		v.Unit, v.Shape = boundaries.UnitID(5000+i), shapes[i]
		all = append(all, v)
	}
	return made(t, edition.Key{County: code, At: civil.Date(2020, 6, 30)}, edition.Parts{
		County: edition.County{Code: code, Name: "云溪县", Fiction: true}, Units: all, Facilities: scattered(shapes, 700),
	})
}

// scattered are facilities around the corners of shapes.
func scattered(shapes []orb.MultiPolygon, n int) []facilities.Facility {
	dice := rand.New(rand.NewPCG(5, 5))
	kinds := facilities.Kinds()
	var list []facilities.Facility
	for i := range n {
		ring := shapes[dice.IntN(len(shapes))][0][0]
		p := ring[dice.IntN(len(ring))]
		at := orb.Point{p[0] + 0.002*dice.NormFloat64(), p[1] + 0.002*dice.NormFloat64()}
		list = append(list, facilities.Facility{ID: facilities.ID(i + 1), Kind: kinds[dice.IntN(len(kinds))].Code, Name: "点", Place: &at, State: facilities.Operating})
	}
	return list
}

// crowded is a county of n by n villages whose borders wind, in towns of a row each. One
// in three has another's exclave in it, of any size from 5 m up, some two beside each other,
// so that lines run close to lines.
//
//	+--~--+--~--+
//	|  oo |  .  |   oo: two exclaves that touch, . one of 5 m
//	+--~--+--~--+
func crowded(t testing.TB, n int) *edition.Edition {
	t.Helper()
	dice := rand.New(rand.NewPCG(11, 3))
	code := adcode.MustParse("990101")
	var villages []boundaries.Version
	shapes := windingSquares(n, dice)
	for i := range shapes {
		town := code.Child(101 + i/n)
		villages = append(villages, boundaries.Version{Code: town.Child(201 + i%n), Parent: town, Name: "村", Type: boundaries.VillageCommittee})
	}
	for i := range shapes {
		if i%3 != 0 {
			continue
		}
		size := []float64{0.00005, 0.0002, 0.001, 0.0025}[dice.IntN(4)]
		middle := orb.Point{104 + (float64(i%n)+0.5)*0.01, 30 + (float64(i/n)+0.5)*0.01}
		west, east := square4(middle, size, -1), square4(middle, size, 0)
		both := orb.Ring{west[0], west[1], east[1], east[2], east[3], west[3], west[0]} // with the corners between
		hole := orb.Ring{both[0], west[1], east[1], east[2], west[2], west[3], both[0]}
		slices.Reverse(hole)
		shapes[i][0] = append(shapes[i][0], hole)
		for k, part := range []orb.Ring{west, east} {
			other := (i + 7*(k+1)) % len(shapes)
			shapes[other] = append(shapes[other], orb.Polygon{part})
		}
	}
	for i := range shapes {
		shapes[i] = geo.SnapShape(shapes[i])
	}
	return asCounty(t, code, villages, shapes)
}

// square4 is a closed square of some size, to the west (-1) or east (0) of a place.
func square4(at orb.Point, size float64, side float64) orb.Ring {
	x, y := at[0]+side*size, at[1]
	return orb.Ring{{x, y}, {x + size, y}, {x + size, y + size}, {x, y + size}, {x, y}}
}

// windingSquares are n by n units of a hundredth of a degree whose sides wind.
func windingSquares(n int, dice *rand.Rand) []orb.MultiPolygon {
	const steps = 40
	side := func(a, b orb.Point) []orb.Point {
		line := []orb.Point{a}
		for k := 1; k < steps; k++ {
			f := float64(k) / steps
			swing := 0.45 * min(f, 1-f) // no side reaches another
			line = append(line, orb.Point{
				a[0] + f*(b[0]-a[0]) + (b[1]-a[1])*swing*(2*dice.Float64()-1),
				a[1] + f*(b[1]-a[1]) + (b[0]-a[0])*swing*(2*dice.Float64()-1)})
		}
		return line
	}
	back := func(line []orb.Point, from orb.Point) []orb.Point {
		out := []orb.Point{from}
		for i := len(line) - 1; i > 0; i-- {
			out = append(out, line[i])
		}
		return out
	}
	at := func(x, y int) orb.Point { return orb.Point{104 + float64(x)*0.01, 30 + float64(y)*0.01} }
	across, up := map[[2]int][]orb.Point{}, map[[2]int][]orb.Point{}
	for x := range n + 1 {
		for y := range n + 1 {
			across[[2]int{x, y}], up[[2]int{x, y}] = side(at(x, y), at(x+1, y)), side(at(x, y), at(x, y+1))
		}
	}
	var shapes []orb.MultiPolygon
	for y := range n {
		for x := range n {
			ring := orb.Ring(slices.Clone(across[[2]int{x, y}]))
			ring = append(ring, up[[2]int{x + 1, y}]...)
			ring = append(ring, back(across[[2]int{x, y + 1}], at(x+1, y+1))...)
			ring = append(ring, back(up[[2]int{x, y}], at(x, y+1))...)
			shapes = append(shapes, orb.MultiPolygon{{append(ring, ring[0])}})
		}
	}
	return shapes
}
