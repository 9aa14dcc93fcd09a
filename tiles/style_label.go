package tiles

import (
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/facilities"
)

// facilityLayers draw circles in the colour of their kind, with the kind's character
// from where it can be read, and names further in. What is not in operation is pale.
func facilityLayers(c Tokens) []StyleLayer {
	colour := expression{"match", expression{"get", "kind"}}
	letter := expression{"match", expression{"get", "kind"}}
	for _, k := range facilities.Kinds() {
		colour = append(colour, k.Code, k.Colour)
		letter = append(letter, k.Code, k.Symbol)
	}
	pale := expression{"case", expression{"boolean", expression{"get", "operating"}, true}, 1, 0.45}
	circle := StyleLayer{ID: "facility", Type: "circle", Source: string(Facilities), SourceLayer: "facility", Paint: map[string]any{
		"circle-color": append(colour, c.Other), "circle-radius": byZoom(7, 1.5, 10, 4, 12, 7, 15, 10),
		"circle-stroke-color": c.Rim, "circle-stroke-width": byZoom(8, 0.5, 12, 1.2),
		"circle-opacity": pale, "circle-stroke-opacity": pale,
	}}
	on := label("facility-letter", Facilities, "facility", 11.5, append(letter, "·"), byZoom(11.5, 9, 15, 12))
	on.Layout["text-allow-overlap"], on.Layout["text-ignore-placement"] = true, true
	on.Paint = map[string]any{"text-color": c.Letter}
	name := label("facility-label", Facilities, "facility", 13, expression{"get", "name"}, 11)
	name.Layout["text-anchor"], name.Layout["text-offset"], name.Layout["text-optional"] = "top", []float64{0, 1}, true
	name.Paint = ink(c.Soft, c.Halo)
	return []StyleLayer{circle, on, name}
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
	return StyleLayer{ID: id, Type: "symbol", Source: string(set), SourceLayer: layer, MinZoom: zoom,
		Layout: map[string]any{"text-field": text, "text-size": size}}
}

func ink(colour, halo string) map[string]any {
	return map[string]any{"text-color": colour, "text-halo-color": halo, "text-halo-width": 1.4}
}
