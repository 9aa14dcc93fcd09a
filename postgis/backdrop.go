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

// backdrops writes what maps show beneath the divisions, each source's in the place of
// what it sent before.
func (c *writing) backdrops(ctx context.Context) error {
	for _, set := range c.write.Backdrops {
		for i, f := range set.List {
			if f.Shape == nil {
				return &boundaries.RuleError{Rule: "backdrop_shape", Said: fmt.Sprintf("feature %d %s has no shape", i+1, f.Name)}
			}
		}
		if err := c.replaceSet(ctx, backdropRows(set)); err != nil {
			return err
		}
	}
	return nil
}

func backdropRows(set edition.BackdropSet) rowSet {
	return rowSet{
		table: "backdrop_set", rows: "backdrop", columns: []string{"backdrop_set", "number", "kind", "name", "shape"},
		part: partBackdrop, county: set.County, key: []any{set.Source}, facts: []any{len(set.List)}, head: set.Source, n: len(set.List),
		says: func(i int) any {
			f := set.List[i]
			return []any{f.Kind, f.Name, shapeBytes(f.Shape)}
		},
		row: func(i int) ([]any, error) {
			f := set.List[i]
			return []any{i + 1, string(f.Kind), f.Name, shapeBytes(f.Shape)}, nil
		},
		detail: map[string]any{"source": set.Source, "features": len(set.List)},
	}
}

func readBackdrop(ctx context.Context, q querier, county adcode.Code) (*edition.Backdrop, error) {
	rows, err := q.Query(ctx, query("backdrop_all"), county.String())
	if err != nil {
		return nil, err
	}
	list, err := pgx.AppendRows([]edition.Feature{}, rows, func(row pgx.CollectableRow) (f edition.Feature, err error) {
		var shape pgtype.DriverBytes
		if err = row.Scan((*string)(&f.Kind), &f.Name, &shape); err != nil {
			return f, err
		}
		f.Shape, err = readShape[orb.Geometry](shape)
		return f, err
	})
	return &edition.Backdrop{List: list}, err
}
