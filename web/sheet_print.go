package web

import (
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/maps"
)

// Printer makes the sheets that are ordered.
type Printer struct {
	Books    exportBooks
	Editions editions
}

// Print is what an order made, ready to be written.
type Print struct {
	order   SheetOrder
	name    string
	sheets  []*maps.Sheet // none of an atlas, which is written as a PDF only
	pdf     func(io.Writer) error
	names   []maps.Name // of all its maps
	missing []rune
}

// Print lays out what an order asks for of a county; progress, which may be nil, is told
// how many sheets of how many are done. Errors are of maps and coverage, or those of
// reading; what is wrong with the order itself can be said in both languages.
func (p Printer) Print(ctx context.Context, o SheetOrder, ed *edition.Edition, progress func(done, total int)) (*Print, error) {
	err := o.Check()
	if err != nil {
		return nil, err
	}
	if o.Options.Unit, err = o.township(ed); err != nil {
		return nil, err
	}
	if o.Neighbours, err = p.around(ctx, ed); err != nil {
		return nil, err
	}
	if progress == nil {
		progress = func(int, int) {}
	}
	print, err := p.layOut(ctx, &o, ed, progress)
	if err != nil {
		return nil, err
	}
	print.order, print.name = o, o.title(ed, tongue(o.Lang))
	return print, nil
}

func (p Printer) layOut(ctx context.Context, o *SheetOrder, ed *edition.Edition, progress func(done, total int)) (*Print, error) {
	if o.Atlas {
		return p.atlas(ctx, o, ed, progress)
	}
	if !o.Compare.IsZero() {
		return p.comparison(ctx, o, ed)
	}
	if o.What == "border" {
		return p.border(ctx, o, ed)
	}
	var err error
	if o.Theme, err = p.theme(ctx, o, ed); err != nil {
		return nil, err
	}
	if o.Theme == nil {
		o.Options.Kind = maps.Kind(o.What)
	}
	sheet, err := maps.New(ed, o.Options)
	if err != nil {
		return nil, err
	}
	return printOf(allOf(sheet), sheet.PDF), nil
}

// printOf is a print of several sheets, and how all are written as one PDF.
func printOf(sheets []*maps.Sheet, pdf func(io.Writer) error) *Print {
	print := &Print{sheets: sheets, pdf: pdf}
	for _, sheet := range sheets {
		print.names = append(print.names, sheet.Names()...)
		print.missing = append(print.missing, sheet.Missing()...)
	}
	slices.Sort(print.missing)
	print.missing = slices.Compact(print.missing)
	return print
}

// Write writes the file that was ordered: all sheets as a PDF, or one as SVG or PNG.
func (p *Print) Write(w io.Writer) error {
	if p.order.Format == "pdf" {
		return p.pdf(w)
	}
	page := max(p.order.Page, 1)
	if page > len(p.sheets) {
		return badBody("page", fmt.Sprintf("只有 %d 幅图", len(p.sheets)), fmt.Sprintf("there are only %d sheets", len(p.sheets)))
	}
	if p.order.Format == "svg" {
		return p.sheets[page-1].SVG(w)
	}
	return p.sheets[page-1].PNG(w, p.order.DPI)
}

// Name is what the file is called, by what is on it.
func (p *Print) Name() string { return p.name + "." + p.order.Format }

// Missing are the characters of the sheets' texts that the fonts have no glyphs for: 〓
// stands in their place.
func (p *Print) Missing() []rune { return p.missing }
