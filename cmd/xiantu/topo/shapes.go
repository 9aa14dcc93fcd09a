package topo

import (
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/geo"
)

// Shapes returns the features' shapes, lon/lat. Rings are closed but for those that were
// not in the file.
func (f *File) Shapes() []orb.MultiPolygon {
	points := make([]orb.Point, 0, len(f.Vertices)+len(f.Rings))
	shapes := make([]orb.MultiPolygon, len(f.Features))
	for i, x := range f.Features {
		for _, r := range f.Rings[x.FirstRing:x.EndRing] {
			start := len(points)
			for _, v := range f.Vertices[r.From:r.To] {
				points = append(points, v.Point())
			}
			if !r.Open {
				points = append(points, points[start])
			}
			if !r.Hole {
				shapes[i] = append(shapes[i], nil)
			}
			last := len(shapes[i]) - 1
			shapes[i][last] = append(shapes[i][last], orb.Ring(points[start:len(points):len(points)]))
		}
	}
	return shapes
}

// OfShapes returns a file of shapes without bytes, to cut into arcs. Rings of fewer than
// three vertices are left out.
func OfShapes(shapes []orb.MultiPolygon) *File {
	p := new(parser)
	for i, shape := range shapes {
		x := Feature{FirstRing: int32(len(p.rings))}
		s := shapeReader{p, i, 0, &x}
		for number, polygon := range shape {
			first := len(p.rings)
			for _, ring := range polygon {
				s.addRing(ring)
			}
			for j := first; j < len(p.rings); j++ {
				p.rings[j].Polygon = int32(number)
			}
		}
		x.EndRing = int32(len(p.rings))
		p.features = append(p.features, x)
	}
	f := &File{Features: p.features, Rings: p.rings, Vertices: p.vertices, problems: p.problems}
	f.markHoles()
	return f
}

func (s *shapeReader) addRing(ring orb.Ring) {
	from := len(s.vertices)
	for _, p := range ring {
		s.vertices = append(s.vertices, geo.Snap(p))
	}
	if len(ring) > 0 {
		s.endRing(0, from)
	}
}
