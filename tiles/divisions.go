package tiles

import (
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
)

// divisions draws the units of editions into the tile's layers.
type divisions struct {
	frame  frame
	units  map[adcode.Level]*layer
	border *layer
	label  *layer
	drawn  map[[2]spot]bool // segments of county borders; nil where there is one county
	*pen
}

// pen is what shapes are cut and written with; it is used again for the next tile.
type pen struct {
	clip  clipper
	shape shape
	rings [][]point
	local []point
}

func newDivisions(f frame, p *pen, counties int) *divisions {
	d := &divisions{frame: f, pen: p, units: map[adcode.Level]*layer{}, border: newLayer("border"), label: newLayer("label")}
	for _, l := range adcode.Levels {
		d.units[l] = newLayer(l.String())
	}
	if counties > 1 {
		d.drawn = map[[2]spot]bool{}
	}
	return d
}

func (d *divisions) layers() []*layer {
	return []*layer{d.units[adcode.County], d.units[adcode.Township], d.units[adcode.Village], d.border, d.label}
}

func (d *divisions) add(ed *edition.Edition, p *pyramid) {
	lines := p.lines(d.frame.grid)
	for i := range ed.Units {
		u := &ed.Units[i]
		if d.frame.zoom < FirstZoom(u.Level()) || len(ed.Mesh.Shapes[i]) == 0 || !d.frame.meets(p.units[i]) {
			continue
		}
		d.polygons(ed.Mesh.Shapes[i], lines, d.frame.holds(p.units[i]))
		describeUnit(d.units[u.Level()], ed, u, int64(p.tint[i]))
		d.units[u.Level()].feature(uint64(u.Unit), &d.shape)
		d.name(ed, u, p)
	}
	d.borders(ed, p, lines)
}

// polygons sets d.shape to what of a unit is in the tile. What lies wholly in
// it needs no clipping.
func (d *divisions) polygons(shape geo.MeshShape, lines *gridLines, whole bool) {
	d.shape.start(polygonShape)
	for _, polygon := range shape {
		d.rings, d.local = d.rings[:0], d.local[:0]
		for _, refs := range polygon {
			start := len(d.local)
			d.local = lines.ring(refs, &d.frame, d.local)
			d.rings = append(d.rings, d.local[start:len(d.local):len(d.local)])
		}
		rings := d.rings
		if whole {
			rings = nest(rings)
		} else {
			rings = d.clip.polygon(rings)
		}
		for _, ring := range rings {
			d.shape.ring(ring)
		}
	}
}

func (d *divisions) name(ed *edition.Edition, u *edition.Unit, p *pyramid) {
	at, ok := d.frame.localPoint(p.label[u.Index])
	if !ok {
		return
	}
	d.shape.start(pointShape)
	d.shape.point(at)
	describeName(d.label, u, int64(p.rank[u.Index]))
	d.label.feature(uint64(u.Unit), &d.shape)
}

// borders draws each arc once, however many units of however many levels end there.
func (d *divisions) borders(ed *edition.Edition, p *pyramid, lines *gridLines) {
	for i, level := range ed.Border {
		if d.frame.zoom < FirstZoom(level) || !d.frame.meets(p.arcs[i]) {
			continue
		}
		d.shape.start(lineShape)
		if level == adcode.County && d.drawn != nil {
			for _, line := range d.undrawn(lines.arc(i)) {
				d.line(line, false)
			}
		} else {
			d.line(lines.arc(i), d.frame.holds(p.arcs[i]))
		}
		d.border.text("level", level.String())
		d.border.feature(0, &d.shape)
	}
}

// line adds what of a line is in the tile.
func (d *divisions) line(line []spot, whole bool) {
	d.local = d.local[:0]
	for _, s := range line {
		d.local = append(d.local, d.frame.local(s))
	}
	if whole {
		d.shape.line(d.local)
		return
	}
	for _, piece := range d.clip.line(d.local) {
		d.shape.line(piece)
	}
}

// undrawn splits a line so that segments which the neighbouring county has drawn
// already are left out.
func (d *divisions) undrawn(line []spot) [][]spot {
	var out [][]spot
	start := 0
	for i := 1; i < len(line); i++ {
		a, b := line[i-1], line[i]
		if b.X < a.X || b.X == a.X && b.Y < a.Y {
			a, b = b, a
		}
		if d.drawn[[2]spot{a, b}] {
			out = appendLine(out, line[start:i])
			start = i
		}
		d.drawn[[2]spot{a, b}] = true
	}
	return appendLine(out, line[start:])
}

func appendLine(to [][]spot, line []spot) [][]spot {
	if len(line) < 2 {
		return to
	}
	return append(to, line)
}
