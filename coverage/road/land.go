package road

import (
	"math"
	"runtime"
	"slices"
	"sync"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/geo"
)

// latticeStep is how far apart the points are at which Land is judged, metres; it grows
// where a net is so wide that there would be more than mostPoints of them.
const (
	latticeStep = 50.0
	mostPoints  = 1 << 24
)

// Land draws the land from which a place is reached within some seconds: every point
// that lies within a straight walk off the road of a point of the net, no longer than
// most, and from there has enough time left to go on. It reads the surplus of that walk
// at the points of a lattice 50 m apart and draws where it is spent, straight between
// two of them.
func (t *Times) Land(seconds float64, most geo.Metres) orb.MultiPolygon {
	l := &lattice{}
	l.stretches = t.stretches(seconds, float64(most))
	if len(l.stretches) == 0 {
		return nil
	}
	l.lay(float64(most))
	l.stampAll()
	return geo.Enclosed(l.outlines(t.net.plane))
}

// stretch is a short straight piece of road, with how far off the road one may be at its
// two ends, in metres.
type stretch struct {
	a, b           orb.Point
	spareA, spareB float64
}

// stretches are the pieces of road from which a place is reached in time, edge by edge;
// each processor looks at edges of its own.
func (t *Times) stretches(seconds, most float64) []stretch {
	lists := make([][]stretch, runtime.GOMAXPROCS(0))
	n := len(t.net.edges)
	var all sync.WaitGroup
	for part := range lists {
		all.Go(func() {
			lists[part] = t.stretchesOf(n*part/len(lists), n*(part+1)/len(lists), seconds, most)
		})
	}
	all.Wait()
	return slices.Concat(lists...)
}

// stretchesOf are those of the edges from first up to end.
func (t *Times) stretchesOf(first, end int, seconds, most float64) []stretch {
	var out []stretch
	for i := first; i < end; i++ {
		e := &t.net.edges[i]
		if e.through || !t.reaches(int32(i)) {
			continue
		}
		spare := func(at float64) float64 {
			s, _ := t.onEdge(int32(i), max(0, min(1, at/e.length)))
			return max(-2*latticeStep, min(most, (seconds-s)*t.net.offRoad))
		}
		before, start := 0.0, spare(0)
		var a orb.Point
		t.eachPosition(int32(i), func(at float64, b orb.Point) {
			steps := int((at-before)/latticeStep) + 1
			joins := -1 // the last stretch, where the next may make it longer
			for s := range steps {
				from, to := float64(s)/float64(steps), float64(s+1)/float64(steps)
				end := spare(before + to*(at-before))
				switch {
				case at <= before || start <= 0 && end <= 0:
					joins = -1
				case joins >= 0 && out[joins].goesOn(end):
					out[joins].b, out[joins].spareB = between(a, b, to), end
				default:
					joins = len(out)
					out = append(out, stretch{between(a, b, from), between(a, b, to), start, end})
				}
				start = end
			}
			before, a = at, b
		})
	}
	return out
}

// goesOn reports whether a stretch may be lengthened by the piece behind it, at whose end
// one has that much to spare: it is the same all along, as where time is plenty.
func (s *stretch) goesOn(end float64) bool {
	return math.Abs(s.spareA-s.spareB) < 1e-9 && math.Abs(end-s.spareB) < 1e-9
}

// eachPosition calls visit for the positions of an edge's course and those where places
// stand, in order: nowhere else does the way to a place turn round for what lies before it.
func (t *Times) eachPosition(i int32, visit func(at float64, p orb.Point)) {
	e := &t.net.edges[i]
	var stand []float64
	for _, place := range t.on[i] {
		stand = append(stand, t.feet[place].along*e.length)
	}
	slices.Sort(stand)
	at := 0.0
	visit(0, t.net.course[e.first])
	for k := e.first; k < e.last; k++ {
		a, b := t.net.course[k], t.net.course[k+1]
		length := distance(a, b)
		for len(stand) > 0 && stand[0] < at+length {
			if stand[0] > at {
				visit(stand[0], between(a, b, (stand[0]-at)/length))
			}
			stand = stand[1:]
		}
		at += length
		visit(at, b)
	}
}

// reaches reports whether any point of an edge can be in reach.
func (t *Times) reaches(i int32) bool {
	e := &t.net.edges[i]
	return t.spread.Place[e.a] >= 0 || t.spread.Place[e.b] >= 0 || len(t.on[i]) > 0
}

// lattice is points of the plane with the surplus of the best walk from each to a road,
// in metres: above 0 where there is time enough.
type lattice struct {
	stretches []stretch
	origin    orb.Point
	step      float64
	nx, ny    int
	surplus   []float32
	across    int       // blocks in a row of them
	least     []float32 // by block of points: the least surplus in it
}

// block is how many points a block is wide and high: a stretch that cannot give even the
// poorest of them more than it has need not look at the others.
const block = 4

func (l *lattice) lay(most float64) {
	bound := orb.Bound{Min: l.stretches[0].a, Max: l.stretches[0].a}
	for _, s := range l.stretches {
		bound = bound.Extend(s.a).Extend(s.b)
	}
	w, h := bound.Max[0]-bound.Min[0]+2*most, bound.Max[1]-bound.Min[1]+2*most
	l.step = max(latticeStep, math.Sqrt(w*h/mostPoints))
	margin := most + 3*l.step
	l.origin = orb.Point{bound.Min[0] - margin, bound.Min[1] - margin}
	l.nx, l.ny = int((w+6*l.step)/l.step)+2, int((h+6*l.step)/l.step)+2
	l.surplus = make([]float32, l.nx*l.ny)
	for i := range l.surplus {
		l.surplus[i] = float32(-2 * l.step)
	}
	l.across = (l.nx + block - 1) / block
	l.least = make([]float32, l.across*((l.ny+block-1)/block))
	for i := range l.least {
		l.least[i] = float32(-2 * l.step)
	}
}

func (l *lattice) at(col, row int) orb.Point {
	return orb.Point{l.origin[0] + float64(col)*l.step, l.origin[1] + float64(row)*l.step}
}

// stampAll raises the surplus around all stretches, each processor in rows of its own.
func (l *lattice) stampAll() {
	var all sync.WaitGroup
	rows := (l.ny + block - 1) / block
	bands := min(runtime.GOMAXPROCS(0), rows)
	for band := range bands {
		all.Go(func() {
			first, last := rows*band/bands, rows*(band+1)/bands-1
			for i := range l.stretches {
				l.stamp(&l.stretches[i], first, last)
			}
		})
	}
	all.Wait()
}

// stamp raises the surplus of the points around a stretch of road in some rows of blocks.
func (l *lattice) stamp(s *stretch, first, last int) {
	far := max(s.spareA, s.spareB) + 2*l.step
	length := distance(s.a, s.b)
	p := press{stretch: s, lattice: l, length: length, enough: float32(1.5 * l.step)}
	if length > 0 {
		p.along = orb.Point{(s.b[0] - s.a[0]) / length, (s.b[1] - s.a[1]) / length}
		p.slope = (s.spareB - s.spareA) / length
	}
	p.col0, p.col1 = l.span(min(s.a[0], s.b[0])-far-l.origin[0], max(s.a[0], s.b[0])+far-l.origin[0], l.nx)
	p.row0, p.row1 = l.span(min(s.a[1], s.b[1])-far-l.origin[1], max(s.a[1], s.b[1])+far-l.origin[1], l.ny)
	for down := max(p.row0/block, first); down <= min(p.row1/block, last); down++ {
		for over := p.col0 / block; over <= p.col1/block; over++ {
			if least := l.least[down*l.across+over]; least < p.enough && p.most(down, over) > float64(least) {
				p.stampBlock(down, over)
			}
		}
	}
}

// press is a stretch of road being stamped.
type press struct {
	*stretch
	*lattice
	along                  orb.Point
	length, slope          float64
	col0, col1, row0, row1 int
	enough                 float32 // a surplus of one and a half steps: it cannot fall to 0 as far as the next point
}

// most is a bound of what the stretch can give to any point of a block.
func (p *press) most(down, over int) float64 {
	const half = float64(block-1) / 2
	dx := p.origin[0] + (float64(over*block)+half)*p.step - p.a[0]
	dy := p.origin[1] + (float64(down*block)+half)*p.step - p.a[1]
	foot, off := dx*p.along[0]+dy*p.along[1], dx*p.along[1]-dy*p.along[0]
	ahead := foot - max(0, min(p.length, foot))
	return max(p.spareA, p.spareB) - math.Sqrt(off*off+ahead*ahead) + half*math.Sqrt2*p.step
}

// stampBlock raises the surplus of the points of a block.
func (p *press) stampBlock(down, over int) {
	raised := false
	for row := max(p.row0, down*block); row <= min(p.row1, down*block+block-1); row++ {
		points := p.surplus[row*p.nx : (row+1)*p.nx]
		dy := p.origin[1] + float64(row)*p.step - p.a[1]
		for col := max(p.col0, over*block); col <= min(p.col1, over*block+block-1); col++ {
			have := &points[col]
			if *have >= p.enough {
				continue
			}
			dx := p.origin[0] + float64(col)*p.step - p.a[0]
			foot, off := dx*p.along[0]+dy*p.along[1], math.Abs(dx*p.along[1]-dy*p.along[0])
			best := bestAlong(foot, off, p.slope, p.length)
			// Most stretches are too far off to give a point more than it has.
			spare, ahead := p.spareA+p.slope*best, foot-best
			if more := spare - float64(*have); more <= 0 || off*off+ahead*ahead > more*more {
				continue
			}
			if v := float32(spare - math.Hypot(off, ahead)); v > *have {
				*have, raised = v, true
			}
		}
	}
	if raised {
		p.least[down*p.across+over] = p.poorest(down, over)
	}
}

// poorest is the least surplus in a block.
func (p *press) poorest(down, over int) float32 {
	least := float32(math.Inf(1))
	for row := down * block; row < min(p.ny, down*block+block); row++ {
		for _, surplus := range p.surplus[row*p.nx+over*block : row*p.nx+min(p.nx, over*block+block)] {
			least = min(least, surplus)
		}
	}
	return least
}

func (l *lattice) span(from, to float64, n int) (first, last int) {
	return max(0, int(from/l.step)), min(n-1, int(to/l.step)+1)
}

// bestAlong is where on a stretch one who stands off it, with her foot at foot, has most
// to spare: towards the end from which the way is shorter.
func bestAlong(foot, off, slope, length float64) float64 {
	at := foot
	switch {
	case slope >= 1:
		at = length
	case slope <= -1:
		at = 0
	case slope != 0 && off > 0:
		at += off * slope / math.Sqrt(1-slope*slope)
	}
	return max(0, min(length, at))
}
