package edition

import (
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/facilities"
)

// Statistic is a figure that a bureau types in: so many cremations in a township in a
// year. It belongs to a unit, by its code on the day, or to a facility.
type Statistic struct {
	Unit     adcode.Code   // the county, a township or a village; none where Facility says whose it is
	Facility facilities.ID // 0: the unit's
	Key      string        // deaths, cremated, support_central, ...
	Day      civil.Day     // as of which it holds; a whole year's: its last day
	Value    int64         // >= 0
	Note     string
}

// StatisticSet are typed figures of a county to add. One of the same subject, key and
// day is replaced.
type StatisticSet struct {
	County adcode.Code
	Put    []Statistic
	Remove []Statistic // by subject, key and day
}

// IndicatorSet is a county's own table of indicators, from a day on.
type IndicatorSet struct {
	County adcode.Code
	From   civil.Day // zero: since always
	Table  string    // as coverage.ParseIndicators reads it; "": the built-in one again
}
