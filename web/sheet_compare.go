package web

import (
	"context"
	"slices"

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
	return printOf(pair), nil
}

// printOf is a print of several sheets.
func printOf(d *maps.Document) *Print {
	print := &Print{sheets: d.Sheets(), pdf: d.PDF}
	for _, sheet := range d.Sheets() {
		print.missing = append(print.missing, sheet.Missing()...)
	}
	slices.Sort(print.missing)
	print.missing = slices.Compact(print.missing)
	return print
}
