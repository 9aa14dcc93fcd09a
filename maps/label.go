package maps

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
)

// middleOfEm is how far above the baseline the middle of a Chinese character lies,
// in ems.
const middleOfEm = 0.38

// nameStyle is one way to set a name.
type nameStyle struct {
	size, spacing float64 // of the em, and between characters, in millimetres
	bold          bool
	fill          Color
	penalty       float64 // how much less it is liked than the first, in millimetres
}

// setting is a name in a place: the box is that of the characters' em squares.
type setting struct {
	style nameStyle
	box   orb.Bound
	cost  float64
}

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

// firstFit is the best place for a name in the first style that has one left.
func (d *draft) firstFit(j *job, styles []nameStyle) (setting, bool) {
	for _, style := range styles {
		for _, s := range d.places(j, style) {
			if d.taken.free(s.outer()) {
				return s, true
			}
		}
	}
	return setting{}, false
}

// outer is the box with what is kept free around a name, for its halo.
func (s setting) outer() orb.Bound { return grown(s.box, haloRoom*s.style.size) }

// haloRoom is that width in ems.
const haloRoom = 0.16

// places lists where a name fits inside its area, best first, whatever stands there
// already.
func (d *draft) places(j *job, style nameStyle) []setting {
	if found, ok := j.choices[style]; ok {
		return found
	}
	if j.choices == nil {
		j.choices = map[nameStyle][]setting{}
	}
	width := d.fonts.face(style.bold).width(printable(j.text), style.size, style.spacing)
	outerWidth, outerHeight := width+2*haloRoom*style.size, (1+2*haloRoom)*style.size
	var found []setting
	try := func(x, y float64) {
		off := math.Hypot((x-j.home[0])*0.7, y-j.home[1])
		found = append(found, setting{style, boxAround(orb.Point{x, y}, width, style.size), off + style.penalty})
	}
	step := max(style.size/3, 0.4)
	low, high := j.area.bound.Min[1]+outerHeight/2, j.area.bound.Max[1]-outerHeight/2
	if outerWidth > j.area.bound.Max[0]-j.area.bound.Min[0] {
		high = low - 1
	}
	first := math.Ceil((low - j.home[1]) / step)
	for y := j.home[1] + first*step; y <= high; y += step {
		for _, s := range j.area.inside(y-outerHeight/2, y+outerHeight/2) {
			left, right := s.from+outerWidth/2, s.to-outerWidth/2
			if left > right {
				continue
			}
			near := min(max(j.home[0], left), right)
			try(near, y)
			for _, x := range []float64{left, (left + near) / 2, (left + right) / 2, (near + right) / 2, right} {
				if math.Abs(x-near) > style.size/2 {
					try(x, y)
				}
			}
		}
	}
	slices.SortStableFunc(found, func(a, b setting) int { return cmp.Compare(a.cost, b.cost) })
	j.choices[style] = found
	return found
}

// bestTown picks the setting of a township's name that leaves the most of its
// villages a place, and of those the best looking.
func (d *draft) bestTown(j *job, villages []*job) (setting, bool) {
	var choices []setting
	for _, style := range d.townStyles(j) {
		free := 0
		for _, s := range d.places(j, style) {
			if d.taken.free(s.outer()) && free < 40 {
				choices = append(choices, s)
				free++
			}
		}
	}
	var within []*job
	for _, v := range villages {
		if v.area.bound.Intersects(j.area.bound) {
			if _, ok := d.firstFit(v, d.villageStyles()); ok {
				within = append(within, v)
			}
		}
	}
	slices.SortStableFunc(choices, func(a, b setting) int { return cmp.Compare(a.cost, b.cost) })
	best, found := setting{cost: math.Inf(1)}, false
	for _, s := range choices {
		if s.cost >= best.cost { // those that follow cost no less
			break
		}
		s.cost += 40 * d.t * float64(d.displaced(s, within))
		if s.cost < best.cost {
			best, found = s, true
		}
	}
	return best, found
}

// displaced counts the villages that would lose their place to a setting.
func (d *draft) displaced(s setting, villages []*job) int {
	kept := d.taken
	d.taken = kept.with(s.outer())
	defer func() { d.taken = kept }()
	lost := 0
	for _, v := range villages {
		if v.area.bound.Intersects(s.outer()) {
			if _, ok := d.firstFit(v, d.villageStyles()); !ok {
				lost++
			}
		}
	}
	return lost
}

// asideStyle is that of names in brackets beside what they explain.
func (d *draft) asideStyle() nameStyle {
	return nameStyle{size: max(1.9*d.t, smallestName), fill: rgb(0x222222)}
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
