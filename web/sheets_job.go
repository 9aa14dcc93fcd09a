package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"

	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/staging"
)

// What is large among sheets: pictures of more dots than this are made by a job. Beyond
// that few are made at once.
const (
	largeDots    = 120_000_000
	mostPrinting = 2
)

// printJob is what the orders for sheets that jobs make are called.
const printJob = "map"

// isLarge reports whether nobody should wait for the sheet with an open connection.
func (o *SheetOrder) isLarge() bool {
	dots := o.Paper.Width * o.Paper.Height / 25.4 / 25.4 * float64(o.DPI) * float64(o.DPI)
	return o.Atlas || o.Format == "png" && dots > largeDots
}

// sheetRequest is an order for a sheet, as its export keeps it: on the day that was meant
// when it was ordered, in the language of who ordered it.
type sheetRequest struct {
	Body   sheetBody `json:"body"`
	At     string    `json:"at"`
	Tongue tongue    `json:"tongue"`
}

// orderSheet has a job make a sheet. The same order of the same versions is made once.
func (s *Server) orderSheet(ctx context.Context, b *sheetBody, o SheetOrder, ed *edition.Edition) (staging.Export, error) {
	request, err := json.Marshal(sheetRequest{*b, ed.Key.At.String(), callOf(ctx).tongue})
	if err != nil {
		return staging.Export{}, err
	}
	name, err := s.sheetFileName(ctx, &o, request, ed)
	if err != nil {
		return staging.Export{}, err
	}
	return s.orderExport(ctx, staging.Export{What: printJob, Format: o.Format, Name: name, Request: request})
}

// sheetFileName is the same for the same content: the order, the versions of its county and
// of those around it that the sheet shows.
func (s *Server) sheetFileName(ctx context.Context, o *SheetOrder, request []byte, ed *edition.Edition) (string, error) {
	marks, err := Printer{s.Ledger, s.Editions}.marksAround(ctx, o, ed)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%s-%s-%s-%s.%s", ed.Key.County, o.name(), ed.Key.At, contentMark(append(request, marks...), ed), o.Format), nil
}

// sheetJobOf answers with the job that makes a sheet.
func sheetJobOf(made staging.Export, t tongue) *sheetOutput {
	return &sheetOutput{Status: http.StatusAccepted, Location: "/v1/jobs/" + string(made.ID), ContentType: "application/json", CacheControl: "no-store", Body: exportJobAnswer(made, t)}
}

// makeSheet carries out an order for a sheet.
func (s *Server) makeSheet(ctx context.Context, e staging.Export, to *os.File, progress func(done, total int)) (made, error) {
	var request sheetRequest
	if err := json.Unmarshal(e.Request, &request); err != nil {
		return made{}, err
	}
	if err := s.Editions.Refresh(ctx); err != nil { // it may have been ordered of another instance
		return made{}, err
	}
	order, err := request.Body.order(request.Tongue)
	if err != nil {
		return made{}, err
	}
	if err := order.Check(); err != nil {
		return made{}, err
	}
	ed, err := s.pictureAt(ctx, "body.", request.Body.County, request.At, request.Body.plan())
	if err != nil {
		return made{}, err
	}
	text, err := json.Marshal(request) // as it was, whatever form it was kept in
	if err != nil {
		return made{}, err
	}
	name, err := s.sheetFileName(ctx, &order, text, ed)
	if err != nil {
		return made{}, err
	}
	if name != e.Name {
		return made{}, &refusal{status: http.StatusConflict, said: sentence{"等候期间数据有了变动：请重新提交", "the data changed while this waited for its turn: ask for it again"}}
	}
	print, err := Printer{s.Ledger, s.Editions}.Print(ctx, order, ed, progress)
	if err != nil {
		return made{}, err
	}
	return made{sheetTypes[order.Format], print.Notes(request.Tongue == english)}, print.Write(to)
}
