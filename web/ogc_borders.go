package web

import (
	"slices"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/edition"
)

// borderFeatureID is a border's id as a number that a double holds exactly: the identities
// of its two sides.
func borderFeatureID(b *edition.Border) int64 {
	const most = 1 << 26
	return int64(b.Sides[0])*most + int64(b.Sides[1])
}

// flatBorder are a border's properties as columns of a table.
func flatBorder(b *edition.Border) map[string]any {
	body := borderOf(b)
	flat := map[string]any{
		"border": body.ID, "number": body.Number, "name": body.Name, "level": body.Level, "left": body.Left.Code, "left_name": body.Left.Name, "right": nil, "right_name": "",
		"neighbour": body.Neighbour, "state": body.State, "carriers": strings.Join(body.Carriers, "、"), "length_m": body.Length, "markers": len(body.Markers),
	}
	if body.Right != nil {
		flat["right"], flat["right_name"] = body.Right.Code, body.Right.Name
	}
	return flat
}

// wantsBorder reports whether a border is wanted: code is its number or that of a unit
// beside it, type its level.
func (q *ogcSearch) wantsBorder(b *edition.Border) bool {
	f, body := q.filter, borderOf(b)
	right := ""
	if body.Right != nil {
		right = body.Right.Code
	}
	if f.Code != "" && !slices.Contains([]string{b.Number, body.Left.Code, right}, f.Code) {
		return false
	}
	if !same(f.Name, body.Name) || !same(f.Type, body.Level) || !same(f.State, body.State) || f.Kind != "" || f.Parent != "" {
		return false
	}
	return q.boxes == nil || slices.ContainsFunc(q.boxes, func(box orb.Bound) bool { return runsThrough(b, box) })
}

// runsThrough reports whether a border and a box have a point in common.
func runsThrough(b *edition.Border, box orb.Bound) bool {
	return slices.ContainsFunc(b.Runs(), func(run boundaries.BorderRun) bool {
		return len(clip.LineString(box, boundaries.Line(run.Path))) > 0
	})
}
