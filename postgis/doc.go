// Package postgis keeps everything that was ever committed in PostgreSQL with PostGIS:
// units, facilities, people and zones with the days on which they hold and the moments
// at which they were believed, who wrote them, and what waits to be committed. Every
// line of SQL of the program is in this folder.
//
//	store, err := postgis.Open(ctx, postgis.Options{Data: "data"})
//	defer store.Close(ctx)
//	versions, err := store.Commit(ctx, write) // one transaction, or nothing
//	parts, err := store.Parts(ctx, edition.Key{County: county}, edition.Versions{})
//
// Rows that hold facts are never changed: a later belief supersedes them. Shapes are
// EPSG:4490, lon/lat, on the 1e-9 degree grid, and come out bit for bit as they went in.
//
// It computes nothing that a planner asks for: that is done on editions.
package postgis
