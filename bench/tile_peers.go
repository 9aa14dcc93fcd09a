package main

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	"github.com/jackc/pgx/v5"
	"github.com/klauspost/compress/gzip"
	"github.com/paulmach/orb/maptile"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/tiles"
	"github.com/xiantu/xiantu/web"
)

// sqlTiled: $1 z, $2 x, $3 y, $4 square metres, $5 the levels of the zoom. The layers of
// divisions and of facilities, with the attributes and from the zooms that ours have. As
// servers of PostGIS's tiles do, it leaves it to ST_AsMVTGeom to put shapes on the grid.
const sqlTiled = sqlTiledFrom + "p.shape AS drawn" + sqlTiledOf

// sqlTiledSimplified is the same with shapes simplified first as ours are, by Visvalingam's
// method and with the same area.
const sqlTiledSimplified = sqlTiledFrom + "ST_SimplifyVW(p.shape, $4::float8) AS drawn" + sqlTiledOf

const (
	sqlTiledFrom = `
WITH bounds AS (SELECT ST_TileEnvelope($1, $2, $3) AS env, ST_TileEnvelope($1, $2, $3, margin => 0.015625) AS box),
     u AS MATERIALIZED (SELECT p.*, `
	sqlTiledOf = ` FROM bench_tiled_units p, bounds WHERE p.shape && box AND level = ANY($5) AND $4::float8 > 0),
     f AS MATERIALIZED (SELECT p.* FROM bench_tiled_facilities p, bounds WHERE place && box)
SELECT coalesce((SELECT string_agg(tile, '') FROM (SELECT ST_AsMVT(t, level, 4096, 'geom', 'feature') AS tile
	FROM (SELECT id AS feature, id, code, name, name_full, type, level, parent, tier, urban, tint, area_m2, people, ST_AsMVTGeom(drawn, env, 4096, 64, true) AS geom FROM u, bounds) t
	WHERE geom IS NOT NULL GROUP BY level) s), '')
    || (SELECT ST_AsMVT(t, 'border', 4096, 'geom') FROM (SELECT level, ST_AsMVTGeom(ST_Boundary(drawn), env, 4096, 64, true) AS geom FROM u, bounds) t)
    || (SELECT ST_AsMVT(t, 'label', 4096, 'geom', 'feature') FROM (SELECT id AS feature, id, code, name, level, type, rank, ST_AsMVTGeom(label, env, 4096, 0, true) AS geom FROM u, bounds) t)
    || (SELECT ST_AsMVT(t, 'facility', 4096, 'geom', 'feature') FROM (SELECT id AS feature, id, kind, name, state, operating, unit, ST_AsMVTGeom(place, env, 4096, 0, true) AS geom FROM f, bounds) t)`
)

// tolerance is what PostGIS is given to simplify by, the area of a triangle in square
// metres: half a pixel of 512 a tile, and at the last zoom, which clients enlarge, a
// unit of the grid.
func tolerance(t maptile.Tile) float64 {
	unit := metresAPixel(t) / 4
	if t.Z >= tiles.DataZoom {
		return unit * unit
	}
	return 32 * unit * unit
}

func levelsOf(t maptile.Tile) (levels []string) {
	for _, l := range adcode.Levels {
		if int(t.Z) >= tiles.FirstZoom(l) {
			levels = append(levels, l.String())
		}
	}
	return levels
}

// peerGzip is the level that gzip itself takes, and servers of PostGIS's tiles.
const peerGzip = 6

// fromPostGIS serves tiles that PostGIS makes, each by one prepared query, compressed by
// writers that are used again.
func (t *tiledLand) fromPostGIS(sql string) *httptest.Server {
	writers := sync.Pool{New: func() any {
		z, _ := gzip.NewWriterLevel(nil, peerGzip) // the level is a good one
		return z
	}}
	return httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var z, x, y int
		if _, err := fmt.Sscanf(r.URL.Path, "/%d/%d/%d.mvt", &z, &x, &y); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		var tile []byte
		at := maptile.New(uint32(x), uint32(y), maptile.Zoom(z))
		if err := t.sql.QueryRow(r.Context(), sql, z, x, y, tolerance(at), levelsOf(at)).Scan(&tile); err != nil && err != pgx.ErrNoRows {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		zipper := writers.Get().(*gzip.Writer)
		defer writers.Put(zipper)
		var body bytes.Buffer
		zipper.Reset(&body)
		if _, err := zipper.Write(tile); err != nil || zipper.Close() != nil {
			panic("gzip into memory failed")
		}
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Set("Content-Length", strconv.Itoa(body.Len()))
		w.Write(body.Bytes())
	}))
}

// fromHere serves with nothing made yet but the editions.
func (t *tiledLand) fromHere(o tiles.Options) (*httptest.Server, error) {
	server, err := web.New(web.Config{Editions: t.cache, Ledger: t.store, Uploads: t.store, Tiles: o})
	if err != nil {
		return nil, err
	}
	return httptest.NewServer(server.Handler()), nil
}

// write puts tiles that a server gives into files for nginx, and returns the paths of those
// that hold something.
func writeTiles(ctx context.Context, address, root string, paths []string) (filled []string, err error) {
	for _, path := range paths {
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+address+path, nil)
		if err != nil {
			return nil, err
		}
		r.Header.Set("Accept-Encoding", "gzip")
		answer, err := http.DefaultTransport.RoundTrip(r)
		if err != nil {
			return nil, err
		}
		name := filepath.Join(root, strings.Split(path, "?")[0]+".gz")
		if answer.StatusCode == http.StatusOK {
			if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
				return nil, err
			}
			file, err := os.Create(name)
			if err != nil {
				return nil, err
			}
			if _, err := file.ReadFrom(answer.Body); err != nil {
				return nil, err
			}
			file.Close()
			filled = append(filled, path)
		}
		answer.Body.Close()
	}
	return filled, nil
}
