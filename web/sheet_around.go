package web

import (
	"context"
	"errors"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/maps"
)

// aroundDegrees is how far beyond a county's extent a sheet may show others.
const aroundDegrees = 0.5

// cityDigits are the digits of a code that counties of one city share.
const cityDigits = 4

// around are the other counties that a sheet may show: those beside the county, and those
// of its city, for the inset. A county that has no divisions on the day is left out.
func (p Printer) around(ctx context.Context, ed *edition.Edition) ([]maps.Neighbour, error) {
	extents, err := p.Editions.Extents(ctx)
	if err != nil {
		return nil, err
	}
	counties, err := p.Editions.Counties(ctx)
	if err != nil {
		return nil, err
	}
	near := ed.Bound.Pad(aroundDegrees)
	own := ed.Key.County.String()[:cityDigits]
	var around []maps.Neighbour
	for _, c := range counties {
		reach := extents[c.Code]
		if c.Code == ed.Key.County || !(reach.Known && reach.Bound.Intersects(near)) && c.Code.String()[:cityDigits] != own {
			continue
		}
		other, err := p.Editions.Edition(ctx, edition.Key{County: c.Code, At: ed.Key.At})
		if errors.Is(err, boundaries.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if shape := landOf(other); len(shape) > 0 {
			around = append(around, maps.Neighbour{Code: c.Code, Name: c.Name, Shape: shape})
		}
	}
	return around, nil
}

// landOf is the shape of a county: of its own unit, or of all that there are.
func landOf(ed *edition.Edition) orb.MultiPolygon {
	for _, u := range ed.At(adcode.County) {
		if shape := ed.Mesh.Shape(u.Index); len(shape) > 0 {
			return shape
		}
	}
	if len(ed.Mesh.Arcs) == 0 {
		return nil
	}
	all := make([]int, len(ed.Units))
	for i := range all {
		all[i] = i
	}
	return ed.Mesh.Build(ed.Mesh.Union(all), ed.Mesh.Line)
}
