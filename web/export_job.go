package web

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"os"

	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/export"
	"github.com/xiantu/xiantu/staging"
)

// What is large: a job makes the file, and nobody waits with an open connection. Beyond
// that few are made at once.
const (
	largeVertices = 1_000_000
	largeCounties = 8
	mostWriting   = 2
)

func isLarge(eds []*edition.Edition) bool {
	vertices := 0
	for _, ed := range eds {
		for i := range ed.Mesh.Arcs {
			vertices += len(ed.Mesh.Arcs[i].Line)
		}
		for i := range ed.Roads.List {
			vertices += len(ed.Roads.List[i].Line)
		}
	}
	return vertices > largeVertices || len(eds) > largeCounties
}

// fileOrder is an order for a file, as its export keeps it: on the days that were meant
// when it was ordered, in the language of who ordered it.
type fileOrder struct {
	Body   exportBody `json:"body"`
	At     []string   `json:"at"` // by county
	Tongue tongue     `json:"tongue"`
}

// orderFile has a job make a file. The same order of the same versions is made once.
func (s *Server) orderFile(ctx context.Context, b *exportBody, o ExportOrder, eds []*edition.Edition) (staging.Export, error) {
	if err := o.check(eds); err != nil {
		return staging.Export{}, exportProblem(err)
	}
	order := fileOrder{Body: *b, Tongue: callOf(ctx).tongue}
	for _, ed := range eds {
		order.At = append(order.At, ed.Key.At.String())
	}
	request, err := json.Marshal(order)
	if err != nil {
		return staging.Export{}, err
	}
	return s.orderExport(ctx, staging.Export{What: o.What, Format: string(o.Format), Name: fileOrderName(o, request, eds), Request: request})
}

// fileOrderName is the same for the same content.
func fileOrderName(o ExportOrder, request []byte, eds []*edition.Edition) string {
	place := eds[0].Key.County.String()
	if len(eds) > 1 {
		place = fmt.Sprintf("%d-counties", len(eds))
	}
	return fmt.Sprintf("%s-%s-%s-%s.%s", place, o.What, eds[0].Key.At, contentMark(request, eds...), o.Format)
}

// contentMark stands for what an order makes of editions in a file's name.
func contentMark(request []byte, eds ...*edition.Edition) string {
	hash := sha256.New()
	hash.Write(request)
	for _, ed := range eds {
		fmt.Fprint(hash, versionsOf(ed))
		if ed.Plan != nil {
			fmt.Fprint(hash, ed.Plan.Version)
		}
	}
	return hex.EncodeToString(hash.Sum(nil)[:6])
}

// makeFile carries out an order.
func (s *Server) makeFile(ctx context.Context, e staging.Export, to *os.File, progress func(done, total int)) (made, error) {
	var order fileOrder
	if err := json.Unmarshal(e.Request, &order); err != nil {
		return made{}, err
	}
	if err := s.Editions.Refresh(ctx); err != nil { // it may have been ordered of another instance
		return made{}, err
	}
	o, err := order.Body.order(order.Tongue)
	if err != nil {
		return made{}, err
	}
	counties := order.Body.Counties
	if len(counties) == 0 {
		counties = []string{order.Body.County}
	}
	var eds []*edition.Edition
	for i, county := range counties {
		if i >= len(order.At) {
			break
		}
		ed, err := s.pictureAt(ctx, "body.", county, order.At[i], order.Body.plan())
		if err != nil {
			return made{}, err
		}
		eds = append(eds, ed)
		progress(i+1, len(counties)+1)
	}
	request, err := json.Marshal(order) // as it was, whatever form it was kept in
	if err != nil {
		return made{}, err
	}
	if name := fileOrderName(o, request, eds); name != e.Name {
		return made{}, &refusal{status: http.StatusConflict, said: sentence{"等候期间数据有了变动：请重新提交", "the data changed while this waited for its turn: ask for it again"}}
	}
	notes, err := Exporter{s.Ledger, s.Editions}.Export(ctx, to, o, eds...)
	return made{export.Format(e.Format).MediaType(), notesIn(notes, order.Tongue)}, exportProblem(err)
}
