package postgis

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"

	"github.com/jackc/pgx/v5"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/edition"
)

// digest tells one request from another that bears the same key.
func (c *writing) digest() []byte {
	sum := sha256.New()
	sum.Write(c.order.File)
	binary.Write(sum, binary.BigEndian, c.order.Plan)
	return sum.Sum(nil)
}

// repeated finds what was committed under the order's key.
func (c *writing) repeated(ctx context.Context, done *edition.Committed) error {
	if c.order.Key == "" {
		return nil
	}
	var change int64
	var digest []byte
	err := c.tx.QueryRow(ctx, query("request_held"), c.author, c.order.Key).Scan(&change, &digest)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	if !bytes.Equal(digest, c.digest()) {
		return &boundaries.RuleError{Rule: "key_reused", Said: "the Idempotency-Key " + c.order.Key + " was used for another request: give each request a key of its own"}
	}
	done.Change, done.Repeated = boundaries.ChangeID(change), true
	done.Versions, err = readVersions(ctx, c.tx, c.counties)
	return err
}

// remember keeps the order's key.
func (c *writing) remember(ctx context.Context) error {
	if c.order.Key == "" {
		return nil
	}
	_, err := c.tx.Exec(ctx, query("request_add"), c.author, c.order.Key, c.digest(), c.changeID)
	return err
}
