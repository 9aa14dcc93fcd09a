package main

import (
	"fmt"
	"io"
	"slices"
	"strconv"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/web"
)

type changeInferences struct {
	Day   string `help:"Only those of the snapshot of this day."`
	State string `help:"Only those in this state." enum:",proposed,confirmed,rejected" default:""`
}

// Run lists what snapshots suggest of who became whom.
func (c *changeInferences) Run(app *application) error {
	day, err := parseDay("--day", c.Day)
	if err != nil {
		return err
	}
	if err := app.open(); err != nil {
		return err
	}
	county, err := app.county()
	if err != nil {
		return err
	}
	list, err := app.store.Inferences(app.ctx, county, day)
	if err != nil {
		return err
	}
	list = slices.DeleteFunc(list, func(i boundaries.Inference) bool { return c.State != "" && i.State.String() != c.State })
	if app.line.JSON {
		return writeJSON(app.stdout, web.InferenceBodies(list))
	}
	printInferences(app.stdout, list)
	return nil
}

func printInferences(w io.Writer, list []boundaries.Inference) {
	if len(list) == 0 {
		fmt.Fprintln(w, "nothing is inferred")
		return
	}
	rows := [][]string{{"no", "day", "state", "confidence", "kind", "from", "", "to", "", "% people", "% area", "why"}}
	for i := range list {
		f := &list[i]
		number := ""
		if f.ID != 0 {
			number = strconv.FormatInt(int64(f.ID), 10)
		}
		rows = append(rows, []string{number, f.Day.String(), f.State.String(), fmt.Sprintf("%.2f", f.Confidence), f.Kind,
			f.FromCode.String(), f.FromName, f.ToCode.String(), f.ToName, percent(f.People), percent(f.Area), f.Why()})
	}
	table(w, rows)
}

type changeConfirm struct {
	Inference []int64 `arg:"" optional:"" help:"Numbers of xiantu change inferences."`
	Above     float64 `help:"All proposed ones of at least this confidence, 0 to 1, in place of numbers." default:"-1"`
	Day       string  `help:"With --above: only those of the snapshot of this day."`
	Kind      string  `help:"Of one: what it was in truth (merge, absorb, split, transfer, rename, recode, retype, border)."`
	To        string  `help:"Of one: code, on the day, of the unit that it became in truth."`
}

// Run confirms inferences: their strands then count as those of a change.
func (c *changeConfirm) Run(app *application) error {
	ruling := edition.RulingWrite{State: boundaries.Confirmed, Kind: c.Kind}
	if c.To != "" {
		to, err := adcode.Parse(c.To)
		if err != nil {
			return usageError{"--to: " + sentence(err)}
		}
		ruling.To = to
	}
	if (c.Kind != "" || c.To != "") && len(c.Inference) != 1 {
		return usageError{"--kind and --to correct one inference: give its number"}
	}
	return app.rule(ruling, c.Inference, c.Above, c.Day)
}

type changeReject struct {
	Inference []int64 `arg:"" help:"Numbers of xiantu change inferences."`
}

// Run rejects inferences: they are no lineage any more.
func (c *changeReject) Run(app *application) error {
	return app.rule(edition.RulingWrite{State: boundaries.Rejected}, c.Inference, -1, "")
}

// rule records what is said of some inferences, or of all above a confidence.
func (a *application) rule(w edition.RulingWrite, numbers []int64, above float64, day string) (err error) {
	if (above >= 0) == (len(numbers) > 0) {
		return usageError{"give either numbers of inferences or --above CONFIDENCE"}
	}
	if w.Day, err = parseDay("--day", day); err != nil {
		return err
	}
	if !w.Day.IsZero() && above < 0 {
		return usageError{"--day goes with --above: a number names one inference"}
	}
	if err := a.open(); err != nil {
		return err
	}
	if w.County, err = a.county(); err != nil {
		return err
	}
	w.Author, w.Above = author(), max(above, 0)
	if above >= 0 {
		numbers = []int64{0}
	}
	var ruled []boundaries.Inference
	for _, n := range numbers {
		w.Inference = boundaries.InferenceID(n)
		some, versions, err := a.store.Rule(a.ctx, w)
		if err != nil {
			return err
		}
		for county, now := range versions {
			a.editions.Invalidate(county, now)
		}
		ruled = append(ruled, some...)
	}
	if a.line.JSON {
		return writeJSON(a.stdout, web.InferenceBodies(ruled))
	}
	printInferences(a.stdout, ruled)
	return nil
}

// foresee are the inferences that a write's divisions would bring.
func (a *application) foresee(w edition.Write) ([]boundaries.Inference, error) {
	var all []boundaries.Inference
	for _, s := range w.Snapshots {
		if known, err := a.isKnown(s.County); err != nil || !known {
			return all, err
		}
		eve, err := a.editions.Edition(a.ctx, edition.Key{County: s.County, At: s.Day.AddDays(-1)})
		if err != nil {
			return nil, err
		}
		all = append(all, web.Foresee(eve, s)...)
	}
	return all, nil
}

// tellInferred says how many links a snapshot let one infer that nobody has confirmed.
func (a *application) tellInferred(w edition.Write) error {
	for _, s := range w.Snapshots {
		list, err := a.store.Inferences(a.ctx, s.County, s.Day)
		if err != nil {
			return err
		}
		list = slices.DeleteFunc(list, func(i boundaries.Inference) bool {
			return i.State != boundaries.Proposed || i.FromCode.Level() != s.Level
		})
		if len(list) > 0 && !a.line.JSON {
			fmt.Fprintf(a.stdout, "%s on %s: %d links to the units of before were inferred: see xiantu change inferences, then confirm or reject them\n", s.County, s.Day, len(list))
		}
	}
	return nil
}
