package importer

import (
	"fmt"
	"io"

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
	placed bool         // a geometry was said, be it null
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
			err = d.onlyGeometry(&f)
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
				err = d.onlyGeometry(&f)
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

// onlyGeometry reads a feature's geometry, of which it has one.
func (d *decoder) onlyGeometry(f *feature) (err error) {
	if f.placed {
		d.spoil("", Said{"the feature has two geometries", "要素有两个几何图形"})
	}
	f.placed = true
	f.shape, err = d.geometry(1)
	return err
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
