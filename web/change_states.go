package web

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
)

// dossiers are where the stages and papers of changes and plans are kept.
// *postgis.Store is one.
type dossiers interface {
	Dossier(ctx context.Context, m edition.Matter) (edition.Dossier, error)
	AddStep(ctx context.Context, m edition.Matter, step boundaries.Step, papers []boundaries.Paper) (edition.Dossier, error)
	AddPaper(ctx context.Context, m edition.Matter, p boundaries.Paper) (boundaries.Paper, error)
	Paper(ctx context.Context, id int64) (boundaries.Paper, error)
}

// matters are the two kinds of things with stages: their place in addresses, the name
// in operations, and the matter of a number.
var matters = []struct {
	place, name string
	of          func(id int64) edition.Matter
}{
	{"changes", "change", func(id int64) edition.Matter { return edition.Matter{Change: boundaries.ChangeID(id)} }},
	{"plans", "plan", func(id int64) edition.Matter { return edition.Matter{Plan: id} }},
}

func (s *Server) stateRoutes() {
	for _, m := range matters {
		get := operation(http.MethodGet, "/v1/"+m.place+"/{id}/states", "list-"+m.name+"-states", m.place, "The stages (拟订, 论证, 公示, 上报, 批复, 延期, 实施, 公告) of a "+m.name+", with days and papers, and until when it is to be carried out")
		huma.Register(s.api, get, func(ctx context.Context, in *MatterPath) (*dossierOutput, error) {
			d, err := s.Ledger.Dossier(ctx, m.of(in.ID))
			return s.dossier(ctx, d, err)
		})
		add := operation(http.MethodPost, "/v1/"+m.place+"/{id}/states", "add-"+m.name+"-state", m.place, "Enter a stage of a "+m.name+", forwards or with the reason why not; a correction supersedes, nothing is rewritten")
		add.DefaultStatus = http.StatusCreated
		huma.Register(s.api, add, func(ctx context.Context, in *addStateInput) (*dossierOutput, error) {
			step, err := in.step()
			if err != nil {
				return nil, err
			}
			d, err := s.Ledger.AddStep(ctx, m.of(in.ID), step, nil)
			return s.dossier(ctx, d, err)
		})
	}
}

// MatterPath names a change, a plan or a paper.
type MatterPath struct {
	ID int64 `path:"id"`
}

type addStateInput struct {
	MatterPath
	Body struct {
		State    string `json:"state" doc:"drafted 拟订, assessed 论证, published 公示, submitted 上报, approved 批复, extended 延期 (consent to six months more), in_force 实施, announced 公告; in either language"`
		Day      string `json:"day,omitempty" doc:"YYYY-MM-DD; needed unless withdrawn"`
		Document string `json:"document,omitempty" maxLength:"200" doc:"number of the paper"`
		Note     string `json:"note,omitempty" maxLength:"10000"`
		Why      string `json:"why,omitempty" maxLength:"1000" doc:"of a correction, or of a stage entered after later ones: the reason"`
		Withdraw bool   `json:"withdraw,omitempty" doc:"true: the stage was not reached after all"`
	}
}

func (in *addStateInput) step() (boundaries.Step, error) {
	step := boundaries.Step{Document: in.Body.Document, Note: in.Body.Note, Why: in.Body.Why, Withdrawn: in.Body.Withdraw, Author: localAuthor}
	var err error
	if step.Stage, err = parseStage(in.Body.State); err != nil {
		return step, err
	}
	step.Day, err = parseDay("body.day", in.Body.Day)
	return step, err
}

func parseStage(text string) (boundaries.Stage, error) {
	stage, ok := boundaries.ParseStage(text)
	if !ok {
		return stage, badBody("state", "没有环节“"+text+"”：可用 拟订、论证、公示、上报、批复、延期、实施、公告",
			"there is no stage "+text+": use drafted, assessed, published, submitted, approved, extended, in_force or announced")
	}
	return stage, nil
}

// stepBody is a stage as it was entered.
type stepBody struct {
	ID         int64  `json:"id"`
	State      string `json:"state" doc:"a stable name: approved"`
	Name       string `json:"name" doc:"in the language asked for: 批复"`
	Day        string `json:"day"`
	Document   string `json:"document,omitempty"`
	Note       string `json:"note,omitempty"`
	Why        string `json:"why,omitempty" doc:"of a correction: the reason"`
	Withdrawn  bool   `json:"withdrawn,omitempty" doc:"it says that the stage was not reached after all"`
	Corrects   int64  `json:"corrects,omitempty" doc:"id of the entry that it supersedes"`
	Author     string `json:"author"`
	Recorded   string `json:"recorded"`
	Superseded string `json:"superseded,omitempty"`
}

// dueBody is until when a change is to be carried out.
type dueBody struct {
	Approved    string `json:"approved"`
	Day         string `json:"due" doc:"the last day: 12 months after approval, 18 with consent"`
	Extended    bool   `json:"extended"`
	Implemented string `json:"implemented,omitempty"`
	Late        bool   `json:"late" doc:"carried out after the last day, or not yet, though that has passed"`
}

// dossierBody is what is known of how a change came about.
type dossierBody struct {
	Change    int64         `json:"change,omitempty"`
	Plan      int64         `json:"plan,omitempty"`
	Title     string        `json:"title"`
	Effective string        `json:"effective,omitempty"`
	States    []stepBody    `json:"states" doc:"that stand, in order"`
	Past      []stepBody    `json:"past" doc:"corrected or withdrawn, as they were entered"`
	Papers    []paperBody   `json:"papers"`
	Due       *dueBody      `json:"due" doc:"null as long as it is not approved"`
	Warnings  []warningBody `json:"warnings" doc:"such as days that run backwards"`
}

type dossierOutput struct{ Body dossierBody }

func (s *Server) dossier(ctx context.Context, d edition.Dossier, err error) (*dossierOutput, error) {
	if err != nil {
		return nil, err
	}
	return &dossierOutput{dossierOf(callOf(ctx).tongue, d, civil.DayOf(s.Now()))}, nil
}

// DossierBody is a dossier in the form of GET /v1/changes/{id}/states, to be marshalled.
func DossierBody(d edition.Dossier, today civil.Day) any { return dossierOf(english, d, today) }

func dossierOf(t tongue, d edition.Dossier, today civil.Day) dossierBody {
	body := dossierBody{Change: int64(d.Change), Plan: d.Plan, Title: d.Title, Effective: d.Effective.String(),
		States: stepBodies(t, d.Steps), Past: stepBodies(t, d.Past), Papers: paperBodies(d.Papers), Warnings: []warningBody{}}
	if due, ok := boundaries.DueOf(d.Steps, today); ok {
		body.Due = &dueBody{due.Approved.String(), due.Day.String(), due.Extended, due.Implemented.String(), due.Late}
	}
	for _, w := range d.Warnings() {
		body.Warnings = append(body.Warnings, warningBody{w.Rule, "", explain(w).in(t)})
	}
	return body
}

func stepBodies(t tongue, steps []boundaries.Step) []stepBody {
	bodies := []stepBody{}
	for _, s := range steps {
		bodies = append(bodies, stepBody{s.ID, s.Stage.String(), sentence{s.Stage.Chinese(), s.Stage.String()}.in(t), s.Day.String(), s.Document, s.Note, s.Why, s.Withdrawn, s.Corrects,
			s.Author, instant(s.Recorded), instant(s.Superseded)})
	}
	return bodies
}

// instant writes a moment in UTC; none is "".
func instant(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.UTC().Format("2006-01-02T15:04:05Z")
}

// TakeApproval completes a publication that says nothing of its approval by what the
// plan's stages say of it.
func (p *Publication) TakeApproval(d edition.Dossier) {
	for _, s := range d.Steps {
		if s.Stage != boundaries.Approved || !p.Approved.IsZero() && p.Approved != s.Day {
			continue
		}
		p.Approved = s.Day
		if p.Document == "" {
			p.Document = s.Document
		}
	}
}
