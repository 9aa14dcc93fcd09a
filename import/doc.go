// Package importer reads the files that bureaus send: divisions, facilities, people
// and zones, as GeoJSON, Shapefile, GeoPackage, FileGDB, KML, XLSX and CSV. (The
// folder is called import; a package cannot be.) It decodes, finds the columns,
// resolves names and codes as they were on the file's day, puts every place into
// EPSG:4490 on the grid, and says of each row what it did: accepted, repaired, warned
// about or refused, with the column, the reason and the remedy, in one report.
//
//	result, err := importer.Read(ctx, files, importer.Options{Kind: importer.Facilities, Date: day, CRS: "GCJ-02"}, known)
//	// err: a file that cannot be read at all, in one sentence
//	if err := result.Err(); err != nil { ... } // rows that cannot be taken; with Partial only where none can
//	store.Commit(ctx, result.Write)
//
// It knows no database: what is known already comes in as Known, what is to be written
// goes out as an edition.Write. Formats of other programs go through GDAL's ogr2ogr as
// a child process with one driver and limits; GeoJSON, CSV and XLSX are read here.
package importer
