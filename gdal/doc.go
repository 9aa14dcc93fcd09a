// Package gdal runs GDAL's programs as children that may do very little: only the
// drivers named, no network, bounds on time, memory and the size of what they write, a
// folder of their own as home. It knows nothing of what is read or written: import and
// export say that.
//
//	child := gdal.Child{Folder: folder, Drivers: []string{"ESRI Shapefile", "GeoJSON"}}
//	command, err := child.Command(ctx, "ogr2ogr", "-f", "GeoJSON", "/vsistdout/", "input.shp")
//
// GDAL's command line knows a file by its content, whatever it is called, so the drivers
// that are not named are taken away from the child altogether.
package gdal
