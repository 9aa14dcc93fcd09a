package edition

import (
	"context"
	"maps"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/geo"
)

// surroundings are where editions of other counties come from. *Cache is one.
type surroundings interface {
	Extents(ctx context.Context) (map[adcode.Code]Extent, error)
	Edition(ctx context.Context, key Key) (*Edition, error)
}

// Beside returns, for a county's edition, those of the other counties whose extent or
// facilities come within a distance of its extent, by code, on the same day and without a
// plan. An infinite distance takes all. A store with one county has none. Counties whose
// extent on all days lies farther off are not read.
func Beside(ctx context.Context, from surroundings, ed *Edition, within geo.Metres) ([]*Edition, error) {
	extents, err := from.Extents(ctx)
	if err != nil {
		return nil, err
	}
	var beside []*Edition
	around, all := padded(ed.extent(), within), math.IsInf(float64(within), 1)
	for _, county := range slices.SortedFunc(maps.Keys(extents), adcode.Code.Compare) {
		far := extents[county].Known && !extents[county].Bound.Intersects(around)
		if county == ed.Key.County || far && !all {
			continue
		}
		other, err := from.Edition(ctx, Key{County: county, At: ed.Key.At})
		if err != nil {
			return nil, err
		}
		if all || other.extent().Intersects(around) {
			beside = append(beside, other)
		}
	}
	return beside, nil
}

// extent holds a county's land, people and facilities.
func (ed *Edition) extent() orb.Bound {
	var all orb.MultiPoint
	if len(ed.Mesh.Arcs) > 0 {
		all = append(all, ed.Bound.Min, ed.Bound.Max)
	}
	for i := range ed.People.Groups {
		all = append(all, ed.People.Groups[i].Place)
	}
	for i := range ed.Facilities.List {
		if p := ed.Facilities.List[i].Place; p != nil {
			all = append(all, *p)
		}
	}
	return all.Bound()
}

// padded is a bound with at least a distance added on every side.
func padded(b orb.Bound, d geo.Metres) orb.Bound {
	const degree = 110_500.0 // of latitude, at the least
	far := max(math.Abs(b.Min[1]), math.Abs(b.Max[1]))
	north := float64(d) / degree
	east := north / max(0.01, math.Cos(min(89, far+north)*math.Pi/180))
	return orb.Bound{Min: orb.Point{b.Min[0] - east, b.Min[1] - north}, Max: orb.Point{b.Max[0] + east, b.Max[1] + north}}
}
