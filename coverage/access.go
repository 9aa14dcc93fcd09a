package coverage

import (
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/geo"
)

// AccessQuestion asks for accessibility by the two-step floating catchment area method
// (两步移动搜寻法, Luo and Wang 2003), or by its enhanced form with a decay within the
// catchment (Luo and Qi 2009): how much supply there is a person, given who else can
// reach it. The catchment is given by Radius, or by Minutes with a Mode.
type AccessQuestion struct {
	Kinds   []string           // codes of the registry; at least one
	Supply  Supply             // what a facility offers; the zero Supply is SupplyBeds
	Radius  geo.Metres         // > 0; 0 where the catchment is given in minutes
	Minutes float64            // > 0: by road, with Mode
	Mode    Mode               // how people travel, where Minutes says how long
	OffRoad geo.Metres         // by road: what lies farther from any road is not put on one; 0: 500 m
	Decay   Decay              // the zero Decay is none: all in the catchment count alike
	Age     string             // who needs it: a people group, "60+"; "" is the first that the people have
	By      adcode.Level       // County, Township (the default) or Village: the lines of the answer
	States  []facilities.State // states that count beside those in operation
	Add     []Site             // further facilities, with their Capacity as supply
	Move    []Move             // facilities that stand elsewhere
	Close   []facilities.ID    // facilities that are no more

	Neighbours bool // facilities of the counties beside count where they reach in; their own people don't share them
}

// Supply is the figure of a facility that is shared out. The zero Supply is SupplyBeds.
type Supply uint8

// The supplies: beds, beds for those in need of care, staff, or each facility as one.
const (
	SupplyBeds Supply = iota
	SupplyCareBeds
	SupplyStaff
	SupplyEach
)

// Supplies are all supplies.
var Supplies = []Supply{SupplyBeds, SupplyCareBeds, SupplyStaff, SupplyEach}

// String is "beds", "care_beds", "staff" or "facilities".
func (s Supply) String() string {
	return [...]string{"beds", "care_beds", "staff", "facilities"}[s]
}

// SupplyName is what people call a supply, in Chinese and English.
func SupplyName(s Supply) [2]string {
	return [...][2]string{{"床位", "beds"}, {"护理型床位", "beds for care"}, {"工作人员", "staff"}, {"设施", "facilities"}}[s]
}

// of is a facility's figure; false where nobody has said it.
func (s Supply) of(f *facilities.Facts) (float64, bool) {
	n := f.Beds
	switch s {
	case SupplyCareBeds:
		n = f.CareBeds
	case SupplyStaff:
		n = f.Staff
	case SupplyEach:
		return 1, true
	}
	if n == nil {
		return 0, false
	}
	return float64(*n), true
}

// Access is the answer to an AccessQuestion. Over all groups the sum of people times
// access is the supply of all Sources that somebody who needs them can reach.
type Access struct {
	Question   AccessQuestion
	Groups     []float64 // by group of the edition: supply a person
	Total      AccessLine
	Lines      []AccessLine // by code
	Sources    []Source
	Unplaced   []Unplaced // facilities whose place is not known
	Silent     []Place    // facilities whose figure nobody has said: they offer nothing here
	Stranded   []Stranded // by road: groups and Sources (as Place) that no road leads to
	Outside    []int      // indexes of groups that count nowhere: they lie in no unit of a county whose extent is known
	ID         string     // of the question, the edition and its versions: the same figures come with the same
	Definition Definition
}

// AccessLine is the accessibility of a unit's people, or of all.
type AccessLine struct {
	Unit    int     // index in the edition; -1 for the total
	People  int64   // those who need it
	Mean    float64 // supply a person, by people; 0 without people
	Least   float64 // of its groups with people
	Most    float64
	Groups  int   // with people
	Without int   // of these, without any access
	Cut     int64 // people in groups without any access
	Supply  float64
}

// Source is a facility that offers something, or an assumed site.
type Source struct {
	Place
	Supply float64
	Demand float64 // people in its catchment, by their weights; 0: nobody can reach it
	Ratio  float64 // Supply/Demand; 0 without demand
}

// Stranding is what no road leads to, in the form of a coverage answer: its Places are
// the Sources.
func (a *Access) Stranding() *Answer {
	out := &Answer{Places: make([]Place, len(a.Sources)), Stranded: a.Stranded}
	for i := range a.Sources {
		out.Places[i] = a.Sources[i].Place
	}
	return out
}
