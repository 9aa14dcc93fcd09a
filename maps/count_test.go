package maps_test

import (
	"fmt"
	"math"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/maps"
)

// thing is what takes room on a sheet: the letters of a text, a symbol, a panel.
type thing struct {
	what string
	box  orb.Bound
}

// things lists what must keep apart in the map field: the texts and symbols of its layers,
// and each panel of the furniture. Lines are those that lead from a text to its place.
func things(s *maps.Sheet) (solid []thing, lines []orb.LineString) {
	field := s.Placement().Field
	for _, n := range s.Scene().Nodes {
		g, ok := n.(*maps.Group)
		if !ok {
			continue
		}
		if g.Clip == nil {
			if b := extent(s, g.Nodes); field.Contains(b.Min) && field.Contains(b.Max) {
				solid = append(solid, thing{"panel", b})
			}
			continue
		}
		for _, n := range g.Nodes {
			layer, ok := n.(*maps.Group)
			if !ok {
				continue
			}
			switch layer.Layer {
			case "seats", "facilities":
				each(layer.Nodes, func(n maps.Node) {
					if c, ok := n.(*maps.Circle); ok {
						solid = append(solid, thing{layer.Layer, extent(s, []maps.Node{c})})
					}
				})
			case "names":
				each(layer.Nodes, func(n maps.Node) {
					if p, ok := n.(*maps.Path); ok {
						lines = append(lines, p.Lines...)
					}
				})
				solid = append(solid, written(s, layer)...)
			case "water", "peaks", "places", "around", "theme":
				solid = append(solid, written(s, layer)...)
			}
		}
	}
	return solid, lines
}

// written are the texts of a layer, letter by letter where they follow a curve.
func written(s *maps.Sheet, layer *maps.Group) (out []thing) {
	each(layer.Nodes, func(n maps.Node) {
		if t, ok := n.(*maps.Text); ok {
			for _, b := range s.TextBoxes(t) {
				out = append(out, thing{t.String, b})
			}
		}
	})
	return out
}

// extent is how far nodes reach.
func extent(s *maps.Sheet, nodes []maps.Node) orb.Bound {
	b := orb.Bound{Min: orb.Point{math.Inf(1), math.Inf(1)}, Max: orb.Point{math.Inf(-1), math.Inf(-1)}}
	each(nodes, func(n maps.Node) {
		switch n := n.(type) {
		case *maps.Path:
			for _, line := range n.Lines {
				for _, p := range line {
					b = b.Extend(p)
				}
			}
		case *maps.Circle:
			b = b.Union(orb.Bound{Min: orb.Point{n.Centre[0] - n.Radius, n.Centre[1] - n.Radius}, Max: orb.Point{n.Centre[0] + n.Radius, n.Centre[1] + n.Radius}})
		case *maps.Text:
			b = b.Union(s.TextBox(n))
		}
	})
	return b
}

// faults are the overlaps and what lies outside, on one sheet, in words.
func faults(s *maps.Sheet) []string {
	var out []string
	solid, lines := things(s)
	field := s.Placement().Field
	for i, a := range solid {
		if a.what != "facilities" && a.what != "seats" && !(field.Contains(a.box.Min) && field.Contains(a.box.Max)) {
			out = append(out, fmt.Sprintf("%s at %.1f crosses the frame", a.what, a.box))
		}
		for _, b := range solid[i+1:] {
			if apart := math.Max(math.Max(a.box.Min[0]-b.box.Max[0], b.box.Min[0]-a.box.Max[0]), math.Max(a.box.Min[1]-b.box.Max[1], b.box.Min[1]-a.box.Max[1])); apart < -1e-6 && !sameSymbol(a, b) {
				out = append(out, fmt.Sprintf("%s at %.1f and %s at %.1f overlap", a.what, a.box, b.what, b.box))
			}
		}
	}
	for _, line := range lines {
		for _, a := range solid {
			inner := orb.Bound{Min: orb.Point{a.box.Min[0] + 0.05, a.box.Min[1] + 0.05}, Max: orb.Point{a.box.Max[0] - 0.05, a.box.Max[1] - 0.05}}
			if a.what != "facilities" && a.what != "seats" && meets(line, inner) {
				out = append(out, fmt.Sprintf("a line runs through %s at %.1f", a.what, a.box))
			}
		}
	}
	paper := orb.Bound{Max: orb.Point{s.Scene().Width, s.Scene().Height}}
	each(s.Scene().Nodes, func(n maps.Node) {
		if t, ok := n.(*maps.Text); ok {
			if b := s.TextBox(t); !(paper.Contains(b.Min) && paper.Contains(b.Max)) {
				out = append(out, fmt.Sprintf("%s at %.1f leaves the paper", t.String, b))
			}
		}
	})
	return out
}

// sameSymbol reports whether two circles are one symbol: a seat's outer and inner.
func sameSymbol(a, b thing) bool {
	return a.what == b.what && math.Hypot(a.box.Center()[0]-b.box.Center()[0], a.box.Center()[1]-b.box.Center()[1]) < 1e-6
}

// meets reports whether a line has a point in a box.
func meets(line orb.LineString, box orb.Bound) bool {
	for i := 1; i < len(line); i++ {
		from, to := 0.0, 1.0
		for axis := range 2 {
			d := line[i][axis] - line[i-1][axis]
			low, high := box.Min[axis]-line[i-1][axis], box.Max[axis]-line[i-1][axis]
			switch {
			case d > 0:
				from, to = math.Max(from, low/d), math.Min(to, high/d)
			case d < 0:
				from, to = math.Max(from, high/d), math.Min(to, low/d)
			case low > 0 || high < 0:
				from, to = 1, 0
			}
		}
		if from < to {
			return true
		}
	}
	return false
}
