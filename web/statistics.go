package web

import (
	"context"
	"fmt"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
	importer "github.com/xiantu/xiantu/import"
)

func (s *Server) statisticRoutes() {
	huma.Register(s.api, operation(http.MethodGet, "/v1/statistics", "list-statistics", "indicators", "The figures that are typed in (填报数), such as deaths and cremations of a year"), s.listStatistics)
	huma.Register(s.api, operation(http.MethodPost, "/v1/statistics", "put-statistics", "indicators", "Type figures in: one of the same subject, key and day is replaced, a value of null takes it away; all or none"), s.putStatistics)
	huma.Register(s.api, operation(http.MethodPost, "/v1/statistics/file", "put-statistics-file", "indicators", "Type figures in from a table, CSV or XLSX: a column of units (code or name), further columns by key or by name; all or none"), s.putStatisticsFile)
}

// figureStatisticBody is a typed figure.
type figureStatisticBody struct {
	Unit     string `json:"unit,omitempty" doc:"code of the county, a township or a village, as it is on the day"`
	Facility int64  `json:"facility,omitempty" doc:"in the place of unit: a facility's number"`
	Key      string `json:"key" doc:"what it counts: deaths, cremated, support_central, support_entitled, projects_planned, projects_done, or a key that the county's own indicators ask for"`
	Day      string `json:"day,omitempty" doc:"as of which it holds; in the place of it a year may be given"`
	Year     int    `json:"year,omitempty" minimum:"1900" maximum:"2200" doc:"the whole year: its last day"`
	Value    *int64 `json:"value" minimum:"0" doc:"null takes it away"`
	Note     string `json:"note,omitempty" maxLength:"1000"`
}

type statisticsBody struct {
	Edition editionBody           `json:"edition"`
	Figures []figureStatisticBody `json:"figures"`
}

type statisticsOutput struct{ Body statisticsBody }

type statisticsInput struct {
	County string `query:"county" doc:"may be left out where there is only one"`
	Year   int    `query:"year" doc:"only of this year"`
	Key    string `query:"key" doc:"only this key"`
}

func (s *Server) listStatistics(ctx context.Context, in *statisticsInput) (*statisticsOutput, error) {
	ed, err := s.picture(ctx, PictureQuery{County: in.County})
	if err != nil {
		return nil, err
	}
	list, err := s.Ledger.Statistics(ctx, ed.Key.County)
	if err != nil {
		return nil, err
	}
	out := &statisticsOutput{statisticsBody{editionOf(ed), []figureStatisticBody{}}}
	for _, f := range list {
		if (in.Year == 0 || f.Day.Year() == in.Year) && (in.Key == "" || f.Key == in.Key) {
			out.Body.Figures = append(out.Body.Figures, figureStatisticBody{Unit: f.Unit.String(), Facility: int64(f.Facility), Key: f.Key, Day: f.Day.String(), Value: &f.Value, Note: f.Note})
		}
	}
	return out, nil
}

type putStatisticsInput struct {
	Precondition
	Body struct {
		County  string                `json:"county,omitempty" doc:"may be left out where there is only one"`
		Figures []figureStatisticBody `json:"figures" minItems:"1" maxItems:"20000"`
	}
}

func (s *Server) putStatistics(ctx context.Context, in *putStatisticsInput) (*statisticsOutput, error) {
	if err := s.catchUp(ctx, "body.", in.Body.County, in.Precondition); err != nil {
		return nil, err
	}
	ed, err := s.pictureAt(ctx, "body.", in.Body.County, "", 0)
	if err != nil {
		return nil, err
	}
	set := edition.StatisticSet{County: ed.Key.County}
	for i, body := range in.Body.Figures {
		figure, err := s.figure(ctx, ed, body, fmt.Sprintf("figures[%d].", i))
		if err != nil {
			return nil, err
		}
		if body.Value == nil {
			set.Remove = append(set.Remove, figure)
		} else {
			set.Put = append(set.Put, figure)
		}
	}
	return s.keepStatistics(ctx, ed, in.Precondition, set)
}

// figure reads a typed figure; its unit must bear its code on the figure's day.
func (s *Server) figure(ctx context.Context, ed *edition.Edition, body figureStatisticBody, where string) (edition.Statistic, error) {
	f := edition.Statistic{Facility: facilities.ID(body.Facility), Key: body.Key, Note: body.Note}
	if body.Value != nil {
		f.Value = *body.Value
	}
	if !coverage.IsStatisticKey(body.Key) {
		return f, badBody(where+"key", fmt.Sprintf("“%s”不能作为键：请用小写字母、数字和下划线，如 deaths", body.Key), fmt.Sprintf("%q is no key: write small letters, digits and _, such as deaths", body.Key))
	}
	var err error
	if f.Day, err = parseDay("body."+where+"day", body.Day); err != nil {
		return f, err
	}
	if f.Day.IsZero() && body.Year != 0 {
		f.Day = civil.Date(body.Year, 12, 31)
	}
	if f.Day.IsZero() {
		return f, badBody(where+"day", "请给出 day 或 year", "give a day or a year")
	}
	if (body.Unit == "") == (body.Facility == 0) {
		return f, badBody(where+"unit", "请给出 unit 或 facility 之一", "give a unit or a facility")
	}
	if body.Unit == "" {
		_, err = findFacility(ed, body.Facility)
		return f, err
	}
	then, err := s.pictureAt(ctx, "body."+where, ed.Key.County.String(), f.Day.String(), 0)
	if err != nil {
		return f, err
	}
	u, err := unitAt(then, "body."+where+"unit", body.Unit)
	if err != nil {
		return f, err
	}
	f.Unit = u.Code
	return f, nil
}

func (s *Server) keepStatistics(ctx context.Context, ed *edition.Edition, p Precondition, set edition.StatisticSet) (*statisticsOutput, error) {
	w := edition.Write{Author: localAuthor, Title: fmt.Sprintf("%d figures typed in", len(set.Put)), Statistics: []edition.StatisticSet{set}}
	if err := s.commit(ctx, ed, p, w); err != nil {
		return nil, err
	}
	return s.listStatistics(ctx, &statisticsInput{County: ed.Key.County.String()})
}

type statisticsFileInput struct {
	Precondition
	County  string `query:"county" doc:"may be left out where there is only one"`
	Day     string `query:"day" doc:"as of which the figures hold, where the table does not say"`
	Year    int    `query:"year" doc:"in the place of day: the whole year"`
	RawBody []byte `contentType:"application/octet-stream"`
}

func (s *Server) putStatisticsFile(ctx context.Context, in *statisticsFileInput) (*statisticsOutput, error) {
	day, err := parseDay("query.day", in.Day)
	if err != nil {
		return nil, err
	}
	if day.IsZero() && in.Year != 0 {
		day = civil.Date(in.Year, 12, 31)
	}
	if err := s.catchUp(ctx, "query.", in.County, in.Precondition); err != nil {
		return nil, err
	}
	ed, err := s.pictureAt(ctx, "query.", in.County, "", 0)
	if err != nil {
		return nil, err
	}
	then, err := s.pictureAt(ctx, "query.", ed.Key.County.String(), day.String(), 0)
	if err != nil {
		return nil, err
	}
	list, err := importer.ReadStatistics(importer.File{Name: "statistics", Content: in.RawBody}, then, day)
	if err != nil {
		return nil, &orderRefusal{err}
	}
	return s.keepStatistics(ctx, ed, in.Precondition, edition.StatisticSet{County: ed.Key.County, Put: list})
}
