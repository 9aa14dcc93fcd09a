package topo

import (
	"bufio"
	"io"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/geo"
)

// Write writes the file with its rings along other lines: arcs gives a run for each arc
// of net, ends included. Everything but the geometries of features of which an arc has
// changed is written as it was read.
func (f *File) Write(to io.Writer, net *Network, arcs []Run) error {
	w := &writer{Writer: bufio.NewWriterSize(to, 1<<20), file: f, vertices: net.Vertices, net: net, arcs: arcs}
	copied := 0 // Text[:copied] is written
	for i, x := range f.Features {
		if !w.changed(i) {
			continue
		}
		w.Write(f.Text[copied:x.Geometry.From])
		w.geometry(i)
		copied = x.Geometry.To
	}
	w.Write(f.Text[copied:])
	return w.Flush()
}

// WriteShapes writes the file with other shapes (lon/lat) for the features that are
// touched; a touched one without a shape is left out. All others, and everything but the
// geometries, are written as they were read.
func (f *File) WriteShapes(to io.Writer, shapes []orb.MultiPolygon, touched []bool) error {
	w := &writer{Writer: bufio.NewWriterSize(to, 1<<20), file: f}
	w.Write(f.Text[:f.before()])
	last := -1 // the last feature written
	for i, x := range f.Features {
		if touched[i] && len(shapes[i]) == 0 {
			continue
		}
		if last >= 0 { // with what stood between it and the next one
			w.Write(f.Text[f.Features[last].Span.To:f.Features[last+1].Span.From])
		}
		last = i
		if !touched[i] {
			w.Write(f.bytes(x.Span))
			continue
		}
		w.Write(f.Text[x.Span.From:x.Geometry.From])
		w.shape(w.number(shapes[i]))
		w.Write(f.Text[x.Geometry.To:x.Span.To])
	}
	w.Write(f.Text[f.behind():])
	return w.Flush()
}

// before is where the first feature begins, behind where the last one ends; where there
// are none, both are the list's end.
func (f *File) before() int {
	if len(f.Features) == 0 {
		return f.end
	}
	return f.Features[0].Span.From
}

func (f *File) behind() int {
	if len(f.Features) == 0 {
		return f.end
	}
	return f.Features[len(f.Features)-1].Span.To
}

// number makes a shape's rings runs of vertex numbers, without their closing vertices.
func (w *writer) number(shape orb.MultiPolygon) [][][]int32 {
	w.vertices = w.vertices[:0]
	polygons := make([][][]int32, len(shape))
	for i, polygon := range shape {
		for _, ring := range polygon {
			var run []int32
			for _, p := range ring[:len(ring)-1] {
				run = append(run, int32(len(w.vertices)))
				w.vertices = append(w.vertices, geo.Snap(p))
			}
			polygons[i] = append(polygons[i], run)
		}
	}
	return polygons
}

// writer writes geometries. Errors are kept by the bufio.Writer up to Flush.
type writer struct {
	*bufio.Writer
	file     *File
	vertices []geo.Vertex // by number
	net      *Network
	arcs     []Run
	text     []byte
}

// changed reports whether the rings of feature i do not run as they did.
func (w *writer) changed(i int) bool {
	x := w.file.Features[i]
	if x.Flawed {
		return true
	}
	for r := x.FirstRing; r < x.EndRing; r++ {
		for _, ref := range w.net.Refs(int(r)) {
			if len(w.arcs[ref.Index()]) != len(w.net.Arcs[ref.Index()]) {
				return true
			}
		}
	}
	return false
}

// geometry writes the shape of feature i.
func (w *writer) geometry(i int) {
	x := w.file.Features[i]
	var polygons [][][]int32
	var at []int32 // all runs of the feature, behind one another
	polygon := int32(-1)
	for r := x.FirstRing; r < x.EndRing; r++ {
		start := len(at)
		for _, ref := range w.net.Refs(int(r)) {
			at = appendRun(at, w.arcs, ref)
		}
		if p := w.file.Rings[r].Polygon; p != polygon {
			polygon = p
			polygons = append(polygons, nil)
		}
		last := len(polygons) - 1
		polygons[last] = append(polygons[last], at[start:len(at):len(at)])
	}
	w.shape(polygons)
}

// shape writes polygons of open runs as a Polygon, a MultiPolygon, or null.
func (w *writer) shape(polygons [][][]int32) {
	w.text = w.text[:0]
	switch len(polygons) {
	case 0:
		w.text = append(w.text, "null"...)
	case 1:
		w.text = append(w.text, `{"type":"Polygon","coordinates":`...)
		w.polygon(polygons[0])
		w.text = append(w.text, '}')
	default:
		w.text = append(w.text, `{"type":"MultiPolygon","coordinates":[`...)
		for i, p := range polygons {
			if i > 0 {
				w.text = append(w.text, ',')
			}
			w.polygon(p)
		}
		w.text = append(w.text, "]}"...)
	}
	w.Write(w.text)
}

func (w *writer) polygon(rings [][]int32) {
	w.text = append(w.text, '[')
	for i, ring := range rings {
		if i > 0 {
			w.text = append(w.text, ',')
		}
		w.text = append(w.text, '[')
		for _, id := range ring {
			w.text = append(appendPosition(w.text, w.vertices[id]), ',')
		}
		w.text = append(appendPosition(w.text, w.vertices[ring[0]]), ']')
	}
	w.text = append(w.text, ']')
}

func appendPosition(to []byte, v geo.Vertex) []byte {
	to = append(geo.AppendDegrees(append(to, '['), v.X), ',')
	return append(geo.AppendDegrees(to, v.Y), ']')
}
