package geo_test

import (
	"encoding/hex"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkb"

	"github.com/xiantu/xiantu/geo"
)

// synthetic reads a table of the made county: tab-separated, no header.
func synthetic(t testing.TB, name string) [][]string {
	t.Helper()
	root := os.Getenv("XIANTU_SHARED")
	if root == "" {
		t.Skip("XIANTU_SHARED is not set: it names the folder with the reference data")
	}
	content, err := os.ReadFile(filepath.Join(root, "data", "synthetic", name))
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	for _, line := range strings.Split(strings.TrimSpace(string(content)), "\n") {
		rows = append(rows, strings.Split(line, "\t"))
	}
	return rows
}

func float(t testing.TB, s string) float64 {
	t.Helper()
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// syntheticShapes are the made county's villages: column 1 lon/lat, 2 EPSG:4544.
func syntheticShapes(t testing.TB, column int) []orb.MultiPolygon {
	var shapes []orb.MultiPolygon
	for _, r := range synthetic(t, "county_area.csv") {
		raw, err := hex.DecodeString(r[column])
		if err != nil {
			t.Fatal(err)
		}
		g, err := wkb.Unmarshal(raw)
		if err != nil {
			t.Fatal(err)
		}
		if p, ok := g.(orb.Polygon); ok {
			g = orb.MultiPolygon{p}
		}
		shapes = append(shapes, g.(orb.MultiPolygon))
	}
	return shapes
}

func syntheticCentres(t testing.TB) (lonlat []orb.Point, plane []geo.PlaneDisc) {
	for _, r := range synthetic(t, "county_fac.csv") {
		lonlat = append(lonlat, orb.Point{float(t, r[2]), float(t, r[3])})
		plane = append(plane, geo.PlaneDisc{X: float(t, r[4]), Y: float(t, r[5]), R: 1000})
	}
	return lonlat, plane
}

func TestGroundAndReachAgree(t *testing.T) {
	centres, _ := syntheticCentres(t)
	shapes := syntheticShapes(t, 1)
	reach := geo.NewReach(centres, 1000)
	ground := geo.NewGround(geo.NewMesh(shapes))
	cover := ground.Lay(reach)
	for i, s := range shapes {
		area := geo.Area(s)
		if got := ground.Area(i); math.Abs(float64(got/area)-1) > 1e-7 {
			t.Errorf("shape %d has %.3f m2 in the plane, %.3f on the ellipsoid", i, got, area)
		}
		covered := reach.Area(s)
		if got := cover.Area(i); math.Abs(float64(got-covered)) > 1e-7*float64(area) {
			t.Errorf("shape %d: %.4f m2 on the county's ground, %.4f on its own", i, got, covered)
		}
		gap, left := reach.Gap(s, 1)
		if math.Abs(float64(covered+left-area)) > 1e-6 {
			t.Errorf("shape %d: covered %f and gap %f are not %f", i, covered, left, area)
		}
		checkValid(t, gap)
		checkOwnVertices(t, gap, s, centres, 1000)
		checkDrawn(t, "gap on its own ground", gap, left, s, 1)
		drawn := cover.Gap(i, 1)
		checkValid(t, drawn)
		checkDrawn(t, "gap on the county's", drawn, left, s, 1)
	}
}

func TestOutlineOfSyntheticCounty(t *testing.T) {
	centres, _ := syntheticCentres(t)
	for _, radius := range []geo.Metres{300, 1000, 3000} {
		reach := geo.NewReach(centres, radius)
		outline := reach.Outline(0.1)
		checkValid(t, outline)
		want := float64(reach.Area(box(1, 1)))
		if got := float64(geo.Area(outline)); math.Abs(got/want-1) > 2e-3 || got > want {
			t.Errorf("drawn %.0f m2 of %.0f at %v m", got, want, radius)
		}
	}
}

func BenchmarkNewGround(b *testing.B) {
	mesh := geo.NewMesh(syntheticShapes(b, 1))
	for b.Loop() {
		geo.NewGround(mesh)
	}
}

func BenchmarkLayCounty(b *testing.B) {
	centres, _ := syntheticCentres(b)
	ground := geo.NewGround(geo.NewMesh(syntheticShapes(b, 1)))
	reach := geo.NewReach(centres, 1000)
	for b.Loop() {
		ground.Lay(reach)
	}
}

func BenchmarkGapsCounty(b *testing.B) {
	centres, _ := syntheticCentres(b)
	shapes := syntheticShapes(b, 1)
	ground := geo.NewGround(geo.NewMesh(shapes))
	reach := geo.NewReach(centres, 1000)
	for b.Loop() {
		cover := ground.Lay(reach)
		for i := range shapes {
			cover.Gap(i, 1)
		}
	}
}

func BenchmarkOutlineOfThousand(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 2))
	var centres []orb.Point
	for range 1000 {
		centres = append(centres, orb.Point{here[0] + random.Float64(), here[1] + random.Float64()})
	}
	reach := geo.NewReach(centres, 2000)
	for b.Loop() {
		reach.Outline(2)
	}
}
