package importer

import (
	"fmt"
	"math"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/geo"
)

// maxCutVertices bounds a line or piece that a change draws.
const maxCutVertices = 100_000

// shape reads a geometry; nil where it has a flaw, which is noted.
func (r *orderReader) shape(name string) (orb.Geometry, error) {
	r.d.flaw, r.d.counted = nil, 0
	g, err := r.d.geometry(1)
	if err != nil {
		return nil, err
	}
	if f := r.d.flaw; f != nil {
		r.flawed(name, f)
		return nil, nil
	}
	switch {
	case r.d.counted > maxCutVertices:
		r.wrong(name, fmt.Sprintf("it has %d vertices: a drawn line or piece has %d at most", r.d.counted, maxCutVertices), fmt.Sprintf("顶点 %d 个，超过 %d 个", r.d.counted, maxCutVertices))
		return nil, nil
	case g == nil:
		r.wrong(name, "a GeoJSON geometry was expected", "此处应为 GeoJSON 几何图形")
	}
	return g, nil
}

func (r *orderReader) flawed(name string, f *flaw) {
	en, zh := f.said.En, f.said.Zh
	if f.where != "" {
		en, zh = f.where+": "+en, f.where+"："+zh
	}
	r.wrong(name, en, zh)
}

// line reads a LineString on the grid.
func (r *orderReader) line(name string) (orb.LineString, error) {
	g, err := r.shape(name)
	if g == nil || err != nil {
		return nil, err
	}
	line, ok := g.(orb.LineString)
	if !ok {
		r.wrong(name, "a LineString was expected, not a "+g.GeoJSONType(), "此处应为 LineString，而不是 "+g.GeoJSONType())
		return nil, nil
	}
	if _, f := convertGeometry(line, place2D{}); f != nil {
		r.flawed(name, f)
		return nil, nil
	}
	return line, nil
}

// polygons reads a Polygon or MultiPolygon on the grid.
func (r *orderReader) polygons(name string) (orb.MultiPolygon, error) {
	g, err := r.shape(name)
	if g == nil || err != nil {
		return nil, err
	}
	shape, f := polygonsOf(g, place2D{})
	if f != nil {
		r.flawed(name, f)
	}
	return shape, nil
}

// place reads a position: an array of lon, lat.
func (r *orderReader) place(name string) (orb.Point, error) {
	if r.d.s.peek() != '[' {
		r.wrong(name, "a place was expected: [lon, lat]", "此处应为位置：[经度, 纬度]")
		return orb.Point{}, r.d.s.skip(1)
	}
	var p orb.Point
	n, ok := 0, true
	err := r.d.array(func() error {
		if c := r.d.s.peek(); c == '"' || c == '{' || c == '[' {
			ok = false
			return r.d.s.skip(2)
		}
		w, err := r.d.s.word()
		f, number := float(w)
		ok = ok && number
		if n < 2 {
			p[n] = f
		}
		n++
		return err
	})
	if err == nil && (!ok || n < 2 || n > 3 || math.Abs(p[0]) > 180 || math.Abs(p[1]) > 90) {
		r.wrong(name, "a place is [lon, lat] in degrees", "位置应为以度为单位的 [经度, 纬度]")
		return orb.Point{}, nil
	}
	return geo.Snap(p).Point(), err
}
