package web

import (
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
)

// FacilityFields is what may be said of a facility; what is left out stays as it is.
type FacilityFields struct {
	Kind   *string    `json:"kind,omitempty" doc:"a code of /v1/kinds"`
	Name   *string    `json:"name,omitempty" maxLength:"200"`
	Ref    *string    `json:"ref,omitempty" maxLength:"100"`
	State  *string    `json:"state,omitempty" doc:"运营, 在建, 筹建, 规划, 停用, 整治中, 已完成"`
	Opened *string    `json:"opened,omitempty"`
	From   *string    `json:"from,omitempty" doc:"the day from which this holds; a new facility: since always, a change: today"`
	Lon    *float64   `json:"lon,omitempty"`
	Lat    *float64   `json:"lat,omitempty"`
	Unit   *string    `json:"unit,omitempty" doc:"where no place is known: it then counts by unit, not by distance"`
	Facts  *factsBody `json:"facts,omitempty" doc:"replaces all figures"`
}

// apply puts the fields given into f, and tells from which day they hold.
func (in *FacilityFields) apply(ed *edition.Edition, f *facilities.Facility, from civil.Day) (civil.Day, error) {
	if in.Name != nil {
		f.Name = *in.Name
	}
	if in.Ref != nil {
		f.Ref = *in.Ref
	}
	if f.Name == "" {
		return from, badBody("name", "设施要有名称", "a facility needs a name")
	}
	if err := in.applyKind(f); err != nil {
		return from, err
	}
	if in.Opened != nil {
		day, err := parseDay("body.opened", *in.Opened)
		if err != nil {
			return from, err
		}
		f.Opened = day
	}
	if in.From != nil {
		day, err := parseDay("body.from", *in.From)
		if err != nil {
			return from, err
		}
		from = day
	}
	if in.Facts != nil {
		f.Facts = facilities.Facts(*in.Facts)
	}
	return from, in.applyPlace(ed, f)
}

func (in *FacilityFields) applyKind(f *facilities.Facility) error {
	if in.Kind != nil {
		f.Kind = *in.Kind
	}
	if _, ok := facilities.KindByCode(f.Kind); !ok {
		return badBody("kind", fmt.Sprintf("没有设施类别“%s”：见 /v1/kinds", f.Kind), fmt.Sprintf("%q is not a kind of facility: see /v1/kinds", f.Kind))
	}
	if in.State != nil {
		f.State = facilities.State(*in.State)
	}
	if !slices.Contains(facilities.States, f.State) {
		return badBody("state", fmt.Sprintf("没有状态“%s”：可用 %v", f.State, facilities.States), fmt.Sprintf("%q is not a state: use one of %v", f.State, facilities.States))
	}
	return nil
}

// applyPlace sets place or unit; a place decides the unit, and must lie in the county.
func (in *FacilityFields) applyPlace(ed *edition.Edition, f *facilities.Facility) error {
	switch {
	case in.Lon != nil && in.Lat != nil:
		p := orb.Point{*in.Lon, *in.Lat}
		unit := ed.Locate(p)
		if math.Abs(p[0]) > 180 || math.Abs(p[1]) > 90 || unit == nil {
			return badBody("lon", fmt.Sprintf("(%g, %g) 不在县域内：请核对经纬度顺序与坐标系", p[0], p[1]), fmt.Sprintf("%g, %g is not in the county: check the order (lon, lat) and the coordinate system", p[0], p[1]))
		}
		f.Place, f.Source, f.Unit, f.Group = &p, facilities.ByPlanner, unit.Code, ""
	case in.Lon != nil || in.Lat != nil:
		return badBody("lon", "lon 与 lat 要同时给出", "give lon and lat together")
	case in.Unit != nil:
		unit, err := unitAt(ed, "body.unit", *in.Unit)
		if err != nil {
			return err
		}
		f.Place, f.Source, f.Unit, f.Group = nil, facilities.NoPlace, unit.Code, ""
	case f.Place == nil && f.Unit.IsZero():
		return badBody("lon", "请给出 lon 与 lat，或者 unit", "give lon and lat, or else unit")
	}
	return nil
}
