package web

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
)

func (s *Server) countyRoutes() {
	huma.Register(s.api, operation(http.MethodGet, "/v1/counties", "list-counties", "counties", "The counties"), s.listCounties)
	huma.Register(s.api, operation(http.MethodGet, "/v1/days", "list-days", "counties", "The days on which something changed in a county, and what"), s.listDays)
}

// fewCounties is up to how many counties a list says extents and versions: for a
// whole province that would mean to read every county.
const fewCounties = 16

type countyBody struct {
	Code    string      `json:"code"`
	Name    string      `json:"name"`
	Fiction bool        `json:"fiction" doc:"made by the demo: every screen says so"`
	BBox    *[4]float64 `json:"bbox,omitempty" doc:"west, south, east, north; where there are few counties"`
	Version int64       `json:"version,omitempty"`
}

type countiesOutput struct {
	Body struct {
		Counties []countyBody `json:"counties"`
	}
}

func (s *Server) listCounties(ctx context.Context, _ *struct{}) (*countiesOutput, error) {
	counties, err := s.Editions.Counties(ctx)
	if err != nil {
		return nil, err
	}
	out := &countiesOutput{}
	out.Body.Counties = make([]countyBody, 0, len(counties))
	for _, c := range counties {
		body := countyBody{Code: c.Code.String(), Name: c.Name, Fiction: c.Fiction}
		if len(counties) <= fewCounties {
			ed, err := s.Editions.Edition(ctx, edition.Key{County: c.Code})
			if err != nil {
				return nil, err
			}
			body.BBox, body.Version = boxOf(ed.Bound), ed.Versions.County
		}
		out.Body.Counties = append(out.Body.Counties, body)
	}
	return out, nil
}

func boxOf(b orb.Bound) *[4]float64 {
	if b == (orb.Bound{}) || b.IsEmpty() {
		return nil
	}
	return &[4]float64{b.Min[0], b.Min[1], b.Max[0], b.Max[1]}
}

type changeBody struct {
	Day    string `json:"day"`
	What   string `json:"what" doc:"divisions, facilities, people, zones, roads, backdrop, ..."`
	Level  string `json:"level,omitempty"`
	Opened int    `json:"opened"`
	Closed int    `json:"closed"`
	Titles string `json:"titles,omitempty" doc:"of the committed changes in force from the day"`
}

type daysInput struct {
	County string `query:"county"`
}

type daysOutput struct {
	Body struct {
		County string       `json:"county"`
		Days   []changeBody `json:"days"`
		Roads  int          `json:"roads" doc:"how many roads are known: without any, no question can be asked by minutes"`
	}
}

func (s *Server) listDays(ctx context.Context, in *daysInput) (*daysOutput, error) {
	county, err := s.county(ctx, "query.county", in.County)
	if err != nil {
		return nil, err
	}
	changes, err := s.Editions.Days(ctx, county)
	if err != nil {
		return nil, err
	}
	out := &daysOutput{}
	ed, err := s.Editions.Edition(ctx, edition.Key{County: county})
	if err != nil {
		return nil, err
	}
	out.Body.County, out.Body.Days, out.Body.Roads = county.String(), make([]changeBody, 0, len(changes)), len(ed.Roads.List)
	for _, c := range changes {
		body := changeBody{Day: c.Day.String(), What: c.What, Opened: c.Opened, Closed: c.Closed, Titles: c.Titles}
		if c.Level != adcode.NoLevel {
			body.Level = c.Level.String()
		}
		out.Body.Days = append(out.Body.Days, body)
	}
	return out, nil
}
