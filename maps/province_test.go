package maps_test

import (
	"cmp"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/cmd/xiantu/demo"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
)

// land is what the demo makes of a size and seed, after its reform: the county with the
// most villages first.
func land(t testing.TB, size demo.Size, seed uint64) []*edition.Edition {
	t.Helper()
	dir := t.TempDir()
	files, err := demo.Write(dir, demo.Options{Size: size, Seed: seed})
	if err != nil {
		t.Fatal(err)
	}
	units := map[adcode.Code][]boundaries.Version{}
	id := boundaries.UnitID(0)
	for _, f := range files {
		if f.Kind != "divisions" || f.Level != adcode.County && f.Date != demo.After {
			continue
		}
		for _, v := range divisions(t, f.Path) {
			id++
			v.Unit = id
			county := v.Code.At(adcode.County)
			units[county] = append(units[county], v)
		}
	}
	var all []*edition.Edition
	for code, list := range units {
		all = append(all, made(t, edition.Parts{County: edition.County{Code: code, Name: list[0].Name, Fiction: true}, Units: list}))
	}
	slices.SortFunc(all, func(a, b *edition.Edition) int {
		return cmp.Or(cmp.Compare(len(b.Units), len(a.Units)), cmp.Compare(a.County.Code.String(), b.County.Code.String()))
	})
	return all
}

// divisions reads a file of units, one feature a line.
func divisions(t testing.TB, path string) []boundaries.Version {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var layer struct {
		Features []struct {
			Geometry   geojson.Geometry
			Properties struct {
				Code, Name string
				Seat       *orb.Point
			}
		}
	}
	if err := json.Unmarshal(data, &layer); err != nil {
		t.Fatal(err)
	}
	var out []boundaries.Version
	for _, f := range layer.Features {
		code := adcode.MustParse(f.Properties.Code)
		shape, ok := f.Geometry.Geometry().(orb.MultiPolygon)
		if p, single := f.Geometry.Geometry().(orb.Polygon); single {
			shape, ok = orb.MultiPolygon{p}, true
		}
		if !ok {
			t.Fatalf("%s: %s is a %s", path, code, f.Geometry.Type)
		}
		name := strings.TrimSuffix(f.Properties.Name, "\n")
		out = append(out, boundaries.Version{Code: code, Parent: code.Parent(), Name: name, Seat: f.Properties.Seat, Shape: geo.SnapShape(shape)})
	}
	return out
}
