package maps

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

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
