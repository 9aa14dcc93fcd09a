package main

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/web"
)

type exportCommand struct {
	What  string `arg:"" help:"What to write: units or facilities." enum:"units,facilities"`
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
	level, _ := adcode.ParseLevel(c.Level)
	content, err := web.Export(ed, c.What, format, level)
	if err != nil {
		return err
	}
	return writeWhole(c.Out, func(w io.Writer) error { return writeAll(w, content) })
}
