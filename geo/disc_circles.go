package geo

import (
	"math"
	"sync"

	"github.com/paulmach/orb"
)

// circles are discs' circles as they are drawn: the points that chords run between, each
// made when it is first asked for, so that shapes that share a disc share its points too.
// They may be asked for concurrently.
type circles struct {
	frame
	discs     []disc
	tolerance Metres
	of        []circle            // by disc
	turns     map[int][]orb.Point // by how many steps: their directions, as points of the unit circle
}

// circle is one of them.
type circle struct {
	steps    int // how many chords make it
	mu       sync.Mutex
	vertices []Vertex // by step
	isMade   []bool
}

func (f frame) circles(discs []disc, tolerance Metres) *circles {
	c := &circles{frame: f, discs: discs, tolerance: tolerance, of: make([]circle, len(discs)), turns: map[int][]orb.Point{}}
	for i, d := range discs {
		steps := chords(d.r, float64(tolerance))
		if c.of[i].steps = steps; c.turns[steps] == nil {
			c.turns[steps] = turnIn(steps)
		}
	}
	return c
}

// circles returns the cover's circles for a tolerance.
func (c *Cover) circles(tolerance Metres) *circles {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.drawn == nil || c.drawn.tolerance != tolerance {
		c.drawn = c.ground.circles(c.discs, tolerance)
	}
	return c.drawn
}

func turnIn(steps int) []orb.Point {
	turn := make([]orb.Point, steps)
	for k := range turn {
		turn[k][1], turn[k][0] = math.Sincos(float64(k) * (2 * math.Pi / float64(steps)))
	}
	return turn
}

// vertex returns the vertex at a step of a disc's circle; p is where it is in the plane.
func (c *circles) vertex(disc int32, k int, p orb.Point) Vertex {
	of := &c.of[disc]
	of.mu.Lock()
	defer of.mu.Unlock()
	if of.vertices == nil {
		of.vertices, of.isMade = make([]Vertex, of.steps), make([]bool, of.steps)
	}
	if !of.isMade[k] {
		of.vertices[k], of.isMade[k] = Snap(c.plane.Inverse(p)), true
	}
	return of.vertices[k]
}
