package maps

import (
	"math"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/edition"
)

// The layers of the backdrop.
const (
	layerWater    = "water"
	layerRoads    = "roads"
	layerRailways = "railways"
	layerPeaks    = "peaks"
	layerPlaces   = "places"
)

// of are the features of some kinds.
func (d *draft) of(kinds ...edition.FeatureKind) []*feature {
	var out []*feature
	for _, f := range d.backdrop {
		for _, k := range kinds {
			if f.kind == k {
				out = append(out, f)
			}
		}
	}
	return out
}

// drawBackdrop draws what lies beneath the borders.
func (d *draft) drawBackdrop() {
	d.drawWater()
	d.drawRoads()
	d.drawRailways()
}

// layer adds a group of a layer to the map, if it has anything.
func (d *draft) layer(name string, nodes []Node) {
	if len(nodes) > 0 {
		d.content = append(d.content, &Group{Layer: name, Nodes: nodes})
	}
}

func (d *draft) drawWater() {
	var nodes []Node
	for _, kind := range []edition.FeatureKind{edition.Canal, edition.River} {
		var lines []orb.LineString
		for _, f := range d.of(kind) {
			lines = append(lines, f.lines...)
		}
		if lines = chained(lines); len(lines) > 0 {
			nodes = append(nodes, &Path{Lines: lines, Stroke: d.colours.shore, Width: d.waterWidth(kind), Round: true})
		}
	}
	for _, f := range d.of(edition.River, edition.Canal, edition.Lake, edition.Reservoir) {
		if len(f.areas) > 0 {
			nodes = append(nodes, &Path{Lines: rings(f.areas), Closed: true, Fill: d.colours.water, Stroke: d.colours.shore, Width: 0.12 * d.t})
		}
	}
	d.layer(layerWater, nodes)
}

// waterWidth is that of a river or canal drawn as a line: the larger the scale, the
// wider.
func (d *draft) waterWidth(kind edition.FeatureKind) float64 {
	wide := min(max(math.Pow(100_000/float64(d.place.Scale), 0.3), 0.6), 1.5) * math.Pow(d.t, 0.6)
	if kind == edition.Canal {
		return 0.25 * wide
	}
	return 0.6 * wide
}

// roadStyle is the casing's and the road's own width and colour; a road without a
// casing is one line.
type roadStyle struct {
	casing, width float64
	color         Color
}

func (d *draft) roadStyle(r roadRank) roadStyle {
	v := math.Pow(d.t, 0.6)
	switch r {
	case motorway:
		return roadStyle{0.85 * v, 0.55 * v, d.colours.motorway}
	case mainRoad:
		return roadStyle{0.7 * v, 0.42 * v, d.colours.road}
	case secondRoad:
		return roadStyle{0, 0.22 * v, d.colours.casing}
	}
	return roadStyle{0, 0.12 * v, d.colours.casing}
}

// drawRoads draws all casings beneath all roads, so that crossings are open.
func (d *draft) drawRoads() {
	var casings, roads []Node
	for r := noRoad - 1; r >= motorway; r-- {
		if int(r) >= len(d.roads) || len(d.roads[r]) == 0 {
			continue
		}
		style := d.roadStyle(r)
		if style.casing > 0 {
			casings = append(casings, &Path{Lines: d.roads[r], Stroke: d.colours.casing, Width: style.casing})
		}
		roads = append(roads, &Path{Lines: d.roads[r], Stroke: style.color, Width: style.width})
	}
	d.layer(layerRoads, append(casings, roads...))
}

func (d *draft) drawRailways() {
	var lines []orb.LineString
	for _, f := range d.of(edition.Railway) {
		lines = append(lines, f.lines...)
	}
	if lines = chained(lines); len(lines) > 0 {
		d.layer(layerRailways, d.railway(lines))
	}
}

// railway is a black line with white dashes within.
func (d *draft) railway(lines []orb.LineString) []Node {
	v := math.Pow(d.t, 0.6)
	return []Node{
		&Path{Lines: lines, Stroke: d.colours.railway, Width: 0.6 * v},
		&Path{Lines: lines, Stroke: rgb(0xffffff), Width: 0.36 * v, Dash: []float64{2.2 * v, 2.2 * v}, Phase: 1.1 * v},
	}
}

// drawPoints draws peaks and named places, where nothing stands yet, with the names
// beside them.
func (d *draft) drawPoints() {
	var peaks, places []Node
	for _, f := range d.of(edition.Peak) {
		for _, at := range f.points {
			peaks = append(peaks, d.pointNamed(at, f.name, d.peak(at), 1.8, d.colours.relief)...)
		}
	}
	for _, f := range d.of(edition.PlaceName) {
		for _, at := range f.points {
			places = append(places, d.pointNamed(at, f.name, d.spot(at), 1.7, rgb(0x4a4a4a))...)
		}
	}
	d.layer(layerPeaks, peaks)
	d.layer(layerPlaces, places)
}

// peak is a triangle.
func (d *draft) peak(at orb.Point) []Node {
	r := 0.75 * d.t
	return []Node{&Path{Lines: []orb.LineString{{{at[0], at[1] - r}, {at[0] + r, at[1] + 0.7*r}, {at[0] - r, at[1] + 0.7*r}, {at[0], at[1] - r}}}, Closed: true, Fill: d.colours.relief}}
}

func (d *draft) spot(at orb.Point) []Node {
	return []Node{&Circle{Centre: at, Radius: 0.3 * d.t, Fill: rgb(0x4a4a4a)}}
}

// pointNamed is a symbol and a name beside it; nothing where either has no place.
func (d *draft) pointNamed(at orb.Point, name string, symbol []Node, size float64, ink Color) []Node {
	size = max(size*d.t, smallestName)
	r := 0.8 * d.t
	spot := boxAround(at, 2*r, 2*r)
	if !d.taken.free(spot) || !within(d.field, spot) {
		return nil
	}
	if name == "" {
		d.taken.take(spot)
		return symbol
	}
	t := d.text(name, size, false, ink)
	t.Halo, t.HaloWidth = rgb(0xffffff), 0.13*size
	width := d.fonts.width(t)
	gap := 0.2 * size
	for _, middle := range []orb.Point{{at[0] + r + gap + width/2, at[1]}, {at[0] - r - gap - width/2, at[1]}, {at[0], at[1] - r - gap - size/2}, {at[0], at[1] + r + gap + size/2}} {
		box := boxAround(middle, width, size)
		if outer := grown(box, haloRoom*size); d.taken.free(outer) && within(d.field, outer) {
			d.taken.take(spot)
			d.taken.take(outer)
			return append(symbol, d.put(t, orb.Point{middle[0], middle[1] + middleOfEm*size}, 0.5))
		}
	}
	return nil
}
