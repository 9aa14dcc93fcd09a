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
	hand  *jitter // draws each ring for itself; nil: as it is
	err   error
}

func newLayer(dir, name string, hand *jitter) *layer {
	f, err := os.Create(filepath.Join(dir, name+".geojson"))
	l := &layer{file: f, err: err, hand: hand}
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
		if l.hand != nil {
			ring = l.hand.drawn(ring)
		}
		b = l.positions(b, orb.LineString(ring))
	}
	return append(b, ']')
}

func (l *layer) positions(b []byte, line orb.LineString) []byte {
	return geo.AppendList(b, len(line), func(b []byte, i int) []byte { return geo.AppendPosition(b, line[i], geo.LonLat) })
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
