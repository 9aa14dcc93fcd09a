package main

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
	"github.com/xiantu/xiantu/web"
)

type coverageCommand struct {
	questionFlags
	extraFlags
	Compare string `help:"Before and after, and why it changed: the other day, or a plan to apply." placeholder:"DAY|plan:ID"`
	Out     string `help:"Write a file instead: .json, .geojson, .csv or .xlsx." type:"path"`
}

// Run prints the answer as a table, or with --json as the API answers.
func (c *coverageCommand) Run(app *application) error {
	format := strings.TrimPrefix(strings.ToLower(filepath.Ext(c.Out)), ".")
	if c.Out != "" && !slices.Contains([]string{"json", "geojson", "csv", "xlsx"}, format) {
		return usageError{fmt.Sprintf("--out %s: end the name in .json, .geojson, .csv or .xlsx", c.Out)}
	}
	ed, question, beside, err := c.ask(app)
	if err != nil {
		return err
	}
	c.addTo(&question)
	if c.Compare != "" {
		return c.compare(app, ed, question, format)
	}
	answer, err := coverage.Ask(ed, question, beside...)
	if errors.Is(err, coverage.ErrInvalid) {
		return usageError{sentence(err)}
	}
	if err != nil {
		return err
	}
	switch {
	case format == "json":
		return writeWhole(c.Out, func(w io.Writer) error { return writeJSON(w, web.AnswerBody(ed, answer)) })
	case c.Out != "":
		content, err := web.AnswerFile(ed, answer, format)
		if err != nil {
			return err
		}
		return writeWhole(c.Out, func(w io.Writer) error { return writeAll(w, content) })
	case app.line.JSON:
		return writeJSON(app.stdout, web.AnswerBody(ed, answer))
	}
	printAnswer(app.stdout, ed, answer)
	return nil
}

// printAnswer writes the lines, then each extra, then what the figures mean.
func printAnswer(w io.Writer, ed *edition.Edition, answer *coverage.Answer) {
	table(w, coverageRows(ed, answer))
	for _, extra := range web.ExtraRows(ed, answer) {
		fmt.Fprintln(w)
		table(w, extra)
	}
	fmt.Fprintf(w, "\n%s\nquestion %s\n", answer.Definition.En, answer.ID)
	for _, u := range answer.Unplaced {
		fmt.Fprintf(w, "not counted by distance: %s (%s)\n", ed.Facilities.List[u.Facility].Name, u.Why)
	}
	printStranded(w, ed, answer)
}

func coverageRows(ed *edition.Edition, answer *coverage.Answer) [][]string {
	ages := ed.People.Ages
	if len(answer.Question.Ages) > 0 {
		ages = answer.Question.Ages
	}
	heading := []string{"code", "name"}
	for _, age := range ages {
		heading = append(heading, age, "of", "%")
	}
	rows := [][]string{append(heading, "units", "of", "%", "km2", "of", "%")}
	for _, line := range append(answer.Lines, answer.Total) {
		row := []string{"", "TOTAL"}
		if line.Unit >= 0 {
			row = []string{ed.Units[line.Unit].Code.String(), ed.Units[line.Unit].Name}
		}
		for _, age := range ages {
			r := line.People[age]
			row = append(row, strconv.FormatInt(r.Covered, 10), strconv.FormatInt(r.Of, 10), percent(r.Share()))
		}
		covered := line.Units.Having
		if line.Units.Rule == coverage.Served {
			covered = line.Units.Served
		}
		rows = append(rows, append(row, strconv.FormatInt(covered, 10), strconv.FormatInt(line.Units.Of, 10), percent(line.Units.Share()),
			squareKilometres(line.Land.Covered), squareKilometres(line.Land.Of), percent(line.Land.Share())))
	}
	return rows
}

func percent(share float64) string { return strconv.FormatFloat(100*share, 'f', 1, 64) }

func squareKilometres(a geo.SquareMetres) string {
	return strconv.FormatFloat(float64(a)/1e6, 'f', 2, 64)
}

type gapsCommand struct {
	questionFlags
	Out string `help:"Write to this file instead of standard output." type:"path"`
}

// Run writes the gaps as GeoJSON.
func (c *gapsCommand) Run(app *application) error {
	ed, question, beside, err := c.ask(app)
	if err != nil {
		return err
	}
	gaps, err := coverage.Gaps(ed, question, beside...)
	if errors.Is(err, coverage.ErrInvalid) {
		return usageError{sentence(err)}
	}
	if err != nil {
		return err
	}
	body := web.GapsGeoJSON(ed, question, gaps)
	if c.Out == "" {
		_, err = app.stdout.Write(body)
		return err
	}
	return writeWhole(c.Out, func(w io.Writer) error { return writeAll(w, body) })
}
