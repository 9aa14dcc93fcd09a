package edition

import (
	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
)

// RulingWrite is what a person says of inferences: of one, or of all that nobody has
// said anything of yet.
type RulingWrite struct {
	Author string
	County adcode.Code

	Inference boundaries.InferenceID // 0: all that are proposed and that Day and Above let through
	Day       civil.Day              // of all: those of this day; zero: of any
	Above     float64                // of all: those of at least this confidence

	State boundaries.Ruling
	Kind  string      // of one that is confirmed: what it was in truth; "": as inferred
	To    adcode.Code // of one that is confirmed: the successor in truth, by its code on the day; zero: as inferred

	IfVersion int64 // the county's version that the author saw; 0: any
}
