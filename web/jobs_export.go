package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/staging"
)

// outbox keeps files that jobs make, until they are fetched. *postgis.Store is one.
type outbox interface {
	AddExport(ctx context.Context, e staging.Export) (staging.ID, error)
	Export(ctx context.Context, id staging.ID) (staging.Export, error)
	ExportNamed(ctx context.Context, name string) (staging.Export, error)
	CancelExport(ctx context.Context, id staging.ID) error
	ProlongExport(ctx context.Context, id staging.ID) error
}

// outboxFiles is where those files are made and read. *postgis.Store is one.
type outboxFiles interface {
	SetExport(ctx context.Context, e staging.Export) error
	FinishExport(ctx context.Context, id staging.ID, kind string, notes []string, file io.Reader) error
	ExportPart(ctx context.Context, id staging.ID, offset int64, size int) ([]byte, error)
}

// stepExport is the one step of the making of a file.
const stepExport = "export"

// made is what a maker says of its file.
type made struct {
	kind  string   // its media type
	notes []string // what it could not take as it stands, in the language of who ordered it
}

// exportMaker makes a file of an order: it writes to a file of its own and says what that
// is. progress fails when the order was cancelled.
type exportMaker func(ctx context.Context, e staging.Export, to *os.File, progress func(done, total int)) (made, error)

// makers are who makes what.
func (s *Server) makers() map[string]exportMaker {
	makers := map[string]exportMaker{"tiles": s.makeArchive, printJob: s.makeSheet}
	for _, what := range Exportable {
		makers[what] = s.makeFile
	}
	return makers
}

// RunJob does one step of a job: of an upload, as RunUpload, or the making of a file.
func (s *Server) RunJob(ctx context.Context, id staging.ID, step string) error {
	if step == stepExport {
		return s.runExport(ctx, id)
	}
	return s.RunUpload(ctx, id, step)
}

// orderExport hands an order to a worker, and answers with its job. Where a file of the
// same name is there or in the making, it is that one's.
func (s *Server) orderExport(ctx context.Context, e staging.Export) (staging.Export, error) {
	held, err := s.Uploads.ExportNamed(ctx, e.Name)
	if err == nil && held.State != staging.ExportFailed && held.State != staging.ExportCancelled {
		return held, s.Uploads.ProlongExport(ctx, held.ID)
	}
	if err != nil && !errors.Is(err, boundaries.ErrNotFound) {
		return held, err
	}
	e.Author = localAuthor
	id, err := s.Uploads.AddExport(ctx, e)
	if err != nil {
		return e, err
	}
	return s.Uploads.Export(ctx, id)
}

// runExport makes the file of an order and keeps it. What is wrong with the order ends up
// in it, with state failed; an error is what the step may be tried again for.
func (s *Server) runExport(ctx context.Context, id staging.ID) error {
	e, err := s.Uploads.Export(ctx, id)
	if err != nil || e.State.Final() {
		return err
	}
	e.State, e.Done, e.Total = staging.ExportWorking, 0, 0
	if err := s.Uploads.SetExport(ctx, e); err != nil {
		return unlessGivenUp(err)
	}
	failure := s.makeExport(ctx, e)
	var own *refusal
	if failure == nil || ctx.Err() != nil || !errors.As(failure, &own) && problemOf(ctx, failure).Status >= http.StatusInternalServerError {
		return unlessGivenUp(failure)
	}
	s.Log.Info("export failed", "export", e.ID, "error", failure)
	e.State, e.Failure = staging.ExportFailed, twoTongues(failure)
	return unlessGivenUp(s.Uploads.SetExport(ctx, e))
}

// unlessGivenUp is nil for the error that says that an export is over already.
func unlessGivenUp(err error) error {
	if errors.Is(err, boundaries.ErrConflict) {
		return nil
	}
	return err
}

func (s *Server) makeExport(ctx context.Context, e staging.Export) error {
	maker, ok := s.makers()[e.What]
	if !ok {
		return fmt.Errorf("export %s: nobody makes %q", e.ID, e.What)
	}
	file, err := os.CreateTemp("", "xiantu-export-*")
	if err != nil {
		return err
	}
	defer os.Remove(file.Name())
	defer file.Close()
	making, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	done, err := maker(making, e, file, s.exportProgress(ctx, e, stop))
	if cause := context.Cause(making); err != nil && ctx.Err() == nil && cause != nil {
		return cause
	}
	if err != nil {
		return err
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	return s.Uploads.FinishExport(ctx, e.ID, done.kind, done.notes, file)
}

// exportProgress stores how far the making of a file has come, now and then, and stops it
// when the order was cancelled.
func (s *Server) exportProgress(ctx context.Context, e staging.Export, stop context.CancelCauseFunc) func(done, total int) {
	last := s.Now()
	return func(done, total int) {
		e.Done, e.Total = done, total
		now := s.Now()
		if now.Sub(last) < progressEvery {
			return
		}
		last = now
		if err := s.Uploads.SetExport(ctx, e); errors.Is(err, boundaries.ErrConflict) {
			stop(err)
		}
	}
}

// exportJob is the job of an export as it stands.
func exportJob(e staging.Export, t tongue) jobBody {
	job := jobBody{ID: string(e.ID), State: string(e.State), Done: e.Done, Total: e.Total, Export: "/v1/exports/" + string(e.ID)}
	if e.State == staging.ExportFailed {
		job.Failure = failureIn(e.Failure, t)
		if e.Failure == "" { // the last attempt broke off
			job.Failure = sentence{"服务出了故障，文件没有做成：请重新提交", "the file could not be made for a fault of the service: ask for it again"}.in(t)
		}
	}
	if e.State == staging.ExportDone {
		job.File, job.Notes = exportAddress(e), e.Notes
	}
	return job
}

// exportAddress is where the file of an export is fetched.
func exportAddress(e staging.Export) string {
	if e.Format == archiveFormat {
		return archivePath + e.Name
	}
	return "/v1/exports/" + string(e.ID) + "/file"
}

// exportJobAnswer is the body of a job, for answers that are documented as files.
func exportJobAnswer(e staging.Export, t tongue) []byte {
	body, err := json.Marshal(exportJob(e, t))
	if err != nil {
		panic(err) // our own struct
	}
	return body
}
