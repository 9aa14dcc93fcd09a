package tiles

import (
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/facilities"
)

// facilityLayers draw facilities by the icons of their kinds, with names further in, and
// clusters as circles with the number of facilities in them. What is not in operation is
// pale. Without a sprite there are circles with the kind's character in place of icons.
func facilityLayers(c Tokens, icons bool) []StyleLayer {
	alone := expression{"!", expression{"has", "cluster"}}
	pale := expression{"case", expression{"boolean", expression{"get", "operating"}, true}, 1, 0.45}
	var layers []StyleLayer
	if icons {
		icon := symbol("facility", Facilities, "facility", 0)
		icon.Layout["icon-image"] = expression{"coalesce",
			expression{"image", expression{"concat", "kind-", expression{"get", "kind"}}}, expression{"image", iconName("")}}
		icon.Layout["icon-size"] = byZoom(7, 0.3, 10, 0.5, 12, 0.7, 15, 1)
		icon.Layout["icon-allow-overlap"], icon.Layout["icon-ignore-placement"] = true, true
		icon.Paint = map[string]any{"icon-opacity": pale}
		layers = append(layers, icon)
	} else {
		layers = append(layers, letterLayers(c, pale)...)
	}
	name := label("facility-label", Facilities, "facility", 13, expression{"get", "name"}, 11)
	name.Layout["text-anchor"], name.Layout["text-offset"], name.Layout["text-optional"] = "top", []float64{0, 1.1}, true
	name.Paint = ink(c.Soft, c.Halo)
	layers = append(layers, name)
	for i := range layers {
		layers[i].Filter = alone
	}
	return append(layers, clusterLayers(c)...)
}

// letterLayers are circles in the colours of kinds, with their characters.
func letterLayers(c Tokens, pale expression) []StyleLayer {
	colour := expression{"match", expression{"get", "kind"}}
	letter := expression{"match", expression{"get", "kind"}}
	for _, k := range facilities.Kinds() {
		colour = append(colour, k.Code, k.Colour)
		letter = append(letter, k.Code, k.Symbol)
	}
	circle := StyleLayer{ID: "facility", Type: "circle", Source: string(Facilities), SourceLayer: "facility", Paint: map[string]any{
		"circle-color": append(colour, c.Other), "circle-radius": byZoom(7, 1.5, 10, 4, 12, 7, 15, 10),
		"circle-stroke-color": c.Rim, "circle-stroke-width": byZoom(8, 0.5, 12, 1.2),
		"circle-opacity": pale, "circle-stroke-opacity": pale,
	}}
	on := label("facility-letter", Facilities, "facility", 11.5, append(letter, "·"), byZoom(11.5, 9, 15, 12))
	on.Layout["text-allow-overlap"], on.Layout["text-ignore-placement"] = true, true
	on.Paint = map[string]any{"text-color": c.Letter}
	return []StyleLayer{circle, on}
}

// clusterLayers draw what stands for several facilities, the larger the more they are.
func clusterLayers(c Tokens) []StyleLayer {
	many := expression{"has", "cluster"}
	count := expression{"to-number", expression{"get", "count"}, 1}
	circle := StyleLayer{ID: "facility-cluster", Type: "circle", Source: string(Facilities), SourceLayer: "facility", Filter: many, Paint: map[string]any{
		"circle-color": c.Soft, "circle-opacity": 0.9, "circle-stroke-color": c.Halo, "circle-stroke-width": 1.5,
		"circle-radius": expression{"interpolate", expression{"linear"}, expression{"log10", expression{"max", count, 1}}, 0, 8, 1, 11, 2, 15, 3, 20, 5, 26},
	}}
	number := label("facility-count", Facilities, "facility", 0, expression{"to-string", expression{"get", "count"}}, 11)
	number.Filter = many
	number.Layout["text-allow-overlap"], number.Layout["text-ignore-placement"] = true, true
	number.Paint = map[string]any{"text-color": c.Halo}
	return []StyleLayer{circle, number}
}

// labelLayers write names, the larger unit first where two would touch.
func labelLayers(c Tokens) []StyleLayer {
	of := func(id string, level adcode.Level, zoom float64, colour string, size any) StyleLayer {
		l := label(id, Divisions, "label", zoom, expression{"get", "name"}, size)
		l.Filter = expression{"==", expression{"get", "level"}, level.String()}
		l.Layout["symbol-sort-key"] = expression{"get", "rank"}
		l.Layout["text-max-width"] = 8
		l.Paint = ink(colour, c.Halo)
		return l
	}
	village := of("village-label", adcode.Village, 11, c.Soft, byZoom(11, 10, 15, 14))
	town := of("township-label", adcode.Township, 8, c.Ink, byZoom(8, 11, 11, 15, 14, 20))
	town.Layout["text-letter-spacing"] = 0.12
	county := of("county-label", adcode.County, 3, c.Ink, byZoom(4, 11, 8, 18))
	county.Layout["text-letter-spacing"] = 0.2
	county.MaxZoom = 9.5 // further in its townships are named
	return []StyleLayer{village, town, county}
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
