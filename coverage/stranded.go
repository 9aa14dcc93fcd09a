package coverage

import (
	"fmt"
	"math"

	"github.com/xiantu/xiantu/coverage/road"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
)

// Stranded is a group or a place that a question by road leaves out, and why.
type Stranded struct {
	Group int        // index in the edition's groups; -1 for a place
	Place int        // index in Answer.Places; -1 for a group
	Why   string     // "far_from_road"; "unreachable": no road leads from the group to any place
	Road  geo.Metres // straight to the nearest road; +Inf where there is none within 50 km
}

// stranded lists places and then groups that count.
func (r *byRoad) stranded() []Stranded {
	var list []Stranded
	next := 0
	for i := range r.places {
		if next < len(r.owner) && r.owner[next] == int32(i) {
			next++
			continue
		}
		foot, ok := r.net.Snap(r.places[i].At, farthestRoad)
		list = append(list, Stranded{-1, i, "far_from_road", orInf(foot.Distance, ok)})
	}
	for i := range r.groups {
		f := &r.groups[i]
		switch {
		case r.home[i] == nobody:
		case f.off || f.Distance > r.offRoad():
			list = append(list, Stranded{i, -1, "far_from_road", orInf(f.Distance, !f.off)})
		case len(r.feet) > 0 && r.from(r.times, i).place < 0:
			list = append(list, Stranded{i, -1, "unreachable", f.Distance})
		}
	}
	return list
}

func orInf(d geo.Metres, ok bool) geo.Metres {
	if !ok {
		return geo.Metres(math.Inf(1))
	}
	return d
}

// nsNode is what a node of a net costs that times are worked out for.
const nsNode = 300.0

// byRoadSeconds is about how long a question by road takes.
func (r *byRoad) byRoadSeconds(w work) float64 {
	nodes, edges := r.net.Size()
	ns := float64(nodes) * nsNode
	if r.wants(ExtraRedundancy) || r.wants(ExtraClosing) || r.wants(ExtraCapacity) {
		ns *= 1 + float64(len(r.feet))
	}
	if w == drawing || !r.q.PeopleOnly {
		ns += float64(edges) * 10_000
	}
	return ns / 1e9
}

// roadZh says how times of travel are told; empty where the question asks by radius.
func (q *Question) roadZh(ed *edition.Edition) string {
	if q.Minutes <= 0 {
		return ""
	}
	how := "步行不受单行限制，不走高速公路"
	if q.Mode == Drive {
		how = "驾车遵守单行，有限速的按限速，高速公路只经匝道进出"
	}
	walk, _ := ed.Roads.Speeds.Of(road.OffRoad)
	off := float64((&survey{q: *q}).offRoad())
	return fmt.Sprintf("出行时间按道路等级的速度表计算（道路%d条；%s），方向为从居民点到设施；居民点和设施到最近道路点的直线步行（%g千米/小时）计入时间，离道路超过%g米的不计入覆盖、另行列出。"+
		"可达土地：离开道路直线步行不超过%g米且总时间够用的土地，按50米格点勾绘。", len(ed.Roads.List), how, walk, off, off)
}

// roadEn says how times of travel are told; empty where the question asks by radius.
func (q *Question) roadEn(ed *edition.Edition) string {
	if q.Minutes <= 0 {
		return ""
	}
	how := "on foot one-way streets go both ways, and nobody walks on motorways"
	if q.Mode == Drive {
		how = "one-way streets hold, and a signed limit in place of the class's speed; motorways are entered and left at junctions only"
	}
	walk, _ := ed.Roads.Speeds.Of(road.OffRoad)
	off := float64((&survey{q: *q}).offRoad())
	return fmt.Sprintf(" Times go by the table of speeds of classes of road (%d roads; %s), from where people live to the facility; the straight walk between either and the nearest point of a road counts, at %g km/h; what lies more than %g m from any road is not covered and is listed. "+
		"Land is in reach from which a straight walk of at most %g m to a road leaves time enough, drawn on a lattice of 50 m.", len(ed.Roads.List), how, walk, off, off)
}
