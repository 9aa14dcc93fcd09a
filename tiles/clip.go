package tiles

import (
	"cmp"
	"slices"
)

// The rectangle that polygons and lines are cut to. Its sides lie half a unit inside
// the buffer's edge, between positions of the grid, so that no vertex is ever on a
// side; what is cut ends on the edge itself.
const (
	lowSide, highSide = -buffer + 0.5, extent + buffer - 0.5
	lowEdge, highEdge = -buffer, extent + buffer
	sideLength        = highSide - lowSide
	rimLength         = 4 * sideLength
	// rimStart is where counting along the rim begins, on the side of small y.
	rimStart = 2047.3183098861837907
)

// crossing is a place where a line passes the rim of the rectangle.
type crossing struct {
	along float64 // way along the rim from rimStart, with the rectangle to the left (y up)
	out   bool
	piece int // of the ring's pieces inside, the one that begins or ends here
}

// clipper cuts rings and lines to the rectangle. The zero clipper is ready; its
// slices are used again by the next call, so a result holds until then.
//
// A polygon is cut into the pieces of its rings that run inside. Where a piece goes
// out the polygon goes on along the rim until the next piece comes in: winding
// numbers along the rim tell which belong together, and hold even where rings touch
// or cross themselves after rounding. So a concave polygon comes out as separate
// polygons, without edges that join them along the rim.
type clipper struct {
	pieces    [][]point
	links     []link // by piece: how it goes on
	crossings []crossing
	closed    [][]point
	winding   int     // of the polygon at rimStart
	ink       []point // what pieces and rings are written on, one after the other
}

// link joins the end of a piece to the beginning of another along the rim.
type link struct {
	to          int
	from, until float64 // along the rim; backwards where until < from
}

// polygon cuts rings (open, shells with positive area in y-down tile coordinates)
// and returns rings, cleaned: each shell followed by its holes.
func (c *clipper) polygon(rings [][]point) [][]point { return nest(c.trace(rings)) }

// trace returns the rings of the polygon within the rectangle as they come: shells
// positive, holes negative, in no order.
func (c *clipper) trace(rings [][]point) [][]point {
	c.pieces, c.crossings, c.closed, c.winding, c.ink = c.pieces[:0], c.crossings[:0], c.closed[:0], 0, c.ink[:0]
	for _, ring := range rings {
		c.cut(ring)
	}
	c.link()
	c.join()
	return c.closed
}

// cut sorts a ring into pieces inside the rectangle and what it adds to the winding
// number at rimStart.
func (c *clipper) cut(ring []point) {
	start := slices.IndexFunc(ring, func(p point) bool { return !inside(p) })
	if start < 0 {
		c.closed = append(c.closed, ring)
		return
	}
	piece := len(c.ink)
	p, within := ring[start], false
	i := start
	for range ring {
		if i++; i == len(ring) {
			i = 0
		}
		q := ring[i]
		before := within
		within = inside(q)
		if before && within {
			c.ink = append(c.ink, q)
			p = q
			continue
		}
		c.winding += windingStep(p, q)
		if in, out, ok := cutSegment(p, q); ok {
			if in != noSide {
				c.ink = append(c.ink, c.cross(p, q, in, false))
			}
			if out != noSide {
				c.ink = append(c.ink, c.cross(p, q, out, true))
				c.pieces, piece = append(c.pieces, c.written(piece)), len(c.ink)
			} else {
				c.ink = append(c.ink, q)
			}
		}
		p = q
	}
}

// written is what was written since a place in ink.
func (c *clipper) written(since int) []point { return c.ink[since:len(c.ink):len(c.ink)] }

// cross notes that the polygon passes a side and returns where.
func (c *clipper) cross(p, q point, s side, out bool) point {
	at, along := s.crossing(p, q)
	piece := len(c.pieces) // an outgoing piece is stored after this
	c.crossings = append(c.crossings, crossing{along, out, piece})
	return at
}

func inside(p point) bool {
	return p.X > lowEdge && p.X < highEdge && p.Y > lowEdge && p.Y < highEdge
}

// link walks once along the rim and joins what goes out to what comes in, so that
// the part of the rim between them has the winding number it has in the polygon.
func (c *clipper) link() {
	c.links = fit(c.links, len(c.pieces))
	slices.SortFunc(c.crossings, func(a, b crossing) int { return cmp.Compare(a.along, b.along) })
	w := rimWalk{winding: c.winding, least: c.winding, most: c.winding, links: c.links}
	for _, x := range c.crossings {
		w.pass(x)
	}
	w.wrap()
	for range w.least { // all of the rim lies inside: the rectangle is a ring too
		c.closed = append(c.closed, []point{corners[3].at, corners[0].at, corners[1].at, corners[2].at})
	}
	for range -w.most {
		c.closed = append(c.closed, []point{corners[2].at, corners[1].at, corners[0].at, corners[3].at})
	}
}

func fit[T any](slice []T, n int) []T {
	if cap(slice) < n {
		return make([]T, n)
	}
	return slice[:n]
}

// join follows the links and closes the pieces to rings.
func (c *clipper) join() {
	for i := range c.pieces {
		if c.pieces[i] == nil {
			continue
		}
		ring := len(c.ink)
		for at := i; c.pieces[at] != nil; {
			c.ink = append(c.ink, c.pieces[at]...)
			c.pieces[at] = nil
			c.ink = rim(c.links[at].from, c.links[at].until, c.ink)
			at = c.links[at].to
		}
		c.closed = append(c.closed, c.written(ring))
	}
}

// line cuts an open line to the rectangle and returns its pieces.
func (c *clipper) line(line []point) [][]point {
	c.pieces, c.ink = c.pieces[:0], c.ink[:0]
	piece := 0
	for i := 1; i < len(line); i++ {
		p, q := line[i-1], line[i]
		in, out, ok := cutSegment(p, q)
		if !ok {
			continue
		}
		if in != noSide {
			at, _ := in.crossing(p, q)
			c.ink = append(c.ink, at)
		} else if len(c.ink) == piece {
			c.ink = append(c.ink, p)
		}
		if out != noSide {
			at, _ := out.crossing(p, q)
			c.ink = append(c.ink, at)
			c.pieces, piece = append(c.pieces, c.written(piece)), len(c.ink)
		} else {
			c.ink = append(c.ink, q)
		}
	}
	if len(c.ink) > piece {
		c.pieces = append(c.pieces, c.written(piece))
	}
	return c.pieces
}
