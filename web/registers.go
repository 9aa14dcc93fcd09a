package web

import (
	"bytes"
	"context"
	"fmt"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
	"github.com/xiantu/xiantu/registers"
)

const docxKind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

func (s *Server) registerRoutes() {
	op := operation(http.MethodGet, "/v1/registers", "border-registers", "borders", "The registers of the borders (界线, 界桩, 边界点, 走向说明) as a workbook or a Word document")
	op.Responses = fileResponse("the file", xlsxKind, &huma.Schema{Type: huma.TypeString, Format: "binary"})
	op.Responses["200"].Content[docxKind] = &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}
	huma.Register(s.api, op, s.borderRegisters)
}

type registersInput struct {
	PictureQuery
	Format    string  `query:"format" enum:"xlsx,docx" default:"xlsx"`
	Level     string  `query:"level" doc:"county, township or village; left out: all three"`
	Tolerance float64 `query:"tolerance_m" minimum:"0" doc:"how far a border turns off the straight before a turning point is named; left out: 30"`
}

func (s *Server) borderRegisters(ctx context.Context, in *registersInput) (*fileOutput, error) {
	options := registers.Options{Lang: registers.Lang(callOf(ctx).tongue), Tolerance: geo.Metres(in.Tolerance)}
	if in.Level != "" {
		var err error
		if options.Level, err = parseLevel("query.level", in.Level); err != nil {
			return nil, err
		}
	}
	ed, err := s.picture(ctx, in.PictureQuery)
	if err != nil {
		return nil, err
	}
	book, kind, write := registers.New(ed, options), xlsxKind, (*registers.Book).XLSX
	var file bytes.Buffer
	if in.Format == "docx" {
		kind, write = docxKind, (*registers.Book).DOCX
	}
	if err := write(book, &file); err != nil {
		return nil, err
	}
	name := fmt.Sprintf("%s界线登记册 %s.%s", ed.County.Name, ed.Key.At, in.Format)
	return fileNamed(name, fmt.Sprintf("%s-borders.%s", ed.Key.County, in.Format), kind, file.Bytes()), nil
}

// BorderBodies are the borders of a level, or of all levels for NoLevel, as the properties of
// GET /v1/borders, to be marshalled.
func BorderBodies(ed *edition.Edition, level adcode.Level) any {
	bodies := []borderBody{}
	borders := ed.Borders()
	for i := range borders {
		if b := &borders[i]; level == adcode.NoLevel || b.Level == level {
			bodies = append(bodies, borderOf(b))
		}
	}
	return bodies
}
