package web

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humamux"

	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
)

// How long a search may take: while the caller waits without a word, and while it is told
// how far it has come. Searches end when their caller goes away.
const (
	sitingTime       = 25 * time.Second
	sitingStreamTime = 10 * time.Minute
	mostSearches     = 2 // at a time: each keeps a processor busy
)

func (s *Server) sitingRoutes() {
	op := operation(http.MethodPost, "/v1/siting", "find-sites", "coverage", "Where new facilities should stand, with a proof of how good the answer is")
	op.Description = "Accept: application/json gives the answer after 25 seconds at most (time_limit_s), proven or with its gap; application/geo+json the sites as points; text/csv a table of the sites with bound, gap, definition and question_id, XLSX also townships, curve, and what was left out. The member format asks for the same. " +
		"text/event-stream tells meanwhile how far the search has come (event progress {sites, objective, bound, seconds}), and then event answer, the same body as with JSON, or event problem; it may take up to 600 seconds. A search ends when its caller goes away."
	answer := s.api.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[SitingAnswerBody](), true, "SitingAnswerBody")
	op.Responses = fileResponse("the sites, the one that brings most first", "application/json", answer)
	op.Responses["200"].Content[geoJSON] = &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeObject}}
	for _, kind := range []string{csvKind, xlsxKind} {
		op.Responses["200"].Content[kind] = &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}
	}
	op.Responses["200"].Content["text/event-stream"] = &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString}}
	huma.Register(s.api, op, s.findSites)
}

type sitingInput struct {
	Accept string `header:"Accept" doc:"application/json, application/geo+json, text/csv, the type of XLSX, or text/event-stream"`
	Body   struct {
		PictureBody
		SitingBody
		Format string `json:"format,omitempty" enum:"json,geojson,csv,xlsx" doc:"left out: as Accept says, or else json"`
	}
}

// format is how the answer is written, "events" for a stream.
func (in *sitingInput) format() string {
	for _, f := range [][2]string{{"text/event-stream", "events"}, {"geo+json", "geojson"}, {"text/csv", "csv"}, {"spreadsheetml", "xlsx"}} {
		if in.Body.Format == "" && strings.Contains(in.Accept, f[0]) {
			return f[1]
		}
	}
	return cmp.Or(in.Body.Format, "json")
}

type sitingOutput struct {
	ContentType        string `header:"Content-Type"`
	ContentDisposition string `header:"Content-Disposition"`
	CacheControl       string `header:"Cache-Control"`
	Hash               string `header:"Xiantu-Input-Hash"`
	Body               func(huma.Context)
}

func (s *Server) findSites(ctx context.Context, in *sitingInput) (*sitingOutput, error) {
	q, err := in.Body.SitingBody.parse()
	if err != nil {
		return nil, err
	}
	format := in.format()
	streams := format == "events"
	most := sitingTime
	if streams {
		most = sitingStreamTime
	}
	if q.TimeLimit, err = in.Body.limit(most); err != nil {
		return nil, err
	}
	ed, err := s.pictureAt(ctx, "body.", in.Body.County, in.Body.At, in.Body.plan())
	if err != nil {
		return nil, err
	}
	if streams {
		return &sitingOutput{ContentType: "text/event-stream", CacheControl: "no-store", Hash: coverage.SiteID(ed, q), Body: func(c huma.Context) { s.streamSites(c, ed, q) }}, nil
	}
	a, err := s.bestSites(ctx, ed, q)
	if err != nil {
		return nil, err
	}
	return sitesWritten(ed, q, a, format, callOf(ctx).tongue)
}

func sitesWritten(ed *edition.Edition, q coverage.SiteQuestion, a *coverage.SiteAnswer, format string, t tongue) (out *sitingOutput, err error) {
	body, text := sitingAnswerOf(ed, q, a), []byte(nil)
	out = &sitingOutput{CacheControl: "no-store", Hash: body.ID, Body: func(c huma.Context) { c.BodyWriter().Write(text) }}
	switch format {
	case "json":
		out.ContentType = "application/json"
		text, err = json.Marshal(body)
	case "geojson":
		out.ContentType, text = geoJSON, sitesGeoJSON(ed, q, a)
	default:
		out.ContentType = map[string]string{"csv": csvKind, "xlsx": xlsxKind}[format]
		out.ContentDisposition = fmt.Sprintf(`attachment; filename="%s-sites.%s"`, ed.Key.County, format)
		text, err = sitingFile(body, format, t)
	}
	return out, err
}

// bestSites looks for sites when its turn has come.
func (s *Server) bestSites(ctx context.Context, ed *edition.Edition, q coverage.SiteQuestion) (*coverage.SiteAnswer, error) {
	waited, cancel := context.WithTimeout(ctx, sitingTime)
	defer cancel()
	select {
	case s.searches <- struct{}{}:
		defer func() { <-s.searches }()
	case <-waited.Done():
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, &refusal{status: http.StatusServiceUnavailable, said: sentence{"正在进行的选址计算太多：请稍后再试", "too many searches for sites are under way: try again in a while"}}
	}
	beside, err := s.beside(ctx, ed, q.Question())
	if err != nil {
		return nil, err
	}
	return coverage.FindSites(ctx, ed, q, beside...)
}

// sitingProgress is how far a search has come.
type sitingProgress struct {
	Sites     int     `json:"sites"`
	Objective float64 `json:"objective"`
	Bound     float64 `json:"bound"`
	Seconds   float64 `json:"seconds"`
}

// streamSites tells how far the search has come, and then what was found.
func (s *Server) streamSites(c huma.Context, ed *edition.Edition, q coverage.SiteQuestion) {
	r, w := humamux.Unwrap(c)
	e := &eventStream{w: w, control: http.NewResponseController(w)}
	e.write(": searching\n\n")
	q.Progress = func(p coverage.SiteProgress) {
		if time.Since(e.spoke) > followEvery {
			e.send("progress", sitingProgress{p.Sites, p.Objective, p.Bound, p.Elapsed.Seconds()})
		}
	}
	a, err := s.bestSites(r.Context(), ed, q)
	if err != nil {
		e.send("problem", problemOf(r.Context(), err))
		return
	}
	e.send("answer", sitingAnswerOf(ed, q, a))
}
