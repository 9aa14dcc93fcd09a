package web

import (
	"context"
	"math"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
)

func (s *Server) unitRoutes() {
	op := operation(http.MethodGet, "/v1/units", "list-units", "units", "The units in force on a day, as GeoJSON")
	op.Responses = geoJSONResponse("a FeatureCollection with the member edition; geometry is null for a unit known by list only", unitBody{}, s)
	huma.Register(s.api, op, s.listUnits)
}

// unitBody are a unit's properties.
type unitBody struct {
	ID     int64            `json:"id" doc:"the unit's identity, which is not its code"`
	Code   string           `json:"code"`
	Name   string           `json:"name"`
	Full   string           `json:"name_full,omitempty"`
	Type   string           `json:"type" doc:"街道, 镇, 乡, 社区, 村, ..."`
	Level  string           `json:"level"`
	Parent *string          `json:"parent" doc:"its parent's code on that day"`
	Tier   string           `json:"tier,omitempty"`
	Urban  bool             `json:"urban"`
	From   *string          `json:"from" doc:"first day of this version; null: since always"`
	To     *string          `json:"to" doc:"first day on which it holds no more; null: until further notice"`
	Area   float64          `json:"area_m2"`
	People map[string]int64 `json:"people"`
}

func unitOf(ed *edition.Edition, u *edition.Unit) unitBody {
	body := unitBody{
		ID: int64(u.Unit), Code: u.Code.String(), Name: u.Name, Full: u.Full, Type: u.Type.Chinese(), Level: u.Level().String(), Tier: u.Tier, Urban: u.IsUrban,
		From: dayOrNull(u.Valid.From), To: dayOrNull(u.Valid.To), Area: roundArea(u.Area), People: peopleOf(ed.People.Ages, u.People),
	}
	if u.Above >= 0 {
		parent := ed.Units[u.Above].Code.String()
		body.Parent = &parent
	}
	return body
}

func dayOrNull(d civil.Day) *string {
	if d.IsZero() {
		return nil
	}
	text := d.String()
	return &text
}

// roundArea keeps square metres to the dm2, which is what the geodesic area is good for.
func roundArea(a geo.SquareMetres) float64 { return math.Round(float64(a)*100) / 100 }

func peopleOf(ages []string, counts edition.Counts) map[string]int64 {
	people := make(map[string]int64, len(ages))
	for i, age := range ages {
		if i < len(counts) {
			people[age] = counts[i]
		}
	}
	return people
}

type unitsInput struct {
	PictureQuery
	Level string `query:"level" doc:"county, township or village; left out: all three"`
}

func (s *Server) listUnits(ctx context.Context, in *unitsInput) (*documentOutput, error) {
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
	tag := tagOf("units", versionsOf(ed), level)
	return s.kept(tag, geoJSON, func() []byte { return unitsGeoJSON(ed, level) }).output(), nil
}

// unitsGeoJSON writes the units of a level, or of all levels for NoLevel.
func unitsGeoJSON(ed *edition.Edition, level adcode.Level) []byte {
	g := &geoWriter{}
	g.begin(member{"edition", editionOf(ed)})
	g.units(ed, level)
	return g.end()
}

func (g *geoWriter) units(ed *edition.Edition, level adcode.Level) {
	for i := range ed.Units {
		if u := &ed.Units[i]; level == adcode.NoLevel || u.Level() == level {
			g.feature(int64(u.Unit), unitOf(ed, u), func() { g.shape(ed.Mesh, u.Index) })
		}
	}
}
