package web

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

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

// nearby are the other counties that a sheet may show: those beside the county, and those
// of its city, for the inset.
func (p Printer) nearby(ctx context.Context, ed *edition.Edition) ([]edition.County, error) {
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
	return slices.DeleteFunc(slices.Clone(counties), func(c edition.County) bool {
		reach := extents[c.Code]
		return c.Code == ed.Key.County || !(reach.Known && reach.Bound.Intersects(near)) && c.Code.String()[:cityDigits] != own
	}), nil
}

// around are the lands of the counties nearby. One that has no divisions on the day is left
// out.
func (p Printer) around(ctx context.Context, ed *edition.Edition) ([]maps.Neighbour, error) {
	counties, err := p.nearby(ctx, ed)
	if err != nil {
		return nil, err
	}
	var around []maps.Neighbour
	for _, c := range counties {
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

// marksAround stands for what a sheet may show of other counties: the name and version of
// each that is nearby, or, where a border's other side is looked for or others' facilities
// count, of all.
func (p Printer) marksAround(ctx context.Context, o *SheetOrder, ed *edition.Edition) (string, error) {
	extents, err := p.Editions.Extents(ctx)
	if err != nil {
		return "", err
	}
	counties, err := p.nearby(ctx, ed)
	if o.What == "border" || o.Question != nil && o.Question.Neighbours {
		counties, err = p.Editions.Counties(ctx)
	}
	if err != nil {
		return "", err
	}
	var marks strings.Builder
	for _, c := range counties {
		fmt.Fprint(&marks, c, extents[c.Code].Version, ";")
	}
	return marks.String(), nil
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
