package coverage

import (
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
)

// Zoning says by which zones places for a cemetery (公墓选址) are judged: the edition's, with
// strips (隔离带) as imported or of other widths.
type Zoning struct {
	Setbacks map[string]geo.Metres // by kind of zone: the strip around it; kinds left out keep what was imported
	Nearest  int                   // how many zones to name beside those that forbid a place
}

// Verdict is what the zones say of a place.
type Verdict struct {
	Place     orb.Point // lon/lat EPSG:4490
	Unit      int       // index of the lowest unit that holds it; -1 where none does
	Outside   bool      // not in the county, of which alone the zones are known: forbidden too
	Forbidden bool
	Zones     []ZoneHit // that forbid it, the nearest first
	Nearest   []ZoneHit // further ones, the one that is nearest to forbidding it first
}

// ZoneHit is a zone and how far it is from a place.
type ZoneHit struct {
	Zone     int        // index in the edition
	Distance geo.Metres // 0 within it or on its border
	Setback  geo.Metres // asked for; the zone forbids where Distance <= Setback
}

// Margin is how much farther from the zone the place is than it must be; negative or 0
// where it is too near.
func (h ZoneHit) Margin() geo.Metres { return h.Distance - h.Setback }

// Verdicts are places judged.
type Verdicts struct {
	Zoning     Zoning
	Places     []Verdict // in the order asked
	Forbidden  int       // how many of them
	Definition Definition
}

// mostPlaces bounds the places of one question, and mostNearest the zones named beside.
const (
	mostPlaces  = 10_000
	mostNearest = 50
	widestStrip = 100_000 // metres
)

// proximities are the indexes of zones.
var proximities memo[edition.Zones, geo.Proximity]

func newProximity(zones *edition.Zones) *geo.Proximity {
	shapes := make([]orb.Geometry, len(zones.List))
	for i := range zones.List {
		shapes[i] = zones.List[i].Shape
	}
	return geo.NewProximity(shapes)
}

// Checked returns the zoning with its kinds in order of the edition's zones. The error is
// ErrInvalid where there are no zones, a kind has none, or a width cannot be.
func (z Zoning) Checked(ed *edition.Edition) (Zoning, error) {
	if err := CheckDay(ed); err != nil {
		return z, err
	}
	if len(ed.Zones.List) == 0 {
		return z, refuse("zones", "尚未导入禁建区：请先导入（xiantu import zones 文件），否则任何地点都会显得可用", "no zones are imported, so every place would seem free: import them first (xiantu import zones FILE)")
	}
	kinds := zoneKinds(ed.Zones)
	for _, kind := range slices.Sorted(maps.Keys(z.Setbacks)) {
		if !slices.Contains(kinds, kind) {
			return z, refuse("setbacks", "没有“%s”类的禁建区，现有：%s", "there is no zone of kind %q: those imported are %s", kind, strings.Join(kinds, ", "))
		}
		if m := float64(z.Setbacks[kind]); !(m >= 0 && m <= widestStrip) {
			return z, refuse("setbacks", "%s：%g 米不是隔离带宽度，应为 0 至 %d 米", "%s: %g m is not the width of a strip: give 0 to %d metres", kind, m, widestStrip)
		}
	}
	if z.Nearest < 0 || z.Nearest > mostNearest {
		return z, refuse("nearest", "nearest 应为 0 至 %d（收到 %d）", "nearest must be 0 to %d, it is %d", mostNearest, z.Nearest)
	}
	return z, nil
}

// zoneKinds are the kinds of the zones there are, sorted; a zone without a kind has "".
func zoneKinds(zones *edition.Zones) []string {
	var kinds []string
	for i := range zones.List {
		kinds = append(kinds, zones.List[i].Kind)
	}
	return sortedSet(kinds)
}

// setback is the strip of a zone.
func (z *Zoning) setback(zone *edition.Zone) geo.Metres {
	if wide, said := z.Setbacks[zone.Kind]; said {
		return wide
	}
	return zone.Setback
}

// Judge says of each place (lon/lat EPSG:4490) whether the county's zones forbid a cemetery
// there, and which: those no farther than their strip is wide, by geodesic distance.
func Judge(ed *edition.Edition, z Zoning, places []orb.Point) (*Verdicts, error) {
	if len(places) == 0 {
		return nil, refuse("points", "没有给出地点", "no place is given")
	}
	if len(places) > mostPlaces {
		return nil, refuse("points", "一次最多判断 %[2]d 个地点（收到 %[1]d 个）：请分批，或按网格判断", "%[1]d places are too many: judge at most %[2]d at a time, or a grid", len(places), mostPlaces)
	}
	for i, p := range places {
		if err := checkPlace(i, p); err != nil {
			return nil, err
		}
	}
	j, err := newJudge(ed, z)
	if err != nil {
		return nil, err
	}
	out := &Verdicts{Zoning: j.zoning, Places: make([]Verdict, len(places)), Definition: defineZoning(ed, j.zoning)}
	for i, p := range places {
		out.Places[i] = j.judge(p)
		if out.Places[i].Forbidden {
			out.Forbidden++
		}
	}
	return out, nil
}

// checkPlace refuses what is no position in degrees, and says what it may be instead.
func checkPlace(i int, p orb.Point) error {
	lon, lat := p[0], p[1]
	switch {
	case math.Abs(lon) <= 180 && math.Abs(lat) <= 85:
		return nil
	case math.Abs(lon) <= 85 && math.Abs(lat) <= 180:
		return refuse("points", "第 %d 点（%g, %g）似乎经纬度颠倒：请先经度后纬度", "point %d (%g, %g) seems to be latitude and longitude: give longitude first", i+1, lon, lat)
	case math.Abs(lon) > 1000 && math.Abs(lat) > 1000:
		return refuse("points", "第 %d 点（%g, %g）是以米计的平面坐标：请换算为经纬度（度，EPSG:4490）", "point %d (%g, %g) is in metres: give longitude and latitude in degrees (EPSG:4490)", i+1, lon, lat)
	}
	return refuse("points", "第 %d 点（%g, %g）不是地点：请给出以度为单位的经纬度", "point %d (%g, %g) is not a place: give longitude and latitude in degrees", i+1, lon, lat)
}

// judge is what places are judged by.
type judge struct {
	ed     *edition.Edition
	zoning Zoning
	ground *geo.Ground
	near   *geo.Proximity
	widest geo.Metres // of the strips
	known  bool       // the county's extent
}

func newJudge(ed *edition.Edition, z Zoning) (*judge, error) {
	z, err := z.Checked(ed)
	if err != nil {
		return nil, err
	}
	j := &judge{ed: ed, zoning: z, ground: grounds.of(ed.Mesh, geo.NewGround), near: proximities.of(ed.Zones, newProximity)}
	j.known = ed.HasShape(&ed.Units[0])
	for i := range ed.Zones.List {
		j.widest = max(j.widest, z.setback(&ed.Zones.List[i]))
	}
	return j, nil
}

func (j *judge) setback(zone int) geo.Metres { return j.zoning.setback(&j.ed.Zones.List[zone]) }

func (j *judge) judge(p orb.Point) Verdict {
	v := Verdict{Place: p, Unit: -1}
	if holding := j.ground.Holding(p); len(holding) > 0 {
		v.Unit = holding[len(holding)-1]
	}
	v.Outside = v.Unit < 0 && j.known
	v.Zones = j.hits(j.near.Near(p, j.widest, j.setback))
	slices.SortStableFunc(v.Zones, func(a, b ZoneHit) int { return compareMetres(a.Distance, b.Distance) })
	v.Forbidden = v.Outside || len(v.Zones) > 0
	if j.zoning.Nearest > 0 {
		v.Nearest = j.further(p)
	}
	return v
}

func (j *judge) hits(near []geo.Nearness) []ZoneHit {
	hits := make([]ZoneHit, len(near))
	for i, n := range near {
		hits[i] = ZoneHit{n.Shape, n.Distance, j.setback(n.Shape)}
	}
	return hits
}

// farthest is how far zones are looked for: farther than any county is wide.
const farthest geo.Metres = 500_000

// further are the zones nearest to forbidding a place that do not. It looks ever farther,
// until what is not found yet has more margin than what is.
func (j *judge) further(p orb.Point) []ZoneHit {
	for reach := j.widest + 1000; ; reach *= 2 {
		hits := j.hits(j.near.Near(p, reach, func(int) geo.Metres { return reach }))
		hits = slices.DeleteFunc(hits, func(h ZoneHit) bool { return h.Margin() <= 0 })
		slices.SortStableFunc(hits, func(a, b ZoneHit) int { return compareMetres(a.Margin(), b.Margin()) })
		enough := len(hits) >= j.zoning.Nearest && hits[j.zoning.Nearest-1].Margin() <= reach-j.widest
		if enough || reach > farthest {
			return hits[:min(len(hits), j.zoning.Nearest)]
		}
	}
}

func compareMetres(a, b geo.Metres) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
