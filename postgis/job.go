package postgis

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/staging"
)

// The steps of an upload's way, as given to Enqueue.
const (
	StepRead   = "read"   // received -> staged
	StepCommit = "commit" // staged -> committed
)

// uploadJob is a step to be done on an upload.
type uploadJob struct {
	Upload staging.ID `json:"upload"`
	Step   string     `json:"step"`
}

// Kind is the job's name in the queue.
func (uploadJob) Kind() string { return "upload" }

// Enqueue asks for a step to be done on an upload, by whichever program works. Steps of
// one upload are never done at the same time; one that is final has no more steps.
func (s *Store) Enqueue(ctx context.Context, id staging.ID, step string) error {
	if step != StepRead && step != StepCommit {
		return fmt.Errorf("%q is not a step of an upload: %w", step, boundaries.ErrInvalid)
	}
	client, err := river.NewClient(riverpgxv5.New(s.pool), &river.Config{Schema: jobSchema, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	_, err = client.Insert(ctx, uploadJob{id, step}, &river.InsertOpts{MaxAttempts: 5})
	return err
}

// rescueAfter is when a job that has not ended is given to another worker: its own may
// have been killed. One that is still at it holds the upload, and the other one waits.
const rescueAfter = 90 * time.Second

// Work does the steps that are asked for on uploads and exports, two at a time, until ctx ends; it then lets
// those under way end, for a quarter of a minute, and returns nil. do must be able to
// take up a step that was begun before and broke off. When do fails, the step is tried
// again a few times: input that is bad for good is not an error but a state, set by
// do. What has expired is removed every hour.
func (s *Store) Work(ctx context.Context, do func(ctx context.Context, id staging.ID, step string) error) error {
	workers := river.NewWorkers()
	if err := river.AddWorkerSafely(workers, &uploadWorker{store: s, do: do}); err != nil {
		return err
	}
	if err := river.AddWorkerSafely(workers, &exportWorker{store: s, do: do}); err != nil {
		return err
	}
	client, err := river.NewClient(riverpgxv5.New(s.pool), &river.Config{
		Schema:               jobSchema,
		Queues:               map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: 2}},
		Workers:              workers,
		JobTimeout:           -1, // an import of a province takes what it takes
		RescueStuckJobsAfter: rescueAfter,
		FetchPollInterval:    time.Second,
		Logger:               slog.New(atLeast{s.log.Handler(), slog.LevelWarn}),
	})
	if err != nil {
		return err
	}
	if err := client.Start(context.WithoutCancel(ctx)); err != nil {
		return err
	}
	s.expireUntil(ctx)
	stopping, cancel := context.WithTimeout(context.WithoutCancel(ctx), 15*time.Second)
	defer cancel()
	if err := client.Stop(stopping); err == nil {
		return nil
	}
	return client.StopAndCancel(context.WithoutCancel(ctx))
}

// expireUntil removes what has expired, now and every hour, until ctx ends.
func (s *Store) expireUntil(ctx context.Context) {
	hourly := time.NewTicker(time.Hour)
	defer hourly.Stop()
	for {
		for _, of := range []string{"uploads", "exports"} {
			if _, err := s.pool.Exec(ctx, query(of+"_expire")); err != nil && ctx.Err() == nil {
				s.log.WarnContext(ctx, "what has expired stays for now", "of", of, "error", err)
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-hourly.C:
		}
	}
}

type uploadWorker struct {
	river.WorkerDefaults[uploadJob]
	store *Store
	do    func(ctx context.Context, id staging.ID, step string) error
}

// Work does a step, unless another worker has the upload in hand or the step is done
// or no more wanted. The hold is a session's: a worker that is killed lets go.
func (w *uploadWorker) Work(ctx context.Context, job *river.Job[uploadJob]) error {
	conn, err := w.store.connection(ctx)
	if err != nil {
		return err
	}
	defer conn.Close(context.WithoutCancel(ctx))
	var held bool
	if err := conn.QueryRow(ctx, query("upload_try"), string(job.Args.Upload)).Scan(&held); err != nil {
		return err
	}
	if !held {
		return river.JobSnooze(5 * time.Second)
	}
	state, err := w.store.uploadState(ctx, job.Args.Upload)
	if errors.Is(err, boundaries.ErrNotFound) {
		return river.JobCancel(err)
	}
	if err != nil {
		return err
	}
	doneBefore := job.Attempt > 1 && job.Args.Step == StepRead && state == staging.Staged
	if state.Final() || doneBefore {
		return nil
	}
	return w.do(ctx, job.Args.Upload, job.Args.Step)
}

// NextRetry tries a step again soon: a person is waiting.
func (w *uploadWorker) NextRetry(job *river.Job[uploadJob]) time.Time {
	return time.Now().Add(time.Duration(job.Attempt) * 2 * time.Second)
}

// atLeast passes on records of a level or above.
type atLeast struct {
	slog.Handler
	level slog.Level
}

// Enabled reports whether a record of level l is passed on.
func (h atLeast) Enabled(ctx context.Context, l slog.Level) bool {
	return l >= h.level && h.Handler.Enabled(ctx, l)
}
