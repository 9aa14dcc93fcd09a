package web

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/export"
	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/staging"
)

func (s *Server) exportRoutes() {
	op := operation(http.MethodPost, "/v1/exports", "export", "exports", "What a county holds on a day as a file: divisions, borders, facilities, people, zones, roads, coverage, gaps, land free for cemeteries, indicators, codes, lineage, a crosswalk")
	op.Responses = fileResponse("the file", geoJSON, &huma.Schema{Type: huma.TypeObject})
	for _, f := range export.Formats[1:] {
		op.Responses["200"].Content[f.MediaType()] = &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}
	}
	op.Responses["200"].Headers = map[string]*huma.Param{notesHeader: {Description: "what the format could not take as it stands, percent-encoded; left out: nothing", Schema: &huma.Schema{Type: huma.TypeString}}}
	op.Responses["202"] = &huma.Response{Description: "of tiles, of what is large, and where it is preferred: the job that makes the file; its file says where that is fetched, once it is there",
		Content: map[string]*huma.MediaType{"application/json": {Schema: s.api.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[jobBody](), true, "JobBody")}}}
	huma.Register(s.api, op, s.export)
}

const notesHeader = "Xiantu-Notes"

// exportBody is an order for a file.
type exportBody struct {
	PictureBody
	Counties []string      `json:"counties,omitempty" maxItems:"200" doc:"in the place of county: several in one file"`
	What     string        `json:"what" enum:"all,units,borders,facilities,people,zones,roads,coverage,gaps,freeland,indicators,codes,lineage,crosswalk,tiles" doc:"tiles: an archive of vector tiles, made by a job (pmtiles); all: a layer or a sheet each of everything with a place (gpkg, shp.zip, kml, xlsx); codes: the code table (代码表); indicators, codes, lineage and crosswalk are tables: csv or xlsx"`
	Format   string        `json:"format" enum:"geojson,gpkg,shp.zip,fgb,kml,csv,xlsx,pmtiles"`
	Level    string        `json:"level,omitempty" doc:"of units and borders; left out: all, in gpkg, shp.zip and kml a layer each. Of freeland: by which units; left out: the county"`
	Kind     string        `json:"kind,omitempty" doc:"of facilities, or a set of kinds; left out: all"`
	Question *exportedBody `json:"question,omitempty" doc:"for coverage and gaps"`
	From     string        `json:"from,omitempty" doc:"for a crosswalk: the day of the old units; at is that of the new ones"`
	Year     int           `json:"year,omitempty" minimum:"1900" maximum:"2200" doc:"for indicators: the plan's year; left out: the day's"`
	Sets     []string      `json:"sets,omitempty" maxItems:"2" doc:"of tiles: divisions, facilities; left out: both"`
	MinZoom  int           `json:"min_zoom,omitempty" minimum:"0" maximum:"16" doc:"of tiles"`
	MaxZoom  int           `json:"max_zoom,omitempty" minimum:"0" maximum:"16" doc:"of tiles; left out: 14, the last with details of its own"`
	CRS      string        `json:"crs,omitempty" doc:"of gpkg, shp.zip and fgb: EPSG:4490 (left out), EPSG:4491 to 4554, or gauss: the 3-degree Gauss-Krueger zone that the county lies in" example:"EPSG:4544"`
	Encoding string        `json:"encoding,omitempty" enum:"utf-8,gb18030,gbk" doc:"of shp.zip and csv; left out: utf-8. A shapefile with characters that GBK lacks is in UTF-8 all the same, and says so"`
}

type exportInput struct {
	Prefer string `header:"Prefer" doc:"respond-async: have a job make the file, however small" example:"respond-async"`
	Body   exportBody
}

// exportedBody is a question within an order; its own county and day, if any, are those
// of the order.
type exportedBody struct {
	PictureBody
	QuestionBody
}

// exportOutput is a file to save, and what was to be said of it.
type exportOutput struct {
	Status             int
	Location           string `header:"Location"`
	ContentType        string `header:"Content-Type"`
	ContentDisposition string `header:"Content-Disposition"`
	CacheControl       string `header:"Cache-Control"`
	Notes              string `header:"Xiantu-Notes"`
	Body               []byte // huma finds none in an embedded output
}

func (s *Server) export(ctx context.Context, in *exportInput) (*exportOutput, error) {
	if in.Body.What == "tiles" {
		return s.exportTiles(ctx, &in.Body)
	}
	order, err := in.Body.order(callOf(ctx).tongue)
	if err != nil {
		return nil, err
	}
	eds, err := s.exportedEditions(ctx, &in.Body)
	if err != nil {
		return nil, err
	}
	if isLarge(eds) || strings.Contains(in.Prefer, "respond-async") {
		made, err := s.orderFile(ctx, &in.Body, order, eds)
		if err != nil {
			return nil, err
		}
		return jobOutputOf(made, callOf(ctx).tongue), nil
	}
	select {
	case s.writing <- struct{}{}:
		defer func() { <-s.writing }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	var file bytes.Buffer
	notes, err := Exporter{s.Ledger, s.Editions}.Export(ctx, &file, order, eds...)
	if err != nil {
		return nil, within("body.question.", exportProblem(err))
	}
	f := exportNamed(order, eds, callOf(ctx).tongue, file.Bytes())
	return &exportOutput{Status: http.StatusOK, ContentType: f.ContentType, ContentDisposition: f.ContentDisposition, CacheControl: f.CacheControl,
		Notes: notesOf(notes, callOf(ctx).tongue), Body: f.Body}, nil
}

// exportTiles has an archive made, and answers with its job.
func (s *Server) exportTiles(ctx context.Context, b *exportBody) (*exportOutput, error) {
	if b.Format != archiveFormat {
		return nil, badBody("format", "瓦片包的格式是 pmtiles", "an archive of tiles is written as pmtiles")
	}
	eds, err := s.exportedEditions(ctx, b)
	if err != nil {
		return nil, err
	}
	made, err := s.orderArchive(ctx, eds, b.Sets, b.MinZoom, b.MaxZoom)
	if err != nil {
		return nil, err
	}
	return jobOutputOf(made, callOf(ctx).tongue), nil
}

// jobOutputOf answers with the job that makes a file.
func jobOutputOf(made staging.Export, t tongue) *exportOutput {
	return &exportOutput{Status: http.StatusAccepted, Location: "/v1/jobs/" + string(made.ID), ContentType: "application/json", CacheControl: "no-store", Body: exportJobAnswer(made, t)}
}

// exportNamed is a file under the name of what is in it.
func exportNamed(o ExportOrder, eds []*edition.Edition, t tongue, content []byte) *fileOutput {
	place, code := eds[0].County.Name, eds[0].Key.County.String()
	if len(eds) > 1 {
		place, code = sentence{fmt.Sprintf("%d个县", len(eds)), fmt.Sprintf("%d counties", len(eds))}.in(t), "counties"
	}
	name := fmt.Sprintf("%s %s %s.%s", place, o.title(t), eds[0].Key.At, o.Format)
	return fileNamed(name, fmt.Sprintf("%s-%s.%s", code, o.What, o.Format), o.Format.MediaType(), content)
}

func notesOf(notes []export.Title, t tongue) string {
	return notesHeld(notesIn(notes, t))
}

// notesHeld are notes as a header holds them.
func notesHeld(notes []string) string { return url.PathEscape(strings.Join(notes, "\n")) }

func notesIn(notes []export.Title, t tongue) []string {
	var said []string
	for _, n := range notes {
		said = append(said, n.In(t == chinese))
	}
	return said
}

// exportedEditions are the counties that an order asks for.
func (s *Server) exportedEditions(ctx context.Context, b *exportBody) ([]*edition.Edition, error) {
	if len(b.Counties) == 0 {
		ed, err := s.pictureAt(ctx, "body.", b.County, b.At, b.plan())
		return []*edition.Edition{ed}, err
	}
	if b.County != "" {
		return nil, badBody("counties", "county 和 counties 只能给出一个", "give county or counties, not both")
	}
	if b.plan() != 0 && len(b.Counties) > 1 {
		return nil, badBody("plan", "方案只能套用于一个县的导出", "a plan can be applied to one county's export only")
	}
	var eds []*edition.Edition
	for i, code := range b.Counties {
		ed, err := s.pictureAt(ctx, fmt.Sprintf("body.counties[%d].", i), code, b.At, b.plan())
		if err != nil {
			return nil, err
		}
		eds = append(eds, ed)
	}
	return eds, nil
}

// order reads an order.
func (b *exportBody) order(t tongue) (ExportOrder, error) {
	o := ExportOrder{What: b.What, Year: b.Year, English: t == english, CRS: b.CRS, Encoding: b.Encoding, Format: export.Format(b.Format)}
	var err error
	if b.Level != "" {
		if o.Level, err = parseLevel("body.level", b.Level); err != nil {
			return o, err
		}
	}
	if b.Kind != "" {
		if o.Kinds, err = facilities.Expand([]string{b.Kind}); err != nil {
			return o, badBody("kind", fmt.Sprintf("没有设施类别“%s”：见 /v1/kinds", b.Kind), fmt.Sprintf("%q is not a kind of facility: see /v1/kinds", b.Kind))
		}
	}
	if o.From, err = parseDay("body.from", b.From); err != nil {
		return o, err
	}
	if b.Question == nil {
		if b.What == "coverage" || b.What == "gaps" {
			return o, badBody("question", "请给出覆盖问题 question", "say which question, by the member question")
		}
		return o, nil
	}
	q, err := b.Question.parse("question.")
	o.Question = &q
	return o, err
}

// exportProblem is what is said of an order that could not be carried out.
func exportProblem(err error) error {
	var e *export.Error
	if !errors.As(err, &e) {
		return err
	}
	status := http.StatusUnprocessableEntity
	if errors.Is(e, export.ErrUnavailable) {
		status = http.StatusServiceUnavailable
	}
	return &refusal{status: status, said: sentence{e.Said.Zh, e.Said.En}}
}
