package road

import (
	"math"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/geo"
)

// Net is the roads that one can travel on in a mode: a graph whose edges have a course.
// It is never changed, so it needs no lock.
type Net struct {
	mode    Mode
	offRoad float64 // metres a second
	plane   *geo.TransverseMercator
	edges   []edge
	course  []orb.Point // the edges' positions in the plane, metres
	graph   *Graph
	nodes   []geo.Vertex
	grid    segmentGrid
	part    []int32 // by node
	parts   []int   // by part: its nodes
}

// edge is a road between two nodes.
type edge struct {
	a, b        int32
	first, last int32 // positions in Net.course
	length      float64
	ahead, back float64 // seconds for all of it; +Inf: no way
	through     bool    // entered at its ends only: nobody lives on a motorway
}

// NewNet makes the net of roads for a mode. Roads are cut where they share vertices; one
// of a class that nobody travels on in this mode, and one without a course, is left out.
func NewNet(roads []Road, speeds *Speeds, mode Mode) *Net {
	n := &Net{mode: mode, offRoad: speeds.offRoad()}
	var used []int
	for i := range roads {
		if ahead, back := roads[i].costs(speeds, mode); ahead > 0 || back > 0 {
			used = append(used, i)
		}
	}
	n.plane = geo.NewLocal(middle(roads, used))
	b := builder{net: n, meets: meetings(roads, used), number: map[geo.Vertex]int32{}}
	for _, i := range used {
		ahead, back := roads[i].costs(speeds, mode)
		b.through = roads[i].isThrough()
		b.cut(roads[i].Line, orNever(ahead), orNever(back))
	}
	links := make([]Link, len(n.edges))
	for i, e := range n.edges {
		links[i] = Link{e.a, e.b, e.ahead, e.back}
	}
	n.graph = NewGraph(len(n.nodes), links)
	n.part, n.parts = n.graph.Components()
	n.grid = newSegmentGrid(n)
	return n
}

func orNever(cost float64) float64 {
	if cost > 0 {
		return cost
	}
	return math.Inf(1)
}

func middle(roads []Road, used []int) orb.Point {
	var bound orb.Bound
	for k, i := range used {
		if k == 0 {
			bound = roads[i].Line.Bound()
		}
		bound = bound.Union(roads[i].Line.Bound())
	}
	return bound.Center()
}

// meetings counts how many roads pass each vertex: an end counts twice, so that what is
// above 1 is a node.
func meetings(roads []Road, used []int) map[geo.Vertex]uint8 {
	meets := map[geo.Vertex]uint8{}
	for _, i := range used {
		line := roads[i].Line
		for k, p := range line {
			v, by := geo.Snap(p), uint8(1)
			if k == 0 || k == len(line)-1 {
				by = 2
			}
			meets[v] = min(meets[v]+by, 2)
		}
	}
	return meets
}

// builder cuts lines into edges.
type builder struct {
	net     *Net
	meets   map[geo.Vertex]uint8
	number  map[geo.Vertex]int32
	through bool // of the road being cut
}

func (b *builder) node(v geo.Vertex) int32 {
	i, known := b.number[v]
	if !known {
		i = int32(len(b.net.nodes))
		b.number[v] = i
		b.net.nodes = append(b.net.nodes, v)
	}
	return i
}

// cut makes edges of a line; ahead and back are seconds a metre.
func (b *builder) cut(line orb.LineString, ahead, back float64) {
	from := 0
	for k := 1; k < len(line); k++ {
		if b.meets[geo.Snap(line[k])] < 2 {
			continue
		}
		b.add(line[from:k+1], ahead, back)
		from = k
	}
}

func (b *builder) add(line orb.LineString, ahead, back float64) {
	metres := float64(geo.Length(line))
	if metres == 0 {
		return
	}
	n := b.net
	e := edge{a: b.node(geo.Snap(line[0])), b: b.node(geo.Snap(line[len(line)-1])), first: int32(len(n.course)), ahead: ahead * metres, back: back * metres, through: b.through}
	for k, p := range line {
		n.course = append(n.course, n.plane.Forward(p))
		if k > 0 {
			e.length += distance(n.course[len(n.course)-2], n.course[len(n.course)-1])
		}
	}
	e.last = int32(len(n.course)) - 1
	n.edges = append(n.edges, e)
}

func distance(a, b orb.Point) float64 { return math.Hypot(b[0]-a[0], b[1]-a[1]) }

// Size is the number of nodes and of edges.
func (n *Net) Size() (nodes, edges int) { return len(n.nodes), len(n.edges) }

// IsEmpty reports that there is no road to travel on.
func (n *Net) IsEmpty() bool { return len(n.edges) == 0 }

// Island is a part of the net that no road joins to its largest part.
type Island struct {
	At    orb.Point // one of its nodes, lon/lat
	Nodes int
}

// Islands are the parts of the net beside the largest, the largest of them first.
func (n *Net) Islands() []Island {
	if len(n.parts) < 2 {
		return nil
	}
	islands := make([]Island, len(n.parts)-1)
	for i := len(n.part) - 1; i >= 0; i-- {
		if p := n.part[i]; p > 0 {
			islands[p-1] = Island{n.nodes[i].Point(), n.parts[p]}
		}
	}
	return islands
}

// Bytes is about how much memory the net holds.
func (n *Net) Bytes() int64 {
	return int64(len(n.edges))*64 + int64(len(n.course))*16 + int64(len(n.graph.arcs))*16 + int64(len(n.nodes))*24 + int64(len(n.grid.items)+len(n.grid.start))*4
}
