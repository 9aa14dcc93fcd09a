package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"text/tabwriter"
	"time"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/maps"
)

// printer prints the same sheets here and by the peer.
type printer struct {
	*land
	gpkg string // the land for the peer
	peer *qgis
}

// printing prints a county of 30 townships: sheets, an atlas, and what memory and time the
// command takes as a whole, QGIS's print layout beside with the same layers.
func printing(ctx context.Context, l *land) (rows []row, err error) {
	c, err := prepareCharted(ctx, l)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, c.close()) }()
	p := &printer{land: c}
	if p.gpkg, err = writeCharted(ctx, c.ed, c.folder); err != nil {
		return nil, err
	}
	if p.peer, err = p.start(ctx); err != nil {
		return nil, err
	}
	defer p.peer.stop()
	for _, measure := range []func(context.Context) ([]row, error){p.printingLarge, p.printingPicture, p.printingAtlas, p.printingByCommand} {
		more, err := measure(ctx)
		if err != nil {
			return nil, err
		}
		rows = append(rows, more...)
	}
	return rows, nil
}

// printingAlone makes those rows only.
func printingAlone(ctx context.Context, out *tabwriter.Writer) error {
	folder, err := os.MkdirTemp("", "xiantu-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	rows, err := printing(ctx, &land{folder: folder})
	if err != nil {
		return err
	}
	return tell(out, rows...)
}

// start starts the peer, in the plane of the county's sheets.
func (p *printer) start(ctx context.Context) (*qgis, error) {
	sheet, err := p.sheet("A4")
	if err != nil {
		return nil, err
	}
	return startQGIS(ctx, p.gpkg, fmt.Sprintf("EPSG:%d", sheet.Placement().EPSG()), p.ed.County.Name+"行政区划图")
}

func (p *printer) sheet(paper string) (*maps.Sheet, error) {
	size, err := maps.ParsePaper(paper)
	if err != nil {
		return nil, err
	}
	return maps.New(p.ed, maps.Options{Kind: maps.ByVillage, Paper: size})
}

// order is the peer's order of a sheet: of the paper and scale that it has here.
func (p *printer) order(what, paper string, dpi int) (qgisOrder, error) {
	sheet, err := p.sheet(paper)
	if err != nil {
		return qgisOrder{}, err
	}
	s := sheet.Scene()
	return qgisOrder{what, s.Width, s.Height, sheet.Placement().Scale, dpi, filepath.Join(p.folder, "peer."+map[bool]string{true: "png", false: "pdf"}[what == "png"])}, nil
}

// of says what a row is of.
func (p *printer) of(work string) string { return work + ", beside QGIS's print layout" }

// against times a sheet here beside the peer's.
func (p *printer) against(work, aim string, here func() error, order qgisOrder) ([]row, error) {
	r, err := compared(p.of(work), aim, here, func() error { return p.peer.write(order) })
	return []row{r}, err
}

// printingLarge lays out an A0 sheet by village and writes it as PDF.
func (p *printer) printingLarge(context.Context) ([]row, error) {
	order, err := p.order("pdf", "A0", 0)
	if err != nil {
		return nil, err
	}
	return p.against(fmt.Sprintf("A0 sheet of %d townships and %d villages as PDF", len(p.ed.At(adcode.Township)), len(p.ed.At(adcode.Village))), "< 1 s", func() error {
		sheet, err := p.sheet("A0")
		if err != nil {
			return err
		}
		return sheet.PDF(io.Discard)
	}, order)
}

// printingPicture is an A3 sheet as a picture for a printer.
func (p *printer) printingPicture(context.Context) ([]row, error) {
	order, err := p.order("png", "A3", 300)
	if err != nil {
		return nil, err
	}
	return p.against("the A3 sheet as PNG of 300 dpi", "< 3 s", func() error {
		sheet, err := p.sheet("A3")
		if err != nil {
			return err
		}
		return sheet.PNG(io.Discard, 300)
	}, order)
}

// printingAtlas is a book of A4: here cover, contents, index map, a sheet by village, a
// sheet and an index of each township and all tables, of the peer the townships' sheets.
func (p *printer) printingAtlas(ctx context.Context) ([]row, error) {
	order, err := p.order("atlas", "A4", 0)
	if err != nil {
		return nil, err
	}
	paper, err := maps.ParsePaper("A4")
	if err != nil {
		return nil, err
	}
	return p.against("A4 atlas of them with tables as PDF (the peer's: without)", "< 10 s", func() error {
		atlas, err := maps.NewAtlas(ctx, p.ed, maps.AtlasOptions{Sheet: maps.Options{Paper: paper}, Borders: p.ed.Borders()})
		if err != nil {
			return err
		}
		return atlas.PDF(io.Discard)
	}, order)
}

// printingByCommand is the same from the command line, from its start to the file: how long
// the A0 sheet takes, and the most memory that any of the three takes; of the peer that of a
// process that does the three once.
func (p *printer) printingByCommand(ctx context.Context) ([]row, error) {
	began := time.Now()
	fresh, err := p.start(ctx)
	if err != nil {
		return nil, err
	}
	defer fresh.stop()
	var here, there time.Duration
	var most int64
	for _, work := range []struct {
		what, paper string
		dpi         int
		flags       []string
	}{
		{"pdf", "A0", 0, []string{"--kind", "villages"}},
		{"png", "A3", 300, []string{"--kind", "villages", "--dpi", "300"}},
		{"atlas", "A4", 0, []string{"--atlas"}},
	} {
		order, err := p.order(work.what, work.paper, work.dpi)
		if err != nil {
			return nil, err
		}
		if err := fresh.write(order); err != nil {
			return nil, err
		}
		if there == 0 {
			there = time.Since(began)
		}
		out := filepath.Join(p.folder, "here"+filepath.Ext(order.Out))
		flags := append([]string{"--data", filepath.Join(p.folder, "data"), "map", "--at", chartedDay.String(), "--paper", work.paper, "--out", out}, work.flags...)
		took, memory, err := watched(ctx, program, flags...)
		if err != nil {
			return nil, err
		}
		if here == 0 {
			here = took
		}
		most = max(most, memory)
	}
	theirs := mostMemory(fresh.cmd.Process.Pid)
	return []row{
		{p.of("the A0 sheet by command, from start to file"), span(here), span(there), factor(there, here), "< 1 s"},
		{p.of("most memory of A0, A3 and atlas by command"), fmt.Sprintf("%d MB", most>>20), fmt.Sprintf("%d MB", theirs>>20), fmt.Sprintf("%.1fx", float64(theirs)/float64(most)), "< 512 MB"},
	}, nil
}
