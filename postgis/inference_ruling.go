package postgis

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
)

// Rule records what a person says of inferences, in one transaction, and returns them as
// they are believed now, with the county's versions. The error is boundaries.ErrNotFound
// for an unknown county or inference, boundaries.ErrConflict where the county has moved
// on from w.IfVersion, boundaries.ErrInvalid where the correction cannot be.
func (s *Store) Rule(ctx context.Context, w edition.RulingWrite) (ruled []boundaries.Inference, versions map[adcode.Code]edition.Versions, err error) {
	err = pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		if _, _, err := readCounty(ctx, tx, w.County); err != nil {
			return err
		}
		c := &writing{tx: tx, author: w.Author, ruling: &w, counties: []adcode.Code{w.County}, write: edition.Write{Title: w.State.String() + " inferences"}}
		if w.IfVersion != 0 {
			c.write.IfVersion = map[adcode.Code]int64{w.County: w.IfVersion}
		}
		if c.author == "" {
			c.author = "unnamed"
		}
		err := c.take(ctx, c.lock, c.checkVersions, func(ctx context.Context) (err error) { ruled, err = c.rule(ctx); return err }, c.raise)
		if err != nil {
			return err
		}
		versions, err = readVersions(ctx, tx, c.counties)
		return err
	})
	if err != nil {
		return nil, nil, said(err)
	}
	return ruled, versions, nil
}

// rule finds the inferences that are meant and writes what is said of them.
func (c *writing) rule(ctx context.Context) ([]boundaries.Inference, error) {
	w := c.ruling
	held, err := readInferences(ctx, c.tx, w.County, w.Day)
	if err != nil {
		return nil, err
	}
	if w.Inference == 0 {
		return c.ruleAll(ctx, held)
	}
	at := slices.IndexFunc(held, func(r inferenceRow) bool { return r.ID == w.Inference })
	if at < 0 {
		return nil, fmt.Errorf("inference %d: %w", w.Inference, boundaries.ErrNotFound)
	}
	r := held[at]
	i := r.Inference
	i.State, i.Author = w.State, c.author
	if w.Kind != "" && w.State == boundaries.Confirmed {
		if !slices.Contains(boundaries.LinkKinds, w.Kind) {
			return nil, &boundaries.RuleError{Rule: "inference_kind", Unit: i.FromCode, Said: fmt.Sprintf("%q is no kind of change: write one of %s", w.Kind, strings.Join(boundaries.LinkKinds, ", "))}
		}
		i.Kind = w.Kind
	}
	if !w.To.IsZero() && w.To != i.ToCode && w.State == boundaries.Confirmed {
		return c.redirect(ctx, held, r, i)
	}
	if same := r.Inference; i.State == same.State && i.Kind == same.Kind {
		return []boundaries.Inference{same}, nil
	}
	ruled := []boundaries.Inference{i}
	return ruled, c.writeInferences(ctx, w.County, partCounty, i.Day, []int64{r.row}, ruled)
}

// ruleAll rules on all that nobody has said anything of.
func (c *writing) ruleAll(ctx context.Context, held []inferenceRow) ([]boundaries.Inference, error) {
	var ruled []boundaries.Inference
	var gone []int64
	for _, r := range held {
		if r.State != boundaries.Proposed || r.Confidence < c.ruling.Above || c.ruling.State == boundaries.Proposed {
			continue
		}
		i := r.Inference
		i.State, i.Author = c.ruling.State, c.author
		ruled, gone = append(ruled, i), append(gone, r.row)
	}
	return ruled, c.writeInferences(ctx, c.ruling.County, partCounty, c.ruling.Day, gone, ruled)
}

// redirect rejects a link and confirms the one to the successor that a person names; to
// a link that is there already the share is added.
func (c *writing) redirect(ctx context.Context, held []inferenceRow, r inferenceRow, i boundaries.Inference) ([]boundaries.Inference, error) {
	code := c.ruling.To
	refuse := func(text string) error {
		return &boundaries.RuleError{Rule: "inference_successor", Unit: code, Said: text}
	}
	if code.Level() != i.FromCode.Level() {
		return nil, refuse("the successor must be of the same level as the former unit")
	}
	i.ID, i.ToCode, i.Evidence, i.Confidence = 0, code, boundaries.ByPerson, 1
	err := c.tx.QueryRow(ctx, query("unit_bearing"), c.ruling.County.String(), code.String(), dateOf(i.Day)).Scan((*int64)(&i.To), &i.ToName)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, refuse("no unit bore this code on " + i.Day.String())
	}
	if err != nil {
		return nil, err
	}
	i.Bears = i.ToCode == i.FromCode || i.ToName == i.FromName
	rejected := r.Inference
	rejected.State, rejected.Author = boundaries.Rejected, c.author
	gone := []int64{r.row}
	for _, other := range held {
		if other.From == i.From && other.To == i.To && other.Day == i.Day {
			i.ID, gone = other.ID, append(gone, other.row)
			if other.State != boundaries.Rejected {
				i.People, i.Area = i.People+other.People, i.Area+other.Area
			}
		}
	}
	ruled := []boundaries.Inference{i, rejected}
	return ruled, c.writeInferences(ctx, c.ruling.County, partCounty, i.Day, gone, ruled)
}
