package postgis

import (
	"encoding/json"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/geo"
)

// borderFactsRow is what of boundaries.BorderFacts has no column of its own: the object
// in border_stretch_version.facts. Keys are never renamed; they grow only here.
type borderFactsRow struct {
	Neighbour string              `json:"neighbour,omitempty"`
	Remark    string              `json:"remark,omitempty"`
	Documents []borderDocumentRow `json:"documents,omitempty"`
	Markers   []markerRow         `json:"markers,omitempty"`
}

type borderDocumentRow struct {
	Title  string `json:"title,omitempty"`
	Number string `json:"number,omitempty"`
	Day    string `json:"day,omitempty"`
}

type markerRow struct {
	Number   string     `json:"number,omitempty"`
	Kind     string     `json:"kind,omitempty"`
	Place    [2]float64 `json:"place"` // lon, lat
	Material string     `json:"material,omitempty"`
	Side     string     `json:"side,omitempty"`
	Day      string     `json:"day,omitempty"`
	Remark   string     `json:"remark,omitempty"`
}

func borderFactsJSON(f boundaries.BorderFacts) ([]byte, error) {
	row := borderFactsRow{Neighbour: f.Neighbour, Remark: f.Remark}
	for _, d := range f.Documents {
		row.Documents = append(row.Documents, borderDocumentRow{d.Title, d.Number, d.Day.String()})
	}
	for _, m := range f.Markers {
		row.Markers = append(row.Markers, markerRow{m.Number, m.Kind, m.Place, m.Material, m.Side, m.Day.String(), m.Remark})
	}
	return json.Marshal(row)
}

func readBorderFacts(b []byte, f *boundaries.BorderFacts) error {
	var row borderFactsRow
	if err := json.Unmarshal(b, &row); err != nil {
		return err
	}
	f.Neighbour, f.Remark = row.Neighbour, row.Remark
	for _, d := range row.Documents {
		day, err := parsedDay(d.Day)
		if err != nil {
			return err
		}
		f.Documents = append(f.Documents, boundaries.BorderDocument{Title: d.Title, Number: d.Number, Day: day})
	}
	for _, m := range row.Markers {
		day, err := parsedDay(m.Day)
		if err != nil {
			return err
		}
		f.Markers = append(f.Markers, boundaries.Marker{Number: m.Number, Kind: m.Kind, Place: m.Place, Material: m.Material, Side: m.Side, Day: day, Remark: m.Remark})
	}
	return nil
}

func parsedDay(text string) (civil.Day, error) {
	if text == "" {
		return civil.Day{}, nil
	}
	return civil.ParseDay(text)
}

// courseNumbers are vertices as lon and lat by turns, in grid units.
func courseNumbers(course []geo.Vertex) []int64 {
	list := make([]int64, 0, 2*len(course))
	for _, v := range course {
		list = append(list, v.X, v.Y)
	}
	return list
}

func scanStretch(row pgx.CollectableRow) (s boundaries.Stretch, err error) {
	var level int16
	var course []int64
	var state string
	var facts pgtype.DriverBytes
	var valid pgtype.Range[pgtype.Date]
	err = row.Scan(&s.Version, (*int64)(&s.ID), (*int64)(&s.Origin), &level, (*int64)(&s.Sides[0]), (*int64)(&s.Sides[1]), &course, &s.Facts.Number, &state, &s.Facts.Carrier, &facts, &valid)
	if err != nil {
		return s, err
	}
	s.Level, s.Valid = adcode.Level(level), spanOf(valid)
	s.Facts.State, _ = boundaries.ParseBorderState(state)
	for i := 1; i < len(course); i += 2 {
		s.Course = append(s.Course, geo.Vertex{X: course[i-1], Y: course[i]})
	}
	if err := readBorderFacts(facts, &s.Facts); err != nil {
		return s, fmt.Errorf("border stretch %d: read its facts: %w", s.ID, err)
	}
	return s, nil
}
