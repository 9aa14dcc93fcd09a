// Package tiles makes vector tiles (Mapbox Vector Tile 2.1), their TileJSON and
// their style straight from editions, in memory, without asking a database.
//
//	cache := tiles.NewCache(tiles.Options{Bytes: 256 << 20})
//	tile, err := cache.Get(ctx, tiles.Request{Set: tiles.Divisions, Editions: editions, Z: 12, X: 3230, Y: 1692})
//	// tile.Gzip is the body, nil for a tile with nothing in it; tile.ETag its strong tag
//
// # Tile sets
//
//	set         layers, in this order
//	divisions   county (from zoom 0), township (7), village (10): polygons
//	            border: lines, once each, with the highest level that has a border there
//	            label: points inside the units, with name, level and rank
//	facilities  facility: points
//	coverage    reach, gap: polygons of a question
//
// An arc of border is simplified once for all units along it and put on one grid per
// zoom, so neighbours share it to the last unit of the 4096 grid. The first ring
// of a polygon has positive area in tile coordinates (y down), as the specification
// wants. A point is in one tile of a zoom only; polygons and lines reach 64
// units over the tile's edge.
//
// It knows no HTTP and no tables.
package tiles
