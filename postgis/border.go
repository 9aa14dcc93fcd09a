package postgis

import (
	"context"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
)

// redrawing is what a county's borders were before a commit, where something is recorded
// of them.
type redrawing struct {
	county adcode.Code
	from   civil.Day
	units  []boundaries.Version
	held   []boundaries.Stretch
}

// noteBorders reads the borders of the counties whose units the commit may change.
func (c *writing) noteBorders(ctx context.Context) error {
	from := map[adcode.Code]civil.Day{}
	for _, s := range c.write.Snapshots {
		if day, ok := from[s.County]; !ok || s.Day.Before(day) {
			from[s.County] = s.Day
		}
	}
	if c.order != nil {
		for _, county := range c.order.Order.Counties {
			from[county] = c.order.Order.Effective
		}
	}
	for _, county := range c.counties {
		day, ok := from[county]
		if !ok {
			continue
		}
		held, err := readStretches(ctx, c.tx, "stretches_held", county.String())
		if err != nil {
			return err
		}
		var back []boundaries.Stretch
		if len(held) == 0 {
			if _, back, err = c.undone(ctx, county); err != nil {
				return err
			}
		}
		if len(held)+len(back) == 0 {
			continue
		}
		units, err := readUnits(ctx, c.tx, "units_all", county.String())
		if err != nil {
			return err
		}
		c.redrawn = append(c.redrawn, redrawing{county, day, units, held})
	}
	return nil
}

// redrawBorders lets what is recorded of borders follow the units that the commit changed.
func (c *writing) redrawBorders(ctx context.Context) error {
	for _, r := range c.redrawn {
		units, err := readUnits(ctx, c.tx, "units_all", r.county.String())
		if err != nil {
			return err
		}
		redraw := edition.Redraw{County: edition.County{Code: r.county}, Before: r.units, After: units, From: r.from, Held: r.held}
		if redraw.Undone, redraw.Back, err = c.undone(ctx, r.county); err != nil {
			return err
		}
		diff := redraw.Stretches()
		if len(diff.Open)+len(diff.Close) == 0 {
			continue
		}
		if err := c.writeStretches(ctx, r.county, diff); err != nil {
			return err
		}
		c.enter(r.county, partBoundaries, len(diff.Open), len(diff.Close), map[string]any{"borders": "redrawn", "from": r.from.String()})
	}
	return nil
}

// undone are the stretches that the orders which this one takes back opened and closed.
func (c *writing) undone(ctx context.Context, county adcode.Code) (opened, closed []boundaries.Stretch, err error) {
	if c.order == nil {
		return nil, nil, nil
	}
	for _, change := range c.order.Order.Changes {
		revert, ok := change.(boundaries.Revert)
		if !ok {
			continue
		}
		orders, err := readOrders(ctx, c.tx, adcode.Code{}, revert.Order)
		if err != nil || len(orders) == 0 {
			return nil, nil, err
		}
		for _, side := range []struct {
			query string
			list  *[]boundaries.Stretch
		}{{"stretches_opened", &opened}, {"stretches_closed", &closed}} {
			found, err := readStretches(ctx, c.tx, side.query, int64(revert.Order), dateOf(orders[0].Effective), county.String())
			if err != nil {
				return nil, nil, err
			}
			*side.list = append(*side.list, found...)
		}
	}
	return opened, closed, nil
}

// borders writes the facts of border lines.
func (c *writing) borders(ctx context.Context) error {
	for _, set := range c.write.Borders {
		county := set.County.Code
		held, err := readStretches(ctx, c.tx, "stretches_held", county.String())
		if err != nil {
			return err
		}
		units, err := readUnits(ctx, c.tx, "units_all", county.String())
		if err != nil {
			return err
		}
		diff := set.Apply(held, units)
		if len(diff.Open)+len(diff.Close) == 0 {
			continue
		}
		if err := c.writeStretches(ctx, county, diff); err != nil {
			return err
		}
		c.enter(county, partBoundaries, len(diff.Open), len(diff.Close), map[string]any{"borders": set.Border.ID(), "from": set.From.String(), "stretches": len(set.Stretches)})
	}
	return nil
}

var stretchColumns = []string{"stretch", "county", "origin", "level", "left_unit", "right_unit", "course", "number", "state", "carrier", "facts", "valid", "recorded", "author", "change_id"}

// writeStretches supersedes what a diff closes and records what it opens.
func (c *writing) writeStretches(ctx context.Context, county adcode.Code, diff edition.StretchDiff) error {
	var closed []int64
	for _, s := range diff.Close {
		closed = append(closed, s.Version)
	}
	if err := c.supersede(ctx, "stretches_supersede", closed); err != nil {
		return err
	}
	if len(diff.Open) == 0 {
		return nil
	}
	change, err := c.change(ctx)
	if err != nil {
		return err
	}
	open := slices.Clone(diff.Open)
	if err := c.beginStretches(ctx, county, change, open); err != nil {
		return err
	}
	return c.copyRows(ctx, "border_stretch_version", stretchColumns, len(open), func(i int) ([]any, error) {
		s := &open[i]
		facts, err := borderFactsJSON(s.Facts)
		var origin *int64
		if s.Origin != 0 {
			origin = (*int64)(&s.Origin)
		}
		return []any{int64(s.ID), county.String(), origin, int16(s.Level), int64(s.Sides[0]), int64(s.Sides[1]), courseNumbers(s.Course), s.Facts.Number, s.Facts.State.Chinese(), s.Facts.Carrier,
			facts, rangeOf(s.Valid), c.recorded, c.author, change}, err
	})
}

// beginStretches gives an identity to each version that has none.
func (c *writing) beginStretches(ctx context.Context, county adcode.Code, change int64, open []boundaries.Stretch) error {
	fresh := slices.DeleteFunc(pointers(open), func(s *boundaries.Stretch) bool { return s.ID != 0 })
	ids, err := c.identities(ctx, "stretch_ids", len(fresh))
	if err != nil || len(fresh) == 0 {
		return err
	}
	for i, s := range fresh {
		s.ID = boundaries.StretchID(ids[i])
	}
	return c.copyRows(ctx, "border_stretch", []string{"id", "county", "author", "change_id", "recorded"}, len(ids), func(i int) ([]any, error) {
		return []any{ids[i], county.String(), c.author, change, c.recorded}, nil
	})
}

// readStretches collects the versions that one of the stretches queries finds.
func readStretches(ctx context.Context, q querier, queryName string, args ...any) ([]boundaries.Stretch, error) {
	rows, err := q.Query(ctx, query(queryName), args...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, scanStretch)
}

// readStretchesFor reads what an edition shows of the borders: with a plan the stretches of
// all days, which its orders are applied to.
func readStretchesFor(ctx context.Context, q querier, key edition.Key) ([]boundaries.Stretch, error) {
	if key.Plan != 0 {
		return readStretches(ctx, q, "stretches_held", key.County.String())
	}
	return readStretches(ctx, q, "stretches_at", key.County.String(), dateOf(key.At))
}

// Stretches returns all versions of the stretches of a county's borders, oldest first. The
// error is boundaries.ErrNotFound where there is no such county.
func (s *Store) Stretches(ctx context.Context, county adcode.Code) ([]boundaries.Stretch, error) {
	if _, _, err := readCounty(ctx, s.pool, county); err != nil {
		return nil, err
	}
	list, err := readStretches(ctx, s.pool, "stretches_held", county.String())
	if err != nil {
		return nil, fmt.Errorf("read the borders of county %s: %w", county, err)
	}
	return list, nil
}
