package maps

import (
	"math"
	"slices"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/geo"
)

// lineStyle is how a border of a level is drawn.
type lineStyle struct {
	width float64
	dash  []float64
	round bool
	color Color
}

// borderStyle is the symbol of a level's border at symbol size t: county long
// dash-dot, township short dash-dot, village dots.
func borderStyle(l adcode.Level, t float64) lineStyle {
	v := math.Pow(t, 0.7)
	scaled := func(lengths ...float64) []float64 {
		for i := range lengths {
			lengths[i] *= v
		}
		return lengths
	}
	switch l {
	case adcode.County:
		return lineStyle{0.55 * v, scaled(5, 1.1, 0.55, 1.1), false, rgb(0x2b2b2b)}
	case adcode.Township:
		return lineStyle{0.36 * v, scaled(2.6, 0.8, 0.36, 0.8), false, rgb(0x3d3d3d)}
	default:
		return lineStyle{0.28 * v, scaled(0, 0.85), true, rgb(0x5c5c5c)}
	}
}

// paths draw one line in the style. The pattern is stretched to the line's length, so
// that it begins and ends with half a dash and lines meet in ink. A sharp corner that
// stands clear of others is such an end too, so that no gap opens there.
func (s lineStyle) paths(line orb.LineString) []Node {
	var nodes []Node
	for _, piece := range s.pieces(line) {
		nodes = append(nodes, s.path(piece))
	}
	return nodes
}

func (s lineStyle) path(line orb.LineString) *Path {
	p := &Path{Lines: []orb.LineString{line}, Stroke: s.color, Width: s.width, Round: s.round}
	repeats := math.Round(length(line) / s.period())
	if repeats < 1 {
		return p
	}
	p.Dash = slices.Clone(s.dash)
	for i := range p.Dash {
		p.Dash[i] *= length(line) / (repeats * s.period())
	}
	p.Phase = p.Dash[0] / 2
	return p
}

// period is the length of the pattern.
func (s lineStyle) period() float64 {
	sum := 0.0
	for _, d := range s.dash {
		sum += d
	}
	return sum
}

// sharp is the least turn, in radians, that makes a corner.
const sharp = 1.0

// pieces are a line cut at its sharp corners, where two whole patterns at least lie
// between them. A loop begins at one, if it has any.
func (s lineStyle) pieces(line orb.LineString) []orb.LineString {
	if s.round { // dots leave no gap to see
		return []orb.LineString{line}
	}
	least := 2 * s.period()
	if line[0] == line[len(line)-1] {
		line = fromCorner(line)
	}
	left := length(line)
	var out []orb.LineString
	start, along := 0, 0.0
	for i := 1; i < len(line)-1; i++ {
		step := math.Hypot(line[i][0]-line[i-1][0], line[i][1]-line[i-1][1])
		along, left = along+step, left-step
		if along >= least && left >= least && turn(line[i-1], line[i], line[i+1]) > sharp {
			out = append(out, line[start:i+1])
			start, along = i, 0
		}
	}
	return append(out, line[start:])
}

// fromCorner is a loop that begins at its sharpest corner.
func fromCorner(loop orb.LineString) orb.LineString {
	n := len(loop) - 1
	if n < 3 {
		return loop
	}
	best, most := 0, sharp
	for i := range n {
		if t := turn(loop[(i+n-1)%n], loop[i], loop[(i+1)%n]); t > most {
			best, most = i, t
		}
	}
	if best == 0 {
		return loop
	}
	return append(slices.Clone(loop[best:n]), loop[:best+1]...)
}

// turn is how much a line turns at b, in radians: 0 goes straight on.
func turn(a, b, c orb.Point) float64 {
	ux, uy, vx, vy := b[0]-a[0], b[1]-a[1], c[0]-b[0], c[1]-b[1]
	return math.Abs(math.Atan2(ux*vy-uy*vx, ux*vx+uy*vy))
}

func length(line orb.LineString) float64 {
	sum := 0.0
	for i := 1; i < len(line); i++ {
		sum += math.Hypot(line[i][0]-line[i-1][0], line[i][1]-line[i-1][1])
	}
	return sum
}

// joined joins the arcs whose border is of level l into the longest lines there are:
// they end only where three meet, or one ends. Each arc is in one line, once.
func joined(mesh *geo.Mesh, border []adcode.Level, l adcode.Level, lines []orb.LineString) []orb.LineString {
	j := joiner{mesh, lines, map[orb.Point][]geo.ArcRef{}, map[int]bool{}}
	var arcs []int
	for i, b := range border {
		if b == l && len(lines[i]) > 1 {
			arcs = append(arcs, i)
			first, last := mesh.Arcs[i].Line[0], mesh.Arcs[i].Line[len(mesh.Arcs[i].Line)-1]
			j.leaving[first] = append(j.leaving[first], geo.ArcRef(i))
			j.leaving[last] = append(j.leaving[last], ^geo.ArcRef(i))
		}
	}
	var out []orb.LineString
	for _, ends := range []bool{true, false} { // from the ends first, what is left are loops
		for _, i := range arcs {
			for _, start := range []geo.ArcRef{geo.ArcRef(i), ^geo.ArcRef(i)} {
				if !j.done[i] && (!ends || len(j.leaving[j.from(start)]) != 2) {
					out = append(out, j.follow(start))
				}
			}
		}
	}
	return out
}

type joiner struct {
	mesh    *geo.Mesh
	lines   []orb.LineString
	leaving map[orb.Point][]geo.ArcRef
	done    map[int]bool
}

func (j *joiner) from(r geo.ArcRef) orb.Point {
	line := j.mesh.Arcs[r.Index()].Line
	if r.Reversed() {
		return line[len(line)-1]
	}
	return line[0]
}

func (j *joiner) follow(at geo.ArcRef) orb.LineString {
	var out orb.LineString
	for {
		j.done[at.Index()] = true
		part := geo.Lines(j.lines)(at)
		if len(out) > 0 {
			part = part[1:]
		}
		out = append(out, part...)
		next := j.leaving[j.from(^at)]
		if len(next) != 2 {
			return out
		}
		back := at
		for _, n := range next {
			if !j.done[n.Index()] {
				at = n
			}
		}
		if at == back {
			return out
		}
	}
}
