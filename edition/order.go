package edition

import (
	"time"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
)

// OrderWrite is an order to be committed: in one transaction or not at all.
type OrderWrite struct {
	Author     string
	Order      boundaries.Order
	File       []byte                // the changes file as it came, JSON; kept with the change; may be nil
	Facilities []FacilitySet         // written along, as a plan's are
	Plan       int64                 // the plan that is published with it; 0: none
	IfVersion  map[adcode.Code]int64 // versions the author saw; boundaries.ErrConflict where a county has moved on
	Key        string                // the request's own name: what was committed under it is not committed again; "": none
}

// Committed is what an order came to.
type Committed struct {
	Change   boundaries.ChangeID
	Versions map[adcode.Code]Versions // of the counties, as raised
	Outcome  boundaries.Outcome       // with the units' own numbers in place of the negative ones; empty where Repeated
	Repeated bool                     // it was committed before, under the same key
}

// OrderRecord is a committed order as the list of changes shows it.
type OrderRecord struct {
	Change    boundaries.ChangeID
	Counties  []adcode.Code
	Title     string
	Document  string
	Approved  civil.Day
	Effective civil.Day
	Author    string
	Recorded  time.Time
	File      []byte // the changes file, JSON
	Plan      int64  // the plan it was; 0: none
	Dossier   Dossier
}

// MovedGroup is a villager group that a change put into a unit from a day on.
type MovedGroup struct {
	Group string
	Unit  boundaries.UnitID
	Day   civil.Day
}

// Trace follows the lineage of some units, of strands ordered by day: back to what
// they came from and on to what became of them, up to the day to where one is given.
// Strands between others, such as what else went into a successor, are left out.
func Trace(all []boundaries.Link, units []boundaries.UnitID, to civil.Day) []boundaries.Link {
	before, after := map[boundaries.UnitID]bool{}, map[boundaries.UnitID]bool{}
	for _, u := range units {
		before[u], after[u] = true, true
	}
	taken := make([]bool, len(all))
	for i := range all { // on: what becomes of a unit comes later in the list
		if l := &all[i]; after[l.From] && (to.IsZero() || !to.Before(l.Day)) {
			taken[i], after[l.To] = true, true
		}
	}
	for i := len(all) - 1; i >= 0; i-- {
		if l := &all[i]; before[l.To] && (to.IsZero() || !to.Before(l.Day)) {
			taken[i], before[l.From] = true, true
		}
	}
	var strands []boundaries.Link
	for i := range all {
		if taken[i] {
			strands = append(strands, all[i])
		}
	}
	return strands
}
