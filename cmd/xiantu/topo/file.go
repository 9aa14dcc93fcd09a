package topo

import (
	"fmt"

	"github.com/xiantu/xiantu/geo"
)

// File is a GeoJSON FeatureCollection of polygons, with the bytes it was read from.
type File struct {
	Text     []byte
	Features []Feature
	Rings    []Ring       // of all features, in order
	Vertices []geo.Vertex // of all rings, in order

	open, end int // Text[:open] stands before the first feature, Text[end:] behind the last
	problems  []Problem
}

// Span is a stretch of a file's bytes, [From, To). The zero Span is none.
type Span struct{ From, To int }

// Feature is a feature's places in the file's bytes, and its rings.
type Feature struct {
	Span       Span // the whole object
	Geometry   Span // the geometry's value
	Properties Span // the properties' value

	FirstRing, EndRing int32 // File.Rings[FirstRing:EndRing]
	Flawed             bool  // rings were closed or left out: its bytes cannot be copied
}

// Ring is a ring without its closing vertex and without repeated ones: at least three
// vertices, File.Vertices[From:To].
type Ring struct {
	Feature int32
	Polygon int32 // within the feature, from 0
	Hole    bool  // not the first of its polygon
	Open    bool  // its last position was not its first
	From    int32
	To      int32
}

// The kinds of problems.
const (
	UnclosedRing   = "unclosed_ring"
	DegenerateRing = "degenerate_ring"
)

// Problem is what makes a ring unusable as it stands.
type Problem struct {
	Kind    string // UnclosedRing or DegenerateRing
	Feature int
	Place   geo.Vertex
	Offset  int // of the ring in the file's bytes
}

// Problems lists the rings that do not close, which were closed, and those of fewer
// than three vertices, which were left out, in the order of the file.
func (f *File) Problems() []Problem { return f.problems }

// bytes returns the text of a span.
func (f *File) bytes(s Span) []byte { return f.Text[s.From:s.To] }

// SyntaxError says where a text stops being the GeoJSON that is read here.
type SyntaxError struct {
	Offset int // bytes from the start
	Line   int // from 1
	Said   string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("line %d, byte %d: %s", e.Line, e.Offset, e.Said)
}

// ReferenceError is a coordinate system that the file names and that is not in degrees
// on the grid: such a file must be converted before it is read here.
type ReferenceError struct{ Name string }

func (e *ReferenceError) Error() string {
	return fmt.Sprintf("the file's crs member names %s: EPSG:4490 or CRS84 is read here", e.Name)
}
