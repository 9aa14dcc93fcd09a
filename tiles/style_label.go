package tiles

import (
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/facilities"
)

// alone and many are the filters of facilities drawn for themselves, and of clusters.
func alone() expression { return expression{"!", expression{"has", "cluster"}} }
func many() expression  { return expression{"has", "cluster"} }

// facilityLayers draw facilities by the icons of their kinds and clusters as circles with
// the number of facilities in them. What is not in operation is pale. Without a sprite
// there are circles with the kind's character in place of icons.
func facilityLayers(c Tokens, icons bool) []StyleLayer {
	pale := expression{"case", expression{"boolean", expression{"get", "operating"}, true}, 1, 0.45}
	if !icons {
		return append(letterLayers(c, pale), clusterLayers(c)...)
	}
	icon := symbol("facility", Facilities, "facility", 0)
	icon.Filter = alone()
	icon.Layout["icon-image"] = expression{"coalesce",
		expression{"image", expression{"concat", "kind-", expression{"get", "kind"}}}, expression{"image", iconName("")}}
	icon.Layout["icon-size"] = byZoom(7, 0.3, 10, 0.5, 12, 0.7, 15, 1)
	icon.Layout["icon-allow-overlap"], icon.Layout["icon-padding"] = true, 0
	icon.Paint = map[string]any{"icon-opacity": pale}
	return append([]StyleLayer{icon}, clusterLayers(c)...)
}

// letterLayers are circles in the colours of kinds, with their characters.
func letterLayers(c Tokens, pale expression) []StyleLayer {
	colour := expression{"match", expression{"get", "kind"}}
	letter := expression{"match", expression{"get", "kind"}}
	for _, k := range facilities.Kinds() {
		colour = append(colour, k.Code, k.Colour)
		letter = append(letter, k.Code, k.Symbol)
	}
	circle := StyleLayer{ID: "facility", Type: "circle", Source: string(Facilities), SourceLayer: "facility", Filter: alone(), Paint: map[string]any{
		"circle-color": append(colour, c.Other), "circle-radius": byZoom(7, 1.5, 10, 4, 12, 7, 15, 10),
		"circle-stroke-color": c.Rim, "circle-stroke-width": byZoom(8, 0.5, 12, 1.2),
		"circle-opacity": pale, "circle-stroke-opacity": pale,
	}}
	on := label("facility-letter", Facilities, "facility", 11.5, append(letter, "·"), byZoom(11.5, 9, 15, 12))
	on.Filter = alone()
	on.Layout["text-allow-overlap"] = true
	on.Paint = map[string]any{"text-color": c.Letter}
	return []StyleLayer{circle, on}
}

// clusterLayers draw what stands for several facilities, the larger the more they are.
func clusterLayers(c Tokens) []StyleLayer {
	count := expression{"to-number", expression{"get", "count"}, 1}
	circle := StyleLayer{ID: "facility-cluster", Type: "circle", Source: string(Facilities), SourceLayer: "facility", Filter: many(), Paint: map[string]any{
		"circle-color": c.Soft, "circle-opacity": 0.9, "circle-stroke-color": c.Halo, "circle-stroke-width": 1.5,
		"circle-radius": expression{"interpolate", expression{"linear"}, expression{"log10", expression{"max", count, 1}}, 0, 8, 1, 11, 2, 15, 3, 20, 5, 26},
	}}
	number := label("facility-count", Facilities, "facility", 0, expression{"to-string", expression{"get", "count"}}, 11)
	number.Filter = many()
	number.Layout["text-allow-overlap"], number.Layout["text-padding"] = true, 5 // the room of the circle
	number.Paint = map[string]any{"text-color": c.Halo}
	return []StyleLayer{circle, number}
}

// labelLayers write names, the larger unit first where two would touch, and beside their
// points where icons stand there.
func labelLayers(c Tokens) []StyleLayer {
	of := func(id string, level adcode.Level, zoom float64, colour string, size any) StyleLayer {
		l := label(id, Divisions, "label", zoom, expression{"get", "name"}, size)
		l.Filter = expression{"==", expression{"get", "level"}, level.String()}
		l.Layout["symbol-sort-key"] = expression{"get", "rank"}
		l.Layout["text-max-width"] = 8
		l.Layout["text-variable-anchor-offset"] = []any{
			"center", []float64{0, 0}, "bottom", []float64{0, -0.7}, "top", []float64{0, 0.7}, "left", []float64{0.8, 0}, "right", []float64{-0.8, 0},
			"bottom", []float64{0, -1.6}, "top", []float64{0, 1.6},
		}
		l.Paint = ink(colour, c.Halo)
		return l
	}
	village := of("village-label", adcode.Village, 11, c.Soft, byZoom(11, 10, 15, 14))
	town := of("township-label", adcode.Township, 8, c.Ink, byZoom(8, 11, 11, 15, 14, 20))
	town.Layout["text-letter-spacing"] = 0.12
	county := of("county-label", adcode.County, 3, c.Ink, byZoom(4, 11, 8, 18))
	county.Layout["text-letter-spacing"] = 0.2
	county.MaxZoom = 9.5 // further in its townships are named
	return []StyleLayer{facilityNames(c), village, town, county}
}

// facilityNames stand below their icons, or on another side of them.
func facilityNames(c Tokens) StyleLayer {
	name := label("facility-label", Facilities, "facility", 13, expression{"get", "name"}, 11)
	name.Filter = alone()
	name.Layout["text-variable-anchor"], name.Layout["text-radial-offset"] = []string{"top", "bottom", "left", "right"}, 1.5
	name.Layout["text-justify"] = "auto"
	name.Paint = ink(c.Soft, c.Halo)
	return name
}

func label(id string, set Set, layer string, zoom float64, text expression, size any) StyleLayer {
	l := symbol(id, set, layer, zoom)
	l.Layout["text-field"], l.Layout["text-size"] = text, size
	return l
}

func symbol(id string, set Set, layer string, zoom float64) StyleLayer {
	return StyleLayer{ID: id, Type: "symbol", Source: string(set), SourceLayer: layer, MinZoom: zoom, Layout: map[string]any{}}
}

func ink(colour, halo string) map[string]any {
	return map[string]any{"text-color": colour, "text-halo-color": halo, "text-halo-width": 1.4}
}
