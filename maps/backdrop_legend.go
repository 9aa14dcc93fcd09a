package maps

import (
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/edition"
)

// backdropEntries are the legend's entries of what the sheet shows beneath the divisions.
func (d *draft) backdropEntries(add func(text string, symbol func(orb.Point) []Node)) {
	w := d.words.backdrop
	line := func(at orb.Point) []orb.LineString {
		half := symbolWidth * d.u / 2
		return []orb.LineString{{{at[0] - half, at[1]}, {at[0] + half, at[1]}}}
	}
	for r := motorway; r < noRoad && int(r) < len(d.roads); r++ {
		if len(d.roads[r]) > 0 {
			add(w.roads[r], func(at orb.Point) []Node { return d.roadSample(r, line(at)) })
		}
	}
	if len(d.of(edition.Railway)) > 0 {
		add(w.railway, func(at orb.Point) []Node { return d.railway(line(at)) })
	}
	for _, kind := range []edition.FeatureKind{edition.River, edition.Canal} {
		if hasLines(d.of(kind)) {
			add(w.kind[kind], func(at orb.Point) []Node {
				return []Node{&Path{Lines: line(at), Stroke: d.colours.shore, Width: d.waterWidth(kind), Round: true}}
			})
		}
	}
	if hasAreas(d.of(edition.River, edition.Canal, edition.Lake, edition.Reservoir)) {
		add(w.area, d.waterSample)
	}
	if len(d.of(edition.Peak)) > 0 {
		add(w.kind[edition.Peak], d.peak)
	}
	if len(d.of(edition.PlaceName)) > 0 {
		add(w.kind[edition.PlaceName], d.spot)
	}
}

func hasLines(list []*feature) bool {
	for _, f := range list {
		if len(f.lines) > 0 {
			return true
		}
	}
	return false
}

func hasAreas(list []*feature) bool {
	for _, f := range list {
		if len(f.areas) > 0 {
			return true
		}
	}
	return false
}

func (d *draft) roadSample(r roadRank, lines []orb.LineString) []Node {
	style := d.roadStyle(r)
	nodes := []Node{&Path{Lines: lines, Stroke: style.color, Width: style.width}}
	if style.casing > 0 {
		nodes = append([]Node{&Path{Lines: lines, Stroke: d.colours.casing, Width: style.casing}}, nodes...)
	}
	return nodes
}

func (d *draft) waterSample(at orb.Point) []Node {
	box := boxAround(at, 0.55*symbolWidth*d.u, 2.2*d.u)
	return []Node{&Path{Lines: rectangle(box), Closed: true, Fill: d.colours.water, Stroke: d.colours.shore, Width: 0.12 * d.t}}
}

// backdropWords are the names of what lies beneath and around.
type backdropWords struct {
	roads                []string // by rank
	railway, area, inset string
	kind                 map[edition.FeatureKind]string
	layers               map[string]string
}

func chineseBackdrop() backdropWords {
	return backdropWords{
		roads: []string{"高速公路", "主要公路", "次要公路", "其他道路"}, railway: "铁路", area: "水面", inset: "位置图",
		kind:   map[edition.FeatureKind]string{edition.River: "河流", edition.Canal: "渠道", edition.Peak: "山峰", edition.PlaceName: "地名"},
		layers: map[string]string{layerWater: "水系", layerRoads: "道路", layerRailways: "铁路", layerPeaks: "山峰", layerPlaces: "自然地名", layerInset: "位置图", layerGraticule: "经纬网"},
	}
}

func englishBackdrop() backdropWords {
	return backdropWords{
		roads: []string{"Motorway", "Main road", "Secondary road", "Other road"}, railway: "Railway", area: "Water", inset: "Location",
		kind:   map[edition.FeatureKind]string{edition.River: "River", edition.Canal: "Canal", edition.Peak: "Peak", edition.PlaceName: "Place"},
		layers: map[string]string{layerWater: "Water", layerRoads: "Roads", layerRailways: "Railways", layerPeaks: "Peaks", layerPlaces: "Places", layerInset: "Location", layerGraticule: "Graticule"},
	}
}
