package web

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"net/http"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
)

func (s *Server) cemeteryRoutes() {
	op := operation(http.MethodGet, "/v1/cemeteries/need", "get-grave-need", "cemeteries", "How many graves each village will need less those that are free, and the villages without a cemetery")
	op.Responses = s.siteResponses("the need of the county, its townships and its villages", s.schemaOf(gravesBody{}))
	delete(op.Responses["200"].Content, geoJSON)
	huma.Register(s.api, op, s.graveNeed)
	huma.Register(s.api, operation(http.MethodGet, "/v1/cemeteries/tombs", "get-tombs", "cemeteries", "How far scattered tombs are settled, key area by key area"), s.tombProgress)
}

type graveQuery struct {
	PictureQuery
	Kinds  []string `query:"kinds" doc:"kinds of cemetery; left out: CEM_PUBLIC"`
	Rate   float64  `query:"rate_per_mille" doc:"deaths a year of 1,000 people; left out: 7"`
	Years  int      `query:"years" doc:"left out: 10"`
	Format string   `query:"format" enum:"json,csv,xlsx" default:"json"`
}

// graveLineBody is what the people of a unit need.
type graveLineBody struct {
	Code       string   `json:"code"`
	Name       string   `json:"name"`
	People     int64    `json:"people"`
	Annual     float64  `json:"annual" doc:"graves needed a year"`
	Needed     float64  `json:"needed" doc:"in all years asked for"`
	Free       int64    `json:"free" doc:"its part of the free graves of the cemeteries that serve it"`
	Short      float64  `json:"short" doc:"needed less free; below 0 what is left over"`
	Lasts      *float64 `json:"lasts_years" doc:"until free is used up; null where nobody needs any"`
	Cemeteries int      `json:"cemeteries" doc:"that serve it"`
}

type cemeteryBody struct {
	ID      int64    `json:"id"`
	Name    string   `json:"name"`
	Free    int64    `json:"free"`
	Counted bool     `json:"counted" doc:"false where its graves are not known"`
	Serves  []string `json:"serves" doc:"codes of villages"`
	Unknown []string `json:"unknown" doc:"names it lists that no village of the day bears, or several"`
}

type gravesBody struct {
	Edition    editionBody     `json:"edition"`
	Rate       float64         `json:"rate_per_mille"`
	Years      int             `json:"years"`
	Total      graveLineBody   `json:"total"`
	Townships  []graveLineBody `json:"townships"`
	Villages   []graveLineBody `json:"villages"`
	Without    []string        `json:"without" doc:"codes of villages that no cemetery stands in or serves"`
	Cemeteries []cemeteryBody  `json:"cemeteries"`
	Definition meaningBody     `json:"definition"`
	Hash       string          `json:"input_hash"`
}

func (s *Server) graveNeed(ctx context.Context, in *graveQuery) (*contentOutput, error) {
	ed, err := s.picture(ctx, in.PictureQuery)
	if err != nil {
		return nil, err
	}
	g, err := coverage.AskGraves(ed, coverage.GraveQuestion{Kinds: in.Kinds, RateMille: in.Rate, Years: in.Years})
	if err != nil {
		return nil, inQuery(err)
	}
	return gravesContent(ed, g, in.Format, callOf(ctx).tongue)
}

func gravesContent(ed *edition.Edition, g *coverage.Graves, format string, t tongue) (*contentOutput, error) {
	body := gravesOf(ed, g)
	out := &contentOutput{ContentType: "application/json", Hash: body.Hash}
	var err error
	switch format {
	case "csv":
		out.ContentType, out.Body = csvKind, graveTable(body, t).csv()
	case "xlsx":
		out.ContentType = xlsxKind
		out.Body, err = workbook(graveTable(body, t), definitionTable(g.Definition, body.Hash, t))
	default:
		out.Body, err = json.Marshal(body)
		return out, err
	}
	out.ContentDisposition = fmt.Sprintf(`attachment; filename="%s-graves.%s"`, ed.Key.County, format)
	return out, err
}

func gravesOf(ed *edition.Edition, g *coverage.Graves) gravesBody {
	body := gravesBody{Edition: editionOf(ed), Rate: g.Question.RateMille, Years: g.Question.Years, Total: graveLineOf(ed, &g.Total), Without: unitCodes(ed, g.Without), Cemeteries: []cemeteryBody{},
		Definition: meaningBody(g.Definition), Hash: coverage.ZoningID(ed, coverage.Zoning{}, "graves", g.Question)}
	for i := range g.Towns {
		body.Townships = append(body.Townships, graveLineOf(ed, &g.Towns[i]))
	}
	for i := range g.Villages {
		body.Villages = append(body.Villages, graveLineOf(ed, &g.Villages[i]))
	}
	for _, c := range g.Cemeteries {
		f := &ed.Facilities.List[c.Facility]
		body.Cemeteries = append(body.Cemeteries, cemeteryBody{int64(f.ID), f.Name, c.Free, c.Counted, unitCodes(ed, c.Villages), append([]string{}, c.Unknown...)})
	}
	return body
}

func graveLineOf(ed *edition.Edition, l *coverage.GraveLine) graveLineBody {
	u := &ed.Units[l.Unit]
	b := graveLineBody{Code: u.Code.String(), Name: u.Name, People: l.People, Annual: roundTo(l.Annual, 1000), Needed: roundTo(l.Needed, 1000), Free: l.Free, Short: roundTo(l.Short, 1000), Cemeteries: l.Cemeteries}
	if !math.IsInf(l.Lasts, 1) {
		years := roundTo(l.Lasts, 10)
		b.Lasts = &years
	}
	return b
}

func unitCodes(ed *edition.Edition, units []int) []string {
	codes := make([]string, len(units))
	for i, u := range units {
		codes[i] = ed.Units[u].Code.String()
	}
	return codes
}

func graveTable(b gravesBody, t tongue) table {
	out := table{name: sentence{"墓穴需求", "graves"}.in(t), header: head(t, sentence{"代码", "code"}, sentence{"名称", "name"}, sentence{"人口", "people"}, sentence{"年需求", "a year"},
		sentence{fmt.Sprintf("%d年需求", b.Years), fmt.Sprintf("in %d years", b.Years)}, sentence{"空余墓穴", "free"}, sentence{"缺口", "short"}, sentence{"可用年数", "lasts years"}, sentence{"服务公墓数", "cemeteries"})}
	for _, l := range append(append(slices.Clone(b.Townships), b.Villages...), b.Total) {
		row := []any{l.Code, l.Name, l.People, l.Annual, l.Needed, l.Free, l.Short, nil, int64(l.Cemeteries)}
		if l.Lasts != nil {
			row[7] = *l.Lasts
		}
		out.rows = append(out.rows, row)
	}
	return out
}

// tombAreaBody is a key area, or a tomb entered by itself.
type tombAreaBody struct {
	ID       int64        `json:"id"`
	Name     string       `json:"name"`
	Unit     string       `json:"unit"`
	UnitName string       `json:"unit_name"`
	Settled  *ratioBody   `json:"settled,omitempty" doc:"tombs settled of all; left out where the area's tombs are not counted"`
	Became   string       `json:"became,omitempty" doc:"of a single tomb: 待迁, 已迁, 深埋, 绿化遮挡, 保留, or its state"`
	Along    *zoneHitBody `json:"along,omitempty" doc:"the nearest railway or trunk highway among the zones"`
}

type tombsBody struct {
	Edition    editionBody    `json:"edition"`
	Settled    ratioBody      `json:"settled" doc:"of all key areas whose tombs are counted"`
	Areas      []tombAreaBody `json:"areas"`
	Single     map[string]int `json:"single" doc:"tombs entered one by one, by what became of them"`
	Tombs      []tombAreaBody `json:"tombs"`
	Definition meaningBody    `json:"definition"`
	Hash       string         `json:"input_hash"`
}

type tombsOutput struct{ Body tombsBody }

func (s *Server) tombProgress(ctx context.Context, in *struct{ PictureQuery }) (*tombsOutput, error) {
	ed, err := s.picture(ctx, in.PictureQuery)
	if err != nil {
		return nil, err
	}
	tombs, err := coverage.AskTombs(ed)
	if err != nil {
		return nil, inQuery(err)
	}
	return &tombsOutput{tombsOf(ed, tombs, callOf(ctx).tongue)}, nil
}

func tombsOf(ed *edition.Edition, tombs *coverage.Tombs, t tongue) tombsBody {
	body := tombsBody{Edition: editionOf(ed), Settled: ratioOf(tombs.Settled), Areas: []tombAreaBody{}, Single: maps.Clone(tombs.Single), Tombs: []tombAreaBody{},
		Definition: meaningBody(tombs.Definition), Hash: coverage.ZoningID(ed, coverage.Zoning{}, "tombs")}
	for _, a := range tombs.Areas {
		b := tombOf(ed, a.Facility, a.Unit, a.Along, t)
		if a.Counted {
			r := ratioOf(a.Settled)
			b.Settled = &r
		}
		body.Areas = append(body.Areas, b)
	}
	for _, p := range tombs.Places {
		b := tombOf(ed, p.Facility, p.Unit, p.Along, t)
		b.Became = p.Became
		body.Tombs = append(body.Tombs, b)
	}
	return body
}

func tombOf(ed *edition.Edition, facility, unit int, along *coverage.ZoneHit, t tongue) tombAreaBody {
	f := &ed.Facilities.List[facility]
	b := tombAreaBody{ID: int64(f.ID), Name: f.Name}
	b.Unit, b.UnitName = codeAndName(ed, unit)
	if along != nil {
		b.Along = &hitsOf(ed, []coverage.ZoneHit{*along}, t)[0]
	}
	return b
}

func ratioOf(r coverage.Ratio) ratioBody { return ratioBody{r.Covered, r.Of, roundShare(r.Share())} }

// GravesBody is the need of graves in the form of GET /v1/cemeteries/need, to be marshalled.
func GravesBody(ed *edition.Edition, g *coverage.Graves) any { return gravesOf(ed, g) }

// GravesFile writes the need of graves as "csv" or "xlsx".
func GravesFile(ed *edition.Edition, g *coverage.Graves, format string) ([]byte, error) {
	out, err := gravesContent(ed, g, format, english)
	if err != nil {
		return nil, err
	}
	return out.Body, nil
}

// TombsBody is the settling of tombs in the form of GET /v1/cemeteries/tombs, to be marshalled.
func TombsBody(ed *edition.Edition, tombs *coverage.Tombs) any { return tombsOf(ed, tombs, english) }
