package postgis

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/edition"
)

// AddPaper attaches a paper to a change or plan and returns it with its number. The same
// bytes at the same stage are kept once. The error is boundaries.ErrNotFound without the
// change or plan, boundaries.ErrInvalid where it has boundaries.MaxPapers already.
func (s *Store) AddPaper(ctx context.Context, m edition.Matter, p boundaries.Paper) (kept boundaries.Paper, err error) {
	err = s.file(ctx, m, orAuthor(p.Author), func(f *filing) error {
		kept, err = f.paper(ctx, p)
		return err
	})
	return kept, err
}

func (f *filing) paper(ctx context.Context, p boundaries.Paper) (boundaries.Paper, error) {
	d := &f.dossier
	held := slices.IndexFunc(d.Papers, func(o boundaries.Paper) bool { return o.SHA256 == p.SHA256 && o.Stage == p.Stage })
	if held >= 0 {
		return d.Papers[held], nil
	}
	if len(d.Papers) >= boundaries.MaxPapers {
		return p, &boundaries.RuleError{Rule: "paper_many", Said: fmt.Sprintf("%d papers are attached already: join them into fewer files", len(d.Papers))}
	}
	change, plan := f.owner()
	p.Author, p.Recorded = f.author, f.recorded
	err := f.tx.QueryRow(ctx, query("paper_add"), change, plan, p.Stage.String(), p.Name, p.Media, p.Content, p.SHA256[:], p.Note, p.Author, p.Recorded).Scan(&p.ID)
	if err != nil {
		return p, err
	}
	d.Papers = append(d.Papers, p)
	return p, f.note(ctx, "papers", 0, map[string]any{"paper": p.ID, "name": p.Name, "state": p.Stage.String(), "bytes": p.Size, "sha256": hex.EncodeToString(p.SHA256[:])})
}

// Paper returns a paper with its bytes; boundaries.ErrNotFound without it.
func (s *Store) Paper(ctx context.Context, id int64) (p boundaries.Paper, err error) {
	var state string
	var sum []byte
	err = s.pool.QueryRow(ctx, query("paper"), id).Scan(&p.ID, &state, &p.Name, &p.Media, &p.Size, &sum, &p.Note, &p.Author, &p.Recorded, &p.Content)
	if errors.Is(err, pgx.ErrNoRows) {
		return p, fmt.Errorf("paper %d: %w", id, boundaries.ErrNotFound)
	}
	p.Stage, _ = boundaries.ParseStage(state)
	copy(p.SHA256[:], sum)
	return p, err
}

func readPapers(ctx context.Context, q querier, changes, plans []int64, of func(change, plan int64) *edition.Dossier) error {
	rows, err := q.Query(ctx, query("papers"), changes, plans)
	if err != nil {
		return err
	}
	var change, plan int64
	var p boundaries.Paper
	var state string
	var sum []byte
	_, err = pgx.ForEachRow(rows, []any{&change, &plan, &p.ID, &state, &p.Name, &p.Media, &p.Size, &sum, &p.Note, &p.Author, &p.Recorded}, func() error {
		d, kept := of(change, plan), p
		kept.Stage, _ = boundaries.ParseStage(state)
		copy(kept.SHA256[:], sum)
		d.Papers = append(d.Papers, kept)
		return nil
	})
	return err
}
