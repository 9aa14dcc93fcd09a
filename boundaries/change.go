package boundaries

import (
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
)

// ChangeID names a committed order; 0 is one not committed.
type ChangeID int64

// Order (变更) is what one approval document changes: several changes in order, all
// or nothing, effective on one day. Codes need be unique only when all are applied.
type Order struct {
	Counties  []adcode.Code // the counties it may touch; at least one
	Title     string
	Document  string    // number of the approval, such as 川府民政〔2019〕1号
	Approved  civil.Day // zero where not said
	Effective civil.Day
	Changes   []Change
}

// Change is one step of an order. The set of kinds is closed.
type Change interface{ change() }

// NewUnit names a unit that a change makes.
type NewUnit struct {
	Code   adcode.Code
	Name   string
	Full   string      // may be empty
	Type   Type        // OtherType: as the name and code tell
	Parent adcode.Code // none: the common parent of what it is made of
}

// Merge (合并) makes one new unit of several that touch.
type Merge struct {
	From    []adcode.Code
	Into    NewUnit
	Exclave bool // the parts need not touch: an exclave (飞地) is meant
}

// Absorb (并入) adds units to one that stays itself.
type Absorb struct {
	From    []adcode.Code
	Into    adcode.Code
	Exclave bool // as in Merge
}

// Split (拆分) cuts a unit by a line into parts, each new or given to a unit that is
// there. The line may stick out at both ends and must not cross itself.
type Split struct {
	From adcode.Code
	Cut  orb.LineString // lon/lat EPSG:4490
	Into []Part
}

// Part is one part of a split: the one that holds At.
type Part struct {
	New    *NewUnit    // a new unit, or From itself where the code and name are its own
	To     adcode.Code // or an existing unit
	At     orb.Point   // a point inside the part, lon/lat
	Groups []string    // villager groups that must lie in it; may be empty

	// Units are the villages that go to this part of a township, which is then
	// made of whole villages; Cut and At are not needed.
	Units []adcode.Code
}

// TransferUnits (划转) puts whole units under another parent.
type TransferUnits struct {
	Units   []adcode.Code
	To      adcode.Code
	Exclave bool // as in Merge
}

// TransferPiece moves a piece of land from one unit to a neighbour: a polygon, or the
// villager groups on one side of a cut.
type TransferPiece struct {
	From, To adcode.Code
	Piece    orb.MultiPolygon // lon/lat; nil where Groups and Cut say it
	Groups   []string
	Cut      orb.LineString
}

// Rename (更名) changes a unit's name.
type Rename struct {
	Unit       adcode.Code
	Name, Full string
}

// Recode (变更代码) changes a unit's code.
type Recode struct{ Unit, Code adcode.Code }

// Retype (撤乡设镇, 村改居) changes a unit's type, and its code where one is given.
type Retype struct {
	Unit adcode.Code
	Type Type
	Code adcode.Code // none: stays
}

// Classify sets a unit's urban flag and tier; Unsaid and "" leave them.
type Classify struct {
	Unit  adcode.Code
	Urban Flag
	Tier  string
}

// MoveBorder (界线调整) moves the border between two neighbours to a drawn line.
type MoveBorder struct {
	Between [2]adcode.Code
	Line    orb.LineString // lon/lat; its ends lie on the old border's
}

// Revert takes an order back: its units come again with their old ids and shapes.
type Revert struct{ Order ChangeID }

func (Merge) change()         {}
func (Absorb) change()        {}
func (Split) change()         {}
func (TransferUnits) change() {}
func (TransferPiece) change() {}
func (Rename) change()        {}
func (Recode) change()        {}
func (Retype) change()        {}
func (Classify) change()      {}
func (MoveBorder) change()    {}
func (Revert) change()        {}

// AllChanges is one of each kind of change, for tests and tables.
var AllChanges = []Change{Merge{}, Absorb{}, Split{}, TransferUnits{}, TransferPiece{}, Rename{}, Recode{}, Retype{}, Classify{}, MoveBorder{}, Revert{}}

// Group is a villager group as the law of the county knows it: the smallest piece that
// a change moves.
type Group struct {
	ID     string
	Place  orb.Point // lon/lat EPSG:4490; the zero Point where it is not known
	Unit   UnitID    // the lowest unit it belongs to; 0: by its place
	People int64
}

// State is what an order is applied to: the units in force on its effective day, and
// the later versions of them that are known already.
type State struct {
	Units  []Version // of all levels and counties concerned, in force on the day, with ID, Unit and Valid
	Later  []Version // versions of the same counties that begin after the day
	Groups []Group
	Awaits []UnitID            // units that later orders put villager groups into
	Past   map[ChangeID]Record // orders that a Revert may name
	Used   []CodeUse           // codes borne on any other day, for proposals and for codes that may not come again

	// Missing are codes that orders before this one should have given and could not: a
	// change of such a unit is not complained of once more.
	Missing []adcode.Code
}

// CodeUse is a code that a unit bears or bore.
type CodeUse struct {
	Code  adcode.Code
	Unit  UnitID
	Name  string
	Valid civil.Span
}

// Record is what a committed order did, for Revert.
type Record struct {
	Effective civil.Day
	Closed    []Version // as they stood before
	Opened    []Version // as the order made them
	Moved     []MovedGroup
}

// Outcome is what an order comes to.
type Outcome struct {
	Diff                  // what is superseded and what takes its place; new units have negative Unit, one number a unit
	Lineage  []Link       // who became whom
	Moved    []MovedGroup // groups whose unit is another one after the order
	Proposed []Proposal   // codes that would have been proposed, with the reason
	Warnings []*RuleError // what is allowed but unusual: a code's class, an exclave made
}

// MovedGroup is a villager group that changes its unit.
type MovedGroup struct {
	Group    string
	From, To UnitID
}

// Link (沿革) is one strand of lineage: a share of one unit that became, or became
// part of, another.
type Link struct {
	From, To         UnitID
	FromCode, ToCode adcode.Code // as they were the day before, and are on the day
	FromName, ToName string
	Kind             string // "merge", "absorb", "split", "transfer", "rename", "recode", "retype", "border", "revert"
	Day              civil.Day
	People           float64 // share of From's people, 0..1; by area where no people are known
	Area             float64 // share of From's area, 0..1
	Change           ChangeID
	Inference        InferenceID // the inference that it comes of; 0: it is an order's
	Inferred         float64     // confidence, 0..1, of an inference that nobody has confirmed; 0: it is recorded
}

// Proposal (赋码建议) is a code proposed for a new unit.
type Proposal struct {
	Unit   string      // the new unit's name
	Parent adcode.Code // whose codes it is one of
	Code   adcode.Code
	Reason string // one sentence

	// What the sentence says, for whoever says it in another language.
	Basis  ProposalBasis
	Type   Type
	After  int    // of NextNumber: the number before
	Bearer string // of NextNumber: who bears or bore that
}

// ProposalBasis is why a code is proposed, or why none is.
type ProposalBasis uint8

// The grounds of a proposal. NoClassOfCodes is the zero ProposalBasis.
const (
	NoClassOfCodes ProposalBasis = iota // the type has no class under the parent
	FirstNumber                         // nobody has borne a number of the class
	NextNumber                          // the number after the highest ever borne
	LeastFree                           // the class is used up to its end: the least number never borne
	NoneLeft                            // every number of the class has been borne
)
