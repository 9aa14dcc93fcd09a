package maps

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
)

// pdfContent writes a page's drawing. Its coordinates are the scene's: the first
// matrix turns them over and into points.
type pdfContent struct {
	fonts  []*pdfFont
	first  *fonts
	images *pdfImages
	layers *pdfLayers
	out    bytes.Buffer
	state  string // of the pen and the brush as last set
}

func newPDFContent(s *Scene, first *fonts, fonts []*pdfFont, layers *pdfLayers, images *pdfImages) *pdfContent {
	c := &pdfContent{fonts: fonts, first: first, layers: layers, images: images}
	c.op("%s 0 0 -%s 0 %s cm 1 j", fixedNumber(pointsPerMM), fixedNumber(pointsPerMM), fixedNumber(s.Height*pointsPerMM))
	return c
}

func (c *pdfContent) op(format string, args ...any) {
	fmt.Fprintf(&c.out, format, args...)
	c.out.WriteByte('\n')
}

func (c *pdfContent) nodes(nodes []Node) {
	for _, n := range nodes {
		switch n := n.(type) {
		case *Group:
			c.group(n)
		case *Path:
			c.path(n)
		case *Circle:
			c.circle(n)
		case *Text:
			c.text(n)
		case *Picture:
			c.picture(n)
		default:
			panic(fmt.Sprintf("maps: a node of type %T", n))
		}
	}
}

func (c *pdfContent) group(g *Group) {
	if g.Layer != "" {
		c.op("/OC /L%d BDC", c.layers.number(g.Layer))
		defer c.op("EMC")
	}
	if g.Clip != nil {
		size := [2]float64{g.Clip.Max[0] - g.Clip.Min[0], g.Clip.Max[1] - g.Clip.Min[1]}
		c.op("q %s %s %s %s re W n", number(g.Clip.Min[0]), number(g.Clip.Min[1]), number(size[0]), number(size[1]))
		c.state = ""
		defer func() { c.op("Q"); c.state = "" }()
	}
	c.nodes(g.Nodes)
}

// pen sets colours, width, dashes and caps, if they are not so already.
func (c *pdfContent) pen(fill, stroke Color, width float64, dash []float64, phase float64, round bool) {
	var b bytes.Buffer
	if fill.Opaque {
		fmt.Fprintf(&b, "%s rg ", pdfColor(fill))
	}
	if stroke.Opaque {
		roundness := 0
		if round {
			roundness = 1
		}
		b.WriteString(pdfColor(stroke) + " RG " + number(width) + " w " + strconv.Itoa(roundness) + " J [")
		for i, d := range dash {
			if i > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(fixedNumber(d))
		}
		b.WriteString("] " + fixedNumber(phase) + " d")
	}
	if b.String() != c.state {
		c.state = b.String()
		c.op("%s", c.state)
	}
}

func (c *pdfContent) path(p *Path) {
	paint := paintOperator(p.Fill, p.Stroke)
	if paint == "n" {
		return
	}
	c.pen(p.Fill, p.Stroke, p.Width, p.Dash, p.Phase, p.Round)
	for _, line := range p.Lines {
		if p.Closed && len(line) > 1 && line[0] == line[len(line)-1] {
			line = line[:len(line)-1]
		}
		for i, at := range line {
			c.out.WriteString(number(at[0]) + " " + number(at[1]))
			if i == 0 {
				c.out.WriteString(" m\n")
			} else {
				c.out.WriteString(" l\n")
			}
		}
		if p.Closed {
			c.out.WriteString("h\n")
		}
	}
	c.op("%s", paint)
}

func paintOperator(fill, stroke Color) string {
	switch {
	case fill.Opaque && stroke.Opaque:
		return "B*"
	case fill.Opaque:
		return "f*"
	case stroke.Opaque:
		return "S"
	}
	return "n"
}

func (c *pdfContent) circle(k *Circle) {
	c.pen(k.Fill, k.Stroke, k.Width, nil, 0, false)
	start, curves := circleCurves(k.Centre, k.Radius)
	c.op("%s %s m", number(start[0]), number(start[1]))
	for _, curve := range curves {
		for _, p := range curve {
			c.out.WriteString(number(p[0]) + " " + number(p[1]) + " ")
		}
		c.op("c")
	}
	c.op("h %s", paintOperator(k.Fill, k.Stroke))
}

// circleCurves is a circle as four cubic curves from its right.
func circleCurves(o orb.Point, r float64) (start orb.Point, curves [4][3]orb.Point) {
	const k = 0.5522847498 // a quarter of a circle to 0.03 % of the radius
	at := func(x, y float64) orb.Point { return orb.Point{o[0] + x*r, o[1] + y*r} }
	return at(1, 0), [4][3]orb.Point{
		{at(1, k), at(k, 1), at(0, 1)}, {at(-k, 1), at(-1, k), at(-1, 0)},
		{at(-1, -k), at(-k, -1), at(0, -1)}, {at(k, -1), at(1, -k), at(1, 0)},
	}
}

// text writes a line as one marked span whose actual text is the line: readers then
// find it whole however its letters are spaced. The halo beneath has no text.
func (c *pdfContent) text(t *Text) {
	if t.String == "" {
		return
	}
	set := func(mode int) {
		c.op("BT %d Tr %s Tc %s ET", mode, fixedNumber(t.Spacing), c.glyphs(t))
	}
	if t.Halo.Opaque {
		c.op("/Span <</ActualText()>> BDC")
		c.pen(Color{}, t.Halo, 2*t.HaloWidth, nil, 0, true)
		set(1)
		c.op("EMC")
	}
	c.op("/Span <</ActualText%s>> BDC", pdfString(t.String))
	c.pen(t.Fill, Color{}, 0, nil, 0, false)
	set(0)
	c.op("EMC")
}

// glyphs set a text's letters: in runs of one font from its beginning, or each in the
// place it has.
func (c *pdfContent) glyphs(t *Text) string {
	var b strings.Builder
	var last *pdfFont
	begin := func(at orb.Point, angle float64) {
		sin, cos := math.Sincos(angle * math.Pi / 180)
		fmt.Fprintf(&b, " %s %s %s %s %s %s Tm", fixedNumber(cos), fixedNumber(-sin), fixedNumber(-sin), fixedNumber(-cos), number(at[0]), number(at[1]))
	}
	open := false
	for i, r := range []rune(t.String) {
		font := c.font(t.Bold, r)
		if open && (font != last || len(t.Letters) > 0) {
			b.WriteString("> Tj ")
			open = false
		}
		if font != last {
			fmt.Fprintf(&b, "/%s %s Tf", font.resource, fixedNumber(t.Size))
		}
		switch {
		case len(t.Letters) > 0:
			begin(t.Letters[i].At, t.Letters[i].Angle)
		case last == nil:
			begin(t.At, t.Angle)
		}
		if !open {
			b.WriteString(" <")
			open = true
		}
		fmt.Fprintf(&b, "%04X", font.subset.glyph(r))
		last = font
	}
	return b.String() + "> Tj"
}

// font is that which draws a character.
func (c *pdfContent) font(bold bool, r rune) *pdfFont {
	face := c.first.face(bold)
	for _, f := range c.fonts {
		if f.face == face && f.subset.glyph(r) != 0 {
			return f
		}
	}
	face = face.having(r)
	return c.fonts[slices.IndexFunc(c.fonts, func(f *pdfFont) bool { return f.face == face })]
}

func pdfColor(c Color) string {
	part := func(v uint8) string { return fixedNumber(float64(v) / 255) }
	return part(c.R) + " " + part(c.G) + " " + part(c.B)
}

// number writes a length to a thousandth of a millimetre.
func number(v float64) string { return trimmed(v, 3) }

// fixedNumber writes a factor or a small length with six decimals.
func fixedNumber(v float64) string { return trimmed(v, 6) }

func trimmed(v float64, decimals int) string {
	s := strconv.AppendFloat(make([]byte, 0, 16), v, 'f', decimals, 64)
	s = bytes.TrimRight(bytes.TrimRight(s, "0"), ".")
	if len(s) == 0 || string(s) == "-0" || string(s) == "-" {
		return "0"
	}
	return string(s)
}
