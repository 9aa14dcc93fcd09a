package maps_test

import (
	"testing"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/edition/editiontest"
	"github.com/xiantu/xiantu/geo"
)

// qingshen is a real county's names and outline with made inner borders, as fiction.
func qingshen(t testing.TB) *edition.Edition {
	t.Helper()
	ed := *editiontest.Qingshen(t, civil.Date(2020, 6, 30))
	ed.County.Fiction = true
	return &ed
}

func made(t testing.TB, parts edition.Parts) *edition.Edition {
	t.Helper()
	ed, err := edition.Make(edition.Key{County: parts.County.Code, At: civil.Date(2020, 6, 30)}, parts)
	if err != nil {
		t.Fatal(err)
	}
	return ed
}

// grid is a made county of townships by the row, each of columns x columns villages
// with wavy borders that neighbours share.
func grid(t testing.TB, rows, columns, villages int, name func(code adcode.Code) string) *edition.Edition {
	t.Helper()
	county := adcode.MustParse("990101")
	units := []boundaries.Version{{Code: county, Name: name(county), Unit: 1}}
	id := boundaries.UnitID(1)
	const step = 0.03
	for r := range rows {
		for c := range columns {
			town := county.Child(100 + r*columns + c)
			id++
			seat := orb.Point{104 + step*(float64(c*villages)+0.5), 30 + step*(float64(r*villages)+0.5)}
			units = append(units, boundaries.Version{Code: town, Parent: county, Name: name(town), Unit: id, Seat: &seat})
			for v := range villages * villages {
				id++
				x, y := c*villages+v%villages, r*villages+v/villages
				village := town.Child(200 + v)
				units = append(units, boundaries.Version{Code: village, Parent: town, Name: name(village), Unit: id, Shape: geo.SnapShape(cell(x, y, step))})
			}
		}
	}
	return made(t, edition.Parts{County: edition.County{Code: county, Name: name(county), Fiction: true}, Units: units})
}

// cell is a square of the grid with a bend in the middle of each side.
func cell(x, y int, step float64) orb.MultiPolygon {
	at := func(x, y float64) orb.Point { return orb.Point{104 + x*step, 30 + y*step} }
	fx, fy := float64(x), float64(y)
	return orb.MultiPolygon{{{
		at(fx, fy), at(fx+0.5, fy+0.08), at(fx+1, fy), at(fx+1.08, fy+0.5), at(fx+1, fy+1),
		at(fx+0.5, fy+1.08), at(fx, fy+1), at(fx+0.08, fy+0.5), at(fx, fy),
	}}}
}

// lone is a county without townships, a square with sides of so many degrees.
func lone(t testing.TB, side float64) *edition.Edition {
	code := adcode.MustParse("990101")
	v := boundaries.Version{Code: code, Name: "孤县", Unit: 1, Shape: geo.SnapShape(cell(0, 0, side))}
	return made(t, edition.Parts{County: edition.County{Code: code, Name: "孤县"}, Units: []boundaries.Version{v}})
}

// thin is a county fifty times as high as wide.
func thin(t testing.TB) *edition.Edition {
	code := adcode.MustParse("990101")
	units := []boundaries.Version{{Code: code, Name: "长县", Unit: 1}}
	for i := range 3 {
		y := 30 + 0.5*float64(i)
		shape := orb.MultiPolygon{{{{104, y}, {104.03, y}, {104.03, y + 0.5}, {104, y + 0.5}, {104, y}}}}
		units = append(units, boundaries.Version{Code: code.Child(100 + i), Parent: code, Name: "窄镇", Unit: boundaries.UnitID(2 + i), Shape: geo.SnapShape(shape)})
	}
	return made(t, edition.Parts{County: edition.County{Code: code, Name: "长县"}, Units: units})
}
