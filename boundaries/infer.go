package boundaries

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"slices"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/geo"
)

// drift is the share of both units below which land that they have in common is taken
// for the same border drawn a second time.
const drift = 0.005

// Infer finds who became whom between two snapshots, level by level, by the land that
// units share, by the people who moved from one to the other, and by names and codes
// where one has no shape. Units that go on as they were are left out.
//
// The groups are the same ones twice: with their units before, and with those after. A
// group whose unit after is not known, or none of the units after, is where its place is.
func Infer(before, after []Version, was, is []Group) []Inference {
	var all []Inference
	for _, l := range adcode.Levels {
		c := comparison{before: ofLevel(before, l), after: ofLevel(after, l)}
		if len(c.before) == 0 || len(c.after) == 0 {
			continue
		}
		c.place(before, after, was, is)
		all = append(all, c.infer()...)
	}
	return all
}

func ofLevel(versions []Version, l adcode.Level) []*Version {
	var some []*Version
	for i := range versions {
		if versions[i].Level() == l {
			some = append(some, &versions[i])
		}
	}
	return some
}

// Foresee infers what a snapshot that is not committed yet would bring: before are the
// units in force on the day before, groups their people. Units that the snapshot begins
// bear negative numbers.
func Foresee(before []Version, s Snapshot, groups []Group) []Inference {
	known := identities(before, s.Day)
	after := slices.Clone(s.Units)
	for i := range after {
		u := &after[i]
		u.Unit, u.Valid.From = cmp.Or(known[bearer{u.Code, u.Name}], UnitID(-1-i)), s.Day
	}
	return Infer(before, after, groups, nil)
}

// comparison is the work of Infer on one level.
type comparison struct {
	before, after []*Version
	groups        []placedGroup
	common        map[tie]float64 // land in common, square metres
	from, to      map[int]float64 // sums of it
	people        map[tie]int64
	counted       map[int]int64 // sums of people, by unit before
}

// tie is a unit before and one after, by index.
type tie struct{ f, t int }

func (c *comparison) infer() []Inference {
	c.overlay()
	c.matchUnshaped()
	out, in := map[int][]tie{}, map[int][]tie{}
	for k := range c.common {
		if c.common[k] < drift*c.from[k.f] && c.common[k] < drift*c.to[k.t] {
			continue
		}
		out[k.f] = append(out[k.f], k)
	}
	for _, ties := range out {
		bySuccessor(ties)
	}
	c.count(out)
	for f := range c.before {
		out[f] = c.withPeople(f, out[f])
		for _, k := range out[f] {
			in[k.t] = append(in[k.t], k)
		}
	}
	var all []Inference
	for f := range c.before {
		ties := out[f]
		if len(ties) == 0 || len(ties) == 1 && len(in[ties[0].t]) == 1 && sameNames(c.before[f], c.after[ties[0].t]) {
			continue
		}
		all = append(all, c.describe(f, ties, in)...)
	}
	return all
}

// withPeople adds the ties that people alone make, and leaves out names that people
// speak against where land is not known.
func (c *comparison) withPeople(f int, ties []tie) []tie {
	if len(c.before[f].Shape) == 0 && c.counted[f] > 0 {
		ties = slices.DeleteFunc(ties, func(k tie) bool { return c.people[k] == 0 })
	}
	for k, n := range c.people {
		if k.f == f && n > 0 && !slices.Contains(ties, k) {
			ties = append(ties, k)
		}
	}
	bySuccessor(ties)
	return ties
}

func bySuccessor(ties []tie) {
	slices.SortFunc(ties, func(a, b tie) int { return cmp.Compare(a.t, b.t) })
}

func sameNames(a, b *Version) bool { return a.Code == b.Code && a.Name == b.Name && a.Type == b.Type }

// goesOn reports whether a unit is another one's continuation by its code or name.
func goesOn(a, b *Version) bool { return a.Code == b.Code || a.Name == b.Name }

// overlay measures the land that units have in common. What is the same in both
// snapshots needs no overlay.
func (c *comparison) overlay() {
	c.common, c.from, c.to = map[tie]float64{}, map[int]float64{}, map[int]float64{}
	same := map[outline]int{}
	for t, v := range c.after {
		if len(v.Shape) > 0 {
			same[outlineOf(v.Shape)] = t
		}
	}
	matched := map[int]bool{}
	var left, right []orb.MultiPolygon
	var leftAt, rightAt []int
	for f, v := range c.before {
		if len(v.Shape) == 0 {
			continue
		}
		if t, ok := same[outlineOf(v.Shape)]; ok && !matched[t] {
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

// outline is equal for shapes with the same vertices.
type outline [sha256.Size]byte

func outlineOf(shape orb.MultiPolygon) outline {
	all := verticesOf(shape)
	keys := make([]geo.Vertex, len(all))
	for i, p := range all {
		keys[i] = geo.Snap(p)
	}
	slices.SortFunc(keys, func(a, b geo.Vertex) int { return cmp.Or(cmp.Compare(a.X, b.X), cmp.Compare(a.Y, b.Y)) })
	text := make([]byte, 0, 16*len(keys))
	for _, k := range slices.Compact(keys) {
		text = binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(text, uint64(k.X)), uint64(k.Y))
	}
	return sha256.Sum256(text)
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
	people, land := int64(0), 0.0
	for _, k := range ties {
		people += c.people[k]
		land += c.common[k]
	}
	var out []Inference
	for _, k := range ties {
		to := c.after[k.t]
		l := Link{From: from.Unit, To: to.Unit, FromCode: from.Code, ToCode: to.Code, FromName: from.Name, ToName: to.Name, Day: to.Valid.From}
		if land > 0 {
			l.Area = c.common[k] / land
			l.People = l.Area
		}
		if people > 0 {
			l.People = float64(c.people[k]) / float64(people)
		}
		if len(from.Shape) == 0 || land == 0 {
			l.Area = l.People // where land is not known people stand for it
		}
		l.Kind = c.kind(k, ties, in[k.t])
		inf := Inference{Link: l, Bears: goesOn(from, to)}
		inf.Confidence, inf.Evidence = c.confidence(k)
		out = append(out, inf)
	}
	return out
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
func (c *comparison) confidence(k tie) (float64, Evidence) {
	from, to := c.before[k.f], c.after[k.t]
	shaped := len(from.Shape) > 0 && len(to.Shape) > 0
	switch {
	case shaped && c.common[k] > 0:
		covered := min(c.from[k.f]/float64(geo.Area(from.Shape)), c.to[k.t]/float64(geo.Area(to.Shape)), 1)
		if goesOn(from, to) {
			return 0.99 * covered, ByLand
		}
		return 0.95 * covered, ByLand
	case shaped:
		return 0.5, ByGroups // people say otherwise than land
	case sameNames(from, to):
		return 0.9, ByCodeAndName
	case c.people[k] > 0 && goesOn(from, to):
		return 0.9, ByGroups
	case c.people[k] > 0:
		return 0.8, ByGroups
	case from.Name == to.Name:
		return 0.7, ByName
	}
	return 0.4, ByCode
}
