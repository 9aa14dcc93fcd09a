package coverage

import (
	"fmt"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
)

// FreeQuestion asks for the land on which no zone forbids a cemetery.
type FreeQuestion struct {
	Zoning
	By        adcode.Level // the lines: County (the default), Township or Village
	Unit      adcode.Code  // only what lies in this unit; none: the whole county
	Tolerance geo.Metres   // how far the edges drawn may lie beyond the true ones; 0 means 0.5
}

// Free is the free land of a county, unit by unit.
type Free struct {
	Question   FreeQuestion
	Lines      []FreeLine
	Shapeless  []int // units whose extent is not known
	Definition Definition
}

// FreeLine is the free land of one unit.
type FreeLine struct {
	Unit            int              // index in the edition
	Shape           orb.MultiPolygon // lon/lat EPSG:4490; nil where nothing is free
	Free, Taken, Of geo.SquareMetres // Free + Taken = Of, the unit's area
}

// mostFreeLines bounds the lines that are laid over one another for one answer: half a
// million take some seconds.
const mostFreeLines = 1_000_000

// FreeLand draws the land of each unit outside all zones widened by their strips. Edges are
// drawn from the zones' far side: at most Tolerance of land along a strip that is free is
// given as taken, none that is forbidden as free. Areas are those of the polygons drawn.
func FreeLand(ed *edition.Edition, q FreeQuestion) (*Free, error) {
	zoning, err := q.Zoning.Checked(ed)
	if err != nil {
		return nil, err
	}
	q.Zoning = zoning
	if q.Tolerance == 0 {
		q.Tolerance = 0.5
	}
	if !(q.Tolerance >= 0.01 && q.Tolerance <= 100) {
		return nil, refuse("tolerance_m", "容差 %g 米无效：应为 0.01 至 100 米", "%g m is not a tolerance: give 0.01 to 100 metres", float64(q.Tolerance))
	}
	if q.By == adcode.NoLevel {
		q.By = adcode.County
	}
	root, err := landUnit(ed, q.Unit)
	if err != nil {
		return nil, err
	}
	strips, err := stripsOf(ed, zoning)
	if err != nil {
		return nil, err
	}
	q.By = max(q.By, root.Level())
	out := &Free{Question: q, Definition: defineFree(ed, q)}
	for _, u := range ed.At(q.By) {
		switch {
		case ed.Ancestor(u, root.Level()) != root:
		case !ed.HasShape(u):
			out.Shapeless = append(out.Shapeless, u.Index)
		default:
			out.Lines = append(out.Lines, freeOf(ed, u, strips, q.Tolerance))
		}
	}
	return out, nil
}

func freeOf(ed *edition.Edition, u *edition.Unit, strips []geo.Strip, tolerance geo.Metres) FreeLine {
	shape, _ := geo.PartByStrips(ed.Shape(u), strips, tolerance)
	line := FreeLine{Unit: u.Index, Shape: shape, Of: u.Area}
	line.Free = min(u.Area, geo.Area(shape))
	line.Taken = u.Area - line.Free
	return line
}

// stripsOf are the zones widened; those far from the county are left out as they are drawn.
func stripsOf(ed *edition.Edition, z Zoning) ([]geo.Strip, error) {
	var strips []geo.Strip
	lines := 0
	for i := range ed.Zones.List {
		zone := &ed.Zones.List[i]
		strip := geo.Strip{Shape: zone.Shape, Width: z.setback(zone)}
		n := vertexCount(zone.Shape)
		if strip.Width > 0 {
			n *= 10 // a rectangle and a sector each
		}
		lines += n
		strips = append(strips, strip)
	}
	if lines > mostFreeLines {
		return nil, refuse("zones", "禁建区过细：约 %d 条边，超过上限 %d；请用网格判断，或先简化图层", "the zones are too fine to be laid over one another: some %d edges, at most %d; judge a grid instead, or simplify the layers", lines, mostFreeLines)
	}
	return strips, nil
}

func vertexCount(g orb.Geometry) int {
	n := 0
	switch g := g.(type) {
	case nil:
	case orb.Point:
		n = 1
	case orb.MultiPoint:
		n = len(g)
	case orb.LineString:
		n = len(g)
	case orb.MultiLineString:
		for _, l := range g {
			n += len(l)
		}
	case orb.Polygon:
		for _, r := range g {
			n += len(r)
		}
	case orb.MultiPolygon:
		for _, p := range g {
			n += vertexCount(p)
		}
	case orb.Collection:
		for _, part := range g {
			n += vertexCount(part)
		}
	}
	return n
}

func defineFree(ed *edition.Edition, q FreeQuestion) Definition {
	d := defineZoning(ed, q.Zoning)
	return Definition{
		fmt.Sprintf("可用地：辖区土地减去各禁建区及其隔离带。界线由外侧绘制：偏差不超过%g米，不会把禁建土地画作可用；宽度不足%g米的碎片不计。面积为所绘图形的椭球面面积。%s", float64(q.Tolerance), float64(q.Tolerance)/2, d.Zh),
		fmt.Sprintf("Free land: the unit's land less all zones and the strips around them. Edges are drawn from outside the strips: they lie at most %g m beyond the true ones, and no forbidden land is drawn as free; what is narrower than %g m is left out. Areas are those of the polygons drawn, on the ellipsoid. %s", float64(q.Tolerance), float64(q.Tolerance)/2, d.En),
	}
}
