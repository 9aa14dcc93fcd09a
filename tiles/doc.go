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
//	            border: one feature a level, of all lines of which that is the highest level
//	            that has a border there; each line once
//	            label: points inside the units, with name, level and rank
//	facilities  facility: points; up to zoom ClusterZoom (11) also clusters of them
//	coverage    reach, gap: polygons of a question
//
// Any set may have one more layer, truncated, behind the others: a point in the middle
// of the tile for each layer that had more features or bytes than Limits allow, with the
// attributes layer (its name), kept and left_out (numbers of features).
//
// A cluster is a point of the layer facility with the attributes cluster (true), count
// (how many facilities), and for each kind among them count_KIND: count_CEM_PUBLIC is
// the number of public-benefit cemeteries. It has no kind, name, state or operating of its
// own. What stands alone at a zoom is drawn as at the higher zooms, without the attribute
// cluster. All tiles of a zoom are cut from one set of clusters over all counties asked for.
//
// An arc of border is simplified once for all units along it and put on one grid per
// zoom, so neighbours share it to the last unit of the 4096 grid. Lines never cross:
// a vertex is left out only where nothing lies between the old line and the new one, and
// a line that passes the square of a vertex on the grid is led through it. What has
// become too narrow for the grid is gone on both sides. A unit that all of it would be
// gone of is drawn as a square of one unit of the grid, with the attribute tiny (true),
// from the first zoom of its level on. The first ring
// of a polygon has positive area in tile coordinates (y down), as the specification
// wants. A point is in one tile of a zoom only; polygons and lines reach 64
// units over the tile's edge.
//
// It knows no HTTP and no tables.
package tiles
