package coverage_test

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/coverage/road"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
)

// withRoads is the board with roads between the middles of its cells, and a facility in
// the middle of b:
//
//	a----b    d--     a road of 1.9 km from a to b, another of 2.2 km from a to c;
//	|                 d's joins no other, and r lies 2 km from any
//	c    r
func withRoads(t testing.TB, change func(*edition.Parts)) *edition.Edition {
	return edited(t, func(p *edition.Parts) {
		p.Facilities = append(p.Facilities, operating(1, community, at(1, 1, .5, .5), ""))
		p.Roads = &edition.Roads{List: []road.Road{
			{Line: orb.LineString{in(0, 1, .5, .5), in(1, 1, .5, .5)}, Class: "tertiary"},
			{Line: orb.LineString{in(0, 1, .5, .5), in(0, 0, .5, .5)}, Class: "tertiary"},
			{Line: orb.LineString{in(2, 1, .5, .5), in(2, 1, .9, .5)}, Class: "tertiary"},
		}}
		if change != nil {
			change(p)
		}
	})
}

func byMinutes(minutes float64, mode coverage.Mode, with ...coverage.Extra) coverage.Question {
	return coverage.Question{Kinds: []string{community}, Minutes: minutes, Mode: mode, Ages: []string{"all"}, By: adcode.Village, With: with}
}

func TestByRoad(t *testing.T) {
	oneWay := func(p *edition.Parts) { p.Roads.List[0].Way = road.Backward } // from b to a only
	slow, err := road.NewSpeeds([]road.Speed{{Class: "tertiary", Walk: 2, Drive: 10}}, road.DefaultSpeeds())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name    string
		change  func(*edition.Parts)
		q       coverage.Question
		covered int64
	}{
		{"on foot one reaches b from a in 29 minutes", nil, byMinutes(29.1, coverage.Walk), 20},
		{"and no sooner", nil, byMinutes(28.9, coverage.Walk), 10},
		{"from c it is an hour and more", nil, byMinutes(63, coverage.Walk), 30},
		{"by car six minutes", nil, byMinutes(6.5, coverage.Drive), 30},
		{"nobody drives to b where the road leads away from it", oneWay, byMinutes(600, coverage.Drive), 10},
		{"but they walk", oneWay, byMinutes(63, coverage.Walk), 30},
		{"the county's own speeds hold", func(p *edition.Parts) { p.Roads.Speeds = slow }, byMinutes(29.1, coverage.Walk), 10},
		{"the island and the land without roads are never reached", nil, byMinutes(600, coverage.Drive), 30},
	} {
		if a := ask(t, withRoads(t, c.change), c.q); a.Total.People["all"] != (coverage.Ratio{Covered: c.covered, Of: 50}) {
			t.Errorf("%s: %+v of the people, want %d", c.name, a.Total.People["all"], c.covered)
		}
	}
}

func TestStranded(t *testing.T) {
	ed := withRoads(t, func(p *edition.Parts) {
		p.Facilities = append(p.Facilities, operating(2, community, at(1, 0, .5, .4), ""))
	})
	a := ask(t, ed, byMinutes(30, coverage.Walk))
	var got []string
	for _, s := range a.Stranded {
		who := "place"
		if s.Group >= 0 {
			who = ed.People.Groups[s.Group].ID
		}
		got = append(got, who+" "+s.Why)
	}
	if want := []string{"place far_from_road", "3 far_from_road", "4 unreachable"}; !slices.Equal(got, want) {
		t.Errorf("stranded %q, want %q", got, want)
	}
	if d := float64(a.Stranded[1].Road); math.Abs(d-1933) > 3 {
		t.Errorf("group 3 lies %g m from a road, want 1933", d)
	}
	wide := byMinutes(120, coverage.Walk)
	wide.OffRoad = 2000
	if n := ask(t, ed, wide).Total.People["all"].Covered; n != 40 {
		t.Errorf("with 2 km walked off the road %d are covered, want 40", n)
	}
	if !strings.Contains(a.Definition.Zh, "500米") || !strings.Contains(a.Definition.En, "500 m from any road") {
		t.Errorf("the definition does not say how far one may be off the road: %s", a.Definition.Zh)
	}
}

// TestByRoadLaws: covered and gap make up all people and land of every unit, sums agree
// upwards, more minutes never cover less, and the extras say what the shares say.
func TestByRoadLaws(t *testing.T) {
	ed := withRoads(t, func(p *edition.Parts) {
		p.Facilities = append(p.Facilities, operating(2, community, at(0, 0, .5, .6), ""))
	})
	last := coverage.Line{}
	for _, minutes := range []float64{0.5, 5, 12, 29, 40, 90, 600} {
		q := byMinutes(minutes, coverage.Walk, coverage.Extras...)
		a := ask(t, ed, q)
		gaps, err := coverage.Gaps(ed, q)
		if err != nil {
			t.Fatal(err)
		}
		uncovered, land := map[int]int64{}, map[int]float64{}
		for _, g := range gaps {
			uncovered[g.Unit], land[g.Unit] = g.People["all"], float64(g.Area)
		}
		sum := 0.0
		for _, l := range a.Lines {
			if l.People["all"].Covered+uncovered[l.Unit] != l.People["all"].Of {
				t.Errorf("%g minutes, unit %d: covered %+v and gap %d", minutes, l.Unit, l.People["all"], uncovered[l.Unit])
			}
			if d := float64(l.Land.Covered) + land[l.Unit] - float64(l.Land.Of); math.Abs(d) > 1 {
				t.Errorf("%g minutes, unit %d: land and gap differ from the whole by %g m2", minutes, l.Unit, d)
			}
			sum += float64(l.Land.Covered)
		}
		if d := sum + float64(a.Rest.Land.Covered) - float64(a.Total.Land.Covered); math.Abs(d) > 10 {
			t.Errorf("%g minutes: the lines' land differs from the total by %g m2", minutes, d)
		}
		if a.Total.People["all"].Covered < last.People["all"].Covered || a.Total.Land.Covered < last.Land.Covered-1 {
			t.Errorf("%g minutes cover less than fewer: %+v", minutes, a.Total)
		}
		last = a.Total
		checkByRoad(t, ed, q, a)
	}
	if share := last.Land.Share(); share < 0.1 || share > 0.6 {
		t.Errorf("%.2f of the land is in reach: it must lie along the roads, and nowhere else", share)
	}
}

func checkByRoad(t *testing.T, ed *edition.Edition, q coverage.Question, a *coverage.Answer) {
	t.Helper()
	depth := a.Total.Depth["all"]
	all := a.Total.People["all"]
	if depth[0] != all.Of-all.Covered {
		t.Errorf("%g minutes: %v by how many cover them, %+v covered", q.Minutes, depth, all)
	}
	reached := int64(0)
	for _, n := range a.Nearest {
		if n.Far <= q.Minutes {
			reached += 10
		}
	}
	if reached != all.Covered {
		t.Errorf("%g minutes: %d have their nearest in reach, %d are covered", q.Minutes, reached, all.Covered)
	}
	for _, c := range a.Closing {
		without := q
		without.With, without.Close = nil, []facilities.ID{ed.Facilities.List[c.Facility].ID}
		b := ask(t, ed, without)
		if lost := all.Covered - b.Total.People["all"].Covered; lost != c.People["all"] {
			t.Errorf("%g minutes: closing %d costs %d, the answer without it says %d", q.Minutes, c.Facility, c.People["all"], lost)
		}
	}
}

func TestNoRoads(t *testing.T) {
	bare := withRoads(t, func(p *edition.Parts) { p.Roads = nil })
	motorways := withRoads(t, func(p *edition.Parts) {
		for i := range p.Roads.List {
			p.Roads.List[i].Class = "motorway"
		}
	})
	for name, ed := range map[string]*edition.Edition{"none": bare, "only for cars": motorways} {
		_, err := coverage.Ask(ed, byMinutes(10, coverage.Walk))
		if !errors.Is(err, coverage.ErrInvalid) || !strings.Contains(err.Error(), "import roads") {
			t.Errorf("%s: %v", name, err)
		}
	}
	far := byMinutes(10, coverage.Walk)
	far.OffRoad = 1e7
	if _, err := coverage.Ask(withRoads(t, nil), far); !errors.Is(err, coverage.ErrInvalid) {
		t.Errorf("10,000 km off the road: %v", err)
	}
	nothing := withRoads(t, func(p *edition.Parts) { p.Facilities = nil })
	if a := ask(t, nothing, byMinutes(10, coverage.Walk)); a.Total.People["all"].Covered != 0 || a.Total.Land.Covered != 0 {
		t.Errorf("without facilities %+v", a.Total)
	}
}

// TestReachByRoad: the land drawn leaves the island out.
func TestReachByRoad(t *testing.T) {
	ed := withRoads(t, nil)
	land, err := coverage.ReachOf(ed, byMinutes(600, coverage.Drive))
	if err != nil {
		t.Fatal(err)
	}
	bound := land.Bound()
	if bound.Contains(in(2, 1, .6, .5)) || !bound.Contains(in(0, 0, .5, .5)) {
		t.Errorf("reach %v", bound)
	}
	if diff := cmp.Diff(coverage.ID(ed, byMinutes(10, coverage.Walk)), coverage.ID(ed, byMinutes(10, coverage.Drive))); diff == "" {
		t.Error("walking and driving have one question id")
	}
}
