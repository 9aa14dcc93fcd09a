package maps

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
)

// themed is a theme on a sheet.
type themed struct {
	*Theme
	limits  []float64
	colours []Color // of the classes
	value   map[adcode.Code]float64
	most    float64 // of the values
}

// noFigure is the tint of units whose figure is not known.
var noFigure = rgb(0xe9e9e9)

// The ramps of tints, from little to much: each darker than the one before, so that they
// are told apart in any sight and in grey print, and light enough for black names.
var (
	blueRamp = []Color{rgb(0xf0f6fb), rgb(0xc9dff0), rgb(0x9cc6e2), rgb(0x6aa9d3), rgb(0x3f88bd)}
	warmRamp = []Color{rgb(0xfff4e3), rgb(0xfddcb2), rgb(0xfbbb7d), rgb(0xf2914b), rgb(0xd8691f)}
	greyRamp = []Color{rgb(0xf8f8f8), rgb(0xe0e0e0), rgb(0xc4c4c4), rgb(0xa4a4a4), rgb(0x848484)}
)

// takeTheme makes the sheet one of its theme, if it has one.
func (d *draft) takeTheme() {
	if d.o.Theme == nil {
		return
	}
	t := &themed{Theme: d.o.Theme, limits: d.o.Theme.classLimits(), value: map[adcode.Code]float64{}}
	ramp := blueRamp
	switch {
	case d.o.Palette == Grey:
		ramp = greyRamp
	case t.Warn:
		ramp = warmRamp
	}
	t.colours = shades(ramp, len(t.limits)+1)
	for _, v := range t.Values {
		t.value[v.Code] = v.Value
		t.most = max(t.most, v.Value)
	}
	d.finish = &finish{tint: d.themeTint(t), over: func() []Node { return d.overlays(t) }, marks: func() []Node { return d.themeMarks(t) },
		values: func(code adcode.Code) (string, bool) {
			v, ok := t.value[code]
			return t.format(v), ok && !math.IsNaN(v)
		}}
	d.panel = &sidePanel{rows: func(width, k float64) []row { return d.themeRows(t, width, k) }}
}

// shades are so many colours along a ramp.
func shades(ramp []Color, n int) []Color {
	out := make([]Color, n)
	for i := range out {
		at := 0.5
		if n > 1 {
			at = float64(i) / float64(n-1)
		}
		at *= float64(len(ramp) - 1)
		k := min(int(at), len(ramp)-2)
		mix := func(a, b uint8) uint8 {
			return uint8(math.Round(float64(a) + (at-float64(k))*(float64(b)-float64(a))))
		}
		a, b := ramp[k], ramp[k+1]
		out[i] = Color{mix(a.R, b.R), mix(a.G, b.G), mix(a.B, b.B), true}
	}
	return out
}

// themeTint gives units the tint of their class: a village on a sheet by township has its
// township's.
func (d *draft) themeTint(t *themed) func(u *edition.Unit) (Color, bool) {
	return func(u *edition.Unit) (Color, bool) {
		if t.Circles {
			return rgb(0xfbfaf5), true
		}
		v, ok := t.value[u.Code]
		if !ok || math.IsNaN(v) {
			return noFigure, true
		}
		return t.colours[classOf(t.limits, v)], true
	}
}

// overlays draws the theme's areas: their hatching and their outlines.
func (d *draft) overlays(t *themed) (nodes []Node) {
	nodes = d.lowerTints(t)
	for _, o := range t.Overlays {
		style := overlayStyle(o.Gap, d.t)
		shape := d.paperShape(o.Shape)
		nodes = append(nodes, style.nodes(hatched(shape, style.apart, style.angle, d.field), rings(shape))...)
	}
	return nodes
}

// lowerTints are the tints of villages, where the theme is by village: the sheet itself
// tints townships.
func (d *draft) lowerTints(t *themed) (nodes []Node) {
	if t.Level != adcode.Village || t.Circles {
		return nil
	}
	for _, u := range d.ed.At(adcode.Village) {
		if a := d.areas[u.Index]; a != nil && d.isOf(u) {
			tint := d.tint(u, noFigure)
			nodes = append(nodes, &Path{Lines: rings(a.shape), Closed: true, Fill: tint, Stroke: tint, Width: 0.12})
		}
	}
	return nodes
}

// hatching is how an overlay is drawn.
type hatching struct {
	apart, angle, width, outline float64
	color                        Color
}

func overlayStyle(gap bool, t float64) hatching {
	v := math.Pow(t, 0.7)
	if gap {
		return hatching{2.4 * v, -45, 0.14 * v, 0, rgb(0x7a1c10)} // its pieces meet along the units' borders, which are drawn
	}
	return hatching{2.1 * v, 45, 0.11 * v, 0.28 * v, rgb(0x1d5a3a)}
}

func (h hatching) nodes(lines, outline []orb.LineString) []Node {
	nodes := []Node{&Path{Lines: lines, Stroke: h.color, Width: h.width}}
	if h.outline > 0 {
		nodes = append(nodes, &Path{Lines: outline, Closed: true, Stroke: h.color, Width: h.outline})
	}
	return nodes
}

// themeMarks draws circles and places, and keeps names off them.
func (d *draft) themeMarks(t *themed) (nodes []Node) {
	if t.Circles {
		nodes = d.circles(t)
	}
	shown := map[orb.Point]bool{}
	for _, f := range d.facilities() {
		shown[*f.Place] = true
	}
	for _, p := range t.Points {
		at := d.place.Paper(p.Place)
		if !d.field.Contains(at) || shown[p.Place] {
			continue
		}
		nodes = append(nodes, d.pointSymbol(p, at)...)
		d.taken.take(boxAround(at, 2.2*facilityRadius*d.t, 2.2*facilityRadius*d.t))
	}
	return nodes
}

func (d *draft) pointSymbol(p ThemePoint, at orb.Point) []Node {
	if kind, ok := facilities.KindByCode(p.Kind); ok {
		return d.facilitySymbol(kind, at)
	}
	return []Node{&Circle{Centre: at, Radius: 0.8 * facilityRadius * d.t, Fill: rgb(0x7a1f2b), Stroke: rgb(0xffffff), Width: 0.18 * d.t}}
}

// circles draws the values as circles, the largest first, in their units.
func (d *draft) circles(t *themed) (nodes []Node) {
	values := slices.Clone(t.Values)
	slices.SortStableFunc(values, func(a, b ThemeValue) int { return cmp.Compare(b.Value, a.Value) })
	for _, v := range values {
		u := d.ed.ByCode(v.Code)
		if u == nil || d.areas[u.Index] == nil || !(v.Value > 0) {
			continue
		}
		at, r := d.place.Paper(u.Label), t.radius(v.Value, d.t)
		nodes = append(nodes, circle(at, r, d.t))
		d.taken.take(boxAround(at, 1.8*r, 1.8*r))
	}
	return nodes
}

func circle(at orb.Point, r, t float64) Node {
	return &Circle{Centre: at, Radius: r, Fill: rgb(0x8fbbd9), Stroke: rgb(0x1d4f91), Width: 0.2 * t}
}

// largestCircle is the radius of the largest value's circle.
const largestCircle = 6.0

// radius is that of a value's circle: its area is as the value.
func (t *themed) radius(value, size float64) float64 {
	if t.most <= 0 || value <= 0 {
		return 0
	}
	return largestCircle * size * math.Sqrt(value/t.most)
}

// format writes a value as the map and the panel do: a share with its sign.
func (t *themed) format(v float64) string {
	if math.IsNaN(v) {
		return "—"
	}
	s := strconv.FormatFloat(v, 'f', t.Decimals, 64)
	if whole, rest, _ := strings.Cut(s, "."); len(strings.TrimPrefix(whole, "-")) > 4 {
		n, _ := strconv.Atoi(whole)
		s = grouped(n)
		if rest != "" {
			s += "." + rest
		}
	}
	if t.Unit == "%" || t.Unit == "‰" {
		s += t.Unit
	}
	return s
}
