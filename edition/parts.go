package edition

import (
	"context"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/facilities"
)

// Parts are the facts an edition is made from, as they were committed: what a source
// reads in one snapshot transaction. A nil part is one that the caller has already.
type Parts struct {
	County     County
	Versions   Versions
	Units      []boundaries.Version // in force on the day, every level
	Stretches  []boundaries.Stretch // of borders, in force on the day; with a plan, of all days
	Days       []Change             // all days on which something changed
	Facilities []facilities.Facility
	People     *People
	Zones      *Zones
	Roads      *Roads
	Backdrop   *Backdrop
	Derived    map[boundaries.UnitID]orb.MultiPolygon // the shapes held of units without one of their own, 0 being a county that is no unit; nil: none are held, or not of these units
	Resolved   map[facilities.ID]adcode.Code          // the units of the day of facilities without a place; no code where nobody knows
	Moved      []MovedGroup                           // groups that changes moved up to the day, the newest move last; with a plan, on all days

	Plan *Plan                                     // the plan of the key; nil: none
	Held []boundaries.Version                      // with a plan: the units on all days, which its orders are applied to
	Past map[boundaries.ChangeID]boundaries.Record // with a plan: what the changes that it takes back did

	// Beside are the further counties of a plan: County, Versions, Held, Days, Facilities, People, Moved.
	Beside []Parts
}

// Change is a day on which something changed, and how much.
type Change struct {
	Day    civil.Day
	What   string // "divisions", "facilities", ...
	Level  adcode.Level
	Opened int
	Closed int
	Titles string // of the orders in force from the day, by "; "; may be empty
}

// Source keeps the facts. *postgis.Store is one.
type Source interface {
	// Counties returns all counties, by code.
	Counties(ctx context.Context) ([]County, error)
	// Heads returns the versions of every county.
	Heads(ctx context.Context) (map[adcode.Code]Versions, error)
	// Extents returns how far every county reaches.
	Extents(ctx context.Context) (map[adcode.Code]Extent, error)
	// Parts reads what an edition is made from, as of one moment. Parts whose version
	// is the one in known are left nil. The error is boundaries.ErrNotFound where
	// there is no such county.
	Parts(ctx context.Context, key Key, known Versions) (Parts, error)
	// PlanVersion counts the edits of a plan, and sums up the versions of its counties
	// other than the one named; the error is boundaries.ErrNotFound where there is no
	// such plan of the county.
	PlanVersion(ctx context.Context, county adcode.Code, plan int64) (version, beside int64, err error)
}
