package main

import (
	"fmt"
	"io"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/web"
)

type cemeteriesCommand struct {
	Need  gravesCommand `cmd:"" help:"Graves that each village will need less those that are free."`
	Tombs tombsCommand  `cmd:"" help:"How far scattered tombs are settled, key area by key area."`
}

type gravesCommand struct {
	At    string   `help:"The day, YYYY-MM-DD; default: the newest state."`
	Plan  int64    `help:"With this plan applied."`
	Kind  []string `help:"Kinds of cemetery; default: CEM_PUBLIC."`
	Rate  float64  `help:"Deaths a year of 1,000 people." default:"7"`
	Years int      `help:"For how many years." default:"10"`
	Out   string   `help:"Write to this file: .csv or .xlsx." type:"path"`
}

// Run prints the need village by village.
func (c *gravesCommand) Run(app *application) error {
	format := strings.TrimPrefix(strings.ToLower(filepath.Ext(c.Out)), ".")
	if c.Out != "" && !slices.Contains([]string{"csv", "xlsx"}, format) {
		return usageError{fmt.Sprintf("--out %s: end the name in .csv or .xlsx", c.Out)}
	}
	at, err := parseDay("--at", c.At)
	if err != nil {
		return err
	}
	ed, err := app.draft(at, c.Plan)
	if err != nil {
		return err
	}
	g, err := coverage.AskGraves(ed, coverage.GraveQuestion{Kinds: c.Kind, RateMille: c.Rate, Years: c.Years})
	if err != nil {
		return asUsage(err)
	}
	switch {
	case c.Out != "":
		content, err := web.GravesFile(ed, g, format)
		if err != nil {
			return err
		}
		return writeWhole(c.Out, func(w io.Writer) error { return writeAll(w, content) })
	case app.line.JSON:
		return writeJSON(app.stdout, web.GravesBody(ed, g))
	}
	table(app.stdout, graveRows(ed, g))
	fmt.Fprintf(app.stdout, "\n%d villages have no cemetery.\n%s\n", len(g.Without), g.Definition.En)
	return nil
}

func graveRows(ed *edition.Edition, g *coverage.Graves) [][]string {
	rows := [][]string{{"code", "name", "people", "a year", "needed", "free", "short", "lasts years", "cemeteries"}}
	for _, l := range append(append(slices.Clone(g.Towns), g.Villages...), g.Total) {
		lasts := ""
		if !math.IsInf(l.Lasts, 1) {
			lasts = strconv.FormatFloat(l.Lasts, 'f', 1, 64)
		}
		number := func(x float64) string { return strconv.FormatFloat(x, 'f', 1, 64) }
		rows = append(rows, []string{ed.Units[l.Unit].Code.String(), ed.Units[l.Unit].Name, strconv.FormatInt(l.People, 10), number(l.Annual), number(l.Needed),
			strconv.FormatInt(l.Free, 10), number(l.Short), lasts, strconv.Itoa(l.Cemeteries)})
	}
	return rows
}

type tombsCommand struct {
	At   string `help:"The day, YYYY-MM-DD; default: the newest state."`
	Plan int64  `help:"With this plan applied."`
}

// Run prints the key areas and the tombs entered by themselves.
func (c *tombsCommand) Run(app *application) error {
	at, err := parseDay("--at", c.At)
	if err != nil {
		return err
	}
	ed, err := app.draft(at, c.Plan)
	if err != nil {
		return err
	}
	tombs, err := coverage.AskTombs(ed)
	if err != nil {
		return err
	}
	if app.line.JSON {
		return writeJSON(app.stdout, web.TombsBody(ed, tombs))
	}
	rows := [][]string{{"key area", "settled", "of", "%", "road", "distance m"}}
	for _, a := range tombs.Areas {
		row := []string{ed.Facilities.List[a.Facility].Name, "", "", "", "", ""}
		if a.Counted {
			row[1], row[2], row[3] = strconv.FormatInt(a.Settled.Covered, 10), strconv.FormatInt(a.Settled.Of, 10), percent(a.Settled.Share())
		}
		if a.Along != nil {
			row[4], row[5] = ed.Zones.List[a.Along.Zone].Name, strconv.FormatFloat(float64(a.Along.Distance), 'f', 0, 64)
		}
		rows = append(rows, row)
	}
	rows = append(rows, []string{"TOTAL", strconv.FormatInt(tombs.Settled.Covered, 10), strconv.FormatInt(tombs.Settled.Of, 10), percent(tombs.Settled.Share()), "", ""})
	table(app.stdout, rows)
	for _, p := range tombs.Places {
		fmt.Fprintf(app.stdout, "%s: %s\n", ed.Facilities.List[p.Facility].Name, p.Became)
	}
	fmt.Fprintf(app.stdout, "\n%s\n", tombs.Definition.En)
	return nil
}
