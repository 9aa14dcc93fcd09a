package main

import (
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"strconv"
	"time"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/web"
)

// stateEntry is a stage to enter, of a change or of a plan.
type stateEntry struct {
	State    string   `arg:"" help:"拟订, 论证, 公示, 上报, 批复, 延期 (consent to six months more), 实施 or 公告; or drafted, assessed, published, submitted, approved, extended, in_force, announced."`
	Day      string   `help:"The day, YYYY-MM-DD."`
	Document string   `help:"Number of the paper."`
	Note     string   `help:"A remark."`
	Paper    []string `help:"Scanned papers to attach: PDF, JPEG or PNG." type:"existingfile" sep:"none"`
	Why      string   `help:"The reason of a correction, or of entering a stage after later ones."`
	Withdraw bool     `help:"The stage was not reached after all."`
}

// enter enters the stage and shows what stands.
func (c *stateEntry) enter(app *application, m edition.Matter) error {
	stage, ok := boundaries.ParseStage(c.State)
	if !ok {
		return usageError{fmt.Sprintf("there is no stage %q: use 拟订, 论证, 公示, 上报, 批复, 延期, 实施 or 公告", c.State)}
	}
	day, err := parseDay("--day", c.Day)
	if err != nil {
		return err
	}
	papers, err := readPapers(c.Paper)
	if err != nil {
		return err
	}
	if err := app.open(); err != nil {
		return err
	}
	step := boundaries.Step{Stage: stage, Day: day, Document: c.Document, Note: c.Note, Why: c.Why, Withdrawn: c.Withdraw, Author: author()}
	d, err := app.store.AddStep(app.ctx, m, step, papers)
	if err != nil {
		return err
	}
	return app.showDossier(d)
}

// readPapers reads files to attach.
func readPapers(paths []string) ([]boundaries.Paper, error) {
	var papers []boundaries.Paper
	for _, path := range paths {
		info, err := os.Stat(path)
		if err == nil && info.Size() > boundaries.MaxPaper {
			err = fmt.Errorf("%s: the file has %d MB: at most %d MB are kept", path, info.Size()>>20, boundaries.MaxPaper>>20)
		}
		if err != nil {
			return nil, err
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		p, err := boundaries.NewPaper(path, content)
		if err != nil {
			return nil, err
		}
		papers = append(papers, p)
	}
	return papers, nil
}

type changeState struct {
	Change int64 `arg:"" help:"The change's number."`
	stateEntry
}

// Run enters a stage of a change.
func (c *changeState) Run(app *application) error {
	return c.enter(app, edition.Matter{Change: boundaries.ChangeID(c.Change)})
}

type planState struct {
	Plan int64 `arg:"" help:"The plan's number."`
	stateEntry
}

// Run enters a stage of a plan; it goes on with the change that the plan becomes.
func (c *planState) Run(app *application) error { return c.enter(app, edition.Matter{Plan: c.Plan}) }

type changeShow struct {
	Change int64 `arg:"" help:"The change's number."`
}

// Run shows the stages and papers of a change.
func (c *changeShow) Run(app *application) error {
	if err := app.open(); err != nil {
		return err
	}
	d, err := app.store.Dossier(app.ctx, edition.Matter{Change: boundaries.ChangeID(c.Change)})
	if err != nil {
		return err
	}
	return app.showDossier(d)
}

type changePaper struct {
	Paper int64  `arg:"" help:"The paper's number, as change show says it."`
	Out   string `help:"File to write; default: its own name, here." type:"path"`
}

// Run writes a paper to a file, as it came. It replaces no file under the paper's own name.
func (c *changePaper) Run(app *application) error {
	if err := app.open(); err != nil {
		return err
	}
	p, err := app.store.Paper(app.ctx, c.Paper)
	if err != nil {
		return err
	}
	if c.Out == "" {
		if _, err := os.Stat(p.Name); err == nil {
			return fmt.Errorf("%s is there already: choose another name by --out", p.Name)
		}
		c.Out = p.Name
	}
	if err := writeWhole(c.Out, func(w io.Writer) error { return writeAll(w, p.Content) }); err != nil {
		return err
	}
	fmt.Fprintf(app.stdout, "%s: %d bytes, SHA-256 %s\n", c.Out, p.Size, hex.EncodeToString(p.SHA256[:]))
	return nil
}

// showDossier prints the stages and papers of a change or plan.
func (a *application) showDossier(d edition.Dossier) error {
	today := civil.DayOf(time.Now())
	if a.line.JSON {
		return writeJSON(a.stdout, web.DossierBody(d, today))
	}
	named := fmt.Sprintf("plan %d", d.Plan)
	if d.Change != 0 {
		named = fmt.Sprintf("change %d, in force from %v", d.Change, d.Effective)
	}
	fmt.Fprintf(a.stdout, "%s: %s\n", named, d.Title)
	a.printSteps(d)
	if due, ok := boundaries.DueOf(d.Steps, today); ok {
		fmt.Fprintln(a.stdout, dueText(due))
	}
	for _, w := range d.Warnings() {
		fmt.Fprintf(a.stdout, "to look at: %v\n", w)
	}
	return nil
}

func (a *application) printSteps(d edition.Dossier) {
	rows := [][]string{{"stage", "", "day", "document", "note", "author", "recorded", "reason"}}
	for _, s := range d.Steps {
		rows = append(rows, []string{s.Stage.Chinese(), s.Stage.String(), s.Day.String(), s.Document, s.Note, s.Author, s.Recorded.Format("2006-01-02 15:04"), s.Why})
	}
	for _, s := range d.Past {
		how := "corrected"
		if s.Withdrawn {
			how = "withdrawn: " + s.Why
		}
		rows = append(rows, []string{"(" + s.Stage.Chinese() + ")", s.Stage.String(), s.Day.String(), s.Document, s.Note, s.Author, s.Recorded.Format("2006-01-02 15:04"), how})
	}
	table(a.stdout, rows)
	rows = [][]string{{"paper", "stage", "name", "bytes", "kind", "SHA-256"}}
	for _, p := range d.Papers {
		rows = append(rows, []string{strconv.FormatInt(p.ID, 10), p.Stage.Chinese(), p.Name, strconv.FormatInt(p.Size, 10), p.Media, hex.EncodeToString(p.SHA256[:8])})
	}
	if len(d.Papers) > 0 {
		table(a.stdout, rows)
	}
}

// dueText says until when a change is to be carried out.
func dueText(due boundaries.Due) string {
	said := fmt.Sprintf("approved on %v, to be carried out by %v", due.Approved, due.Day)
	if due.Extended {
		said += " (with consent to six months more)"
	}
	switch {
	case due.Late && due.Implemented.IsZero():
		return said + ": overdue"
	case due.Late:
		return fmt.Sprintf("%s: late, on %v", said, due.Implemented)
	case !due.Implemented.IsZero():
		return fmt.Sprintf("%s: done on %v", said, due.Implemented)
	}
	return said
}

// showStages prints the stages of a plan that has any.
func (a *application) showStages(plan edition.Plan) error {
	d, err := a.store.Dossier(a.ctx, edition.Matter{Plan: plan.ID})
	if err == nil && len(d.Steps)+len(d.Past)+len(d.Papers) > 0 {
		a.printSteps(d)
	}
	return err
}
