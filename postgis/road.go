package postgis

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/coverage/road"
	"github.com/xiantu/xiantu/edition"
)

// roads writes the roads, each source's in the place of those it sent before.
func (c *writing) roads(ctx context.Context) error {
	for _, set := range c.write.Roads {
		if err := checkRoads(set); err != nil {
			return err
		}
		speeds, err := speedRows(set.Speeds)
		if err != nil {
			return err
		}
		if err := c.replaceSet(ctx, roadRows(set, speeds)); err != nil {
			return err
		}
	}
	return nil
}

func checkRoads(set edition.RoadSet) error {
	for i := range set.List {
		if len(set.List[i].Line) < 2 {
			return &boundaries.RuleError{Rule: "road_line", Said: fmt.Sprintf("road %d, %s, has no course", i+1, set.List[i].Name)}
		}
	}
	if len(set.Speeds) > 0 && len(set.List) > 0 {
		return &boundaries.RuleError{Rule: "road_set_speeds_alone", Said: "a table of speeds is a set of its own, without roads"}
	}
	return nil
}

func roadRows(set edition.RoadSet, speeds []byte) rowSet {
	return rowSet{
		table: "road_set", rows: "road", columns: []string{"road_set", "number", "class", "name", "way", "no_walk", "no_drive", "max_speed", "line"},
		part: partRoads, county: set.County, key: []any{set.Source}, facts: []any{len(set.List), speeds}, head: []any{set.Source, speeds}, n: len(set.List),
		says: func(i int) any {
			r := &set.List[i]
			return []any{r.Class, r.Name, r.Way, r.NoWalk, r.NoDrive, r.MaxSpeed, shapeBytes(r.Line)}
		},
		row: func(i int) ([]any, error) {
			r := &set.List[i]
			return []any{i + 1, r.Class, r.Name, int16(r.Way), r.NoWalk, r.NoDrive, r.MaxSpeed, shapeBytes(r.Line)}, nil
		},
		detail: map[string]any{"source": set.Source, "roads": len(set.List), "speeds": len(set.Speeds)},
	}
}

// speedRow is a speed as it stands in road_set.speeds: class, km/h on foot and driving,
// further words for the class.
type speedRow struct {
	class       string
	walk, drive float64
	words       []string
}

// MarshalJSON writes the row as an array.
func (r speedRow) MarshalJSON() ([]byte, error) {
	return json.Marshal([]any{r.class, r.walk, r.drive, append([]string{}, r.words...)})
}

// UnmarshalJSON reads the array.
func (r *speedRow) UnmarshalJSON(b []byte) error {
	return json.Unmarshal(b, &[]any{&r.class, &r.walk, &r.drive, &r.words})
}

func speedRows(list []road.Speed) ([]byte, error) {
	if len(list) == 0 {
		return nil, nil
	}
	rows := make([]speedRow, len(list))
	for i, s := range list {
		rows[i] = speedRow{s.Class, s.Walk, s.Drive, s.Words}
	}
	return json.Marshal(rows)
}

func readRoads(ctx context.Context, q querier, county adcode.Code) (*edition.Roads, error) {
	rows, err := q.Query(ctx, query("roads_all"), county.String())
	if err != nil {
		return nil, err
	}
	roads := &edition.Roads{}
	roads.List, err = pgx.AppendRows([]road.Road{}, rows, func(row pgx.CollectableRow) (r road.Road, err error) {
		var line pgtype.DriverBytes
		var way int16
		if err = row.Scan(&r.Class, &r.Name, &way, &r.NoWalk, &r.NoDrive, &r.MaxSpeed, &line); err != nil {
			return r, err
		}
		r.Way = road.Way(way)
		r.Line, err = readShape[orb.LineString](line)
		return r, err
	})
	if err != nil {
		return nil, err
	}
	roads.Speeds, err = readSpeeds(ctx, q, county)
	return roads, err
}

// readSpeeds reads a county's table over the defaults.
func readSpeeds(ctx context.Context, q querier, county adcode.Code) (*road.Speeds, error) {
	var text []byte
	err := q.QueryRow(ctx, query("road_speeds"), county.String()).Scan(&text)
	if errors.Is(err, pgx.ErrNoRows) {
		return road.DefaultSpeeds(), nil
	}
	if err != nil {
		return nil, err
	}
	var rows []speedRow
	if err := json.Unmarshal(text, &rows); err != nil {
		return nil, fmt.Errorf("read the speeds of county %s: %w", county, err)
	}
	list := make([]road.Speed, len(rows))
	for i, r := range rows {
		list[i] = road.Speed{Class: r.class, Walk: r.walk, Drive: r.drive, Words: r.words}
	}
	speeds, err := road.NewSpeeds(list, road.DefaultSpeeds())
	if err != nil {
		return nil, fmt.Errorf("read the speeds of county %s: %w", county, err)
	}
	return speeds, nil
}
