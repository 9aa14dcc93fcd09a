package web

import (
	"fmt"
	"math"
	"strings"

	"github.com/paulmach/orb"
)

// outlineMap is a small picture of features, drawn into the page itself.
type outlineMap struct {
	Width, Height int
	Shapes        []outline
	Points        []outlinePoint
}

type outline struct {
	Path, Title string
	Area        bool
}

type outlinePoint struct {
	X, Y  int
	Title string
}

const outlineSide = 640

// outlinesOf draws features of a page; nil where none has a shape. A vertex that falls
// on the pixel of the one before is left out, so a picture stays small.
func outlinesOf(page []*ogcFeature) *outlineMap {
	var bound orb.Bound
	var drawn []*ogcFeature
	for _, f := range page {
		if !f.hasShape() {
			continue
		}
		if len(drawn) == 0 {
			bound = f.bound()
		}
		bound = bound.Union(f.bound())
		drawn = append(drawn, f)
	}
	if len(drawn) == 0 {
		return nil
	}
	frame := newOutlineFrame(bound)
	picture := &outlineMap{Width: outlineSide, Height: frame.height}
	for _, f := range drawn {
		if point, ok := f.shape().(orb.Point); ok {
			x, y := frame.pixel(point)
			picture.Points = append(picture.Points, outlinePoint{x, y, f.title()})
			continue
		}
		picture.Shapes = append(picture.Shapes, outline{frame.path(f.shape()), f.title(), f.unit != nil})
	}
	return picture
}

// outlineFrame places degrees in a picture; north is up, and a kilometre is as long
// upwards as across.
type outlineFrame struct {
	west, north, perLon, perLat float64
	height                      int
}

func newOutlineFrame(bound orb.Bound) outlineFrame {
	narrow := math.Cos(bound.Center()[1] * math.Pi / 180)
	wide, high := max((bound.Max[0]-bound.Min[0])*narrow, 1e-6), max(bound.Max[1]-bound.Min[1], 1e-6)
	scale := (outlineSide - 20) / max(wide, high)
	return outlineFrame{bound.Min[0], bound.Max[1], scale * narrow, scale, int(high*scale) + 20}
}

func (f outlineFrame) pixel(p orb.Point) (x, y int) {
	return 10 + int(math.Round((p[0]-f.west)*f.perLon)), 10 + int(math.Round((f.north-p[1])*f.perLat))
}

func (f outlineFrame) path(g orb.Geometry) string {
	var b strings.Builder
	line := func(points []orb.Point, closed bool) {
		lastX, lastY := -1, -1
		for i, p := range points {
			x, y := f.pixel(p)
			if i > 0 && x == lastX && y == lastY {
				continue
			}
			fmt.Fprintf(&b, "%c%d %d", "ML"[min(i, 1)], x, y)
			lastX, lastY = x, y
		}
		if closed {
			b.WriteByte('z')
		}
	}
	switch g := g.(type) {
	case orb.MultiPolygon:
		for _, polygon := range g {
			for _, ring := range polygon {
				line(ring, true)
			}
		}
	case orb.MultiLineString:
		for _, part := range g {
			line(part, false)
		}
	}
	return b.String()
}
