package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/geo"
)

func TestQuestionFlags(t *testing.T) {
	flags := questionFlags{
		Kind: []string{"URBAN_HOME_COMMUNITY"}, Radius: 500, RadiusOf: map[string]float64{"ELD_COMPLEX": 1000}, By: "village", Scope: "rural", UnitRule: "served", ServedShare: 0.4,
		Area: []string{"西龙镇"}, AreaName: "西山片区", States: []string{"在建"}, Neighbours: true, HigherTiers: true,
		whatIfFlags: whatIfFlags{Add: []string{"103.8,29.8", "ELD_COMPLEX@103.9, 29.9:30"}, Move: []string{"7@103.7,29.7"}, Close: []int64{8}},
	}
	got, err := flags.question()
	if err != nil {
		t.Fatal(err)
	}
	want := coverage.Question{
		Kinds: []string{"ELD_COMPLEX", "ELD_COMMUNITY"}, Radius: 500, Radii: map[string]geo.Metres{"ELD_COMPLEX": 1000}, By: adcode.Village,
		Scope: coverage.ScopeRural, Rule: coverage.Served, ServedShare: 0.4, Area: coverage.Area{Name: "西山片区", Units: []string{"西龙镇"}},
		States: []facilities.State{facilities.Building}, Neighbours: true, HigherTiers: true, WhatIf: []orb.Point{{103.8, 29.8}},
		Add:  []coverage.Site{{Kind: "ELD_COMPLEX", Place: orb.Point{103.9, 29.9}, Capacity: 30}},
		Move: []coverage.Move{{Facility: 7, Place: orb.Point{103.7, 29.7}}}, Close: []facilities.ID{8},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for _, c := range []struct {
		add, move, said string
	}{{add: "here", said: "LON,LAT"}, {add: "103,29:many", said: "number of beds"}, {move: "x@103,29", said: "ID@LON,LAT"}, {move: "7", said: "ID@LON,LAT"}} {
		bad := questionFlags{Kind: []string{"HEALTH"}, By: "township"}
		if c.add != "" {
			bad.Add = []string{c.add}
		} else {
			bad.Move = []string{c.move}
		}
		if _, err := bad.question(); err == nil || !strings.Contains(err.Error(), c.said) {
			t.Errorf("%+v: %v", c, err)
		}
	}
}
