package geo

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
)

// CRS is a coordinate system that files come in. CRSs are comparable; the zero CRS is
// CGCS2000 in longitude and latitude, EPSG:4490.
type CRS struct {
	kind     crsKind
	meridian int // degrees, of a Gauss-Krueger zone
	prefix   int // the zone's number in front of the easting; 0: none
	sixth    bool
}

type crsKind uint8

const (
	cgcs2000 crsKind = iota
	gaussKruegerZone
	gcj02
	bd09
)

// The coordinate systems without a zone.
var (
	CGCS2000 = CRS{}            // EPSG:4490, lon/lat
	GCJ02    = CRS{kind: gcj02} // 火星坐标: Amap, Tencent
	BD09     = CRS{kind: bd09}  // Baidu
)

// ErrUnknownCRS is what ParseCRS's errors are.
var ErrUnknownCRS = errors.New("unknown coordinate system")

// ParseCRS reads the name of a coordinate system: EPSG:4490 (also 4326, which
// differs from it by less than a metre and is taken as it; CGCS2000), the 3-degree
// Gauss-Krueger zones EPSG:4513-4533 (zone in front of the easting) and 4534-4554
// (without), the 6-degree ones 4491-4501 and 4502-4512, GCJ-02 and BD-09. The
// older systems of Xi'an 80 and Beijing 54 are refused: they need parameters that only
// the local survey has.
func ParseCRS(s string) (CRS, error) {
	name := strings.ToUpper(strings.Join(strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" -_:/　－：", r) }), ""))
	name = strings.TrimPrefix(name, "EPSG")
	switch name {
	case "CGCS2000", "WGS84", "WGS1984", "CRS84", "OGCCRS84", "2000国家大地坐标系", "国家2000", "国家大地2000":
		return CGCS2000, nil
	case "GCJ02", "GCJ", "AMAP", "高德", "火星坐标", "火星坐标系":
		return GCJ02, nil
	case "BD09", "BD09LL", "BAIDU", "百度", "百度坐标":
		return BD09, nil
	}
	if code, err := strconv.Atoi(name); err == nil {
		return crsOfEPSG(code, s)
	}
	return CRS{}, refuseCRS(s, name)
}

func crsOfEPSG(code int, s string) (CRS, error) {
	in := func(first, last int) bool { return code >= first && code <= last }
	switch {
	case code == 4490 || code == 4326:
		return CGCS2000, nil
	case in(4491, 4501):
		return sixDegreeZone(code-4491+13, true), nil
	case in(4502, 4512):
		return sixDegreeZone(code-4502+13, false), nil
	case in(4513, 4533):
		return GaussKruegerCRS(code-4513+25, true), nil
	case in(4534, 4554):
		return GaussKruegerCRS(code-4534+25, false), nil
	case code == 4610 || in(2327, 2390):
		return CRS{}, refuseCRS(s, "西安80")
	case code == 4214 || in(2401, 2442) || in(21413, 21423) || in(21453, 21463) || in(21473, 21483):
		return CRS{}, refuseCRS(s, "北京54")
	case code == 3857 || code == 900913:
		return CRS{}, fmt.Errorf("%w: %s is a web map's picture plane; give the file in EPSG:4490", ErrUnknownCRS, s)
	}
	return CRS{}, refuseCRS(s, "")
}

func refuseCRS(s, name string) error {
	for _, old := range []struct{ mark, title string }{
		{"西安80", "Xi'an 80"}, {"1980西安", "Xi'an 80"}, {"XIAN", "Xi'an 80"}, {"XI'AN", "Xi'an 80"},
		{"北京54", "Beijing 54"}, {"1954北京", "Beijing 54"}, {"BEIJING", "Beijing 54"},
	} {
		if strings.Contains(name, old.mark) {
			return fmt.Errorf("%w: %s (%s) lies up to 100 m off CGCS2000 and only the local survey has the parameters: have the file converted to EPSG:4490 there", ErrUnknownCRS, s, old.title)
		}
	}
	return fmt.Errorf("%w: %q: write EPSG:4490, EPSG:4491 to 4554 for a Gauss-Krueger zone, GCJ-02 or BD-09", ErrUnknownCRS, s)
}

// GaussKruegerCRS returns the coordinate system of a 3-degree zone of CGCS2000, 25 to
// 45, whose eastings bear the zone's number in front (35388521.37) or not.
func GaussKruegerCRS(zone int, prefixed bool) CRS {
	c := CRS{kind: gaussKruegerZone, meridian: 3 * zone}
	if prefixed {
		c.prefix = zone
	}
	return c
}

func sixDegreeZone(zone int, prefixed bool) CRS {
	c := CRS{kind: gaussKruegerZone, meridian: 6*zone - 3, sixth: true}
	if prefixed {
		c.prefix = zone
	}
	return c
}

// String is the name that ParseCRS reads: "EPSG:4544", "GCJ-02".
func (c CRS) String() string {
	switch c.kind {
	case gcj02:
		return "GCJ-02"
	case bd09:
		return "BD-09"
	case gaussKruegerZone:
		first, zone := 4534, c.meridian/3-25
		if c.sixth {
			first, zone = 4502, (c.meridian+3)/6-13
		}
		if c.prefix > 0 {
			first -= 21
			if c.sixth {
				first += 10
			}
		}
		return "EPSG:" + strconv.Itoa(first+zone)
	}
	return "EPSG:4490"
}

// IsProjected reports whether the system's numbers are metres.
func (c CRS) IsProjected() bool { return c.kind == gaussKruegerZone }

// ToGeographic returns the position (lon, lat in degrees of EPSG:4490) of a pair of
// numbers in this system: x is the easting or the longitude, y the northing or the
// latitude. The error says which number can't be one.
func (c CRS) ToGeographic(x, y float64) (orb.Point, error) {
	if c.IsProjected() {
		return c.fromPlane(x, y)
	}
	p := orb.Point{x, y}
	if !(math.Abs(x) <= 180 && math.Abs(y) <= 90) {
		return orb.Point{}, fmt.Errorf("%g, %g are not degrees of longitude and latitude", x, y)
	}
	switch c.kind {
	case gcj02:
		p = GCJ02ToGeographic(p)
	case bd09:
		p = BD09ToGeographic(p)
	}
	return p, nil
}

func (c CRS) fromPlane(x, y float64) (orb.Point, error) {
	east := x - float64(c.prefix)*1e6
	if !(east > -500_000 && east < 1_500_000) { // up to 10 degrees beside the meridian
		if c.prefix > 0 {
			return orb.Point{}, fmt.Errorf("%.3f is not an easting of %v: it must begin with the zone's number %d", x, c, c.prefix)
		}
		return orb.Point{}, fmt.Errorf("%.3f is not an easting of %v: it has no zone number in front and lies around 500000", x, c)
	}
	if !(math.Abs(y) < 10_000_000) {
		return orb.Point{}, fmt.Errorf("%.3f is not a northing of %v: metres from the equator", y, c)
	}
	return gaussKrueger(float64(c.meridian)).Inverse(orb.Point{east, y}), nil
}

// FromGeographic returns the pair of numbers of a position (lon, lat in degrees of
// EPSG:4490) in this system: x easting or longitude, y northing or latitude.
func (c CRS) FromGeographic(p orb.Point) (x, y float64) {
	switch c.kind {
	case gcj02:
		p = GeographicToGCJ02(p)
	case bd09:
		p = GeographicToBD09(p)
	case gaussKruegerZone:
		p = gaussKrueger(float64(c.meridian)).Forward(p)
		p[0] += float64(c.prefix) * 1e6
	}
	return p[0], p[1]
}
