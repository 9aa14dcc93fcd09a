package coverage

import (
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/geo"
)

// Question says what counts as covered, for whom and where. The edition it is put to
// says on which day. Reach is given in one of four ways: Radius, Radii, Standards, or
// Minutes with a Mode.
type Question struct {
	Kinds       []string              // codes of the registry; at least one
	Radius      geo.Metres            // > 0, of every kind; 0 where reach is given otherwise
	Radii       map[string]geo.Metres // by kind, for every kind asked for; beside Standards: those that differ from the standard
	Standards   bool                  // each kind reaches as far as its standard says (facilities.Kind.Radius)
	Minutes     float64               // > 0: by road, with Mode; 0 where reach is given in metres
	Mode        Mode                  // how people travel, where Minutes says how long
	OffRoad     geo.Metres            // by road: how far a place may lie from one and be walked to; 0 means 500
	HigherTiers bool                  // facilities of a higher tier count for the lower ones that they cover too (facilities.Kind.Covers)
	By          adcode.Level          // County, Township (the default) or Village: the lines of the answer
	Ages        []string              // "all", "60+", ...; none: every age group the people have
	Scope       Scope                 // the zero Scope is ScopeAll
	Area        Area                  // the part of the county that is asked for; the zero Area is all of it
	States      []facilities.State    // states that count beside those in operation
	Neighbours  bool                  // facilities of the counties beside count where they reach in
	ServedShare float64               // a unit is served when this share of its people is covered; 0 means 0.5
	Rule        UnitRule              // what the units' share counts
	WhatIf      []orb.Point           // further facilities of these kinds, lon/lat EPSG:4490, as far-reaching as the widest of them
	Add         []Site                // further facilities, each of a kind
	Move        []Move                // facilities that stand elsewhere
	Close       []facilities.ID       // facilities that are no more
	With        []Extra               // what more is worked out than shares
	Curve       []geo.Metres          // the radii of ExtraCurve, by road minutes; none: twenty steps up to twice the reach
	BedsFor     string                // the age group that ExtraCapacity gives beds to; empty: 60+, or else the first that is counted
	PeopleOnly  bool                  // leave the land out, which takes most of the time
}

// Mode says how people come to a facility. The zero Mode is none: a straight line.
type Mode string

// The modes of travel by road.
const (
	Walk  Mode = "walk"
	Drive Mode = "drive"
)

// Area is a part of a county, a 片区 of some townships or villages. What lies outside
// is not asked for: neither its people nor its units nor its land.
type Area struct {
	Name  string   // to be shown; may be empty
	Units []string // codes or names of units in force on the day; none: the whole county
}

// Site is an assumed facility.
type Site struct {
	Kind     string    // one of the question's kinds; empty where it asks for one only
	Place    orb.Point // lon/lat EPSG:4490
	Capacity int       // beds; 0: unknown
}

// Move assumes that a facility stands elsewhere.
type Move struct {
	Facility facilities.ID
	Place    orb.Point // lon/lat EPSG:4490
}

// Extra is a part of an answer that is worked out only when asked for.
type Extra string

// The extras, each with the member of Answer or Line that it fills.
const (
	ExtraRedundancy Extra = "redundancy" // people by how many facilities cover them: Line.Depth
	ExtraNearest    Extra = "nearest"    // distances to the nearest facility: Line.Distance, Answer.Nearest
	ExtraClosing    Extra = "closing"    // what closing each facility would cost: Answer.Closing
	ExtraCurve      Extra = "curve"      // people covered over the radius: Answer.Curve
	ExtraCapacity   Extra = "capacity"   // served, in reach without a bed, out of reach: Line.Beds, Answer.Load
)

// Extras are all extras.
var Extras = []Extra{ExtraRedundancy, ExtraNearest, ExtraClosing, ExtraCurve, ExtraCapacity}

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
	Unit     int // index in the edition; -1 for the total
	People   map[string]Ratio
	Units    Units
	Land     Land
	Depth    map[string][]int64 // by age, with ExtraRedundancy: people covered by exactly 0, 1, 2, ... facilities; the last of MostDepth + 1 numbers counts those of MostDepth and more
	Distance *Distance          // with ExtraNearest; nil where nobody lives
	Beds     *Beds              // with ExtraCapacity
}

// Answer is what a question comes to.
type Answer struct {
	Question   Question
	ID         string // of the question put to the edition: see ID
	Total      Line
	Lines      []Line      // by code
	Rest       Line        // what the total has beyond the lines: people and land of the county in no unit of their level; without extras
	Facilities []int       // indexes of the edition's facilities that count by distance
	Places     []Place     // all that counts by distance, assumed sites and those of counties beside included, from west to east
	Unplaced   []Unplaced  // facilities that count by unit only, or not at all
	Outside    []int       // indexes of the edition's groups that count nowhere: they lie in no unit of a county whose extent is known
	Stranded   []Stranded  // by road: groups and places that no road leads to
	Shapeless  []int       // units of the lines whose extent is not known: their Land is zero
	Nearest    []Nearest   // with ExtraNearest: of each group that counts, in the order of the edition's groups
	Closing    []Closing   // with ExtraClosing: of each facility that counts, the dearest first
	Curve      []CurveStep // with ExtraCurve, by radius
	Load       []Load      // with ExtraCapacity, in the order of Places
	Definition Definition
}

// Unplaced is a facility in operation that distance leaves out.
type Unplaced struct {
	Facility int    // index in the edition
	Why      string // "village_only", "township_only"; "unknown_unit" where its code bears on no unit of the day; "no_standard" where no standard says how far its kind reaches
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
