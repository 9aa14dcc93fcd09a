package maps

import (
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
	"github.com/paulmach/orb/project"
	"github.com/paulmach/orb/simplify"

	"github.com/xiantu/xiantu/edition"
)

// feature is a thing of the backdrop on the sheet, cut to the field and thinned to what
// the eye can see.
type feature struct {
	kind   edition.FeatureKind
	name   string
	lines  []orb.LineString
	areas  orb.MultiPolygon
	points []orb.Point

	township bool // one around the township that the sheet is of
}

// seen is the least distance, in millimetres, that is worth a vertex of a backdrop.
const seen = 0.06

// has reports whether an element is to be shown.
func (d *draft) has(e Element) bool { return !slices.Contains(d.o.Without, e) }

// flat is what surrounds the county on its plane (east, north in metres), made once: the
// paper is then a shift and a scale away.
type flat struct {
	features   []edition.Feature // of the backdrop, neighbours left out
	neighbours []Neighbour
	roads      [][]orb.LineString // by rank
}

// flatten brings the backdrop, cut to what the sheet may show, onto the plane.
func (d *draft) flatten() {
	if d.flat != nil {
		return
	}
	d.flat = &flat{roads: make([][]orb.LineString, noRoad)}
	window := d.vicinity()
	onPlane := func(shape orb.Geometry) orb.Geometry {
		if shape == nil || !shape.Bound().Intersects(window) {
			return nil
		}
		cut := clip.Geometry(window, orb.Clone(shape))
		if cut == nil {
			return nil
		}
		return project.Geometry(cut, d.plane.Forward)
	}
	for _, f := range d.ed.Backdrop.List {
		if f.Kind != edition.Neighbour {
			if f.Shape = onPlane(f.Shape); f.Shape != nil {
				d.flat.features = append(d.flat.features, f)
			}
		}
	}
	for _, n := range d.neighbours() {
		n.Shape = areaOf(onPlane(n.Shape))
		d.flat.neighbours = append(d.flat.neighbours, n)
	}
	for i := range d.ed.Roads.List {
		r := &d.ed.Roads.List[i]
		if rank := rankOf(r.Class); rank < noRoad {
			d.flat.roads[rank] = append(d.flat.roads[rank], linesOf(onPlane(r.Line))...)
		}
	}
}

// vicinity is what a sheet may show of the earth: the land and around it as much again,
// or more on a paper that is long and thin.
func (d *draft) vicinity() orb.Bound {
	bound := d.ed.Bound
	if d.subject != nil {
		bound = d.ed.Shape(d.subject).Bound()
	}
	p := d.o.Paper
	aspect := max(p.Width, p.Height) / min(p.Width, p.Height)
	return grown(bound, 0.05+aspect*max(bound.Max[0]-bound.Min[0], bound.Max[1]-bound.Min[1]))
}

func linesOf(shape orb.Geometry) []orb.LineString {
	switch s := shape.(type) {
	case orb.LineString:
		return []orb.LineString{s}
	case orb.MultiLineString:
		return s
	}
	return nil
}

// layBackdrop brings onto paper what the sheet shows beneath the divisions.
func (d *draft) layBackdrop() {
	d.flatten()
	d.backdrop, d.roads = nil, nil
	for _, f := range d.flat.features {
		if e, ok := elementOf[f.Kind]; !ok || !d.has(e) {
			continue
		}
		if onPaper := d.featureOnPaper(f); onPaper != nil {
			d.backdrop = append(d.backdrop, onPaper)
		}
	}
	if d.has(Roads) {
		d.layRoads()
	}
}

// expectBackdrop notes what the sheet may show beneath the divisions, wherever they lie
// and at whatever scale: as much as a legend needs to know.
func (d *draft) expectBackdrop() {
	d.flatten()
	d.backdrop, d.roads = nil, make([][]orb.LineString, noRoad)
	for _, f := range d.flat.features {
		if e, ok := elementOf[f.Kind]; !ok || !d.has(e) {
			continue
		}
		expected := &feature{kind: f.Kind, lines: linesOf(f.Shape), areas: areaOf(f.Shape)}
		d.backdrop = append(d.backdrop, expected)
		if rank := highwayRank(f.Name); f.Kind == edition.Highway && rank < noRoad {
			d.roads[rank] = append(d.roads[rank], expected.lines...)
		}
	}
	if d.has(Roads) {
		for rank, lines := range d.flat.roads {
			d.roads[rank] = append(d.roads[rank], lines...)
		}
	}
}

// elementOf says which element a kind of feature is of; what has none is shown neither
// here nor there.
var elementOf = map[edition.FeatureKind]Element{
	edition.River: Water, edition.Canal: Water, edition.Lake: Water, edition.Reservoir: Water,
	edition.Railway: Railways, edition.Highway: Roads, edition.Peak: Peaks, edition.PlaceName: Places,
}

// featureOnPaper is a feature of the plane on paper; nil where nothing of it lies in the field.
func (d *draft) featureOnPaper(f edition.Feature) *feature {
	out := &feature{kind: f.Kind, name: printable(f.Name)}
	d.layShape(f.Shape, out)
	if len(out.lines)+len(out.areas)+len(out.points) == 0 {
		return nil
	}
	return out
}

func (d *draft) layShape(shape orb.Geometry, out *feature) {
	switch s := shape.(type) {
	case orb.Point:
		if p := d.place.onPaper(s); d.field.Contains(p) {
			out.points = append(out.points, p)
		}
	case orb.LineString:
		out.lines = append(out.lines, d.laidLine(s)...)
	case orb.Polygon:
		if p := d.laidPolygon(s); p != nil {
			out.areas = append(out.areas, p)
		}
	case orb.MultiPoint:
		for _, p := range s {
			d.layShape(p, out)
		}
	case orb.MultiLineString:
		for _, line := range s {
			d.layShape(line, out)
		}
	case orb.MultiPolygon:
		for _, p := range s {
			d.layShape(p, out)
		}
	case orb.Collection:
		for _, one := range s {
			d.layShape(one, out)
		}
	}
}

// flatOnSheet is a line of the plane on paper, whether it lies in the field or not.
func (d *draft) flatOnSheet(line orb.LineString) orb.LineString {
	out := make(orb.LineString, len(line))
	for i, p := range line {
		out[i] = d.place.onPaper(p)
	}
	return out
}

// beyond is how far outside the field lines are cut, so that no end shows.
const beyond = 3.0

func (d *draft) laidLine(line orb.LineString) []orb.LineString {
	if len(line) < 2 || !d.near(line.Bound()) {
		return nil
	}
	cut := clip.LineString(grown(d.field, beyond), d.flatOnSheet(line))
	out := make([]orb.LineString, 0, len(cut))
	for _, part := range cut {
		if thin := simplify.DouglasPeucker(seen).LineString(part); len(thin) > 1 && length(thin) > seen {
			out = append(out, thin)
		}
	}
	return out
}

func (d *draft) laidPolygon(polygon orb.Polygon) orb.Polygon {
	if len(polygon) == 0 || !d.near(polygon.Bound()) {
		return nil
	}
	onSheet := make(orb.Polygon, len(polygon))
	for i, ring := range polygon {
		onSheet[i] = orb.Ring(d.flatOnSheet(orb.LineString(ring)))
	}
	return d.cutToField(onSheet)
}

// cutToField is a polygon of the sheet cut to the field and thinned; nil where nothing is
// left of it. The polygon stays as it is.
func (d *draft) cutToField(polygon orb.Polygon) orb.Polygon {
	var out orb.Polygon
	for i, ring := range polygon {
		cut := clip.Ring(grown(d.field, beyond), slices.Clone(ring))
		if len(cut) > 3 {
			cut = simplify.DouglasPeucker(seen).Ring(cut)
		}
		if len(cut) > 3 {
			out = append(out, cut)
		} else if i == 0 {
			return nil
		}
	}
	return out
}

// near reports whether a bound on the plane meets the field.
func (d *draft) near(b orb.Bound) bool {
	low, high := d.place.onPaper(b.Min), d.place.onPaper(b.Max)
	return low[0] <= d.field.Max[0]+beyond && high[0] >= d.field.Min[0]-beyond && high[1] <= d.field.Max[1]+beyond && low[1] >= d.field.Min[1]-beyond
}

// roadRank is how a road is drawn.
type roadRank int

// The ranks.
const (
	motorway roadRank = iota
	mainRoad
	secondRoad
	otherRoad
	noRoad
)

// rankOf is the rank of a class of road (OpenStreetMap's words).
func rankOf(class string) roadRank {
	switch class {
	case "motorway", "motorway_link":
		return motorway
	case "trunk", "trunk_link", "primary", "primary_link":
		return mainRoad
	case "secondary", "secondary_link", "tertiary", "tertiary_link":
		return secondRoad
	case "unclassified", "residential", "living_street":
		return otherRoad
	}
	return noRoad
}

// leastRank is the lowest rank that a scale shows.
func leastRank(scale int) roadRank {
	switch {
	case scale <= 60_000:
		return otherRoad
	case scale <= 250_000:
		return secondRoad
	case scale <= 750_000:
		return mainRoad
	}
	return motorway
}

// layRoads brings the edition's roads onto paper, by rank. Of the backdrop's highways
// those are motorways whose name says so (高速).
func (d *draft) layRoads() {
	least := leastRank(d.place.Scale)
	d.roads = make([][]orb.LineString, noRoad)
	for rank := motorway; rank <= least; rank++ {
		for _, line := range d.flat.roads[rank] {
			d.roads[rank] = append(d.roads[rank], d.laidLine(line)...)
		}
	}
	for _, f := range d.backdrop {
		if f.kind == edition.Highway {
			rank := highwayRank(f.name)
			if rank <= least {
				d.roads[rank] = append(d.roads[rank], f.lines...)
			}
		}
	}
	for rank := range d.roads {
		d.roads[rank] = chained(d.roads[rank])
	}
}
