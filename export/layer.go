package export

import (
	"github.com/paulmach/orb"
)

// Layer is a table of features.
type Layer struct {
	Name     string // for programs: small letters
	Title    Title
	Geometry Geometry
	Fields   []Field
	Features []Feature
}

// Title is what people read.
type Title struct{ Zh, En string }

// In is the title in Chinese, or else in English.
func (t Title) In(chinese bool) string {
	if chinese && t.Zh != "" {
		return t.Zh
	}
	return t.En
}

// Geometry is what the shapes of a layer are.
type Geometry uint8

// What a layer's shapes may be. A layer of None is a table only.
const (
	None Geometry = iota
	Points
	Lines
	Polygons
	Mixed // several of them, in formats with one layer
)

// String is the name that GDAL has for shapes of one or several parts.
func (g Geometry) String() string {
	return [...]string{"NONE", "POINT", "MULTILINESTRING", "MULTIPOLYGON", "GEOMETRY"}[g]
}

// Field is a column.
type Field struct {
	Name     string // for programs: small letters, digits and _
	Short    string // of at most ten bytes, for shapefiles, where Name is longer; "": made of Name
	Title    Title  // for people
	Kind     Kind
	Decimals int // digits after the point of a Real that mean something
	Use      Use
}

// Kind is what a field's values are.
type Kind uint8

// What values may be; any may be nil.
const (
	Text    Kind = iota // string
	Integer             // int64
	Real                // float64, finite
	Flag                // bool
	Day                 // civil.Day
)

// Use tells where a field appears.
type Use uint8

// Where fields appear. A table for people may show what programs would work out of other
// fields, such as 亩, and the other way round.
const (
	Everywhere Use = iota
	InTables
	InLayers
)

// Feature is a row.
type Feature struct {
	Values []any        // one for each field
	Shape  orb.Geometry // lon/lat EPSG:4490; nil where it is not known
}

// mapped are the fields that programs' files have, and where their values stand.
func (l *Layer) mapped() (fields []Field, at []int) { return l.fields(InTables) }

func (l *Layer) fields(not Use) (fields []Field, at []int) {
	for i, f := range l.Fields {
		if f.Use != not {
			fields, at = append(fields, f), append(at, i)
		}
	}
	return fields, at
}

// shapeless counts the features without a shape.
func (l *Layer) shapeless() int {
	n := 0
	for i := range l.Features {
		if l.Features[i].Shape == nil {
			n++
		}
	}
	return n
}
