package export

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strconv"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/geo"
)

// geoWriter writes features as GeoJSON, lon before lat in EPSG:4490. Coordinates on the
// 1e-9 degree grid are decimals of as many digits as they need, which every program
// reads as the same double.
type geoWriter struct {
	to    *bufio.Writer
	b     []byte // of the feature under way
	count int
}

// writeGeoJSON writes a layer as a FeatureCollection.
func writeGeoJSON(to io.Writer, l *Layer) error {
	g := &geoWriter{to: bufio.NewWriterSize(to, 1<<20)}
	g.to.WriteString(`{"type":"FeatureCollection","features":[`)
	fields, at := l.mapped()
	for i := range l.Features {
		if err := g.feature(fields, l.Features[i].pick(at), l.Features[i].Shape); err != nil {
			return err
		}
	}
	g.to.WriteString("\n]}\n")
	return g.to.Flush()
}

// pick are some of a feature's values.
func (f *Feature) pick(at []int) []any {
	values := make([]any, len(at))
	for i, k := range at {
		values[i] = f.Values[k]
	}
	return values
}

// feature writes a feature; what could not be written is an error at the latest when the
// writer is flushed.
func (g *geoWriter) feature(fields []Field, values []any, shape orb.Geometry) error {
	g.b = g.b[:0]
	if g.count > 0 {
		g.b = append(g.b, ',')
	}
	g.count++
	g.b = append(g.b, "\n"+`{"type":"Feature","properties":{`...)
	for i, f := range fields {
		if i > 0 {
			g.b = append(g.b, ',')
		}
		g.b = append(strconv.AppendQuote(g.b, f.Name), ':')
		text, err := json.Marshal(jsonValue(values[i]))
		if err != nil {
			return fmt.Errorf("field %s: %w", f.Name, err)
		}
		g.b = append(g.b, text...)
	}
	g.b = append(g.b, `},"geometry":`...)
	g.shape(shape)
	g.b = append(g.b, '}')
	_, err := g.to.Write(g.b)
	return err
}

func jsonValue(v any) any {
	if d, is := v.(civil.Day); is {
		if d.IsZero() {
			return nil
		}
		return d.String()
	}
	return v
}

func (g *geoWriter) shape(shape orb.Geometry) {
	switch s := shape.(type) {
	case nil:
		g.b = append(g.b, "null"...)
	case orb.Point:
		g.typed("Point", func() { g.position(s) })
	case orb.LineString:
		g.typed("LineString", func() { g.line(s) })
	case orb.MultiLineString:
		g.typed("MultiLineString", func() { g.list(len(s), func(i int) { g.line(s[i]) }) })
	case orb.Polygon:
		g.typed("Polygon", func() { g.polygon(s) })
	case orb.MultiPolygon:
		if len(s) == 1 {
			g.typed("Polygon", func() { g.polygon(s[0]) })
			return
		}
		g.typed("MultiPolygon", func() { g.list(len(s), func(i int) { g.polygon(s[i]) }) })
	default:
		panic(fmt.Sprintf("export: a layer's shape is a %T", shape))
	}
}

func (g *geoWriter) typed(name string, coordinates func()) {
	g.b = append(append(append(g.b, `{"type":"`...), name...), `","coordinates":`...)
	coordinates()
	g.b = append(g.b, '}')
}

func (g *geoWriter) polygon(p orb.Polygon) {
	g.list(len(p), func(i int) { g.line(orb.LineString(p[i])) })
}

func (g *geoWriter) line(l orb.LineString) { g.list(len(l), func(i int) { g.position(l[i]) }) }

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

func (g *geoWriter) position(p orb.Point) {
	v := geo.Snap(p)
	g.b = append(g.b, '[')
	g.b = append(geo.AppendDegrees(g.b, v.X), ',')
	g.b = append(geo.AppendDegrees(g.b, v.Y), ']')
}
