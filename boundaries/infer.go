package boundaries

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/geo"
)

// Inference (推断) is a link that two snapshots suggest and a person confirms.
type Inference struct {
	Link
	Confidence float64 // 0..1
	Why        string  // one sentence: what speaks for it
}

// drift is the share of both units below which land that they have in common is taken
// for the same border drawn a second time.
const drift = 0.005

// Infer finds who became whom between two snapshots, level by level, by the land that
// units share, and by names and codes where one has no shape. Units that go on as they
// were are left out. Groups, with their units before, give the shares of people.
func Infer(before, after []Version, groups []Group) []Inference {
	var all []Inference
	for _, l := range adcode.Levels {
		c := comparison{groups: map[UnitID][]Group{}}
		for i := range before {
			if before[i].Level() == l {
				c.before = append(c.before, &before[i])
			}
		}
		for i := range after {
			if after[i].Level() == l {
				c.after = append(c.after, &after[i])
			}
		}
		for _, g := range groups {
			c.groups[g.Unit] = append(c.groups[g.Unit], g)
		}
		all = append(all, c.infer()...)
	}
	return all
}

// comparison is the work of Infer on one level.
type comparison struct {
	before, after []*Version
	groups        map[UnitID][]Group
	common        map[tie]float64 // land in common, square metres
	from, to      map[int]float64 // sums of it
}

// tie is a unit before and one after, by index.
type tie struct{ f, t int }

func (c *comparison) infer() []Inference {
	c.overlay()
	c.matchUnshaped()
	out := map[int][]tie{}
	in := map[int][]tie{}
	for k := range c.common {
		if c.common[k] < drift*c.from[k.f] && c.common[k] < drift*c.to[k.t] {
			continue
		}
		out[k.f] = append(out[k.f], k)
		in[k.t] = append(in[k.t], k)
	}
	var all []Inference
	for f := range c.before {
		ties := out[f]
		if len(ties) == 1 && len(in[ties[0].t]) == 1 && sameNames(c.before[f], c.after[ties[0].t]) {
			continue
		}
		slices.SortFunc(ties, func(a, b tie) int { return cmp.Compare(a.t, b.t) })
		all = append(all, c.describe(f, ties, in)...)
	}
	return all
}

func sameNames(a, b *Version) bool { return a.Code == b.Code && a.Name == b.Name && a.Type == b.Type }

// goesOn reports whether a unit is another one's continuation by its code or name.
func goesOn(a, b *Version) bool { return a.Code == b.Code || a.Name == b.Name }

// overlay measures the land that units have in common. What is the same in both
// snapshots needs no overlay.
func (c *comparison) overlay() {
	c.common, c.from, c.to = map[tie]float64{}, map[int]float64{}, map[int]float64{}
	same := map[string]int{}
	for t, v := range c.after {
		if len(v.Shape) > 0 {
			same[outlineKey(v.Shape)] = t
		}
	}
	matched := map[int]bool{}
	var left, right []orb.MultiPolygon
	var leftAt, rightAt []int
	for f, v := range c.before {
		if len(v.Shape) == 0 {
			continue
		}
		if t, ok := same[outlineKey(v.Shape)]; ok && !matched[t] {
			matched[t] = true
			c.add(f, t, float64(geo.Area(v.Shape)))
			continue
		}
		left, leftAt = append(left, v.Shape), append(leftAt, f)
	}
	for t, v := range c.after {
		if len(v.Shape) > 0 && !matched[t] {
			right, rightAt = append(right, v.Shape), append(rightAt, t)
		}
	}
	if len(left) == 0 || len(right) == 0 {
		return
	}
	for _, piece := range geo.Overlay(left, right) {
		if piece.A >= 0 && piece.B >= 0 {
			c.add(leftAt[piece.A], rightAt[piece.B], float64(piece.Area))
		}
	}
}

func (c *comparison) add(f, t int, area float64) {
	c.common[tie{f, t}] += area
	c.from[f] += area
	c.to[t] += area
}

// outlineKey is equal for shapes with the same vertices.
func outlineKey(shape orb.MultiPolygon) string {
	all := verticesOf(shape)
	keys := make([]geo.Vertex, len(all))
	for i, p := range all {
		keys[i] = geo.Snap(p)
	}
	slices.SortFunc(keys, func(a, b geo.Vertex) int { return cmp.Or(cmp.Compare(a.X, b.X), cmp.Compare(a.Y, b.Y)) })
	return fmt.Sprint(slices.Compact(keys))
}

// matchUnshaped ties units of which one has no shape by code and name, by name, then by
// code, where only one other fits.
func (c *comparison) matchUnshaped() {
	fits := []func(a, b *Version) bool{
		func(a, b *Version) bool { return a.Code == b.Code && a.Name == b.Name },
		func(a, b *Version) bool { return a.Name == b.Name },
		func(a, b *Version) bool { return a.Code == b.Code },
	}
	for _, fit := range fits {
		for f, v := range c.before {
			if c.from[f] > 0 {
				continue
			}
			found, count := -1, 0
			for t, w := range c.after {
				if c.to[t] == 0 && (len(v.Shape) == 0 || len(w.Shape) == 0) && fit(v, w) {
					found, count = t, count+1
				}
			}
			if count == 1 {
				c.add(f, found, 1)
			}
		}
	}
}

// describe makes the inferences of one unit.
func (c *comparison) describe(f int, ties []tie, in map[int][]tie) []Inference {
	from := c.before[f]
	people, total := c.peopleOf(f, ties)
	land := 0.0
	for _, k := range ties {
		land += c.common[k]
	}
	var out []Inference
	for i, k := range ties {
		to := c.after[k.t]
		l := Link{From: from.Unit, To: to.Unit, FromCode: from.Code, ToCode: to.Code, FromName: from.Name, ToName: to.Name, Day: to.Valid.From, Area: c.common[k] / land}
		l.People = l.Area
		if total > 0 {
			l.People = float64(people[i]) / float64(total)
		}
		l.Kind = c.kind(k, ties, in[k.t])
		inf := Inference{Link: l}
		inf.Confidence, inf.Why = c.confidence(k)
		out = append(out, inf)
	}
	return out
}

func (c *comparison) peopleOf(f int, ties []tie) ([]int64, int64) {
	people := make([]int64, len(ties))
	var total int64
	for _, g := range c.groups[c.before[f].Unit] {
		for i, k := range ties {
			if len(ties) == 1 || geo.Contains(c.after[k.t].Shape, g.Place) {
				people[i] += g.People
				total += g.People
				break
			}
		}
	}
	return people, total
}

// kind tells what change a tie looks like.
func (c *comparison) kind(k tie, out, in []tie) string {
	from, to := c.before[k.f], c.after[k.t]
	var heir bool // to goes on from one of those it is made of
	for _, o := range in {
		heir = heir || goesOn(c.before[o.f], to)
	}
	switch {
	case len(out) == 1 && len(in) == 1:
		switch {
		case from.Type != to.Type:
			return "retype"
		case from.Code != to.Code:
			return "recode"
		}
		return "rename"
	case len(out) == 1 && heir:
		return "absorb"
	case len(out) == 1:
		return "merge"
	}
	for _, o := range out {
		if goesOn(from, c.after[o.t]) {
			return "transfer" // from lives on, less a piece
		}
	}
	return "split"
}

// confidence tells how well a tie fits: how much of the land of the two is in ties at
// all, and whether code or name speak for it.
func (c *comparison) confidence(k tie) (float64, string) {
	from, to := c.before[k.f], c.after[k.t]
	if len(from.Shape) == 0 || len(to.Shape) == 0 {
		switch {
		case sameNames(from, to):
			return 0.9, "the same code and name; their land is not known"
		case from.Name == to.Name:
			return 0.7, "the same name; their land is not known"
		}
		return 0.4, "the same code, which may have been given again; their land is not known"
	}
	covered := min(c.from[k.f]/float64(geo.Area(from.Shape)), c.to[k.t]/float64(geo.Area(to.Shape)), 1)
	why := fmt.Sprintf("%.1f %% of the land of %s lies in %s", 100*c.common[k]/c.from[k.f], from.Name, to.Name)
	score := 0.95 * covered
	if goesOn(from, to) {
		score = 0.99 * covered
		why += ", which has its code or name"
	}
	return score, why
}
