package export

import (
	"slices"
	"strings"
)

// Format is a kind of file, by the ending of its name.
type Format string

// The formats that are written.
const (
	GeoJSON    Format = "geojson"
	GeoPackage Format = "gpkg"
	Shapefile  Format = "shp.zip"
	FlatGeobuf Format = "fgb"
	KML        Format = "kml"
	CSV        Format = "csv"
	XLSX       Format = "xlsx"
)

// Formats are all of them.
var Formats = []Format{GeoJSON, GeoPackage, Shapefile, FlatGeobuf, KML, CSV, XLSX}

// FormatOf is the format that a file's name asks for; ok is false where it asks for none.
func FormatOf(name string) (f Format, ok bool) {
	name = strings.ToLower(name)
	i := slices.IndexFunc(Formats, func(f Format) bool { return strings.HasSuffix(name, "."+string(f)) })
	if i < 0 {
		return "", false
	}
	return Formats[i], true
}

// IsTable reports whether files of the format hold no shapes.
func (f Format) IsTable() bool { return f == CSV || f == XLSX }

// HasLayers reports whether one file may hold several layers, each of its own kind of
// shapes.
func (f Format) HasLayers() bool {
	return f == GeoPackage || f == Shapefile || f == KML || f == XLSX
}

// HasCRS reports whether files may be in another coordinate system than EPSG:4490.
func (f Format) HasCRS() bool { return f == GeoPackage || f == Shapefile || f == FlatGeobuf }

// HasEncoding reports whether files may be in another encoding than UTF-8.
func (f Format) HasEncoding() bool { return f == Shapefile || f == CSV }

// MediaType is what the format is called over HTTP.
func (f Format) MediaType() string {
	return map[Format]string{
		GeoJSON: "application/geo+json", GeoPackage: "application/geopackage+sqlite3", Shapefile: "application/zip", FlatGeobuf: "application/flatgeobuf",
		KML: "application/vnd.google-earth.kml+xml", CSV: "text/csv; charset=utf-8", XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	}[f]
}

// driver is GDAL's name of a format that GDAL writes, "" of one that is written here.
func (f Format) driver() string {
	return map[Format]string{GeoPackage: "GPKG", Shapefile: "ESRI Shapefile", FlatGeobuf: "FlatGeobuf", KML: "LIBKML"}[f]
}

// Encoding is how texts are written.
type Encoding string

// The encodings. GBK is what programs that know no UTF-8 take. The zero Encoding is
// UTF-8.
const (
	UTF8 Encoding = "utf-8"
	GBK  Encoding = "gb18030"
)

// ParseEncoding reads the name of an encoding: utf-8, gb18030, gbk; "" is UTF-8.
func ParseEncoding(name string) (Encoding, bool) {
	switch strings.ToLower(strings.ReplaceAll(name, "-", "")) {
	case "", "utf8":
		return UTF8, true
	case "gbk", "gb18030", "cp936", "gb2312":
		return GBK, true
	}
	return "", false
}
