package postgis

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/edition"
)

// Dossier returns the stages and papers of a change or plan. The error is
// boundaries.ErrNotFound where there is none.
func (s *Store) Dossier(ctx context.Context, m edition.Matter) (d edition.Dossier, err error) {
	err = pgx.BeginTxFunc(ctx, s.pool, reading, func(tx pgx.Tx) error {
		d, err = readDossier(ctx, tx, m)
		return err
	})
	return d, err
}

// AddStep enters a stage of a change or plan, with papers, and returns its dossier. What
// is entered already, in every word, is not entered again. The error is
// boundaries.ErrNotFound without the change or plan, boundaries.ErrInvalid where the step
// does not go forwards and does not say why.
func (s *Store) AddStep(ctx context.Context, m edition.Matter, step boundaries.Step, papers []boundaries.Paper) (d edition.Dossier, err error) {
	err = s.file(ctx, m, orAuthor(step.Author), func(f *filing) error {
		if err := f.step(ctx, step); err != nil {
			return err
		}
		for _, p := range papers {
			p.Stage = step.Stage
			if _, err := f.paper(ctx, p); err != nil {
				return err
			}
		}
		d, err = readDossier(ctx, f.tx, m)
		return err
	})
	return d, err
}

// filing is something being put into a dossier; the county is locked.
type filing struct {
	tx       pgx.Tx
	dossier  edition.Dossier
	author   string
	recorded time.Time
}

// file opens a dossier for writing. Writers of one county take turns.
func (s *Store) file(ctx context.Context, m edition.Matter, author string, write func(*filing) error) error {
	return said(pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		d, err := readDossier(ctx, tx, m)
		if err != nil {
			return err
		}
		counties := codeTexts(d.Counties)
		if _, err := tx.Exec(ctx, query("county_lock"), counties); err != nil {
			return err
		}
		f := &filing{tx: tx, author: author}
		if f.dossier, err = readDossier(ctx, tx, m); err != nil {
			return err
		}
		if err := tx.QueryRow(ctx, query("clock"), counties).Scan(&f.recorded); err != nil {
			return err
		}
		return write(f)
	}))
}

func (f *filing) step(ctx context.Context, step boundaries.Step) error {
	d := &f.dossier
	held := slices.IndexFunc(d.Steps, func(s boundaries.Step) bool { return s.Stage == step.Stage })
	if held >= 0 && !step.Withdrawn && sameStep(d.Steps[held], step) {
		return nil
	}
	if _, err := boundaries.CheckStep(d.Steps, step); err != nil {
		return err
	}
	var corrects *int64
	closed := 0
	if held >= 0 {
		corrects, closed = &d.Steps[held].ID, 1
	}
	change, plan := f.owner()
	if _, err := f.tx.Exec(ctx, query("state_supersede"), int64(d.Change), d.Plan, step.Stage.String(), f.recorded); err != nil {
		return err
	}
	var id int64
	err := f.tx.QueryRow(ctx, query("state_add"), change, plan, step.Stage.String(), dateOf(step.Day), step.Document, step.Note, step.Why, step.Withdrawn, corrects, f.author, f.recorded).Scan(&id)
	if err != nil {
		return err
	}
	return f.note(ctx, "states", closed, map[string]any{"state": step.Stage.String(), "day": step.Day.String(), "document": step.Document, "note": step.Note, "why": step.Why, "withdrawn": step.Withdrawn, "row": id})
}

func sameStep(a, b boundaries.Step) bool {
	return a.Day == b.Day && a.Document == b.Document && a.Note == b.Note && (b.Why == "" || a.Why == b.Why)
}

// owner is the change that a row belongs to, or else the plan.
func (f *filing) owner() (change, plan *int64) {
	if f.dossier.Change != 0 {
		return (*int64)(&f.dossier.Change), nil
	}
	return nil, &f.dossier.Plan
}

// note writes what was done to the audit of each county.
func (f *filing) note(ctx context.Context, part string, closed int, detail map[string]any) error {
	if f.dossier.Plan != 0 {
		detail["plan"] = f.dossier.Plan
	}
	text, err := json.Marshal([]any{detail})
	if err != nil {
		return err
	}
	change, _ := f.owner()
	_, err = f.tx.Exec(ctx, query("audit_note"), codeTexts(f.dossier.Counties), part, f.author, change, f.recorded, 1, closed, text)
	return err
}

func readDossier(ctx context.Context, q querier, m edition.Matter) (d edition.Dossier, err error) {
	var change, plan *int64
	if m.Change != 0 {
		change = (*int64)(&m.Change)
	} else {
		plan = &m.Plan
	}
	var counties []string
	var effective pgtype.Date
	err = q.QueryRow(ctx, query("matter"), change, plan).Scan((*int64)(&d.Change), &d.Plan, &counties, &d.Title, &effective)
	if errors.Is(err, pgx.ErrNoRows) {
		if m.Change != 0 {
			return d, fmt.Errorf("change %d: %w", m.Change, boundaries.ErrNotFound)
		}
		return d, fmt.Errorf("plan %d: %w", m.Plan, boundaries.ErrNotFound)
	}
	if err != nil {
		return d, err
	}
	d.Effective = dayOf(effective)
	for i := range counties {
		d.Counties = append(d.Counties, codeOf(&counties[i]))
	}
	return d, fillDossiers(ctx, q, []*edition.Dossier{&d})
}

// fillDossiers reads the stages and papers of several matters.
func fillDossiers(ctx context.Context, q querier, dossiers []*edition.Dossier) error {
	byChange, byPlan := map[int64]*edition.Dossier{}, map[int64]*edition.Dossier{}
	var changes, plans []int64
	for _, d := range dossiers {
		if d.Change != 0 {
			byChange[int64(d.Change)], changes = d, append(changes, int64(d.Change))
		}
		if d.Plan != 0 {
			byPlan[d.Plan], plans = d, append(plans, d.Plan)
		}
	}
	of := func(change, plan int64) *edition.Dossier {
		if d := byChange[change]; d != nil {
			return d
		}
		return byPlan[plan]
	}
	if err := readSteps(ctx, q, changes, plans, of); err != nil {
		return err
	}
	return readPapers(ctx, q, changes, plans, of)
}

func readSteps(ctx context.Context, q querier, changes, plans []int64, of func(change, plan int64) *edition.Dossier) error {
	rows, err := q.Query(ctx, query("states"), changes, plans)
	if err != nil {
		return err
	}
	var change, plan int64
	var step boundaries.Step
	var state string
	var day pgtype.Date
	var superseded *time.Time
	into := []any{&change, &plan, &step.ID, &state, &day, &step.Document, &step.Note, &step.Why, &step.Withdrawn, &step.Corrects, &step.Author, &step.Recorded, &superseded}
	_, err = pgx.ForEachRow(rows, into, func() error {
		d, s := of(change, plan), step
		s.Stage, _ = boundaries.ParseStage(state)
		s.Day = dayOf(day)
		switch {
		case superseded != nil:
			s.Superseded = *superseded
			d.Past = append(d.Past, s)
		case s.Withdrawn:
			d.Past = append(d.Past, s)
		default:
			d.Steps = boundaries.Enter(d.Steps, s)
		}
		return nil
	})
	return err
}
