package maps

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
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

// job is a name to be set in a part of a unit.
type job struct {
	unit  *edition.Unit
	text  string
	part  int
	area  *area     // the part
	home  orb.Point // where it would best stand
	level adcode.Level
}

// drawNames sets the names of the map: townships first, such that they cover as few
// places of village names as can be, then villages, the smallest first.
func (d *draft) drawNames() {
	towns, villages := d.jobs()
	group := &Group{Layer: layerNames}
	var unset []job
	for _, j := range towns {
		if s, ok := d.bestTown(j, villages); ok {
			d.set(group, j, s)
		} else {
			unset = append(unset, j)
		}
	}
	for _, j := range villages {
		if s := d.settings(j, d.villageStyles(), 1); len(s) > 0 {
			d.set(group, j, s[0])
		} else {
			unset = append(unset, j)
		}
	}
	d.number(group, unset)
	d.content = append(d.content, group)
}

// jobs are the names to set: one for each unit that the sheet names, and one for each
// further part of it, which bears its owner's name in brackets.
func (d *draft) jobs() (towns, villages []job) {
	named := d.tinted()
	for _, u := range named {
		towns = append(towns, d.parts(u)...)
	}
	if d.o.Kind == ByVillage && len(named) > 0 && named[0].Level() == adcode.Township {
		for _, u := range d.ed.At(adcode.Village) {
			villages = append(villages, d.parts(u)...)
		}
	}
	for _, jobs := range [][]job{towns, villages} {
		slices.SortStableFunc(jobs, func(a, b job) int { return cmp.Compare(size(a.area.bound), size(b.area.bound)) })
	}
	return towns, villages
}

func size(b orb.Bound) float64 { return (b.Max[0] - b.Min[0]) * (b.Max[1] - b.Min[1]) }

func (d *draft) parts(u *edition.Unit) []job {
	whole := d.areas[u.Index]
	if whole == nil {
		return nil
	}
	home := d.place.Paper(u.Label)
	var jobs []job
	part := 0
	for _, polygon := range whole.shape {
		a := newArea(orb.MultiPolygon{polygon})
		j := job{unit: u, text: u.Name, area: a, home: home, level: u.Level()}
		if !a.holds(home) && len(whole.shape) > 1 {
			part++
			j.part, j.text, j.home = part, "（"+u.Name+"）", a.bound.Center()
		}
		jobs = append(jobs, j)
	}
	return jobs
}

// townStyles are the ways to set a township's name, from large and spaced across its
// area to small and close. A part that lies apart is set like a village.
func (d *draft) townStyles(j job) []nameStyle {
	ink := rgb(0x1f1f1f)
	if j.part > 0 {
		return d.villageStyles()
	}
	em := 4.2
	if d.o.Kind == ByVillage {
		em, ink = 3.8, rgb(0x7a1f2b)
	}
	em *= d.u
	var styles []nameStyle
	for i, shrink := range []float64{1, 0.85, 0.7, 0.58, 0.48} {
		spaces := []float64{0.8, 0.5, 0.25, 0.08}
		if i > 0 {
			spaces = []float64{0.25, 0.08, 0}
		}
		for k, space := range spaces {
			penalty := (float64(i)*3 + float64(k)) * d.u
			styles = append(styles, nameStyle{em * shrink, em * shrink * space, true, ink, penalty})
		}
	}
	return styles
}

func (d *draft) villageStyles() []nameStyle {
	ink := rgb(0x222222)
	var styles []nameStyle
	for i, em := range []float64{2.3, 2.1, 1.9, 1.75} {
		styles = append(styles, nameStyle{em * d.u, 0, false, ink, float64(i) * d.u})
	}
	return styles
}

// settings lists the places where a name fits into its area beside what stands
// already, best first, at most so many for each style. Without a limit of one, all
// styles are tried; with it the first that fits is taken.
func (d *draft) settings(j job, styles []nameStyle, most int) []setting {
	var all []setting
	for _, style := range styles {
		found := d.settingsIn(j, style)
		if len(found) > most {
			found = found[:most]
		}
		all = append(all, found...)
		if most == 1 && len(all) > 0 {
			return all
		}
	}
	return all
}

func (d *draft) settingsIn(j job, style nameStyle) []setting {
	width := d.fonts.face(style.bold).width(printable(j.text), style.size, style.spacing)
	clear := 0.16 * style.size // kept free around the name, for its halo
	outerWidth, outerHeight := width+2*clear, style.size+2*clear
	var found []setting
	if outerWidth > j.area.bound.Max[0]-j.area.bound.Min[0] {
		return nil
	}
	try := func(x, y float64) {
		centre := orb.Point{x, y}
		if !d.taken.free(boxAround(centre, outerWidth, outerHeight)) {
			return
		}
		off := math.Hypot((x-j.home[0])*0.7, y-j.home[1])
		found = append(found, setting{style, boxAround(centre, width, style.size), off + style.penalty})
	}
	step := max(style.size/3, 0.4)
	low, high := j.area.bound.Min[1]+outerHeight/2, j.area.bound.Max[1]-outerHeight/2
	first := math.Ceil((low - j.home[1]) / step)
	for y := j.home[1] + first*step; y <= high; y += step {
		for _, s := range j.area.inside(y-outerHeight/2, y+outerHeight/2) {
			left, right := s.from+outerWidth/2, s.to-outerWidth/2
			if left > right {
				continue
			}
			near := min(max(j.home[0], left), right)
			try(near, y)
			for _, x := range []float64{left, (left + right) / 2, right} {
				if math.Abs(x-near) > style.size/2 {
					try(x, y)
				}
			}
		}
	}
	slices.SortStableFunc(found, func(a, b setting) int { return cmp.Compare(a.cost, b.cost) })
	return found
}

// bestTown picks the setting of a township's name that leaves the most of its
// villages a place, and of those the best looking.
func (d *draft) bestTown(j job, villages []job) (setting, bool) {
	styles := d.townStyles(j)
	if len(villages) == 0 {
		s := d.settings(j, styles, 1)
		return first(s)
	}
	choices := d.settings(j, styles, 12)
	var within []job
	for _, v := range villages {
		if v.area.bound.Intersects(j.area.bound) && len(d.settings(v, d.villageStyles(), 1)) > 0 {
			within = append(within, v)
		}
	}
	for i := range choices {
		choices[i].cost += 40 * d.u * float64(d.displaced(choices[i], within))
	}
	slices.SortStableFunc(choices, func(a, b setting) int { return cmp.Compare(a.cost, b.cost) })
	return first(choices)
}

func first(s []setting) (setting, bool) {
	if len(s) == 0 {
		return setting{}, false
	}
	return s[0], true
}

// displaced counts the villages that would lose their place to a setting.
func (d *draft) displaced(s setting, villages []job) int {
	kept := d.taken
	defer func() { d.taken = kept }()
	lost := 0
	box := grown(s.box, 0.16*s.style.size)
	for _, v := range villages {
		if !v.area.bound.Intersects(box) {
			continue
		}
		d.taken = kept.with(box)
		if len(d.settings(v, d.villageStyles(), 1)) == 0 {
			lost++
		}
	}
	return lost
}

// set draws a name in its place and takes the place.
func (d *draft) set(group *Group, j job, s setting) {
	t := d.text(j.text, s.style.size, s.style.bold, s.style.fill)
	t.Spacing, t.Halo, t.HaloWidth = s.style.spacing, rgb(0xffffff), min(0.14*s.style.size, 0.5*d.u)
	t.At = orb.Point{s.box.Min[0], s.box.Center()[1] + middleOfEm*s.style.size}
	group.Nodes = append(group.Nodes, t)
	d.taken.take(grown(s.box, 0.16*s.style.size))
	d.names = append(d.names, Name{Code: j.unit.Code, Text: t.String, Part: j.part, Box: s.box})
}
