package boundaries

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/geo"
)

// PointKind says what makes a place a boundary point.
type PointKind uint8

// The kinds of boundary point.
const (
	JunctionPoint PointKind = iota // 交会点: an end of the line
	MarkerPoint                    // 界桩点
	ChangePoint                    // 变化点: another stretch begins, with another carrier or state
	TurningPoint                   // 转折点
)

// Chinese is the kind's name.
func (k PointKind) Chinese() string {
	return [...]string{"交会点", "界桩点", "变化点", "转折点"}[k]
}

// String is the kind's name in English.
func (k PointKind) String() string {
	return [...]string{"junction", "marker", "change", "turning point"}[k]
}

// BoundaryPoint (边界点) is a place on a line that its registers name.
type BoundaryPoint struct {
	Kind   PointKind
	Place  orb.Point // lon/lat, on the line
	Marker *Marker   // of a MarkerPoint
}

// Leg is a line from one boundary point to the next.
type Leg struct {
	Length  geo.Metres // along the border
	Azimuth float64    // of the straight line between the points, degrees from true north, 0..360
	Sector  Sector
	Carrier string
}

// Course (走向) is a part of a border line as boundary points and the legs between them.
type Course struct {
	Points []BoundaryPoint // one more than legs
	Legs   []Leg
}

// onLine is how far a marker may stand from a line to be a point of it, in metres: as
// far as a double marker's stones from the middle of a broad river.
const onLine = 200.0

// waypoint is a vertex or a marker's place on a part.
type waypoint struct {
	place   orb.Point
	fixed   bool
	kind    PointKind
	marker  *Marker
	carrier string     // of what follows
	run     int        // of what follows
	at      geo.Metres // from the part's start
}

// CourseOfRuns describes a part of a line. Points lie at its ends, at markers, where a run
// with other facts begins, and where the line turns by more than tolerance off the straight
// line between the points beside.
func CourseOfRuns(runs []BorderRun, tolerance geo.Metres) Course {
	list := waypoints(runs)
	thin(list, tolerance)
	var c Course
	last := -1
	for i, w := range list {
		if !w.fixed {
			continue
		}
		if last >= 0 {
			_, azimuth, _ := geo.Inverse(list[last].place, w.place)
			azimuth = math.Mod(azimuth+360, 360)
			c.Legs = append(c.Legs, Leg{w.at - list[last].at, azimuth, SectorOf(azimuth), list[last].carrier})
		}
		c.Points = append(c.Points, BoundaryPoint{w.kind, w.place, w.marker})
		last = i
	}
	return c
}

// waypoints lists the vertices of the runs and the markers on them, in order.
func waypoints(runs []BorderRun) []waypoint {
	var list []waypoint
	at := geo.Metres(0)
	for r, run := range runs {
		carrier := ""
		if run.Stretch != nil {
			carrier = run.Stretch.Facts.Carrier
		}
		line := Line(run.Path)
		for i, p := range line {
			if i > 0 {
				at += geo.Distance(line[i-1], p)
			}
			if i == 0 && r > 0 {
				continue // the end of the run before
			}
			list = append(list, waypoint{place: p, kind: TurningPoint, carrier: carrier, run: r, at: at})
		}
		if r+1 < len(runs) {
			end := &list[len(list)-1]
			end.fixed, end.kind, end.run = true, ChangePoint, r+1
			end.carrier = ""
			if s := runs[r+1].Stretch; s != nil {
				end.carrier = s.Facts.Carrier
			}
		}
	}
	for _, end := range []*waypoint{&list[0], &list[len(list)-1]} {
		end.fixed, end.kind = true, JunctionPoint
	}
	for _, run := range runs {
		if run.Stretch != nil {
			for m := range run.Stretch.Facts.Markers {
				list = setMarker(list, run, &run.Stretch.Facts.Markers[m])
			}
		}
	}
	return list
}

// setMarker puts a marker among the waypoints, at the place on its run nearest to it, or
// makes it the point that is there already. One that stands on another part is left out.
func setMarker(list []waypoint, run BorderRun, m *Marker) []waypoint {
	if slices.ContainsFunc(list, func(w waypoint) bool { return w.marker == m }) {
		return list
	}
	place, far := NearestOn(Line(run.Path), m.Place)
	if far > onLine {
		return list
	}
	best, least := -1, geo.Metres(math.Inf(1))
	for i := 1; i < len(list); i++ {
		a, b := list[i-1], list[i]
		if beside := geo.Distance(a.place, place) + geo.Distance(place, b.place) - (b.at - a.at); beside < least {
			best, least = i, beside
		}
	}
	if best < 0 || least > 0.01 {
		return list
	}
	for _, i := range []int{best - 1, best} {
		if w := &list[i]; w.marker == nil && geo.Distance(w.place, place) < 0.005 {
			w.fixed, w.marker = true, m
			if w.kind != JunctionPoint {
				w.kind = MarkerPoint
			}
			return list
		}
	}
	before := list[best-1]
	w := waypoint{place, true, MarkerPoint, m, before.carrier, before.run, before.at + geo.Distance(before.place, place)}
	return slices.Insert(list, best, w)
}

// thin fixes the turning points: between two fixed points the one farthest off the straight
// line, as long as that is more than tolerance (Douglas and Peucker 1973).
func thin(list []waypoint, tolerance geo.Metres) {
	from := 0
	for i := range list {
		if i > 0 && list[i].fixed {
			turn(list, from, i, tolerance)
			from = i
		}
	}
}

func turn(list []waypoint, from, to int, tolerance geo.Metres) {
	farthest, most := -1, tolerance
	for i := from + 1; i < to; i++ {
		if d := aside(list[from].place, list[to].place, list[i].place); cmp.Compare(d, most) > 0 {
			farthest, most = i, d
		}
	}
	if farthest < 0 {
		return
	}
	list[farthest].fixed = true
	turn(list, from, farthest, tolerance)
	turn(list, farthest, to, tolerance)
}

// aside is about how far p lies from the segment ab.
func aside(a, b, p orb.Point) geo.Metres {
	_, d := NearestOn(orb.LineString{a, b}, p)
	return d
}

// NearestOn is the place on a line nearest to p, lon/lat on the grid, and its distance. It is
// exact enough for distances of some hundred metres.
func NearestOn(line orb.LineString, p orb.Point) (orb.Point, geo.Metres) {
	east := math.Cos(p[1] * math.Pi / 180)
	flat := func(q orb.Point) orb.Point { return orb.Point{(q[0] - p[0]) * east, q[1] - p[1]} }
	best, least := line[0], math.Inf(1)
	for i := 1; i < len(line); i++ {
		f := foot(flat(line[i-1]), flat(line[i]), orb.Point{})
		if d := math.Hypot(f[0], f[1]); d < least {
			best, least = orb.Point{f[0]/east + p[0], f[1] + p[1]}, d
		}
	}
	best = geo.Snap(best).Point()
	return best, geo.Distance(best, p)
}
