package demo

import (
	"cmp"
	"slices"

	"github.com/paulmach/orb/geojson"

	"github.com/xiantu/xiantu/boundaries/adcode"
)

// change is one entry of a changes file.
type change struct {
	Kind  string            `json:"kind"`
	From  any               `json:"from,omitempty"` // codes, or one
	Cut   *geojson.Geometry `json:"cut,omitempty"`
	Into  any               `json:"into,omitempty"` // a code, a newUnit, or parts
	Units []string          `json:"units,omitempty"`
	To    string            `json:"to,omitempty"`
	Unit  string            `json:"unit,omitempty"`
	Name  string            `json:"name,omitempty"`
	Type  string            `json:"type,omitempty"`
	Code  string            `json:"code,omitempty"`
}

type newUnit struct {
	Code string `json:"code"`
	Name string `json:"name"`
	Type string `json:"type"`
}

// reform is the reform of the townships, as decided before the villages are known.
type reform struct {
	made     []change
	receiver *town // the subdistrict, to which villages of a neighbour go
	split    *split
}

// reformTowns decides what becomes of the townships, as reforms do: the seat and what
// is next to it become a subdistrict, two others a new town, a small one is absorbed
// by its neighbour, a rural township becomes a town.
func (c *county) reformTowns(next *int32, serial int) {
	c.reform = &reform{}
	free := slices.Clone(c.towns[0])
	seat := free[0]
	free = free[1:]
	around := c.neighboursOf(seat, free)
	joined := append([]*town{seat}, around[:min(len(around), 1+btoi(len(free) > 5))]...)
	free = slices.DeleteFunc(free, func(t *town) bool { return slices.Contains(joined, t) })
	street := c.mergeTowns(next, c.names.short(), "街道", c.code.Child(1), joined)
	c.reform.receiver = street

	for _, kind := range []string{"merge", "absorb"} {
		if len(free) < 4 {
			break
		}
		a, b := c.closest(free)
		if a == nil {
			break
		}
		free = slices.DeleteFunc(free, func(t *town) bool { return t == a || t == b })
		if kind == "absorb" && a.kind == "镇" {
			c.absorbTown(next, a, b)
		} else {
			c.mergeTowns(next, a.stem, "镇", c.code.Child(serial), []*town{a, b})
			serial++
		}
	}
	raised := slices.IndexFunc(free, func(t *town) bool { return t.kind == "乡" })
	for i, t := range free {
		kept := c.newTown(next, t.stem, t.kind, t.code, []*town{t})
		if i == raised {
			kept.kind, kept.name, kept.code = "镇", t.stem+"镇", c.code.Child(serial)
			c.reform.made = append(c.reform.made, change{Kind: "rename", Unit: t.code.String(), Name: kept.name},
				change{Kind: "retype", Unit: t.code.String(), Type: "镇", Code: kept.code.String()})
		}
	}
}

// neighboursOf lists the townships of a choice that touch t, the longest border first.
func (c *county) neighboursOf(t *town, choice []*town) []*town {
	var list []*town
	for _, n := range choice {
		if t.beside[n] > 0 {
			list = append(list, n)
		}
	}
	slices.SortStableFunc(list, func(p, q *town) int { return t.beside[q] - t.beside[p] })
	return list
}

// closest returns the two of a choice with the longest border, a town in front where one
// of them is.
func (c *county) closest(choice []*town) (a, b *town) {
	longest := 0
	for _, t := range choice {
		for _, n := range choice {
			if t.beside[n] > longest {
				a, b, longest = t, n, t.beside[n]
			}
		}
	}
	if a != nil && a.kind != "镇" && b.kind == "镇" {
		a, b = b, a
	}
	return a, b
}

func (c *county) newTown(next *int32, stem, kind string, code adcode.Code, from []*town) *town {
	t := &town{number: take(next), stem: stem, kind: kind, name: stem + kind, code: code, from: from}
	for _, f := range from {
		f.after = t
	}
	c.towns[1] = append(c.towns[1], t)
	return t
}

func (c *county) mergeTowns(next *int32, stem, kind string, code adcode.Code, from []*town) *town {
	t := c.newTown(next, stem, kind, code, from)
	var codes []string
	for _, f := range from {
		codes = append(codes, f.code.String())
	}
	c.reform.made = append(c.reform.made, change{Kind: "merge", From: codes, Into: newUnit{code.String(), t.name, kind}})
	return t
}

func (c *county) absorbTown(next *int32, into, gone *town) {
	c.newTown(next, into.stem, into.kind, into.code, []*town{into, gone})
	c.reform.made = append(c.reform.made, change{Kind: "absorb", From: []string{gone.code.String()}, Into: into.code.String()})
}

// transfer moves a village at the subdistrict's border to it, if its township stays in
// one piece without it.
func (c *county) transfer() {
	to := c.reform.receiver
	byNumber := map[int32]*town{}
	for _, t := range c.towns[0] {
		byNumber[t.number] = t
	}
	for _, t := range c.towns[0] {
		if t.after == to || len(t.villages) < 5 {
			continue
		}
		for _, v := range t.villages {
			touches := false
			for _, cell := range v.cells {
				for direction := range 6 {
					n := byNumber[c.town[0][c.beside(cell, direction)]]
					touches = touches || n != nil && n.after == to
				}
			}
			if !touches || v.fixed || v.kind != "村" || !c.holdsWithout(t, v) {
				continue
			}
			v.moved = true
			c.reform.made = append(c.reform.made, change{Kind: "transfer", Units: []string{v.code.String()}, To: to.code.String()})
			return
		}
	}
}

// holdsWithout reports whether a township has no more parts without a village than with it.
func (c *county) holdsWithout(t *town, v *village) bool {
	number := c.town[0]
	whole := len(c.parts(t.cells, number, t.number))
	c.allot(v.cells, number, none)
	var rest []int32
	for _, cell := range t.cells {
		if number[cell] == t.number {
			rest = append(rest, cell)
		}
	}
	less := len(c.parts(rest, number, t.number))
	c.allot(v.cells, number, t.number)
	return less <= whole
}

// reformVillages merges villages within the new townships until about a third is gone,
// and gives those whose township is another one a new code.
func (c *county) reformVillages(next *int32) {
	c.transfer()
	c.chooseSplit()
	arriving := map[*town][]*village{}
	for _, t := range c.towns[0] {
		for _, v := range t.villages {
			to := t.after
			if v.moved {
				to = c.reform.receiver
			}
			arriving[to] = append(arriving[to], v)
		}
	}
	slices.SortFunc(c.towns[1], func(s, t *town) int { return s.code.Compare(t.code) })
	for _, t := range c.towns[1] {
		bundles := c.bundle(arriving[t])
		codes := newCodes(t.code, arriving[t])
		for _, from := range bundles {
			c.newVillage(next, t, from, codes)
		}
		slices.SortFunc(t.villages, func(v, w *village) int { return v.code.Compare(w.code) })
	}
	c.applySplit()
	for _, t := range c.towns[1] {
		for _, v := range t.villages {
			t.cells = append(t.cells, v.cells...)
			c.allot(v.cells, c.village[1], v.number)
		}
		c.allot(t.cells, c.town[1], t.number)
		t.seat = t.from[0].seat
	}
}

// bundle joins villages that touch, the smallest first, into ones and twos, seldom threes.
func (c *county) bundle(villages []*village) [][]*village {
	byNumber := map[int32]int{}
	bundles := make([][]*village, len(villages))
	size := make([]int, len(villages))
	for i, v := range villages {
		byNumber[v.number], bundles[i], size[i] = i, []*village{v}, len(v.cells)
	}
	left := len(villages)
	order := make([]int, len(villages))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return size[i] - size[j] })
	for _, i := range order {
		if left*100 <= len(villages)*65 {
			break
		}
		if bundles[i] == nil || villages[i].fixed || len(bundles[i]) > 2 {
			continue
		}
		best := -1
		for _, v := range bundles[i] {
			for _, cell := range v.cells {
				for direction := range 6 {
					j, ok := byNumber[c.village[0][c.beside(cell, direction)]]
					if !ok || j == i || villages[j].fixed || len(bundles[j]) == 0 || len(bundles[i])+len(bundles[j]) > 3 {
						continue
					}
					if best < 0 || size[j] < size[best] || size[j] == size[best] && j < best {
						best = j
					}
				}
			}
		}
		if best < 0 {
			continue
		}
		bundles[best] = append(bundles[best], bundles[i]...)
		for _, v := range bundles[i] {
			byNumber[v.number] = best
		}
		size[best] += size[i]
		bundles[i] = nil
		left--
	}
	return slices.DeleteFunc(bundles, func(b []*village) bool { return len(b) == 0 })
}

// serials hands out the village numbers of a township that nothing has borne yet.
type serials struct {
	town adcode.Code
	used map[adcode.Code]bool
}

func newCodes(town adcode.Code, before []*village) *serials {
	s := &serials{town, map[adcode.Code]bool{}}
	for _, v := range before {
		s.used[v.code] = true
	}
	return s
}

func (s *serials) next(kind string) adcode.Code {
	n := 200
	if kind == "社区" {
		n = 1
	}
	for s.used[s.town.Child(n)] {
		n++
	}
	s.used[s.town.Child(n)] = true
	return s.town.Child(n)
}

// newVillage makes what a bundle becomes and notes the changes that lead there.
func (c *county) newVillage(next *int32, t *town, from []*village, codes *serials) {
	rank := func(v *village) int { // who keeps its code leads, then communities
		return 2*btoi(v.code.Township() != t.code) + btoi(v.kind != "社区")
	}
	slices.SortFunc(from, func(v, w *village) int { return cmp.Or(rank(v)-rank(w), v.code.Compare(w.code)) })
	first := from[0]
	v := &village{number: take(next), town: t, from: from, stem: first.stem, kind: first.kind, code: first.code}
	for _, f := range from {
		f.after = v
		v.cells = append(v.cells, f.cells...)
		v.fixed = v.fixed || f.fixed
	}
	stays := first.code.Township() == t.code
	switch {
	case len(from) == 1 && !stays:
		v.code = codes.next(v.kind)
		c.made = append(c.made, change{Kind: "recode", Unit: first.code.String(), Code: v.code.String()})
	case len(from) > 1 && stays && c.chance(0.6):
		c.made = append(c.made, change{Kind: "absorb", From: codesOf(from[1:]), Into: first.code.String()})
	case len(from) > 1:
		if c.chance(0.5) {
			v.stem = c.names.stem()
		}
		if t.kind == "街道" {
			v.kind = "社区"
		}
		v.code = codes.next(v.kind)
		c.made = append(c.made, change{Kind: "merge", From: codesOf(from), Into: newUnit{v.code.String(), v.name(), v.kind}})
	}
	v.urban = t.kind == "街道" && v.kind == "社区"
	t.villages = append(t.villages, v)
}

func codesOf(villages []*village) []string {
	var codes []string
	for _, v := range villages {
		codes = append(codes, v.code.String())
	}
	return codes
}
