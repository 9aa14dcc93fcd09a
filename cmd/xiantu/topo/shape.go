package topo

import (
	"github.com/xiantu/xiantu/geo"
)

// feature reads one feature.
func (p *parser) feature() error {
	p.peek()
	f := Feature{Span: Span{From: p.at}, FirstRing: int32(len(p.rings))}
	number := len(p.features)
	kind := ""
	err := p.object(func(key string) (err error) {
		switch key {
		case "geometry":
			if f.Geometry.To > 0 {
				return p.fail(p.at, "the feature has two geometries")
			}
			return p.geometry(number, &f)
		case "properties":
			f.Properties, err = p.skip(1)
		case "type":
			var name []byte
			name, err = p.str()
			kind = string(name)
		default:
			_, err = p.skip(1)
		}
		return err
	})
	if err != nil {
		return err
	}
	if kind != "Feature" {
		return p.fail(f.Span.From, "an object of type %q stands where a Feature was expected", kind)
	}
	f.Span.To, f.EndRing = p.at, int32(len(p.rings))
	p.features = append(p.features, f)
	return nil
}

// geometry reads a polygon, polygons, or null.
func (p *parser) geometry(number int, f *Feature) error {
	if p.peek() != '{' {
		at := p.at
		span, err := p.skip(2)
		f.Geometry = span
		if err == nil && string(p.text[span.From:span.To]) != "null" {
			return p.fail(at, "the geometry is not an object")
		}
		return err
	}
	f.Geometry.From = p.at
	kind, depth, listed := "", 0, false
	err := p.object(func(key string) (err error) {
		switch key {
		case "coordinates":
			if listed {
				return p.fail(p.at, "the geometry of feature %d has two lists of coordinates", number+1)
			}
			if listed = true; kind != "" && kind != "Polygon" && kind != "MultiPolygon" {
				return p.fail(f.Geometry.From, "feature %d is a %s: topology is of Polygons and MultiPolygons", number+1, kind)
			}
			s := shapeReader{p, number, 0, f}
			depth, err = s.level(1)
		case "type":
			var name []byte
			name, err = p.str()
			kind = string(name)
		default:
			_, err = p.skip(2)
		}
		return err
	})
	if err != nil {
		return err
	}
	f.Geometry.To = p.at
	want := map[string]int{"Polygon": 3, "MultiPolygon": 4}[kind]
	if want == 0 {
		return p.fail(f.Geometry.From, "feature %d is a %s: topology is of Polygons and MultiPolygons", number+1, kind)
	}
	if depth != want && depth != 0 {
		return p.fail(f.Geometry.From, "the coordinates of feature %d are nested %d deep: a %s has %d", number+1, depth, kind, want)
	}
	return nil
}

// shapeReader reads the coordinates of a feature.
type shapeReader struct {
	*parser
	number   int
	polygons int32
	f        *Feature
}

// level reads an array of positions, of rings or of polygons, and returns how deep its
// arrays are nested, or 0 where all are empty.
func (s *shapeReader) level(depth int) (int, error) {
	if depth > 4 {
		return 0, s.fail(s.at, "coordinates are nested more than 4 deep")
	}
	s.peek()
	start := s.at
	if err := s.take('['); err != nil {
		return 0, err
	}
	if s.peek() == '[' {
		inner := s.at
		s.at++
		c := s.peek()
		if s.at = inner; c != '[' && c != ']' {
			return 2, s.ring(start)
		}
	}
	below, firstRing := 0, len(s.rings)
	for first := true; ; {
		more, err := s.more(']', &first)
		if err != nil {
			return 0, err
		}
		if !more {
			break
		}
		at := s.at
		d, err := s.level(depth + 1)
		if err != nil {
			return 0, err
		}
		if d != 0 && below != 0 && d != below {
			return 0, s.fail(at, "coordinates are nested %d and %d deep in one geometry", below, d)
		}
		below = max(below, d)
	}
	if below == 0 {
		return 0, nil
	}
	if below == 2 {
		for i := firstRing; i < len(s.rings); i++ {
			s.rings[i].Polygon = s.polygons
		}
		s.polygons++
	}
	return below + 1, nil
}

// ring reads positions up to the end of their array, whose beginning was taken. Heights
// are passed over.
func (s *shapeReader) ring(start int) error {
	from := len(s.vertices)
	for {
		if err := s.take('['); err != nil {
			return err
		}
		x, err := s.coordinate(maxLon)
		if err != nil {
			return err
		}
		if err := s.take(','); err != nil {
			return err
		}
		y, err := s.coordinate(maxLat)
		if err != nil {
			return err
		}
		for s.peek() == ',' {
			s.at++
			s.peek()
			if err := s.word(); err != nil {
				return err
			}
		}
		if err := s.take(']'); err != nil {
			return err
		}
		s.vertices = append(s.vertices, geo.Vertex{X: x, Y: y})
		if s.peek() == ']' {
			s.at++
			s.endRing(start, from)
			return nil
		}
		if err := s.take(','); err != nil {
			return err
		}
	}
}

// endRing takes the closing vertex and repeated ones off and keeps the ring, if it is one.
func (s *shapeReader) endRing(start, from int) {
	run := s.vertices[from:]
	problem := Problem{Feature: s.number, Place: run[0], Offset: start}
	open := run[0] != run[len(run)-1]
	if open {
		problem.Kind = UnclosedRing
		s.problems = append(s.problems, problem)
		s.f.Flawed = true
	}
	n := 0
	for i, v := range run {
		if i == 0 || v != run[n-1] {
			run[n] = v
			n++
		}
	}
	for n > 1 && run[n-1] == run[0] {
		n--
	}
	s.vertices = s.vertices[:from+n]
	ring := Ring{Feature: int32(s.number), Open: open, From: int32(from), To: int32(from + n)}
	if n < 3 {
		problem.Kind = DegenerateRing
		s.problems = append(s.problems, problem)
		s.f.Flawed = true
		s.vertices = s.vertices[:from]
		ring.To = ring.From
	}
	s.rings = append(s.rings, ring)
}
