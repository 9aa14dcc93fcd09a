package tiles

import "github.com/xiantu/xiantu/boundaries/adcode"

// StyleSheet is a MapLibre style (style specification, version 8). It names no
// glyphs: labels, Chinese too, are drawn by the client from fonts it has.
//
// Layers, from the ground up; clients may rely on their ids:
//
//	background
//	basemap                                   pictures of a provider, where PutUnder laid them
//	county-fill township-fill village-fill    areas; village-fill is seen only with the feature state "selected"
//	reach-fill gap-fill gap-line reach-line   of a question; hidden where there is none
//	village-line township-line county-band county-line
//	facility-label village-label township-label county-label
//	facility                                  icons by kind; without a sprite circles,
//	                                          and their characters in facility-letter
//	facility-cluster facility-count           what stands for several facilities
//
// Icons lie above names and take their room first, so that no name is covered: one that
// finds none beside its place is left out.
type StyleSheet struct {
	Version  int               `json:"version"`
	Name     string            `json:"name"`
	Metadata map[string]string `json:"metadata,omitempty"`
	Sprite   string            `json:"sprite,omitempty"`
	Sources  map[string]Source `json:"sources"`
	Layers   []StyleLayer      `json:"layers"`
}

// Source is where a style's tiles come from: a TileJSON's address or the tiles' own.
type Source struct {
	Type        string   `json:"type"`
	URL         string   `json:"url,omitempty"`
	Tiles       []string `json:"tiles,omitempty"`
	TileSize    int      `json:"tileSize,omitempty"`
	MinZoom     int      `json:"minzoom,omitempty"`
	MaxZoom     int      `json:"maxzoom,omitempty"`
	Attribution string   `json:"attribution,omitempty"`
}

// StyleLayer is a layer of a style.
type StyleLayer struct {
	ID          string         `json:"id"`
	Type        string         `json:"type"`
	Source      string         `json:"source,omitempty"`
	SourceLayer string         `json:"source-layer,omitempty"`
	MinZoom     float64        `json:"minzoom,omitempty"`
	MaxZoom     float64        `json:"maxzoom,omitempty"`
	Filter      expression     `json:"filter,omitempty"`
	Layout      map[string]any `json:"layout,omitempty"`
	Paint       map[string]any `json:"paint,omitempty"`
}

// expression is one of the style language: an operator and its arguments.
type expression []any

// Style makes the style of a theme over the tiles that link points to. Without a
// question the coverage layers are there but hidden, so that nothing asks for their
// tiles; a client gives their source a question by setTiles. With sprite, the address
// of what Sprite makes without its ending, gaps are hatched.
func Style(theme Theme, link Link, sprite string) StyleSheet {
	c := theme.Tokens()
	style := StyleSheet{
		Version: 8, Name: "xiantu " + string(theme), Sprite: sprite,
		Sources: map[string]Source{
			string(Divisions):  {Type: "vector", URL: link.describes(Divisions)},
			string(Facilities): {Type: "vector", URL: link.describes(Facilities)},
			string(Coverage): {Type: "vector", MaxZoom: DataZoom,
				Tiles: []string{link.Base + "/tiles/coverage/{z}/{x}/{y}.mvt" + link.query("")}},
		},
	}
	style.Layers = append(style.Layers, StyleLayer{ID: "background", Type: "background", Paint: map[string]any{"background-color": c.Ground}})
	style.Layers = append(style.Layers, areaLayers(c)...)
	style.Layers = append(style.Layers, coverageLayers(c, link.Question != "", sprite != "")...)
	style.Layers = append(style.Layers, borderLayers(c)...)
	style.Layers = append(style.Layers, labelLayers(c)...)
	style.Layers = append(style.Layers, facilityLayers(c, sprite != "")...)
	return style
}

// describes is the address of a set's TileJSON.
func (l Link) describes(set Set) string {
	l.Question = ""
	return l.Base + "/tiles/" + string(set) + "/tilejson.json" + l.query("")
}

func areaLayers(c Tokens) []StyleLayer {
	tint := expression{"match", expression{"get", "tint"}}
	for i, colour := range c.Tints {
		tint = append(tint, i, colour)
	}
	selected := expression{"boolean", expression{"feature-state", "selected"}, false}
	return []StyleLayer{
		fill("county-fill", Divisions, "county", FirstZoom(adcode.County), map[string]any{"fill-color": c.Tints[0]}),
		fill("township-fill", Divisions, "township", FirstZoom(adcode.Township), map[string]any{"fill-color": append(tint, c.Tints[0])}),
		fill("village-fill", Divisions, "village", FirstZoom(adcode.Village), map[string]any{
			"fill-color": c.Choice, "fill-opacity": expression{"case", selected, 0.25, 0}}),
	}
}

func fill(id string, set Set, layer string, zoom int, paint map[string]any) StyleLayer {
	paint["fill-antialias"] = false // borders are drawn by lines, once
	return StyleLayer{ID: id, Type: "fill", Source: string(set), SourceLayer: layer, MinZoom: float64(zoom), Paint: paint}
}

func coverageLayers(c Tokens, shown, hatched bool) []StyleLayer {
	gap, outline := map[string]any{"fill-color": c.Gap, "fill-opacity": 0.16}, 0.4
	if hatched { // an outline would run along the units' borders and hide their dashes
		gap, outline = map[string]any{"fill-pattern": gapHatch}, 0
	}
	layers := []StyleLayer{
		fill("reach-fill", Coverage, "reach", 0, map[string]any{"fill-color": c.Reach, "fill-opacity": 0.22}),
		fill("gap-fill", Coverage, "gap", 0, gap),
		line("gap-line", Coverage, "gap", c.Gap, outline),
		line("reach-line", Coverage, "reach", c.Reach, 1.6),
	}
	for i := range layers {
		visibility := "none"
		if shown {
			visibility = "visible"
		}
		if layers[i].Layout == nil {
			layers[i].Layout = map[string]any{}
		}
		layers[i].Layout["visibility"] = visibility
	}
	return layers
}

func line(id string, set Set, layer, colour string, width any) StyleLayer {
	return StyleLayer{ID: id, Type: "line", Source: string(set), SourceLayer: layer,
		Layout: map[string]any{"line-join": "round"}, Paint: map[string]any{"line-color": colour, "line-width": width}}
}

// borderLayers draw lines after the custom of division maps (行政区划图): villages
// dotted, townships in short dash-dot, the county in long dash-dot along a band.
func borderLayers(c Tokens) []StyleLayer {
	border := func(id string, level adcode.Level, colour string, width any, dashes ...float64) StyleLayer {
		l := line(id, Divisions, "border", colour, width)
		l.MinZoom = float64(FirstZoom(level))
		l.Filter = expression{"==", expression{"get", "level"}, level.String()}
		if len(dashes) > 0 {
			l.Paint["line-dasharray"] = dashes
		}
		return l
	}
	dots := border("village-line", adcode.Village, c.Village, byZoom(10, 0.9, 14, 1.8), 0.1, 2.2)
	dots.Layout["line-cap"] = "round"
	band := border("county-band", adcode.County, c.Band, byZoom(4, 2, 9, 6, 14, 12))
	band.Paint["line-opacity"] = 0.5
	return []StyleLayer{
		dots,
		border("township-line", adcode.Township, c.Town, byZoom(7, 0.7, 11, 1.3, 15, 2.4), 5, 2, 1, 2),
		band,
		border("county-line", adcode.County, c.County, byZoom(4, 0.6, 9, 1.3, 14, 2.6), 9, 2, 1.2, 2, 1.2, 2),
	}
}

// byZoom grows evenly between pairs of zoom and value.
func byZoom(stops ...any) expression {
	return append(expression{"interpolate", expression{"linear"}, expression{"zoom"}}, stops...)
}
