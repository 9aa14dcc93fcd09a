package tiles

import (
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
)

// divisions draws the units of editions into the tile's layers.
type divisions struct {
	frame  frame
	units  [adcode.Village + 1]*layer
	border *layer
	label  *layer
	*pen
}

// pen is what shapes are cut and written with; it is used again for the next tile.
type pen struct {
	clip   clipper
	shape  shape
	lines  [adcode.Village + 1]shape // of borders, by level
	rings  [][]point
	local  []point
	found  []int32
	spare  []*layer // written and free for the next tile
	used   []*layer
	limits Limits
}

// layer returns an empty layer.
func (p *pen) layer(name string) *layer {
	var l *layer
	if n := len(p.spare); n > 0 {
		l, p.spare = p.spare[n-1], p.spare[:n-1]
	} else {
		l = new(layer)
	}
	l.start(name, p.limits)
	p.used = append(p.used, l)
	return l
}

// rest frees the layers.
func (p *pen) rest() { p.spare, p.used = append(p.spare, p.used...), p.used[:0] }

func newDivisions(f frame, p *pen) *divisions {
	d := &divisions{frame: f, pen: p, border: p.layer("border"), label: p.layer("label")}
	for _, l := range adcode.Levels {
		d.units[l] = p.layer(l.String())
		p.lines[l].start(lineShape)
	}
	return d
}

func (d *divisions) layers() []*layer {
	d.writeBorders()
	return []*layer{d.units[adcode.County], d.units[adcode.Township], d.units[adcode.Village], d.border, d.label}
}

// add draws an edition whose lines at the tile's zoom are given.
func (d *divisions) add(ed *edition.Edition, p *pyramid, lines *gridLines) {
	b := p.bands[bandOf(d.frame.grid)]
	d.found = p.index.meeting(d.frame.reach, d.found, func(i int) {
		if i >= len(b.shapes) || len(b.shapes[i]) == 0 || d.frame.zoom < FirstZoom(b.levels[i]) {
			return
		}
		u := &ed.Units[i]
		l := d.units[u.Level()]
		if l.isFull() {
			l.leaveOut()
			return
		}
		tiny := d.polygons(p, i, b.shapes[i], b.arcs, lines)
		if d.shape.isEmpty() {
			return
		}
		describeUnit(l, ed, u, int64(p.tint[i]), tiny)
		l.feature(uint64(u.Unit), &d.shape)
	})
	d.names(ed, p)
	d.borders(b, lines)
}

// polygons sets d.shape to what of a unit is in the tile, and reports whether the unit has
// no area on the grid. What lies wholly in the tile needs no clipping.
func (d *divisions) polygons(p *pyramid, unit int, shape geo.MeshShape, boxes []box, lines *gridLines) (tiny bool) {
	d.shape.start(polygonShape)
	whole := d.frame.holds(p.units[unit])
	if woven, ok := lines.woven[int32(unit)]; ok {
		if len(woven) == 0 {
			d.square(p.label[unit])
			return true
		}
		d.rings, d.local = d.rings[:0], d.local[:0]
		for _, ring := range woven {
			start := len(d.local)
			for _, s := range ring {
				d.local = append(d.local, d.frame.local(s))
			}
			d.rings = append(d.rings, d.local[start:len(d.local):len(d.local)])
		}
		d.draw(whole)
		return false
	}
	for _, polygon := range shape {
		d.rings, d.local = d.rings[:0], d.local[:0]
		for _, refs := range polygon {
			start := len(d.local)
			d.local = lines.ring(refs, boxes, &d.frame, d.local)
			d.rings = append(d.rings, d.local[start:len(d.local):len(d.local)])
		}
		d.draw(whole)
	}
	return false
}

// draw adds d.rings, valid polygons on the grid, to d.shape.
func (d *divisions) draw(whole bool) {
	rings := d.rings
	if !whole {
		rings = d.clip.polygon(rings)
	}
	for _, ring := range rings {
		d.shape.ring(ring)
	}
}

// square adds one square of the grid, for a unit smaller than that.
func (d *divisions) square(at spot) {
	p, in := d.frame.localPoint(at)
	if !in {
		return
	}
	d.shape.ring([]point{p, {p.X + 1, p.Y}, {p.X + 1, p.Y + 1}, {p.X, p.Y + 1}})
}

// names puts the labels that stand in the tile into their layer.
func (d *divisions) names(ed *edition.Edition, p *pyramid) {
	d.found = p.index.meeting(d.frame.inner, d.found, func(i int) {
		u := &ed.Units[i]
		if d.frame.zoom < FirstZoom(u.Level()) || p.units[i].isEmpty() {
			return
		}
		at, ok := d.frame.localPoint(p.label[i])
		if !ok {
			return
		}
		if d.label.isFull() {
			d.label.leaveOut()
			return
		}
		d.shape.start(pointShape)
		d.shape.point(at)
		describeName(d.label, u, int64(p.rank[i]))
		d.label.feature(uint64(u.Unit), &d.shape)
	})
}

// borders draws each arc once, however many units of however many levels end there.
func (d *divisions) borders(b *band, lines *gridLines) {
	d.found = b.index.meeting(d.frame.reach, d.found, func(i int) {
		whole := d.frame.holds(b.arcs[i])
		pieces, cut := lines.pieces[int32(i)]
		if !cut {
			d.stretch(lines.arc(i), b.border[i], whole)
			return
		}
		for _, p := range pieces {
			d.stretch(lines.arc(i)[p.from:p.to+1], p.level, whole)
		}
	})
}

// stretch adds a line to the borders of its level, as far as the layer's limit goes.
func (d *divisions) stretch(line []spot, level adcode.Level, whole bool) {
	s := &d.lines[level]
	if len(s.commands) >= d.border.limits.Bytes {
		d.border.leaveOut()
		return
	}
	d.line(s, line, whole)
}

// writeBorders makes a feature of the borders of each level.
func (d *divisions) writeBorders() {
	for _, level := range adcode.Levels {
		d.border.text("level", level.String())
		d.border.feature(0, &d.lines[level])
	}
}

// line adds to a shape what of a line is in the tile.
func (d *divisions) line(shape *shape, line []spot, whole bool) {
	d.local = d.local[:0]
	for _, s := range line {
		d.local = append(d.local, d.frame.local(s))
	}
	if whole {
		shape.line(d.local)
		return
	}
	for _, piece := range d.clip.line(d.local) {
		shape.line(piece)
	}
}
