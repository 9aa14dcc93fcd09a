package postgis

import (
	"context"
	"slices"

	"github.com/xiantu/xiantu/boundaries"
)

// join makes one version of two where a revert opens again what ended on the very day:
// the county taken back is the county of before, in its days too.
func (c *writing) join(ctx context.Context, outcome *boundaries.Outcome) error {
	order := c.order.Order
	if !slices.ContainsFunc(order.Changes, func(change boundaries.Change) bool { _, ok := change.(boundaries.Revert); return ok }) {
		return nil
	}
	for _, county := range order.Counties {
		ended, err := readUnits(ctx, c.tx, "units_ended", county.String(), dateOf(order.Effective))
		if err != nil {
			return err
		}
		joinEnded(&outcome.Diff, ended)
	}
	return nil
}

// joinEnded joins opened versions to those that ended where they begin.
func joinEnded(diff *boundaries.Diff, ended []boundaries.Version) {
	byUnit := map[boundaries.UnitID]*boundaries.Version{}
	for i := range ended {
		byUnit[ended[i].Unit] = &ended[i]
	}
	for i := range diff.Open {
		v := &diff.Open[i]
		e := byUnit[v.Unit]
		if e == nil || e.Valid.To != v.Valid.From || slices.Contains(diff.Close, e.ID) || !boundaries.SameFacts(*e, *v) {
			continue
		}
		diff.Close = append(diff.Close, e.ID)
		v.Valid.From = e.Valid.From
	}
}
