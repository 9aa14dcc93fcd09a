package web

import (
	"context"
	"slices"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/maps"
)

// atlas makes a county's atlas, with its lineage and the borders of its townships.
func (p Printer) atlas(ctx context.Context, o *SheetOrder, ed *edition.Edition, progress func(done, total int)) (*Print, error) {
	links, papers, err := p.lineage(ctx, ed)
	if err != nil {
		return nil, err
	}
	book, err := maps.NewAtlas(ctx, ed, maps.AtlasOptions{
		Sheet: o.Options, Links: links, Papers: papers, Since: o.Since, Borders: townBorders(ed), Order: maps.Order(o.Order), Progress: progress,
	})
	if err != nil {
		return nil, err
	}
	return &Print{pdf: book.PDF, names: book.Names(), missing: book.Missing()}, nil
}

// lineage is what became of a county's units up to the edition's day, and by which papers.
func (p Printer) lineage(ctx context.Context, ed *edition.Edition) ([]boundaries.Link, map[boundaries.ChangeID]string, error) {
	links, err := p.Books.Lineage(ctx, ed.Key.County)
	if err != nil {
		return nil, nil, err
	}
	register, err := p.Books.Codes(ctx, ed.Key.County)
	if err != nil {
		return nil, nil, err
	}
	papers := map[boundaries.ChangeID]string{}
	for id, cause := range register.Causes {
		if cause.Document != "" {
			papers[id] = cause.Document
		}
	}
	return links, papers, nil
}

// townBorders are the borders of a county's townships, its own among them.
func townBorders(ed *edition.Edition) []edition.Border {
	return slices.DeleteFunc(ed.Borders(), func(b edition.Border) bool { return b.Level == adcode.Village })
}
