package importer

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/paulmach/orb"
)

// geometry reads a geometry or null; what is wrong with it becomes the feature's flaw.
func (d *decoder) geometry(depth int) (orb.Geometry, error) {
	if d.s.peek() != '{' {
		w, err := d.s.word()
		if err == nil && string(w) != "null" {
			d.spoil("", Said{"the geometry is not an object", "geometry 不是对象"})
		}
		return nil, err
	}
	var kind string
	var nested int
	var parts orb.Collection
	err := d.object(func(key string) (err error) {
		switch {
		case key == "type":
			kind, err = d.textOr("")
		case key == "coordinates" && d.s.peek() == '[':
			if nested > 0 {
				d.spoil("", Said{"the geometry has two lists of coordinates", "几何图形有两组坐标"})
			}
			d.line, d.polygon, d.multi = d.line[:0], nil, nil
			nested, err = d.coordinates(1)
		case key == "geometries" && d.s.peek() == '[':
			if depth >= maxCollectionDepth {
				return d.s.fail("collections of geometries are nested more than 4 deep", "几何集合嵌套超过 4 层")
			}
			err = d.array(func() error {
				g, err := d.geometry(depth + 1)
				if g != nil {
					parts = append(parts, g)
				}
				return err
			})
		default:
			err = d.s.skip(2 + depth)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	if kind == "GeometryCollection" {
		return parts, nil
	}
	return d.build(kind, nested), nil
}

// coordinates reads nested arrays of numbers into line, polygon and multi, and returns
// how deep they are: 1 for a position, 4 for a MultiPolygon's, 0 for an empty array.
func (d *decoder) coordinates(depth int) (int, error) {
	if depth > 4 {
		return 0, d.s.fail("coordinates are nested more than 4 deep", "坐标嵌套超过 4 层")
	}
	if err := d.s.take('['); err != nil {
		return 0, err
	}
	if c := d.s.peek(); c != '[' && c != ']' {
		return 1, d.position()
	}
	inner := 0
	for first := true; ; {
		more, err := d.s.more(']', &first)
		if err != nil {
			return 0, err
		}
		if !more {
			break
		}
		if d.s.peek() != '[' {
			return 0, d.s.fail("positions and numbers stand mixed in coordinates", "坐标中混有位置和数字")
		}
		n, err := d.coordinates(depth + 1)
		if err != nil {
			return 0, err
		}
		if inner != 0 && n != inner {
			d.spoil(d.here(), Said{"the coordinates are nested unevenly", "坐标嵌套层数不一致"})
		}
		inner = max(inner, n)
	}
	switch inner {
	case 1:
		d.polygon = append(d.polygon, slices.Clone(d.line))
		d.line = d.line[:0]
	case 2:
		d.multi = append(d.multi, d.polygon)
		d.polygon = nil
	case 0:
		d.spoil(d.here(), Said{"the coordinates are empty", "坐标为空"})
	}
	return inner + 1, nil
}

// position reads the numbers of a position behind its bracket; a height is left out.
func (d *decoder) position() error {
	var p orb.Point
	n := 0
	for first := true; ; {
		more, err := d.s.more(']', &first)
		if err != nil {
			return err
		}
		if !more {
			break
		}
		if c := d.s.peek(); c == '"' || c == '{' || c == '[' {
			d.spoil(d.here(), Said{"a coordinate is not a number", "坐标不是数字"})
			if err := d.s.skip(6); err != nil {
				return err
			}
			n++
			continue
		}
		w, err := d.s.word()
		if err != nil {
			return err
		}
		f, ok := float(w)
		if !ok {
			d.spoil(d.here(), Said{fmt.Sprintf("the coordinate %s is not a finite number", w), fmt.Sprintf("坐标 %s 不是有限的数字", w)})
		}
		if n < 2 {
			p[n] = f
		}
		n++
	}
	if n < 2 || n > 4 {
		d.spoil(d.here(), Said{fmt.Sprintf("a position has %d numbers, not 2", n), fmt.Sprintf("一个位置有 %d 个数字，应为 2 个", n)})
	}
	d.line = append(d.line, p)
	d.counted++
	d.vertices++
	if d.counted > maxFeatureVertices {
		return d.s.fail(fmt.Sprintf("feature %d has more than %d vertices", d.count+1, maxFeatureVertices), fmt.Sprintf("第 %d 个要素的顶点超过 %d 个", d.count+1, maxFeatureVertices))
	}
	if d.vertices > maxLayerVertices {
		return d.s.fail(fmt.Sprintf("the layer has more than %d vertices: send it in several files", maxLayerVertices), fmt.Sprintf("图层顶点超过 %d 个：请分成几个文件", maxLayerVertices))
	}
	return nil
}

// here says where in a geometry the scanner stands.
func (d *decoder) here() string {
	return fmt.Sprintf("part %d, ring %d, position %d (byte %s)", len(d.multi)+1, len(d.polygon)+1, len(d.line)+1, strconv.FormatInt(d.s.offset(), 10))
}

// spoil notes the first thing wrong with the feature's geometry.
func (d *decoder) spoil(where string, said Said) {
	if d.flaw == nil {
		d.flaw = &flaw{where, said}
	}
}

// build makes a geometry of what coordinates has read.
func (d *decoder) build(kind string, nested int) orb.Geometry {
	depths := map[string]int{"Point": 1, "MultiPoint": 2, "LineString": 2, "MultiLineString": 3, "Polygon": 3, "MultiPolygon": 4}
	want, known := depths[kind]
	if !known {
		d.spoil("", Said{fmt.Sprintf("%q is no type of geometry", kind), fmt.Sprintf("%q 不是几何类型", kind)})
	} else if want != nested {
		d.spoil("", Said{fmt.Sprintf("the coordinates do not have the form of a %s", kind), fmt.Sprintf("坐标不符合 %s 的形式", kind)})
	}
	if d.flaw != nil {
		return nil
	}
	switch kind {
	case "Point":
		return d.line[0]
	case "MultiPoint":
		return orb.MultiPoint(d.polygon[0])
	case "LineString":
		return d.polygon[0]
	case "MultiLineString":
		return orb.MultiLineString(d.multi[0])
	case "Polygon":
		return d.rings(d.multi[0])
	}
	shape := make(orb.MultiPolygon, len(d.multi))
	for i, polygon := range d.multi {
		shape[i] = d.rings(polygon)
	}
	return shape
}

func (d *decoder) rings(lines []orb.LineString) orb.Polygon {
	polygon := make(orb.Polygon, len(lines))
	for i, line := range lines {
		polygon[i] = orb.Ring(line)
	}
	return polygon
}
