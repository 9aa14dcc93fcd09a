package postgis_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkt"

	"github.com/xiantu/xiantu/geo"
	"github.com/xiantu/xiantu/postgis/postgistest"
)

// Distances from places to lines and areas, and whether they lie within a strip, are those that
// PostGIS finds on the same ellipsoid. It looks for the nearest edge, and the nearest point of an
// edge, on a sphere, where directions are 0.3 % other: so edges are short and asked one by one,
// and what it finds may be three hundred-thousandths too far.
func TestNearnessLikePostGIS(t *testing.T) {
	t.Parallel()
	db, err := pgx.Connect(t.Context(), postgistest.NewURL(t))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close(t.Context())
	random := rand.New(rand.NewPCG(7, 8))
	at := func() orb.Point {
		return geo.Snap(orb.Point{103.7 + 0.3*random.Float64(), 29.7 + 0.3*random.Float64()}).Point()
	}
	var shapes []orb.Geometry
	for range 12 {
		c, ring := at(), orb.Ring{}
		for angle := 0.0; angle > -360; angle -= 30 {
			ring = append(ring, geo.Snap(geo.Direct(c, angle, geo.Metres(200+800*random.Float64()))).Point())
		}
		line := orb.LineString{at()}
		for range 20 {
			line = append(line, geo.Snap(geo.Direct(line[len(line)-1], 360*random.Float64(), 800)).Point())
		}
		shapes = append(shapes, orb.Polygon{append(ring, ring[0])}, line, at())
	}
	near := geo.NewProximity(shapes)
	const strip = 2500
	worst, inside := 0.0, 0
	for range 40 {
		p := at()
		found := map[int]geo.Metres{}
		for _, n := range near.Near(p, 80_000, func(int) geo.Metres { return 80_000 }) {
			found[n.Shape] = n.Distance
		}
		for i, shape := range shapes {
			var want float64
			var within bool
			err := db.QueryRow(t.Context(), oneByOne, wkt.MarshalString(p), wkt.MarshalString(shape), float64(strip)).Scan(&want, &within)
			if err != nil {
				t.Fatal(err)
			}
			off := want - float64(found[i])
			worst = max(worst, math.Abs(off))
			if off < -0.001 || off > 0.001+3e-5*want || within != (found[i] <= strip) && math.Abs(want-strip) > 0.05 {
				t.Errorf("%v to %s: %f m, PostGIS %f", p, wkt.MarshalString(shape), found[i], want)
			}
			if within {
				inside++
			}
		}
	}
	t.Logf("%d distances, the worst %.4f m off; %d within the strip", 40*len(shapes), worst, inside)
}

// oneByOne asks how far the place $1 is from the shape $2 (WKT, lon/lat EPSG:4490), and whether by
// at most $3 metres.
const oneByOne = `
WITH q AS (SELECT ST_GeomFromText($1, 4490) AS p, ST_GeomFromText($2, 4490) AS g),
edges AS (
	SELECT (ST_DumpSegments(g)).geom AS e FROM q WHERE ST_Dimension(g) > 0
	UNION ALL SELECT g FROM q WHERE ST_Dimension(g) = 0 OR ST_Intersects(p, g))
SELECT min(CASE WHEN ST_Intersects(p, e) THEN 0 ELSE ST_Distance(p::geography, e::geography) END), bool_or(ST_DWithin(p::geography, e::geography, $3)) FROM q, edges`
