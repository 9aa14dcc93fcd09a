package postgis

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/staging"
)

// AddUpload keeps files that have arrived, for staging.Keep, and returns the upload's
// id, which nobody can guess. Kind, County, Options and Author of u are kept; its
// state begins as Received.
func (s *Store) AddUpload(ctx context.Context, u staging.Upload, files []staging.File) (staging.ID, error) {
	id := staging.ID(rand.Text())
	now := time.Now()
	options, err := json.Marshal(u.Options)
	if err != nil {
		return "", err
	}
	err = pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, query("uploads_expire")); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, query("upload_add"), string(id), u.Kind, codeText(u.County), options, string(staging.Received), u.Author, now, now.Add(staging.Keep)); err != nil {
			return err
		}
		return addFiles(ctx, tx, id, files)
	})
	if err != nil {
		return "", fmt.Errorf("keep an upload: %w", said(err))
	}
	return id, nil
}

// chunk is how much of a file one row holds, in bytes.
const chunk = 1 << 20

func addFiles(ctx context.Context, tx pgx.Tx, id staging.ID, files []staging.File) error {
	_, err := tx.CopyFrom(ctx, pgx.Identifier{"upload_file"}, []string{"upload", "number", "name", "size"}, pgx.CopyFromSlice(len(files), func(i int) ([]any, error) {
		return []any{string(id), i + 1, files[i].Name, int64(len(files[i].Content))}, nil
	}))
	if err != nil {
		return err
	}
	file, at := 0, 0
	_, err = tx.CopyFrom(ctx, pgx.Identifier{"upload_chunk"}, []string{"upload", "file", "number", "content"}, pgx.CopyFromFunc(func() ([]any, error) {
		for file < len(files) && at >= len(files[file].Content) {
			file, at = file+1, 0
		}
		if file == len(files) {
			return nil, nil
		}
		part := files[file].Content[at:min(at+chunk, len(files[file].Content))]
		row := []any{string(id), file + 1, at/chunk + 1, part}
		at += chunk
		return row, nil
	}))
	return err
}

// noUpload says that there is no such upload, or no more.
func noUpload(id staging.ID) error {
	return fmt.Errorf("upload %s: %w: it was never made, or has expired", id, boundaries.ErrNotFound)
}

// Upload returns an upload; boundaries.ErrNotFound where there is none or it has
// expired.
func (s *Store) Upload(ctx context.Context, id staging.ID) (staging.Upload, error) {
	var u staging.Upload
	var county *string
	var options, versions []byte
	err := s.pool.QueryRow(ctx, query("upload"), string(id)).Scan((*string)(&u.ID), &u.Kind, &county, &options, (*string)(&u.State), &u.Done, &u.Total,
		&u.Report, &u.Preview, &u.Failure, &u.Author, &u.Arrived, &u.Expires, &versions)
	if errors.Is(err, pgx.ErrNoRows) {
		return u, noUpload(id)
	}
	if err != nil {
		return u, err
	}
	u.County = codeOf(county)
	if versions != nil {
		err = json.Unmarshal(versions, &u.Versions)
	}
	return u, errors.Join(err, json.Unmarshal(options, &u.Options))
}

// UploadFiles returns the files of an upload, in the order they were given.
func (s *Store) UploadFiles(ctx context.Context, id staging.ID) ([]staging.File, error) {
	if _, err := s.uploadState(ctx, id); err != nil {
		return nil, err
	}
	rows, err := s.pool.Query(ctx, query("upload_files"), string(id))
	if err != nil {
		return nil, err
	}
	files := []staging.File{}
	var number, last int
	var name string
	var size int64
	var content []byte
	_, err = pgx.ForEachRow(rows, []any{&number, &name, &size, &content}, func() error {
		if number != last {
			files, last = append(files, staging.File{Name: name, Content: make([]byte, 0, size)}), number
		}
		f := &files[len(files)-1]
		f.Content = append(f.Content, content...)
		return nil
	})
	return files, err
}

// SetUpload notes how far an upload has come: its options, county, state, progress,
// report, preview, failure and versions. An upload that was cancelled meanwhile is
// left alone: boundaries.ErrConflict.
func (s *Store) SetUpload(ctx context.Context, u staging.Upload) error {
	options, err := json.Marshal(u.Options)
	if err != nil {
		return err
	}
	var versions []byte
	if u.Versions != nil {
		if versions, err = json.Marshal(u.Versions); err != nil {
			return err
		}
	}
	tag, err := s.pool.Exec(ctx, query("upload_set"), string(u.ID), options, string(u.State), u.Done, u.Total, u.Report, u.Preview, u.Failure, versions, codeText(u.County))
	if err != nil {
		return said(err)
	}
	if tag.RowsAffected() == 0 {
		state, err := s.uploadState(ctx, u.ID)
		if err != nil {
			return err
		}
		return fmt.Errorf("upload %s is %s already: %w", u.ID, state, boundaries.ErrConflict)
	}
	return nil
}

// Cancel gives an upload up: work that has not begun will not, and work under way
// finds out at its next SetUpload. boundaries.ErrConflict where it is being committed
// or over already.
func (s *Store) Cancel(ctx context.Context, id staging.ID) error {
	tag, err := s.pool.Exec(ctx, query("upload_cancel"), string(id))
	if err != nil {
		return err
	}
	if tag.RowsAffected() == 0 {
		state, err := s.uploadState(ctx, id)
		if err != nil {
			return err
		}
		return fmt.Errorf("upload %s is %s already: %w", id, state, boundaries.ErrConflict)
	}
	return nil
}

func (s *Store) uploadState(ctx context.Context, id staging.ID) (staging.State, error) {
	var state staging.State
	err := s.pool.QueryRow(ctx, query("upload_state"), string(id)).Scan((*string)(&state))
	if errors.Is(err, pgx.ErrNoRows) {
		return "", noUpload(id)
	}
	return state, err
}
