package coverage

import (
	"time"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/geo"
)

// SiteQuestion asks where new facilities should stand. The edition it is put to says on
// which day, and with which plan.
type SiteQuestion struct {
	Objective Objective          // the zero Objective is MostCovered
	Kinds     []string           // codes of the registry; those in operation stand already
	Radius    geo.Metres         // what counts as reached; 0 where Minutes say it, or where LeastTotal or LeastLongest need none
	Minutes   float64            // > 0: by road, with Mode, and ways are minutes; 0: straight on the ellipsoid, and ways are metres
	Mode      Mode               // how people travel, where Minutes says how long
	OffRoad   geo.Metres         // by road: what lies farther from any road is not put on one, but listed; 0 means 500
	Count     int                // new sites; for AllCovered the answer's, not the question's
	Share     float64            // AllCovered: of the people to be reached; 0 means 1: everyone
	Curve     bool               // MostCovered: answer for 0, 1, .. Count sites too
	Age       string             // who is to be served: "all", "60+", ...; "" means "all", or the first there is
	Scope     Scope              // the zero Scope is ScopeAll
	Area      Area               // the part of the county that is asked for; the zero Area is all of it
	States    []facilities.State // states that count beside those in operation

	// Where kinds reach differently far, in place of Radius: Radii by kind, for every kind
	// asked for or, beside Radius or Standards, those that differ; with Standards each kind
	// reaches as far as its standard says. The new sites are of NewKind, which may be left
	// empty where Kinds has only one.
	Radii     map[string]geo.Metres
	Standards bool
	NewKind   string

	From       Candidates  // where sites may stand
	Points     []orb.Point // for GivenPoints, lon/lat EPSG:4490
	Fresh      bool        // as if nothing of these kinds stood yet; else what stands is kept
	Neighbours bool        // facilities of the counties beside count where they reach in

	Capacity  float64    // > 0: each new site serves so many people at most, who may be shared out; MostCovered only
	Spacing   geo.Metres // > 0: new sites are so far from each other, and from what stands, at least
	Floor     float64    // > 0: such a share of each township's people is reached, at least
	KeepZones bool       // sites do not stand where the zones of the county forbid it; always so for cemeteries

	TimeLimit time.Duration      // 0: until the answer is proven
	Progress  func(SiteProgress) // called now and then from the goroutine that asked; may be nil
}

// Objective is what the best sites are best at.
type Objective uint8

// The objectives, by their names in the literature: MCLP, p-median, p-center, LSCP.
const (
	MostCovered  Objective = iota // the most people are within reach
	LeastTotal                    // all people together have the shortest way to the nearest facility
	LeastLongest                  // the group farthest from any facility is nearest to one
	AllCovered                    // everyone, or a share, is within reach of the fewest sites
)

// Objectives are all of them.
var Objectives = []Objective{MostCovered, LeastTotal, LeastLongest, AllCovered}

// String is "cover", "median", "center" or "all-covered".
func (o Objective) String() string {
	return [...]string{"cover", "median", "center", "all-covered"}[o]
}

// Candidates says where sites may stand.
type Candidates uint8

// The candidates.
const (
	VillageCentres Candidates = iota // where villages and communities are labelled: inside them, far from their borders
	GroupPlaces                      // where villager groups are
	GivenPoints                      // at the question's Points
)

// String is "villages", "groups" or "points".
func (c Candidates) String() string { return [...]string{"villages", "groups", "points"}[c] }

// SiteProgress is how far the search has come.
type SiteProgress struct {
	Sites            int // how many are being tried
	Objective, Bound float64
	Elapsed          time.Duration
}

// SiteAnswer is where the sites should stand, and how good that is.
type SiteAnswer struct {
	Question SiteQuestion
	Sites    []NewSite // the one that brings most first

	// Objective is people reached, people times way, the longest way, or a number of
	// sites; no choice of sites does better than Bound. With Proven the two are one; else
	// Gap says how far from the best possible the answer is at most: 0.004 is 0.4 %.
	Objective, Bound float64
	Gap              float64
	Proven           bool
	Nodes            int // of the search tree
	Elapsed          time.Duration

	People         Ratio        // reached with the new sites, of all asked for; with a Capacity served by them, or reached by what stands
	Already        int64        // of those, reached by what stands
	Before, After  *Answer      // by township; nil where nothing says what counts as reached
	Ways           [2]WaySum    // before and after
	Curve          []CurveSites // for Curve and for a Share
	Candidates     int          // how many places were weighed
	LeftOut        []LeftOut    // those that were not
	Stranded       []Stranded   // by road: groups, and of Standing, that are too far from any; their Place is an index in Standing
	Standing       []Place      // what stands and counts, from west to east
	Unreachable    []int        // indexes of groups that no candidate and nothing that stands reaches, where all should be reached
	UnreachableSum int64        // the people in them
	Definition     Definition
}

// NewSite is a place for a facility.
type NewSite struct {
	Place     orb.Point // lon/lat EPSG:4490
	Candidate int       // index among the candidates: of the edition's units, its groups, or the question's Points
	Unit      int       // index of the lowest unit it lies in; -1: none
	Reached   int64     // people within its reach, with those whom others reach too
	Gained    int64     // people newly reached, with the sites before it in the list
	Total     int64     // people reached with it and all before it, and by what stands
	Served    int64     // people to whom nothing within reach is nearer; with a Capacity: those it serves
}

// WaySum is how far people are from the nearest facility: metres, or minutes by road.
type WaySum struct {
	Mean    float64 // over people; NaN where somebody has no facility at all
	Longest float64 // of any group; NaN the same way
}

// CurveSites is the most that a number of sites reaches.
type CurveSites struct {
	Sites   int
	Covered int64
	Bound   float64 // no choice of so many reaches more
	Proven  bool
}

// LeftOut is a candidate where no site may stand.
type LeftOut struct {
	Place orb.Point  // lon/lat EPSG:4490
	Why   string     // "outside", "far_from_road", "spacing", or "zone"
	Zones []ZoneHit  // for "zone": those that forbid it, the nearest first
	Road  geo.Metres // for "far_from_road": straight to the nearest; +Inf where there is none within 50 km
}
