package web

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/url"

	"github.com/danielgtaylor/huma/v2"

	"github.com/xiantu/xiantu/maps"
)

func (s *Server) sheetRoutes() {
	op := operation(http.MethodPost, "/v1/maps", "print-map", "maps", "The division map (行政区划图) of a county as a sheet")
	op.Responses = fileResponse("the sheet", "application/pdf", nil)
	op.Responses["200"].Content["image/svg+xml"] = &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString}}
	op.Responses["200"].Content["image/png"] = &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}
	huma.Register(s.api, op, s.printMap)
}

type sheetInput struct {
	Body struct {
		PictureBody
		Kind         string   `json:"kind,omitempty" enum:"townships,villages" default:"townships"`
		Paper        string   `json:"paper,omitempty" default:"A4" doc:"A0 to A4, 全开, 对开, or WxH in millimetres"`
		Format       string   `json:"format,omitempty" enum:"pdf,svg,png" default:"pdf"`
		Scale        int      `json:"scale,omitempty" doc:"denominator; left out: the largest round one that fits"`
		Title        string   `json:"title,omitempty"`
		Compiler     string   `json:"compiler,omitempty"`
		ReviewNumber string   `json:"review_number,omitempty" doc:"审图号; without it the sheet is marked for internal use"`
		Public       bool     `json:"public,omitempty" doc:"refused without a review number"`
		Facilities   []string `json:"facilities,omitempty" doc:"kinds of facility to show"`
		DPI          int      `json:"dpi,omitempty" minimum:"20" maximum:"600" default:"150" doc:"of a PNG"`
	}
}

// fileOutput is a file to save.
type fileOutput struct {
	ContentType        string `header:"Content-Type"`
	ContentDisposition string `header:"Content-Disposition"`
	CacheControl       string `header:"Cache-Control"`
	Body               []byte
}

// fileNamed is a file under a name that may be Chinese (RFC 6266).
func fileNamed(name, fallback, kind string, body []byte) *fileOutput {
	return &fileOutput{kind, fmt.Sprintf(`attachment; filename="%s"; filename*=UTF-8''%s`, fallback, url.PathEscape(name)), "no-store", body}
}

func (s *Server) printMap(ctx context.Context, in *sheetInput) (*fileOutput, error) {
	b := &in.Body
	paper, err := maps.ParsePaper(b.Paper)
	if err != nil {
		return nil, badBody("paper", fmt.Sprintf("没有纸张“%s”：可用 A0 至 A4、全开、对开，或以毫米计的 宽x高", b.Paper), err.Error())
	}
	ed, err := s.pictureAt(ctx, "body.", b.County, b.At, b.plan())
	if err != nil {
		return nil, err
	}
	sheet, err := maps.New(ed, maps.Options{
		Kind: maps.Kind(b.Kind), Paper: paper, Scale: b.Scale, Title: b.Title, Compiler: b.Compiler,
		ReviewNumber: b.ReviewNumber, Public: b.Public, Facilities: b.Facilities, Lang: maps.Lang(callOf(ctx).tongue),
	})
	if err != nil {
		return nil, err
	}
	var file bytes.Buffer
	kind := map[string]string{"pdf": "application/pdf", "svg": "image/svg+xml", "png": "image/png"}[b.Format]
	switch b.Format {
	case "svg":
		err = sheet.SVG(&file)
	case "png":
		err = sheet.PNG(&file, b.DPI)
	default:
		err = sheet.PDF(&file)
	}
	if err != nil {
		return nil, err
	}
	name := fmt.Sprintf("%s行政区划图 %s.%s", ed.County.Name, ed.Key.At, b.Format)
	return fileNamed(name, fmt.Sprintf("%s-map.%s", ed.Key.County, b.Format), kind, file.Bytes()), nil
}
