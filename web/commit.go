package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
)

// localAuthor stands on what is written before there are accounts.
const localAuthor = "local"

// Precondition is the county version that a writer has seen.
type Precondition struct {
	IfMatch string `header:"If-Match" doc:"the county's version that the change is based on, such as \"17\": 412 where it has passed"`
}

// version reads the Precondition; 0 is none.
func (p Precondition) version() (int64, error) {
	text := strings.Trim(strings.TrimSpace(p.IfMatch), `"`)
	if text == "" || text == "*" {
		return 0, nil
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 1 {
		return 0, badParameter("header.If-Match", fmt.Sprintf("If-Match “%s”不是县版本号", p.IfMatch), fmt.Sprintf("If-Match %q is not a county version: write the number that an answer's edition carries", p.IfMatch))
	}
	return n, nil
}

// check refuses with 412 where the version given has passed.
func (p Precondition) check(ed *edition.Edition) (int64, error) {
	want, err := p.version()
	if err == nil && want != 0 && want != ed.Versions.County {
		err = &refusal{status: http.StatusPreconditionFailed, version: ed.Versions.County, said: sentence{
			fmt.Sprintf("数据已到版本 %d，您依据的是 %d：请重新读取后再改", ed.Versions.County, want),
			fmt.Sprintf("the county is at version %d, the change was based on %d: read it again", ed.Versions.County, want)}}
	}
	return want, err
}

// commit writes to one county, and lets the editions know. Where the county has moved
// on since ed the answer is a conflict with its present version.
func (s *Server) commit(ctx context.Context, ed *edition.Edition, p Precondition, w edition.Write) error {
	if _, err := p.check(ed); err != nil {
		return err
	}
	county := ed.Key.County
	w.IfVersion = map[adcode.Code]int64{county: ed.Versions.County}
	versions, err := s.Ledger.Commit(ctx, w)
	if errors.Is(err, boundaries.ErrConflict) {
		return s.conflict(ctx, err, county)
	}
	if err != nil {
		return err
	}
	for code, now := range versions {
		s.Editions.Invalidate(code, now)
	}
	return nil
}

// catchUp reads the versions anew where a writer has seen a newer one than this
// instance has heard of: another instance has just written.
func (s *Server) catchUp(ctx context.Context, where, text string, p Precondition) error {
	want, err := p.version()
	if err != nil || want == 0 {
		return err
	}
	county, err := s.county(ctx, where+"county", text)
	if err != nil {
		return err
	}
	ed, err := s.Editions.Edition(ctx, edition.Key{County: county})
	if err == nil && ed.Versions.County < want {
		err = s.Editions.Refresh(ctx)
	}
	return err
}

// outdated is a conflict that knows the present versions. *postgis.ConflictError is one.
type outdated interface{ Present() map[adcode.Code]int64 }

// conflict adds the present versions to a conflict over some counties.
func (s *Server) conflict(ctx context.Context, cause error, counties ...adcode.Code) error {
	refused := &refusal{status: http.StatusConflict, said: explain(cause)}
	present := map[adcode.Code]int64{}
	var known outdated
	if errors.As(cause, &known) {
		present = known.Present()
	}
	for _, county := range counties {
		if present[county] != 0 {
			continue
		}
		ed, err := s.Editions.Edition(ctx, edition.Key{County: county})
		if err != nil {
			return cause
		}
		present[county] = ed.Versions.County
	}
	refused.setVersions(counties, present)
	return refused
}

// setVersions says the first county's version, and by code those of several.
func (e *refusal) setVersions(counties []adcode.Code, present map[adcode.Code]int64) {
	e.version = present[counties[0]]
	if len(counties) < 2 {
		return
	}
	e.versions = map[string]int64{}
	for _, county := range counties {
		e.versions[county.String()] = present[county]
	}
}
