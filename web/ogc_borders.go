package web

import (
	"slices"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/edition"
)

var borderColumns = []ogcColumn{
	textColumn("border", "界线标识", "name of the border as long as both sides stay the same", func(f *ogcFeature) string { return f.facts().ID }),
	textColumn("number", "界线编号", "number of the border", func(f *ogcFeature) string { return f.border.Number }),
	textColumn("name", "名称", "name", func(f *ogcFeature) string { return f.facts().Name }),
	textColumn("level", "级别", "level", func(f *ogcFeature) string { return f.border.Level.String() }),
	textColumn("left", "左侧代码", "code of the unit on its left", func(f *ogcFeature) string { return f.facts().Left.Code }),
	textColumn("left_name", "左侧", "name of the unit on its left", func(f *ogcFeature) string { return f.facts().Left.Name }),
	textColumn("right", "右侧代码", "code of the unit on its right", func(f *ogcFeature) string { return f.rightSide().Code }),
	textColumn("right_name", "右侧", "name of the unit on its right", func(f *ogcFeature) string { return f.rightSide().Name }),
	textColumn("neighbour", "毗邻县", "the county beyond", func(f *ogcFeature) string { return f.border.Neighbour }),
	textColumn("state", "状态", "state: 草拟, 协议, 勘定, 公告", func(f *ogcFeature) string { return f.border.State.Chinese() }),
	textColumn("carriers", "依托地物", "what it runs along", func(f *ogcFeature) string { return strings.Join(f.facts().Carriers, "、") }),
	numberColumn("length_m", "长度（米）", "length in metres", func(f *ogcFeature) float64 { return roundLength(f.border.Length) }),
	numberColumn("markers", "界桩数", "number of markers", func(f *ogcFeature) float64 { return float64(len(f.border.Markers())) }),
}

// facts are the border's properties, worked out once.
func (f *ogcFeature) facts() *borderBody {
	if f.body == nil {
		body := borderOf(f.border)
		f.body = &body
	}
	return f.body
}

func (f *ogcFeature) rightSide() borderSideBody {
	if right := f.facts().Right; right != nil {
		return *right
	}
	return borderSideBody{}
}

func boundaryLine(run boundaries.BorderRun) orb.LineString { return boundaries.Line(run.Path) }

// runsThrough reports whether a border and a box have a point in common.
func runsThrough(b *edition.Border, box orb.Bound) bool {
	return slices.ContainsFunc(b.Runs(), func(run boundaries.BorderRun) bool {
		return len(clip.LineString(box, boundaryLine(run))) > 0
	})
}
