package tiles_test

import (
	"testing"

	"github.com/paulmach/orb/maptile"

	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/tiles"
)

// lands are the counties that pyramids are looked at of.
func lands(t *testing.T) map[string]*edition.Edition {
	return map[string]*edition.Edition{
		"demo": demoCounty(t, false), "jittered": demoCounty(t, true), "crowded": crowded(t, 9), "qingshen": qingshen(t),
	}
}

// sample is all tiles of a zoom where they are few, else every so manieth.
func sample(all []maptile.Tile, most int) []maptile.Tile {
	step := len(all)/most + 1
	var out []maptile.Tile
	for i := 0; i < len(all); i += step {
		out = append(out, all[i])
	}
	return out
}

// A whole pyramid: polygons are valid, wind the right way, and leave neither gap nor overlap
// between neighbours: each edge of a unit inside a tile is run the other way by another
// unit of its level, or is the county's.
func TestWholePyramid(t *testing.T) {
	for name, ed := range lands(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var e tiles.Encoder
			polygonCount, tiny, loose := 0, 0, 0
			for z := 0; z <= 16; z++ {
				for _, tile := range sample(tilesOver(ed.Bound, z), 100) {
					layers := encode(t, &e, at(tiles.Divisions, ed, tile))
					edges := map[string]map[[4]int64]int{}
					for _, l := range layers {
						edges[l.name] = map[[4]int64]int{}
						for _, f := range l.features {
							if f.kind != 3 {
								continue
							}
							polygonCount++
							if err := polygons(f).Validate(); err != nil {
								t.Errorf("%v %s %v: %v", tile, l.name, f.tags["code"], err)
							}
							if f.tags["tiny"] == true {
								tiny++
								continue
							}
							for _, part := range f.parts {
								countEdges(edges[l.name], part, true)
							}
						}
					}
					for _, level := range []string{"township", "village"} {
						if edges[level] != nil {
							loose += looseEdges(t, tile, level, edges[level], edges["county"])
						}
					}
				}
			}
			t.Logf("%d polygons, %d of them tiny, %d loose edges", polygonCount, tiny, loose)
		})
	}
}

// looseEdges counts edges that are not run the other way by a neighbour, and not the
// county's.
func looseEdges(t *testing.T, tile maptile.Tile, level string, own, county map[[4]int64]int) int {
	loose := 0
	for e, n := range own {
		if n-own[reverse(e)] == county[e]-county[reverse(e)] || nearRim(e) {
			continue
		}
		if loose++; loose < 3 {
			t.Errorf("%v: %s edge %v: %d and %d against the county's %d and %d", tile, level, e, n, own[reverse(e)], county[e], county[reverse(e)])
		}
	}
	return loose
}

// nearRim reports whether an edge ends within a unit of the rim.
func nearRim(e [4]int64) bool {
	for _, v := range e {
		if v <= -63 || v >= 4159 {
			return true
		}
	}
	return false
}

// Every unit is in at least one tile of each zoom from its level's first on.
func TestUnitsNeverVanish(t *testing.T) {
	for name, ed := range lands(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var e tiles.Encoder
			for z := 0; z <= 13; z++ {
				seen := map[string]bool{}
				for _, tile := range tilesOver(ed.Bound, z) {
					for _, l := range encode(t, &e, at(tiles.Divisions, ed, tile)) {
						for _, f := range l.features {
							if l.name != "label" && l.name != "border" {
								seen[f.tags["code"].(string)] = true
							}
						}
					}
				}
				for i := range ed.Units {
					u := &ed.Units[i]
					if want := z >= tiles.FirstZoom(u.Level()) && len(ed.Mesh.Shapes[i]) > 0; seen[u.Code.String()] != want {
						t.Errorf("zoom %d: %s is there: %v, want %v", z, u.Code, !want, want)
					}
				}
			}
		})
	}
}

// What all zooms of a county take in memory, by the vertex of its arcs: those of a province
// of five million vertices fit into half a gigabyte.
func TestPyramidBytes(t *testing.T) {
	for name, ed := range lands(t) {
		var e tiles.Encoder
		for z := 0; z <= 16; z++ {
			encode(t, &e, at(tiles.Divisions, ed, maptile.At(ed.Bound.Center(), maptile.Zoom(z))))
		}
		vertices := 0
		for _, arc := range ed.Mesh.Arcs {
			vertices += len(arc.Line)
		}
		a := float64(e.PyramidBytes(ed)) / float64(vertices)
		t.Logf("%s: %d vertices, %.0f bytes a vertex", name, vertices, a)
		if a > 100 {
			t.Errorf("%s: %.0f bytes a vertex, want at most 100", name, a)
		}
	}
}
