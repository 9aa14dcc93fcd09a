package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/edition"
	importer "github.com/xiantu/xiantu/import"
	"github.com/xiantu/xiantu/staging"
)

// progressEvery is how often a job's progress is stored.
const progressEvery = 500 * time.Millisecond

// RunUpload does one step of the work on an upload: "read" makes its report and
// preview, "commit" reads again and writes all in one transaction. What is wrong with
// the files ends up in the upload, with state failed; an error is what the step
// may be tried again for, or a cancelled context.
func (s *Server) RunUpload(ctx context.Context, id staging.ID, step string) error {
	u, err := s.Uploads.Upload(ctx, id)
	if err != nil {
		return err
	}
	switch step {
	case stepRead:
		if u.State != staging.Received && u.State != staging.Reading {
			return nil // done already, or given up
		}
		return s.settle(ctx, u, s.readUpload(ctx, &u))
	case stepCommit:
		if u.State != staging.Committing {
			return nil
		}
		return s.settle(ctx, u, s.commitUpload(ctx, &u))
	}
	return fmt.Errorf("run upload %s: there is no step %q", id, step)
}

// settle stores what became of a step. A failure that is the files' own is final; one
// of the machinery is returned, so that the step is tried again.
func (s *Server) settle(ctx context.Context, u staging.Upload, failure error) error {
	if failure == nil {
		return nil
	}
	var broken *machineryError
	switch {
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case errors.As(failure, &broken):
		return broken.error
	}
	s.Log.Info("import failed", "upload", u.ID, "error", failure)
	fresh, err := s.Uploads.Upload(ctx, u.ID)
	if err != nil {
		return err
	}
	if fresh.State == staging.Cancelled {
		return nil
	}
	fresh.State, fresh.Failure = staging.Failed, twoTongues(failure)
	if len(u.Report) > 0 {
		fresh.Report = u.Report
	}
	return s.Uploads.SetUpload(ctx, fresh)
}

// machineryError is a failure of the database or the like, not of the files.
type machineryError struct{ error }

// Unwrap is the failure itself.
func (e *machineryError) Unwrap() error { return e.error }

func machinery(err error) error {
	if err == nil || errors.Is(err, boundaries.ErrInvalid) || errors.Is(err, boundaries.ErrConflict) {
		return err
	}
	return &machineryError{err}
}

func (s *Server) readUpload(ctx context.Context, u *staging.Upload) error {
	u.State = staging.Reading
	if err := s.Uploads.SetUpload(ctx, *u); err != nil {
		return machinery(err)
	}
	result, err := s.read(ctx, u)
	if err != nil {
		return err
	}
	foreseen, err := s.foresee(ctx, result.Write)
	if err != nil {
		return machinery(err)
	}
	if u.Preview, err = previewGeoJSON(result, foreseen), result.Err(); err != nil {
		return err
	}
	u.State, u.Total = staging.Staged, max(u.Done, u.Total)
	u.Done = u.Total
	return machinery(s.Uploads.SetUpload(ctx, *u))
}

func (s *Server) commitUpload(ctx context.Context, u *staging.Upload) error {
	result, err := s.read(ctx, u)
	if err == nil {
		err = result.Err()
	}
	if err != nil {
		return err
	}
	w := result.Write
	w.IfVersion = ifVersion(*u)
	versions, err := s.Ledger.Commit(ctx, w)
	if err != nil {
		return machinery(err)
	}
	u.Versions = map[string]int64{}
	for county, now := range versions {
		s.Editions.Invalidate(county, now)
		u.Versions[county.String()] = now.County
	}
	u.State = staging.Committed
	return machinery(s.Uploads.SetUpload(ctx, *u))
}

// read reads the upload's files, storing progress and the report in u.
func (s *Server) read(ctx context.Context, u *staging.Upload) (*importer.Result, error) {
	options, err := parseChoices(*u)
	if err != nil {
		return nil, err
	}
	stored, err := s.Uploads.UploadFiles(ctx, u.ID)
	if err != nil {
		return nil, machinery(err)
	}
	known, err := s.known(ctx, options)
	if err != nil {
		return nil, machinery(err)
	}
	options.Progress = s.progress(ctx, u)
	files := make([]importer.File, len(stored))
	for i, f := range stored {
		files[i] = importer.File{Name: f.Name, Content: f.Content}
	}
	result, err := importer.Read(ctx, files, options, known)
	if err != nil {
		return nil, err
	}
	result.Report.Reword(rowOnPage)
	if u.Report, err = json.Marshal(result.Report); err != nil {
		return nil, err
	}
	return result, nil
}

// progress stores how far the work has come, now and then.
func (s *Server) progress(ctx context.Context, u *staging.Upload) func(done, total int) {
	last := s.Now()
	return func(done, total int) {
		u.Done, u.Total = done, total
		if now := s.Now(); now.Sub(last) >= progressEvery {
			last = now
			if err := s.Uploads.SetUpload(ctx, *u); err != nil && ctx.Err() == nil {
				s.Log.Warn("progress not stored", "upload", u.ID, "error", err)
			}
		}
	}
}

// known is what names and places of an upload resolve by: nothing before the first
// import.
func (s *Server) known(ctx context.Context, o importer.Options) (importer.Known, error) {
	county := o.County
	if county.IsZero() {
		counties, err := s.Editions.Counties(ctx)
		if err != nil || len(counties) != 1 {
			return importer.Known{}, err
		}
		county = counties[0].Code
	}
	ed, err := s.Editions.Edition(ctx, edition.Key{County: county, At: o.Date})
	if errors.Is(err, boundaries.ErrNotFound) {
		return importer.Known{}, nil
	}
	if err != nil {
		return importer.Known{}, err
	}
	register, err := s.Ledger.Register(ctx, county)
	return importer.Known{Register: &register, Edition: ed}, err
}

// parseChoices reads an upload's options; the error says which of them is wrong.
func parseChoices(u staging.Upload) (importer.Options, error) {
	kind, err := importer.ParseKind(u.Kind)
	if err != nil {
		return importer.Options{}, badBody("kind", "不能导入这一类："+u.Kind, err.Error())
	}
	c := choicesOf(u.Options)
	o := importer.Options{
		Kind: kind, CRS: c.CRS, County: u.County, Basis: edition.Basis(c.Basis), Encoding: c.Encoding,
		Partial: c.Partial, Columns: c.Columns, Author: u.Author,
	}
	if o.Date, err = parseDay("body.date", c.Date); err != nil {
		return o, err
	}
	if c.Level != "" {
		if o.Level, err = parseLevel("body.level", c.Level); err != nil {
			return o, err
		}
	}
	if !slices.Contains([]edition.Basis{"", edition.Resident, edition.Registered}, o.Basis) {
		return o, badBody("basis", "人口口径应为 resident 或 registered", "the basis of people is resident or registered")
	}
	if !slices.Contains([]string{"", "auto", "utf-8", "gb18030"}, strings.ToLower(c.Encoding)) {
		return o, badBody("encoding", "编码应为 auto、utf-8 或 gb18030", "the encoding is auto, utf-8 or gb18030")
	}
	o.Repairs, err = parseRepairs(u)
	return o, err
}

// twoTongues is a failure's sentence in Chinese and in English, a line each: the job
// does not know who will read it.
func twoTongues(err error) string {
	said := explain(err)
	oneLine := strings.NewReplacer("\n", " ", "\x00", "␀")
	plain := func(s string) string { return oneLine.Replace(strings.ToValidUTF8(s, "\ufffd")) }
	return plain(said.in(chinese)) + "\n" + plain(said.in(english))
}

func failureIn(stored string, t tongue) string {
	zh, en, ok := strings.Cut(stored, "\n")
	if !ok {
		return stored
	}
	return sentence{zh, en}.in(t)
}
