package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"

	"github.com/danielgtaylor/huma/v2"
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
)

func (s *Server) sitecheckRoutes() {
	op := operation(http.MethodPost, "/v1/sitecheck", "check-sites", "cemeteries", "Which zones forbid a cemetery at given places, how far they are, and by which article")
	op.Responses = s.siteResponses("the sites in the order asked; with format report an object with edition, definition and hash around them",
		&huma.Schema{OneOf: []*huma.Schema{{Type: huma.TypeArray, Items: s.schemaOf(judgedBody{})}, s.schemaOf(judgedReportBody{})}})
	huma.Register(s.api, op, s.checkSites)
	op = operation(http.MethodPost, "/v1/sitecheck/grid", "check-sites-grid", "cemeteries", "A unit's land judged place by place, in the middles of squares, with counts")
	op.Responses = s.siteResponses("counts, and the places where there are at most 10,000", s.schemaOf(judgedGridBody{}))
	huma.Register(s.api, op, s.checkGrid)
}

// schemaOf is the schema of a body that is written as bytes.
func (s *Server) schemaOf(body any) *huma.Schema {
	t := reflect.TypeOf(body)
	return s.api.OpenAPI().Components.Schemas.Schema(t, true, t.Name())
}

func (s *Server) siteResponses(said string, body *huma.Schema) map[string]*huma.Response {
	r := fileResponse(said, "application/json", body)
	for _, kind := range []string{geoJSON, csvKind, xlsxKind} {
		r["200"].Content[kind] = &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}
	}
	return r
}

// ZoningBody says which strips count.
type ZoningBody struct {
	Setbacks map[string]float64 `json:"setbacks_m,omitempty" doc:"width of the strip around zones of a kind, in metres; kinds left out keep what was imported" example:"{\"railway\":300}"`
	Nearest  int                `json:"nearest,omitempty" minimum:"0" maximum:"50" doc:"how many zones to name beside those that forbid a site"`
}

func (b ZoningBody) zoning() coverage.Zoning {
	z := coverage.Zoning{Nearest: b.Nearest}
	for kind, m := range b.Setbacks {
		if z.Setbacks == nil {
			z.Setbacks = map[string]geo.Metres{}
		}
		z.Setbacks[kind] = geo.Metres(m)
	}
	return z
}

type judgeInput struct {
	Body struct {
		PictureBody
		ZoningBody
		Points [][2]float64 `json:"points" minItems:"1" maxItems:"10000" doc:"[lon, lat] in degrees"`
		Format string       `json:"format,omitempty" enum:"json,report,geojson,csv,xlsx" default:"json" doc:"report: an object with edition, definition and input_hash around the sites"`
	}
}

// zoneHitBody is INTERFACE's zone of a site.
type zoneHitBody struct {
	ID       string  `json:"id"`
	Kind     string  `json:"kind"`
	KindName string  `json:"kind_name"`
	Name     string  `json:"name"`
	Distance float64 `json:"distance_m" doc:"geodesic; 0 within the zone or on its border"`
	Setback  float64 `json:"setback_m" doc:"the zone forbids where distance_m is at most this"`
	Article  string  `json:"article"`
}

// judgedBody is INTERFACE's site.
type judgedBody struct {
	Lon       float64       `json:"lon"`
	Lat       float64       `json:"lat"`
	Unit      string        `json:"unit" doc:"code of the lowest unit that holds it; empty: none"`
	UnitName  string        `json:"unit_name"`
	Outside   bool          `json:"outside" doc:"not in the county, of which alone the zones are known: counts as forbidden"`
	Forbidden bool          `json:"forbidden"`
	Zones     []zoneHitBody `json:"zones" doc:"those that forbid it, the nearest first"`
	Nearest   []zoneHitBody `json:"nearest,omitempty" doc:"further ones, the one nearest to forbidding it first"`
}

type judgedReportBody struct {
	Edition    editionBody  `json:"edition"`
	Definition meaningBody  `json:"definition"`
	Hash       string       `json:"input_hash"`
	Count      int          `json:"count"`
	Forbidden  int          `json:"forbidden"`
	Sites      []judgedBody `json:"sites"`
}

type meaningBody struct {
	Zh string `json:"zh"`
	En string `json:"en"`
}

// zoneCountBody counts the places that zones of a kind forbid.
type zoneCountBody struct {
	Kind   string  `json:"kind"`
	Name   string  `json:"name"`
	Places int     `json:"places"`
	Share  float64 `json:"share"`
}

type judgedGridBody struct {
	Edition    editionBody     `json:"edition"`
	Definition meaningBody     `json:"definition"`
	Hash       string          `json:"input_hash"`
	Unit       string          `json:"unit"`
	UnitName   string          `json:"unit_name"`
	Step       float64         `json:"grid_m"`
	Count      int             `json:"count"`
	Free       int             `json:"free"`
	Forbidden  int             `json:"forbidden"`
	FreeShare  float64         `json:"free_share"`
	ByKind     []zoneCountBody `json:"by_kind" doc:"a place may be forbidden by several"`
	Sites      []judgedBody    `json:"sites,omitempty" doc:"where there are at most 10,000; more come as a file"`
}

func judgedOf(ed *edition.Edition, v *coverage.Verdict, t tongue) judgedBody {
	body := judgedBody{Lon: v.Place[0], Lat: v.Place[1], Outside: v.Outside, Forbidden: v.Forbidden, Zones: hitsOf(ed, v.Zones, t), Nearest: hitsOf(ed, v.Nearest, t)}
	if v.Unit >= 0 {
		body.Unit, body.UnitName = ed.Units[v.Unit].Code.String(), ed.Units[v.Unit].Name
	}
	return body
}

func hitsOf(ed *edition.Edition, hits []coverage.ZoneHit, t tongue) []zoneHitBody {
	bodies := make([]zoneHitBody, len(hits))
	for i, h := range hits {
		z := &ed.Zones.List[h.Zone]
		bodies[i] = zoneHitBody{z.ID, z.Kind, zoneKindName(z.Kind, t), z.Name, roundTo(float64(h.Distance), 1000), float64(h.Setback), z.Article}
	}
	return bodies
}

func zoneKindName(kind string, t tongue) string {
	zh, en := coverage.ZoneName(kind)
	return sentence{zh, en}.in(t)
}

func judgedAllOf(ed *edition.Edition, v *coverage.Verdicts, t tongue) []judgedBody {
	bodies := make([]judgedBody, len(v.Places))
	for i := range v.Places {
		bodies[i] = judgedOf(ed, &v.Places[i], t)
	}
	return bodies
}

// contentOutput is an answer in one of several formats, with the hash of what it answers.
type contentOutput struct {
	ContentType        string `header:"Content-Type"`
	ContentDisposition string `header:"Content-Disposition"`
	Hash               string `header:"Xiantu-Input-Hash"`
	Body               []byte
}

func (s *Server) checkSites(ctx context.Context, in *judgeInput) (*contentOutput, error) {
	ed, err := s.pictureAt(ctx, "body.", in.Body.County, in.Body.At, in.Body.plan())
	if err != nil {
		return nil, err
	}
	places := make([]orb.Point, len(in.Body.Points))
	for i, p := range in.Body.Points {
		places[i] = p
	}
	v, err := coverage.Judge(ed, in.Body.zoning(), places)
	if err != nil {
		return nil, err
	}
	return judgedContent(ed, v, coverage.ZoningID(ed, v.Zoning, places), in.Body.Format, callOf(ctx).tongue)
}

// judgedContent writes judged places in a format.
func judgedContent(ed *edition.Edition, v *coverage.Verdicts, hash, format string, t tongue) (*contentOutput, error) {
	out := &contentOutput{ContentType: "application/json", Hash: hash}
	var err error
	switch format {
	case "geojson":
		out.ContentType, out.Body = geoJSON, judgedGeoJSON(ed, v, hash, t)
	case "csv":
		out.ContentType, out.Body = csvKind, judgedTable(ed, v, t).csv()
	case "xlsx":
		out.ContentType = xlsxKind
		out.Body, err = workbook(judgedTable(ed, v, t), definitionTable(v.Definition, hash, t))
	case "report":
		out.Body, err = json.Marshal(judgedReportBody{editionOf(ed), meaningBody(v.Definition), hash, len(v.Places), v.Forbidden, judgedAllOf(ed, v, t)})
	default:
		out.Body, err = json.Marshal(judgedAllOf(ed, v, t))
	}
	if format == "csv" || format == "xlsx" || format == "geojson" {
		out.ContentDisposition = fmt.Sprintf(`attachment; filename="%s-sites.%s"`, ed.Key.County, format)
	}
	return out, err
}

func judgedGeoJSON(ed *edition.Edition, v *coverage.Verdicts, hash string, t tongue) []byte {
	g := &geoWriter{}
	g.begin(member{"edition", editionOf(ed)}, member{"definition", meaningBody(v.Definition)}, member{"input_hash", hash})
	for i := range v.Places {
		body := judgedOf(ed, &v.Places[i], t)
		g.feature(nil, body, func() { g.point(&v.Places[i].Place) })
	}
	return g.end()
}

// judgedTable has a row for each zone that forbids a place, and one for a free place.
func judgedTable(ed *edition.Edition, v *coverage.Verdicts, t tongue) table {
	out := table{name: sentence{"选址判断", "sites"}.in(t), header: head(t, sentence{"序号", "no."}, sentence{"经度", "lon"}, sentence{"纬度", "lat"}, sentence{"单位代码", "unit"}, sentence{"单位", "unit name"},
		sentence{"结论", "verdict"}, sentence{"禁建区类别", "kind of zone"}, sentence{"禁建区", "zone"}, sentence{"距离（米）", "distance m"}, sentence{"隔离带（米）", "strip m"}, sentence{"依据", "article"})}
	for i := range v.Places {
		b := judgedOf(ed, &v.Places[i], t)
		said := sentence{"可用", "free"}
		switch {
		case b.Outside:
			said = sentence{"县域以外", "outside the county"}
		case b.Forbidden:
			said = sentence{"不得建", "forbidden"}
		}
		row := []any{int64(i + 1), b.Lon, b.Lat, b.Unit, b.UnitName, said.in(t)}
		if len(b.Zones) == 0 {
			out.rows = append(out.rows, append(row, "", "", nil, nil, ""))
		}
		for _, z := range b.Zones {
			out.rows = append(out.rows, append(row[:6:6], z.KindName, z.Name, z.Distance, z.Setback, z.Article))
		}
	}
	return out
}

// definitionTable is a sheet that says what the figures mean.
func definitionTable(d coverage.Definition, hash string, t tongue) table {
	return table{name: sentence{"说明", "definition"}.in(t), header: head(t, sentence{"项目", "item"}, sentence{"内容", "text"}),
		rows: [][]any{{sentence{"口径", "definition"}.in(t), sentence{d.Zh, d.En}.in(t)}, {sentence{"输入校验", "input hash"}.in(t), hash}}}
}

type gridInput struct {
	Body struct {
		PictureBody
		ZoningBody
		Unit   string  `json:"unit,omitempty" doc:"code of the unit to judge; left out: the county"`
		Step   float64 `json:"grid_m" doc:"side of the squares in metres; at most 250,000 places"`
		Format string  `json:"format,omitempty" enum:"json,geojson,csv,xlsx" default:"json"`
	}
}

func (s *Server) checkGrid(ctx context.Context, in *gridInput) (*contentOutput, error) {
	ed, err := s.pictureAt(ctx, "body.", in.Body.County, in.Body.At, in.Body.plan())
	if err != nil {
		return nil, err
	}
	unit, err := parseUnit("body.unit", in.Body.Unit)
	if err != nil {
		return nil, err
	}
	r := coverage.Raster{Zoning: in.Body.zoning(), Unit: unit, Step: geo.Metres(in.Body.Step)}
	judged, err := coverage.JudgeRaster(ed, r)
	if err != nil {
		return nil, err
	}
	t, hash := callOf(ctx).tongue, rasterID(ed, r)
	if in.Body.Format != "json" {
		return judgedContent(ed, &judged.Verdicts, hash, in.Body.Format, t)
	}
	body, err := json.Marshal(judgedGridOf(ed, judged, hash, t))
	return &contentOutput{ContentType: "application/json", Hash: hash, Body: body}, err
}

func rasterID(ed *edition.Edition, r coverage.Raster) string {
	return coverage.ZoningID(ed, r.Zoning, "grid", r.Unit.String(), float64(r.Step))
}

// mostListed is how many places of a grid are listed one by one.
const mostListed = 10_000

func judgedGridOf(ed *edition.Edition, j *coverage.Judged, hash string, t tongue) judgedGridBody {
	u := &ed.Units[j.Unit]
	body := judgedGridBody{Edition: editionOf(ed), Definition: meaningBody(j.Definition), Hash: hash, Unit: u.Code.String(), UnitName: u.Name, Step: float64(j.Step),
		Count: len(j.Places), Free: j.Free, Forbidden: j.Forbidden, FreeShare: shareOf(j.Free, len(j.Places)), ByKind: []zoneCountBody{}}
	for _, kind := range sortedKinds(j.ByKind) {
		body.ByKind = append(body.ByKind, zoneCountBody{kind, zoneKindName(kind, t), j.ByKind[kind], shareOf(j.ByKind[kind], len(j.Places))})
	}
	if len(j.Places) <= mostListed {
		body.Sites = judgedAllOf(ed, &j.Verdicts, t)
	}
	return body
}

func shareOf(n, of int) float64 {
	return roundShare(coverage.Ratio{Covered: int64(n), Of: int64(of)}.Share())
}

// parseUnit reads the code of a unit; empty is none.
func parseUnit(at, text string) (adcode.Code, error) {
	if text == "" {
		return adcode.Code{}, nil
	}
	code, err := adcode.Parse(text)
	if err != nil {
		return code, &refusal{status: statusAt(at), at: at, said: sentence{fmt.Sprintf("“%s”不是区划代码", text), err.Error()}}
	}
	return code, nil
}
