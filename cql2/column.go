package cql2

import (
	"slices"
	"strings"
)

// Type is what a column or a value in a filter is. The zero Type is none.
type Type int

// The types. Instants are days or times; Geometry is lon/lat.
const (
	NoType Type = iota
	Text
	Number
	Truth
	Instant
	Geometry
)

var typeNames = [...]string{"", "text", "number", "boolean", "date", "geometry"}

// String is the type in English, in one word.
func (t Type) String() string { return typeNames[t] }

// Column is a property that filters may name.
type Column struct {
	Name string
	Type Type
}

// Columns are the properties that filters may name.
type Columns []Column

// named finds a column; ok is false where there is none.
func (c Columns) named(name string) (Column, bool) {
	i := slices.IndexFunc(c, func(c Column) bool { return c.Name == name })
	if i < 0 {
		return Column{}, false
	}
	return c[i], true
}

// names lists the columns for an error.
func (c Columns) names() string {
	list := make([]string, len(c))
	for i := range c {
		list[i] = c[i].Name
	}
	return strings.Join(list, ", ")
}
