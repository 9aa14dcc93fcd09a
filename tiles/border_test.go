package tiles_test

import (
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/maptile"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/tiles"
)

// Each stretch of border is in a tile once, and what two neighbours draw along it is
// the same: every edge of a village inside the county is another's, run backwards.
func TestBordersOnce(t *testing.T) {
	ed := qingshen(t)
	var e tiles.Encoder
	for z := 10; z <= 15; z++ {
		loose, all := 0, 0
		for _, tile := range tilesOver(ed.Bound, z) {
			layers := encode(t, &e, at(tiles.Divisions, ed, tile))
			edges := map[[4]int64]int{}
			borders := map[[4]int64]int{}
			for _, l := range layers {
				for _, f := range l.features {
					for _, part := range f.parts {
						switch l.name {
						case "village":
							countEdges(edges, part, true)
						case "border":
							countEdges(borders, part, false)
						}
					}
				}
			}
			for edge, n := range borders {
				if n+borders[reverse(edge)] > 1 {
					t.Fatalf("%v: border %v is drawn %d times", tile, edge, n+borders[reverse(edge)])
				}
			}
			for edge := range edges {
				if onRim(edge) {
					continue
				}
				all++
				if borders[edge]+borders[reverse(edge)] == 0 {
					loose++
				}
			}
		}
		if all == 0 || float64(loose) > 0.001*float64(all) {
			t.Errorf("zoom %d: %d of %d edges of villages are on no border", z, loose, all)
		}
	}
}

// The line between two counties is in the tile once, though both have it.
func TestCountiesShareTheirBorder(t *testing.T) {
	west, east := board(t), eastOf(t)
	r := at(tiles.Divisions, west, maptile.At(orb.Point{104.03, 30.01}, 12))
	r.Editions = append(r.Editions, east)
	edges, counties := map[[4]int64]int{}, 0
	for _, l := range encode(t, new(tiles.Encoder), r) {
		for _, f := range l.features {
			if l.name == "county" {
				counties++
			}
			for _, part := range f.parts {
				if l.name == "border" {
					countEdges(edges, part, false)
				}
			}
		}
	}
	for edge, n := range edges {
		if n+edges[reverse(edge)] != 1 {
			t.Errorf("%v is drawn %d times", edge, n+edges[reverse(edge)])
		}
	}
	if counties != 2 || len(edges) == 0 {
		t.Errorf("%d counties and %d edges", counties, len(edges))
	}
}

func countEdges(edges map[[4]int64]int, part [][2]int64, closed bool) {
	for i, p := range part {
		if i+1 == len(part) && !closed {
			break
		}
		q := part[(i+1)%len(part)]
		edges[[4]int64{p[0], p[1], q[0], q[1]}]++
	}
}

func reverse(e [4]int64) [4]int64 { return [4]int64{e[2], e[3], e[0], e[1]} }

// onRim reports whether an edge ends on the rim of the buffer, where polygons and lines are cut.
func onRim(e [4]int64) bool {
	return slices.ContainsFunc(e[:], func(v int64) bool { return v == -64 || v == 4160 })
}

// No two townships that touch are drawn alike.
func TestTints(t *testing.T) {
	ed := qingshen(t)
	tint := map[string]any{}
	for _, tile := range tilesOver(ed.Bound, 9) {
		for _, l := range encode(t, new(tiles.Encoder), at(tiles.Divisions, ed, tile)) {
			for _, f := range l.features {
				if l.name == "township" {
					tint[f.tags["code"].(string)] = f.tags["tint"]
				}
			}
		}
	}
	town := func(side []int32) string {
		for _, s := range side {
			if ed.Units[s].Level() == adcode.Township {
				return ed.Units[s].Code.String()
			}
		}
		return ""
	}
	pairs := 0
	for _, arc := range ed.Mesh.Arcs {
		if a, b := town(arc.Left), town(arc.Right); a != "" && b != "" && a != b {
			pairs++
			if tint[a] == tint[b] {
				t.Errorf("%s and %s have the tint %v", a, b, tint[a])
			}
		}
	}
	if pairs == 0 {
		t.Error("no two townships touch")
	}
}
