package main

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/web"
)

type exportCommand struct {
	What  string `arg:"" help:"What to write: units, facilities or codes (the code table, 代码表)." enum:"units,facilities,codes"`
	Out   string `help:"File to write: .geojson, .csv or .xlsx." required:"" type:"path"`
	At    string `help:"The day, YYYY-MM-DD; default: the newest state."`
	Level string `help:"Only this level of units." enum:",county,township,village" default:""`
}

// Run writes the file: whole, or not at all.
func (c *exportCommand) Run(app *application) error {
	format := strings.TrimPrefix(strings.ToLower(filepath.Ext(c.Out)), ".")
	if !slices.Contains([]string{"geojson", "csv", "xlsx"}, format) {
		return usageError{fmt.Sprintf("--out %s: end the name in .geojson, .csv or .xlsx", c.Out)}
	}
	at, err := parseDay("--at", c.At)
	if err != nil {
		return err
	}
	ed, err := app.edition(at)
	if err != nil {
		return err
	}
	if c.What == "codes" {
		return c.codes(app, ed, format)
	}
	level, _ := adcode.ParseLevel(c.Level)
	content, err := web.Export(ed, c.What, format, level)
	if err != nil {
		return err
	}
	return writeWhole(c.Out, func(w io.Writer) error { return writeAll(w, content) })
}

// codes writes the code table.
func (c *exportCommand) codes(app *application, ed *edition.Edition, format string) error {
	if format == "geojson" {
		return usageError{fmt.Sprintf("--out %s: the code table is written as .xlsx or .csv", c.Out)}
	}
	register, err := app.store.Codes(app.ctx, ed.Key.County)
	if err != nil {
		return err
	}
	content, err := web.CodeTable(ed, register, format, false)
	if err != nil {
		return err
	}
	return writeWhole(c.Out, func(w io.Writer) error { return writeAll(w, content) })
}
