package postgis

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
)

// Extents returns how far every county's land, people and facilities reach, on all days.
func (s *Store) Extents(ctx context.Context) (map[adcode.Code]edition.Extent, error) {
	rows, err := s.pool.Query(ctx, query("extents"))
	if err != nil {
		return nil, err
	}
	all := map[adcode.Code]edition.Extent{}
	var code string
	var e edition.Extent
	var sides []float64
	_, err = pgx.ForEachRow(rows, []any{&code, &e.Version, &e.Known, &sides}, func() error {
		e.Bound = orb.Bound{Min: orb.Point{1, 1}, Max: orb.Point{-1, -1}}
		if len(sides) == 4 {
			e.Bound = orb.Bound{Min: orb.Point(sides[:2]), Max: orb.Point(sides[2:])}
		}
		all[codeOf(&code)] = e
		return nil
	})
	return all, err
}

// measureExtents works out how far counties reach after a write; people is 1 for those
// whose people were written.
func (c *writing) measureExtents(ctx context.Context, counties []string, people []int) error {
	_, err := c.tx.Exec(ctx, query("county_extent"), counties, people)
	return err
}
