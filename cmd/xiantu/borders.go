package main

import (
	"fmt"
	"io"
	"os"
	"strconv"

	"golang.org/x/term"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
	"github.com/xiantu/xiantu/registers"
	"github.com/xiantu/xiantu/web"
)

type bordersCommand struct {
	At        string  `help:"The day, YYYY-MM-DD; default: the newest state."`
	Plan      int64   `help:"With this plan applied."`
	Level     string  `help:"Only borders of this level." enum:",county,township,village" default:""`
	Format    string  `help:"A table or JSON of the lines, or their registers as a workbook or a Word document." enum:"table,json,xlsx,docx" default:"table"`
	Out       string  `help:"File to write; default: standard output." type:"path"`
	Tolerance float64 `help:"Metres that a border turns off the straight before a turning point is named." default:"30"`
	Lang      string  `help:"Language of the registers." enum:"zh-CN,en" default:"zh-CN"`
}

// Run writes the border lines of a day, or their registers.
func (c *bordersCommand) Run(app *application) error {
	at, err := parseDay("--at", c.At)
	if err != nil {
		return err
	}
	if c.Tolerance <= 0 {
		return usageError{"--tolerance: give a number of metres above 0"}
	}
	if app.line.JSON && c.Format == "table" {
		c.Format = "json"
	}
	if c.Out == "" && (c.Format == "xlsx" || c.Format == "docx") && isTerminal(app.stdout) {
		return usageError{"--out: say which file to write; a " + c.Format + " file is nothing for a terminal"}
	}
	ed, err := app.draft(at, c.Plan)
	if err != nil {
		return err
	}
	if at.IsZero() && c.Format != "table" {
		days, err := app.editions.Days(app.ctx, ed.Key.County)
		if err != nil {
			return err
		}
		ed = onLastDay(ed, days)
	}
	if c.Out == "" {
		return c.write(ed, app.stdout)
	}
	return writeWhole(c.Out, func(w io.Writer) error { return c.write(ed, w) })
}

// onLastDay is the newest state as of the last day on which something changed: the day
// that a register bears.
func onLastDay(ed *edition.Edition, days []edition.Change) *edition.Edition {
	dated := *ed
	dated.Key.At = ed.PlanDay
	for _, d := range days {
		if dated.Key.At.Before(d.Day) {
			dated.Key.At = d.Day
		}
	}
	return &dated
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

func (c *bordersCommand) write(ed *edition.Edition, w io.Writer) error {
	level, _ := adcode.ParseLevel(c.Level)
	switch c.Format {
	case "json":
		return writeJSON(w, web.BorderBodies(ed, level))
	case "table":
		table(w, borderRows(ed, level))
		return nil
	}
	book := registers.New(ed, registers.Options{Lang: registers.Lang(c.Lang), Level: level, Tolerance: geo.Metres(c.Tolerance)})
	if c.Format == "docx" {
		return book.DOCX(w)
	}
	return book.XLSX(w)
}

func borderRows(ed *edition.Edition, level adcode.Level) [][]string {
	rows := [][]string{{"id", "number", "level", "left", "", "right", "", "state", "metres", "markers"}}
	borders := ed.Borders()
	for i := range borders {
		b := &borders[i]
		if level != adcode.NoLevel && b.Level != level {
			continue
		}
		code, name := "", b.Neighbour
		if b.Right != nil {
			code, name = b.Right.Code.String(), b.Right.Name
		}
		rows = append(rows, []string{b.ID(), b.Number, b.Level.String(), b.Left.Code.String(), b.Left.Name, code, name, b.State.Chinese(), fmt.Sprintf("%.1f", b.Length), strconv.Itoa(len(b.Markers()))})
	}
	return rows
}
