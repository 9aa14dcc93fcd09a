package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
	importer "github.com/xiantu/xiantu/import"
	"github.com/xiantu/xiantu/web"
)

type indicatorsCommand struct {
	At          string           `help:"The day, YYYY-MM-DD; default: the last of --year, or else the newest state."`
	Year        int              `help:"The plan's year: what opened in it, typed figures and targets of it; default: the day's."`
	Plan        int64            `help:"With this plan of changes applied."`
	Format      string           `help:"How to write them; xlsx has the lists behind the numbers too." enum:"table,json,csv,xlsx" default:"table"`
	Out         string           `help:"File to write instead of printing; xlsx needs one." type:"path"`
	Definitions string           `help:"Take this table of indicators (CSV) instead of the county's; with --keep the county's is replaced." type:"path"`
	BuiltIn     bool             `help:"Take the built-in table instead of the county's; with --keep it holds again."`
	Check       bool             `help:"With --definitions: only say whether the table can be taken; every cell that cannot is named."`
	Keep        bool             `help:"With --definitions or --built-in: keep the table, from the day of --from on."`
	From        string           `help:"With --keep: the day from which the table holds; default: always."`
	Table       bool             `name:"show-definitions" help:"Print the table of indicators in force, as CSV."`
	Set         map[string]int64 `help:"Type figures in: deaths=1180,cremated=1139; for --of and --at, or the whole --year." mapsep:","`
	Of          string           `help:"With --set: the code of the unit that the figures are of; default: the county."`
	Statistics  string           `help:"Type figures in from a table, CSV or XLSX, for --at or the whole --year where it has no column of days." type:"path"`
}

// Run prints the indicators of the plan, after what is to be kept is kept.
func (c *indicatorsCommand) Run(app *application) error {
	at, err := c.day()
	if err != nil {
		return err
	}
	if c.Format == "xlsx" && c.Out == "" {
		return usageError{"--format xlsx: say which file to write, by --out FILE.xlsx"}
	}
	if err := c.checkTableFlags(); err != nil {
		return err
	}
	if c.Check {
		return c.check(app)
	}
	if err := app.open(); err != nil {
		return err
	}
	if len(c.Set) > 0 || c.Statistics != "" {
		return c.typeIn(app, at)
	}
	ed, err := c.edition(app, at)
	if err != nil {
		return err
	}
	text, err := c.table(app, ed)
	if err != nil {
		return err
	}
	switch {
	case c.Keep:
		return c.keep(app, ed, text)
	case c.Table:
		return writeAll(app.stdout, []byte(text))
	}
	return c.show(app, ed, text)
}

// checkTableFlags refuses flags of tables that don't go together.
func (c *indicatorsCommand) checkTableFlags() error {
	switch {
	case c.Definitions != "" && c.BuiltIn:
		return usageError{"say either --definitions FILE or --built-in"}
	case c.Keep && c.Definitions == "" && !c.BuiltIn:
		return usageError{"--keep: say which table to keep, by --definitions FILE or --built-in"}
	case c.Check && c.Definitions == "":
		return usageError{"--check: say which table to check, by --definitions FILE"}
	case c.Check && c.Keep:
		return usageError{"say either --check or --keep: a table is checked before it is kept"}
	}
	return nil
}

// check says whether a table can be taken; it needs no county.
func (c *indicatorsCommand) check(app *application) error {
	text, err := os.ReadFile(c.Definitions)
	if err != nil {
		return err
	}
	table, err := coverage.ParseIndicators(string(text))
	if err == nil {
		fmt.Fprintf(app.stdout, "%s: a table of %d indicators that can be taken\n", c.Definitions, len(table))
	}
	return err
}

// day is the day that the flags ask for: of a year that has passed its last.
func (c *indicatorsCommand) day() (civil.Day, error) {
	at, err := parseDay("--at", c.At)
	if err != nil {
		return at, err
	}
	if c.Year != 0 && (c.Year < 1900 || c.Year > 2200) {
		return at, usageError{fmt.Sprintf("--year %d: write four digits, such as 2020", c.Year)}
	}
	if last := civil.Date(c.Year, 12, 31); at.IsZero() && c.Year != 0 && last.Before(civil.DayOf(time.Now())) {
		at = last
	}
	return at, nil
}

// edition is the county on the day; without one, on the last on which something changed.
func (c *indicatorsCommand) edition(app *application, at civil.Day) (*edition.Edition, error) {
	ed, err := app.draft(at, c.Plan)
	if err != nil || !at.IsZero() {
		return ed, err
	}
	days, err := app.editions.Days(app.ctx, ed.Key.County)
	if err != nil {
		return nil, err
	}
	return onLastDay(ed, days), nil
}

// table is the table of indicators to work by.
func (c *indicatorsCommand) table(app *application, ed *edition.Edition) (string, error) {
	if c.Definitions != "" {
		text, err := os.ReadFile(c.Definitions)
		return string(text), err
	}
	if c.BuiltIn {
		return coverage.BuiltInIndicators(), nil
	}
	kept, err := app.store.IndicatorTables(app.ctx, ed.Key.County)
	text, _ := coverage.IndicatorTableOn(kept, ed.Key.At)
	return text, err
}

func (c *indicatorsCommand) keep(app *application, ed *edition.Edition, text string) error {
	from, err := parseDay("--from", c.From)
	if err != nil {
		return err
	}
	table, err := coverage.ParseIndicators(text)
	if err != nil {
		return err
	}
	if c.BuiltIn {
		text = "" // which stands for the built-in one, whatever later versions of it say
	}
	_, err = app.store.Commit(app.ctx, edition.Write{Author: author(), Title: fmt.Sprintf("table of %d indicators", len(table)),
		Indicators: []edition.IndicatorSet{{County: ed.Key.County, From: from, Table: text}}})
	if err == nil {
		fmt.Fprintf(app.stdout, "%d indicators are kept for county %s\n", len(table), ed.Key.County)
	}
	return err
}

// show writes the indicators.
func (c *indicatorsCommand) show(app *application, ed *edition.Edition, text string) error {
	statistics, err := app.store.Statistics(app.ctx, ed.Key.County)
	if err != nil {
		return err
	}
	list, err := web.Indicators(ed, text, statistics, c.Year)
	if err != nil {
		return asUsage(err)
	}
	format := c.Format
	if app.line.JSON {
		format = "json"
	}
	if format == "table" {
		return c.write(app, func(w io.Writer) error { printIndicators(w, ed, list); return nil })
	}
	content, err := web.IndicatorFile(ed, list, format, text, statistics)
	if err != nil {
		return err
	}
	return c.write(app, func(w io.Writer) error { return writeAll(w, content) })
}

func (c *indicatorsCommand) write(app *application, write func(io.Writer) error) error {
	if c.Out == "" {
		return write(app.stdout)
	}
	return writeWhole(c.Out, write)
}

func printIndicators(w io.Writer, ed *edition.Edition, list []coverage.Indication) {
	rows := [][]string{{"code", "indicator", "numerator", "of", "value", "target", "met", "missing"}}
	for k := range list {
		i := &list[k]
		row := []string{i.Indicator.Code, i.Indicator.Zh, numberOr(i.Numerator.N, i.Numerator.Unknown), numberOr(i.Denominator.N, i.Denominator.Unknown), "", "", "", ""}
		if i.Known() && i.Indicator.Form != coverage.FormCount {
			scale := map[coverage.Form]float64{coverage.FormPercent: 100, coverage.FormMean: 1}[i.Indicator.Form]
			row[4] = strconv.FormatFloat(scale*i.Share(), 'f', 2, 64)
		}
		if i.HasTarget() {
			row[5] = strings.TrimPrefix(i.Indicator.Target.Op()+strconv.FormatFloat(i.Indicator.Target.Number(), 'f', -1, 64), ">=")
			if i.Known() {
				row[6], row[7] = map[bool]string{true: "yes", false: "no"}[i.Met()], strconv.FormatInt(i.Missing(), 10)
			}
		}
		rows = append(rows, row)
	}
	table(w, rows)
	fmt.Fprintf(w, "\nas of %s; --json has each one's definition and what is behind it\n", ed.Key.At)
}

func numberOr(n int64, unknown bool) string {
	if unknown {
		return ""
	}
	return strconv.FormatInt(n, 10)
}

// typeIn keeps figures, all or none.
func (c *indicatorsCommand) typeIn(app *application, at civil.Day) error {
	if at.IsZero() && c.Year != 0 {
		at = civil.Date(c.Year, 12, 31)
	}
	if at.IsZero() && len(c.Set) > 0 {
		return usageError{"--set: say as of which day, by --at DAY, or which year, by --year Y"}
	}
	ed, err := app.edition(at)
	if err != nil {
		return err
	}
	set := edition.StatisticSet{County: ed.Key.County}
	if c.Statistics != "" {
		if set.Put, err = importer.ReadStatistics(importer.File{Path: c.Statistics, Name: c.Statistics}, ed, at); err != nil {
			return fmt.Errorf("%s: %w", c.Statistics, err)
		}
	}
	unit := ed.Key.County
	if c.Of != "" {
		if unit, err = adcode.Parse(c.Of); err == nil && ed.ByCode(unit) == nil {
			err = fmt.Errorf("no unit bears the code %s on %s", unit, ed.Key.At)
		}
		if err != nil {
			return usageError{"--of: " + sentence(err)}
		}
	}
	for key, value := range c.Set {
		if !coverage.IsStatisticKey(key) {
			return usageError{fmt.Sprintf("--set: %q is no key: write small letters, digits and _, such as deaths=1180", key)}
		}
		set.Put = append(set.Put, edition.Statistic{Unit: unit, Key: key, Day: at, Value: value})
	}
	slices.SortStableFunc(set.Put, func(a, b edition.Statistic) int { return strings.Compare(a.Key, b.Key) })
	if _, err := app.store.Commit(app.ctx, edition.Write{Author: author(), Title: fmt.Sprintf("%d figures typed in", len(set.Put)), Statistics: []edition.StatisticSet{set}}); err != nil {
		return err
	}
	fmt.Fprintf(app.stdout, "%d figures are kept\n", len(set.Put))
	return nil
}
