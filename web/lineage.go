package web

import (
	"context"
	"net/http"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/edition"
)

func (s *Server) lineageRoutes() {
	huma.Register(s.api, operation(http.MethodGet, "/v1/units/{id}/lineage", "get-lineage", "units", "What a unit came from and what became of it, over all changes"), s.getLineage)
}

// strandBody is INTERFACE's strand of lineage: codes as they were and are.
type strandBody struct {
	From        string  `json:"from"`
	FromName    string  `json:"from_name"`
	To          string  `json:"to"`
	ToName      string  `json:"to_name"`
	Kind        string  `json:"kind"`
	Day         string  `json:"day"`
	SharePeople float64 `json:"share_people" doc:"of the former unit's people"`
	ShareArea   float64 `json:"share_area" doc:"of the former unit's area"`
	Change      int64   `json:"change,omitempty" doc:"number of the change in /v1/changes"`
	Inference   int64   `json:"inference,omitempty" doc:"number in /v1/inferences, of a strand inferred between two snapshots"`
	Inferred    bool    `json:"inferred,omitempty" doc:"true: inferred, and nobody has confirmed it"`
	Confidence  float64 `json:"confidence,omitempty" doc:"of one that nobody has confirmed, 0 to 1"`
}

func strandOf(l boundaries.Link) strandBody {
	return strandBody{l.FromCode.String(), l.FromName, l.ToCode.String(), l.ToName, l.Kind, l.Day.String(), roundTo(l.People, 1e9), roundTo(l.Area, 1e9), int64(l.Change),
		int64(l.Inference), l.Inferred > 0, roundTo(l.Inferred, 1e4)}
}

// StrandBodies are strands of lineage in the form of GET /v1/units/{id}/lineage, to be marshalled.
func StrandBodies(strands []boundaries.Link) any {
	bodies := []strandBody{}
	for _, l := range strands {
		bodies = append(bodies, strandOf(l))
	}
	return bodies
}

type lineageInput struct {
	ID     int64  `path:"id" doc:"the unit's identity, as in /v1/units"`
	County string `query:"county" doc:"may be left out where there is only one"`
	To     string `query:"to" doc:"only up to this day"`
}

type lineageOutput struct{ Body []strandBody }

func (s *Server) getLineage(ctx context.Context, in *lineageInput) (*lineageOutput, error) {
	county, err := s.county(ctx, "query.county", in.County)
	if err != nil {
		return nil, err
	}
	to, err := parseDay("query.to", in.To)
	if err != nil {
		return nil, err
	}
	register, err := s.Ledger.Register(ctx, county)
	if err != nil {
		return nil, err
	}
	unit := boundaries.UnitID(in.ID)
	if !slices.ContainsFunc(register.Versions, func(v boundaries.Version) bool { return v.Unit == unit }) {
		return nil, &refusal{status: http.StatusNotFound, said: sentence{"没有这个单位", "there is no such unit"}}
	}
	all, err := s.Ledger.Lineage(ctx, county)
	if err != nil {
		return nil, err
	}
	out := &lineageOutput{Body: []strandBody{}}
	for _, l := range edition.Trace(all, []boundaries.UnitID{unit}, to) {
		out.Body = append(out.Body, strandOf(l))
	}
	return out, nil
}
