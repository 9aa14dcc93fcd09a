package tiles_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/paulmach/orb/encoding/wkb"
	"github.com/paulmach/orb/maptile"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/postgis/postgistest"
	"github.com/xiantu/xiantu/tiles"
)

// peerTables hold what our tiles show, with the same attributes.
const peerTables = `
CREATE TEMP TABLE peer_units (id bigint, code text, name text, name_full text, type text, level text, parent text, tier text,
	urban boolean, tint bigint, area_m2 bigint, people jsonb, rank bigint, geom geometry, label geometry);
CREATE TEMP TABLE peer_facilities (id bigint, kind text, name text, state text, operating boolean, unit text, geom geometry);`

// peerTile: $1 z, $2 x, $3 y, $4 the tolerance in metres, $5 the levels of the zoom. The tile
// has the layers of our sets divisions and facilities.
const peerTile = `
WITH bounds AS (SELECT ST_TileEnvelope($1, $2, $3) AS env, ST_TileEnvelope($1, $2, $3, margin => 0.015625) AS box),
     u AS (SELECT p.*, ST_SimplifyPreserveTopology(p.geom, $4) AS shape FROM peer_units p, bounds WHERE p.geom && box AND level = ANY($5))
SELECT (SELECT coalesce(string_agg(tile, ''), '') FROM (SELECT ST_AsMVT(t, level, 4096, 'geom', 'feature') AS tile
	FROM (SELECT id AS feature, id, code, name, name_full, type, level, parent, tier, urban, tint, area_m2, people, ST_AsMVTGeom(shape, env, 4096, 64, true) AS geom FROM u, bounds) t
	WHERE geom IS NOT NULL GROUP BY level) s)
    || (SELECT ST_AsMVT(t, 'border', 4096, 'geom') FROM (SELECT level, ST_AsMVTGeom(ST_Boundary(shape), env, 4096, 64, true) AS geom FROM u, bounds) t)
    || (SELECT ST_AsMVT(t, 'label', 4096, 'geom', 'feature') FROM (SELECT id AS feature, id, code, name, level, type, rank, ST_AsMVTGeom(label, env, 4096, 0, true) AS geom FROM u, bounds) t)
    || (SELECT ST_AsMVT(t, 'facility', 4096, 'geom', 'feature') FROM (SELECT id AS feature, id, kind, name, state, operating, unit, ST_AsMVTGeom(geom, env, 4096, 0, true) AS geom
	FROM peer_facilities, bounds WHERE geom && box) t)`

// peer is a database that makes tiles of an edition.
type peer struct {
	conn *pgx.Conn
}

func newPeer(t testing.TB, ed *edition.Edition) *peer {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), postgistest.NewURL(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close(t.Context()) })
	p := &peer{conn}
	p.do(t, peerTables)
	for i := range ed.Units {
		u := &ed.Units[i]
		people := map[string]int64{}
		for k, age := range ed.People.Ages {
			if k < len(u.People) {
				people["people_"+age] = u.People[k]
			}
		}
		parent := ""
		if u.Above >= 0 {
			parent = ed.Units[u.Above].Code.String()
		}
		p.do(t, `INSERT INTO peer_units VALUES ($1, $2, $3, nullif($4, ''), $5, $6, nullif($7, ''), nullif($8, ''), $9, $10, $11, $12, $13,
			ST_Transform(ST_GeomFromWKB($14, 4326), 3857), ST_Transform(ST_SetSRID(ST_MakePoint($15, $16), 4326), 3857))`,
			int64(u.Unit), u.Code.String(), u.Name, u.Full, u.Type.String(), u.Level().String(), parent, u.Tier, u.IsUrban, int64(0),
			int64(u.Area), people, int64(i), wkb.MustMarshal(ed.Mesh.Shape(i)), u.Label[0], u.Label[1])
	}
	for i := range ed.Facilities.List {
		if f := &ed.Facilities.List[i]; f.Place != nil {
			unit := ""
			if f.Unit >= 0 {
				unit = ed.Units[f.Unit].Code.String()
			}
			p.do(t, `INSERT INTO peer_facilities VALUES ($1, $2, $3, $4, $5, nullif($6, ''), ST_Transform(ST_SetSRID(ST_MakePoint($7, $8), 4326), 3857))`,
				int64(f.ID), f.Kind, f.Name, string(f.State), f.InOperation(ed.Key.At), unit, f.Place[0], f.Place[1])
		}
	}
	p.do(t, `CREATE INDEX ON peer_units USING gist (geom)`)
	p.do(t, `CREATE INDEX ON peer_facilities USING gist (geom)`)
	p.do(t, `ANALYZE peer_units, peer_facilities`)
	return p
}

func (p *peer) do(t testing.TB, sql string, values ...any) {
	t.Helper()
	if _, err := p.conn.Exec(t.Context(), sql, values...); err != nil {
		t.Fatalf("%v: %.80s", err, sql)
	}
}

// tile asks for a tile with lines as simple as ours: to half a pixel of 512 a tile, and
// at the last zoom to a unit of the grid.
func (p *peer) tile(t testing.TB, at maptile.Tile) []byte {
	t.Helper()
	unit := 2 * math.Pi * 6378137 / math.Exp2(float64(at.Z)) / 4096
	tolerance := 4 * unit
	if at.Z >= tiles.DataZoom {
		tolerance = unit
	}
	var levels []string
	for _, l := range adcode.Levels {
		if int(at.Z) >= tiles.FirstZoom(l) {
			levels = append(levels, l.String())
		}
	}
	var body []byte
	if err := p.conn.QueryRow(t.Context(), peerTile, int(at.Z), int(at.X), int(at.Y), tolerance, levels).Scan(&body); err != nil {
		t.Fatal(err)
	}
	return body
}

// both are the sets that the peer has in one tile.
func both(t testing.TB, e *tiles.Encoder, ed *edition.Edition, tile maptile.Tile) []byte {
	t.Helper()
	var body []byte
	for _, set := range []tiles.Set{tiles.Divisions, tiles.Facilities} {
		part, err := e.Encode(at(set, ed, tile))
		if err != nil {
			t.Fatal(err)
		}
		body = append(body, part...)
	}
	return body
}

// Every tile has the features that ST_AsMVT puts there, and all tiles of a zoom together are
// no larger. Units that PostGIS finds too small for the grid, and those that reach by less
// than two units into a tile's buffer, may differ.
func TestLikePostGIS(t *testing.T) {
	ed := qingshen(t)
	p := newPeer(t, ed)
	var e tiles.Encoder
	for z := 6; z <= 14; z++ {
		ours, theirs, features := 0, 0, 0
		for _, tile := range sample(tilesOver(ed.Bound, z), 30) {
			a, b := both(t, &e, ed, tile), p.tile(t, tile)
			ours, theirs = ours+len(a), theirs+len(b)
			theirIDs := featureIDs(decode(t, b))
			own := decode(t, a)
			for key := range featureIDs(own) {
				features++
				if !theirIDs[key] && !mayDiffer(own, key) {
					t.Errorf("%v: %s is in our tile only", tile, key)
				}
			}
			for key := range theirIDs {
				if !featureIDs(own)[key] && (z > tiles.ClusterZoom || key[:8] != "facility") && !mayDiffer(decode(t, b), key) {
					t.Errorf("%v: %s is in the tile of PostGIS only", tile, key)
				}
			}
		}
		t.Logf("zoom %d: %d features, %d bytes, by PostGIS %d", z, features, ours, theirs)
		if ours > theirs {
			t.Errorf("zoom %d: %d bytes, more than the %d of ST_AsMVT", z, ours, theirs)
		}
	}
}

// featureIDs names the features that have an id: layer and id. Clusters are left out.
func featureIDs(layers []decodedLayer) map[string]bool {
	ids := map[string]bool{}
	for _, l := range layers {
		for _, f := range l.features {
			if f.id != 0 && f.tags["cluster"] == nil {
				ids[fmt.Sprintf("%s %d", l.name, f.id)] = true
			}
		}
	}
	return ids
}

// mayDiffer tells of a feature that is a square of the grid, or lies within two units of the rim.
func mayDiffer(layers []decodedLayer, key string) bool {
	for _, l := range layers {
		for _, f := range l.features {
			if fmt.Sprintf("%s %d", l.name, f.id) != key {
				continue
			}
			if f.tags["tiny"] == true || f.kind == 3 && area(f) < 16 {
				return true
			}
			low, high := [2]int64{1 << 40, 1 << 40}, [2]int64{-1 << 40, -1 << 40}
			for _, part := range f.parts {
				for _, q := range part {
					for k := range q {
						low[k], high[k] = min(low[k], q[k]), max(high[k], q[k])
					}
				}
			}
			for k := range low {
				if high[k] <= -62 || low[k] >= 4158 || f.kind == 1 && (low[k] <= 1 || low[k] >= 4094) {
					return true
				}
			}
		}
	}
	return false
}
