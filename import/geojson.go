package importer

import (
	"fmt"
	"io"
	"slices"
	"strconv"

	"github.com/paulmach/orb"
)

// The bounds of a layer.
const (
	maxFeatureVertices = 5_000_000
	maxLayerVertices   = 100_000_000
	maxCollectionDepth = 4
)

// feature is a record of a layer: its properties as text, and its geometry in the
// file's own coordinate system, x before y.
type feature struct {
	number int // from 1
	props  []property
	shape  orb.Geometry // nil: none, or flawed
	flaw   *flaw
}

// property is one attribute. Numbers and flags stand as they are written; what is null
// is left out.
type property struct{ key, value string }

// flaw is what makes a geometry unusable, and where.
type flaw struct {
	where string // "part 1, ring 2, position 17 (byte 52210)"
	said  Said
}

// decoder reads GeoJSON strictly and as a stream: a FeatureCollection, a Feature, or
// Features one after the other. No more than one feature is held at a time.
type decoder struct {
	s        *scanner
	yield    func(feature) error
	crs      func(name string) error // told of a crs member
	count    int
	vertices int // of the whole layer

	line    []orb.Point
	polygon []orb.LineString
	multi   [][]orb.LineString
	flaw    *flaw
	counted int // vertices of this feature
}

// decodeGeoJSON calls yield for each feature and crs for a named coordinate system,
// which must stand before the features. Its error is a *syntaxError where the text is
// no GeoJSON; what is wrong with one geometry is that feature's flaw.
func decodeGeoJSON(in io.Reader, crs func(name string) error, yield func(feature) error) error {
	d := &decoder{s: newScanner(in), yield: yield, crs: crs}
	d.byteOrderMark()
	for d.s.peek() != 0 {
		if err := d.document(); err != nil {
			return err
		}
	}
	if d.s.err != nil && d.s.err != io.EOF {
		return d.s.err
	}
	return nil
}

func (d *decoder) byteOrderMark() {
	d.s.fill()
	if d.s.end >= 3 && string(d.s.buf[:3]) == "\xef\xbb\xbf" {
		d.s.at = 3
	}
}

// document reads a top-level object.
func (d *decoder) document() error {
	var f feature
	var kind string
	var has, coordinates bool
	err := d.object(func(key string) (err error) {
		switch key {
		case "type":
			kind, err = d.textOr("")
		case "features":
			return d.features()
		case "crs":
			return d.namedCRS()
		case "properties":
			has = true
			f.props, err = d.properties(f.props)
		case "geometry":
			has = true
			f.shape, err = d.geometry(1)
		case "id":
			f.props, err = d.property(f.props, "id")
		default:
			coordinates = coordinates || key == "coordinates"
			return d.s.skip(1)
		}
		return err
	})
	switch {
	case err != nil:
		return err
	case has && kind != "FeatureCollection":
		return d.emit(f)
	case coordinates:
		return d.s.fail("a geometry stands alone, without a feature and its properties", "只有几何图形，没有要素和属性")
	case kind != "FeatureCollection":
		return d.s.fail(fmt.Sprintf("an object of type %q is no GeoJSON feature or collection", kind), fmt.Sprintf("类型为 %q 的对象不是 GeoJSON 要素或要素集", kind))
	}
	return nil
}

// object reads an object, calling member for each key; member reads the value.
func (d *decoder) object(member func(key string) error) error {
	if err := d.s.take('{'); err != nil {
		return err
	}
	for first := true; ; {
		more, err := d.s.more('}', &first)
		if !more || err != nil {
			return err
		}
		key, err := d.s.key()
		if err != nil {
			return err
		}
		if err := member(key); err != nil {
			return err
		}
	}
}

// array reads an array, calling item for each value.
func (d *decoder) array(item func() error) error {
	if err := d.s.take('['); err != nil {
		return err
	}
	for first := true; ; {
		more, err := d.s.more(']', &first)
		if !more || err != nil {
			return err
		}
		if err := item(); err != nil {
			return err
		}
	}
}

func (d *decoder) features() error {
	return d.array(func() error {
		var f feature
		err := d.object(func(key string) (err error) {
			switch key {
			case "properties":
				f.props, err = d.properties(f.props)
			case "geometry":
				f.shape, err = d.geometry(1)
			case "id":
				f.props, err = d.property(f.props, "id")
			default:
				err = d.s.skip(2)
			}
			return err
		})
		if err != nil {
			return err
		}
		return d.emit(f)
	})
}

// emit hands a feature on.
func (d *decoder) emit(f feature) error {
	d.count++
	f.number = d.count
	if f.flaw = d.flaw; f.flaw != nil {
		f.shape = nil
	}
	d.flaw, d.counted = nil, 0
	return d.yield(f)
}

func (d *decoder) namedCRS() error {
	if d.s.peek() != '{' {
		return d.s.skip(1)
	}
	return d.object(func(key string) error {
		if key != "properties" || d.s.peek() != '{' {
			return d.s.skip(2)
		}
		return d.object(func(key string) error {
			if key != "name" {
				return d.s.skip(3)
			}
			name, err := d.textOr("")
			if err != nil || name == "" {
				return err
			}
			if d.count > 0 {
				return d.s.fail("the crs member stands behind the features: put it before them, or say --crs", "crs 成员写在要素之后：请移到前面，或用 --crs 指定")
			}
			return d.crs(name)
		})
	})
}

func (d *decoder) properties(have []property) ([]property, error) {
	if d.s.peek() != '{' {
		return have, d.s.skip(1)
	}
	err := d.object(func(key string) (err error) {
		have, err = d.property(have, key)
		return err
	})
	return have, err
}

// property reads a value as text. An array of numbers (a position) becomes "x,y".
func (d *decoder) property(have []property, key string) ([]property, error) {
	switch d.s.peek() {
	case '"':
		v, err := d.s.text()
		return append(have, property{key, v}), err
	case '{':
		return have, d.s.skip(2)
	case '[':
		var joined []byte
		err := d.array(func() error {
			if c := d.s.peek(); c == '[' || c == '{' || c == '"' {
				return d.s.skip(3)
			}
			w, err := d.s.word()
			if len(joined) > 0 {
				joined = append(joined, ',')
			}
			joined = append(joined, w...)
			return err
		})
		return append(have, property{key, string(joined)}), err
	}
	w, err := d.s.word()
	if err != nil || string(w) == "null" {
		return have, err
	}
	return append(have, property{key, string(w)}), nil
}

func (d *decoder) textOr(fallback string) (string, error) {
	if d.s.peek() != '"' {
		return fallback, d.s.skip(1)
	}
	return d.s.text()
}

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
