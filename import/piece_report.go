package importer

import (
	"math"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/geo"
)

// mendingBody is a Mending in the report's JSON.
type mendingBody struct {
	Tangled  bool         `json:"tangled"`
	Narrow   float64      `json:"narrow_m"`
	Gaps     int          `json:"gaps"`
	Overlaps int          `json:"overlaps"`
	Given    int          `json:"given"`
	Left     int          `json:"left"`
	Pieces   []pieceBody  `json:"pieces"`
	Units    []mendedBody `json:"units"`
}

type pieceBody struct {
	Name   string          `json:"piece"`
	Kind   geo.DefectKind  `json:"kind"`
	Place  orb.Point       `json:"place"`
	Bound  [4]float64      `json:"bbox"`
	Width  float64         `json:"width_m"`
	Area   float64         `json:"area_m2"`
	Units  []pieceUnitBody `json:"units"`
	Choice string          `json:"choice"`
	Rule   bool            `json:"rule"`
	To     string          `json:"to"`
}

type pieceUnitBody struct {
	Code   string  `json:"code"`
	Name   string  `json:"name"`
	Border float64 `json:"border_m"`
	Share  float64 `json:"share"`
}

type mendedBody struct {
	Code   string  `json:"code"`
	Name   string  `json:"name"`
	Before float64 `json:"before_m2"`
	After  float64 `json:"after_m2"`
	Gained float64 `json:"gained_m2"`
	Lost   float64 `json:"lost_m2"`
}

func mendingBodyOf(m *Mending) *mendingBody {
	if m == nil {
		return nil
	}
	out := &mendingBody{m.Tangled, float64(m.Narrow), m.Gaps, m.Overlaps, m.Given, m.Left, make([]pieceBody, 0, len(m.Pieces)), make([]mendedBody, 0, len(m.Units))}
	for _, p := range m.Pieces {
		b := p.Land.Bound()
		body := pieceBody{p.Name, p.Kind, p.Place, [4]float64{b.Min[0], b.Min[1], b.Max[0], b.Max[1]}, to(p.Width, 1000), to(p.Area, 1000), []pieceUnitBody{}, p.Choice, p.Rule, p.To.String()}
		for _, u := range p.Units {
			body.Units = append(body.Units, pieceUnitBody{u.Code.String(), u.Name, to(u.Border, 1000), to(u.Share, 1e9)})
		}
		out.Pieces = append(out.Pieces, body)
	}
	for _, u := range m.Units {
		out.Units = append(out.Units, mendedBody{u.Code.String(), u.Name, to(u.Before, 1000), to(u.After, 1000), to(u.Gained, 1000), to(u.Lost, 1000)})
	}
	return out
}

// to rounds a number to parts of one.
func to[N ~float64](n N, parts float64) float64 { return math.Round(float64(n)*parts) / parts }
