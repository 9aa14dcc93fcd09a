package edition

import (
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/geo"
)

// Key asks for a picture: a county on a day, with at most one plan applied. A zero
// At is the newest state.
type Key struct {
	County adcode.Code
	At     civil.Day
	Plan   int64 // 0: none
}

// Versions count the committed writes to a county and to each of its parts.
type Versions struct {
	County, Boundaries, Facilities, People, Zones, Roads, Backdrop int64

	Plan   int64 // of the plan applied: it rises with each edit of it
	Beside int64 // the sum of the versions of a plan's further counties
}

// Edition (版本) is a county on a day. Its parts are never nil.
type Edition struct {
	Key      Key // At is the day asked for, not the rounded one
	Versions Versions
	County   County
	*Boundaries
	Facilities *Facilities
	People     *People
	Zones      *Zones
	Roads      *Roads
	Backdrop   *Backdrop
	Plan       *Plan     // the one applied; nil: none
	PlanDay    civil.Day // the last day on which the plan changes something; zero without one
	Since      civil.Day // the first day on which divisions changed: before it none are known, unless they hold always; zero without one
}

// County names a county and where it stands.
type County struct {
	Code    adcode.Code
	Name    string
	Fiction bool // made by the demo: every screen and sheet says so
}

// Boundaries are the units in force on a day, and the arcs that they share.
type Boundaries struct {
	Units  []Unit         // from the county down, each level by code
	Mesh   *geo.Mesh      // Mesh.Shapes[i] is Units[i]'s shape
	Border []adcode.Level // by arc: the highest level that has a border there
	Bound  orb.Bound      // of all shapes, lon/lat

	Stretches []boundaries.Stretch // what is recorded of their borders, in force on the day

	// Doubtful are the units whose derived shape is not the one that the source holds for
	// other programs: it needs to be worked out anew there. What an edition shows is right.
	Doubtful []adcode.Code

	byCode map[adcode.Code]int
	byID   map[boundaries.UnitID]int
}

// Unit is a unit in force on the edition's day.
type Unit struct {
	boundaries.Version
	Index   int   // in Boundaries.Units
	Above   int   // index of its parent, or of the county where its parent is not known that day; -1 for the county
	Below   []int // indexes of its children, by code
	Area    geo.SquareMetres
	Label   orb.Point // pole of inaccessibility, lon/lat; inside its largest part
	Bound   orb.Bound
	Derived bool   // its shape is the union of its children's, no shape of its own was given
	IsUrban bool   // its own flag, or the default: a community of the county seat's township
	People  Counts // of the groups in it, in the order of edition.People.Ages
}

// Facilities are the facilities known on a day, in operation or not.
type Facilities struct {
	List []Facility // by name
}

// Facility is a facility and the units of this edition that it stands in.
type Facility struct {
	facilities.Facility
	Unit int // index of the lowest unit it stands in or belongs to; -1 where unknown
}

// Counts are numbers of people, one for each of People.Ages.
type Counts []int64

// People are the demand points of a county: its villager groups and who lives there.
type People struct {
	Basis  Basis
	Day    civil.Day // reference day; zero where unknown
	Ages   []string  // names of the columns of Counts: "all", "60+", "65+", "80+"
	Groups []Group   // by ID
}

// Basis says how people were counted.
type Basis string

// The two ways to count.
const (
	Resident   Basis = "resident"   // 常住人口
	Registered Basis = "registered" // 户籍人口
)

// Group is a villager group (村民小组) as a demand point.
type Group struct {
	ID        string
	Place     orb.Point // lon/lat EPSG:4490
	Addresses []Address
	Urban     bool
	Counts    Counts
	Unit      int // index of its village (or lowest unit) in the edition; -1 where none; set when an edition is made
}

// Address is a name for a group: group No of a village, from the division lists of a
// year on; Year 0 holds always.
type Address struct {
	Year    int
	Village adcode.Code
	No      int
}

// Zones are the areas and lines where things may not stand.
type Zones struct {
	List []Zone
}

// Zone is a layer's feature with the strip kept free around it.
type Zone struct {
	ID, Kind, Name string
	Setback        geo.Metres
	Article        string
	Shape          orb.Geometry // lon/lat EPSG:4490
}

// ByCode returns the unit that bears a code, or nil.
func (b *Boundaries) ByCode(code adcode.Code) *Unit {
	if i, ok := b.byCode[code]; ok {
		return &b.Units[i]
	}
	return nil
}

// ByID returns the unit in force with an identity, or nil.
func (b *Boundaries) ByID(id boundaries.UnitID) *Unit {
	if i, ok := b.byID[id]; ok {
		return &b.Units[i]
	}
	return nil
}

// At returns the units of a level, in order of code.
func (b *Boundaries) At(l adcode.Level) []*Unit {
	var units []*Unit
	for i := range b.Units {
		if b.Units[i].Level() == l {
			units = append(units, &b.Units[i])
		}
	}
	return units
}

// Shape returns a unit's polygons, lon/lat, vertex for vertex as its neighbours'.
func (b *Boundaries) Shape(u *Unit) orb.MultiPolygon { return b.Mesh.Shape(u.Index) }

// Ancestor returns the unit at level l that u lies in, u itself at its own level, or nil.
func (b *Boundaries) Ancestor(u *Unit, l adcode.Level) *Unit {
	for u != nil && u.Level() > l {
		if u.Above < 0 {
			return nil
		}
		u = &b.Units[u.Above]
	}
	if u == nil || u.Level() != l {
		return nil
	}
	return u
}

// Age returns the column of Counts with a name such as "60+", or -1.
func (p *People) Age(name string) int {
	for i, a := range p.Ages {
		if a == name {
			return i
		}
	}
	return -1
}
