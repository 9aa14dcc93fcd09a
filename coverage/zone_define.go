package coverage

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
)

// zoneNames are the names of the kinds of zone in Chinese and English.
var zoneNames = map[string][2]string{
	"river": {"河流", "river"}, "reservoir": {"水库", "reservoir"}, "railway": {"铁路", "railway"}, "trunk_highway": {"公路主干线", "trunk highway"},
	"arable": {"耕地", "arable land"}, "forest": {"林地", "forest land"}, "city_park": {"城市公园", "city park"}, "scenic": {"风景名胜区", "scenic area"},
	"relic": {"文物保护区", "cultural-relic zone"}, "water_source": {"水源保护区", "water-source protection"}, "": {"未注明类别", "of no kind"},
}

// ZoneName is what a kind of zone is called in Chinese and in English: itself where it is
// none of those known.
func ZoneName(kind string) (zh, en string) {
	if names, ok := zoneNames[kind]; ok {
		return names[0], names[1]
	}
	return kind, kind
}

// strips lists the strip widths in use by kind, "0" or "200" or "100-200 m" where
// zones of a kind have different ones.
func strips(ed *edition.Edition, z Zoning, name func(kind string) string) string {
	type span struct{ least, most geo.Metres }
	spans := map[string]span{}
	for i := range ed.Zones.List {
		zone := &ed.Zones.List[i]
		wide := z.setback(zone)
		s, known := spans[zone.Kind]
		if !known {
			s = span{wide, wide}
		}
		spans[zone.Kind] = span{min(s.least, wide), max(s.most, wide)}
	}
	var said []string
	for _, kind := range slices.Sorted(maps.Keys(spans)) {
		s := spans[kind]
		text := fmt.Sprintf("%s %g", name(kind), float64(s.least))
		if s.most > s.least {
			text += fmt.Sprintf("-%g", float64(s.most))
		}
		said = append(said, text)
	}
	return strings.Join(said, ", ")
}

func defineZoning(ed *edition.Edition, z Zoning) Definition {
	zh := func(kind string) string { name, _ := ZoneName(kind); return name }
	en := func(kind string) string { _, name := ZoneName(kind); return name }
	return Definition{
		fmt.Sprintf("地点与某一禁建区的椭球面（GRS80）距离不超过该区隔离带宽度（在区内或边界上为0）即不得建公墓；县域以外不作判断，视为不可用。隔离带宽度（米）：%s。依据：殡葬管理条例第十条、四川省公墓管理条例第六条；铁路、公路隔离带宽度为参数。共%d个禁建区，%s，数据版本%d。",
			strings.ReplaceAll(strips(ed, z, zh), ", ", "，"), len(ed.Zones.List), dayZh(ed), ed.Versions.County),
		fmt.Sprintf("A cemetery may not be where the distance to a zone on the ellipsoid (GRS80; 0 within it or on its border) is at most the width of the zone's strip; outside the county nothing is known, which counts as forbidden. Strips in metres: %s. Rules: Regulations on Funeral and Interment Control art. 10, Sichuan regulations on cemeteries art. 6; widths along railways and highways are parameters. %d zones, %s, data version %d.",
			strips(ed, z, en), len(ed.Zones.List), dayEn(ed), ed.Versions.County),
	}
}

// ZoningID names a question about zones put to an edition, as ID does a question of coverage.
// What tells the places or the land asked about, such as their coordinates.
func ZoningID(ed *edition.Edition, z Zoning, what ...any) string {
	var b strings.Builder
	fmt.Fprintf(&b, "zoning 1 %s %s %d %d\n", ed.County.Code, ed.Key.At, ed.Key.Plan, ed.Versions)
	for _, kind := range slices.Sorted(maps.Keys(z.Setbacks)) {
		fmt.Fprintf(&b, "%q %v ", kind, float64(z.Setbacks[kind]))
	}
	fmt.Fprintf(&b, "%d %v", z.Nearest, what)
	sum := sha256.Sum256([]byte(b.String()))
	return hex.EncodeToString(sum[:10])
}
