package tiles_test

import (
	"testing"

	"github.com/peterstace/simplefeatures/geom"

	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/geo"
	"github.com/xiantu/xiantu/tiles"
)

// Polygons are valid by the rules of simple features at every zoom, clipped or not.
func TestPolygonsAreValid(t *testing.T) {
	ed := qingshen(t)
	var e tiles.Encoder
	for z := 6; z <= 16; z++ {
		all := 0
		for _, tile := range tilesOver(ed.Bound, z) {
			for _, l := range encode(t, &e, at(tiles.Divisions, ed, tile)) {
				for _, f := range l.features {
					if f.kind != 3 {
						continue
					}
					all++
					if err := polygons(f).Validate(); err != nil {
						t.Errorf("%d/%d/%d %s %v: %v", tile.Z, tile.X, tile.Y, l.name, f.tags["name"], err)
					}
				}
			}
		}
		t.Logf("zoom %d: %d polygons", z, all)
	}
}

// So are those of a question, whose reach is many small arcs.
func TestAnswersAreValid(t *testing.T) {
	ed := qingshen(t)
	var e tiles.Encoder
	all := 0
	for _, radius := range []geo.Metres{300, 1000} {
		for z := 4; z <= 15; z++ {
			for _, tile := range sample(tilesOver(ed.Bound, z), 30) {
				r := at(tiles.Coverage, ed, tile)
				r.Question = &coverage.Question{Kinds: []string{"ELD_RURAL_SUB", "ELD_RURAL_POINT"}, Radius: radius}
				for _, l := range encode(t, &e, r) {
					for _, f := range l.features {
						all++
						if err := polygons(f).Validate(); err != nil {
							t.Errorf("%d/%d/%d %s %v: %v", tile.Z, tile.X, tile.Y, l.name, f.tags["name"], err)
						}
					}
				}
			}
		}
	}
	t.Logf("%d areas", all)
}

func polygons(f decodedFeature) geom.MultiPolygon {
	var list []geom.Polygon
	var rings []geom.LineString
	flush := func() {
		if len(rings) > 0 {
			list = append(list, geom.NewPolygon(rings))
		}
		rings = nil
	}
	for _, part := range f.parts {
		if shoelace(part) > 0 {
			flush()
		}
		var flat []float64
		for i := range len(part) + 1 {
			p := part[i%len(part)]
			flat = append(flat, float64(p[0]), float64(p[1]))
		}
		rings = append(rings, geom.NewLineString(geom.NewSequence(flat, geom.DimXY)))
	}
	flush()
	return geom.NewMultiPolygon(list)
}
