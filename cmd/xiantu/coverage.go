package main

import (
	"errors"
	"fmt"
	"os"
	"strconv"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/geo"
	"github.com/xiantu/xiantu/web"
)

// questionFlags are what coverage and gaps ask by.
type questionFlags struct {
	Kind   []string `help:"Kinds of facility, by code: ELD_COMMUNITY; or a set: ALL_ELDER." required:""`
	Radius float64  `help:"Reach in metres." required:""`
	At     string   `help:"The day, YYYY-MM-DD; default: the newest state."`
	Plan   int64    `help:"With this plan applied."`
	By     string   `help:"A line for each township or village." enum:"township,village" default:"township"`
	People []string `help:"Age groups: all,60+,65+,80+; default: all that were imported."`
	Scope  string   `help:"Which units and their people." enum:"all,urban,rural" default:"all"`
}

// ask turns the flags into an edition and a question about it.
func (q *questionFlags) ask(app *application) (*edition.Edition, coverage.Question, error) {
	at, err := parseDay("--at", q.At)
	if err != nil {
		return nil, coverage.Question{}, err
	}
	kinds, err := facilities.Expand(q.Kind)
	if err != nil {
		return nil, coverage.Question{}, usageError{"--kind: " + err.Error()}
	}
	level, err := adcode.ParseLevel(q.By)
	if err != nil {
		return nil, coverage.Question{}, usageError{"--by: " + err.Error()}
	}
	scopes := map[string]coverage.Scope{"all": coverage.ScopeAll, "urban": coverage.ScopeUrban, "rural": coverage.ScopeRural}
	ed, err := app.draft(at, q.Plan)
	return ed, coverage.Question{Kinds: kinds, Radius: geo.Metres(q.Radius), By: level, Ages: q.People, Scope: scopes[q.Scope]}, err
}

type coverageCommand struct {
	questionFlags
}

// Run prints the answer as a table, or with --json as the API answers.
func (c *coverageCommand) Run(app *application) error {
	ed, question, err := c.ask(app)
	if err != nil {
		return err
	}
	answer, err := coverage.Ask(ed, question)
	if errors.Is(err, coverage.ErrInvalid) {
		return usageError{err.Error()}
	}
	if err != nil {
		return err
	}
	if app.line.JSON {
		return writeJSON(app.stdout, web.AnswerBody(ed, answer))
	}
	table(app.stdout, coverageRows(ed, answer))
	fmt.Fprintf(app.stdout, "\n%s\n", answer.Definition.En)
	for _, u := range answer.Unplaced {
		fmt.Fprintf(app.stdout, "not counted by distance: %s (%s)\n", ed.Facilities.List[u.Facility].Name, u.Why)
	}
	return nil
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
	ed, question, err := c.ask(app)
	if err != nil {
		return err
	}
	gaps, err := coverage.Gaps(ed, question)
	if errors.Is(err, coverage.ErrInvalid) {
		return usageError{err.Error()}
	}
	if err != nil {
		return err
	}
	body := web.GapsGeoJSON(ed, question, gaps)
	if c.Out == "" {
		_, err = app.stdout.Write(body)
		return err
	}
	return os.WriteFile(c.Out, body, 0o644)
}
