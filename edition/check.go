package edition

import (
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/geo"
)

// Finding is something about a county that is not sound.
type Finding struct {
	Kind  FindingKind
	Unit  int       // index in the edition; -1 where it is the county as a whole
	Said  string    // one sentence: what is wrong and what to do
	Place orb.Point // somewhere to look, lon/lat; zero where there is none
}

// FindingKind names what is not sound.
type FindingKind string

// What Check looks for.
const (
	LevelMissing   FindingKind = "level_missing"    // no unit of a level on the day
	LevelPartial   FindingKind = "level_partial"    // a unit has no units below it while others have
	NoParent       FindingKind = "no_parent"        // the parent is not in force
	NoShape        FindingKind = "no_shape"         // known by list only
	CodeClass      FindingKind = "code_class"       // the code's class is none, or not the type's
	UnmatchedEdge  FindingKind = "unmatched_edge"   // a border inside the county that no neighbour shares: a gap or an overlap
	AreaDiffers    FindingKind = "area_differs"     // parent and children do not cover the same land
	FacilityNoUnit FindingKind = "facility_no_unit" // a facility that lies in no unit
	GroupNoUnit    FindingKind = "group_no_unit"    // a villager group that lies in no unit
)

// Check lists what is not sound in a county on the edition's day; nothing is the
// good answer. Gaps and overlaps are found by the borders that they leave without a
// neighbour, so one shows up at each of the units beside it.
func (ed *Edition) Check() []Finding {
	return slices.Concat(ed.checkLevels(), ed.checkCodes(), ed.checkBorders(), ed.checkAreas(), ed.checkPlaces())
}

func (ed *Edition) checkLevels() []Finding {
	var found []Finding
	for _, l := range adcode.Levels[1:] {
		if len(ed.At(l)) == 0 {
			found = append(found, Finding{Kind: LevelMissing, Unit: -1, Said: fmt.Sprintf("no %s is known on this day: import that level's list or map of the same day", l)})
		}
	}
	hasVillages := len(ed.At(adcode.Village)) > 0
	for i := range ed.Units {
		u := &ed.Units[i]
		switch {
		case u.Level() != adcode.County && (u.Above < 0 || ed.Units[u.Above].Level() != u.Level()-1):
			found = append(found, Finding{NoParent, i, fmt.Sprintf("its parent %s is not in force on this day: import the %ss of the same day", u.Parent, u.Level()-1), u.Label})
		case u.Level() == adcode.Township && hasVillages && len(u.Below) == 0:
			found = append(found, Finding{LevelPartial, i, "no village of it is known while others have theirs: the list of villages may be of another day", u.Label})
		}
		if !ed.HasShape(u) && u.Level() != adcode.County {
			found = append(found, Finding{Kind: NoShape, Unit: i, Said: "it is known by list only: distances and areas leave it out until its shape is imported"})
		}
	}
	return found
}

// classTypes are the types that each class of code stands for (GB/T 10114-2003).
var classTypes = map[adcode.Class][]boundaries.Type{
	adcode.Subdistrict:      {boundaries.Subdistrict},
	adcode.Town:             {boundaries.Town},
	adcode.RuralTownship:    {boundaries.Township, boundaries.EthnicTownship},
	adcode.Community:        {boundaries.Community},
	adcode.VillageCommittee: {boundaries.VillageCommittee},
}

func (ed *Edition) checkCodes() []Finding {
	var found []Finding
	for i := range ed.Units {
		u := &ed.Units[i]
		if u.Level() == adcode.County {
			continue
		}
		class := u.Code.Class()
		types, ruled := classTypes[class]
		if class == adcode.NoClass {
			found = append(found, Finding{CodeClass, i, fmt.Sprintf("the last three digits of %s are in no class of %ss", u.Code, u.Level()), u.Label})
		} else if ruled && u.Type != boundaries.OtherType && !slices.Contains(types, u.Type) {
			found = append(found, Finding{CodeClass, i, fmt.Sprintf("the code is a %s's, the unit is a %s", class, u.Type), u.Label})
		}
	}
	return found
}

// checkBorders finds stretches where units of a level lie on just one side, though
// the county goes on at the other.
func (ed *Edition) checkBorders() []Finding {
	length := map[int]geo.Metres{}
	place := map[int]orb.Point{}
	for _, arc := range ed.Mesh.Arcs {
		if ed.hasLevel(arc.Left, adcode.County) != ed.hasLevel(arc.Right, adcode.County) {
			continue // the county's own outline
		}
		for _, l := range adcode.Levels[1:] {
			left, right := ed.ofLevel(arc.Left, l), ed.ofLevel(arc.Right, l)
			if left >= 0 == (right >= 0) {
				continue
			}
			u := max(left, right)
			length[u] += geo.Length(arc.Line)
			place[u] = arc.Line[len(arc.Line)/2]
		}
	}
	var found []Finding
	for i := range ed.Units {
		if length[i] > 0 {
			found = append(found, Finding{UnmatchedEdge, i, fmt.Sprintf("%.1f m of its border match no neighbour's: there is a gap or an overlap", length[i]), place[i]})
		}
	}
	return found
}

func (ed *Edition) hasLevel(side []int32, l adcode.Level) bool { return ed.ofLevel(side, l) >= 0 }

// ofLevel is the first unit of a level among the shapes on one side of an arc, or -1.
func (ed *Edition) ofLevel(side []int32, l adcode.Level) int {
	for _, s := range side {
		if ed.Units[s].Level() == l {
			return int(s)
		}
	}
	return -1
}

// checkAreas compares each unit with the sum of those below it.
func (ed *Edition) checkAreas() []Finding {
	const tolerated = 1e-6 // of the area; shapes that match agree to 1e-12
	var found []Finding
	for i := range ed.Units {
		u := &ed.Units[i]
		var sum geo.SquareMetres
		complete := len(u.Below) > 0
		for _, c := range u.Below {
			sum += ed.Units[c].Area
			complete = complete && ed.HasShape(&ed.Units[c])
		}
		if complete && math.Abs(float64(sum-u.Area)) > tolerated*float64(u.Area) {
			found = append(found, Finding{AreaDiffers, i, fmt.Sprintf("it has %.0f m2, the units in it together %.0f m2", u.Area, sum), u.Label})
		}
	}
	return found
}

func (ed *Edition) checkPlaces() []Finding {
	var found []Finding
	for _, f := range ed.Facilities.List {
		if f.Unit < 0 {
			finding := Finding{Kind: FacilityNoUnit, Unit: -1, Said: f.Name + " lies in no unit of this day"}
			if f.Place != nil {
				finding.Place = *f.Place
			}
			found = append(found, finding)
		}
	}
	for _, g := range ed.People.Groups {
		if g.Unit < 0 {
			found = append(found, Finding{GroupNoUnit, -1, "villager group " + g.ID + " lies in no unit of this day", g.Place})
		}
	}
	return found
}
