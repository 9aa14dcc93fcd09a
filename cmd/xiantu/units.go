package main

import (
	"encoding/csv"
	"io"
	"strconv"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/export"
	"github.com/xiantu/xiantu/web"
)

type unitsCommand struct {
	At     string `help:"The day, YYYY-MM-DD; default: the newest state."`
	Plan   int64  `help:"With this plan applied."`
	Level  string `help:"Only this level." enum:",county,township,village" default:""`
	Format string `help:"How to write them." enum:"table,json,geojson,csv,xlsx" default:"table"`
	Out    string `help:"With --format xlsx: the file to write." type:"path"`
}

// Run lists the units in force on a day.
func (c *unitsCommand) Run(app *application) error {
	at, err := parseDay("--at", c.At)
	if err != nil {
		return err
	}
	if c.Format == "xlsx" && c.Out == "" {
		return usageError{"--format xlsx: say which file to write, by --out FILE.xlsx"}
	}
	ed, err := app.draft(at, c.Plan)
	if err != nil {
		return err
	}
	level, _ := adcode.ParseLevel(c.Level)
	switch {
	case c.Format == "xlsx":
		return writeWhole(c.Out, func(w io.Writer) error {
			_, err := web.Exporter{Books: app.store, Editions: app.editions}.Export(app.ctx, w, web.ExportOrder{What: "units", Level: level, English: true, Format: export.XLSX}, ed)
			return err
		})
	case app.line.JSON || c.Format == "json":
		return writeJSON(app.stdout, web.UnitBodies(ed, level))
	case c.Format == "geojson":
		_, err := app.stdout.Write(web.UnitsGeoJSON(ed, level))
		return err
	case c.Format == "csv":
		w := csv.NewWriter(app.stdout)
		return w.WriteAll(unitRows(ed, level))
	}
	table(app.stdout, unitRows(ed, level))
	return nil
}

func unitRows(ed *edition.Edition, level adcode.Level) [][]string {
	rows := [][]string{append([]string{"code", "name", "type", "parent", "from", "to", "km2"}, ed.People.Ages...)}
	for i := range ed.Units {
		u := &ed.Units[i]
		if level != adcode.NoLevel && u.Level() != level {
			continue
		}
		row := []string{u.Code.String(), u.Name, u.Type.Chinese(), u.Parent.String(), u.Valid.From.String(), u.Valid.To.String(), squareKilometres(u.Area)}
		for _, n := range u.People {
			row = append(row, strconv.FormatInt(n, 10))
		}
		rows = append(rows, row)
	}
	return rows
}
