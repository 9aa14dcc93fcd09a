package edition

import (
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
)

// Backdrop (底图要素) is what a map shows beneath and around the divisions and counts
// nowhere: rivers, lakes, railways, the counties next to this one.
type Backdrop struct {
	List []Feature
}

// Feature is a thing of a backdrop.
type Feature struct {
	Kind  FeatureKind
	Name  string       // may be empty
	Shape orb.Geometry // lon/lat, EPSG:4490: points, lines or areas, one or several
}

// FeatureKind is what a feature is.
type FeatureKind string

// The kinds of feature.
const (
	River     FeatureKind = "river"     // 河流
	Canal     FeatureKind = "canal"     // 渠
	Lake      FeatureKind = "lake"      // 湖泊
	Reservoir FeatureKind = "reservoir" // 水库
	Railway   FeatureKind = "railway"   // 铁路
	Highway   FeatureKind = "highway"   // 公路
	Neighbour FeatureKind = "neighbour" // 邻县: an area
	City      FeatureKind = "city"      // 所在市: an area that the county lies in
	Peak      FeatureKind = "peak"      // 山峰
	PlaceName FeatureKind = "place"     // 地名
)

// BackdropSet replaces the features of a county that came from the same source.
type BackdropSet struct {
	County adcode.Code
	Source string
	List   []Feature
}

func orNoBackdrop(b *Backdrop) *Backdrop {
	if b == nil {
		return &Backdrop{}
	}
	return b
}
