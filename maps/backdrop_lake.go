package maps

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
)

// nameLakes names lakes, and rivers that are areas.
func (d *draft) nameLakes() []Node {
	var named []*feature
	var waters []*area
	for _, f := range d.of(edition.Lake, edition.Reservoir, edition.River, edition.Canal) {
		for _, polygon := range f.areas {
			waters = append(waters, newArea(orb.MultiPolygon{polygon}))
		}
		if len(f.areas) > 0 && len(f.lines) == 0 && f.name != "" {
			named = append(named, f)
		}
	}
	var nodes []Node
	for _, f := range named {
		if n := d.nameLake(f, waters); n != nil {
			nodes = append(nodes, n)
		}
	}
	return nodes
}

// nameLake names a lake inside it, or else at its shore; nil where there is no room.
func (d *draft) nameLake(f *feature, waters []*area) Node {
	widest := slices.MaxFunc(f.areas, func(a, b orb.Polygon) int { return cmp.Compare(size(a.Bound()), size(b.Bound())) })
	em := max(1.8*d.t, smallestName)
	if size(widest.Bound()) < em*em/2 { // a dot
		return nil
	}
	j := &job{text: f.name, area: newArea(orb.MultiPolygon{widest}), home: d.place.Paper(geo.LabelPoint(orb.MultiPolygon{d.onEarth(widest)}))}
	style := nameStyle{size: em, fill: d.colours.waterName}
	if s, ok := d.firstFit(j, []nameStyle{style}); ok && within(d.field, s.outer()) {
		return d.placed(f.name, s)
	}
	if s, ok := d.bestAshore(d.ashore(j, style, widest[0]), waters); ok {
		return d.placed(f.name, s)
	}
	return nil
}

// bestAshore is the first place on dry land where nothing stands: of the first few one that
// no border runs through, if there is one.
func (d *draft) bestAshore(all []setting, waters []*area) (best setting, found bool) {
	const few = 30
	tried := 0
	for _, s := range all {
		dry := !slices.ContainsFunc(waters, func(a *area) bool { return !a.misses(s.box) })
		if !dry || !d.fits(s) || !within(d.field, s.outer()) {
			continue
		}
		if d.undivided(s.outer()) {
			return s, true
		}
		if tried++; !found {
			best, found = s, true
		} else if tried == few {
			break
		}
	}
	return best, found
}

// ashore lists where a name stands beside a shore, nearest to the middle of the water
// first, and to the right of it rather than elsewhere.
func (d *draft) ashore(j *job, style nameStyle, shore orb.Ring) []setting {
	width := d.fonts.face(false).width(printable(j.text), style.size, 0)
	away := orb.Point{width/2 + 0.4*style.size, 0.9 * style.size}
	var found []setting
	for _, p := range spaced(orb.LineString(shore), style.size) {
		from := math.Hypot(p[0]-j.home[0], p[1]-j.home[1])
		for i, side := range [][2]float64{{1, 0}, {-1, 0}, {0, -1}, {0, 1}, {0.8, 0.8}, {0.8, -0.8}, {-0.8, 0.8}, {-0.8, -0.8}} {
			centre := orb.Point{p[0] + side[0]*away[0], p[1] + side[1]*away[1]}
			found = append(found, setting{style: style, box: boxAround(centre, width, style.size), cost: from + 0.2*float64(i)*style.size})
		}
	}
	slices.SortStableFunc(found, func(a, b setting) int { return cmp.Compare(a.cost, b.cost) })
	return found
}
