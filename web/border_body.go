package web

import (
	"fmt"
	"math"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
)

// borderBody are a border's properties.
type borderBody struct {
	ID        string               `json:"id"`
	Number    string               `json:"number,omitempty" doc:"界线编号; several, parted by 、, where borders became one"`
	Name      string               `json:"name"`
	Level     string               `json:"level"`
	Left      borderSideBody       `json:"left" doc:"on the left as the line runs: the unit with the lower code"`
	Right     *borderSideBody      `json:"right" doc:"null: another county, or land without a unit of the level"`
	Neighbour string               `json:"neighbour,omitempty" doc:"the county beyond, where it is recorded"`
	State     string               `json:"state" enum:"草拟,协议,勘定,公告" doc:"of the stretch that is furthest back"`
	Carriers  []string             `json:"carriers"`
	Length    float64              `json:"length_m"`
	Documents []borderDocumentBody `json:"documents"`
	Markers   []markerBody         `json:"markers"`
	Stretches []stretchBody        `json:"stretches" doc:"runs of the line with the same facts, in order"`
}

type borderSideBody struct {
	Code string `json:"code"`
	Name string `json:"name"`
}

type borderDocumentBody struct {
	Title  string `json:"title,omitempty"`
	Number string `json:"number,omitempty"`
	Day    string `json:"day,omitempty"`
}

type markerBody struct {
	Number   string  `json:"number"`
	Kind     string  `json:"kind,omitempty" doc:"单立, 双立, 三面, ..."`
	Lon      float64 `json:"lon"`
	Lat      float64 `json:"lat"`
	Material string  `json:"material,omitempty"`
	Side     string  `json:"side,omitempty" doc:"where it stands: 界线上, or the unit on whose land"`
	Day      string  `json:"day,omitempty"`
	Remark   string  `json:"remark,omitempty"`
}

// stretchBody is a run of a border.
type stretchBody struct {
	ID        int64      `json:"id,omitempty" doc:"left out: nothing is recorded of it"`
	Origin    int64      `json:"origin,omitempty" doc:"the stretch that it was part of"`
	Number    string     `json:"number,omitempty"`
	State     string     `json:"state"`
	Carrier   string     `json:"carrier,omitempty"`
	Neighbour string     `json:"neighbour,omitempty"`
	Remark    string     `json:"remark,omitempty"`
	Length    float64    `json:"length_m"`
	Start     [2]float64 `json:"start" doc:"lon, lat"`
	End       [2]float64 `json:"end" doc:"lon, lat"`
	From      *string    `json:"from"`
	To        *string    `json:"to"`
}

func borderOf(b *edition.Border) borderBody {
	body := borderBody{
		ID: b.ID(), Number: b.Number, Name: b.Left.Name + "—", Level: b.Level.String(), Left: borderSideBody{b.Left.Code.String(), b.Left.Name}, Neighbour: b.Neighbour,
		State: b.State.Chinese(), Length: roundLength(b.Length), Carriers: []string{}, Documents: []borderDocumentBody{}, Markers: []markerBody{},
	}
	switch {
	case b.Right != nil:
		body.Right = &borderSideBody{b.Right.Code.String(), b.Right.Name}
		body.Name += b.Right.Name
	case b.Neighbour != "":
		body.Name += b.Neighbour
	default:
		body.Name += "界外"
	}
	for _, run := range b.Runs() {
		body.Stretches = append(body.Stretches, stretchOf(run))
	}
	for _, s := range b.Stretches() {
		body.Carriers = addText(body.Carriers, s.Facts.Carrier)
		for _, d := range s.Facts.Documents {
			body.Documents = addDocument(body.Documents, borderDocumentBody{d.Title, d.Number, d.Day.String()})
		}
		for _, m := range s.Facts.Markers {
			body.Markers = append(body.Markers, markerBody{m.Number, m.Kind, m.Place[0], m.Place[1], m.Material, m.Side, m.Day.String(), m.Remark})
		}
	}
	return body
}

func stretchOf(run boundaries.BorderRun) stretchBody {
	body := stretchBody{State: boundaries.DraftBorder.Chinese(), Length: roundLength(run.Length()), Start: run.Path[0].Point(), End: run.Path[len(run.Path)-1].Point()}
	if s := run.Stretch; s != nil {
		body.ID, body.Origin, body.Number, body.State, body.Carrier = int64(s.ID), int64(s.Origin), s.Facts.Number, s.Facts.State.Chinese(), s.Facts.Carrier
		body.Neighbour, body.Remark, body.From, body.To = s.Facts.Neighbour, s.Facts.Remark, dayOrNull(s.Valid.From), dayOrNull(s.Valid.To)
	}
	return body
}

func addText(list []string, text string) []string {
	for _, have := range list {
		if have == text {
			return list
		}
	}
	if text == "" {
		return list
	}
	return append(list, text)
}

func addDocument(list []borderDocumentBody, d borderDocumentBody) []borderDocumentBody {
	for _, have := range list {
		if have == d {
			return list
		}
	}
	return append(list, d)
}

// roundLength keeps metres to the millimetre.
func roundLength(m geo.Metres) float64 { return math.Round(float64(m)*1000) / 1000 }

// BorderFields is what may be said of a border; what is left out stays as it is.
type BorderFields struct {
	From      *string               `json:"from,omitempty" doc:"the day from which this holds; left out: today"`
	Number    *string               `json:"number,omitempty" maxLength:"100"`
	State     *string               `json:"state,omitempty" doc:"草拟, 协议, 勘定, 公告"`
	Carrier   *string               `json:"carrier,omitempty" maxLength:"100" doc:"河流, 沟渠, 道路, 山脊, 直线, ..."`
	Neighbour *string               `json:"neighbour,omitempty" maxLength:"100" doc:"of the county's outer border: the county beyond"`
	Remark    *string               `json:"remark,omitempty" maxLength:"1000"`
	Documents *[]borderDocumentBody `json:"documents,omitempty" doc:"replaces all papers"`
	Markers   *[]markerBody         `json:"markers,omitempty" doc:"replaces all markers"`
	Stretch   *[2][2]float64        `json:"stretch,omitempty" doc:"two places on the border, lon/lat: only the part between them; they are put on its nearest vertices"`
}

// edit reads the fields.
func (in *BorderFields) edit() (e edition.BorderEdit, err error) {
	e.Number, e.Carrier, e.Neighbour, e.Remark = in.Number, in.Carrier, in.Neighbour, in.Remark
	if in.State != nil {
		state, ok := boundaries.ParseBorderState(*in.State)
		if !ok {
			return e, badBody("state", fmt.Sprintf("没有状态“%s”：可用 草拟、协议、勘定、公告", *in.State), fmt.Sprintf("%q is not a state of a border: use 草拟, 协议, 勘定 or 公告", *in.State))
		}
		e.State = &state
	}
	if in.Stretch != nil {
		e.Between = &[2]orb.Point{in.Stretch[0], in.Stretch[1]}
	}
	if in.Documents != nil {
		e.Documents = &[]boundaries.BorderDocument{}
		for i, d := range *in.Documents {
			day, err := parseDay(fmt.Sprintf("body.documents[%d].day", i), d.Day)
			if err != nil {
				return e, err
			}
			*e.Documents = append(*e.Documents, boundaries.BorderDocument{Title: d.Title, Number: d.Number, Day: day})
		}
	}
	if in.Markers != nil {
		e.Markers = &[]boundaries.Marker{}
		for i, m := range *in.Markers {
			marker, err := m.read(fmt.Sprintf("body.markers[%d].", i))
			if err != nil {
				return e, err
			}
			*e.Markers = append(*e.Markers, marker)
		}
	}
	return e, nil
}

func (m markerBody) read(at string) (boundaries.Marker, error) {
	marker := boundaries.Marker{Number: m.Number, Kind: m.Kind, Place: orb.Point{m.Lon, m.Lat}, Material: m.Material, Side: m.Side, Remark: m.Remark}
	var day civil.Day
	day, err := parseDay(at+"day", m.Day)
	marker.Day = day
	return marker, err
}

// border writes a border as a LineString, or a MultiLineString where its parts are not
// connected.
func (g *geoWriter) border(b *edition.Border) {
	part := func(p int) {
		runs := b.Parts[p]
		g.b = append(g.b, '[')
		g.position(runs[0].Path[0].Point())
		for _, run := range runs {
			for _, v := range run.Path[1:] {
				g.b = append(g.b, ',')
				g.position(v.Point())
			}
		}
		g.b = append(g.b, ']')
	}
	if len(b.Parts) == 1 {
		g.b = append(g.b, `{"type":"LineString","coordinates":`...)
		part(0)
	} else {
		g.b = append(g.b, `{"type":"MultiLineString","coordinates":`...)
		g.list(len(b.Parts), part)
	}
	g.b = append(g.b, '}')
}
