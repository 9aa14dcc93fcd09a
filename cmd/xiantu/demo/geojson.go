package demo

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/geo"
)

// layer writes a GeoJSON file feature by feature. The first error stays and is told by
// close.
type layer struct {
	file  *os.File
	out   *bufio.Writer
	count int
	line  []byte
	shake *dice // moves every vertex a little, each shape's for itself
	err   error
}

func newLayer(dir, name string, shake *dice) *layer {
	f, err := os.Create(filepath.Join(dir, name+".geojson"))
	l := &layer{file: f, err: err, shake: shake}
	if err == nil {
		l.out = bufio.NewWriterSize(f, 1<<18)
		l.out.WriteString(`{"type":"FeatureCollection","name":"` + name + `","synthetic":true,"note":"` + fictionNote + `","features":[`)
	}
	return l
}

// add writes a feature; properties must marshal to a JSON object.
func (l *layer) add(properties any, shape orb.Geometry) {
	if l.err != nil {
		return
	}
	facts, err := json.Marshal(properties)
	if err != nil {
		l.err = err
		return
	}
	b := l.line[:0]
	if l.count > 0 {
		b = append(b, ',')
	}
	l.count++
	b = append(append(append(b, "\n{\"type\":\"Feature\",\"properties\":"...), facts...), ",\"geometry\":"...)
	b = l.geometry(b, shape)
	b = append(b, '}')
	l.line = b
	_, l.err = l.out.Write(b)
}

func (l *layer) geometry(b []byte, shape orb.Geometry) []byte {
	if m, ok := shape.(orb.MultiPolygon); ok && len(m) == 1 {
		shape = m[0]
	}
	b = append(append(append(b, `{"type":"`...), shape.GeoJSONType()...), `","coordinates":`...)
	switch s := shape.(type) {
	case orb.LineString:
		b = l.positions(b, s)
	case orb.Polygon:
		b = l.polygon(b, s)
	case orb.MultiPolygon:
		b = append(b, '[')
		for i, p := range s {
			if i > 0 {
				b = append(b, ',')
			}
			b = l.polygon(b, p)
		}
		b = append(b, ']')
	}
	return append(b, '}')
}

func (l *layer) polygon(b []byte, p orb.Polygon) []byte {
	b = append(b, '[')
	for i, ring := range p {
		if i > 0 {
			b = append(b, ',')
		}
		if l.shake != nil {
			ring = l.shaken(ring)
		}
		b = l.positions(b, orb.LineString(ring))
	}
	return append(b, ']')
}

// shaken moves each vertex of a ring by up to half a metre, so that neighbours no longer
// agree: what comes from shapes that were drawn one by one.
func (l *layer) shaken(ring orb.Ring) orb.Ring {
	moved := make(orb.Ring, len(ring))
	for i, p := range ring {
		moved[i] = orb.Point{p[0] + 1e-5*(l.shake.float()-0.5), p[1] + 1e-5*(l.shake.float()-0.5)}
	}
	moved[len(moved)-1] = moved[0]
	return moved
}

func (l *layer) positions(b []byte, line orb.LineString) []byte {
	b = append(b, '[')
	for i, p := range line {
		if i > 0 {
			b = append(b, ',')
		}
		v := geo.Snap(p)
		b = geo.AppendDegrees(append(b, '['), v.X)
		b = geo.AppendDegrees(append(b, ','), v.Y)
		b = append(b, ']')
	}
	return append(b, ']')
}

func (l *layer) close() error {
	if l.file == nil {
		return l.err
	}
	if l.err == nil {
		l.out.WriteString("\n]}\n")
		l.err = l.out.Flush()
	}
	if err := l.file.Close(); l.err == nil {
		l.err = err
	}
	return l.err
}
