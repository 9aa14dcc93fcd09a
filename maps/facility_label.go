package maps

import (
	"math"

	"github.com/paulmach/orb"
)

// nameFacilities names the facilities that have a symbol of their own, where that is asked
// for. It returns the names that found no place.
func (l *naming) nameFacilities() []*job {
	d := l.draft
	if !d.o.FacilityNames {
		return nil
	}
	style := nameStyle{size: max(1.75*d.t, smallestName), fill: rgb(0x33383d)}
	var left []*job
	for _, s := range d.symbols {
		if len(s.of) > 1 {
			continue
		}
		j := &job{text: s.of[0].Name, home: s.at, point: 1.06 * s.radius, styles: []nameStyle{style}}
		if printable(j.text) == "" {
			continue
		}
		j.full = j.text
		if place, ok := d.firstFit(j, j.styles); ok {
			l.place(j, place)
		} else if !l.persuade(j, j.styles) {
			left = append(left, j)
		}
	}
	return left
}

// longestLeader is how far from its symbol a facility's name may stand, in units of detail.
const longestLeader = 11.0

// about lists where the name of a symbol may stand: close on its eight sides, then farther
// off with a line that leads there.
func (d *draft) about(j *job, style nameStyle) []setting {
	width := d.fonts.face(style.bold).width(printable(j.text), style.size, 0)
	gap := j.point + (haloRoom+0.12)*style.size
	var found []setting
	for i, side := range [][2]float64{{1, 0}, {-1, 0}, {1, -1}, {1, 1}, {-1, -1}, {-1, 1}, {0, -1}, {0, 1}} {
		off := orb.Point{side[0] * (gap + width/2), side[1] * (gap + style.size/2)}
		if side[0] != 0 && side[1] != 0 { // a corner stands nearer
			off = orb.Point{side[0] * (0.6*gap + width/2), side[1] * (0.75*gap + style.size/2)}
		}
		found = append(found, setting{style: style, box: boxAround(orb.Point{j.home[0] + off[0], j.home[1] + off[1]}, width, style.size), cost: float64(i) * 0.1 * d.t})
	}
	for reach := 2.0; reach <= longestLeader; reach += 1.5 {
		for turn := range 16 {
			sin, cos := math.Sincos(float64(turn) * math.Pi / 8)
			centre := orb.Point{j.home[0] + cos*(j.point+reach*d.t) + sign(cos)*width/2, j.home[1] - sin*(j.point+reach*d.t)}
			s := setting{style: style, box: boxAround(centre, width, style.size), cost: (2 + reach) * d.t}
			if s.leader = leaderTo(j, s.box); s.leader == nil {
				continue
			}
			found = append(found, s)
		}
	}
	return inField(found, d.field)
}

// sign is -1, 0 or 1; of what is next to nothing 0.
func sign(v float64) float64 {
	if math.Abs(v) < 1e-9 {
		return 0
	}
	return math.Copysign(1, v)
}

// inField are the settings that lie in the field with their halo.
func inField(all []setting, field orb.Bound) []setting {
	kept := all[:0]
	for _, s := range all {
		if within(field, s.outer()) {
			kept = append(kept, s)
		}
	}
	return kept
}
