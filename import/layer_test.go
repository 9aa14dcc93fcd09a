package importer_test

import (
	"math"
	"path/filepath"
	"testing"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/civil"
	importer "github.com/xiantu/xiantu/import"

	"github.com/xiantu/xiantu/edition/editiontest"
)

var autumn = importer.Options{Kind: importer.Divisions, Date: civil.Date(2019, 10, 31)}

func units(t testing.TB, r *importer.Result) []boundaries.Version {
	t.Helper()
	if err := r.Err(); err != nil {
		t.Fatal(err)
	}
	if len(r.Write.Snapshots) != 1 {
		t.Fatalf("%d snapshots, want 1", len(r.Write.Snapshots))
	}
	return r.Write.Snapshots[0].Units
}

// sameUnits compares the facts of units and their shapes to within a distance in degrees.
func sameUnits(t *testing.T, got, want []boundaries.Version, tolerance float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%d units, want %d", len(got), len(want))
	}
	for i := range want {
		g, w := got[i], want[i]
		if g.Code != w.Code || g.Name != w.Name || g.Type != w.Type || g.Parent != w.Parent {
			t.Errorf("got %v %s %v in %v, want %v %s %v in %v", g.Code, g.Name, g.Type, g.Parent, w.Code, w.Name, w.Type, w.Parent)
		}
		if len(g.Shape) != len(w.Shape) {
			t.Errorf("%v: %d parts, want %d", w.Code, len(g.Shape), len(w.Shape))
			continue
		}
		for j, polygon := range w.Shape {
			for k, ring := range polygon {
				for _, p := range ring {
					if d := nearest(g.Shape[j][k], p); d > tolerance {
						t.Fatalf("%v: vertex %v is %g degrees off", w.Code, p, d)
					}
				}
			}
		}
	}
}

func nearest(ring orb.Ring, p orb.Point) float64 {
	best := math.Inf(1)
	for _, q := range ring {
		best = min(best, math.Hypot(q[0]-p[0], q[1]-p[1]))
	}
	return best
}

func TestFormatsGiveTheSameUnits(t *testing.T) {
	towns := units(t, read(t, autumn, importer.Known{}, editiontest.File(t, "qingshen/townships_2019.geojson")))
	villages := units(t, read(t, autumn, importer.Known{}, editiontest.File(t, "qingshen/villages_2019.geojson")))
	for _, c := range []struct {
		file      string
		want      []boundaries.Version
		tolerance float64
	}{
		{"qingshen/formats/townships_2019_gbk_shp.zip", towns, 1e-9},
		{"qingshen/formats/townships_2019_gbk_nocpg_ldid0_shp.zip", towns, 1e-9},
		{"qingshen/formats/villages_2019_epsg4544.gpkg", villages, 1e-8}, // 1 mm
	} {
		t.Run(filepath.Base(c.file), func(t *testing.T) {
			r := read(t, autumn, importer.Known{}, editiontest.File(t, c.file))
			sameUnits(t, units(t, r), c.want, c.tolerance)
			t.Logf("%+v", r.Report.Files)
		})
	}
}
