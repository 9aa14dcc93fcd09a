package tiles_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/mvt"
	"github.com/paulmach/orb/maptile"

	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
	"github.com/xiantu/xiantu/tiles"
)

var update = flag.Bool("update", false, "write the golden files anew")

func encode(t testing.TB, e *tiles.Encoder, r tiles.Request) []decodedLayer {
	t.Helper()
	tile, err := e.Encode(r)
	if err != nil {
		t.Fatal(err)
	}
	layers := decode(t, tile)
	checkTile(t, layers)
	return layers
}

// tilesOver are the addresses of a zoom that a bound touches.
func tilesOver(b orb.Bound, z int) []maptile.Tile {
	low, high := maptile.At(orb.Point{b.Min[0], b.Max[1]}, maptile.Zoom(z)), maptile.At(orb.Point{b.Max[0], b.Min[1]}, maptile.Zoom(z))
	var out []maptile.Tile
	for x := low.X; x <= high.X; x++ {
		for y := low.Y; y <= high.Y; y++ {
			out = append(out, maptile.New(x, y, maptile.Zoom(z)))
		}
	}
	return out
}

func at(set tiles.Set, ed *edition.Edition, t maptile.Tile) tiles.Request {
	return tiles.Request{Set: set, Editions: []*edition.Edition{ed}, Z: int(t.Z), X: int(t.X), Y: int(t.Y)}
}

func TestGolden(t *testing.T) {
	ed := board(t)
	for _, c := range []struct {
		file string
		set  tiles.Set
		z    int
	}{
		{"divisions_6", tiles.Divisions, 6}, {"divisions_9", tiles.Divisions, 9}, {"divisions_12", tiles.Divisions, 12},
		{"facilities_12", tiles.Facilities, 12}, {"coverage_12", tiles.Coverage, 12},
	} {
		t.Run(c.file, func(t *testing.T) {
			r := at(c.set, ed, maptile.At(orb.Point{104.015, 30.01}, maptile.Zoom(c.z)))
			r.Question = &coverage.Question{Kinds: []string{"ELD_RURAL_POINT"}, Radius: 300}
			got := dump(encode(t, new(tiles.Encoder), r))
			file := filepath.Join("testdata", c.file+".txt")
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(string(want), got); d != "" {
				t.Error(d)
			}
		})
	}
}

// A tile of divisions and facilities has the layers of the one, then those of the other.
func TestWhole(t *testing.T) {
	ed := demoCounty(t, false)
	var e tiles.Encoder
	for _, z := range []int{5, 9, 11, 13} {
		for _, tile := range tilesOver(ed.Bound, z) {
			whole, err := e.Encode(at(tiles.Whole, ed, tile))
			if err != nil {
				t.Fatal(err)
			}
			if want := both(t, &e, ed, tile); !bytes.Equal(whole, want) {
				t.Errorf("tile %v has %d bytes, its sets %d", tile, len(whole), len(want))
			}
		}
	}
	layers := map[string]int{}
	for _, l := range tiles.TileJSON(tiles.Whole, []*edition.Edition{ed}, tiles.Link{}).VectorLayers {
		layers[l.ID]++
	}
	for _, name := range []string{"county", "township", "village", "border", "label", "facility", "truncated"} {
		if layers[name] != 1 {
			t.Errorf("the layer %s is described %d times", name, layers[name])
		}
	}
}

func TestBadRequests(t *testing.T) {
	for _, r := range []tiles.Request{
		{Set: "roads"}, {Set: tiles.Divisions, Z: -1}, {Set: tiles.Divisions, Z: 23}, {Set: tiles.Divisions, Z: 1 << 40},
		{Set: tiles.Divisions, Z: 3, X: 8}, {Set: tiles.Divisions, Z: 3, Y: -1}, {Set: tiles.Divisions, Z: 0, X: math.MaxInt, Y: math.MinInt},
	} {
		if tile, err := tiles.Encode(r); !errors.Is(err, tiles.ErrInvalid) || tile != nil {
			t.Errorf("%+v: %d bytes, %v", r, len(tile), err)
		}
	}
	far := at(tiles.Divisions, board(t), maptile.New(0, 0, 12))
	if tile, err := tiles.Encode(far); tile != nil || err != nil {
		t.Errorf("a tile of the ocean has %d bytes, %v", len(tile), err)
	}
}

// At every zoom each unit is in the tiles from its level's first zoom on, its border
// once, its name in one tile of the zoom only.
func TestEveryZoom(t *testing.T) {
	ed := board(t)
	var e tiles.Encoder
	for z := 0; z <= 18; z++ {
		names := map[string]int{}
		units := map[string]bool{}
		for _, tile := range tilesOver(ed.Bound, z) {
			for _, l := range encode(t, &e, at(tiles.Divisions, ed, tile)) {
				for _, f := range l.features {
					switch l.name {
					case "label":
						names[f.tags["code"].(string)]++
					case "border":
					default:
						units[f.tags["code"].(string)] = true
					}
				}
			}
		}
		for _, u := range ed.Units {
			want := 0
			if z >= tiles.FirstZoom(u.Level()) {
				want = 1
			}
			if names[u.Code.String()] != want {
				t.Errorf("zoom %d: the name of %s is there %d times, want %d", z, u.Name, names[u.Code.String()], want)
			}
			if z > 12 && !units[u.Code.String()] || want == 0 && units[u.Code.String()] {
				t.Errorf("zoom %d: %s is there: %v", z, u.Name, units[u.Code.String()])
			}
		}
	}
}

// The area of what is drawn, brought back to the ground, is the unit's.
func TestAreaIsTrue(t *testing.T) {
	ed := qingshen(t)
	var e tiles.Encoder
	const z = 14
	got := map[string]float64{}
	for _, tile := range tilesOver(ed.Bound, z) {
		for _, l := range encode(t, &e, at(tiles.Divisions, ed, tile)) {
			for _, f := range l.features {
				if f.kind == 3 {
					got[f.tags["code"].(string)] += insideArea(f, tile)
				}
			}
		}
	}
	worst := 0.0
	for _, u := range ed.Units {
		off := math.Abs(got[u.Code.String()]/float64(u.Area) - 1)
		worst = max(worst, off)
		if off > 5e-4 {
			t.Errorf("%s: drawn %.0f m2, is %.0f m2", u.Name, got[u.Code.String()], u.Area)
		}
	}
	t.Logf("largest difference of %d units: %.2g", len(ed.Units), worst)
}

// insideArea is the geodesic area of the part of a feature inside the tile proper.
func insideArea(f decodedFeature, tile maptile.Tile) float64 {
	sum := 0.0
	for _, part := range f.parts {
		var ring orb.Ring
		for _, p := range cutToTile(part) {
			ring = append(ring, lonLat(p, tile))
		}
		if len(ring) < 3 {
			continue
		}
		ring = append(ring, ring[0])
		area := float64(geo.Area(orb.MultiPolygon{{ring}}))
		if shoelace(part) < 0 {
			area = -area
		}
		sum += area
	}
	return sum
}

func cutToTile(part [][2]int64) [][2]float64 {
	points := make([][2]float64, len(part))
	for i, p := range part {
		points[i] = [2]float64{float64(p[0]), float64(p[1])}
	}
	for axis := range 2 {
		points = cutBy(cutBy(points, axis, 0, 1), axis, 4096, -1)
	}
	return points
}

func lonLat(p [2]float64, tile maptile.Tile) orb.Point {
	n := float64(int(1) << tile.Z)
	x, y := (float64(tile.X)+p[0]/4096)/n, (float64(tile.Y)+p[1]/4096)/n
	return orb.Point{x*360 - 180, math.Atan(math.Sinh(math.Pi*(1-2*y))) * 180 / math.Pi}
}

// What another decoder reads, and GDAL, is what was written.
func TestOtherReaders(t *testing.T) {
	ed := qingshen(t)
	tile := maptile.At(ed.Bound.Center(), 11)
	body, err := tiles.Encode(at(tiles.Divisions, ed, tile))
	if err != nil {
		t.Fatal(err)
	}
	layers, err := mvt.Unmarshal(body)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), fmt.Sprintf("%d.mvt", tile.Z))
	if err := os.WriteFile(file, body, 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("ogrinfo", "-ro", "-al", "-so", "MVT:"+file).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for i, ours := range decode(t, body) {
		if layers[i].Name != ours.name || len(layers[i].Features) != len(ours.features) {
			t.Errorf("orb reads %d features of %s, want %d of %s", len(layers[i].Features), layers[i].Name, len(ours.features), ours.name)
		}
		if want := fmt.Sprintf("Feature Count: %d", len(ours.features)); !strings.Contains(string(out), "Layer name: "+ours.name) || !strings.Contains(string(out), want) {
			t.Errorf("GDAL does not say of %s %q:\n%s", ours.name, want, out)
		}
	}
	if strings.Contains(string(out), "ERROR") || strings.Contains(string(out), "Warning") {
		t.Errorf("GDAL complains:\n%s", out)
	}
}

func FuzzAddress(f *testing.F) {
	f.Add("divisions", 12, 3230, 1692)
	f.Add("facilities", 22, 0, 4194303)
	f.Add("coverage", -1, 1<<62, -1<<62)
	ed := board(f)
	var e tiles.Encoder
	f.Fuzz(func(t *testing.T, set string, z, x, y int) {
		tile, err := e.Encode(tiles.Request{Set: tiles.Set(set), Editions: []*edition.Edition{ed}, Z: z, X: x, Y: y})
		if err != nil && (!errors.Is(err, tiles.ErrInvalid) || tile != nil) {
			t.Fatalf("%s %d/%d/%d: %v", set, z, x, y, err)
		}
		checkTile(t, decode(t, tile))
	})
}
