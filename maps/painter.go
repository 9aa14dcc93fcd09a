package maps

import (
	"encoding/binary"
	"fmt"
	"image"
	"image/draw"
	"math"
	"slices"

	"github.com/paulmach/orb"
	"golang.org/x/image/vector"
)

// painter draws a scene into bands of pixels.
type painter struct {
	scene  *Scene
	fonts  *fonts
	k      float64 // pixels a millimetre
	width  int     // pixels
	shapes []shape // the scene as filled outlines, in order
}

// shape is an outline to fill, in pixels of the whole sheet.
type shape struct {
	bound orb.Bound
	fill  Color
	trace func(to tracer)
	image image.Image // drawn in place of an outline; nil: none
	box   orb.Bound   // of the image, or to fill where there is neither image nor outline
}

// tracer takes outlines; every one begins with MoveTo and is closed at the next.
type tracer interface {
	MoveTo(ax, ay float32)
	LineTo(bx, by float32)
	QuadTo(bx, by, cx, cy float32)
	CubeTo(bx, by, cx, cy, dx, dy float32)
	ClosePath()
}

func newPainter(s *Scene, fonts *fonts, k float64, width int) *painter {
	p := &painter{scene: s, fonts: fonts, k: k, width: width}
	p.collect(s.Nodes, orb.Bound{Max: orb.Point{s.Width * k, s.Height * k}})
	return p
}

// band draws the rows from top on. Several bands can be drawn at once.
func (p *painter) band(top, rows int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, p.width, rows))
	for i := range img.Pix {
		img.Pix[i] = 0xff
	}
	raster := vector.NewRasterizer(1, 1)
	var mask image.Alpha
	for _, s := range p.shapes {
		area := image.Rect(int(math.Floor(s.bound.Min[0])), int(math.Floor(s.bound.Min[1]))-top, int(math.Ceil(s.bound.Max[0])), int(math.Ceil(s.bound.Max[1]))-top).Intersect(img.Rect)
		if area.Empty() {
			continue
		}
		if s.image != nil {
			s.draw(img, top)
			continue
		}
		if s.trace == nil {
			fillBox(img, area, s.box, float64(top), s.fill)
			continue
		}
		raster.Reset(area.Dx(), area.Dy())
		raster.DrawOp = draw.Src // Reset sets another
		s.trace(&offset{raster, float32(area.Min.X), float32(area.Min.Y + top)})
		raster.ClosePath()
		mask.Rect, mask.Stride = image.Rect(0, 0, area.Dx(), area.Dy()), area.Dx()
		mask.Pix = slices.Grow(mask.Pix[:0], area.Dx()*area.Dy())[:area.Dx()*area.Dy()]
		raster.Draw(&mask, mask.Rect, image.Opaque, image.Point{})
		paint(img, area, mask.Pix, s.fill)
	}
	return img
}

// paint lays a colour over an area by a mask of one byte a pixel. Most of a mask is empty:
// eight pixels of it are passed over at a time.
func paint(img *image.RGBA, area image.Rectangle, mask []byte, c Color) {
	width := area.Dx()
	for y := area.Min.Y; y < area.Max.Y; y++ {
		pixels := img.Pix[img.PixOffset(area.Min.X, y):]
		row := mask[(y-area.Min.Y)*width:][:width]
		for x := 0; x < width; {
			if row[x] == 0 {
				if x+8 <= width && binary.NativeEndian.Uint64(row[x:]) == 0 {
					x += 8
				} else {
					x++
				}
				continue
			}
			mix(pixels[4*x:4*x+3:4*x+3], [3]uint8{c.R, c.G, c.B}, uint32(row[x]))
			x++
		}
	}
}

// mix covers a pixel by a colour, from 0 not at all to 255 wholly.
func mix(pixel []uint8, c [3]uint8, share uint32) {
	if share == 255 {
		copy(pixel, c[:])
		return
	}
	for i, v := range c {
		pixel[i] = uint8((uint32(pixel[i])*(255-share) + uint32(v)*share + 127) / 255)
	}
}

// offset moves outlines to the rasterizer's own origin.
type offset struct {
	to   *vector.Rasterizer
	x, y float32
}

func (o *offset) MoveTo(ax, ay float32) { o.to.ClosePath(); o.to.MoveTo(ax-o.x, ay-o.y) }
func (o *offset) LineTo(bx, by float32) { o.to.LineTo(bx-o.x, by-o.y) }
func (o *offset) QuadTo(bx, by, cx, cy float32) {
	o.to.QuadTo(bx-o.x, by-o.y, cx-o.x, cy-o.y)
}
func (o *offset) CubeTo(bx, by, cx, cy, dx, dy float32) {
	o.to.CubeTo(bx-o.x, by-o.y, cx-o.x, cy-o.y, dx-o.x, dy-o.y)
}
func (o *offset) ClosePath() { o.to.ClosePath() }

// collect turns nodes into shapes to fill, cut off at a clip.
func (p *painter) collect(nodes []Node, clip orb.Bound) {
	for _, n := range nodes {
		switch n := n.(type) {
		case *Group:
			inner := clip
			if n.Clip != nil {
				inner = intersection(clip, orb.Bound{Min: p.pixel(n.Clip.Min), Max: p.pixel(n.Clip.Max)})
			}
			p.collect(n.Nodes, inner)
		case *Path:
			p.addPath(n, clip)
		case *Circle:
			p.addCircle(n, clip)
		case *Text:
			p.addText(n, clip)
		case *Picture:
			p.addPicture(n, clip)
		default:
			panic(fmt.Sprintf("maps: a node of type %T", n))
		}
	}
}

func intersection(a, b orb.Bound) orb.Bound {
	return orb.Bound{
		Min: orb.Point{max(a.Min[0], b.Min[0]), max(a.Min[1], b.Min[1])},
		Max: orb.Point{min(a.Max[0], b.Max[0]), min(a.Max[1], b.Max[1])},
	}
}

func (p *painter) pixel(mm orb.Point) orb.Point { return orb.Point{mm[0] * p.k, mm[1] * p.k} }

func (p *painter) pixels(line orb.LineString) orb.LineString {
	out := make(orb.LineString, len(line))
	for i, at := range line {
		out[i] = p.pixel(at)
	}
	return out
}

func (p *painter) add(bound, clip orb.Bound, fill Color, trace func(tracer)) {
	whole := bound
	bound = intersection(bound, clip)
	if bound.Min[0] < bound.Max[0] && bound.Min[1] < bound.Max[1] {
		p.shapes = append(p.shapes, shape{bound: bound, fill: fill, trace: trace, box: whole})
	}
}

func (p *painter) addPath(n *Path, clip orb.Bound) {
	lines := make([]orb.LineString, len(n.Lines))
	for i, line := range n.Lines {
		lines[i] = p.pixels(line)
	}
	if n.Fill.Opaque {
		bound, trace := orb.MultiLineString(lines).Bound(), func(to tracer) { traceLines(to, lines) }
		if len(lines) == 1 && isBox(lines[0]) {
			trace = nil
		}
		p.add(bound, clip, n.Fill, trace)
	}
	if !n.Stroke.Opaque {
		return
	}
	pen := stroker{width: n.Width * p.k, round: n.Round}
	if len(n.Dash) == 0 && n.Closed && len(lines) == 1 && isBox(lines[0]) {
		p.addSides(lines[0], pen, clip, n.Stroke)
		return
	}
	for _, line := range lines {
		pieces, closed := []orb.LineString{line}, n.Closed && len(line) > 3
		if len(n.Dash) > 0 {
			pieces, closed = dashed(line, n.Dash, n.Phase, p.k), false
		}
		p.add(grown(line.Bound(), pen.width), clip, n.Stroke, func(to tracer) {
			for _, piece := range pieces {
				pen.stroke(to, piece, closed)
			}
		})
	}
}

func traceLines(to tracer, lines []orb.LineString) {
	for _, line := range lines {
		for i, at := range line {
			if i == 0 {
				to.MoveTo(float32(at[0]), float32(at[1]))
			} else {
				to.LineTo(float32(at[0]), float32(at[1]))
			}
		}
	}
}

func (p *painter) addCircle(n *Circle, clip orb.Bound) {
	o, r := p.pixel(n.Centre), n.Radius*p.k
	disc := func(to tracer, r float64, inwards bool) { traceCircle(to, o, r, inwards) }
	if n.Fill.Opaque {
		p.add(boxAround(o, 2*r, 2*r), clip, n.Fill, func(to tracer) { disc(to, r, false) })
	}
	if half := n.Width * p.k / 2; n.Stroke.Opaque && half > 0 {
		p.add(boxAround(o, 2*(r+half), 2*(r+half)), clip, n.Stroke, func(to tracer) {
			disc(to, r+half, false)
			if r > half {
				disc(to, r-half, true)
			}
		})
	}
}

func traceCircle(to tracer, o orb.Point, r float64, inwards bool) {
	if inwards { // wound the other way it is a hole
		start, curves := circleCurves(o, r)
		to.MoveTo(float32(start[0]), float32(start[1]))
		for i := len(curves) - 1; i >= 0; i-- {
			end := start
			if i > 0 {
				end = curves[i-1][2]
			}
			c := curves[i]
			to.CubeTo(float32(c[1][0]), float32(c[1][1]), float32(c[0][0]), float32(c[0][1]), float32(end[0]), float32(end[1]))
		}
		return
	}
	start, curves := circleCurves(o, r)
	to.MoveTo(float32(start[0]), float32(start[1]))
	for _, c := range curves {
		to.CubeTo(float32(c[0][0]), float32(c[0][1]), float32(c[1][0]), float32(c[1][1]), float32(c[2][0]), float32(c[2][1]))
	}
}

// addText draws the letters' outlines; the halo is their outline stroked beneath.
func (p *painter) addText(t *Text, clip orb.Bound) {
	letters := p.letters(t)
	if t.Halo.Opaque {
		pen := stroker{width: 2 * t.HaloWidth * p.k, round: true}
		for _, g := range letters {
			lines := g.flat()
			p.add(grown(g.bound(t.Size*p.k), pen.width), clip, t.Halo, func(to tracer) {
				for _, line := range lines {
					pen.stroke(to, line, true)
				}
			})
		}
	}
	for _, g := range letters {
		p.add(g.bound(t.Size*p.k), clip, t.Fill, g.trace)
	}
}

// letters are a text's glyphs in their places.
func (p *painter) letters(t *Text) []glyphAt {
	first := p.fonts.face(t.Bold)
	sin, cos := math.Sincos(t.Angle * math.Pi / 180)
	along := 0.0
	var letters []glyphAt
	for i, r := range []rune(t.String) {
		face := first.having(r)
		at := orb.Point{t.At[0] + along*cos, t.At[1] - along*sin}
		if len(t.Letters) > 0 {
			at = t.Letters[i].At
			sin, cos = math.Sincos(t.Letters[i].Angle * math.Pi / 180)
		}
		letters = append(letters, glyphAt{face.outline(r), p.pixel(at), t.Size * p.k / face.em, sin, cos})
		along += face.advance(r)*t.Size + t.Spacing
	}
	return letters
}
