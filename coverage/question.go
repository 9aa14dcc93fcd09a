package coverage

import (
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/geo"
)

// Question says what counts as covered, for whom and where. The edition it is put to
// says on which day.
type Question struct {
	Kinds       []string           // codes of the registry; at least one
	Radius      geo.Metres         // > 0
	By          adcode.Level       // Township (the default) or Village: the lines of the answer
	Ages        []string           // "all", "60+", ...; none: every age group the people have
	Scope       Scope              // the zero Scope is ScopeAll
	States      []facilities.State // states that count beside those in operation
	ServedShare float64            // a unit is served when this share of its people is covered; 0 means 0.5
	Rule        UnitRule           // what the units' share counts
	WhatIf      []orb.Point        // further facilities of these kinds, lon/lat EPSG:4490
	PeopleOnly  bool               // leave the land out, which takes most of the time
}

// Scope picks units, and the people in them, by their urban flag.
type Scope uint8

// The scopes.
const (
	ScopeAll Scope = iota
	ScopeUrban
	ScopeRural
)

// String is "all", "urban" or "rural".
func (s Scope) String() string { return [...]string{"all", "urban", "rural"}[s] }

// UnitRule says which units count as covered.
type UnitRule uint8

// The rules: a unit has a facility inside, or its people are served.
const (
	Having UnitRule = iota
	Served
)

// String is "having" or "served".
func (r UnitRule) String() string { return [...]string{"having", "served"}[r] }

// Ratio is a number of people, or units, of a total.
type Ratio struct{ Covered, Of int64 }

// Share is Covered/Of, and 0 of nothing.
func (r Ratio) Share() float64 {
	if r.Of == 0 {
		return 0
	}
	return float64(r.Covered) / float64(r.Of)
}

// Units counts villages and communities: those with a facility inside, those whose
// people are served, and all.
type Units struct {
	Having, Served, Of int64
	Rule               UnitRule
}

// Share is the share by the question's rule, and 0 of nothing.
func (u Units) Share() float64 {
	if u.Rule == Served {
		return Ratio{u.Served, u.Of}.Share()
	}
	return Ratio{u.Having, u.Of}.Share()
}

// Land is the area within reach and all of it.
type Land struct{ Covered, Of geo.SquareMetres }

// Share is Covered/Of, and 0 of nothing.
func (l Land) Share() float64 {
	if l.Of == 0 {
		return 0
	}
	return float64(l.Covered / l.Of)
}

// Line is the answer for one unit, or the total.
type Line struct {
	Unit   int // index in the edition; -1 for the total
	People map[string]Ratio
	Units  Units
	Land   Land
}

// Answer is what a question comes to.
type Answer struct {
	Question   Question
	Total      Line
	Lines      []Line     // by code
	Rest       Line       // what the total has beyond the lines: people and land of the county in no unit of their level
	Facilities []int      // indexes of the edition's facilities that count by distance
	Unplaced   []Unplaced // facilities that count by unit only, or not at all
	Outside    []int      // indexes of the edition's groups that count nowhere: they lie in no unit of a county whose extent is known
	Shapeless  []int      // units of the lines whose extent is not known: their Land is zero
	Definition Definition
}

// Unplaced is a facility in operation that distance leaves out.
type Unplaced struct {
	Facility int    // index in the edition
	Why      string // "village_only", "township_only"; "unknown_unit" where its code bears on no unit of the day
}

// Definition says in words what the figures mean.
type Definition struct{ Zh, En string }

// Gap is the land of one unit that is out of reach.
type Gap struct {
	Unit   int              // index in the edition; -1 for people in no unit of the level
	Shape  orb.MultiPolygon // lon/lat EPSG:4490, arcs drawn with segments; nil where the unit's extent is not known
	Area   geo.SquareMetres // exact, from the arcs
	People map[string]int64 // of the unit's groups that are not covered
}
