package web

import (
	"context"
	"fmt"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
)

func (s *Server) exportRoutes() {
	op := operation(http.MethodPost, "/v1/exports", "export", "exports", "Units, facilities, coverage, gaps or the code table as a file")
	op.Responses = fileResponse("the file", geoJSON, &huma.Schema{Type: huma.TypeObject})
	for _, kind := range []string{csvKind, xlsxKind} {
		op.Responses["200"].Content[kind] = &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}
	}
	huma.Register(s.api, op, s.export)
}

type exportInput struct {
	Body struct {
		PictureBody
		What     string        `json:"what" enum:"units,facilities,coverage,gaps,codes" doc:"codes: the code table (代码表), csv or as a workbook of codes in force, changes and history"`
		Format   string        `json:"format" enum:"geojson,csv,xlsx"`
		Level    string        `json:"level,omitempty" doc:"of units; left out: all"`
		Kind     string        `json:"kind,omitempty" doc:"of facilities; left out: all"`
		Question *exportedBody `json:"question,omitempty" doc:"for coverage and gaps"`
	}
}

// exportedBody is a question within an order; its own county and day, if any, are those
// of the order.
type exportedBody struct {
	PictureBody
	QuestionBody
}

func (s *Server) export(ctx context.Context, in *exportInput) (*fileOutput, error) {
	ed, err := s.pictureAt(ctx, "body.", in.Body.County, in.Body.At, in.Body.plan())
	if err != nil {
		return nil, err
	}
	if in.Body.What == "codes" {
		return s.exportCodes(ctx, ed, in.Body.Format)
	}
	x, err := s.exported(ctx, ed, in)
	if err != nil {
		return nil, err
	}
	name := fmt.Sprintf("%s %s %s.%s", ed.County.Name, x.table.name, ed.Key.At, in.Body.Format)
	fallback := fmt.Sprintf("%s-%s.%s", ed.Key.County, in.Body.What, in.Body.Format)
	switch in.Body.Format {
	case "csv":
		return fileNamed(name, fallback, csvKind, x.table.csv()), nil
	case "xlsx":
		file, err := workbook(append([]table{x.table}, x.further...)...)
		return fileNamed(name, fallback, xlsxKind, file), err
	}
	return fileNamed(name, fallback, geoJSON, x.features()), nil
}

// exportCodes writes the code table.
func (s *Server) exportCodes(ctx context.Context, ed *edition.Edition, format string) (*fileOutput, error) {
	if format == "geojson" {
		return nil, badBody("format", "代码表请用 xlsx 或 csv", "the code table is written as xlsx or csv")
	}
	if ed.Key.Plan != 0 {
		return nil, badBody("plan", "代码表只含已生效的代码，不能套用方案", "the code table is of codes in force: it takes no plan")
	}
	register, err := s.Ledger.Codes(ctx, ed.Key.County)
	if err != nil {
		return nil, err
	}
	file, err := codeFile(ed, register, format, false, callOf(ctx).tongue)
	name := fmt.Sprintf("%s代码表 %s.%s", ed.County.Name, ed.Key.At, format)
	return fileNamed(name, fmt.Sprintf("%s-codes.%s", ed.Key.County, format), map[string]string{"csv": csvKind, "xlsx": xlsxKind}[format], file), err
}

// exported is what can be written either way.
type exported struct {
	table    table
	further  []table // further sheets of a workbook
	features func() []byte
}

func (s *Server) exported(ctx context.Context, ed *edition.Edition, in *exportInput) (exported, error) {
	t := callOf(ctx).tongue
	switch in.Body.What {
	case "units":
		level := adcode.NoLevel
		if in.Body.Level != "" {
			var err error
			if level, err = parseLevel("body.level", in.Body.Level); err != nil {
				return exported{}, err
			}
		}
		return exported{unitTable(ed, level, t), nil, func() []byte { return unitsGeoJSON(ed, level) }}, nil
	case "facilities":
		return exported{facilityTable(ed, in.Body.Kind, t), nil, func() []byte { return facilitiesGeoJSON(ed, in.Body.Kind, -1) }}, nil
	}
	if in.Body.Question == nil {
		return exported{}, badBody("question", "请给出覆盖问题 question", "say which question, by the member question")
	}
	q, err := in.Body.Question.parse("question.")
	if err != nil {
		return exported{}, err
	}
	beside, err := s.beside(ctx, ed, q)
	if err != nil {
		return exported{}, err
	}
	if in.Body.What == "gaps" {
		return exportedGaps(ed, q, beside, t)
	}
	answer, err := coverage.Ask(ed, q, beside...)
	if err != nil {
		return exported{}, err
	}
	return exported{coverageTable(ed, answer, t), coverageSheets(ed, answer, t), func() []byte { return coverageGeoJSON(ed, answer) }}, nil
}

func exportedGaps(ed *edition.Edition, q coverage.Question, beside []*edition.Edition, t tongue) (exported, error) {
	gaps, err := coverage.Gaps(ed, q, beside...)
	if err != nil {
		return exported{}, err
	}
	return exported{gapTable(ed, gaps, t), nil, func() []byte { return gapsGeoJSON(ed, q, questionID(q), gaps) }}, nil
}

// coverageGeoJSON writes the lines of an answer with the shapes of their units.
func coverageGeoJSON(ed *edition.Edition, a *coverage.Answer) []byte {
	g := &geoWriter{}
	g.begin(member{"edition", editionOf(ed)}, member{"question", bodyOf(a.Question)}, member{"question_id", questionID(a.Question)}, member{"input_hash", a.ID},
		member{"definition", map[string]string{"zh": a.Definition.Zh, "en": a.Definition.En}}, member{"total", sharesOf(a.Total)})
	for _, line := range a.Lines {
		u := &ed.Units[line.Unit]
		g.feature(int64(u.Unit), lineBody{u.Code.String(), u.Name, sharesOf(line)}, func() { g.shape(ed.Mesh, u.Index) })
	}
	return g.end()
}
