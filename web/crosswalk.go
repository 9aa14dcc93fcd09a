package web

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
)

func (s *Server) crosswalkRoutes() {
	huma.Register(s.api, operation(http.MethodGet, "/v1/crosswalk", "get-crosswalk", "units", "How the units of one day became those of another, with shares of people and land: to carry statistics over"), s.getCrosswalk)
}

type crosswalkInput struct {
	County string `query:"county" doc:"may be left out where there is only one"`
	From   string `query:"from" required:"true" doc:"the day of the statistics, YYYY-MM-DD"`
	To     string `query:"to" doc:"the day to carry them to; left out: the newest state"`
	Level  string `query:"level" doc:"township or village; left out: both"`
}

// weightBody is a pair of a crosswalk: the shares of the former unit that lie in the latter.
type weightBody struct {
	From        string  `json:"from"`
	FromName    string  `json:"from_name"`
	To          string  `json:"to"`
	ToName      string  `json:"to_name"`
	SharePeople float64 `json:"share_people"`
	ShareArea   float64 `json:"share_area"`
	Inferred    float64 `json:"inferred,omitempty" doc:"where it rests on lineage that was inferred and that nobody has confirmed: the least confidence of it, 0 to 1"`
}

type crosswalkOutput struct{ Body []weightBody }

func (s *Server) getCrosswalk(ctx context.Context, in *crosswalkInput) (*crosswalkOutput, error) {
	before, err := s.picture(ctx, PictureQuery{County: in.County, At: in.From})
	if err != nil {
		return nil, err
	}
	after, err := s.picture(ctx, PictureQuery{County: in.County, At: in.To})
	if err != nil {
		return nil, err
	}
	level := adcode.NoLevel
	if in.Level != "" {
		if level, err = parseLevel("query.level", in.Level); err != nil {
			return nil, err
		}
	}
	if after.Key.At.Before(before.Key.At) {
		return nil, badParameter("query.to", "to 早于 from：对照表由旧到新", "to is before from: a crosswalk leads from the earlier day to the later")
	}
	links, err := s.Ledger.Lineage(ctx, before.Key.County)
	if err != nil {
		return nil, err
	}
	return &crosswalkOutput{weightBodies(before, after, edition.Crosswalk(before, after, links), level)}, nil
}

// WeightBodies is a crosswalk in the form of GET /v1/crosswalk, to be marshalled.
func WeightBodies(before, after *edition.Edition, c boundaries.Crosswalk) any {
	return weightBodies(before, after, c, adcode.NoLevel)
}

func weightBodies(before, after *edition.Edition, c boundaries.Crosswalk, level adcode.Level) []weightBody {
	bodies := []weightBody{}
	for _, w := range c {
		from, to := before.ByID(w.From), after.ByID(w.To)
		if from == nil || to == nil || level != adcode.NoLevel && from.Level() != level {
			continue
		}
		bodies = append(bodies, weightBody{from.Code.String(), from.Name, to.Code.String(), to.Name, roundTo(w.People, 1e9), roundTo(w.Area, 1e9), roundTo(w.Inferred, 1e4)})
	}
	slices.SortStableFunc(bodies, func(a, b weightBody) int {
		return cmp.Or(len(a.From)-len(b.From), strings.Compare(a.From, b.From), strings.Compare(a.To, b.To))
	})
	return bodies
}
