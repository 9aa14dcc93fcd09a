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
		sum, err := digestOf(set.Source, len(set.List), func(i int) any {
			f := set.List[i]
			return []any{f.Kind, f.Name, shapeBytes(f.Shape)}
		})
		if err != nil {
			return err
		}
		closed, same, err := c.replaceSet(ctx, "backdrop_set", sum, set.County.String(), set.Source)
		if err != nil {
			return err
		}
		if same {
			continue
		}
		if err := c.writeBackdrop(ctx, set, sum); err != nil {
			return err
		}
		c.enter(set.County, partBackdrop, max(1, len(set.List)), closed, map[string]any{"source": set.Source, "features": len(set.List)})
	}
	return nil
}

var backdropColumns = []string{"backdrop_set", "number", "kind", "name", "shape"}

func (c *writing) writeBackdrop(ctx context.Context, set edition.BackdropSet, sum []byte) error {
	change, err := c.change(ctx)
	if err != nil {
		return err
	}
	var id int64
	err = c.tx.QueryRow(ctx, query("backdrop_set_add"), set.County.String(), set.Source, len(set.List), sum, c.recorded, c.author, change).Scan(&id)
	if err != nil {
		return err
	}
	return c.copyRows(ctx, "backdrop", backdropColumns, len(set.List), func(i int) ([]any, error) {
		f := set.List[i]
		return []any{id, i + 1, string(f.Kind), f.Name, shapeBytes(f.Shape)}, nil
	})
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
