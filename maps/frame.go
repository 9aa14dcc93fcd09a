package maps

import (
	"fmt"
	"math"
	"strings"

	"github.com/paulmach/orb"
)

func (d *draft) title() string {
	if d.o.Title != "" {
		return printable(d.o.Title)
	}
	if t := d.o.Theme; t != nil && t.Title != "" {
		return printable(d.in(d.ed.County.Name+t.Title, d.ed.County.Name+": "+t.Title))
	}
	name, form := d.ed.County.Name, d.words.title
	if d.subject != nil {
		name = d.subject.Name
	}
	if d.o.Template != nil && d.o.Template.Title != "" {
		form = d.o.Template.Title
	}
	return printable(strings.ReplaceAll(form, "%s", name))
}

// frameLines are the frame and the degrees along it.
func (d *draft) frameLines() []Node {
	ink := rgb(0x1a1a1a)
	nodes := []Node{
		&Path{Lines: rectangle(d.frame), Closed: true, Stroke: ink, Width: 0.7 * d.u},
		&Path{Lines: rectangle(d.field), Closed: true, Stroke: ink, Width: 0.18 * d.u},
	}
	return append(nodes, d.graticule()...)
}

// graticule marks where meridians and parallels meet the frame: a tick across its
// gap, degrees before it and minutes behind.
func (d *draft) graticule() []Node {
	var nodes []Node
	step := d.graticuleStep()
	f := d.field
	for axis := range 2 {
		for _, side := range []float64{f.Min[1-axis], f.Max[1-axis]} {
			outward := d.frame.Min[1-axis] - f.Min[1-axis]
			if side == f.Max[1-axis] {
				outward = -outward
			}
			for _, c := range d.crossings(axis, side, step) {
				nodes = append(nodes, d.tick(axis, c.at, side, outward, c.angle)...)
			}
		}
	}
	return nodes
}

// graticuleStep is the least round angle, in degrees, whose ticks stand well apart.
func (d *draft) graticuleStep() float64 {
	middle := d.field.Center()
	mm := (d.place.Earth(orb.Point{middle[0] + 1, middle[1]})[0] - d.place.Earth(middle)[0]) * 3600 // seconds a millimetre
	for _, seconds := range []float64{1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 18000} {
		if seconds >= 34*d.u*mm {
			return seconds / 3600
		}
	}
	return 10
}

type crossing struct{ at, angle float64 }

// crossings are the places along a side of the field (axis 0: at a height, by x) where
// a multiple of step degrees of longitude (0) or latitude (1) meets it.
func (d *draft) crossings(axis int, side, step float64) []crossing {
	angle := func(at float64) float64 {
		p := orb.Point{at, side}
		if axis == 1 {
			p = orb.Point{side, at}
		}
		return d.place.Earth(p)[axis]
	}
	low, high := d.field.Min[axis], d.field.Max[axis]
	from, to := angle(low), angle(high)
	if from > to {
		low, high, from, to = high, low, to, from
	}
	var out []crossing
	for k := math.Ceil(from / step); k*step <= to; k++ {
		a, b := low, high
		for range 60 {
			if middle := (a + b) / 2; angle(middle) < k*step {
				a = middle
			} else {
				b = middle
			}
		}
		out = append(out, crossing{a, k * step})
	}
	return out
}

func (d *draft) tick(axis int, at, side, outward, angle float64) []Node {
	u := d.u
	whole, rest := degrees(angle)
	ink := rgb(0x1a1a1a)
	size := 1.75 * u
	first, second := d.text(whole, size, false, ink), d.text(rest, size, false, ink)
	middle := side + outward*0.46
	if axis == 0 {
		line := orb.LineString{{at, side}, {at, side + outward}}
		d.put(first, orb.Point{at - 0.5*u, middle + 0.36*size}, 1)
		d.put(second, orb.Point{at + 0.5*u, middle + 0.36*size}, 0)
		return d.ticked(axis, at, line, first, second)
	}
	line := orb.LineString{{side, at}, {side + outward, at}}
	d.put(first, orb.Point{middle, at - 0.6*u}, 0.5)
	words := []*Text{first}
	for i, part := range strings.SplitAfter(strings.TrimSuffix(rest, "″"), "′") { // beside one another they are wider than the gap
		if part == "" {
			break
		}
		if i > 0 {
			part += "″"
		}
		words = append(words, d.put(d.text(part, size, false, ink), orb.Point{middle, at + 0.6*u + (0.74+float64(i))*size}, 0.5))
	}
	return d.ticked(axis, at, line, words...)
}

// ticked leaves a tick away with its words where those would run over a corner.
func (d *draft) ticked(axis int, at float64, line orb.LineString, words ...*Text) []Node {
	room := 3.2 * d.u
	if axis == 0 {
		room = max(d.fonts.width(words[0]), d.fonts.width(words[1])) + d.u
	}
	if at-d.field.Min[axis] < room || d.field.Max[axis]-at < room {
		return nil
	}
	nodes := []Node{&Path{Lines: []orb.LineString{line}, Stroke: rgb(0x1a1a1a), Width: 0.15 * d.u}}
	for _, w := range words {
		nodes = append(nodes, w)
	}
	return nodes
}

// notes are the texts around the frame: title and marks above, coordinate system,
// scale and origin beneath.
func (d *draft) notes() []Node {
	return append(d.header(), d.footer()...)
}

func (d *draft) header() []Node {
	u, ink := d.u, rgb(0x111111)
	width := d.outer.Max[0] - d.outer.Min[0]
	room := d.frame.Min[1] - u*marginWidth*0.6
	size := min(room*0.62, 16*u)
	side := width * 0.2
	title := d.fitted(d.title(), size, 2.5*u, width-2*side, true, ink)
	if n := len([]rune(title.String)); n > 1 {
		spare := (width - 2*side - d.fonts.width(title)) / float64(n-1)
		title.Spacing = min(max(spare, 0), 0.28*title.Size)
	}
	baseline := d.frame.Min[1] - 0.5*(room-0.95*title.Size) - 0.12*title.Size
	nodes := []Node{d.put(title, orb.Point{(d.outer.Min[0] + d.outer.Max[0]) / 2, baseline}, 0.5)}
	mark := d.fitted(d.mark(), 2.6*u, 1.2*u, side-2*u, true, rgb(0x8c1d18))
	nodes = append(nodes, d.put(mark, orb.Point{d.outer.Max[0], d.frame.Min[1] - 1.6*u}, 1))
	if d.o.Template != nil && d.o.Template.Logo != nil {
		box := orb.Bound{Min: orb.Point{d.outer.Min[0], u * marginWidth * 0.6}, Max: orb.Point{d.outer.Min[0] + side - 2*u, d.frame.Min[1] - 4.4*u}}
		box.Max[0] = min(box.Max[0], box.Min[0]+3*(box.Max[1]-box.Min[1]))
		nodes = append(nodes, d.drawLogo(d.o.Template.Logo, box)...)
	}
	if d.ed.County.Fiction {
		fiction := d.fitted(d.words.fiction, 2.6*u, 1.2*u, side-2*u, true, rgb(0x8c1d18))
		nodes = append(nodes, d.put(fiction, orb.Point{d.frame.Min[0], d.frame.Min[1] - 1.6*u}, 0))
	}
	return nodes
}

// mark is the review number, or what the sheet is in its stead.
func (d *draft) mark() string {
	switch {
	case d.o.ReviewNumber != "":
		return fmt.Sprintf(d.words.reviewed, d.o.ReviewNumber)
	case d.o.Mark != "":
		return d.o.Mark
	case d.ed.Key.Plan != 0:
		return d.words.planned
	}
	return d.words.internal
}

func (d *draft) footer() []Node {
	u, ink := d.u, rgb(0x222222)
	left, right, top := d.outer.Min[0], d.outer.Max[0], d.outer.Max[1]
	barWidth, bar := d.scaleBar(orb.Point{(left + right) / 2, top + 3.1*u})
	most := (right-left-barWidth)/2 - 4*u
	line := func(s string, row int, x, anchor float64) Node {
		return d.put(d.fitted(s, 2.2*u, 1.1*u, most, false, ink), orb.Point{x, top + u*(3.2+3.2*float64(row))}, anchor)
	}
	c := d.place.Convergence()
	whole, minutes := degrees(math.Round(c*60) / 60)
	nodes := append(bar,
		line(d.words.system(3*d.place.Zone), 0, left, 0),
		line(d.words.convergence(whole+minutes, c < 0), 1, left, 0),
		line(d.origin(), 0, right, 1),
		line(d.words.boundary, 1, right, 1))
	if more := d.moreNotes(); more != "" {
		t := d.fitted(more, 1.8*u, 1.1*u, right-left, false, rgb(0x555555))
		nodes = append(nodes, d.put(t, orb.Point{left, top + 10*u}, 0))
	}
	return nodes
}

// moreNotes are where further names stand, the template's notes and the sources, on one line.
func (d *draft) moreNotes() string {
	var notes []string
	if said := d.behindNote(); said != "" {
		notes = append(notes, said)
	}
	if d.o.Template != nil {
		notes = append(notes, d.o.Template.Notes...)
	}
	if d.o.Attribution != "" {
		notes = append(notes, fmt.Sprintf(d.words.sources, d.o.Attribution))
	}
	return strings.Join(notes, d.in("；", "; "))
}

// origin is who made the map and as of which day.
func (d *draft) origin() string {
	day := ""
	if !d.day().IsZero() {
		day = d.words.day(d.day())
	}
	if d.o.Compiler == "" {
		return day
	}
	return fmt.Sprintf(d.words.compiler, d.o.Compiler) + "　" + day
}

// scaleBar draws the scale in figures and as a bar of four parts about a point.
func (d *draft) scaleBar(at orb.Point) (width float64, nodes []Node) {
	u, ink := d.u, rgb(0x1a1a1a)
	part := d.barPart()
	mm := part * 1000 / float64(d.place.Scale)
	figures := d.text("1:"+grouped(d.place.Scale), 2.8*u, true, ink)
	nodes = append(nodes, d.put(figures, at, 0.5))
	left, top, height := at[0]-2*mm, at[1]+3.6*u, 0.9*u
	for i := range 4 {
		box := orb.Bound{Min: orb.Point{left + float64(i)*mm, top}, Max: orb.Point{left + float64(i+1)*mm, top + height}}
		fill := ink
		if i%2 == 1 {
			fill = rgb(0xffffff)
		}
		nodes = append(nodes, &Path{Lines: rectangle(box), Closed: true, Fill: fill, Stroke: ink, Width: 0.12 * u})
	}
	for i := range 5 {
		t := d.text(barLabel(part*float64(i), barUnit(part)), 1.7*u, false, ink)
		if i == 4 {
			unit := d.text(barUnit(part), 1.7*u, false, ink)
			nodes = append(nodes, d.put(unit, orb.Point{left + 4*mm + d.fonts.width(t)/2 + 0.5*u, top - 0.5*u}, 0))
		}
		nodes = append(nodes, d.put(t, orb.Point{left + float64(i)*mm, top - 0.5*u}, 0.5))
	}
	return 4*mm + 8*u, nodes
}

// barPart is the length on the ground, in metres, of one part of the scale bar: a
// round one near 12 units of furniture.
func (d *draft) barPart() float64 {
	want := 12 * d.u * float64(d.place.Scale) / 1000
	best := 1.0
	for decade := 1.0; decade < 1e7; decade *= 10 {
		for _, step := range []float64{1, 2, 5} {
			if math.Abs(math.Log(step*decade/want)) < math.Abs(math.Log(best/want)) {
				best = step * decade
			}
		}
	}
	return best
}

// barLabel writes a length of the bar in the bar's unit.
func barLabel(metres float64, unit string) string {
	if unit == "km" {
		metres /= 1000
	}
	return fmt.Sprintf("%g", metres)
}

func barUnit(part float64) string {
	if part*4 >= 1000 {
		return "km"
	}
	return "m"
}
