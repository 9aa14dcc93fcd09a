package maps

import (
	"image"

	"github.com/paulmach/orb"
)

// Scene is a sheet of paper as a tree of shapes. All lengths are millimetres of
// paper; the origin is the top left corner, x runs right and y down.
type Scene struct {
	Width, Height float64
	Title         string
	Author        string
	Lang          Lang
	Layers        map[string]string // what readers are shown of the groups' layers
	Created       string            // YYYY-MM-DD; empty where the day is not known
	Place         *Placement        // where on the earth the map field lies; nil: nowhere
	Nodes         []Node            // later ones are drawn over earlier ones
}

// Node is one of *Group, *Path, *Circle, *Text and *Picture.
type Node interface{ node() }

// Group holds nodes that belong together. One with a Layer can be switched on and
// off by a reader of the PDF and is a named g element in SVG.
type Group struct {
	Layer string
	Clip  *orb.Bound // what lies outside is not drawn; nil: no limit
	Nodes []Node
}

// Path is lines, or areas bounded by rings. Areas are filled by the even-odd rule;
// holes wind the other way than their shells. Joins are round.
type Path struct {
	Lines  []orb.LineString
	Closed bool
	Fill   Color
	Stroke Color
	Width  float64   // of the stroke
	Dash   []float64 // lengths of dash, gap, dash, ...; none: a solid line
	Phase  float64   // how far into the pattern each line begins
	Round  bool      // caps of lines and dashes are round; a dash of 0 is then a dot
}

// Circle is a disc, a ring or both.
type Circle struct {
	Centre orb.Point
	Radius float64
	Fill   Color
	Stroke Color
	Width  float64
}

// Text is one line of text.
type Text struct {
	At        orb.Point // left end of the baseline
	String    string
	Size      float64 // of the em square
	Spacing   float64 // added after each character but the last
	Angle     float64 // degrees, anticlockwise, about At
	Bold      bool
	Fill      Color
	Halo      Color   // drawn beneath; none: no halo
	HaloWidth float64 // how far it shows around the letters

	// Letters say where each character stands, along a curve. None: they follow one
	// another from At.
	Letters []Letter
}

// Letter is the place of one character of a text.
type Letter struct {
	At    orb.Point // left end of its baseline
	Angle float64   // degrees, anticlockwise
}

// Picture is a picture in a box.
type Picture struct {
	Box   orb.Bound
	Image image.Image
}

func (*Group) node()   {}
func (*Path) node()    {}
func (*Circle) node()  {}
func (*Text) node()    {}
func (*Picture) node() {}

// Color is an opaque colour, or none: the zero Color draws nothing.
type Color struct {
	R, G, B uint8
	Opaque  bool
}

// rgb makes a colour of 0xRRGGBB.
func rgb(hex uint32) Color {
	return Color{uint8(hex >> 16), uint8(hex >> 8), uint8(hex), true}
}

// walk calls visit for each node of the tree, parents first.
func walk(nodes []Node, visit func(Node)) {
	for _, n := range nodes {
		visit(n)
		if g, ok := n.(*Group); ok {
			walk(g.Nodes, visit)
		}
	}
}

// ring makes the closed path of a rectangle.
func rectangle(b orb.Bound) []orb.LineString {
	return []orb.LineString{{b.Min, {b.Max[0], b.Min[1]}, b.Max, {b.Min[0], b.Max[1]}, b.Min}}
}
