package cql2

import (
	"fmt"
	"math"
	"strings"

	"github.com/paulmach/orb"
)

// depths are how many lists stand around the positions of each kind of geometry, by its
// name in GeoJSON, and the least of positions in the innermost.
var depths = map[string]struct{ lists, least int }{
	"Point": {0, 1}, "LineString": {1, 2}, "Polygon": {2, 4},
	"MultiPoint": {1, 1}, "MultiLineString": {2, 2}, "MultiPolygon": {3, 4},
}

func isGeometryWord(word string) bool {
	return word == "BBOX" || word == "GEOMETRYCOLLECTION" || kindOfWord(word) != ""
}

// kindOfWord is the name in GeoJSON of what WKT writes in capitals; "" where none.
func kindOfWord(word string) string {
	for kind := range depths {
		if strings.EqualFold(kind, word) {
			return kind
		}
	}
	return ""
}

// coordinates are the numbers of a geometry: a position, or a list of such.
type coordinates struct {
	position []float64
	list     []coordinates
}

// shaper makes geometries of coordinates.
type shaper struct {
	latFirst bool
	at       int
}

func (s shaper) bad(found, expected string) error {
	return &Error{Fault: BadValue, At: s.at, Expected: expected, Found: found}
}

func (s shaper) geometry(kind string, c coordinates) (orb.Geometry, error) {
	depth := depths[kind]
	if err := s.check(kind, c, depth.lists, depth.least); err != nil {
		return nil, err
	}
	switch kind {
	case "Point":
		return s.point(c), nil
	case "MultiPoint":
		return orb.MultiPoint(s.line(c)), nil
	case "LineString":
		return s.line(c), nil
	case "MultiLineString":
		lines := make(orb.MultiLineString, len(c.list))
		for i := range c.list {
			lines[i] = s.line(c.list[i])
		}
		return lines, nil
	case "Polygon":
		return s.polygon(c)
	}
	polygons := make(orb.MultiPolygon, len(c.list))
	for i := range c.list {
		var err error
		if polygons[i], err = s.polygon(c.list[i]); err != nil {
			return nil, err
		}
	}
	return polygons, nil
}

// check finds lists where positions should be, positions that are none, and lists that
// are too short.
func (s shaper) check(kind string, c coordinates, lists, least int) error {
	if lists == 0 {
		if n := len(c.position); n != 2 && n != 3 {
			return s.bad(fmt.Sprintf("a position of %d numbers in a %s", n, kind), "two numbers or three")
		}
		p := s.point(c)
		if !(math.Abs(p[0]) <= 180 && math.Abs(p[1]) <= 90) {
			return s.bad(fmt.Sprint("position ", c.position), "degrees, in the order of filter-crs: lon lat where that is left out")
		}
		return nil
	}
	if lists == 1 && len(c.list) < least || len(c.list) == 0 {
		return s.bad(fmt.Sprintf("a list of %d in a %s", len(c.list), kind), fmt.Sprintf("%d positions or more", least))
	}
	for _, part := range c.list {
		if err := s.check(kind, part, lists-1, least); err != nil {
			return err
		}
	}
	return nil
}

func (s shaper) point(c coordinates) orb.Point {
	if s.latFirst {
		return orb.Point{c.position[1], c.position[0]}
	}
	return orb.Point{c.position[0], c.position[1]}
}

func (s shaper) line(c coordinates) orb.LineString {
	line := make(orb.LineString, len(c.list))
	for i := range c.list {
		line[i] = s.point(c.list[i])
	}
	return line
}

func (s shaper) polygon(c coordinates) (orb.Polygon, error) {
	polygon := make(orb.Polygon, len(c.list))
	for i := range c.list {
		polygon[i] = orb.Ring(s.line(c.list[i]))
		if !polygon[i].Closed() {
			return nil, s.bad("a ring that is not closed", "the first position once more as the last")
		}
	}
	return polygon, nil
}

// box makes the area of a BBOX of four numbers or six. Where its west lies east of its
// east it crosses the 180th meridian, and comes as two areas.
func (s shaper) box(n []float64) (orb.Geometry, error) {
	if len(n) != 4 && len(n) != 6 {
		return nil, s.bad(fmt.Sprintf("BBOX of %d numbers", len(n)), "four or six: the least of both axes, the most of both")
	}
	half := len(n) / 2
	low, high := coordinates{position: n[:2]}, coordinates{position: n[half : half+2]}
	for _, corner := range []coordinates{low, high} {
		if err := s.check("BBOX", corner, 0, 1); err != nil {
			return nil, err
		}
	}
	a, b := s.point(low), s.point(high)
	if a[1] > b[1] {
		return nil, s.bad("BBOX with the south above the north", "the least of both axes first")
	}
	if a[0] <= b[0] {
		return orb.Bound{Min: a, Max: b}.ToPolygon(), nil
	}
	return orb.MultiPolygon{
		orb.Bound{Min: a, Max: orb.Point{180, b[1]}}.ToPolygon(),
		orb.Bound{Min: orb.Point{-180, a[1]}, Max: b}.ToPolygon(),
	}, nil
}
