package importer

import (
	"fmt"
	"math"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/geo"
)

// polygonsOf makes the polygons of a geometry in a file's coordinate system into
// polygons on the grid in EPSG:4490. What is no polygon, has a ring that does not close,
// or an outline that crosses itself is a flaw.
func polygonsOf(g orb.Geometry, crs place2D) (orb.MultiPolygon, *flaw) {
	var shape orb.MultiPolygon
	if f := gatherPolygons(g, &shape); f != nil {
		return nil, f
	}
	for i, polygon := range shape {
		for j, ring := range polygon {
			if f := convertRing(ring, crs, i+1, j+1); f != nil {
				return nil, f
			}
		}
	}
	snapped := geo.SnapShape(shape)
	if len(snapped) == 0 {
		return nil, &flaw{said: Said{"the shape has no area", "图形没有面积"}}
	}
	return snapped, outlineFlaw(snapped)
}

// outlineFlaw says what keeps a shape's rings from being outlines; nil: nothing.
func outlineFlaw(shape orb.MultiPolygon) *flaw {
	fault, at := geo.FaultOf(shape)
	said := map[geo.OutlineFault]Said{
		geo.Crossing:    {"the outline crosses itself", "轮廓线自相交"},
		geo.DoubledEdge: {"the outline runs along itself (a spike, a ring drawn twice, parts that share an edge, or no area)", "轮廓线与自身重合（尖刺、重复的环、部分共边或没有面积）"},
		geo.HoleOutside: {"a hole lies outside its ring", "洞位于外环之外"},
		geo.RingInRing:  {"a hole lies within another hole, or a part within another part", "洞位于另一个洞之内，或部分位于另一部分之内"},
		geo.TooCrowded:  {"so many edges lie beside one another that the outline cannot be checked", "相邻的边过多，无法检查轮廓线"},
	}[fault]
	if fault == geo.NoFault {
		return nil
	}
	return &flaw{fmt.Sprintf("at %.7f, %.7f", at[0], at[1]), Said{said.En + ": draw it anew there, or let xiantu topo clean repair the file", said.Zh + "：请在该处重新绘制，或用 xiantu topo clean 修复"}}
}

func gatherPolygons(g orb.Geometry, into *orb.MultiPolygon) *flaw {
	switch g := g.(type) {
	case orb.Polygon:
		*into = append(*into, g)
	case orb.MultiPolygon:
		*into = append(*into, g...)
	case orb.Collection:
		for _, part := range g {
			if f := gatherPolygons(part, into); f != nil {
				return f
			}
		}
	default:
		return &flaw{said: Said{fmt.Sprintf("the shape is a %s, not a polygon", g.GeoJSONType()), fmt.Sprintf("图形是 %s，不是面", g.GeoJSONType())}}
	}
	return nil
}

// convertRing checks a ring and converts it in place.
func convertRing(ring orb.Ring, crs place2D, part, number int) *flaw {
	at := func(position int) string {
		return fmt.Sprintf("part %d, ring %d, position %d", part, number, position)
	}
	n := len(ring)
	if n > 0 && ring[0] != ring[n-1] {
		a, b := ring[0], ring[n-1]
		return &flaw{at(n), Said{fmt.Sprintf("the ring does not close: it begins at %g, %g and ends at %g, %g; repeat the first position at the end", a[0], a[1], b[0], b[1]),
			fmt.Sprintf("环没有闭合：起点 %g, %g，终点 %g, %g；请在末尾重复起点", a[0], a[1], b[0], b[1])}}
	}
	if n < 4 {
		return &flaw{at(n), Said{fmt.Sprintf("the ring has %d positions; a polygon needs 4 at least", n), fmt.Sprintf("环只有 %d 个点，至少需要 4 个", n)}}
	}
	return convertLine(ring, crs, at)
}

// convertLine converts positions in place.
func convertLine(line []orb.Point, crs place2D, at func(position int) string) *flaw {
	for i, p := range line {
		q, err := crs.point(p[0], p[1])
		if err != nil || math.IsNaN(q[0]) || math.IsNaN(q[1]) {
			if err == nil {
				err = fmt.Errorf("%g, %g cannot be converted from %v", p[0], p[1], crs)
			}
			return &flaw{at(i + 1), Said{err.Error(), fmt.Sprintf("坐标 %g, %g 不能按 %v 换算：可能轴序颠倒或坐标系有误", p[0], p[1], crs)}}
		}
		line[i] = q
	}
	return nil
}

// convertGeometry converts any geometry to EPSG:4490 on the grid.
func convertGeometry(g orb.Geometry, crs place2D) (orb.Geometry, *flaw) {
	at := func(position int) string { return fmt.Sprintf("position %d", position) }
	lines := func(line []orb.Point) *flaw {
		f := convertLine(line, crs, at)
		for i := range line {
			line[i] = geo.Snap(line[i]).Point()
		}
		return f
	}
	switch g := g.(type) {
	case orb.Polygon, orb.MultiPolygon:
		shape, f := polygonsOf(g, crs)
		if f != nil {
			return nil, f
		}
		return shape, nil
	case orb.Point:
		one := orb.MultiPoint{g}
		f := lines(one)
		return one[0], f
	case orb.MultiPoint:
		return g, lines(g)
	case orb.LineString:
		if len(g) < 2 {
			return nil, &flaw{said: Said{"the line has fewer than 2 positions", "线少于 2 个点"}}
		}
		return g, lines(g)
	case orb.MultiLineString:
		for _, line := range g {
			if f := lines(line); f != nil {
				return nil, f
			}
		}
		return g, nil
	}
	return nil, &flaw{said: Said{"the geometry is of a type that cannot stand here", "几何类型不适用"}}
}

// provinces are the first two digits of China's codes.
var provinces = map[string]bool{"11": true, "12": true, "13": true, "14": true, "15": true, "21": true, "22": true, "23": true, "31": true, "32": true, "33": true, "34": true, "35": true, "36": true, "37": true, "41": true, "42": true, "43": true, "44": true, "45": true, "46": true, "50": true, "51": true, "52": true, "53": true, "54": true, "61": true, "62": true, "63": true, "64": true, "65": true, "71": true, "81": true, "82": true}

// china bounds the country, sea included: lon 73 to 136, lat 3 to 54.
var china = orb.Bound{Min: orb.Point{73, 3}, Max: orb.Point{136, 54}}

// strayed reports a shape that lies outside China though its code is of a province of
// it: its axes are swapped, or it is in another coordinate system.
func strayed(code adcode.Code, shape orb.MultiPolygon) *flaw {
	if !provinces[code.String()[:2]] {
		return nil
	}
	b := shape.Bound()
	if china.Contains(b.Min) && china.Contains(b.Max) {
		return nil
	}
	return &flaw{said: Said{fmt.Sprintf("the shape lies at %.4f, %.4f, outside China: its axes are swapped, or --crs is wrong", b.Min[0], b.Min[1]), fmt.Sprintf("图形位于 %.4f, %.4f，不在中国境内：轴序颠倒，或 --crs 有误", b.Min[0], b.Min[1])}}
}
