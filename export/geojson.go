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
	g.b = append(geo.AppendGeoJSON(g.b, shape, geo.LonLat), '}')
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
