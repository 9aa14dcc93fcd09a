package maps

import (
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/edition"
)

// BorderSheet is a border for a sheet to go with its agreement (界线协议书附图): the line
// with its points and markers, described and signed.
type BorderSheet struct {
	Border edition.Border // one of ed.Borders()
	Name   string         // default: the names of both sides and 界线
	Points []BorderPoint  // in the order of the course
	Course []string       // 界线走向说明, a sentence each
}

// BorderPoint is a place on the border that the sheet names.
type BorderPoint struct {
	Name  string // J1
	Kind  boundaries.PointKind
	Where string    // what is there: 东山镇、西山镇、南山镇交会点
	Place orb.Point // lon/lat, EPSG:4490
}
