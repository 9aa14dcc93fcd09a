package maps

import (
	"github.com/paulmach/orb"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// glyphAt is a letter's outline at a place, in pixels.
type glyphAt struct {
	outline  sfnt.Segments
	at       orb.Point
	scale    float64
	sin, cos float64
}

func (g glyphAt) bound(em float64) orb.Bound { return boxAround(g.at, 4*em, 4*em) }

func (g glyphAt) point(p fixed.Point26_6) (x, y float64) {
	dx, dy := float64(p.X)*g.scale, float64(p.Y)*g.scale
	return g.at[0] + dx*g.cos + dy*g.sin, g.at[1] - dx*g.sin + dy*g.cos
}

func (g glyphAt) trace(to tracer) {
	for _, s := range g.outline {
		var a [6]float32
		for i, p := range s.Args {
			x, y := g.point(p)
			a[2*i], a[2*i+1] = float32(x), float32(y)
		}
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			to.MoveTo(a[0], a[1])
		case sfnt.SegmentOpLineTo:
			to.LineTo(a[0], a[1])
		case sfnt.SegmentOpQuadTo:
			to.QuadTo(a[0], a[1], a[2], a[3])
		case sfnt.SegmentOpCubeTo:
			to.CubeTo(a[0], a[1], a[2], a[3], a[4], a[5])
		}
	}
}

// flat is the outline as lines, curves cut into four.
func (g glyphAt) flat() []orb.LineString {
	var f flattener
	g.trace(&f)
	return f.lines
}

// flattener collects outlines as lines.
type flattener struct{ lines []orb.LineString }

func (f *flattener) MoveTo(ax, ay float32) {
	f.lines = append(f.lines, orb.LineString{{float64(ax), float64(ay)}})
}

func (f *flattener) LineTo(bx, by float32) {
	last := &f.lines[len(f.lines)-1]
	*last = append(*last, orb.Point{float64(bx), float64(by)})
}

func (f *flattener) QuadTo(bx, by, cx, cy float32) {
	line := f.lines[len(f.lines)-1]
	from := line[len(line)-1]
	for i := 1; i <= 4; i++ {
		t := float64(i) / 4
		u := 1 - t
		f.LineTo(float32(u*u*from[0]+2*u*t*float64(bx)+t*t*float64(cx)), float32(u*u*from[1]+2*u*t*float64(by)+t*t*float64(cy)))
	}
}

func (f *flattener) CubeTo(bx, by, cx, cy, dx, dy float32) {
	line := f.lines[len(f.lines)-1]
	from := line[len(line)-1]
	for i := 1; i <= 4; i++ {
		t := float64(i) / 4
		u := 1 - t
		a, b, c, d := u*u*u, 3*u*u*t, 3*u*t*t, t*t*t
		f.LineTo(float32(a*from[0]+b*float64(bx)+c*float64(cx)+d*float64(dx)), float32(a*from[1]+b*float64(by)+c*float64(cy)+d*float64(dy)))
	}
}

func (f *flattener) ClosePath() {}
