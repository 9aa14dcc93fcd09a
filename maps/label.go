package maps

import (
	"cmp"
	"slices"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
)

// middleOfEm is how far above the baseline the middle of a Chinese character lies,
// in ems.
const middleOfEm = 0.38

// job is a name to be set in a part of a unit, or beside a point.
type job struct {
	unit    *edition.Unit
	text    string
	part    int
	area    *area     // the part
	home    orb.Point // where it would best stand
	choices map[nameStyle][]setting
}

// drawNames sets the names of the map: townships first, such that they cover as few
// places of village names as can be, then villages, the smallest first.
func (d *draft) drawNames() {
	towns, villages := d.jobs()
	group := &Group{Layer: layerNames}
	d.nameSeatsOutside(group)
	var unset []*job
	for _, j := range towns {
		if s, ok := d.bestTown(j, villages); ok {
			d.set(group, j, s)
		} else {
			unset = append(unset, j)
		}
	}
	for _, j := range villages {
		if s, ok := d.firstFit(j, d.villageStyles()); ok {
			d.set(group, j, s)
		} else {
			unset = append(unset, j)
		}
	}
	d.namePartsBeside(group, unset)
	d.number(group, unset)
	d.content = append(d.content, group)
}

// jobs are the names to set: one for each unit that the sheet names, and one for each
// further part of it, which bears its owner's name in brackets.
func (d *draft) jobs() (towns, villages []*job) {
	named := d.tinted()
	for _, u := range named {
		towns = append(towns, d.parts(u)...)
	}
	if d.subject != nil && named[0] != d.subject {
		return nil, towns
	}
	if d.o.Kind == ByVillage && len(named) > 0 && named[0].Level() == adcode.Township {
		for _, u := range d.ed.At(adcode.Village) {
			villages = append(villages, d.parts(u)...)
		}
	}
	towns, villages = joinParts(towns, villages)
	for _, jobs := range [][]*job{towns, villages} {
		slices.SortStableFunc(jobs, func(a, b *job) int { return cmp.Compare(size(a.area.bound), size(b.area.bound)) })
	}
	return towns, villages
}

// joinParts leaves one name for a part that lies apart and is a township's and a
// village's: that of both.
func joinParts(towns, villages []*job) (left, all []*job) {
	for _, t := range towns {
		within := slices.IndexFunc(villages, func(v *job) bool { return v.part > 0 && t.part > 0 && t.area.holds(v.home) })
		if within >= 0 {
			villages[within].text = "（" + nameOf(t.unit) + nameOf(villages[within].unit) + "）"
			continue
		}
		left = append(left, t)
	}
	return left, villages
}

func size(b orb.Bound) float64 { return (b.Max[0] - b.Min[0]) * (b.Max[1] - b.Min[1]) }

func (d *draft) parts(u *edition.Unit) []*job {
	whole := d.areas[u.Index]
	if whole == nil {
		return nil
	}
	home := d.place.Paper(u.Label)
	var jobs []*job
	part := 0
	for _, polygon := range whole.shape {
		a := newArea(orb.MultiPolygon{polygon})
		j := &job{unit: u, text: nameOf(u), area: a, home: home}
		if !a.holds(home) && len(whole.shape) > 1 {
			if size(a.bound) < 1 { // a square millimetre shows no owner
				continue
			}
			part++
			j.part, j.text, j.home = part, "（"+nameOf(u)+"）", d.place.Paper(geo.LabelPoint(orb.MultiPolygon{d.onEarth(polygon)}))
		}
		jobs = append(jobs, j)
	}
	return jobs
}

// nameOf is what the sheet calls a unit: its code where its name cannot be printed.
func nameOf(u *edition.Unit) string {
	if printable(u.Name) == "" {
		return u.Code.String()
	}
	return u.Name
}

// onEarth is a polygon of the sheet in degrees.
func (d *draft) onEarth(polygon orb.Polygon) orb.Polygon {
	out := make(orb.Polygon, len(polygon))
	for i, ring := range polygon {
		for _, p := range ring {
			out[i] = append(out[i], d.place.Earth(p))
		}
	}
	return out
}

// townStyles are the ways to set a township's name, from large and spaced across its
// area to small and close. A part that lies apart is set like a village.
func (d *draft) townStyles(j *job) []nameStyle {
	ink := rgb(0x1f1f1f)
	if j.part > 0 {
		return d.villageStyles()
	}
	em := 4.4
	if d.o.Kind == ByVillage {
		em, ink = 3.9, rgb(0x7a1f2b)
	}
	em *= d.t
	var styles []nameStyle
	for i, shrink := range []float64{1, 0.85, 0.7, 0.58, 0.48} {
		spaces := []float64{0.8, 0.5, 0.25, 0.08}
		if i > 0 {
			spaces = []float64{0.25, 0.08, 0}
		}
		for k, space := range spaces {
			penalty := (float64(i)*6 + float64(k)*2) * d.t
			styles = append(styles, nameStyle{em * shrink, em * shrink * space, true, ink, penalty})
		}
	}
	return styles
}

// smallestName is the size of the smallest name in millimetres, about 5 points: still
// read on any paper.
const smallestName = 1.75

// villageStyles are the ways to set a village's name, from the largest.
func (d *draft) villageStyles() []nameStyle {
	ink := rgb(0x222222)
	var styles []nameStyle
	for i, em := range []float64{2.3, 2.1, 1.9, 1.75, 1.6, 1.45, 1.3, 1.15, 1} {
		styles = append(styles, nameStyle{max(em*d.t, smallestName), 0, false, ink, float64(i) * d.t})
		if em*d.t <= smallestName {
			break
		}
	}
	return styles
}

// nameSeatsOutside sets the owner's name, in brackets, beside a seat that lies outside
// its own unit.
func (d *draft) nameSeatsOutside(group *Group) {
	style := d.asideStyle()
	for _, u := range d.tinted() {
		if u.Seat == nil || d.areas[u.Index].holds(d.place.Paper(*u.Seat)) {
			continue
		}
		j := &job{unit: u, text: "（" + nameOf(u) + "）", part: -1, home: d.place.Paper(*u.Seat)}
		if s, ok := d.beside(j, style); ok {
			d.set(group, j, s)
		}
	}
}

// namePartsBeside names the parts that are too small for it beside them, with a line
// that leads there.
func (d *draft) namePartsBeside(group *Group, jobs []*job) {
	for _, j := range jobs {
		if j.part == 0 {
			continue
		}
		if s, ok := d.beside(j, d.asideStyle()); ok {
			group.Nodes = append(group.Nodes, leader(j.home, s.box, d.t)...)
			d.set(group, j, s)
		}
	}
}

// set draws a name in its place and takes the place.
func (d *draft) set(group *Group, j *job, s setting) {
	t := d.text(j.text, s.style.size, s.style.bold, s.style.fill)
	t.Spacing, t.Halo, t.HaloWidth = s.style.spacing, rgb(0xffffff), min(0.14*s.style.size, 0.5*d.t)
	t.At = orb.Point{s.box.Min[0], s.box.Center()[1] + middleOfEm*s.style.size}
	group.Nodes = append(group.Nodes, t)
	d.taken.take(s.outer())
	d.names = append(d.names, Name{Code: j.unit.Code, Text: t.String, Part: j.part, Box: s.box})
}
