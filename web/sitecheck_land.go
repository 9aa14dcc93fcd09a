package web

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
)

func (s *Server) freelandRoutes() {
	for _, r := range []struct{ method, id string }{{http.MethodGet, "get-freeland"}, {http.MethodPost, "ask-freeland"}} {
		op := operation(r.method, "/v1/freeland", r.id, "cemeteries", "The land on which no zone forbids a cemetery, unit by unit, as GeoJSON or as a table of areas")
		op.Responses = geoJSONResponse("a FeatureCollection", freeBody{}, s)
		for kind, content := range s.siteResponses("", nil)["200"].Content {
			if kind != geoJSON && kind != "application/json" {
				op.Responses["200"].Content[kind] = content
			}
		}
		if r.method == http.MethodGet {
			huma.Register(s.api, op, s.getFreeland)
		} else {
			huma.Register(s.api, op, s.askFreeland)
		}
	}
}

// freeBody are the properties of a unit's free land.
type freeBody struct {
	Unit  string  `json:"unit"`
	Name  string  `json:"name"`
	Area  float64 `json:"area_m2" doc:"free"`
	Mu    float64 `json:"area_mu" doc:"the same in 亩"`
	Taken float64 `json:"forbidden_m2" doc:"within zones and their strips; area_m2 and this are all of of_m2"`
	Of    float64 `json:"of_m2" doc:"the unit's land"`
	Share float64 `json:"share" doc:"area_m2/of_m2"`
	Parts int     `json:"parts" doc:"separate pieces of free land"`
}

type freelandQuery struct {
	PictureQuery
	Unit      string   `query:"unit" doc:"only what lies in this unit; left out: the county"`
	By        string   `query:"by" enum:"county,township,village" default:"county"`
	Setbacks  []string `query:"setbacks_m" doc:"strips of other widths than imported, kind:metres" example:"[\"railway:300\",\"river:250\"]"`
	Tolerance float64  `query:"tolerance_m" doc:"how far edges drawn may lie beyond the true ones; left out: 0.5"`
	Format    string   `query:"format" enum:"geojson,csv,xlsx" default:"geojson"`
}

type freelandInput struct {
	Body struct {
		PictureBody
		ZoningBody
		Unit      string  `json:"unit,omitempty" doc:"only what lies in this unit; left out: the county"`
		By        string  `json:"by,omitempty" enum:"county,township,village" default:"county"`
		Tolerance float64 `json:"tolerance_m,omitempty" doc:"how far edges drawn may lie beyond the true ones; left out: 0.5"`
		Format    string  `json:"format,omitempty" enum:"geojson,csv,xlsx" default:"geojson"`
	}
}

func (s *Server) getFreeland(ctx context.Context, in *freelandQuery) (*contentOutput, error) {
	ed, err := s.picture(ctx, in.PictureQuery)
	if err != nil {
		return nil, err
	}
	setbacks, err := ParseSetbacks(in.Setbacks)
	if err != nil {
		return nil, badParameter("query.setbacks_m", "setbacks_m 应写成 类别:米，如 railway:300", err.Error())
	}
	unit, err := parseUnit("query.unit", in.Unit)
	if err != nil {
		return nil, err
	}
	level, err := parseLevel("query.by", in.By)
	if err != nil {
		return nil, err
	}
	free, err := freeContent(ed, coverage.FreeQuestion{Zoning: coverage.Zoning{Setbacks: setbacks}, By: level, Unit: unit, Tolerance: geo.Metres(in.Tolerance)}, in.Format, callOf(ctx).tongue)
	return free, inQuery(err)
}

func (s *Server) askFreeland(ctx context.Context, in *freelandInput) (*contentOutput, error) {
	b := &in.Body
	ed, err := s.pictureAt(ctx, "body.", b.County, b.At, b.plan())
	if err != nil {
		return nil, err
	}
	unit, err := parseUnit("body.unit", b.Unit)
	if err != nil {
		return nil, err
	}
	level, err := parseLevel("body.by", b.By)
	if err != nil {
		return nil, err
	}
	return freeContent(ed, coverage.FreeQuestion{Zoning: b.zoning(), By: level, Unit: unit, Tolerance: geo.Metres(b.Tolerance)}, b.Format, callOf(ctx).tongue)
}

// ParseSetbacks reads widths of strips as "kind:metres" or "kind=metres".
func ParseSetbacks(texts []string) (map[string]geo.Metres, error) {
	setbacks := map[string]geo.Metres{}
	for _, text := range texts {
		kind, wide, ok := strings.Cut(strings.Replace(text, "=", ":", 1), ":")
		m, err := strconv.ParseFloat(wide, 64)
		if !ok || err != nil {
			return nil, fmt.Errorf("%q is not a strip's width: write kind:metres, such as railway:300", text)
		}
		setbacks[kind] = geo.Metres(m)
	}
	return setbacks, nil
}

// freeContent draws the free land and writes it in a format.
func freeContent(ed *edition.Edition, q coverage.FreeQuestion, format string, t tongue) (*contentOutput, error) {
	free, err := coverage.FreeLand(ed, q)
	if err != nil {
		return nil, err
	}
	hash := freeID(ed, free)
	out := &contentOutput{ContentType: geoJSON, Hash: hash}
	switch format {
	case "csv":
		out.ContentType, out.Body = csvKind, freeTable(ed, free, t).csv()
	case "xlsx":
		out.ContentType = xlsxKind
		out.Body, err = workbook(freeTable(ed, free, t), definitionTable(free.Definition, hash, t))
	default:
		out.Body = freeGeoJSON(ed, free, hash)
		return out, nil
	}
	out.ContentDisposition = fmt.Sprintf(`attachment; filename="%s-freeland.%s"`, ed.Key.County, format)
	return out, err
}

func freeOf(ed *edition.Edition, l *coverage.FreeLine) freeBody {
	u := &ed.Units[l.Unit]
	body := freeBody{Unit: u.Code.String(), Name: u.Name, Area: roundArea(l.Free), Mu: roundTo(l.Free.Mu(), 100), Of: roundArea(l.Of), Parts: len(l.Shape)}
	body.Taken = roundArea(geo.SquareMetres(body.Of - body.Area)) // of what is written, so that it adds up
	if l.Of > 0 {
		body.Share = roundShare(float64(l.Free / l.Of))
	}
	return body
}

func freeGeoJSON(ed *edition.Edition, free *coverage.Free, hash string) []byte {
	g := &geoWriter{}
	g.begin(member{"edition", editionOf(ed)}, member{"definition", meaningBody(free.Definition)}, member{"input_hash", hash}, member{"tolerance_m", float64(free.Question.Tolerance)})
	g.free(ed, free)
	return g.end()
}

func (g *geoWriter) free(ed *edition.Edition, free *coverage.Free) {
	for i := range free.Lines {
		l := &free.Lines[i]
		g.feature(nil, freeOf(ed, l), func() { g.geometry(l.Shape) })
	}
}

// freeID names what free land is worked out from.
func freeID(ed *edition.Edition, free *coverage.Free) string {
	return coverage.ZoningID(ed, free.Question.Zoning, "free", free.Question.By, free.Question.Unit.String(), float64(free.Question.Tolerance))
}

func freeTable(ed *edition.Edition, free *coverage.Free, t tongue) table {
	out := table{name: sentence{"可用地", "free land"}.in(t), header: head(t, sentence{"代码", "code"}, sentence{"名称", "name"}, sentence{"可用面积（平方千米）", "free km2"}, sentence{"可用面积（亩）", "free mu"},
		sentence{"禁建面积（平方千米）", "forbidden km2"}, sentence{"面积（平方千米）", "area km2"}, sentence{"可用比例", "free share"}, sentence{"块数", "pieces"})}
	for i := range free.Lines {
		b := freeOf(ed, &free.Lines[i])
		out.rows = append(out.rows, []any{b.Unit, b.Name, decimals(b.Area/1e6, 6), b.Mu, decimals(b.Taken/1e6, 6), decimals(b.Of/1e6, 6), b.Share, int64(b.Parts)})
	}
	return out
}

func sortedKinds(counts map[string]int) []string { return slices.Sorted(maps.Keys(counts)) }

// SiteBodies are judged places in the form of POST /v1/sitecheck, to be marshalled.
func SiteBodies(ed *edition.Edition, v *coverage.Verdicts) any { return judgedAllOf(ed, v, english) }

// GridBody is a judged grid in the form of POST /v1/sitecheck/grid, to be marshalled.
func GridBody(ed *edition.Edition, j *coverage.Judged) any {
	return judgedGridOf(ed, j, rasterID(ed, coverage.Raster{Zoning: j.Zoning, Unit: ed.Units[j.Unit].Code, Step: j.Step}), english)
}

// SitesFile writes judged places as "geojson", "csv" or "xlsx".
func SitesFile(ed *edition.Edition, v *coverage.Verdicts, format string) ([]byte, error) {
	var places []any
	for _, p := range v.Places {
		places = append(places, p.Place)
	}
	out, err := judgedContent(ed, v, coverage.ZoningID(ed, v.Zoning, places), format, english)
	if err != nil {
		return nil, err
	}
	return out.Body, nil
}

// FreeLandFile draws the free land and writes it as "geojson", "csv" or "xlsx".
func FreeLandFile(ed *edition.Edition, q coverage.FreeQuestion, format string) ([]byte, error) {
	out, err := freeContent(ed, q, format, english)
	if err != nil {
		return nil, err
	}
	return out.Body, nil
}
