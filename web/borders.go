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
)

func (s *Server) borderRoutes() {
	list := operation(http.MethodGet, "/v1/borders", "list-borders", "borders", "The border lines (界线) of a day, each once, as GeoJSON lines with what is recorded of them")
	list.Responses = geoJSONResponse("a FeatureCollection; a border's id names the units beside it and stays while they do", borderBody{}, s)
	huma.Register(s.api, list, s.listBorders)
	single := operation(http.MethodGet, "/v1/borders/{id}", "get-border", "borders", "One border line, as a GeoJSON feature")
	single.Responses = fileResponse("a Feature", geoJSON, &huma.Schema{Type: huma.TypeObject})
	huma.Register(s.api, single, s.getBorder)
	add := operation(http.MethodPost, "/v1/borders", "record-border", "borders", "Record facts of the border between two units: number, state, carrier, documents, markers")
	add.DefaultStatus = http.StatusCreated
	huma.Register(s.api, add, s.recordBorder)
	huma.Register(s.api, operation(http.MethodPatch, "/v1/borders/{id}", "change-border", "borders", "Change what is recorded of a border, or of a stretch of it, from a day on"), s.changeBorder)
	s.registerRoutes()
}

type bordersInput struct {
	PictureQuery
	Level  string `query:"level" doc:"county, township or village; left out: all three"`
	Unit   string `query:"unit" doc:"only borders of the unit with this code"`
	Number string `query:"number" doc:"only borders with this number (界线编号)"`
}

func (s *Server) listBorders(ctx context.Context, in *bordersInput) (*documentOutput, error) {
	level := adcode.NoLevel
	if in.Level != "" {
		var err error
		if level, err = parseLevel("query.level", in.Level); err != nil {
			return nil, err
		}
	}
	ed, err := s.picture(ctx, in.PictureQuery)
	if err != nil {
		return nil, err
	}
	var unit *edition.Unit
	if in.Unit != "" {
		if unit, err = unitAt(ed, "query.unit", in.Unit); err != nil {
			return nil, err
		}
	}
	wanted := func(b *edition.Border) bool {
		return (level == adcode.NoLevel || b.Level == level) && (unit == nil || b.Left == unit || b.Right == unit) && same(in.Number, b.Number)
	}
	tag := tagOf("borders", versionsOf(ed), level, in.Unit, in.Number)
	return s.kept(tag, geoJSON, func() []byte { return bordersGeoJSON(ed, wanted) }).output(), nil
}

func bordersGeoJSON(ed *edition.Edition, wanted func(*edition.Border) bool) []byte {
	g := &geoWriter{}
	g.begin(member{"edition", editionOf(ed)})
	g.borders(ed, wanted)
	return g.end()
}

func (g *geoWriter) borders(ed *edition.Edition, wanted func(*edition.Border) bool) {
	borders := ed.Borders()
	for i := range borders {
		if b := &borders[i]; wanted(b) {
			g.feature(b.ID(), borderOf(b), func() { g.border(b) })
		}
	}
}

// BorderPath names a border.
type BorderPath struct {
	ID     string `path:"id" doc:"as /v1/borders gives it: the identities of the units beside it"`
	County string `query:"county" doc:"may be left out where there is only one"`
}

type borderInput struct {
	BorderPath
	At   string `query:"at"`
	Plan int64  `query:"plan"`
}

func (s *Server) getBorder(ctx context.Context, in *borderInput) (*documentOutput, error) {
	ed, err := s.picture(ctx, PictureQuery{County: in.County, At: in.At, Plan: in.Plan})
	if err != nil {
		return nil, err
	}
	b, err := findBorder(ed, in.ID)
	if err != nil {
		return nil, err
	}
	g := &geoWriter{}
	g.single(b.ID(), borderOf(b), func() { g.border(b) }, member{"edition", editionOf(ed)})
	return (&document{kind: geoJSON, tag: tagOf("border", versionsOf(ed), in.ID), body: g.b}).output(), nil
}

func findBorder(ed *edition.Edition, id string) (*edition.Border, error) {
	borders := ed.Borders()
	i := slices.IndexFunc(borders, func(b edition.Border) bool { return b.ID() == id })
	if i < 0 {
		return nil, &refusal{status: http.StatusNotFound, said: sentence{
			fmt.Sprintf("%s 这一天没有编号为 %s 的界线", ed.Key.At, id), fmt.Sprintf("there is no border %s on %s", id, ed.Key.At)}}
	}
	return &borders[i], nil
}

type borderOutput struct {
	Location string `header:"Location"`
	Body     struct {
		Edition editionBody `json:"edition"`
		Border  borderBody  `json:"border"`
	}
}

type recordBorderInput struct {
	Precondition
	Body struct {
		County  string   `json:"county,omitempty" doc:"may be left out where there is only one"`
		Between []string `json:"between" minItems:"1" maxItems:"2" doc:"codes of the units on both sides; one alone: its border with what is no unit of its level, such as the county's outer border"`
		BorderFields
	}
}

func (s *Server) recordBorder(ctx context.Context, in *recordBorderInput) (*borderOutput, error) {
	if err := s.catchUp(ctx, "body.", in.Body.County, in.Precondition); err != nil {
		return nil, err
	}
	ed, from, err := s.borderDay(ctx, "body.", in.Body.County, in.Body.From)
	if err != nil {
		return nil, err
	}
	b, err := borderBetween(ed, in.Body.Between)
	if err != nil {
		return nil, err
	}
	return s.putBorder(ctx, ed, b, in.Precondition, in.Body.BorderFields, from)
}

// borderBetween finds the border of two units, or of one and nothing.
func borderBetween(ed *edition.Edition, codes []string) (*edition.Border, error) {
	var units [2]*edition.Unit
	for i, code := range codes {
		u, err := unitAt(ed, fmt.Sprintf("body.between[%d]", i), code)
		if err != nil {
			return nil, err
		}
		units[i] = u
	}
	borders := ed.Borders()
	for i := range borders {
		if b := &borders[i]; b.Left == units[0] && b.Right == units[1] || b.Left == units[1] && b.Right == units[0] {
			return b, nil
		}
	}
	return nil, badBody("between", "这两个单位之间没有同级界线（与上级界线重合的一段属于上级界线）", "these units have no border of their level with each other: where a higher level's border runs, it is that one")
}

type changeBorderInput struct {
	BorderPath
	Precondition
	Body BorderFields
}

func (s *Server) changeBorder(ctx context.Context, in *changeBorderInput) (*borderOutput, error) {
	if err := s.catchUp(ctx, "query.", in.County, in.Precondition); err != nil {
		return nil, err
	}
	ed, from, err := s.borderDay(ctx, "query.", in.County, in.Body.From)
	if err != nil {
		return nil, err
	}
	b, err := findBorder(ed, in.ID)
	if err != nil {
		return nil, err
	}
	return s.putBorder(ctx, ed, b, in.Precondition, in.Body, from)
}

// borderDay is the county on the day from which facts are to hold; none: today.
func (s *Server) borderDay(ctx context.Context, where, county string, day *string) (*edition.Edition, civil.Day, error) {
	from := civil.DayOf(s.Now())
	if day != nil {
		var err error
		if from, err = parseDay("body.from", *day); err != nil {
			return nil, from, err
		}
	}
	ed, err := s.pictureAt(ctx, where, county, from.String(), 0)
	return ed, from, err
}

func (s *Server) putBorder(ctx context.Context, ed *edition.Edition, b *edition.Border, p Precondition, fields BorderFields, from civil.Day) (*borderOutput, error) {
	edit, err := fields.edit()
	if err != nil {
		return nil, err
	}
	stretches, err := b.Edit(edit)
	if err != nil {
		return nil, err
	}
	set := edition.BorderSet{Border: *b, County: ed.County, From: from, Stretches: stretches}
	w := edition.Write{Author: localAuthor, Title: "border recorded", Borders: []edition.BorderSet{set}}
	if err := s.commit(ctx, ed, p, w); err != nil {
		return nil, err
	}
	if ed, err = s.pictureAt(ctx, "", ed.Key.County.String(), from.String(), 0); err != nil {
		return nil, err
	}
	if b, err = findBorder(ed, b.ID()); err != nil {
		return nil, err
	}
	out := &borderOutput{Location: fmt.Sprintf("/v1/borders/%s?county=%s&at=%s", b.ID(), ed.Key.County, from)}
	out.Body.Edition, out.Body.Border = editionOf(ed), borderOf(b)
	return out, nil
}
