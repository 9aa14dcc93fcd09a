package web

import (
	"encoding/json"
	"strconv"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/geo"
)

const geoJSON = "application/geo+json"

// geoWriter writes GeoJSON straight into bytes: coordinates on the 1e-9 degree grid
// as fixed-point decimals without trailing zeros, so that what two neighbours share is
// written alike, and the same edition gives the same bytes.
type geoWriter struct {
	b        []byte
	axes     geo.Axes
	features int
}

// begin opens a FeatureCollection with members of its own before the features.
func (g *geoWriter) begin(members ...member) {
	g.b = append(g.b, `{"type":"FeatureCollection"`...)
	for _, m := range members {
		g.member(m)
	}
	g.b = append(g.b, `,"features":[`...)
}

func (g *geoWriter) end() []byte {
	g.b = append(g.b, "]}\n"...)
	return g.b
}

// member is a name and a value that encoding/json writes.
type member struct {
	name  string
	value any
}

func (g *geoWriter) member(m member) {
	g.b = append(g.b, ',')
	g.b = strconv.AppendQuote(g.b, m.name)
	g.b = append(g.b, ':')
	g.value(m.value)
}

func (g *geoWriter) value(v any) {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err) // properties are our own structs
	}
	g.b = append(g.b, text...)
}

// feature writes one feature; geometry writes its geometry.
func (g *geoWriter) feature(id any, properties any, geometry func(), members ...member) {
	if g.features > 0 {
		g.b = append(g.b, ',')
	}
	g.features++
	g.b = append(g.b, "\n"...)
	g.single(id, properties, geometry, members...)
}

// single writes a feature that stands alone.
func (g *geoWriter) single(id any, properties any, geometry func(), members ...member) {
	g.b = append(g.b, `{"type":"Feature"`...)
	if id != nil {
		g.member(member{"id", id})
	}
	g.b = append(g.b, `,"geometry":`...)
	geometry()
	g.member(member{"properties", properties})
	for _, m := range members {
		g.member(m)
	}
	g.b = append(g.b, '}')
}

func (g *geoWriter) null() { g.b = append(g.b, "null"...) }

// shape writes shape i of a mesh, along its arcs, without building polygons first.
func (g *geoWriter) shape(m *geo.Mesh, i int) {
	shape := m.Shapes[i]
	if len(shape) == 0 {
		g.null()
		return
	}
	g.polygons(len(shape), func(p int) {
		g.list(len(shape[p]), func(r int) { g.ring(m, shape[p][r]) })
	})
}

// polygons writes a Polygon where there is one and else a MultiPolygon.
func (g *geoWriter) polygons(n int, polygon func(int)) {
	if n == 1 {
		g.b = append(g.b, `{"type":"Polygon","coordinates":`...)
		polygon(0)
	} else {
		g.b = append(g.b, `{"type":"MultiPolygon","coordinates":`...)
		g.list(n, polygon)
	}
	g.b = append(g.b, '}')
}

// ring writes the arcs of a ring one after the other; where two meet, the position
// is written once.
func (g *geoWriter) ring(m *geo.Mesh, ring geo.MeshRing) {
	g.b = append(g.b, '[')
	first := true
	for _, ref := range ring {
		line := m.Arcs[ref.Index()].Line
		for k := range line {
			if k == 0 && !first {
				continue
			}
			if !first {
				g.b = append(g.b, ',')
			}
			first = false
			if ref.Reversed() {
				g.position(line[len(line)-1-k])
			} else {
				g.position(line[k])
			}
		}
	}
	g.b = append(g.b, ']')
}

// point writes a Point, or null.
func (g *geoWriter) point(p *orb.Point) {
	if p == nil {
		g.null()
		return
	}
	g.geometry(*p)
}

// geometry writes points, lines or areas, one or several; null for none.
func (g *geoWriter) geometry(shape orb.Geometry) {
	g.b = geo.AppendGeoJSON(g.b, shape, g.axes)
}

func (g *geoWriter) list(n int, item func(int)) {
	g.b = append(g.b, '[')
	for i := range n {
		if i > 0 {
			g.b = append(g.b, ',')
		}
		item(i)
	}
	g.b = append(g.b, ']')
}

func (g *geoWriter) position(p orb.Point) { g.b = geo.AppendPosition(g.b, p, g.axes) }
