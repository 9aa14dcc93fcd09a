package postgis

import (
	"context"
	"slices"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
)

// snapshots writes the divisions, one listed level and day after the other.
func (c *writing) snapshots(ctx context.Context) error {
	for _, s := range c.write.Snapshots {
		if err := c.snapshot(ctx, s); err != nil {
			return err
		}
	}
	return nil
}

func (c *writing) snapshot(ctx context.Context, s boundaries.Snapshot) error {
	units, err := snapUnits(s.Units)
	if err != nil {
		return err
	}
	s.Units = units
	held, err := readUnits(ctx, c.tx, "units_held", s.County.String(), int16(s.Level))
	if err != nil {
		return err
	}
	rows, err := c.tx.Query(ctx, query("snapshot_days"), s.County.String(), int16(s.Level))
	if err != nil {
		return err
	}
	dates, err := pgx.CollectRows(rows, pgx.RowTo[pgtype.Date])
	if err != nil {
		return err
	}
	days := make([]civil.Day, len(dates))
	for i := range dates {
		days[i] = dayOf(dates[i])
	}
	diff, err := boundaries.Compare(held, days, s)
	if err != nil {
		return err
	}
	if diff.IsEmpty() && slices.Contains(days, s.Day) {
		return nil
	}
	if err := c.writeUnits(ctx, s.County, diff); err != nil {
		return err
	}
	change, err := c.change(ctx)
	if err != nil {
		return err
	}
	if _, err := c.tx.Exec(ctx, query("snapshot_add"), s.County.String(), int16(s.Level), dateOf(s.Day), len(s.Units), c.author, change, c.recorded); err != nil {
		return err
	}
	detail := map[string]any{"level": s.Level.String(), "day": s.Day.String(), "units": len(s.Units)}
	if repairs := repairsOf(c.write.Repairs, s.County); len(repairs) > 0 {
		detail["repairs"] = repairs
	}
	c.enter(s.County, partBoundaries, len(diff.Open), len(diff.Close), detail)
	return nil
}

// snapUnits returns the units with their shapes on the grid; the caller's stay as they are.
func snapUnits(units []boundaries.Version) ([]boundaries.Version, error) {
	units = slices.Clone(units)
	for i := range units {
		u := &units[i]
		shape, ok := onGrid(u.Shape)
		if !ok {
			return nil, &boundaries.RuleError{Rule: "shape_on_earth", Unit: u.Code, Said: "the shape is smaller than a tenth of a millimetre or reaches beyond -180..180, -90..90 degrees: check its coordinate system"}
		}
		u.Shape = shape
	}
	return units, nil
}

var unitColumns = []string{"unit", "county", "code", "name", "full_name", "type", "parent", "tier", "urban", "seat", "shape", "valid", "recorded", "author", "change_id"}

// writeUnits supersedes what a diff closes and records what it opens. An opened
// version without a unit begins one.
func (c *writing) writeUnits(ctx context.Context, county adcode.Code, diff boundaries.Diff) error {
	ids := make([]int64, len(diff.Close))
	for i, id := range diff.Close {
		ids[i] = int64(id)
	}
	if err := c.supersede(ctx, "units_supersede", ids); err != nil {
		return err
	}
	if len(diff.Open) == 0 {
		return nil
	}
	change, err := c.change(ctx)
	if err != nil {
		return err
	}
	if err := c.beginUnits(ctx, county, change, diff.Open); err != nil {
		return err
	}
	return c.copyRows(ctx, "unit_version", unitColumns, len(diff.Open), func(i int) ([]any, error) {
		u := &diff.Open[i]
		return []any{int64(u.Unit), county.String(), u.Code.String(), u.Name, u.Full, u.Type.String(), codeText(u.Parent), u.Tier, flagBool(u.Urban),
			pointBytes(u.Seat), shapeBytes(u.Shape), rangeOf(u.Valid), c.recorded, c.author, change}, nil
	})
}

// beginUnits gives an identity to each version that has none.
func (c *writing) beginUnits(ctx context.Context, county adcode.Code, change int64, open []boundaries.Version) error {
	var fresh []*boundaries.Version
	for i := range open {
		if open[i].Unit == 0 {
			fresh = append(fresh, &open[i])
		}
	}
	ids, err := c.identities(ctx, "unit_ids", len(fresh))
	if err != nil || len(fresh) == 0 {
		return err
	}
	for i, u := range fresh {
		u.Unit = boundaries.UnitID(ids[i])
	}
	return c.copyRows(ctx, "unit", []string{"id", "county", "author", "change_id", "recorded"}, len(ids), func(i int) ([]any, error) {
		return []any{ids[i], county.String(), c.author, change, c.recorded}, nil
	})
}

type unitRow struct {
	ID       int64
	Unit     int64
	Code     string
	Name     string
	FullName string
	Type     string
	Parent   *string
	Tier     string
	Urban    *bool
	Seat     []byte
	Shape    []byte
	Valid    pgtype.Range[pgtype.Date]
}

func (r *unitRow) version() (v boundaries.Version, err error) {
	v = boundaries.Version{ID: boundaries.VersionID(r.ID), Unit: boundaries.UnitID(r.Unit), Code: codeOf(&r.Code), Name: r.Name, Full: r.FullName,
		Type: boundaries.ParseType(r.Type), Parent: codeOf(r.Parent), Tier: r.Tier, Urban: flagOf(r.Urban), Valid: spanOf(r.Valid)}
	if v.Seat, err = readPoint(r.Seat); err != nil {
		return v, err
	}
	v.Shape, err = readShape[orb.MultiPolygon](r.Shape)
	return v, err
}

// readUnits collects the versions that one of the units queries finds.
func readUnits(ctx context.Context, q querier, queryName string, args ...any) ([]boundaries.Version, error) {
	rows, err := q.Query(ctx, query(queryName), args...)
	if err != nil {
		return nil, err
	}
	units, err := pgx.AppendRows([]boundaries.Version{}, rows, func(row pgx.CollectableRow) (boundaries.Version, error) {
		var r unitRow
		// The bytes of a shape are read before the next row comes: they need no copy.
		err := row.Scan(&r.ID, &r.Unit, &r.Code, &r.Name, &r.FullName, &r.Type, &r.Parent, &r.Tier, &r.Urban, (*pgtype.DriverBytes)(&r.Seat), (*pgtype.DriverBytes)(&r.Shape), &r.Valid)
		if err != nil {
			return boundaries.Version{}, err
		}
		return r.version()
	})
	return units, err
}
