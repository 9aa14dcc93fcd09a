package tiles_test

import (
	"testing"

	"github.com/peterstace/simplefeatures/geom"

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
