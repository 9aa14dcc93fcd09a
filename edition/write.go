package edition

import (
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/geo"
)

// Write is what one import or edit brings: it is committed in one transaction or not
// at all, and may touch several counties.
type Write struct {
	Author   string
	Title    string // what a person would call it: "import townships_2020.geojson"
	Document string // the paper behind it; may be empty

	Counties   []County              // names to give to counties; a county that a part needs and that is not known is made
	Snapshots  []boundaries.Snapshot // divisions, one level and day each
	Facilities []FacilitySet
	People     []PeopleSet
	Zones      []ZoneSet
	Roads      []RoadSet
	Backdrops  []BackdropSet
	Borders    []BorderSet // facts of border lines
	Statistics []StatisticSet
	Indicators []IndicatorSet

	Repairs []Repair // what was done to the shapes of Snapshots, for the audit

	IfVersion map[adcode.Code]int64 // versions the author saw; boundaries.ErrConflict where a county has moved on
}

// Repair (修补) is a gap or an overlap between divisions as a file drew them, and the unit
// that a person, or the rule a person chose, gave it to.
type Repair struct {
	Piece string // its name in the report of the import
	Kind  string // sliver_gap, big_overlap, ...
	Place orb.Point
	Area  geo.SquareMetres
	Width geo.Metres
	To    adcode.Code
	From  []adcode.Code // who lost it; of a gap none
	Rule  bool          // by the longest border, as it is narrow: nobody named it
}

// FacilitySet are facilities of a county to add or change. One with an ID changes
// that facility; one without changes the facility of the same kind, name and unit, or
// is added.
type FacilitySet struct {
	County adcode.Code
	From   civil.Day // the new state holds from then on; zero: since always
	Put    []facilities.Facility
	Remove []facilities.ID
}

// PeopleSet replaces the people of a county counted on the same basis and day.
type PeopleSet struct {
	County adcode.Code
	People
}

// ZoneSet replaces the zones of a county that came from the same source.
type ZoneSet struct {
	County adcode.Code
	Source string
	List   []Zone
}

// Register is everything a county has been called: what names, old names, old codes
// and group numbers resolve by.
type Register struct {
	County   County
	Versions []boundaries.Version // of all levels and days, without shapes, by From and code
	Groups   []Group              // with all their addresses; Unit is not set
	Days     []Change
	Lineage  []boundaries.Link // who became whom, by day
}
