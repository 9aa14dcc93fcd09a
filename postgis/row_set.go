package postgis

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"

	"github.com/jackc/pgx/v5"

	"github.com/xiantu/xiantu/boundaries/adcode"
)

// rowSet is facts that came together and are replaced together: a count of people, the
// zones, roads or backdrop of one source.
type rowSet struct {
	table   string // of sets; its queries are TABLE_held, TABLE_supersede and TABLE_add
	rows    string // the table of its rows
	columns []string
	part    part
	county  adcode.Code
	key     []any // what a set takes the place of another by, beside the county
	facts   []any // what else TABLE_add says of the set
	head    any   // what the set says beside its rows, for the digest
	n       int
	says    func(i int) any            // what a row says, for the digest
	row     func(i int) ([]any, error) // the columns of a row after the set's id
	detail  map[string]any             // for the audit
}

// replaceSet writes a set in the place of the one held under its key, unless it is the same.
func (c *writing) replaceSet(ctx context.Context, s rowSet) error {
	sum, err := digestOf(s.head, s.n, s.says)
	if err != nil {
		return err
	}
	key := append([]any{s.county.String()}, s.key...)
	closed, same, err := c.supersedeSet(ctx, s.table, sum, key)
	if err != nil || same {
		return err
	}
	change, err := c.change(ctx)
	if err != nil {
		return err
	}
	var id int64
	args := append(append(key, s.facts...), sum, c.recorded, c.author, change)
	if err := c.tx.QueryRow(ctx, query(s.table+"_add"), args...).Scan(&id); err != nil {
		return err
	}
	err = c.copyRows(ctx, s.rows, s.columns, s.n, func(i int) ([]any, error) {
		row, err := s.row(i)
		return append([]any{id}, row...), err
	})
	c.enter(s.county, s.part, max(1, s.n), closed, s.detail)
	return err
}

// supersedeSet supersedes the set held under a key, unless it is the same. It returns
// how many rows the set had.
func (c *writing) supersedeSet(ctx context.Context, table string, sum []byte, key []any) (rows int, same bool, err error) {
	var id int64
	var digest []byte
	err = c.tx.QueryRow(ctx, query(table+"_held"), key...).Scan(&id, &digest, &rows)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, false, nil
	}
	if err != nil || bytes.Equal(digest, sum) {
		return rows, true, err
	}
	change, err := c.change(ctx)
	if err != nil {
		return 0, false, err
	}
	_, err = c.tx.Exec(ctx, query(table+"_supersede"), id, c.recorded, change)
	return rows, false, err
}

// digestOf is the SHA-256 of a set's facts, in order.
func digestOf(head any, n int, row func(i int) any) ([]byte, error) {
	sum := sha256.New()
	out := json.NewEncoder(sum)
	if err := out.Encode(head); err != nil {
		return nil, err
	}
	for i := range n {
		if err := out.Encode(row(i)); err != nil {
			return nil, err
		}
	}
	return sum.Sum(nil), nil
}
