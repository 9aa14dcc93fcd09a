package maps

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/edition"
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
	style  nameStyle
	box    orb.Bound
	cost   float64
	leader *[2]orb.Point // from what is named to the name; nil: none
}

// firstFit is the best place for a name in the first style that has one left.
func (d *draft) firstFit(j *job, styles []nameStyle) (setting, bool) {
	for _, style := range styles {
		for _, s := range d.places(j, style) {
			if d.fits(s) {
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

// places lists where a name fits, best first, whatever stands there already: inside its
// area, or about its symbol.
func (d *draft) places(j *job, style nameStyle) []setting {
	if found, ok := j.choices[style]; ok {
		return found
	}
	if j.choices == nil {
		j.choices = map[nameStyle][]setting{}
	}
	var found []setting
	switch {
	case j.point > 0:
		found = d.about(j, style)
	case j.over:
		found = d.across(j, style)
	default:
		found = d.inside(j, style)
	}
	slices.SortStableFunc(found, func(a, b setting) int { return cmp.Compare(a.cost, b.cost) })
	j.choices[style] = found
	return found
}

// inside lists where a name fits inside its area.
func (d *draft) inside(j *job, style nameStyle) []setting {
	width := d.fonts.face(style.bold).width(printable(j.text), style.size, style.spacing)
	outerWidth, outerHeight := width+2*haloRoom*style.size, (1+2*haloRoom)*style.size
	if outerWidth > j.area.bound.Max[0]-j.area.bound.Min[0] {
		return nil
	}
	var found []setting
	try := func(x, y float64) {
		off := math.Hypot((x-j.home[0])*0.7, y-j.home[1])
		found = append(found, setting{style: style, box: boxAround(orb.Point{x, y}, width, style.size), cost: off + style.penalty})
	}
	for _, y := range j.heights(outerHeight, max(style.size/3, 0.4)) {
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
	return found
}

// heights are those of the lines that a name may stand on in its area.
func (j *job) heights(height, step float64) []float64 {
	var out []float64
	low, high := j.area.bound.Min[1]+height/2, j.area.bound.Max[1]-height/2
	first := math.Ceil((low - j.home[1]) / step)
	for y := j.home[1] + first*step; y <= high; y += step {
		out = append(out, y)
	}
	return out
}

// leastInside is the share of a name's width that must lie in its own area.
const leastInside = 0.7

// across lists where most of a name, and its middle, lie in its area, and all of it in one
// tinted area or in the township that the sheet is of.
func (d *draft) across(j *job, style nameStyle) []setting {
	width := d.fonts.face(style.bold).width(printable(j.text), style.size, style.spacing)
	around := d.surrounding(j.unit)
	var found []setting
	for _, y := range j.heights(0.7*style.size, max(style.size/4, 0.3)) {
		inner := j.area.inside(y-0.35*style.size, y+0.35*style.size)
		for _, s := range inner {
			for x := s.from; x <= s.to; x += width / 10 {
				box := boxAround(orb.Point{x, y}, width, style.size)
				own := min(s.to, box.Max[0]) - max(s.from, box.Min[0])
				if own >= leastInside*width && around.holdsAll(grown(box, haloRoom*style.size)) {
					off := math.Hypot((x-j.home[0])*0.7, y-j.home[1])
					found = append(found, setting{style: style, box: box, cost: off + 4*(width-own)})
				}
			}
		}
	}
	return found
}

// surrounding is the area whose border no name of a unit may cross: its township's, or the
// sheet's.
func (d *draft) surrounding(u *edition.Unit) *area {
	if u.Above >= 0 && d.areas[u.Above] != nil {
		return d.areas[u.Above]
	}
	return d.land
}

// bestTown picks the setting of a township's name that leaves the most of its
// villages a place, and of those the best looking.
func (d *draft) bestTown(j *job, villages []*job) (setting, bool) {
	var choices []setting
	for _, style := range j.styles {
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
			if _, ok := d.firstFit(v, v.styles); ok {
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
			if _, ok := d.firstFit(v, v.styles); !ok {
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
