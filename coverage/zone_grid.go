package coverage

import (
	"math"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
)

// Raster asks for a unit's land to be judged place by place, in the middles of squares.
type Raster struct {
	Zoning
	Unit adcode.Code // a unit with an extent; none: the county
	Step geo.Metres  // the squares' side
}

// Judged is a unit's land judged place by place.
type Judged struct {
	Verdicts
	Unit   int // index in the edition
	Step   geo.Metres
	Free   int            // how many places no zone forbids
	ByKind map[string]int // how many places zones of a kind forbid; one may be forbidden by several
}

// mostCells bounds the places of a raster.
const mostCells = 250_000

// JudgeRaster judges the middles of squares of a grid that lie in a unit, from its
// south-western corner on, row by row.
func JudgeRaster(ed *edition.Edition, r Raster) (*Judged, error) {
	if err := CheckDay(ed); err != nil {
		return nil, err
	}
	unit, err := landUnit(ed, r.Unit)
	if err != nil {
		return nil, err
	}
	if !(r.Step >= 1 && r.Step <= 100_000) {
		return nil, refuse("grid_m", "网格间距 %g 米无效：应为 1 至 100000 米", "%g m is not the step of a grid: give 1 to 100000 metres", float64(r.Step))
	}
	if cells := float64(unit.Area) / float64(r.Step*r.Step); cells > mostCells {
		least := math.Ceil(math.Sqrt(float64(unit.Area) / mostCells))
		return nil, refuse("grid_m", "间距 %g 米约有 %.0f 个点，超过上限 %d：间距至少 %g 米", "a step of %g m makes some %.0f places, more than the %d that may be asked: take %g m or more", float64(r.Step), cells, mostCells, least)
	}
	j, err := newJudge(ed, r.Zoning)
	if err != nil {
		return nil, err
	}
	out := &Judged{Verdicts: Verdicts{Zoning: j.zoning, Definition: defineZoning(ed, j.zoning)}, Unit: unit.Index, Step: r.Step, ByKind: map[string]int{}}
	eachCell(ed.Shape(unit), r.Step, func(p orb.Point) { out.add(ed, j.judge(p)) })
	return out, nil
}

// add counts a place.
func (o *Judged) add(ed *edition.Edition, v Verdict) {
	o.Places = append(o.Places, v)
	if v.Forbidden {
		o.Forbidden++
	} else {
		o.Free++
	}
	seen := map[string]bool{}
	for _, h := range v.Zones {
		if kind := ed.Zones.List[h.Zone].Kind; !seen[kind] {
			seen[kind] = true
			o.ByKind[kind]++
		}
	}
}

// eachCell calls visit for the middles of the squares of a plane around the shape that lie
// in it.
func eachCell(shape orb.MultiPolygon, step geo.Metres, visit func(orb.Point)) {
	bound := shape.Bound()
	plane := geo.NewLocal(bound.Center())
	var in orb.Bound
	for i, p := range cornersOf(bound) {
		at := plane.Forward(p)
		if i == 0 {
			in = orb.Bound{Min: at, Max: at}
		}
		in = in.Extend(at)
	}
	side := float64(step)
	ground := geo.NewGround(geo.NewMesh([]orb.MultiPolygon{shape}))
	for y := in.Min[1] + side/2; y < in.Max[1]; y += side {
		for x := in.Min[0] + side/2; x < in.Max[0]; x += side {
			if p := geo.Snap(plane.Inverse(orb.Point{x, y})).Point(); len(ground.Holding(p)) > 0 {
				visit(p)
			}
		}
	}
}

func cornersOf(b orb.Bound) [5]orb.Point {
	return [5]orb.Point{b.Min, {b.Max[0], b.Min[1]}, b.Max, {b.Min[0], b.Max[1]}, {b.Center()[0], b.Min[1]}}
}

// landUnit is the unit that bears a code, the county for none; its extent must be known.
func landUnit(ed *edition.Edition, code adcode.Code) (*edition.Unit, error) {
	unit := &ed.Units[0]
	if !code.IsZero() {
		if unit = ed.ByCode(code); unit == nil {
			return nil, refuse("unit", "%s 不是当日的单位", "%s is not a unit of this day", code)
		}
	}
	if !ed.HasShape(unit) {
		return nil, refuse("unit", "%s %s 没有边界图形，不能判断其土地", "the extent of %s %s is not known, so nothing can be said of its land", unit.Code, unit.Name)
	}
	return unit, nil
}
