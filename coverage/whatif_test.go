package coverage_test

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/geo"
)

// three puts a community facility into a, a sub-centre into c and a rural centre, of a
// township, into d.
func three(p *edition.Parts) {
	p.Facilities = append(p.Facilities, operating(1, community, at(0, 1, .5, .5), codeA), operating(2, sub, at(0, 0, .5, .5), codeC), operating(3, centre, at(2, 1, .5, .5), townshipY))
}

func TestWhatCountsBeyondTheKind(t *testing.T) {
	for _, c := range []struct {
		name   string
		ask    coverage.Question
		people string
		units  coverage.Units
	}{
		{"a radius a kind", coverage.Question{Kinds: []string{community, sub}, Radii: map[string]geo.Metres{community: 100, sub: 2300}},
			"101001 10/10, 101201 0/10, 102201 10/10, 102202 0/10, 102203 0/0; total 30/50", coverage.Units{Having: 2, Served: 2, Of: 5}},
		{"one radius, another for one kind", coverage.Question{Kinds: []string{community, sub}, Radius: 2300, Radii: map[string]geo.Metres{sub: 100}},
			"101001 10/10, 101201 10/10, 102201 10/10, 102202 0/10, 102203 0/0; total 30/50", coverage.Units{Having: 2, Served: 3, Of: 5}},
		// A sub-centre reaches 2,000 m, r's middle is 1,930 m from it; a facility of a
		// community 500 m; a centre has no standard.
		{"by the standards", coverage.Question{Kinds: []string{community, sub, centre}, Standards: true},
			"101001 10/10, 101201 0/10, 102201 10/10, 102202 0/10, 102203 0/0; total 30/50", coverage.Units{Having: 2, Served: 2, Of: 5}},
		{"a higher tier does not cover a lower", coverage.Question{Kinds: []string{"ELD_RURAL_POINT"}, Radius: 300},
			"101001 0/10, 101201 0/10, 102201 0/10, 102202 0/10, 102203 0/0; total 0/50", coverage.Units{Of: 5}},
		{"unless told", coverage.Question{Kinds: []string{"ELD_RURAL_POINT"}, Radius: 300, HigherTiers: true},
			"101001 0/10, 101201 0/10, 102201 10/10, 102202 10/10, 102203 0/0; total 20/50", coverage.Units{Having: 1, Served: 2, Of: 5}},
		{"an area of a township and a village", coverage.Question{Kinds: []string{community, sub}, Radius: 300, Area: coverage.Area{Units: []string{townshipX, "单元" + codeC}}},
			"101001 10/10, 101201 0/10, 102201 10/10; total 20/30", coverage.Units{Having: 2, Served: 2, Of: 3}},
		{"the urban part of an area", coverage.Question{Kinds: []string{community, sub}, Radius: 300, Scope: coverage.ScopeUrban, Area: coverage.Area{Units: []string{townshipX}}},
			"101001 10/10; total 10/10", coverage.Units{Having: 1, Served: 1, Of: 1}},
		{"added", coverage.Question{Kinds: []string{community, sub}, Radius: 300, Add: []coverage.Site{{Kind: sub, Place: in(1, 1, .5, .5)}}},
			"101001 10/10, 101201 10/10, 102201 10/10, 102202 0/10, 102203 0/0; total 30/50", coverage.Units{Having: 3, Served: 3, Of: 5}},
		{"moved", coverage.Question{Kinds: []string{community, sub}, Radius: 300, Move: []coverage.Move{{Facility: 1, Place: in(1, 1, .5, .5)}}},
			"101001 0/10, 101201 10/10, 102201 10/10, 102202 0/10, 102203 0/0; total 20/50", coverage.Units{Having: 2, Served: 2, Of: 5}},
		{"closed", coverage.Question{Kinds: []string{community, sub}, Radius: 300, Close: []facilities.ID{1}},
			"101001 0/10, 101201 0/10, 102201 10/10, 102202 0/10, 102203 0/0; total 10/50", coverage.Units{Having: 1, Served: 1, Of: 5}},
	} {
		t.Run(c.name, func(t *testing.T) {
			ed := edited(t, three)
			c.ask.By = adcode.Village
			a := ask(t, ed, c.ask)
			if got := people(ed, a); got != c.people || a.Total.Units != c.units {
				t.Errorf("got %s, %+v\nwant %s, %+v", got, a.Total.Units, c.people, c.units)
			}
			for _, c.ask.By = range adcode.Levels {
				checkLaws(t, ed, c.ask)
			}
		})
	}
}

// A move is a closing and an adding; two at one place reach no farther than one.
func TestMoveIsCloseAndAdd(t *testing.T) {
	ed := edited(t, three)
	q := coverage.Question{Kinds: []string{community, sub}, Radii: map[string]geo.Metres{community: 900, sub: 1500}, By: adcode.Village}
	moved, closed := q, q
	moved.Move = []coverage.Move{{Facility: 1, Place: in(1, 1, .2, .7)}}
	closed.Close = []facilities.ID{1}
	closed.Add = []coverage.Site{{Kind: community, Place: in(1, 1, .2, .7)}, {Kind: community, Place: in(1, 1, .2, .7)}}
	a, b := ask(t, ed, moved), ask(t, ed, closed)
	if people(ed, a) != people(ed, b) || a.Total.Land != b.Total.Land || a.Total.Units != b.Total.Units {
		t.Errorf("%+v, %+v", a.Total, b.Total)
	}
}

// A facility of the county beside counts where the question lets it: for people and land
// within reach, for no unit.
func TestNeighbours(t *testing.T) {
	ed := edited(t, func(*edition.Parts) {})
	beside := edited(t, func(p *edition.Parts) {
		p.County.Code, p.County.Name, p.Units = adcode.MustParse("511402"), "邻县", nil
		p.Facilities = append(p.Facilities, operating(1, community, at(3, 1, .1, .5), ""))
	})
	q := coverage.Question{Kinds: []string{community}, Radius: 1500}
	off, id := ask(t, ed, q, beside), coverage.ID(ed, q, beside)
	if off.Total.People["all"].Covered != 0 || id != coverage.ID(ed, q) {
		t.Errorf("not asked for, they count: %+v", off.Total)
	}
	q.Neighbours = true
	on := ask(t, ed, q, beside, ed)
	if on.Total.People["all"].Covered != 10 || on.Total.Units.Having != 0 || on.Total.Units.Served != 1 || on.Total.Land.Covered == 0 || len(on.Places) != 1 || on.Places[0].Name() != "设施1" {
		t.Errorf("%+v, %+v", on.Total, on.Places)
	}
	if alone := ask(t, ed, q); alone.Total.People["all"].Covered != 0 || coverage.ID(ed, q) == coverage.ID(ed, q, beside) {
		t.Errorf("without the county beside: %+v", alone.Total)
	}
	if !strings.Contains(on.Definition.Zh, "邻县同类设施") || !strings.Contains(on.Definition.En, "count where they reach in") {
		t.Error(on.Definition)
	}
}

func TestMoreBadQuestions(t *testing.T) {
	ed := edited(t, func(p *edition.Parts) {
		three(p)
		p.Units[4].Name = p.Units[3].Name
	})
	one := coverage.Question{Kinds: []string{community}, Radius: 1}
	for i, c := range []struct {
		zh, en string
		spoil  func(*coverage.Question)
	}{
		{"半径", "radius: 1e+09 m is not", func(q *coverage.Question) { q.Radius = 1e9 }},
		{"半径", "radii: ELD_COMMUNITY: -2 m", func(q *coverage.Question) { q.Radii = map[string]geo.Metres{community: -2} }},
		{"没有问这类", "radii: a radius is given for \"ELD_RURAL_SUB\"", func(q *coverage.Question) { q.Radii = map[string]geo.Metres{sub: 2} }},
		{"不能两者都给", "radius: the radius is either", func(q *coverage.Question) { q.Standards = true }},
		{"标准没有规定", "radius: no standard says", func(q *coverage.Question) { q.Kinds, q.Radius, q.Standards = []string{centre}, 0, true }},
		{"出行方式", "mode: \"\" is not", func(q *coverage.Question) { q.Radius, q.Minutes = 0, 10 }},
		{"分钟无效", "minutes: -1 minutes", func(q *coverage.Question) { q.Radius, q.Minutes, q.Mode = 0, -1, coverage.Walk }},
		{"只能给一种", "minutes: give minutes", func(q *coverage.Question) { q.Minutes, q.Mode = 10, coverage.Walk }},
		{"没有附加内容", "with: there is nothing more", func(q *coverage.Question) { q.With = []coverage.Extra{"weather"} }},
		{"名为", "area: no unit is called \"西山\"", func(q *coverage.Question) { q.Area.Units = []string{"西山"} }},
		{"代码为", "area: no unit bears the code 511425109", func(q *coverage.Question) { q.Area.Units = []string{"511425109"} }},
		{"不止一个", "is the name of several units (511425101001, 511425101201)", func(q *coverage.Question) { q.Area.Units = []string{"单元" + codeA} }},
		{"1001 处", "facilities: 1001 assumed sites", func(q *coverage.Question) { q.Add = make([]coverage.Site, 1001) }},
		{"10000 处", "facilities: 10000 assumed sites", func(q *coverage.Question) { q.WhatIf = make([]orb.Point, 10000) }},
		{"不是位置", "add: site 1 (NaN, 0) is not a place", func(q *coverage.Question) { q.Add = []coverage.Site{{Place: orb.Point{math.NaN(), 0}}} }},
		{"不在所问类别", "add: site 1 is a \"ELD_RURAL_SUB\"", func(q *coverage.Question) { q.Add = []coverage.Site{{Kind: sub}} }},
		{"须写明", "add: site 1 has no kind", func(q *coverage.Question) { q.Kinds, q.Add = []string{sub, community}, []coverage.Site{{}} }},
		{"床位数", "add: site 1 has -1 beds", func(q *coverage.Question) { q.Add = []coverage.Site{{Capacity: -1}} }},
		{"没有编号为 9", "close: the county has no facility 9", func(q *coverage.Question) { q.Close = []facilities.ID{9} }},
		{"写了两次", "close: facility 1 is named twice", func(q *coverage.Question) {
			q.Close, q.Move = []facilities.ID{1}, []coverage.Move{{Facility: 1, Place: in(0, 0, 0, 0)}}
		}},
		{"新位置", "move: the new place of facility 1", func(q *coverage.Question) { q.Move = []coverage.Move{{1, orb.Point{0, 91}}} }},
		{"曲线", "curve: 201 points", func(q *coverage.Question) { q.Curve = make([]geo.Metres, 201) }},
		{"曲线", "curve: 0 on the curve", func(q *coverage.Question) { q.Curve = make([]geo.Metres, 1) }},
		{"没有 \"70+\"", "beds_for: the people", func(q *coverage.Question) { q.BedsFor = "70+" }},
	} {
		q := one
		c.spoil(&q)
		_, err := coverage.Ask(ed, q)
		var said *coverage.QuestionError
		if !errors.As(err, &said) || !errors.Is(err, coverage.ErrInvalid) || !strings.Contains(err.Error(), c.en) || !strings.Contains(said.Chinese(), c.zh) {
			t.Errorf("%d: %v, want %q and %q", i, err, c.en, c.zh)
		}
	}
}

// A facility on the border of two villages is inside one of them and reaches both; one
// outside the county is inside none.
func TestOddPlaces(t *testing.T) {
	ed := edited(t, func(p *edition.Parts) {
		p.Facilities = append(p.Facilities, operating(1, community, at(1, 1, 0, .5), ""), operating(2, community, at(1, 1, 0, .5), ""), operating(3, community, at(9, 9, 0, 0), ""))
	})
	q := coverage.Question{Kinds: []string{community}, Radius: 1000, By: adcode.Village, With: coverage.Extras}
	a := ask(t, ed, q)
	if got := people(ed, a); got != "101001 10/10, 101201 10/10, 102201 0/10, 102202 0/10, 102203 0/0; total 20/50" {
		t.Error(got)
	}
	if d := a.Total.Depth["all"]; fmt.Sprint(d[:4]) != "[30 0 20 0]" || a.Total.Units.Having > 1 {
		t.Errorf("depth %v, %+v", d, a.Total.Units)
	}
	for _, c := range a.Closing {
		if c.People["all"] != 0 {
			t.Errorf("one of two at a place: %+v", c)
		}
	}
	checkLaws(t, ed, q)
	none := edited(t, func(p *edition.Parts) { p.People.Groups = nil })
	q.Add = []coverage.Site{{Place: in(0, 0, .5, .5), Capacity: 5}}
	if a := ask(t, none, q); a.Total.Distance != nil || a.Total.Beds.Served != 0 || a.Total.Land.Covered == 0 {
		t.Errorf("nobody: %+v", a.Total)
	}
	checkLaws(t, none, q)
	empty := edited(t, func(*edition.Parts) {})
	q.Add = nil
	if a := ask(t, empty, q); a.Total.Distance.Unreached != 50 || a.Total.Distance.Place != -1 || a.Total.Beds.Out != 25 || a.Total.Depth["all"][0] != 50 {
		t.Errorf("no facility: %+v", a.Total)
	}
}
