package importer

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"strings"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/geo"
)

// place2D turns a pair of numbers of a file into a position (lon, lat of EPSG:4490).
// The zero place2D takes degrees of EPSG:4490.
type place2D struct {
	crs geo.CRS
}

// String names the coordinate system.
func (p place2D) String() string { return p.crs.String() }

// point converts x (east or lon) and y (north or lat).
func (p place2D) point(x, y float64) (orb.Point, error) {
	if p.crs.IsProjected() && looksSwapped(x, y) {
		return orb.Point{}, fmt.Errorf("%.3f, %.3f: the northing stands first where %v in a layer has the easting: the axes are swapped", x, y, p.crs)
	}
	if !p.crs.IsProjected() && math.Abs(y) > 90 && math.Abs(x) <= 90 {
		return orb.Point{}, fmt.Errorf("%g, %g: a latitude of %g is not on the earth: longitude and latitude are swapped", x, y, y)
	}
	if !p.crs.IsProjected() && (math.Abs(x) > 180 || math.Abs(y) > 90) {
		return orb.Point{}, fmt.Errorf("%g, %g are not degrees: say with --crs in which coordinate system the file is, such as EPSG:4544", x, y)
	}
	return p.crs.ToGeographic(x, y)
}

// looksSwapped reports whether a pair of metres is a northing of China followed by an
// easting, with a zone's number or without.
func looksSwapped(x, y float64) bool {
	easting := math.Mod(y, 1e6)
	return x > 1_800_000 && x < 6_100_000 && easting > 100_000 && easting < 900_000 && (y < 1e6 || y > 13e6)
}

var epsgNumber = regexp.MustCompile(`(?i)^(?:EPSG:?|urn:ogc:def:crs:EPSG:[0-9.]*:)?([0-9]{4,6})$`)

var epsgWithin = regexp.MustCompile(`EPSG[0-9]{4,5}`)

// epsgOf returns the number of an EPSG code, "" for other names.
func epsgOf(name string) string {
	if m := epsgNumber.FindStringSubmatch(strings.TrimSpace(name)); m != nil {
		return m[1]
	}
	return ""
}

// checkCRS refuses a choice that nothing can read before any file is opened. A number
// that geo does not know is left to GDAL, for layers.
func (r *reading) checkCRS() error {
	name := r.options.CRS
	if name == "" {
		return nil
	}
	_, err := geo.ParseCRS(name)
	if err != nil && (isOldCRS(err) || epsgOf(name) == "" || r.options.Kind == Facilities || r.options.Kind == People) {
		return err
	}
	return nil
}

// isOldCRS reports that a system was refused because only the local survey can convert it.
func isOldCRS(err error) bool { return strings.Contains(err.Error(), "only the local survey") }

// crsOption is the chosen system, or fallback where none was chosen; needsGDAL says
// that only GDAL can read it.
func (r *reading) crsOption(fallback geo.CRS) (p place2D, needsGDAL bool) {
	if r.options.CRS == "" {
		return place2D{fallback}, false
	}
	crs, err := geo.ParseCRS(r.options.CRS)
	return place2D{crs}, err != nil
}

// namedCRS reads the coordinate system out of what a row or a note says: 高德,
// 2000国家大地坐标系. found is false where it names none, and err says that it names one
// that cannot be converted.
func namedCRS(text string) (crs geo.CRS, found bool, err error) {
	if text == "" {
		return geo.CRS{}, false, nil
	}
	plain := strings.ToUpper(plainHeader(text))
	for _, n := range []struct {
		mark string
		name string
	}{
		{"2000国家大地", "EPSG:4490"}, {"国家大地2000", "EPSG:4490"}, {"国家2000", "EPSG:4490"}, {"CGCS2000", "EPSG:4490"}, {"WGS84", "EPSG:4490"}, {"WGS-84", "EPSG:4490"},
		{"高德", "GCJ-02"}, {"腾讯", "GCJ-02"}, {"火星坐标", "GCJ-02"}, {"GCJ", "GCJ-02"}, {"百度", "BD-09"}, {"BD-09", "BD-09"}, {"BD09", "BD-09"},
		{"西安80", "西安80"}, {"1980西安", "西安80"}, {"北京54", "北京54"}, {"1954北京", "北京54"},
	} {
		if strings.Contains(plain, n.mark) {
			crs, err = geo.ParseCRS(n.name)
			return crs, true, err
		}
	}
	if m := epsgWithin.FindString(plain); m != "" {
		crs, err = geo.ParseCRS(m)
		return crs, true, err
	}
	return geo.CRS{}, false, nil
}

// errLeftToGDAL says that a file's coordinate system is one that only GDAL converts.
var errLeftToGDAL = errors.New("the coordinate system is left to GDAL")

// parseNamedCRS reads the name in a GeoJSON crs member: urn:ogc:def:crs:EPSG::4544,
// EPSG:4490, urn:ogc:def:crs:OGC:1.3:CRS84.
func parseNamedCRS(name string) (place2D, error) {
	if strings.HasSuffix(strings.ToUpper(name), "CRS84") {
		return place2D{geo.CGCS2000}, nil
	}
	if n := epsgOf(name); n != "" {
		name = "EPSG:" + n
	}
	crs, err := geo.ParseCRS(name)
	if err != nil && epsgOf(name) != "" && !isOldCRS(err) {
		return place2D{}, errLeftToGDAL
	}
	if err != nil {
		return place2D{}, said("the file's coordinate system: "+err.Error()+"; or say it with --crs", "文件的坐标系无法识别（"+name+"）；请用 --crs 指定")
	}
	return place2D{crs}, nil
}
