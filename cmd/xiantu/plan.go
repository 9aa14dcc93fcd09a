package main

import (
	"cmp"
	"fmt"
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

type planCommand struct {
	List    planList    `cmd:"" help:"The plans of the county."`
	Create  planCreate  `cmd:"" help:"Keep changes files as a plan; nothing is in force by that."`
	Show    planShow    `cmd:"" help:"A plan, and whether it still fits the county."`
	Compare planCompare `cmd:"" help:"A plan beside the county as it is, or beside another plan."`
	State   planState   `cmd:"" help:"Enter a stage of a plan, which goes on with the change it becomes."`
	Publish planPublish `cmd:"" help:"Commit a plan, in force from a day."`
	Delete  planDelete  `cmd:"" help:"Take a draft away."`
}

type planList struct{}

// Run lists the plans.
func (c *planList) Run(app *application) error {
	if err := app.open(); err != nil {
		return err
	}
	county, err := app.county()
	if err != nil {
		return err
	}
	plans, err := app.store.Plans(app.ctx, county)
	if err != nil {
		return err
	}
	if app.line.JSON {
		return writeJSON(app.stdout, web.PlanBodies(plans))
	}
	rows := [][]string{{"plan", "name", "author", "orders", "facilities", "published as"}}
	for _, p := range plans {
		published := ""
		if p.Published != 0 {
			published = strconv.FormatInt(int64(p.Published), 10)
		}
		rows = append(rows, []string{strconv.FormatInt(p.ID, 10), p.Name, p.Author, strconv.Itoa(len(p.Orders)), strconv.Itoa(len(p.Facilities)), published})
	}
	table(app.stdout, rows)
	return nil
}

type planCreate struct {
	Name  string   `arg:"" help:"What to call it."`
	Files []string `arg:"" help:"Changes files, applied in order." type:"existingfile"`
	Note  string   `help:"A remark."`
}

// Run keeps a plan. Whether it fits is said, not demanded: it is a draft.
func (c *planCreate) Run(app *application) error {
	if err := app.open(); err != nil {
		return err
	}
	plan := edition.Plan{Name: c.Name, Note: c.Note, Author: author()}
	for _, path := range c.Files {
		order, file, err := readOrderFile(path)
		if err != nil {
			return err
		}
		if plan.County.IsZero() {
			plan.County = order.Counties[0]
		}
		plan.Orders, plan.Others = append(plan.Orders, file), append(plan.Others, order.Counties...)
	}
	plan.Others = slices.DeleteFunc(plan.Counties(), func(c adcode.Code) bool { return c == plan.County })
	plan, err := app.store.AddPlan(app.ctx, plan)
	if err != nil {
		return err
	}
	return app.showPlan(plan)
}

type planShow struct {
	Plan int64 `arg:"" help:"The plan's number."`
}

// Run shows a plan.
func (c *planShow) Run(app *application) error {
	if err := app.open(); err != nil {
		return err
	}
	plan, err := app.store.Plan(app.ctx, c.Plan)
	if err != nil {
		return err
	}
	return app.showPlan(plan)
}

func (a *application) showPlan(plan edition.Plan) error {
	_, misfit := a.editions.Edition(a.ctx, edition.Key{County: plan.County, Plan: plan.ID})
	if a.line.JSON {
		return writeJSON(a.stdout, web.PlanBody(plan, misfit))
	}
	fmt.Fprintf(a.stdout, "plan %d of %s: %s; %d orders, %d facilities\n", plan.ID, codeList(plan.Counties()), plan.Name, len(plan.Orders), len(plan.Facilities))
	switch {
	case plan.Published != 0:
		fmt.Fprintf(a.stdout, "published as change %d\n", plan.Published)
	case misfit != nil:
		fmt.Fprintln(a.stdout, misfit)
	default:
		fmt.Fprintln(a.stdout, "it fits the county as it is")
	}
	return a.showStages(plan)
}

// codeList are codes as a person reads them.
func codeList(codes []adcode.Code) string {
	said := make([]string, len(codes))
	for i, code := range codes {
		said[i] = code.String()
	}
	return strings.Join(said, ", ")
}

type planCompare struct {
	Plan   int64    `arg:"" help:"The plan's number."`
	With   int64    `arg:"" optional:"" help:"Another plan; default: the county as it is."`
	At     string   `help:"The day, YYYY-MM-DD; default: the newest state."`
	Kind   []string `help:"With --radius: coverage by these kinds of facility, too."`
	Radius float64  `help:"Reach in metres."`
}

// Run prints both sides.
func (c *planCompare) Run(app *application) error {
	at, err := parseDay("--at", c.At)
	if err != nil {
		return err
	}
	if err := app.open(); err != nil {
		return err
	}
	plan, err := app.store.Plan(app.ctx, c.Plan)
	if err != nil {
		return err
	}
	county, err := parseCounty(app.line.County)
	if err != nil {
		return err
	}
	county = cmp.Or(county, plan.County) // of a plan over several counties one can be chosen
	here, err := app.editions.Edition(app.ctx, edition.Key{County: county, At: at, Plan: plan.ID})
	if err != nil {
		return err
	}
	there, err := app.editions.Edition(app.ctx, edition.Key{County: county, At: at, Plan: c.With})
	if err != nil {
		return err
	}
	question, err := effectQuestion(c.Kind, c.Radius)
	if err != nil {
		return err
	}
	comparison, err := web.CompareEditions(here, there, question)
	if err != nil {
		return err
	}
	return writeJSON(app.stdout, comparison)
}

// effectQuestion is the coverage question of --kind and --radius; nil without them.
func effectQuestion(kind []string, radius float64) (*coverage.Question, error) {
	if len(kind) == 0 {
		return nil, nil
	}
	kinds, err := facilities.Expand(kind)
	if err != nil {
		return nil, usageError{"--kind: " + sentence(err)}
	}
	if !(radius > 0) {
		return nil, usageError{"--radius: with --kind say how many metres the facilities reach"}
	}
	return &coverage.Question{Kinds: kinds, Radius: geo.Metres(radius), By: adcode.Township}, nil
}

type planPublish struct {
	Plan      int64  `arg:"" help:"The plan's number."`
	Effective string `help:"The first day on which it holds, YYYY-MM-DD." required:""`
	Document  string `help:"The approval's number."`
	Approved  string `help:"The approval's day."`
}

// Run commits the plan.
func (c *planPublish) Run(app *application) error {
	publication := web.Publication{Document: c.Document}
	var err error
	if publication.Effective, err = parseDay("--effective", c.Effective); err != nil {
		return err
	}
	if publication.Approved, err = parseDay("--approved", c.Approved); err != nil {
		return err
	}
	if err := app.open(); err != nil {
		return err
	}
	plan, err := app.store.Plan(app.ctx, c.Plan)
	if err != nil {
		return err
	}
	dossier, err := app.store.Dossier(app.ctx, edition.Matter{Plan: plan.ID})
	if err != nil {
		return err
	}
	publication.TakeApproval(dossier)
	var now []*edition.Edition
	for _, county := range plan.Counties() {
		ed, err := app.editions.Edition(app.ctx, edition.Key{County: county, At: publication.Effective})
		if err != nil {
			return err
		}
		now = append(now, ed)
	}
	w, err := publication.Write(plan, now)
	if err != nil {
		return err
	}
	w.Author = author()
	return app.commitOrder(w)
}

type planDelete struct {
	Plan int64 `arg:"" help:"The plan's number."`
}

// Run takes the draft away.
func (c *planDelete) Run(app *application) error {
	if err := app.open(); err != nil {
		return err
	}
	return app.store.RemovePlan(app.ctx, c.Plan)
}
