package boundaries

import (
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
)

// UnitID is a unit's identity through all its versions; 0 is none.
type UnitID int64

// VersionID names one stored version of a unit; 0 is one not stored yet.
type VersionID int64

// Version is what is true of a unit on a span of days.
type Version struct {
	ID     VersionID
	Unit   UnitID
	Code   adcode.Code
	Name   string // short, as on a map: 西龙镇, 龙潭社区
	Full   string // as on a seal: 龙潭社区居民委员会; may be empty
	Type   Type
	Parent adcode.Code // the parent's code on the same days; none for a county
	Tier   string      // 集镇村, 中心村, 特色村; may be empty
	Urban  Flag
	Seat   *orb.Point       // 驻地, lon/lat EPSG:4490; nil where unknown
	Shape  orb.MultiPolygon // lon/lat EPSG:4490, on the 1e-9 degree grid; nil for a unit known by list only
	Valid  civil.Span
}

// Level is the level of the version's code.
func (v *Version) Level() adcode.Level { return v.Code.Level() }

// Flag is a yes or no that may be unsaid.
type Flag uint8

// The three answers; the zero Flag is Unsaid.
const (
	Unsaid Flag = iota
	Yes
	No
)

// FlagOf turns a bool into Yes or No.
func FlagOf(b bool) Flag {
	if b {
		return Yes
	}
	return No
}

// String is "", "yes" or "no".
func (f Flag) String() string { return [...]string{"", "yes", "no"}[f] }
