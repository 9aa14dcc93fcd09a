package main

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/geo"
	"github.com/xiantu/xiantu/web"
)

type accessCommand struct {
	Kind       []string `help:"Kinds of facility, by code: ELD_HOME; or a set: ALL_ELDER." required:""`
	Radius     float64  `help:"The catchment in metres."`
	Minutes    float64  `help:"In place of --radius: minutes by road, with --mode."`
	Mode       string   `help:"How people travel." enum:",walk,drive" default:""`
	OffRoad    float64  `help:"By road: how far in metres a place may lie from one and be walked to; default 500."`
	Supply     string   `help:"What is shared out; facilities: each counts as one." enum:"beds,care_beds,staff,facilities" default:"beds"`
	People     string   `help:"Who needs it: one age group, such as 60+; default: the first that was imported."`
	Decay      string   `help:"How those farther off count less." enum:"none,steps,gaussian,inverse,exponential" default:"none"`
	Power      float64  `help:"Of inverse: the exponent; of exponential: the weight is exp(-power) at the edge."`
	At         string   `help:"The day, YYYY-MM-DD; default: the newest state."`
	Plan       int64    `help:"With this plan applied."`
	By         string   `help:"A line for each township or village." enum:"county,township,village" default:"township"`
	States     []string `help:"States that count beside those in operation: 在建,筹建."`
	Neighbours bool     `help:"Facilities of the counties beside count where they reach in."`
	Groups     bool     `help:"With --json or in a workbook: every villager group too."`
	Out        string   `help:"Write a file instead: .json, .geojson, .csv or .xlsx." type:"path"`
	whatIfFlags
}

// Run prints the answer as a table, or with --json as the API answers.
func (c *accessCommand) Run(app *application) error {
	format := strings.TrimPrefix(strings.ToLower(filepath.Ext(c.Out)), ".")
	if c.Out != "" && !slices.Contains([]string{"json", "geojson", "csv", "xlsx"}, format) {
		return usageError{fmt.Sprintf("--out %s: end the name in .json, .geojson, .csv or .xlsx", c.Out)}
	}
	q, err := c.question()
	if err != nil {
		return err
	}
	at, err := parseDay("--at", c.At)
	if err != nil {
		return err
	}
	ed, beside, err := app.pictures(at, c.Plan, q.Plain())
	if err != nil {
		return err
	}
	answer, err := coverage.AskAccess(ed, q, beside...)
	if errors.Is(err, coverage.ErrInvalid) {
		return usageError{sentence(err)}
	}
	if err != nil {
		return err
	}
	switch {
	case c.Out != "":
		content, err := web.AccessFile(ed, answer, format, c.Groups)
		if err != nil {
			return err
		}
		return writeWhole(c.Out, func(w io.Writer) error { return writeAll(w, content) })
	case app.line.JSON:
		return writeJSON(app.stdout, web.AccessAnswerBody(ed, answer, c.Groups))
	}
	printAccess(app.stdout, ed, answer)
	return nil
}

// printAccess writes the lines, what the figures mean, and what is left out.
func printAccess(w io.Writer, ed *edition.Edition, answer *coverage.Access) {
	table(w, accessRows(ed, answer))
	fmt.Fprintf(w, "\n%s\nquestion %s\n", answer.Definition.En, answer.ID)
	for _, u := range answer.Unplaced {
		fmt.Fprintf(w, "not counted: %s (%s)\n", ed.Facilities.List[u.Facility].Name, u.Why)
	}
	for i := range answer.Silent {
		fmt.Fprintf(w, "offers nothing, as nobody has said how much: %s\n", answer.Silent[i].Name())
	}
	printStranded(w, ed, answer.Stranding())
}

// question turns the flags into one.
func (c *accessCommand) question() (q coverage.AccessQuestion, err error) {
	if q.Kinds, err = facilities.Expand(c.Kind); err != nil {
		return q, usageError{"--kind: " + sentence(err)}
	}
	if q.By, err = adcode.ParseLevel(c.By); err != nil {
		return q, usageError{"--by: " + sentence(err)}
	}
	q.Radius, q.Minutes, q.Mode, q.Age, q.Neighbours = geo.Metres(c.Radius), c.Minutes, coverage.Mode(c.Mode), c.People, c.Neighbours
	q.OffRoad = geo.Metres(c.OffRoad)
	q.Supply = coverage.Supply(slices.IndexFunc(coverage.Supplies, func(s coverage.Supply) bool { return s.String() == c.Supply }))
	for _, state := range c.States {
		q.States = append(q.States, facilities.State(state))
	}
	q.Decay.Power = c.Power
	q.Decay.Kind = coverage.DecayKind(slices.IndexFunc(coverage.DecayKinds, func(k coverage.DecayKind) bool { return k.String() == c.Decay }))
	var assumed coverage.Question
	err = c.sites(&assumed)
	q.Add, q.Move, q.Close = assumed.Add, assumed.Move, assumed.Close
	for _, place := range assumed.WhatIf {
		q.Add = append(q.Add, coverage.Site{Place: place})
	}
	return q, err
}

func accessRows(ed *edition.Edition, answer *coverage.Access) [][]string {
	each := func(x float64) string { return strconv.FormatFloat(1000*x, 'f', 3, 64) }
	rows := [][]string{{"code", "name", "people", "per 1000", "least", "most", answer.Question.Supply.String(), "without any"}}
	for _, l := range append(answer.Lines, answer.Total) {
		row := []string{"", "TOTAL"}
		if l.Unit >= 0 {
			row = []string{ed.Units[l.Unit].Code.String(), ed.Units[l.Unit].Name}
		}
		rows = append(rows, append(row, strconv.FormatInt(l.People, 10), each(l.Mean), each(l.Least), each(l.Most), strconv.FormatFloat(l.Supply, 'f', 1, 64), strconv.FormatInt(l.Cut, 10)))
	}
	return rows
}
