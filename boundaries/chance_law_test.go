package boundaries_test

import (
	"errors"
	"math"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/geo"
)

var chanceDays = []civil.Day{civil.Date(2019, 12, 1), civil.Date(2020, 1, 1), civil.Date(2020, 6, 1), civil.Date(2021, 1, 1)}

// Whatever orders come, one after the other, of one day or several: on each day the county is
// without gap, overlap and crossing at every level, its outline is what it was, codes are borne once, parents
// are in force, nobody and no land is lost; every unit's shares sum to 1; the crosswalk over
// all days is the product of those between them; and an order taken back at once leaves the
// county as it was, bit for bit.
func TestLawsOfOrdersOfChance(t *testing.T) {
	applied, refused := map[string]int{}, map[string]int{}
	rapid.Check(t, func(t *rapid.T) {
		s := drawCounty(t)
		l := newChanceLedger(s)
		first := county3(s)
		for range rapid.IntRange(1, 5).Draw(t, "orders") {
			o := orderOf()
			o.Effective = chanceDays[rapid.IntRange(0, len(chanceDays)-1).Draw(t, "day")]
			state := l.on(o.Effective)
			for range rapid.IntRange(1, 2).Draw(t, "changes") {
				o.Changes = append(o.Changes, (&chanceOrders{t, state}).draw(len(l.past)))
			}
			out, err := boundaries.Apply(state, o)
			if err != nil {
				rule := new(boundaries.RuleError)
				if !errors.As(err, &rule) {
					t.Fatalf("%+v is refused by no rule: %v", o.Changes, err)
				}
				refused[rule.Rule]++
				continue
			}
			for _, c := range o.Changes {
				applied[kindOf(c)]++
			}
			checkWeights(t, state, out)
			before := slices.Clone(l.versions)
			moved := len(l.moved)
			id := l.commit(o, out)
			for _, day := range chanceDays {
				checkDay(t, l.on(day), first)
			}
			checkTakenBack(t, l, o.Effective, id, before, moved)
		}
		checkCrosswalk(t, s, l)
	})
	t.Logf("applied %v; refused %v", applied, refused)
}

func kindOf(c boundaries.Change) string {
	switch c.(type) {
	case boundaries.Merge:
		return "merge"
	case boundaries.Absorb:
		return "absorb"
	case boundaries.Split:
		return "split"
	case boundaries.TransferUnits:
		return "transfer"
	case boundaries.TransferPiece:
		return "piece"
	case boundaries.MoveBorder:
		return "border"
	case boundaries.Revert:
		return "revert"
	}
	return "facts"
}

// county3 is the county's land.
func county3(s boundaries.State) orb.MultiPolygon {
	for _, v := range s.Units {
		if v.Code == county {
			return v.Shape
		}
	}
	return nil
}

// checkDay checks the laws of one day; land is what the county covered in the beginning.
func checkDay(t *rapid.T, s boundaries.State, land orb.MultiPolygon) {
	t.Helper()
	checkSound(t, s)
	units := map[boundaries.UnitID]bool{}
	levels := map[adcode.Level][]orb.MultiPolygon{}
	codes := map[adcode.Code]bool{}
	for _, v := range s.Units {
		if units[v.Unit] {
			t.Errorf("unit %d is in force twice", v.Unit)
		}
		units[v.Unit], codes[v.Code] = true, true
		if len(v.Shape) > 0 {
			levels[v.Level()] = append(levels[v.Level()], v.Shape)
		}
	}
	var people int64
	for _, g := range s.Groups {
		if units[g.Unit] {
			people += g.People
		}
	}
	if people != 3000 {
		t.Errorf("%d people, want 3000", people)
	}
	for _, v := range s.Units {
		if v.Code != county && !codes[v.Parent] {
			t.Errorf("%v has the parent %v, which is not in force", v.Code, v.Parent)
		}
	}
	for level, shapes := range levels {
		if defects := geo.Check(shapes, geo.CleanOptions{}); len(defects) > 0 {
			t.Errorf("%v: %+v", level, defects[0])
		}
		for i, shape := range shapes {
			if fault, at := geo.FaultOf(shape); fault != geo.NoFault {
				t.Errorf("%v %d: %s at %v", level, i, fault, at)
			}
		}
		checkLand(t, level, shapes, land)
	}
}

// checkLand checks that shapes together are a land, but for vertices put into its outline.
func checkLand(t *rapid.T, level adcode.Level, shapes []orb.MultiPolygon, land orb.MultiPolygon) {
	t.Helper()
	mesh := geo.NewMesh(shapes)
	all := make([]int, len(shapes))
	for i := range all {
		all[i] = i
	}
	union := mesh.Build(mesh.Union(all), mesh.Line)
	var vertices []orb.Point
	for _, polygon := range union {
		for _, ring := range polygon {
			vertices = append(vertices, ring...)
		}
	}
	grown := geo.NewMesh([]orb.MultiPolygon{union, geo.InsertVertices(land, vertices)})
	for _, arc := range grown.Arcs {
		if len(arc.Left)+len(arc.Right) != 2 || len(arc.Left) == 1 {
			t.Errorf("%v: the outline is another at %v", level, arc.Line[0])
			return
		}
	}
}

// checkTakenBack takes an order back on a copy of the chanceLedger.
func checkTakenBack(t *rapid.T, l *chanceLedger, day civil.Day, id boundaries.ChangeID, before []boundaries.Version, moved int) {
	t.Helper()
	state := l.on(day)
	o := orderOf(boundaries.Revert{Order: id})
	o.Effective = day
	back, err := boundaries.Apply(state, o)
	if rule := new(boundaries.RuleError); len(state.Later) > 0 && errors.As(err, &rule) && (rule.Rule == "later" || rule.Rule == "revert_later") {
		return // orders of later days build on it
	}
	if err != nil {
		t.Fatalf("taking back at once: %v", err)
	}
	copied := *l
	copied.versions, copied.moved = slices.Clone(l.versions), slices.Clone(l.moved)
	copied.past = map[boundaries.ChangeID]boundaries.Record{}
	for k, v := range l.past {
		copied.past[k] = v
	}
	copied.commit(o, back)
	was := (&chanceLedger{versions: before, groups: l.groups, moved: l.moved[:moved], past: l.past}).on(day)
	now := map[boundaries.UnitID]boundaries.Version{}
	undone := copied.on(day)
	for _, v := range undone.Units {
		now[v.Unit] = v
	}
	if len(now) != len(was.Units) {
		t.Errorf("%d units after taking back, want %d", len(now), len(was.Units))
	}
	for _, v := range was.Units {
		if !boundaries.SameFacts(now[v.Unit], v) {
			t.Errorf("%v %s did not come back", v.Code, v.Name)
		}
	}
	for i, g := range was.Groups {
		if undone.Groups[i].Unit != g.Unit {
			t.Errorf("group %s is in unit %d, was in %d", g.ID, undone.Groups[i].Unit, g.Unit)
		}
	}
}

// checkCrosswalk checks that shares from the first day to the last sum to 1, and are the
// products of those to a day between and on from it.
func checkCrosswalk(t *rapid.T, s boundaries.State, l *chanceLedger) {
	t.Helper()
	var early, late []boundaries.Link
	for _, link := range l.links {
		if link.Day.Before(chanceDays[2]) {
			early = append(early, link)
		} else {
			late = append(late, link)
		}
	}
	ids := func(s boundaries.State) (ids []boundaries.UnitID) {
		for _, v := range s.Units {
			if v.Level() == adcode.Village {
				ids = append(ids, v.Unit)
			}
		}
		return ids
	}
	units := ids(s)
	whole := boundaries.NewCrosswalk(units, l.links)
	first := boundaries.NewCrosswalk(units, early)
	var between []boundaries.UnitID
	for _, w := range first {
		between = append(between, w.To)
	}
	slices.Sort(between)
	second := boundaries.NewCrosswalk(slices.Compact(between), late)
	type pair struct{ from, to boundaries.UnitID }
	product, people, area := map[pair][2]float64{}, map[boundaries.UnitID]float64{}, map[boundaries.UnitID]float64{}
	for _, a := range first {
		for _, b := range second {
			if a.To == b.From {
				p := product[pair{a.From, b.To}]
				product[pair{a.From, b.To}] = [2]float64{p[0] + a.People*b.People, p[1] + a.Area*b.Area}
			}
		}
	}
	last := ids(l.on(chanceDays[3]))
	for _, w := range whole {
		p := product[pair{w.From, w.To}]
		if math.Abs(p[0]-w.People) > 1e-9 || math.Abs(p[1]-w.Area) > 1e-9 {
			t.Errorf("%d to %d: %v and %v, by way of the day between %v", w.From, w.To, w.People, w.Area, p)
		}
		people[w.From] += w.People
		area[w.From] += w.Area
		if !slices.Contains(last, w.To) {
			t.Errorf("%d leads to %d, which is not in force", w.From, w.To)
		}
	}
	for _, u := range units {
		if math.Abs(people[u]-1) > 1e-9 || math.Abs(area[u]-1) > 1e-9 {
			t.Errorf("the shares of %d sum to %v and %v", u, people[u], area[u])
		}
	}
}
