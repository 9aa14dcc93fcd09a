package web

import (
	"context"
	"maps"
	"math"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
)

// roundTo keeps parts of 1/parts.
func roundTo(x, parts float64) float64 { return math.Round(x*parts) / parts }

type compareInput struct {
	PlanPath
	County string   `query:"county" doc:"of a plan over several counties: which one; left out: the plan's own"`
	With   int64    `query:"with" doc:"another plan; 0 or left out: the county as it is"`
	At     string   `query:"at" doc:"the day; left out: the newest state"`
	Kinds  []string `query:"kinds" doc:"with radius_m: coverage of both too"`
	Radius float64  `query:"radius_m"`
}

// sideBody is one side of a comparison.
type sideBody struct {
	Edition  editionBody  `json:"edition"`
	Name     string       `json:"name,omitempty" doc:"of the plan"`
	Figures  []figureBody `json:"figures"`
	Coverage *SharesBody  `json:"coverage,omitempty"`
}

// differsBody is a unit that is not the same on both sides.
type differsBody struct {
	Code  string   `json:"code"`
	Name  string   `json:"name" doc:"on the plan's side, or else on the other"`
	Level string   `json:"level"`
	How   string   `json:"how" enum:"only_here,only_there,changed"`
	What  []string `json:"what,omitempty" doc:"of a changed one: identity, name, type, parent, urban, tier, shape"`
}

// ComparisonBody is two editions beside each other.
type ComparisonBody struct {
	Here    sideBody      `json:"here" doc:"the plan"`
	There   sideBody      `json:"there" doc:"what it is compared with"`
	Differs []differsBody `json:"differs"`
}

type compareOutput struct{ Body ComparisonBody }

func (s *Server) comparePlans(ctx context.Context, in *compareInput) (*compareOutput, error) {
	plan, err := s.Ledger.Plan(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	if in.County == "" {
		in.County = plan.County.String()
	}
	here, err := s.pictureAt(ctx, "query.", in.County, in.At, plan.ID)
	if err != nil {
		return nil, err
	}
	there, err := s.pictureAt(ctx, "query.", in.County, here.Key.At.String(), in.With)
	if err != nil {
		return nil, err
	}
	q, err := questionOf(in.Kinds, in.Radius)
	if err != nil {
		return nil, err
	}
	body, err := CompareEditions(here, there, q)
	return &compareOutput{body}, err
}

// CompareEditions sets two editions beside each other, with the shares of a coverage
// question where one is asked.
func CompareEditions(here, there *edition.Edition, q *coverage.Question) (ComparisonBody, error) {
	var body ComparisonBody
	for _, side := range []struct {
		ed   *edition.Edition
		body *sideBody
	}{{here, &body.Here}, {there, &body.There}} {
		side.body.Edition, side.body.Figures = editionOf(side.ed), countEdition(side.ed)
		if side.ed.Plan != nil {
			side.body.Name = side.ed.Plan.Name
		}
		if q == nil {
			continue
		}
		answer, err := coverage.Ask(side.ed, *q)
		if err != nil {
			return body, err
		}
		shares := sharesOf(answer.Total)
		side.body.Coverage = &shares
	}
	body.Differs = differences(here, there)
	return body, nil
}

func differences(here, there *edition.Edition) []differsBody {
	list := []differsBody{}
	for i := range here.Units {
		u := &here.Units[i]
		other := there.ByCode(u.Code)
		if other == nil {
			list = append(list, differsBody{u.Code.String(), u.Name, u.Level().String(), "only_here", nil})
		} else if what := differencesOf(here, u, there, other); len(what) > 0 {
			list = append(list, differsBody{u.Code.String(), u.Name, u.Level().String(), "changed", what})
		}
	}
	for i := range there.Units {
		if u := &there.Units[i]; here.ByCode(u.Code) == nil && u.Level() != adcode.NoLevel {
			list = append(list, differsBody{u.Code.String(), u.Name, u.Level().String(), "only_there", nil})
		}
	}
	return list
}

// differencesOf names the facts in which two units of one code differ. A shape is the
// one drawn: of a unit without a shape of its own the union of those below it.
func differencesOf(here *edition.Edition, u *edition.Unit, there *edition.Edition, other *edition.Unit) []string {
	var what []string
	for _, fact := range []struct {
		name    string
		differs bool
	}{
		{"identity", u.Unit != other.Unit}, {"name", u.Name != other.Name || u.Full != other.Full}, {"type", u.Type != other.Type}, {"parent", u.Parent != other.Parent},
		{"urban", u.IsUrban != other.IsUrban}, {"tier", u.Tier != other.Tier}, {"shape", !sameShape(here, u, there, other)},
	} {
		if fact.differs {
			what = append(what, fact.name)
		}
	}
	return what
}

func sameShape(here *edition.Edition, u *edition.Unit, there *edition.Edition, other *edition.Unit) bool {
	if !u.Derived && !other.Derived {
		return u.Shape.Equal(other.Shape)
	}
	return maps.Equal(vertices(here.Shape(u)), vertices(there.Shape(other))) // a union's rings may begin elsewhere
}

// vertices counts the vertices of a shape, its rings' last ones not.
func vertices(shape orb.MultiPolygon) map[orb.Point]int {
	count := map[orb.Point]int{}
	for _, polygon := range shape {
		for _, ring := range polygon {
			for _, p := range ring[1:] {
				count[p]++
			}
		}
	}
	return count
}
