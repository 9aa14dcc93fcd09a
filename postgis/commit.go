package postgis

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
)

// Commit writes w in one transaction, or nothing of it, and returns the versions of
// the counties it names, raised where something was written. What is held already is
// not written again: a write that brings nothing new changes nothing.
//
// The error is boundaries.ErrConflict where a county has moved on from w.IfVersion or
// another write does not end, boundaries.ErrInvalid where a rule would be broken; a
// *boundaries.RuleError names it.
func (s *Store) Commit(ctx context.Context, w edition.Write) (map[adcode.Code]edition.Versions, error) {
	var versions map[adcode.Code]edition.Versions
	err := pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) (err error) {
		versions, err = commit(ctx, tx, w)
		return err
	})
	if err != nil {
		return nil, said(err)
	}
	return versions, nil
}

// writing is a commit under way.
type writing struct {
	tx       pgx.Tx
	write    edition.Write
	author   string
	order    *edition.OrderWrite  // nil: the commit is no order
	ruling   *edition.RulingWrite // nil: the commit rules on no inferences
	counties []adcode.Code        // all that are named, in order of code, locked
	recorded time.Time
	changeID int64 // 0 until something is written
	entries  []entry
	redrawn  []redrawing
}

func commit(ctx context.Context, tx pgx.Tx, w edition.Write) (map[adcode.Code]edition.Versions, error) {
	c := &writing{tx: tx, write: w, author: w.Author, counties: countiesOf(w)}
	if c.author == "" {
		c.author = "unnamed"
	}
	if err := c.take(ctx, c.lock, c.checkVersions, c.name, c.noteBorders, c.snapshots, c.redrawBorders, c.borders, c.facilities, c.people, c.zones, c.roads, c.backdrops, c.statistics, c.indicators, c.infer, c.raise); err != nil {
		return nil, err
	}
	return readVersions(ctx, tx, c.counties)
}

// take takes the steps of a commit, one after the other.
func (c *writing) take(ctx context.Context, steps ...func(context.Context) error) error {
	// A large import may take minutes; it waits for its turn no longer than one.
	if _, err := c.tx.Exec(ctx, "SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = '60s'; SET LOCAL idle_in_transaction_session_timeout = '5min'"); err != nil {
		return err
	}
	for _, step := range steps {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// countiesOf lists the counties that a write names, by code.
func countiesOf(w edition.Write) []adcode.Code {
	var codes []adcode.Code
	for _, x := range w.Counties {
		codes = append(codes, x.Code)
	}
	for _, x := range w.Snapshots {
		codes = append(codes, x.County)
	}
	for _, x := range w.Facilities {
		codes = append(codes, x.County)
	}
	for _, x := range w.People {
		codes = append(codes, x.County)
	}
	for _, x := range w.Zones {
		codes = append(codes, x.County)
	}
	for _, x := range w.Roads {
		codes = append(codes, x.County)
	}
	for _, x := range w.Backdrops {
		codes = append(codes, x.County)
	}
	for _, x := range w.Borders {
		codes = append(codes, x.County.Code)
	}
	for _, x := range w.Statistics {
		codes = append(codes, x.County)
	}
	for _, x := range w.Indicators {
		codes = append(codes, x.County)
	}
	for code := range w.IfVersion {
		codes = append(codes, code)
	}
	slices.SortFunc(codes, adcode.Code.Compare)
	return slices.Compact(codes)
}

func (c *writing) lock(ctx context.Context) error {
	for _, code := range c.counties {
		if code.Level() != adcode.County {
			return &boundaries.RuleError{Rule: "no_county", Unit: code, Said: "what is written must say which county it belongs to, by a code of six digits"}
		}
	}
	texts := codeTexts(c.counties)
	if _, err := c.tx.Exec(ctx, query("county_lock"), texts); err != nil {
		return err
	}
	var recorded time.Time
	if err := c.tx.QueryRow(ctx, query("clock"), texts).Scan(&recorded); err != nil {
		return err
	}
	c.recorded = recorded
	return nil
}

func (c *writing) checkVersions(ctx context.Context) error {
	if len(c.write.IfVersion) == 0 {
		return nil
	}
	have, err := readVersions(ctx, c.tx, c.counties)
	if err != nil {
		return err
	}
	present := map[adcode.Code]int64{}
	for code, v := range have {
		present[code] = v.County
	}
	for _, code := range c.counties {
		if saw, asked := c.write.IfVersion[code]; asked && saw != have[code].County {
			return &ConflictError{code, saw, have[code].County, present}
		}
	}
	return nil
}

// change is the id of the commit's change, recorded when the first row needs it.
func (c *writing) change(ctx context.Context) (int64, error) {
	if c.changeID != 0 {
		return c.changeID, nil
	}
	written := slices.DeleteFunc(slices.Clone(c.counties), func(code adcode.Code) bool { return !c.brings(code) })
	err := c.tx.QueryRow(ctx, query("change_add"), codeTexts(written), c.kind(), c.write.Title, c.write.Document, c.author,
		dateOf(c.effective()), c.recorded).Scan(&c.changeID)
	return c.changeID, err
}

// brings reports whether the write holds something for a county, not only a version
// that its author saw.
func (c *writing) brings(code adcode.Code) bool {
	if c.order != nil && slices.Contains(c.order.Order.Counties, code) {
		return true
	}
	if c.ruling != nil && c.ruling.County == code {
		return true
	}
	w := c.write
	w.IfVersion = nil
	_, found := slices.BinarySearchFunc(countiesOf(w), code, adcode.Code.Compare)
	return found
}

// kind is what a commit brings, in a word.
func (c *writing) kind() string {
	if c.order != nil {
		return "order"
	}
	if c.ruling != nil {
		return "ruling"
	}
	var kinds []string
	for kind, n := range map[string]int{"divisions": len(c.write.Snapshots), "facilities": len(c.write.Facilities), "people": len(c.write.People), "zones": len(c.write.Zones), "roads": len(c.write.Roads), "backdrop": len(c.write.Backdrops), "borders": len(c.write.Borders), "statistics": len(c.write.Statistics), "indicators": len(c.write.Indicators)} {
		if n > 0 {
			kinds = append(kinds, kind)
		}
	}
	switch len(kinds) {
	case 0:
		return "county"
	case 1:
		return kinds[0]
	}
	return "several"
}

// effective is the first day on which something of the write holds.
func (c *writing) effective() civil.Day {
	if c.order != nil {
		return c.order.Order.Effective
	}
	var days []civil.Day
	for _, s := range c.write.Snapshots {
		days = append(days, s.Day)
	}
	for _, f := range c.write.Facilities {
		days = append(days, f.From)
	}
	for _, b := range c.write.Borders {
		days = append(days, b.From)
	}
	for _, p := range c.write.People {
		days = append(days, p.Day)
	}
	days = slices.DeleteFunc(days, civil.Day.IsZero)
	if len(days) == 0 {
		return civil.Day{}
	}
	return slices.MinFunc(days, civil.Day.Compare)
}

// copyRows sends rows in bulk, made one at a time.
func (c *writing) copyRows(ctx context.Context, table string, columns []string, n int, row func(i int) ([]any, error)) error {
	sent, err := c.tx.CopyFrom(ctx, pgx.Identifier{table}, columns, pgx.CopyFromSlice(n, row))
	if err == nil && sent != int64(n) {
		err = fmt.Errorf("sent %d rows to %s, %d arrived", n, table, sent)
	}
	return err
}

// supersede ends what was believed of rows until now.
func (c *writing) supersede(ctx context.Context, queryName string, ids []int64) error {
	if len(ids) == 0 {
		return nil
	}
	change, err := c.change(ctx)
	if err != nil {
		return err
	}
	tag, err := c.tx.Exec(ctx, query(queryName), ids, c.recorded, change)
	if err == nil && tag.RowsAffected() != int64(len(ids)) {
		err = fmt.Errorf("%s: %d rows to supersede, %d found", queryName, len(ids), tag.RowsAffected())
	}
	return err
}

// identities are new numbers from a sequence.
func (c *writing) identities(ctx context.Context, queryName string, n int) ([]int64, error) {
	if n == 0 {
		return nil, nil
	}
	rows, err := c.tx.Query(ctx, query(queryName), n)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[int64])
}
