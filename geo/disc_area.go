package geo

import (
	"cmp"
	"math"
	"slices"
	"sort"
	"sync"

	"github.com/paulmach/orb"
)

// The area of a shape is an integral around it (Green): of F(x) dy with F' = 1/k², k the
// scale of the plane, so that it comes out in square metres of the ellipsoid. For the
// transverse Mercator k = cosh(x/R) nearly, and F = x - x³/3R² up to 300 km from
// the central meridian. What a reach covers of a shape is bounded by the shape's edges
// within the discs and the discs' exposed arcs within the shape; each piece is
// found and summed by itself, so a piece misjudged by rounding is as small as the
// rounding.

// alongEdge integrates F dy along a straight edge.
func (f frame) alongEdge(a, b orb.Point) float64 {
	x, y := a[0], b[0]
	return (b[1] - a[1]) * ((x+y)/2 - f.bend/12*(x+y)*(x*x+y*y))
}

// alongArc integrates F dy along a disc's circle, counter-clockwise.
func (f frame) alongArc(d disc, from, to float64) float64 {
	return f.arcIntegral(d, to) - f.arcIntegral(d, from)
}

func (f frame) arcIntegral(d disc, angle float64) float64 {
	sin, cos := math.Sincos(angle)
	x, r := d.at[0], d.r
	cos1 := sin                                                  // of cos
	cos2 := angle/2 + sin*cos/2                                  // of cos²
	cos3 := sin - sin*sin*sin/3                                  // of cos³
	cos4 := cos*cos*cos*sin/4 + 3./4*cos2                        // of cos⁴
	plain := r * (x*cos1 + r*cos2)                               // of x dy
	cubic := r * (x*x*(x*cos1+3*r*cos2) + r*r*(3*x*cos3+r*cos4)) // of x³ dy
	return plain - f.bend/3*cubic
}

// Cover is a reach laid on a ground.
type Cover struct {
	ground *Ground
	discs  []disc
	widest float64   // of their radii
	inside []float64 // by shape: the area covered

	mu    sync.Mutex
	drawn *circles // as last asked for
}

// Lay lays a reach on the ground and measures what it covers of every shape. For a
// county of 10,000 vertices and 60 discs that takes about a millisecond.
func (g *Ground) Lay(r *Reach) *Cover {
	c := &Cover{ground: g, inside: make([]float64, len(g.shapes))}
	if len(g.edges) == 0 {
		return c
	}
	discs := g.lay(r)
	c.widest = widestOf(discs)
	for _, i := range discsNear(discs, c.widest, g.grid.bound()) {
		c.discs = append(c.discs, discs[i])
	}
	c.addArcs(c.cutEdges())
	for s := range c.inside {
		c.inside[s] = max(0, min(c.inside[s], g.whole[s]))
	}
	return c
}

// discsNear returns which discs touch a bound. They are in order of x, as
// withoutInner leaves them, so those too far west or east are not looked at.
func discsNear(discs []disc, widest float64, bound orb.Bound) []int32 {
	var near []int32
	first := sort.Search(len(discs), func(i int) bool { return discs[i].at[0] >= bound.Min[0]-widest })
	for i, d := range discs[first:] {
		if d.at[0] > bound.Max[0]+widest {
			break
		}
		if d.bound().Intersects(bound) {
			near = append(near, int32(first+i))
		}
	}
	return near
}

func widestOf(discs []disc) float64 {
	widest := 0.0
	for _, d := range discs {
		widest = max(widest, d.r)
	}
	return widest
}

// Area returns how much of a shape the reach covers.
func (c *Cover) Area(shape int) SquareMetres { return SquareMetres(c.inside[shape]) }

// IsWhole reports whether the reach covers all of a shape; a shape without extent is
// covered.
func (c *Cover) IsWhole(shape int) bool {
	whole := c.ground.whole[shape]
	return whole-c.inside[shape] <= whole*1e-11
}

// edgeSpan is the part of an edge within a disc, 0 <= from < to <= 1.
type edgeSpan struct {
	edge     int32
	from, to float64
}

// cutEdges adds the shapes' edges within reach to their areas, and returns for each
// disc the angles at which edges meet its circle.
func (c *Cover) cutEdges() [][]float64 {
	g := c.ground
	seen := make([]int32, len(g.edges)) // the last disc that met the edge, plus one; -1 once it is wholly within
	cuts := make([][]float64, len(c.discs))
	var spans []edgeSpan
	for i, d := range c.discs {
		bound := d.bound()
		g.grid.within(bound, func(e int32) {
			if seen[e] == int32(i)+1 {
				return
			}
			whole := seen[e] < 0
			if !whole {
				seen[e] = int32(i) + 1
			}
			edge := &g.edges[e]
			if whole && d.holds(edge.a) && d.holds(edge.b) {
				return
			}
			from, to := d.clip(edge.a, edge.b, &cuts[i])
			switch {
			case whole || from >= to:
			case from == 0 && to == 1:
				seen[e] = -1
				c.add(edge.arc, edge.under)
			default:
				spans = append(spans, edgeSpan{e, from, to})
			}
		})
	}
	c.addSpans(spans, seen)
	return cuts
}

// add puts the integral along a piece of an arc to the shapes on its sides.
func (c *Cover) add(arc int32, integral float64) {
	for _, s := range c.ground.arcs[arc].Left {
		c.inside[s] += integral
	}
	for _, s := range c.ground.arcs[arc].Right {
		c.inside[s] -= integral
	}
}

// addSpans adds the edges that are partly within discs, once where discs overlap.
func (c *Cover) addSpans(spans []edgeSpan, seen []int32) {
	slices.SortFunc(spans, func(a, b edgeSpan) int {
		return cmp.Or(cmp.Compare(a.edge, b.edge), cmp.Compare(a.from, b.from))
	})
	last, until := int32(-1), 0.0
	for _, s := range spans {
		if seen[s.edge] < 0 {
			continue
		}
		if s.edge != last {
			last, until = s.edge, 0
		}
		if from := max(s.from, until); from < s.to {
			edge := &c.ground.edges[s.edge]
			c.add(edge.arc, c.ground.alongEdge(onEdge(edge.a, edge.b, from), onEdge(edge.a, edge.b, s.to)))
			until = s.to
		}
	}
}

func onEdge(a, b orb.Point, t float64) orb.Point {
	return orb.Point{a[0] + t*(b[0]-a[0]), a[1] + t*(b[1]-a[1])}
}

func (d disc) holds(p orb.Point) bool {
	dx, dy := p[0]-d.at[0], p[1]-d.at[1]
	return dx*dx+dy*dy < d.r*d.r*(1-1e-12)
}

// nearEnd is how far beyond its ends, in metres, an edge still marks the circle:
// where a circle runs through a vertex, rounding must not let it slip between edges.
const nearEnd = 1e-6

// clip returns the part of the edge from a to b within the disc, and adds the angles at
// which the edge meets or touches the circle to cuts. A mark too many does no harm.
func (d disc) clip(a, b orb.Point, cuts *[]float64) (from, to float64) {
	ux, uy := b[0]-a[0], b[1]-a[1]
	length := math.Hypot(ux, uy)
	if length == 0 {
		return 0, 0
	}
	ux, uy = ux/length, uy/length
	wx, wy := d.at[0]-a[0], d.at[1]-a[1]
	middle, off := wx*ux+wy*uy, wx*uy-wy*ux // of the centre, along and beside the line
	half := (d.r - math.Abs(off)) * (d.r + math.Abs(off))
	if math.Abs(math.Abs(off)-d.r) < nearEnd && middle > -nearEnd && middle < length+nearEnd {
		*cuts = append(*cuts, d.angle(onEdge(a, b, middle/length)))
	}
	if half <= 0 {
		return 0, 0
	}
	half = math.Sqrt(half)
	for _, at := range [2]float64{middle - half, middle + half} {
		if at > -nearEnd && at < length+nearEnd {
			*cuts = append(*cuts, d.angle(onEdge(a, b, at/length)))
		}
	}
	from, to = 0, 1
	if middle-half > 0 {
		from = min(1, (middle-half)/length)
	}
	if middle+half < length {
		to = max(0, (middle+half)/length)
	}
	return from, to
}

// angle is the direction of p from the disc's centre, in [0, 2pi).
func (d disc) angle(p orb.Point) float64 {
	a := math.Atan2(p[1]-d.at[1], p[0]-d.at[0])
	if a < 0 {
		a += 2 * math.Pi
	}
	if a >= 2*math.Pi {
		return 0
	}
	return a
}
