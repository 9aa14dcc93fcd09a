package coverage

import (
	"fmt"
	"slices"
	"strings"

	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/geo"
)

// Tombs is how far the settling of scattered tombs (零散墓整治) has come.
type Tombs struct {
	Areas      []TombArea     // the key areas (重点区域), by name
	Settled    Ratio          // tombs settled of all inside key areas
	Single     map[string]int // tombs entered one by one, by what became of them: 待迁, 已迁, 深埋, 绿化遮挡, 保留, or their state
	Places     []TombPlace    // those tombs, by name
	Definition Definition
}

// TombArea is a key area.
type TombArea struct {
	Facility int // index in the edition
	Unit     int // index in the edition; -1 where unknown
	Counted  bool
	Settled  Ratio
	Along    *ZoneHit // the nearest railway or trunk highway; nil where none or no place is known
}

// TombPlace is a tomb entered by itself.
type TombPlace struct {
	Facility int // index in the edition
	Unit     int
	Became   string
	Along    *ZoneHit
}

// The kinds of facility that tombs are kept as.
const (
	keyArea    = "TOMB_KEYAREA"
	singleTomb = "TOMB_SCATTERED"
)

// roadZones are the kinds of zone that tombs are to be out of sight of.
var roadZones = []string{"railway", "trunk_highway"}

// AskTombs counts the tombs of the edition's day. What a key area does not count is left out
// of the ratio. The error is ErrInvalid where no tombs are imported.
func AskTombs(ed *edition.Edition) (*Tombs, error) {
	if err := CheckDay(ed); err != nil {
		return nil, err
	}
	near := proximities.of(ed.Zones, newProximity)
	out := &Tombs{Single: map[string]int{}, Definition: defineTombs(ed)}
	for i := range ed.Facilities.List {
		f := &ed.Facilities.List[i]
		if f.Kind != keyArea && f.Kind != singleTomb || !f.Valid.Contains(ed.Key.At) {
			continue
		}
		along := nearestRoad(ed, near, f)
		if f.Kind == singleTomb {
			became := becameOf(&f.Facility)
			out.Single[became]++
			out.Places = append(out.Places, TombPlace{i, f.Unit, became, along})
			continue
		}
		area := TombArea{Facility: i, Unit: f.Unit, Along: along}
		if total, done := f.Facts.TombsTotal, f.Facts.TombsDone; total != nil {
			area.Counted, area.Settled.Of = true, int64(*total)
			if done != nil {
				area.Settled.Covered = min(int64(*done), area.Settled.Of)
			} else if f.State == facilities.Done {
				area.Settled.Covered = area.Settled.Of
			}
			out.Settled.Covered += area.Settled.Covered
			out.Settled.Of += area.Settled.Of
		}
		out.Areas = append(out.Areas, area)
	}
	if len(out.Areas)+len(out.Places) == 0 {
		return nil, refuse("kinds", "尚未导入零散墓或重点整治区域", "no scattered tombs and no key areas are imported")
	}
	return out, nil
}

// becomings are what may have become of a tomb.
var becomings = []string{"待迁", "已迁", "深埋", "绿化遮挡", "保留"}

// becameOf is what became of a tomb as the bureau wrote it, or its state.
func becameOf(f *facilities.Facility) string {
	if slices.Contains(becomings, f.Facts.Model) {
		return f.Facts.Model
	}
	for _, b := range becomings {
		if strings.Contains(f.Facts.Remark, b) {
			return b
		}
	}
	return string(f.State)
}

// nearestRoad is the railway or highway among the zones that is nearest to a facility.
func nearestRoad(ed *edition.Edition, near *geo.Proximity, f *edition.Facility) *ZoneHit {
	if f.Place == nil {
		return nil
	}
	for reach := geo.Metres(1000); reach <= farthest; reach *= 4 {
		var best *ZoneHit
		for _, n := range near.Near(*f.Place, reach, func(z int) geo.Metres {
			if slices.Contains(roadZones, ed.Zones.List[z].Kind) {
				return reach
			}
			return -1
		}) {
			if slices.Contains(roadZones, ed.Zones.List[n.Shape].Kind) && (best == nil || n.Distance < best.Distance) {
				best = &ZoneHit{n.Shape, n.Distance, ed.Zones.List[n.Shape].Setback}
			}
		}
		if best != nil {
			return best
		}
	}
	return nil
}

func defineTombs(ed *edition.Edition) Definition {
	return Definition{
		fmt.Sprintf("零散墓整治进度：重点区域内已整治墓数/总墓数，各取所填数字（未填总数的不计；未填已整治数而状态为已完成的，按全部已整治计）；逐座登记的零散墓按待迁、已迁、深埋、绿化遮挡、保留另列；距铁路、公路主干线为椭球面距离。%s，数据版本%d。", dayZh(ed), ed.Versions.County),
		fmt.Sprintf("Settling of scattered tombs: tombs settled of all inside key areas, as entered (an area without a total is left out; one that is done without a number counts all as settled); tombs entered one by one are listed by what became of them; distances to railways and trunk highways are geodesic. %s, data version %d.", dayEn(ed), ed.Versions.County),
	}
}
