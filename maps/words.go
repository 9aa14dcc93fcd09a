package maps

import (
	"fmt"
	stdmaps "maps"
	"math"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
)

// words are the fixed texts of a sheet in one language.
type words struct {
	title, legend, north, key, fiction, boundary, internal, planned, reviewed, compiler, sources string
	layers                                                                                       map[string]string
	border, seat                                                                                 map[adcode.Level]string
	day                                                                                          func(civil.Day) string
	system                                                                                       func(meridian int) string
	backdrop                                                                                     backdropWords
	convergence                                                                                  func(angle string, west bool) string

	cluster string // what a symbol of several facilities is called
}

func wordsIn(l Lang) words {
	w := chinese()
	w.backdrop = chineseBackdrop()
	if l == English {
		w = english()
		w.backdrop = englishBackdrop()
	}
	stdmaps.Copy(w.layers, w.backdrop.layers)
	return w
}

func chinese() words {
	return words{
		title: "%s行政区划图", legend: "图例", north: "北", key: "地名索引", cluster: "设施群（数字为处数）", fiction: "本图为虚构演示数据", boundary: "本图界线不作实地划界依据",
		internal: "内部用图", planned: "规划方案，未公布", reviewed: "审图号：%s", compiler: "编制：%s", sources: "资料来源：%s",
		border: map[adcode.Level]string{adcode.County: "县级界", adcode.Township: "乡级界", adcode.Village: "村级界"},
		layers: map[string]string{layerAround: "周边", layerLand: "行政区底色", layerBorder + "county": "县级界", layerBorder + "township": "乡级界", layerBorder + "village": "村级界", layerSeats: "政府驻地", layerFacilities: "设施", layerTheme: "专题", layerNames: "地名", layerFrame: "图廓与图例"},
		seat:   map[adcode.Level]string{adcode.County: "县级政府驻地", adcode.Township: "乡级政府驻地", adcode.Village: "村（居）委会驻地"},
		day: func(d civil.Day) string {
			return fmt.Sprintf("资料截至%d年%d月%d日", d.Year(), d.Month(), d.Day())
		},
		system: func(meridian int) string {
			return fmt.Sprintf("2000国家大地坐标系　高斯-克吕格投影（3°带，中央经线%d°）", meridian)
		},
		convergence: func(angle string, west bool) string {
			if west {
				return "图上北为坐标北，偏真北以西" + angle
			}
			return "图上北为坐标北，偏真北以东" + angle
		},
	}
}

func english() words {
	return words{
		title: "Administrative Divisions of %s", legend: "Legend", north: "N", key: "Index of names", cluster: "Several facilities (their number)", fiction: "Fictional demonstration data",
		boundary: "Boundaries on this map are not a basis for demarcation", internal: "For internal use", planned: "Draft plan, not in force", reviewed: "Map review number: %s", compiler: "Compiled by %s", sources: "Sources: %s",
		border: map[adcode.Level]string{adcode.County: "County boundary", adcode.Township: "Township boundary", adcode.Village: "Village boundary"},
		layers: map[string]string{layerAround: "Around", layerLand: "Tints", layerBorder + "county": "County boundary", layerBorder + "township": "Township boundaries", layerBorder + "village": "Village boundaries", layerSeats: "Seats", layerFacilities: "Facilities", layerTheme: "Theme", layerNames: "Names", layerFrame: "Frame and legend"},
		seat:   map[adcode.Level]string{adcode.County: "County seat", adcode.Township: "Township seat", adcode.Village: "Village seat"},
		day:    func(d civil.Day) string { return "As of " + d.String() },
		system: func(meridian int) string {
			return fmt.Sprintf("CGCS2000, Gauss-Krueger projection (3° zone, central meridian %d°E)", meridian)
		},
		convergence: func(angle string, west bool) string {
			if west {
				return "Up is grid north, " + angle + " west of true north"
			}
			return "Up is grid north, " + angle + " east of true north"
		},
	}
}

// degrees writes an angle as degrees and minutes, and seconds where it has some.
func degrees(angle float64) (whole, rest string) {
	seconds := int(math.Round(math.Abs(angle) * 3600))
	rest = fmt.Sprintf("%02d′", seconds/60%60)
	if seconds%60 != 0 {
		rest += fmt.Sprintf("%02d″", seconds%60)
	}
	return fmt.Sprintf("%d°", seconds/3600), rest
}

// grouped writes a scale's denominator: 150 000.
func grouped(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + " " + s[i:]
	}
	return s
}
