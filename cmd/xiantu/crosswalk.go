package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/web"
)

type crosswalkCommand struct {
	From  string `help:"The day of the old units, YYYY-MM-DD." required:""`
	To    string `help:"The day of the new units." required:""`
	Table string `help:"A CSV of statistics by old code (its first column): carried over to the new units." type:"existingfile"`
	Back  bool   `help:"The table is by new code: carry it back to the old units."`
	By    string `help:"What the statistics are about, and so are divided by." enum:"people,area" default:"people"`
}

// Run prints the crosswalk, or the table carried over.
func (c *crosswalkCommand) Run(app *application) error {
	if c.Back && c.Table == "" {
		return usageError{"--back carries a table: give it with --table FILE.csv"}
	}
	before, after, walk, err := c.walk(app)
	if err != nil {
		return err
	}
	if c.Table != "" {
		return c.carry(app, before, after, walk)
	}
	if app.line.JSON {
		return writeJSON(app.stdout, web.WeightBodies(before, after, walk))
	}
	rows := [][]string{{"from", "", "to", "", "% people", "% area", "inferred"}}
	for _, w := range walk {
		if from, to := before.ByID(w.From), after.ByID(w.To); from != nil && to != nil {
			rows = append(rows, []string{from.Code.String(), from.Name, to.Code.String(), to.Name, percent(w.People), percent(w.Area), doubt(w.Inferred)})
		}
	}
	table(app.stdout, rows)
	return nil
}

func (c *crosswalkCommand) walk(app *application) (before, after *edition.Edition, walk boundaries.Crosswalk, err error) {
	from, err := parseDay("--from", c.From)
	if err != nil {
		return nil, nil, nil, err
	}
	to, err := parseDay("--to", c.To)
	if err != nil {
		return nil, nil, nil, err
	}
	if to.Before(from) {
		return nil, nil, nil, usageError{"--to is before --from: a crosswalk leads from the earlier day to the later"}
	}
	if before, err = app.edition(from); err != nil {
		return nil, nil, nil, err
	}
	if after, err = app.edition(to); err != nil {
		return nil, nil, nil, err
	}
	links, err := app.store.Lineage(app.ctx, before.Key.County)
	return before, after, edition.Crosswalk(before, after, links), err
}

// doubt is the confidence of what was inferred and nobody has confirmed.
func doubt(confidence float64) string {
	if confidence == 0 {
		return ""
	}
	return strconv.FormatFloat(confidence, 'f', 2, 64)
}

// carry prints the table of statistics by the units it is carried to.
func (c *crosswalkCommand) carry(app *application, before, after *edition.Edition, walk boundaries.Crosswalk) error {
	rows, err := readStatistics(c.Table)
	if err != nil {
		return err
	}
	way := &carriage{walk: walk, before: before, after: after, back: c.Back}
	if c.By == "area" {
		way.basis = boundaries.ByArea
	}
	sums := map[boundaries.UnitID][]float64{}
	for column := 1; column < len(rows[0]); column++ {
		figures, err := columnOf(way.source(), rows, column, c.Table)
		if err != nil {
			return err
		}
		carried, err := way.carry(figures)
		if err != nil {
			return fmt.Errorf("%s: %w", c.Table, err)
		}
		for unit, sum := range carried {
			if sums[unit] == nil {
				sums[unit] = make([]float64, len(rows[0])-1)
			}
			sums[unit][column-1] = sum
		}
	}
	out, left := sumRows(way.target(), append([]string{"code", "name"}, rows[0][1:]...), sums)
	if left > 0 {
		return fmt.Errorf("%s: %d units became units that are not in force on %s, and no change says what became of those", c.Table, left, way.target().Key.At)
	}
	return csv.NewWriter(app.stdout).WriteAll(out)
}

// sumRows are the sums by unit, in order of code, and the number of those whose unit is
// not in force.
func sumRows(ed *edition.Edition, header []string, sums map[boundaries.UnitID][]float64) (out [][]string, left int) {
	out, left = append(out, header), len(sums)
	for i := range ed.Units {
		u := &ed.Units[i]
		if sums[u.Unit] == nil || u.Unit == 0 {
			continue
		}
		row := []string{u.Code.String(), u.Name}
		for _, sum := range sums[u.Unit] {
			row = append(row, strconv.FormatFloat(sum, 'f', -1, 64))
		}
		out, left = append(out, row), left-1
	}
	return out, left
}

// readStatistics reads a CSV file with a header; a byte order mark is no part of it.
func readStatistics(path string) ([][]string, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\ufeff")))).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if len(rows) < 2 || len(rows[0]) < 2 {
		return nil, fmt.Errorf("%s: a header, codes in the first column and figures in the others are needed", path)
	}
	return rows, nil
}

// columnOf are the figures of a column by unit. Several rows of a unit are added up.
func columnOf(before *edition.Edition, rows [][]string, column int, path string) (map[boundaries.UnitID]float64, error) {
	figures := map[boundaries.UnitID]float64{}
	for i, row := range rows[1:] {
		code, err := adcode.Parse(strings.TrimSpace(row[0]))
		if err != nil {
			return nil, fmt.Errorf("%s, row %d: %w", path, i+2, err)
		}
		u := before.ByCode(code)
		if u == nil {
			return nil, fmt.Errorf("%s, row %d: no unit bore the code %s on %s", path, i+2, code, before.Key.At)
		}
		text := strings.ReplaceAll(strings.TrimSpace(row[column]), ",", "")
		if slices.Contains([]string{"", "-", "—"}, text) {
			continue
		}
		n, err := strconv.ParseFloat(text, 64)
		if err != nil {
			return nil, fmt.Errorf("%s, row %d, column %s: %q is not a number", path, i+2, rows[0][column], row[column])
		}
		figures[u.Unit] += n
	}
	return figures, nil
}
