// Package edition is the picture of one county on one day: an immutable, in-memory
// Edition made of parts (boundaries, facilities, people, zones, roads), each with a version
// of its own and shared between editions. Every answer, tile and sheet is made from
// editions, never from the database, so no answer is half old and half new.
//
//	cache := edition.NewCache(source, 512<<20)
//	ed, err := cache.Edition(ctx, edition.Key{County: county, At: day})
//	ed.Boundaries.ByCode(code) // the unit that bears the code on that day
//
// An Edition knows no SQL and is never changed: what reads it needs no lock.
package edition
