package maps

import (
	"math"

	"github.com/paulmach/orb"
)

// track is a line along which letters are set: points at equal distances.
type track struct {
	points orb.LineString
	step   float64
}

// newTrack smooths a line over a width, so that letters upon it do not tumble: points at
// equal distances, each the mean of those around it.
func newTrack(line orb.LineString, step, over float64) track {
	even := spaced(line, step)
	reach := max(int(over/step/2), 1)
	sums := make([]orb.Point, len(even)+1)
	for i, p := range even {
		sums[i+1] = orb.Point{sums[i][0] + p[0], sums[i][1] + p[1]}
	}
	out := make(orb.LineString, len(even))
	for i := range even {
		r := min(reach, i, len(even)-1-i)
		n := float64(2*r + 1)
		out[i] = orb.Point{(sums[i+r+1][0] - sums[i-r][0]) / n, (sums[i+r+1][1] - sums[i-r][1]) / n}
	}
	return track{spaced(out, step), step}
}

// spaced are points along a line at equal distances.
func spaced(line orb.LineString, step float64) orb.LineString {
	out := orb.LineString{line[0]}
	left := step
	for i := 1; i < len(line); i++ {
		a, b := line[i-1], line[i]
		l := math.Hypot(b[0]-a[0], b[1]-a[1])
		at := left
		for ; at <= l; at += step {
			out = append(out, orb.Point{a[0] + (b[0]-a[0])*at/l, a[1] + (b[1]-a[1])*at/l})
		}
		left = at - l
	}
	return out
}

func (t track) length() float64 { return float64(len(t.points)-1) * t.step }

// at is the place at a distance along the track and the direction there, in radians,
// y down, taken over a width.
func (t track) at(s, width float64) (orb.Point, float64) {
	point := func(s float64) orb.Point {
		x := min(max(s/t.step, 0), float64(len(t.points)-1))
		i := min(int(x), len(t.points)-2)
		a, b, k := t.points[i], t.points[i+1], x-float64(i)
		return orb.Point{a[0] + (b[0]-a[0])*k, a[1] + (b[1]-a[1])*k}
	}
	a, b := point(s-width/2), point(s+width/2)
	return point(s), math.Atan2(b[1]-a[1], b[0]-a[0])
}

// lettering is a name along a track.
type lettering struct {
	letters []Letter
	boxes   []orb.Bound // of each, with its halo
	bend    float64     // the sum of turns between letters, in radians
}

// most turn between two letters, in radians, and of a letter from upright.
const (
	mostTurn = 0.45
	mostLean = 0.9
)

// lettered sets a name along a track from a distance on, its letters beside the line by
// so much (to the right of the way that they run). As on Chinese maps the name runs
// from left to right where the line lies and from above to below where it stands, the
// letters leaning with it.
func (d *draft) lettered(runes []rune, t track, from float64, style nameStyle, aside float64) (lettering, bool) {
	face := d.fonts.face(style.bold)
	total := face.width(string(runes), style.size, style.spacing)
	if from < 0 || from+total > t.length() {
		return lettering{}, false
	}
	first, _ := t.at(from, style.size)
	last, _ := t.at(from+total, style.size)
	standing := math.Abs(last[1]-first[1]) > 1.2*math.Abs(last[0]-first[0])
	back := last[0] < first[0]
	if standing {
		back = last[1] < first[1]
	}
	var out lettering
	at, before := 0.0, math.NaN()
	for _, r := range runes {
		width := face.advance(r) * style.size
		s := from + at + width/2
		if back {
			s = from + total - at - width/2
		}
		centre, way := t.at(s, 1.5*style.size)
		if back {
			way += math.Pi
		}
		lean := math.Remainder(way, 2*math.Pi)
		if standing {
			lean = math.Remainder(way-math.Pi/2, 2*math.Pi)
		}
		if math.Abs(lean) > mostLean || !math.IsNaN(before) && math.Abs(lean-before) > mostTurn {
			return lettering{}, false
		}
		if !math.IsNaN(before) {
			out.bend += math.Abs(lean - before)
		}
		before = lean
		centre = orb.Point{centre[0] - aside*math.Sin(way), centre[1] + aside*math.Cos(way)}
		out.add(centre, lean, width, style.size)
		at += width + style.spacing
	}
	return out, true
}

// add sets a letter about its middle, turned by an angle (radians, y down).
func (l *lettering) add(centre orb.Point, lean, width, size float64) {
	sin, cos := math.Sincos(lean)
	dx, dy := -width/2, middleOfEm*size
	l.letters = append(l.letters, Letter{
		At:    orb.Point{centre[0] + dx*cos - dy*sin, centre[1] + dx*sin + dy*cos},
		Angle: -lean * 180 / math.Pi,
	})
	reach := math.Abs(sin) + math.Abs(cos)
	l.boxes = append(l.boxes, grown(boxAround(centre, reach*size, reach*size), haloRoom*size*0.6))
}
