package facilities

import (
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
)

// ID is a facility's identity through all its versions; 0 is none.
type ID int64

// VersionID names one stored version of a facility; 0 is one not stored yet.
type VersionID int64

// Facility is what is true of a facility on a span of days.
type Facility struct {
	ID      ID
	Version VersionID
	Ref     string // the bureau's own number, if it has one
	Kind    string // a code of the registry: ELD_COMMUNITY
	Name    string
	Place   *orb.Point  // lon/lat EPSG:4490; nil where only the unit is known
	Source  Source      // how Place was found
	Unit    adcode.Code // the lowest unit it stands in, on the day of the file; a township where it belongs to the whole of it
	Group   string      // villager group id its place was taken from; "" for coordinates
	State   State
	Opened  civil.Day // a month counts from its first day; zero: unknown, counts as opened
	Valid   civil.Span
	Facts   Facts
}

// Source tells how a facility's place was found.
type Source uint8

// The ways to find a place. NoPlace is the zero Source: by unit only.
const (
	NoPlace   Source = iota
	ByPoint          // coordinates in the file
	ByGroup          // the point of the villager group that its address names
	ByPlanner        // set on the map
)

// String is "unit", "point", "group" or "planner".
func (s Source) String() string { return [...]string{"unit", "point", "group", "planner"}[s] }

// Facts are the figures a bureau keeps of a facility. Numbers not given are nil;
// flags not given are nil.
type Facts struct {
	BuildKind, Operator, OperatorMode, Partner, Model, Served, Approval, Remark string

	Beds, CareBeds, Staff, Residents, GravesTotal, GravesUsed, TombsTotal, TombsDone, Teams, VolunteersRegistered, VolunteersActive, Population *int

	AreaMu, AreaBuilt, Investment *float64 // 亩, m2, 万元

	Social, Public, Independent, Contract, Extended *bool // 社会力量运营, 公办, 独立建设, 签约, 延伸服务
}
