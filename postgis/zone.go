package postgis

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
)

// zones writes the zones, each source's in the place of those it sent before.
func (c *writing) zones(ctx context.Context) error {
	for _, set := range c.write.Zones {
		for _, z := range set.List {
			if z.Shape == nil {
				return &boundaries.RuleError{Rule: "zone_shape", Said: fmt.Sprintf("zone %s %s has no shape", z.ID, z.Name)}
			}
		}
		sum, err := digestOf(set.Source, len(set.List), func(i int) any {
			z := set.List[i]
			return []any{z.ID, z.Kind, z.Name, z.Setback, z.Article, shapeBytes(z.Shape)}
		})
		if err != nil {
			return err
		}
		closed, same, err := c.replaceSet(ctx, "zone_set", sum, set.County.String(), set.Source)
		if err != nil {
			return err
		}
		if same {
			continue
		}
		if err := c.writeZones(ctx, set, sum); err != nil {
			return err
		}
		c.enter(set.County, partZones, max(1, len(set.List)), closed, map[string]any{"source": set.Source, "zones": len(set.List)})
	}
	return nil
}

var zoneColumns = []string{"zone_set", "number", "zone_id", "kind", "name", "setback", "article", "shape"}

func (c *writing) writeZones(ctx context.Context, set edition.ZoneSet, sum []byte) error {
	change, err := c.change(ctx)
	if err != nil {
		return err
	}
	var id int64
	err = c.tx.QueryRow(ctx, query("zone_set_add"), set.County.String(), set.Source, len(set.List), sum, c.recorded, c.author, change).Scan(&id)
	if err != nil {
		return err
	}
	return c.copyRows(ctx, "zone", zoneColumns, len(set.List), func(i int) ([]any, error) {
		z := set.List[i]
		return []any{id, i + 1, z.ID, z.Kind, z.Name, float64(z.Setback), z.Article, shapeBytes(z.Shape)}, nil
	})
}

func readZones(ctx context.Context, q querier, county adcode.Code) (*edition.Zones, error) {
	rows, err := q.Query(ctx, query("zones_all"), county.String())
	if err != nil {
		return nil, err
	}
	list, err := pgx.AppendRows([]edition.Zone{}, rows, func(row pgx.CollectableRow) (z edition.Zone, err error) {
		var shape pgtype.DriverBytes
		if err = row.Scan(&z.ID, &z.Kind, &z.Name, (*float64)(&z.Setback), &z.Article, &shape); err != nil {
			return z, err
		}
		z.Shape, err = readShape[orb.Geometry](shape)
		return z, err
	})
	return &edition.Zones{List: list}, err
}
