package maps_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/geo"
)

// qingshen is a real county's names and outline with made inner borders, on
// 2020-06-30, where XIANTU_SHARED says where they lie.
func qingshen(t testing.TB) *edition.Edition {
	t.Helper()
	folder := os.Getenv("XIANTU_SHARED")
	if folder == "" {
		t.Skip("XIANTU_SHARED is not set")
	}
	var units []boundaries.Version
	for _, file := range []string{"county", "townships_2020", "villages_2020"} {
		units = append(units, readUnits(t, filepath.Join(folder, "data/qingshen", file+".geojson"))...)
	}
	return made(t, edition.Parts{County: edition.County{Code: adcode.MustParse("511425"), Name: "青神县", Fiction: true}, Units: units,
		Facilities: readFacilities(t, filepath.Join(folder, "data/qingshen/facilities_clean.geojson"))})
}

func made(t testing.TB, parts edition.Parts) *edition.Edition {
	t.Helper()
	ed, err := edition.Make(edition.Key{County: parts.County.Code, At: civil.Date(2020, 6, 30)}, parts)
	if err != nil {
		t.Fatal(err)
	}
	return ed
}

func readCollection(t testing.TB, file string) *geojson.FeatureCollection {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	features, err := geojson.UnmarshalFeatureCollection(data)
	if err != nil {
		t.Fatal(err)
	}
	return features
}

func readUnits(t testing.TB, file string) []boundaries.Version {
	t.Helper()
	var units []boundaries.Version
	for _, f := range readCollection(t, file).Features {
		code := adcode.MustParse(f.Properties.MustString("code"))
		v := boundaries.Version{Code: code, Parent: code.Parent(), Name: f.Properties.MustString("name"), Unit: boundaries.UnitID(len(units) + 1 + 1000*int(code.Level()))}
		v.Type = boundaries.TypeOf(v.Name, code)
		if seat, ok := f.Properties["seat"].([]any); ok && len(seat) == 2 {
			v.Seat = &orb.Point{seat[0].(float64), seat[1].(float64)}
		}
		switch g := f.Geometry.(type) {
		case orb.Polygon:
			v.Shape = geo.SnapShape(orb.MultiPolygon{g})
		case orb.MultiPolygon:
			v.Shape = geo.SnapShape(g)
		}
		units = append(units, v)
	}
	return units
}

func readFacilities(t testing.TB, file string) []facilities.Facility {
	t.Helper()
	var list []facilities.Facility
	for i, f := range readCollection(t, file).Features {
		p, ok := f.Geometry.(orb.Point)
		if !ok {
			continue
		}
		kind, _ := f.Properties["type"].(string)
		if kind == "" {
			kind, _ = f.Properties["kind"].(string)
		}
		name, _ := f.Properties["name"].(string)
		list = append(list, facilities.Facility{ID: facilities.ID(i + 1), Kind: kind, Name: name, Place: &p, State: facilities.Operating})
	}
	return list
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
