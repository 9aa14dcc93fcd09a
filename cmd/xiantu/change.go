package main

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
	importer "github.com/xiantu/xiantu/import"
	"github.com/xiantu/xiantu/web"
)

type changeCommand struct {
	Preview changePreview `cmd:"" help:"Say what a changes file would come to; write nothing."`
	Commit  changeCommit  `cmd:"" help:"Commit a changes file, in one transaction or not at all."`
	List    changeList    `cmd:"" help:"The changes committed, with their numbers for a revert."`

	Inferences changeInferences `cmd:"" help:"What imported snapshots suggest of who became whom."`
	Confirm    changeConfirm    `cmd:"" help:"Confirm inferences, as they are or corrected."`
	Reject     changeReject     `cmd:"" help:"Reject inferences."`
	Show       changeShow       `cmd:"" help:"The stages a change went through, its papers, and until when it is due."`
	State      changeState      `cmd:"" help:"Enter a stage of a change: 拟订, 论证, 公示, 上报, 批复, 延期, 实施, 公告."`
	Paper      changePaper      `cmd:"" help:"Write an attached paper to a file."`
}

type changePreview struct {
	File   string   `arg:"" help:"A changes file (JSON)." type:"existingfile"`
	Kind   []string `help:"With --radius: coverage by these kinds of facility before and after, too."`
	Radius float64  `help:"Reach in metres."`
}

// Run prints what the order would do.
func (c *changePreview) Run(app *application) error {
	question, err := effectQuestion(c.Kind, c.Radius)
	if err != nil {
		return err
	}
	order, _, err := readOrderFile(c.File)
	if err != nil {
		return err
	}
	if err := app.open(); err != nil {
		return err
	}
	state, versions, err := app.store.State(app.ctx, order)
	if err != nil {
		return err
	}
	forecast, err := boundaries.Preview(state, order)
	if err != nil {
		return err
	}
	var effects []web.EffectBody
	if question != nil {
		if effects, err = web.Effects(app.ctx, app.editions, state, order, forecast.Outcome, *question); err != nil {
			return err
		}
	}
	if app.line.JSON {
		return writeJSON(app.stdout, web.ForecastBody(order, forecast, versions, effects))
	}
	printFigures(app, forecast)
	printEffects(app, effects)
	printLinks(app, forecast.Outcome.Lineage)
	printRemarks(app, forecast.Outcome)
	fmt.Fprintln(app.stdout, "nothing was written: commit it with xiantu change commit "+c.File)
	return nil
}

type changeCommit struct {
	File      string `arg:"" help:"A changes file (JSON)." type:"existingfile"`
	IfVersion string `help:"Refuse where the county has moved on from this version; of several counties each one's, such as 511402=9,511425=17."`
}

// Run commits the order.
func (c *changeCommit) Run(app *application) error {
	order, file, err := readOrderFile(c.File)
	if err != nil {
		return err
	}
	if err := app.open(); err != nil {
		return err
	}
	w := edition.OrderWrite{Author: author(), Order: order, File: file}
	if w.IfVersion, err = web.SeenVersions(c.IfVersion, order.Counties); err != nil {
		return usageError{strings.Replace(err.Error(), "If-Match", "--if-version", 1)}
	}
	return app.commitOrder(w)
}

// commitOrder commits an order and says what it came to.
func (a *application) commitOrder(w edition.OrderWrite) error {
	done, err := a.store.CommitOrder(a.ctx, w)
	if err != nil {
		return err
	}
	for county, now := range done.Versions {
		a.editions.Invalidate(county, now)
	}
	if a.line.JSON {
		return writeJSON(a.stdout, web.CommittedBody(w.Order, done))
	}
	printRemarks(a, done.Outcome)
	fmt.Fprintf(a.stdout, "change %d, in force from %s: %d versions ended, %d began, %d strands of lineage, %d villager groups moved\n",
		done.Change, w.Order.Effective, len(done.Outcome.Close), len(done.Outcome.Open), len(done.Outcome.Lineage), len(done.Outcome.Moved))
	return nil
}

func readOrderFile(path string) (boundaries.Order, []byte, error) {
	file, err := os.ReadFile(path)
	if err != nil {
		return boundaries.Order{}, nil, err
	}
	order, err := importer.ReadOrder(bytes.NewReader(file))
	if err != nil {
		err = fmt.Errorf("%s: %w", path, err)
	}
	return order, file, err
}

func printFigures(app *application, f boundaries.Forecast) {
	rows := [][]string{{"level", "type", "before", "after", "people each, before", "after", "km2 each, before", "after"}}
	find := func(list []boundaries.Figure, like boundaries.Figure) boundaries.Figure {
		for _, have := range list {
			if have.Level == like.Level && have.Type == like.Type {
				return have
			}
		}
		return boundaries.Figure{}
	}
	seen := map[[2]int]bool{}
	for _, list := range [][]boundaries.Figure{f.Before, f.After} {
		for _, figure := range list {
			key := [2]int{int(figure.Level), int(figure.Type)}
			if seen[key] {
				continue
			}
			seen[key] = true
			b, a := find(f.Before, figure), find(f.After, figure)
			rows = append(rows, []string{figure.Level.String(), figure.Type.Chinese(), strconv.Itoa(b.Units), strconv.Itoa(a.Units),
				fmt.Sprintf("%.0f", b.MeanPeople()), fmt.Sprintf("%.0f", a.MeanPeople()), squareKilometres(b.MeanArea()), squareKilometres(a.MeanArea())})
		}
	}
	table(app.stdout, rows)
}

// printEffects prints the coverage of the townships before and after, of the people of
// all ages; a township that a change makes or ends is on one side only.
func printEffects(app *application, effects []web.EffectBody) {
	for _, e := range effects {
		fmt.Fprintf(app.stdout, "coverage of %s %s on %s: %s\n", e.County, e.Name, e.Day, e.Definition.En)
		rows := [][]string{{"code", "name", "before, % of people", "% of land", "after, % of people", "% of land"}}
		for _, line := range e.Lines() {
			row := []string{line.Code, line.Name}
			for _, side := range []*web.SharesBody{line.Before, line.After} {
				if side == nil {
					row = append(row, "", "")
					continue
				}
				row = append(row, percent(side.People["all"].Share), percent(side.Area.Share))
			}
			rows = append(rows, row)
		}
		table(app.stdout, rows)
	}
}

func printRemarks(app *application, o boundaries.Outcome) {
	for _, p := range o.Proposed {
		fmt.Fprintf(app.stdout, "code proposed for %s: %s (%s)\n", p.Unit, p.Code, p.Reason)
	}
	for _, w := range o.Warnings {
		fmt.Fprintf(app.stdout, "to look at: %v\n", w)
	}
}

func printLinks(app *application, links []boundaries.Link) {
	if len(links) == 0 {
		return
	}
	rows := [][]string{{"day", "kind", "from", "", "to", "", "% people", "% area", "change"}}
	for _, l := range links {
		change := ""
		if l.Change != 0 {
			change = strconv.FormatInt(int64(l.Change), 10)
		} else if l.Inferred > 0 {
			change = fmt.Sprintf("inferred, confidence %.2f (no %d)", l.Inferred, l.Inference)
		} else if l.Inference != 0 {
			change = fmt.Sprintf("inferred and confirmed (no %d)", l.Inference)
		}
		rows = append(rows, []string{l.Day.String(), l.Kind, l.FromCode.String(), l.FromName, l.ToCode.String(), l.ToName, percent(l.People), percent(l.Area), change})
	}
	table(app.stdout, rows)
}

type changeList struct{}

// Run lists the committed orders.
func (c *changeList) Run(app *application) error {
	if err := app.open(); err != nil {
		return err
	}
	county, err := app.county()
	if err != nil {
		return err
	}
	records, err := app.store.Orders(app.ctx, county)
	if err != nil {
		return err
	}
	if app.line.JSON {
		return writeJSON(app.stdout, web.RecordBodies(records, civil.DayOf(time.Now())))
	}
	rows := [][]string{{"change", "effective", "approved", "document", "title", "author", "stage", "on"}}
	for _, r := range records {
		last := r.Dossier.Last()
		rows = append(rows, []string{strconv.FormatInt(int64(r.Change), 10), r.Effective.String(), r.Approved.String(), r.Document, r.Title, r.Author, last.Stage.Chinese(), last.Day.String()})
	}
	table(app.stdout, rows)
	return nil
}
