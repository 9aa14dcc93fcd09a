package tiles_test

import (
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/maptile"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
	"github.com/xiantu/xiantu/tiles"
)

// four are four counties of winding villages, three by three each, that meet in the middle.
func four(t testing.TB) []*edition.Edition {
	t.Helper()
	const n = 6
	shapes := windingSquares(n, rand.New(rand.NewPCG(2, 9)))
	var out []*edition.Edition
	for _, corner := range [][2]int{{0, 0}, {3, 0}, {0, 3}, {3, 3}} {
		code := adcode.MustParse("990101")
		if corner != [2]int{} {
			code = adcode.MustParse([]string{"990102", "990103", "990104"}[corner[0]/3+2*(corner[1]/3)-1])
		}
		var villages []boundaries.Version
		var own []orb.MultiPolygon
		for y := range 3 {
			for x := range 3 {
				town := code.Child(101 + y)
				villages = append(villages, boundaries.Version{Code: town.Child(201 + x), Parent: town, Name: "村", Type: boundaries.VillageCommittee})
				own = append(own, geo.SnapShape(shapes[(corner[1]+y)*n+corner[0]+x]))
			}
		}
		out = append(out, asCounty(t, code, villages, own))
	}
	return out
}

// Counties that are drawn together have one line between them at every zoom, drawn once. A
// vertex of one that lies within half a unit of it may bend it for that county only; before
// zoom 4 they are three units wide, and a unit is as much as any line may be off.
func TestCountiesMeet(t *testing.T) {
	editions := four(t)
	bound := editions[0].Bound
	for _, ed := range editions {
		bound = bound.Union(ed.Bound)
	}
	var e tiles.Encoder
	for z := 4; z <= 15; z++ {
		lines, twice, edgeCount, between := 0, 0, 0, 0
		for _, tile := range sample(tilesOver(bound, z), 80) {
			r := tiles.Request{Set: tiles.Divisions, Editions: editions, Z: z, X: int(tile.X), Y: int(tile.Y)}
			drawn, edges := map[[4]int64]int{}, map[[4]int64]int{}
			for _, l := range encode(t, &e, r) {
				for _, f := range l.features {
					for _, part := range f.parts {
						switch l.name {
						case "border":
							countEdges(drawn, part, false)
						case "county":
							countEdges(edges, part, true)
						}
					}
				}
			}
			for e, n := range drawn {
				lines++
				if n+drawn[reverse(e)] > 1 {
					twice++
				}
			}
			for e := range edges {
				edgeCount++
				if edges[reverse(e)] == 0 && !nearRim(e) && !outside(bound, e, tile) {
					between++
				}
			}
		}
		if 100*twice > lines {
			t.Errorf("zoom %d: %d of %d edges of borders are drawn twice", z, twice, lines)
		}
		if 100*between > edgeCount {
			t.Errorf("zoom %d: %d of %d edges of counties are not their neighbour's", z, between, edgeCount)
		}
		t.Logf("zoom %d: %d edges of borders, %d twice; %d of counties, %d inside that are on one side only", z, lines, twice, edgeCount, between)
	}
}

// outside tells whether an edge ends on the outer side of all counties: nearer to the
// bound than where they meet.
func outside(b orb.Bound, e [4]int64, tile maptile.Tile) bool {
	for _, p := range [][2]int64{{e[0], e[1]}, {e[2], e[3]}} {
		at := lonLat([2]float64{float64(p[0]), float64(p[1])}, tile)
		if at[0]-b.Min[0] < 0.008 || b.Max[0]-at[0] < 0.008 || at[1]-b.Min[1] < 0.008 || b.Max[1]-at[1] < 0.008 {
			return true
		}
	}
	return false
}
