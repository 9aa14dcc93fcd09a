package postgis

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/staging"
)

// AddExport records a file that is to be made, for staging.KeepExport, asks the workers for
// it, and returns its id, which nobody can guess. What, Format, Name, Request and Author of
// e are kept.
func (s *Store) AddExport(ctx context.Context, e staging.Export) (staging.ID, error) {
	id := staging.ID(rand.Text())
	now := time.Now()
	err := pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, query("export_add"), string(id), e.What, e.Format, e.Name, e.Request, e.Author, now, now.Add(staging.KeepExport))
		if err != nil {
			return err
		}
		return s.enqueueExport(ctx, tx, id)
	})
	if err != nil {
		return "", fmt.Errorf("order an export: %w", said(err))
	}
	return id, nil
}

// noExport says that there is no such export, or no more.
func noExport(name string) error {
	return fmt.Errorf("export %s: %w: it was never made, or is not kept any more", name, boundaries.ErrNotFound)
}

// Export returns an export; boundaries.ErrNotFound where there is none or it has expired.
func (s *Store) Export(ctx context.Context, id staging.ID) (staging.Export, error) {
	return s.exportRow(ctx, "export", string(id))
}

// ExportNamed returns the export of a name that is best to have: one whose file is there,
// else one in the making, else the newest. boundaries.ErrNotFound where there is none.
func (s *Store) ExportNamed(ctx context.Context, name string) (staging.Export, error) {
	return s.exportRow(ctx, "export_named", name)
}

func (s *Store) exportRow(ctx context.Context, by, key string) (staging.Export, error) {
	var e staging.Export
	err := s.pool.QueryRow(ctx, query(by), key).Scan((*string)(&e.ID), &e.What, &e.Format, &e.Name, (*[]byte)(&e.Request), (*string)(&e.State),
		&e.Done, &e.Total, &e.Failure, &e.Kind, &e.Notes, &e.Size, &e.Hash, &e.Author, &e.Asked, &e.Expires)
	if errors.Is(err, pgx.ErrNoRows) {
		return e, noExport(key)
	}
	return e, err
}

// SetExport notes how far an export has come: its state, progress and failure. One that is
// over, or was cancelled meanwhile, is left alone: boundaries.ErrConflict.
func (s *Store) SetExport(ctx context.Context, e staging.Export) error {
	tag, err := s.pool.Exec(ctx, query("export_set"), string(e.ID), string(e.State), e.Done, e.Total, e.Failure)
	return s.exportTouched(ctx, e.ID, tag.RowsAffected(), err)
}

// ProlongExport keeps an export for another staging.KeepExport from now.
func (s *Store) ProlongExport(ctx context.Context, id staging.ID) error {
	tag, err := s.pool.Exec(ctx, query("export_keep"), string(id), time.Now().Add(staging.KeepExport))
	return s.exportTouched(ctx, id, tag.RowsAffected(), err)
}

// exportTouched explains why an export's row was not changed.
func (s *Store) exportTouched(ctx context.Context, id staging.ID, rows int64, err error) error {
	if err != nil || rows > 0 {
		return said(err)
	}
	e, err := s.Export(ctx, id)
	if err != nil {
		return err
	}
	return fmt.Errorf("export %s is %s already: %w", id, e.State, boundaries.ErrConflict)
}

// FinishExport keeps the file of an export, with its media type and what is to be said of it, and notes that it is
// there: all of it, or nothing. No more than a chunk of it is held at once.
func (s *Store) FinishExport(ctx context.Context, id staging.ID, kind string, notes []string, file io.Reader) error {
	hash := sha256.New()
	chunks := &chunkRows{id: id, from: io.TeeReader(file, hash)}
	return pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		// Copying takes as long as it takes; the file is made, so nothing else is waited for.
		if _, err := tx.Exec(ctx, "SET LOCAL statement_timeout = 0"); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, query("export_chunks_clear"), string(id)); err != nil {
			return err
		}
		if _, err := tx.CopyFrom(ctx, pgx.Identifier{"export_chunk"}, []string{"export", "number", "content"}, pgx.CopyFromFunc(chunks.next)); err != nil {
			return said(err)
		}
		tag, err := tx.Exec(ctx, query("export_done"), string(id), kind, chunks.size, hex.EncodeToString(hash.Sum(nil)), append([]string{}, notes...))
		return s.exportTouched(ctx, id, tag.RowsAffected(), err)
	})
}

// chunkRows cuts a file into rows.
type chunkRows struct {
	id     staging.ID
	from   io.Reader
	number int
	size   int64
}

func (c *chunkRows) next() ([]any, error) {
	part := make([]byte, chunk)
	n, err := io.ReadFull(c.from, part)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, err
	}
	if n == 0 {
		return nil, nil
	}
	row := []any{string(c.id), c.number, part[:n]}
	c.number++
	c.size += int64(n)
	return row, nil
}

// ExportPart reads up to size bytes of an export's file from an offset; fewer at the end
// of a chunk, none beyond the end of the file. No connection is held between calls.
func (s *Store) ExportPart(ctx context.Context, id staging.ID, offset int64, size int) ([]byte, error) {
	var part []byte
	err := s.pool.QueryRow(ctx, query("export_part"), string(id), int32(offset/chunk), int32(offset%chunk), int32(min(size, chunk))).Scan(&part)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil
	}
	return part, err
}

// CancelExport gives an export up: work that has not begun will not, and work under way
// finds out at its next SetExport. boundaries.ErrConflict where it is over already.
func (s *Store) CancelExport(ctx context.Context, id staging.ID) error {
	return s.SetExport(ctx, staging.Export{ID: id, State: staging.ExportCancelled})
}
