package maps

import (
	"bytes"
	"fmt"
	"math"
	"strconv"

	"github.com/paulmach/orb"
)

// pdfContent writes a page's drawing. Its coordinates are the scene's: the first
// matrix turns them over and into points.
type pdfContent struct {
	fonts  []*pdfFont // regular, bold
	layers *pdfLayers
	out    bytes.Buffer
	state  string // of the pen and the brush as last set
}

func newPDFContent(s *Scene, fonts []*pdfFont, layers *pdfLayers) *pdfContent {
	c := &pdfContent{fonts: fonts, layers: layers}
	if layers.titles == nil {
		layers.titles = s.Layers
	}
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
	font := c.fonts[0]
	if t.Bold {
		font = c.fonts[1]
	}
	sin, cos := math.Sincos(t.Angle * math.Pi / 180)
	set := func(mode int) {
		c.op("BT /%s %s Tf %d Tr %s Tc %s %s %s %s %s %s Tm <%s> Tj ET", font.resource, fixedNumber(t.Size), mode, fixedNumber(t.Spacing),
			fixedNumber(cos), fixedNumber(-sin), fixedNumber(-sin), fixedNumber(-cos), number(t.At[0]), number(t.At[1]), glyphString(font.subset, t.String))
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

func glyphString(s *subset, text string) string {
	var b bytes.Buffer
	for _, r := range text {
		fmt.Fprintf(&b, "%04X", s.glyph(r))
	}
	return b.String()
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
