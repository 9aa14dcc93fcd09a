package web

import (
	"context"

	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/maps"
)

// comparison makes the maps of two days, the earlier one without a plan, and the table of
// what became what.
func (p Printer) comparison(ctx context.Context, o *SheetOrder, ed *edition.Edition) (*Print, error) {
	before, err := p.Editions.Edition(ctx, edition.Key{County: ed.Key.County, At: o.Compare})
	if err != nil {
		return nil, err
	}
	links, papers, err := p.lineage(ctx, ed)
	if err != nil {
		return nil, err
	}
	o.Options.Kind = maps.Kind(o.What)
	pair, err := maps.Compare(maps.Comparison{Before: before, After: ed, Links: links, Papers: papers}, o.Options)
	if err != nil {
		return nil, err
	}
	return printOf(pair.Sheets(), pair.PDF), nil
}
