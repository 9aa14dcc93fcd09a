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
		if err := c.replaceSet(ctx, zoneRows(set)); err != nil {
			return err
		}
	}
	return nil
}

func zoneRows(set edition.ZoneSet) rowSet {
	return rowSet{
		table: "zone_set", rows: "zone", columns: []string{"zone_set", "number", "zone_id", "kind", "name", "setback", "article", "shape"},
		part: partZones, county: set.County, key: []any{set.Source}, facts: []any{len(set.List)}, head: set.Source, n: len(set.List),
		says: func(i int) any {
			z := set.List[i]
			return []any{z.ID, z.Kind, z.Name, z.Setback, z.Article, shapeBytes(z.Shape)}
		},
		row: func(i int) ([]any, error) {
			z := set.List[i]
			return []any{i + 1, z.ID, z.Kind, z.Name, float64(z.Setback), z.Article, shapeBytes(z.Shape)}, nil
		},
		detail: map[string]any{"source": set.Source, "zones": len(set.List)},
	}
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
