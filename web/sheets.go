package web

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

func (s *Server) sheetRoutes() {
	op := operation(http.MethodPost, "/v1/maps", "print-map", "maps", "The division map (行政区划图) of a county as a sheet")
	op.Description = "What is large, or where the header Prefer says respond-async, is made by a job: 202, and GET /v1/jobs/{id} says how far it is and then where the file is fetched. The same order of the same versions gives the same bytes."
	op.Responses = fileResponse("the sheet", sheetTypes["pdf"], nil)
	op.Responses["200"].Content[sheetTypes["svg"]] = &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString}}
	op.Responses["200"].Content[sheetTypes["png"]] = &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}
	op.Responses["200"].Headers = map[string]*huma.Param{notesHeader: {Description: "how many names stand on the map, by a number in the key, or only on a sheet behind it, where any do; which characters the fonts lack, and in which names: a line each, percent-encoded; left out: nothing", Schema: &huma.Schema{Type: huma.TypeString}}}
	op.Responses["202"] = &huma.Response{Description: "the job that makes the file; its file says where that is fetched, once it is there",
		Content: map[string]*huma.MediaType{"application/json": {Schema: s.api.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[jobBody](), true, "JobBody")}}}
	huma.Register(s.api, op, s.printMap)
}

type sheetInput struct {
	Prefer string `header:"Prefer" doc:"respond-async: have a job make the file, however small" example:"respond-async"`
	Body   sheetBody
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

// sheetOutput is a file, or the job that makes it.
type sheetOutput struct {
	Status             int
	Location           string `header:"Location"`
	ContentType        string `header:"Content-Type"`
	ContentDisposition string `header:"Content-Disposition"`
	CacheControl       string `header:"Cache-Control"`
	Notes              string `header:"Xiantu-Notes"`
	Body               []byte
}

func (s *Server) printMap(ctx context.Context, in *sheetInput) (*sheetOutput, error) {
	order, err := in.Body.order(callOf(ctx).tongue)
	if err != nil {
		return nil, err
	}
	if err := order.Check(); err != nil {
		return nil, err
	}
	ed, err := s.pictureAt(ctx, "body.", in.Body.County, in.Body.At, in.Body.plan())
	if err != nil {
		return nil, err
	}
	if order.isLarge() || strings.Contains(in.Prefer, "respond-async") {
		made, err := s.orderSheet(ctx, &in.Body, order, ed)
		if err != nil {
			return nil, err
		}
		return sheetJobOf(made, callOf(ctx).tongue), nil
	}
	select {
	case s.printing <- struct{}{}:
		defer func() { <-s.printing }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	print, err := Printer{s.Ledger, s.Editions}.Print(ctx, order, ed, nil)
	if err != nil {
		return nil, within("body.question.", err)
	}
	var file bytes.Buffer
	if err := print.Write(&file); err != nil {
		return nil, err
	}
	f := fileNamed(print.Name(), fmt.Sprintf("%s-map.%s", ed.Key.County, order.Format), sheetTypes[order.Format], file.Bytes())
	return &sheetOutput{Status: http.StatusOK, ContentType: f.ContentType, ContentDisposition: f.ContentDisposition, CacheControl: f.CacheControl, Notes: print.header(callOf(ctx).tongue), Body: f.Body}, nil
}
