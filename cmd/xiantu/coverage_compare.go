package main

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/web"
)

// compare asks the question before and after: --compare names the other day, or a plan that
// the edition asked is to be compared with.
func (c *coverageCommand) compare(app *application, ed *edition.Edition, q coverage.Question, format string) error {
	if format == "geojson" {
		return usageError{fmt.Sprintf("--out %s: a comparison is written as .json, .csv or .xlsx", c.Out)}
	}
	before, after, err := c.sides(app, ed)
	if err != nil {
		return err
	}
	register, err := app.store.Register(app.ctx, ed.Key.County)
	if err != nil {
		return err
	}
	compared, err := coverage.Compare(before, after, q, register.Lineage)
	if errors.Is(err, coverage.ErrInvalid) {
		return usageError{sentence(err)}
	}
	if err != nil {
		return err
	}
	body := web.CoverageComparison(before, after, compared)
	switch {
	case format == "xlsx" || format == "csv":
		content, err := web.CoverageComparisonFile(before, after, compared, format)
		if err != nil {
			return err
		}
		return writeWhole(c.Out, func(w io.Writer) error { return writeAll(w, content) })
	case format == "json":
		return writeWhole(c.Out, func(w io.Writer) error { return writeJSON(w, body) })
	case app.line.JSON:
		return writeJSON(app.stdout, body)
	}
	printComparison(app.stdout, before, after, compared)
	return nil
}

// sides are the editions before and after.
func (c *coverageCommand) sides(app *application, ed *edition.Edition) (before, after *edition.Edition, err error) {
	if number, isPlan := strings.CutPrefix(c.Compare, "plan:"); isPlan {
		plan, err := strconv.ParseInt(number, 10, 64)
		if err != nil || plan <= 0 {
			return nil, nil, usageError{fmt.Sprintf("--compare %s: write plan: and the plan's number", c.Compare)}
		}
		after, err = app.draft(ed.Key.At, plan)
		return ed, after, err
	}
	day, err := parseDay("--compare", c.Compare)
	if err != nil {
		return nil, nil, err
	}
	other, err := app.edition(day)
	if err != nil {
		return nil, nil, err
	}
	if !ed.Key.At.IsZero() && ed.Key.At.Before(day) {
		return ed, other, nil
	}
	return other, ed, nil
}

// printComparison writes both totals, the causes of the change, what each changed village came
// from, and the sentence.
func printComparison(w io.Writer, before, after *edition.Edition, c *coverage.Comparison) {
	ages := c.Before.Question.Ages
	heading := append([]string{"cause"}, ages...)
	rows := [][]string{append(heading, "units", "area")}
	row := func(name string, people func(age string) float64, units, land float64, sign string) {
		cells := []string{name}
		for _, age := range ages {
			cells = append(cells, fmt.Sprintf(sign, 100*people(age)))
		}
		rows = append(rows, append(cells, fmt.Sprintf(sign, 100*units), fmt.Sprintf(sign, 100*land)))
	}
	total := func(name string, l *coverage.Line) {
		row(name, func(age string) float64 { return l.People[age].Share() }, l.Units.Share(), l.Land.Share(), "%.2f")
	}
	total("before, %", &c.Before.Total)
	for _, e := range c.Effects {
		_, name := coverage.CauseName(e.Cause)
		row(name, func(age string) float64 { return e.People[age] }, e.Units, e.Land, "%+.2f")
	}
	total("after, %", &c.After.Total)
	table(w, rows)
	fmt.Fprintln(w)
	table(w, heritageRows(before, after, c))
	fmt.Fprintln(w)
	for _, m := range c.Moved {
		fmt.Fprintf(w, "%s: %s%s\n", m.How, m.Name, wayOf(before, after, &m))
	}
	fmt.Fprintf(w, "%s\n%s\n\n%s\n", c.Said.Zh, c.Said.En, c.Definition.En)
}

// wayOf says from where to where a facility came.
func wayOf(before, after *edition.Edition, m *coverage.Shift) string {
	said := ""
	if m.From >= 0 {
		said += " from " + before.Units[m.From].Name
	}
	if m.To >= 0 {
		said += " to " + after.Units[m.To].Name
	}
	if m.Way > 0 {
		said += fmt.Sprintf(" (%.0f m)", m.Way)
	}
	return said
}

// heritageRows lists the villages that are not one before alone.
func heritageRows(before, after *edition.Edition, c *coverage.Comparison) [][]string {
	mark := func(l coverage.Line) string { return yes(l.Units.Having > 0) + "/" + yes(l.Units.Served > 0) }
	rows := [][]string{{"code", "name", "having/served", "came from"}}
	for _, h := range c.Villages {
		u := &after.Units[h.Unit]
		if len(h.From) == 1 && before.Units[h.From[0].Unit].Code == u.Code && h.From[0].Area > 0.999 && mark(h.From[0].Line) == mark(h.Line) {
			continue
		}
		var from []string
		for _, a := range h.From {
			from = append(from, fmt.Sprintf("%s (%s, %d people)", before.Units[a.Unit].Name, mark(a.Line), a.Moved))
		}
		rows = append(rows, []string{u.Code.String(), u.Name, mark(h.Line), strings.Join(from, "; ")})
	}
	return rows
}

func yes(is bool) string {
	if is {
		return "yes"
	}
	return "no"
}
