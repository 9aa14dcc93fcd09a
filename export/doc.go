// Package export writes what a county holds as files for other programs and other
// people: layers of features with titled and typed fields, as GeoJSON, CSV and workbooks
// of its own writing, and through GDAL as GeoPackage, zipped Shapefile, FlatGeobuf and
// KML.
//
//	layer := export.Layer{Name: "townships", Geometry: export.Polygons, Fields: []export.Field{{Name: "code"}}}
//	notes, err := export.Write(ctx, file, []export.Layer{layer}, export.Options{Format: export.Shapefile, Encoding: export.GBK})
//
// One layer is one model for all of them: people's tables take a field's title, programs'
// files its name, which does not change. It does not know where layers come from.
package export
