package postgis

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/staging"
)

// StepExport is the one step of an export, as given to whoever works: waiting -> done.
const StepExport = "export"

// exportJob is a file to be made.
type exportJob struct {
	Export staging.ID `json:"export"`
}

// Kind is the job's name in the queue.
func (exportJob) Kind() string { return "export" }

// enqueueExport asks for a file in the transaction that records it.
func (s *Store) enqueueExport(ctx context.Context, tx pgx.Tx, id staging.ID) error {
	client, err := river.NewClient(riverpgxv5.New(s.pool), &river.Config{Schema: jobSchema, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	_, err = client.InsertTx(ctx, tx, exportJob{id}, &river.InsertOpts{MaxAttempts: 3})
	return err
}

type exportWorker struct {
	river.WorkerDefaults[exportJob]
	store *Store
	do    func(ctx context.Context, id staging.ID, step string) error
}

// Work makes a file, unless another worker is at it or it is made or no more wanted. When
// the last attempt fails, the export has failed, without a sentence of its own.
func (w *exportWorker) Work(ctx context.Context, job *river.Job[exportJob]) error {
	conn, err := w.store.connection(ctx)
	if err != nil {
		return err
	}
	defer conn.Close(context.WithoutCancel(ctx))
	var held bool
	if err := conn.QueryRow(ctx, query("upload_try"), string(job.Args.Export)).Scan(&held); err != nil {
		return err
	}
	if !held {
		return river.JobSnooze(5 * time.Second)
	}
	e, err := w.store.Export(ctx, job.Args.Export)
	if errors.Is(err, boundaries.ErrNotFound) {
		return river.JobCancel(err)
	}
	if err != nil || e.State.Final() {
		return err
	}
	err = w.do(ctx, job.Args.Export, StepExport)
	if err != nil && job.Attempt >= job.MaxAttempts && ctx.Err() == nil {
		e.State = staging.ExportFailed // nobody tries again: let nobody wait
		return errors.Join(err, w.store.SetExport(ctx, e))
	}
	return err
}

// NextRetry tries again soon: a person is waiting.
func (w *exportWorker) NextRetry(job *river.Job[exportJob]) time.Time {
	return time.Now().Add(time.Duration(job.Attempt) * time.Second)
}
