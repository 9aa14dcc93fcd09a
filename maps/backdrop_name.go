package maps

import (
	"math"
	"slices"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/edition"
)

// nameWater names rivers and canals along their course and lakes inside them or at their
// shore, where nothing stands yet.
func (d *draft) nameWater() {
	var nodes []Node
	for _, name := range d.waterNames() {
		nodes = append(nodes, d.nameRiver(name, chained(d.courses(name)))...)
	}
	d.layer(layerWater, append(nodes, d.nameLakes()...))
}

// waterNames are the names of rivers and canals drawn as lines, in their order.
func (d *draft) waterNames() []string {
	var names []string
	for _, f := range d.of(edition.River, edition.Canal) {
		if f.name != "" && len(f.lines) > 0 && !slices.Contains(names, f.name) {
			names = append(names, f.name)
		}
	}
	return names
}

// courses are the lines that bear a name.
func (d *draft) courses(name string) []orb.LineString {
	var lines []orb.LineString
	for _, f := range d.of(edition.River, edition.Canal) {
		if f.name == name {
			lines = append(lines, f.lines...)
		}
	}
	return lines
}

// riverStyles are the ways to set a river's name, from large and wide apart.
func (d *draft) riverStyles() []nameStyle {
	var styles []nameStyle
	for i, em := range []float64{2.6, 2.3, 2, 1.8} {
		for _, space := range []float64{1.2, 0.5, 0.1} {
			size := max(em*d.t, smallestName)
			styles = append(styles, nameStyle{size: size, spacing: space * size, fill: d.colours.waterName, penalty: float64(i)})
		}
	}
	return styles
}

// nameRiver names a river once on each of its courses that is long enough, and again
// where it is very long.
func (d *draft) nameRiver(name string, lines []orb.LineString) []Node {
	var nodes []Node
	apart := 150 * d.t
	for _, line := range lines {
		l := length(line)
		if len(nodes) > 0 && l < apart/2 {
			continue
		}
		parts := max(int(l/apart), 1)
		for i := range parts {
			if t := d.alongRiver(name, line, float64(i)/float64(parts), float64(i+1)/float64(parts)); t != nil {
				nodes = append(nodes, t)
			}
		}
	}
	return nodes
}

// alongRiver sets a name between two shares of a course, near their middle and where the
// course bends least; nil where there is no room.
func (d *draft) alongRiver(name string, line orb.LineString, low, high float64) Node {
	runes := []rune(name)
	for _, style := range d.riverStyles() {
		course := newTrack(line, 0.4*d.t, 5*style.size)
		if len(course.points) < 3 {
			return nil
		}
		if best, ok := d.bestAlong(runes, course, style, low, high); ok {
			for _, box := range best.boxes {
				d.taken.take(box)
			}
			t := d.text(name, style.size, false, style.fill)
			t.Halo, t.HaloWidth, t.Letters, t.At = rgb(0xffffff), 0.12*style.size, best.letters, best.letters[0].At
			return t
		}
	}
	return nil
}

func (d *draft) bestAlong(runes []rune, course track, style nameStyle, low, high float64) (lettering, bool) {
	total := d.fonts.face(style.bold).width(string(runes), style.size, style.spacing)
	from, to := low*course.length(), high*course.length()-total
	middle := (from + to) / 2
	best, cost, found := lettering{}, math.Inf(1), false
	beside := style.size*0.62 + d.waterWidth(edition.River)/2
	for s := from; s <= to; s += style.size / 2 {
		for i, aside := range []float64{-beside, beside, 0} {
			l, ok := d.lettered(runes, course, s, style, aside)
			if !ok || !d.clear(l) {
				continue
			}
			c := 6*l.bend + 1.5*math.Abs(s-middle)/max(to-from, 1) + 0.8*float64(i)
			if !d.land.holds(l.letters[0].At) {
				c += 2
			}
			if c < cost {
				best, cost, found = l, c, true
			}
		}
	}
	return best, found
}

// clear reports whether nothing stands where the letters would.
func (d *draft) clear(l lettering) bool {
	for _, box := range l.boxes {
		if !within(d.field, box) || !d.taken.free(box) {
			return false
		}
	}
	return true
}

// placed is a name set in its place, which is then taken.
func (d *draft) placed(name string, s setting) *Text {
	t := d.text(name, s.style.size, s.style.bold, s.style.fill)
	t.Spacing, t.Halo, t.HaloWidth = s.style.spacing, rgb(0xffffff), 0.12*s.style.size
	t.At = orb.Point{s.box.Min[0], s.box.Center()[1] + middleOfEm*s.style.size}
	d.taken.take(s.outer())
	return t
}
