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
	unit    *edition.Unit // nil: the name of a facility
	text    string
	number  int    // in the key; 0: the name itself is set
	full    string // of a number: the name that it stands for
	part    int
	area    *area     // the part
	home    orb.Point // where it would best stand
	over    bool      // it may run over borders of its own level
	point   float64   // half of what is kept free for the symbol at home that it names; 0: it names an area
	styles  []nameStyle
	choices map[nameStyle][]setting
}

// drawNames sets the names of the map: townships first, such that they cover as few
// places of village names as can be, then villages, the smallest first, then facilities.
// Those that find no place ask others to make room, and then may run over a village's
// border; what is left is numbered.
func (d *draft) drawNames() {
	towns, villages := d.jobs()
	l := &naming{draft: d, at: map[int]*placedName{}, group: &Group{Layer: layerNames}}
	d.naming = l
	l.nameSeats()
	var late, unset []*job // late: townships whose names are small enough to wait for others
	for _, j := range towns {
		if s, ok := d.bestTown(j, villages); ok {
			l.place(j, s)
		} else if small := d.smallStyles(j); len(small) > 0 {
			j.styles = small
			late = append(late, j)
		} else {
			unset = append(unset, j)
		}
	}
	for _, j := range slices.Concat(late, villages) {
		if s, ok := d.firstFit(j, j.styles); ok {
			l.place(j, s)
		} else {
			unset = append(unset, j)
		}
	}
	lowest := adcode.Township
	if d.subject != nil || len(villages) > 0 {
		lowest = adcode.Village
	}
	unset = l.makeRoom(unset, lowest)
	unset = l.nameBeside(unset)
	unset = append(unset, l.nameFacilities()...)
	l.number(unset)
	d.content = append(d.content, l.group)
}

// makeRoom sets names that found no place: where others move aside, or, those of the lowest
// level that is named, where they run over a border of it. It returns those that still have
// none.
func (l *naming) makeRoom(jobs []*job, lowest adcode.Level) []*job {
	var left []*job
	for _, j := range jobs {
		if !l.persuade(j, j.styles) {
			left = append(left, j)
		}
	}
	jobs, left = left, nil
	for _, j := range jobs {
		if j.part > 0 || j.unit.Level() != lowest {
			left = append(left, j)
			continue
		}
		j.styles, j.choices, j.over = j.styles[len(j.styles)-1:], nil, true
		if s, ok := l.draft.firstFit(j, j.styles); ok {
			l.place(j, s)
		} else if !l.persuade(j, j.styles) {
			left = append(left, j)
		}
	}
	return left
}

// jobs are the names to set: one for each unit that the sheet names, and one for each
// further part of it, which bears its owner's name in brackets.
func (d *draft) jobs() (towns, villages []*job) {
	named := d.tinted()
	for _, u := range named {
		towns = append(towns, d.parts(u)...)
	}
	if d.subject != nil && named[0] != d.subject {
		towns, villages = nil, towns
	} else if d.o.Kind == ByVillage && len(named) > 0 && named[0].Level() == adcode.Township {
		for _, u := range d.ed.At(adcode.Village) {
			villages = append(villages, d.parts(u)...)
		}
	}
	towns, villages = joinParts(towns, villages)
	for _, j := range towns {
		j.styles = d.townStyles(j)
	}
	for _, j := range villages {
		j.styles = d.villageStyles()
	}
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
			if size(a.bound) < 1 || d.isIsland(u, polygon) { // a square millimetre shows no owner
				continue
			}
			part++
			j.part, j.text, j.home = part, "（"+nameOf(u)+"）", d.place.Paper(geo.LabelPoint(orb.MultiPolygon{d.onEarth(polygon)}))
		}
		jobs = append(jobs, j)
	}
	return jobs
}

// isIsland reports whether a part of a unit lies in a lake within the unit: in a hole of it
// where no other is. Nobody asks whose it is.
func (d *draft) isIsland(u *edition.Unit, part orb.Polygon) bool {
	for _, polygon := range d.areas[u.Index].shape {
		for _, hole := range polygon[1:] {
			water := newArea(orb.MultiPolygon{{hole}})
			if !water.holds(part[0][0]) {
				continue
			}
			return !slices.ContainsFunc(d.ed.At(u.Level()), func(o *edition.Unit) bool { return o != u && water.holds(d.place.Paper(o.Label)) })
		}
	}
	return false
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

// smallStyles are those of a township's name for which none of townStyles found room: they
// go on down to the smallest name, no longer bold.
func (d *draft) smallStyles(j *job) []nameStyle {
	last := j.styles[len(j.styles)-1]
	var styles []nameStyle
	for em := last.size; em > smallestName; {
		em = max(0.85*em, smallestName)
		styles = append(styles, nameStyle{size: em, fill: last.fill, penalty: last.penalty})
	}
	return styles
}

// smallestName is the size of the smallest name in millimetres, about 5 points: still
// read on any paper.
const smallestName = 1.75

// villageStyles are the ways to set a village's name, from the largest. On the sheet of a
// township they begin larger.
func (d *draft) villageStyles() []nameStyle {
	ink := rgb(0x222222)
	var styles []nameStyle
	sizes := []float64{3.6, 3.2, 2.8, 2.5, 2.3, 2.1, 1.9, 1.75, 1.6, 1.45, 1.3, 1.15, 1}
	if d.subject == nil {
		sizes = sizes[4:]
	}
	for i, em := range sizes {
		styles = append(styles, nameStyle{max(em*d.t, smallestName), 0, false, ink, float64(i) * d.t})
		if em*d.t <= smallestName {
			break
		}
	}
	return styles
}

// nameSeats names the seats that their unit's name does not: the county's, and one that
// lies outside its own unit, whose owner stands in brackets.
func (l *naming) nameSeats() {
	d := l.draft
	for _, u := range d.tinted() {
		if u.Seat == nil || d.areas[u.Index].holds(d.place.Paper(*u.Seat)) {
			continue
		}
		l.nameSeat(u, "（"+nameOf(u)+"）", d.asideStyle())
	}
	for _, u := range d.ed.At(adcode.County) {
		if u.Seat != nil && d.subject == nil && d.field.Contains(d.place.Paper(*u.Seat)) {
			l.nameSeat(u, nameOf(u), nameStyle{size: max(2.6*d.t, smallestName), bold: true, fill: rgb(0xb3261e)})
		}
	}
}

func (l *naming) nameSeat(u *edition.Unit, text string, style nameStyle) {
	j := &job{unit: u, text: text, part: -1, home: l.draft.place.Paper(*u.Seat), point: seatRadius(u.Level(), l.draft.t) + 0.26*l.draft.t}
	if s, ok := l.draft.beside(j, style); ok {
		l.place(j, s)
	} else {
		l.lose(j)
	}
}

// nameBeside names the parts that are too small for it beside them, with a line that
// leads there. It returns the other names.
func (l *naming) nameBeside(jobs []*job) []*job {
	var left []*job
	for _, j := range jobs {
		if j.part == 0 {
			left = append(left, j)
			continue
		}
		j.home = l.draft.freeHome(j)
		if s, ok := l.draft.beside(j, l.draft.asideStyle()); ok {
			l.place(j, s)
		} else {
			l.lose(j)
		}
	}
	return left
}
