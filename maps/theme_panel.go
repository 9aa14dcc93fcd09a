package maps

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/facilities"
)

// themeRows are what the panel of a theme says, in lines of a width: its classes, what
// else is drawn, the whole county's figures, those of each unit, and what they mean.
func (d *draft) themeRows(t *themed, width, k float64) []row {
	size := 2.1 * d.u * k
	rows := d.textRows(t.heading(), 1.2*size, width, true, rgb(0x111111))
	for i := range rows {
		rows[i].keep = true
	}
	rows = append(rows, row{height: 0.5 * size, keep: true, draw: func(orb.Point) []Node { return nil }})
	if t.Circles {
		rows = append(rows, d.circleRows(t, size)...)
	} else {
		rows = append(rows, d.classRows(t, width, size)...)
	}
	gap := row{height: 1.1 * size}
	rows = append(append(rows, gap), d.otherRows(t, width, size)...)
	if len(t.Total) > 0 {
		rows = append(rows, gap)
		for _, line := range t.Total {
			rows = append(rows, d.textRows(line, 1.05*size, width, true, rgb(0x14304f))...)
		}
	}
	if values := d.valueRows(t, width, size); len(values) > 0 && len(values) <= mostValueRows {
		rows = append(append(rows, gap), values...)
	}
	if t.Note != "" {
		rows = append(append(rows, gap), d.headingRow(d.in("说明", "Note"), size))
		rows = append(rows, d.textRows(t.Note, 0.86*size, width, false, rgb(0x333333))...)
	}
	return rows
}

// keptValueRows is how many stay in one column.
const keptValueRows = 12

// mostValueRows is how many units a panel lists: the map itself bears the figures of more.
const mostValueRows = 26

func (t *themed) heading() string {
	if t.Unit == "" {
		return t.Name
	}
	return fmt.Sprintf("%s（%s）", t.Name, t.Unit)
}

func (d *draft) headingRow(s string, size float64) row {
	t := d.text(s, size, true, rgb(0x111111))
	return row{height: 1.5 * size, keep: true, draw: func(at orb.Point) []Node {
		return []Node{d.put(t, orb.Point{at[0], at[1] + 1.1*size}, 0)}
	}}
}

// classRows are the classes, the highest last, each with how many units it has.
func (d *draft) classRows(t *themed, width, size float64) []row {
	counts := make([]int, len(t.colours)+1)
	for _, u := range d.ed.At(t.Level) {
		v, ok := t.value[u.Code]
		switch {
		case !d.ed.HasShape(u):
		case !ok || math.IsNaN(v):
			counts[len(t.colours)]++
		default:
			counts[classOf(t.limits, v)]++
		}
	}
	var rows []row
	for i, c := range t.colours {
		rows = append(rows, d.classRow(c, t.className(i, d), counts[i], width, size))
	}
	if n := counts[len(t.colours)]; n > 0 {
		rows = append(rows, d.classRow(noFigure, d.in("无数据", "no data"), n, width, size))
	}
	if len(t.limits) > 0 {
		rows = append(rows, d.textRows(d.in("下限计入本级；右侧为单位数", "A lower limit belongs to its class; on the right, units"), 0.8*size, width, false, rgb(0x555555))...)
	}
	return rows
}

func (d *draft) classRow(c Color, name string, count int, width, size float64) row {
	left := d.text(name, size, false, rgb(0x222222))
	right := d.text(fmt.Sprintf(d.in("%d个", "%d"), count), 0.9*size, false, rgb(0x555555))
	return row{height: 1.75 * size, keep: true, draw: func(at orb.Point) []Node {
		y := at[1] + 0.85*size
		box := orb.Bound{Min: orb.Point{at[0], y - 0.68*size}, Max: orb.Point{at[0] + 3.6*size, y + 0.68*size}}
		return []Node{
			&Path{Lines: rectangle(box), Closed: true, Fill: c, Stroke: rgb(0x555555), Width: 0.12 * d.u},
			d.put(left, orb.Point{at[0] + 4.4*size, y + middleOfEm*size}, 0),
			d.put(right, orb.Point{at[0] + width, y + middleOfEm*size}, 1),
		}
	}}
}

// className is the range of a class: its lower limit belongs to it.
func (t *themed) className(i int, d *draft) string {
	number := func(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
	switch {
	case len(t.limits) == 0 && len(t.known()) > 0:
		return t.format(t.known()[0])
	case len(t.limits) == 0:
		return d.in("无数据", "no data")
	case i == 0:
		return d.in(number(t.limits[0])+"以下", "below "+number(t.limits[0]))
	case i == len(t.limits):
		return d.in(number(t.limits[i-1])+"及以上", number(t.limits[i-1])+" and more")
	}
	return number(t.limits[i-1]) + "–" + number(t.limits[i])
}

// circleRows show three round values as circles.
func (d *draft) circleRows(t *themed, size float64) []row {
	var rows []row
	for _, share := range []float64{1, 0.4, 0.1} {
		v := roundStep(t.most * share * 0.5000001)
		if v > t.most || t.most <= 0 || t.Decimals == 0 && v != math.Trunc(v) {
			continue
		}
		r := t.radius(v, d.t)
		said := d.text(t.format(v), size, false, rgb(0x222222))
		rows = append(rows, row{height: 2*r + 0.5*size, keep: true, draw: func(at orb.Point) []Node {
			y := at[1] + r + 0.2*size
			x := at[0] + t.radius(t.most, d.t)
			return []Node{circle(orb.Point{x, y}, r, d.t), d.put(said, orb.Point{at[0] + 2*t.radius(t.most, d.t) + size, y + middleOfEm*size}, 0)}
		}})
	}
	return rows
}

// otherRows explain what else the sheet has: the theme's areas and places, and the
// symbols of a map of divisions.
func (d *draft) otherRows(t *themed, width, size float64) (rows []row) {
	for _, o := range t.Overlays {
		style := overlayStyle(o.Gap, d.t)
		rows = append(rows, d.symbolRow(o.Name, size, width, func(at orb.Point) []Node {
			box := boxAround(at, 3.6*size, 1.36*size)
			shape := orb.MultiPolygon{{orb.Ring(rectangle(box)[0])}}
			return style.nodes(hatched(shape, min(style.apart, 0.9*size), style.angle, box), rectangle(box))
		}))
	}
	var seen []string
	for _, p := range t.Points {
		name := p.Name
		if kind, ok := facilities.KindByCode(p.Kind); ok {
			name = d.in(kind.Zh, kind.En)
		}
		if !slices.Contains(seen, name) && !slices.Contains(d.o.Facilities, p.Kind) {
			seen = append(seen, name)
			rows = append(rows, d.symbolRow(name, size, width, func(at orb.Point) []Node { return d.pointSymbol(p, at) }))
		}
	}
	for _, e := range d.entries() {
		rows = append(rows, d.symbolRow(e.text.String, size, width, e.symbol))
	}
	return rows
}

// symbolRow is a symbol and what it means.
func (d *draft) symbolRow(name string, size, width float64, symbol func(at orb.Point) []Node) row {
	column := symbolWidth*d.u + size
	lines := d.textRows(name, size, width-column, false, rgb(0x222222))
	return row{height: max(heightOf(lines)+0.2*size, 1.75*size), draw: func(at orb.Point) []Node {
		nodes := symbol(orb.Point{at[0] + symbolWidth*d.u/2, at[1] + 0.85*size})
		return append(nodes, drawRows(lines, orb.Point{at[0] + column, at[1] + 0.13*size})...)
	}}
}

// valueRows list the units with their figures and what stands behind these.
func (d *draft) valueRows(t *themed, width, size float64) []row {
	rows := []row{d.tripleRow(d.in("单位", "Unit"), t.Name, "", width, size, true)}
	for _, v := range t.Values {
		u := d.ed.ByCode(v.Code)
		if u == nil {
			continue
		}
		rows = append(rows, d.tripleRow(nameOf(u), t.format(v.Value), v.Detail, width, size, len(t.Values) <= keptValueRows))
	}
	rows[len(rows)-1].keep = false
	if len(rows) == 1 {
		return nil
	}
	return rows
}

func (d *draft) tripleRow(name, value, detail string, width, size float64, keep bool) row {
	head := detail == "" && name == d.in("单位", "Unit")
	a := d.fitted(name, 0.95*size, 0.6*size, 0.38*width, head, rgb(0x222222))
	room, b := 0.26*width, (*Text)(nil)
	if head {
		room = 0.6 * width
	}
	b = d.fitted(value, 0.95*size, 0.6*size, room, head, rgb(0x222222))
	c := d.fitted(detail, 0.85*size, 0.5*size, 0.33*width, false, rgb(0x555555))
	return row{height: 1.5 * size, keep: keep, draw: func(at orb.Point) []Node {
		y, middle := at[1]+1.05*size, at[0]+0.65*width
		if head {
			middle = at[0] + width
		}
		line := orb.LineString{{at[0], at[1] + 1.45*size}, {at[0] + width, at[1] + 1.45*size}}
		nodes := []Node{d.put(a, orb.Point{at[0], y}, 0), d.put(b, orb.Point{middle, y}, 1), &Path{Lines: []orb.LineString{line}, Stroke: rgb(0xbbbbbb), Width: 0.1 * d.u}}
		if detail != "" {
			nodes = append(nodes, d.put(c, orb.Point{at[0] + width, y}, 1))
		}
		return nodes
	}}
}
