package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/maypok86/otter/v2"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
)

// PictureQuery picks the edition that a GET answers from.
type PictureQuery struct {
	County string `query:"county" doc:"code of the county, six digits; may be left out where there is only one" example:"511425"`
	At     string `query:"at" doc:"the day, YYYY-MM-DD; left out or empty: the newest state" example:"2020-06-30"`
	Plan   int64  `query:"plan" doc:"a plan to apply; 0: none"`
}

// editionBody names the edition that an answer was computed from.
type editionBody struct {
	County  string `json:"county"`
	At      string `json:"at" doc:"the day; where none was asked for, the last on which something changed"`
	Plan    *int64 `json:"plan"`
	Version int64  `json:"version" doc:"of the county: it rises with every write"`
}

func editionOf(ed *edition.Edition) editionBody {
	body := editionBody{County: ed.Key.County.String(), At: ed.Key.At.String(), Version: ed.Versions.County}
	if ed.Key.Plan != 0 {
		body.Plan = &ed.Key.Plan
	}
	return body
}

// versionsOf are the parts of an entity tag that an edition decides.
func versionsOf(ed *edition.Edition) string { return fmt.Sprint(ed.Key, ed.Versions, ed.County) }

// picture reads the edition that a query asks for.
func (s *Server) picture(ctx context.Context, q PictureQuery) (*edition.Edition, error) {
	return s.pictureAt(ctx, "query.", q.County, q.At, q.Plan)
}

// pictureAt reads an edition by what a query ("query.") or a body ("body.") says. No
// day means the newest state, pinned to the last day on which something changed, so
// that the day printed with an answer asks for the same answer again.
func (s *Server) pictureAt(ctx context.Context, where, county, at string, plan int64) (*edition.Edition, error) {
	day, err := parseDay(where+"at", at)
	if err != nil {
		return nil, err
	}
	code, err := s.county(ctx, where+"county", county)
	if err != nil {
		return nil, err
	}
	ed, err := s.Editions.Edition(ctx, edition.Key{County: code, At: day, Plan: plan})
	if plan != 0 && errors.Is(err, boundaries.ErrNotFound) {
		return nil, &refusal{status: http.StatusNotFound, at: where + "plan", said: sentence{fmt.Sprintf("%s 没有方案 %d", code, plan), fmt.Sprintf("county %s has no plan %d", code, plan)}}
	}
	if errors.Is(err, boundaries.ErrNotFound) {
		return nil, &refusal{status: http.StatusNotFound, at: where + "county", said: sentence{fmt.Sprintf("库中没有县 %s：见 /v1/counties", code), fmt.Sprintf("there is no county %s here: see /v1/counties", code)}}
	}
	if err != nil {
		return nil, err
	}
	if day.IsZero() {
		if day, err = s.lastDay(ctx, ed); err != nil {
			return nil, err
		}
	}
	return s.view(ed, day), nil
}

// lastDay is the last day on which something changes in a county, by its plan too.
func (s *Server) lastDay(ctx context.Context, ed *edition.Edition) (civil.Day, error) {
	days, err := s.Editions.Days(ctx, ed.Key.County)
	last := ed.PlanDay
	for _, d := range days {
		if last.Before(d.Day) {
			last = d.Day
		}
	}
	return last, err
}

// viewKey names an edition as seen on a day.
type viewKey struct {
	edition.Key
	edition.Versions
}

// newViews keeps editions on their days for a while, so that whoever remembers what
// they worked out by an edition's address (the coverage tiles do) finds it again.
// Views share their parts with the editions they are of.
func newViews() *otter.Cache[viewKey, *edition.Edition] {
	return otter.Must(&otter.Options[viewKey, *edition.Edition]{
		MaximumSize: 256, ExpiryCalculator: otter.ExpiryAccessing[viewKey, *edition.Edition](2 * time.Minute),
	})
}

func (s *Server) view(ed *edition.Edition, day civil.Day) *edition.Edition {
	key := viewKey{ed.Key, ed.Versions}
	key.At = day
	if seen, ok := s.views.GetIfPresent(key); ok {
		return seen
	}
	seen := *ed
	seen.Key = key.Key
	s.views.Set(key, &seen)
	return &seen
}

// county reads a county's code, or finds the only county where none is given.
func (s *Server) county(ctx context.Context, at, text string) (adcode.Code, error) {
	if text != "" {
		code, err := adcode.Parse(text)
		if err == nil && code.Level() != adcode.County {
			err = fmt.Errorf("%s is the code of a %s: give the six digits of a county", code, code.Level())
		}
		if err != nil {
			return adcode.Code{}, &refusal{status: statusAt(at), at: at, said: sentence{fmt.Sprintf("“%s”不是县级代码：应为六位数字", text), err.Error()}}
		}
		return code, nil
	}
	counties, err := s.Editions.Counties(ctx)
	switch {
	case err != nil:
		return adcode.Code{}, err
	case len(counties) == 0:
		return adcode.Code{}, &refusal{status: http.StatusNotFound, at: at, said: sentence{"还没有数据：请先导入区划", "there is no county yet: import divisions first"}}
	case len(counties) > 1:
		return adcode.Code{}, &refusal{status: statusAt(at), at: at, said: sentence{"有多个县：请给出 county", "there are several counties: say which one, by county"}}
	}
	return counties[0].Code, nil
}

// parseDay reads a day at a place of the request; empty is no day.
func parseDay(at, text string) (civil.Day, error) {
	if text == "" {
		return civil.Day{}, nil
	}
	day, err := civil.ParseDay(text)
	if err != nil {
		return civil.Day{}, &refusal{status: statusAt(at), at: at, said: sentence{fmt.Sprintf("“%s”不是日期：请写成 YYYY-MM-DD，如 2020-06-30", text), err.Error()}}
	}
	return day, nil
}

// parseLevel reads a level of divisions at a place of the request.
func parseLevel(at, text string) (adcode.Level, error) {
	level, err := adcode.ParseLevel(text)
	if err != nil {
		return level, &refusal{status: statusAt(at), at: at, said: sentence{fmt.Sprintf("“%s”不是级别：请写 county、township 或 village", text), err.Error()}}
	}
	return level, nil
}

// statusAt is 422 for what is wrong in a body and 400 for what is wrong elsewhere.
func statusAt(at string) int {
	if len(at) > 5 && at[:5] == "body." {
		return http.StatusUnprocessableEntity
	}
	return http.StatusBadRequest
}
