package geo_test

import (
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/geo"
)

// A face is a gap to the check of a coverage and to the census of its faces, or a lake to
// both: water that one unit alone lies around, whatever stands in it. An enclave drawn
// beside its hole leaves a sliver.
func TestGapsAreNoLakes(t *testing.T) {
	const u = 1e-5 // a metre, about
	box := func(x, y, w, h float64) orb.Ring {
		return orb.Ring{{x * u, y * u}, {(x + w) * u, y * u}, {(x + w) * u, (y + h) * u}, {x * u, (y + h) * u}, {x * u, y * u}}
	}
	around := orb.Polygon{box(0, 0, 900, 900), box(300, 300, 300, 300)}
	for _, c := range []struct {
		name        string
		shapes      []orb.MultiPolygon
		gaps, lakes int
	}{
		{"a lake", []orb.MultiPolygon{{around}}, 0, 1},
		{"an island of another in it", []orb.MultiPolygon{{around}, {{box(400, 400, 100, 100)}}}, 0, 1},
		{"two islands of others that touch", []orb.MultiPolygon{{around}, {{box(400, 400, 50, 50)}}, {{box(450, 400, 50, 50)}}}, 0, 1},
		{"an island of its own in it", []orb.MultiPolygon{{around, {box(304, 304, 292, 292)}}}, 0, 1},
		{"an enclave", []orb.MultiPolygon{{around}, {{box(300, 300, 300, 300)}}}, 0, 0},
		{"an enclave beside its hole", []orb.MultiPolygon{{around}, {{box(304, 304, 292, 292)}}}, 1, 0},
		{"an enclave that touches the shore", []orb.MultiPolygon{{around}, {{box(300, 400, 100, 100)}}}, 1, 0},
		{"water between two", []orb.MultiPolygon{{{box(0, 0, 300, 900)}}, {{{{300 * u, 0}, {900 * u, 0}, {900 * u, 900 * u}, {300 * u, 900 * u}, {300 * u, 600 * u}, {600 * u, 600 * u}, {600 * u, 300 * u}, {300 * u, 300 * u}, {300 * u, 0}}}}}, 1, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			gaps := 0
			for _, d := range geo.Check(c.shapes, geo.CleanOptions{}) {
				if strings.HasSuffix(string(d.Kind), "gap") || d.Kind == geo.ForgottenVillage {
					gaps++
				}
			}
			census := geo.NewNetwork(len(c.shapes), gridRings(c.shapes)).Arrange().Census()
			if gaps != c.gaps || census.Gaps != c.gaps || census.Lakes != c.lakes {
				t.Errorf("the check finds %d gaps, the census %d and %d lakes, want %d and %d", gaps, census.Gaps, census.Lakes, c.gaps, c.lakes)
			}
		})
	}
}
