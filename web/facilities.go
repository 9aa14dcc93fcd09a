package web

import (
	"context"
	"fmt"
	"net/http"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
)

func (s *Server) facilityRoutes() {
	list := operation(http.MethodGet, "/v1/facilities", "list-facilities", "facilities", "The facilities known on a day, in operation or not, as GeoJSON")
	list.Responses = geoJSONResponse("a FeatureCollection; geometry is null for a facility whose unit only is known", facilityBody{}, s)
	huma.Register(s.api, list, s.listFacilities)
	single := operation(http.MethodGet, "/v1/facilities/{id}", "get-facility", "facilities", "One facility, as a GeoJSON feature")
	single.Responses = fileResponse("a Feature", geoJSON, &huma.Schema{Type: huma.TypeObject})
	huma.Register(s.api, single, s.getFacility)
	add := operation(http.MethodPost, "/v1/facilities", "add-facility", "facilities", "Add a facility")
	add.DefaultStatus = http.StatusCreated
	huma.Register(s.api, add, s.addFacility)
	huma.Register(s.api, operation(http.MethodPatch, "/v1/facilities/{id}", "change-facility", "facilities", "Change a facility from a day on"), s.changeFacility)
	huma.Register(s.api, operation(http.MethodDelete, "/v1/facilities/{id}", "remove-facility", "facilities", "Take a facility off the list from a day on; what was before stays known"), s.removeFacility)
	huma.Register(s.api, operation(http.MethodGet, "/v1/kinds", "list-kinds", "facilities", "The registry of facility kinds"), s.listKinds)
}

type kindBody struct {
	Code   string  `json:"code"`
	Zh     string  `json:"zh"`
	En     string  `json:"en"`
	Domain string  `json:"domain"`
	Tier   string  `json:"tier,omitempty"`
	Radius float64 `json:"radius_m" doc:"default reach; 0: it has none"`
	Colour string  `json:"colour,omitempty"`
	Symbol string  `json:"symbol,omitempty"`
}

type kindsOutput struct {
	Body struct {
		Kinds []kindBody `json:"kinds"`
	}
}

func (s *Server) listKinds(context.Context, *struct{}) (*kindsOutput, error) {
	out := &kindsOutput{}
	for _, k := range facilities.Kinds() {
		out.Body.Kinds = append(out.Body.Kinds, kindBody{k.Code, k.Zh, k.En, k.Domain, k.Tier, float64(k.Radius), k.Colour, k.Symbol})
	}
	return out, nil
}

type facilitiesInput struct {
	PictureQuery
	Kind string `query:"kind" doc:"only this kind"`
	Unit string `query:"unit" doc:"only what stands in the unit with this code"`
}

func (s *Server) listFacilities(ctx context.Context, in *facilitiesInput) (*documentOutput, error) {
	ed, err := s.picture(ctx, in.PictureQuery)
	if err != nil {
		return nil, err
	}
	within := -1
	if in.Unit != "" {
		unit, err := unitAt(ed, "query.unit", in.Unit)
		if err != nil {
			return nil, err
		}
		within = unit.Index
	}
	tag := tagOf("facilities", versionsOf(ed), in.Kind, within)
	return s.kept(tag, geoJSON, func() []byte { return facilitiesGeoJSON(ed, in.Kind, within) }).output(), nil
}

// facilitiesGeoJSON writes the facilities of a kind ("": all) within a unit (-1: all).
func facilitiesGeoJSON(ed *edition.Edition, kind string, within int) []byte {
	g := &geoWriter{}
	g.begin(member{"edition", editionOf(ed)})
	g.facilities(ed, func(f *edition.Facility) bool {
		return same(kind, f.Kind) && (within < 0 || isWithin(ed, f.Unit, within))
	})
	return g.end()
}

func (g *geoWriter) facilities(ed *edition.Edition, wanted func(*edition.Facility) bool) {
	for i := range ed.Facilities.List {
		if f := &ed.Facilities.List[i]; wanted(f) {
			g.feature(int64(f.ID), facilityOf(ed, f), func() { g.point(f.Place) })
		}
	}
}

func isWithin(ed *edition.Edition, unit, within int) bool {
	for unit >= 0 && unit != within {
		unit = ed.Units[unit].Above
	}
	return unit == within
}

// unitAt finds the unit that bears a code on the edition's day.
func unitAt(ed *edition.Edition, at, text string) (*edition.Unit, error) {
	code, err := adcode.Parse(text)
	if err != nil {
		return nil, &refusal{status: statusAt(at), at: at, said: sentence{fmt.Sprintf("“%s”不是区划代码：应为 6、9 或 12 位数字", text), err.Error()}}
	}
	if u := ed.ByCode(code); u != nil {
		return u, nil
	}
	return nil, &refusal{status: statusAt(at), at: at, said: sentence{
		fmt.Sprintf("%s 这一天没有代码为 %s 的单位", ed.Key.At, code), fmt.Sprintf("no unit bears the code %s on %s", code, ed.Key.At)}}
}

type FacilityPath struct {
	ID     int64  `path:"id"`
	County string `query:"county" doc:"may be left out where there is only one"`
}

type facilityInput struct {
	FacilityPath
	At string `query:"at"`
}

func (s *Server) getFacility(ctx context.Context, in *facilityInput) (*documentOutput, error) {
	ed, err := s.picture(ctx, PictureQuery{County: in.County, At: in.At})
	if err != nil {
		return nil, err
	}
	f, err := findFacility(ed, in.ID)
	if err != nil {
		return nil, err
	}
	g := &geoWriter{}
	g.single(int64(f.ID), facilityOf(ed, f), func() { g.point(f.Place) }, member{"edition", editionOf(ed)})
	return (&document{kind: geoJSON, tag: tagOf("facility", versionsOf(ed), f.ID), body: g.b}).output(), nil
}

func findFacility(ed *edition.Edition, id int64) (*edition.Facility, error) {
	i := slices.IndexFunc(ed.Facilities.List, func(f edition.Facility) bool { return int64(f.ID) == id })
	if i < 0 {
		return nil, &refusal{status: http.StatusNotFound, said: sentence{
			fmt.Sprintf("%s 这一天没有编号为 %d 的设施", ed.Key.At, id), fmt.Sprintf("there is no facility %d on %s", id, ed.Key.At)}}
	}
	return &ed.Facilities.List[i], nil
}

type addFacilityInput struct {
	Precondition
	Body struct {
		County string `json:"county,omitempty" doc:"may be left out where there is only one"`
		FacilityFields
	}
}

type facilityOutput struct {
	Location string `header:"Location"`
	Body     struct {
		Edition  editionBody  `json:"edition"`
		Facility facilityBody `json:"facility"`
	}
}

func (s *Server) addFacility(ctx context.Context, in *addFacilityInput) (*facilityOutput, error) {
	if err := s.catchUp(ctx, "body.", in.Body.County, in.Precondition); err != nil {
		return nil, err
	}
	ed, err := s.pictureAt(ctx, "body.", in.Body.County, "", 0)
	if err != nil {
		return nil, err
	}
	f := facilities.Facility{State: facilities.Operating}
	from, err := in.Body.apply(ed, &f, civil.Day{})
	if err != nil {
		return nil, err
	}
	if same := sameFacility(ed, &f); same != nil {
		return nil, &refusal{status: http.StatusConflict, version: ed.Versions.County, said: sentence{
			fmt.Sprintf("已有同类同名设施（编号 %d）：请修改它", same.ID), fmt.Sprintf("facility %d is of the same kind, name and unit: change that one", same.ID)}}
	}
	if ed, err = s.putFacility(ctx, ed, in.Precondition, edition.FacilitySet{From: from, Put: []facilities.Facility{f}}); err != nil {
		return nil, err
	}
	return s.facilityWritten(ed, sameFacility(ed, &f))
}

// sameFacility finds what a facility without an ID would be taken for.
func sameFacility(ed *edition.Edition, f *facilities.Facility) *edition.Facility {
	for i := range ed.Facilities.List {
		if have := &ed.Facilities.List[i]; have.Kind == f.Kind && have.Name == f.Name && have.Facility.Unit == f.Unit {
			return have
		}
	}
	return nil
}

func (s *Server) facilityWritten(ed *edition.Edition, f *edition.Facility) (*facilityOutput, error) {
	if f == nil { // removed again by somebody else in the meantime, or valid on other days
		return nil, &refusal{status: http.StatusConflict, version: ed.Versions.County, said: sentence{"写入后又被他人改动，请重新读取", "it was written, and changed again since: read it anew"}}
	}
	out := &facilityOutput{Location: fmt.Sprintf("/v1/facilities/%d?county=%s", f.ID, ed.Key.County)}
	out.Body.Edition, out.Body.Facility = editionOf(ed), facilityOf(ed, f)
	return out, nil
}

type changeFacilityInput struct {
	FacilityPath
	Precondition
	Body FacilityFields
}

func (s *Server) changeFacility(ctx context.Context, in *changeFacilityInput) (*facilityOutput, error) {
	if err := s.catchUp(ctx, "query.", in.County, in.Precondition); err != nil {
		return nil, err
	}
	ed, err := s.picture(ctx, PictureQuery{County: in.County})
	if err != nil {
		return nil, err
	}
	had, err := findFacility(ed, in.ID)
	if err != nil {
		return nil, err
	}
	f := had.Facility
	from, err := in.Body.apply(ed, &f, civil.DayOf(s.Now()))
	if err != nil {
		return nil, err
	}
	if ed, err = s.putFacility(ctx, ed, in.Precondition, edition.FacilitySet{From: from, Put: []facilities.Facility{f}}); err != nil {
		return nil, err
	}
	now, err := findFacility(ed, in.ID)
	if err != nil {
		return nil, err
	}
	return s.facilityWritten(ed, now)
}

type removeFacilityInput struct {
	FacilityPath
	Precondition
	From string `query:"from" doc:"the first day without it; left out: today"`
}

func (s *Server) removeFacility(ctx context.Context, in *removeFacilityInput) (*struct{}, error) {
	from, err := parseDay("query.from", in.From)
	if err != nil {
		return nil, err
	}
	if from.IsZero() {
		from = civil.DayOf(s.Now())
	}
	if err := s.catchUp(ctx, "query.", in.County, in.Precondition); err != nil {
		return nil, err
	}
	ed, err := s.picture(ctx, PictureQuery{County: in.County})
	if err != nil {
		return nil, err
	}
	f, err := findFacility(ed, in.ID)
	if err != nil {
		return nil, err
	}
	_, err = s.putFacility(ctx, ed, in.Precondition, edition.FacilitySet{From: from, Remove: []facilities.ID{f.ID}})
	return nil, err
}

// putFacility commits one change of a county's facilities and reads its new picture.
func (s *Server) putFacility(ctx context.Context, ed *edition.Edition, p Precondition, set edition.FacilitySet) (*edition.Edition, error) {
	set.County = ed.Key.County
	w := edition.Write{Author: localAuthor, Title: "facility changed on the map", Facilities: []edition.FacilitySet{set}}
	if err := s.commit(ctx, ed, p, w); err != nil {
		return nil, err
	}
	return s.pictureAt(ctx, "", ed.Key.County.String(), "", 0)
}
