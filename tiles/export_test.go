package tiles

import "github.com/xiantu/xiantu/edition"

// Clip cuts open rings to a tile's buffer as the encoder does.
func Clip(rings [][][2]int64) [][][2]int64 {
	var c clipper
	return back(c.polygon(forth(rings)))
}

// ClipLine cuts a line to a tile's buffer.
func ClipLine(line [][2]int64) [][][2]int64 {
	var c clipper
	return back(c.line(forth([][][2]int64{line})[0]))
}

func forth(rings [][][2]int64) [][]point {
	var out [][]point
	for _, ring := range rings {
		var points []point
		for _, p := range ring {
			points = append(points, point{p[0], p[1]})
		}
		out = append(out, points)
	}
	return out
}

func back(rings [][]point) [][][2]int64 {
	var out [][][2]int64
	for _, ring := range rings {
		var points [][2]int64
		for _, p := range ring {
			points = append(points, [2]int64{p.X, p.Y})
		}
		out = append(out, points)
	}
	return out
}

// Held is how many meshes an encoder keeps pyramids of.
func (e *Encoder) Held() int { return e.pyramids.size() }

// Trace cuts rings and returns all that comes out, also holes without a shell.
func Trace(rings [][][2]int64) [][][2]int64 {
	var c clipper
	return back(c.trace(forth(rings)))
}

// Fill takes all places of the cache, as that many slow tiles would, until leave is called.
func (c *Cache) Fill() (leave func()) {
	for range cap(c.places) {
		c.places <- struct{}{}
	}
	return func() {
		for range cap(c.places) {
			<-c.places
		}
	}
}

// PyramidBytes is how much memory is kept for an edition's boundaries.
func (e *Encoder) PyramidBytes(ed *edition.Edition) int { return e.pyramid(ed).bytes() }
