package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/staging"
)

// inbox keeps what has arrived and is not committed yet. *postgis.Store is one.
type inbox interface {
	AddUpload(ctx context.Context, u staging.Upload, files []staging.File) (staging.ID, error)
	Upload(ctx context.Context, id staging.ID) (staging.Upload, error)
	UploadFiles(ctx context.Context, id staging.ID) ([]staging.File, error)
	SetUpload(ctx context.Context, u staging.Upload) error
}

// queue hands work on an upload to a worker, here or on another machine.
type queue interface {
	Enqueue(ctx context.Context, id staging.ID, step string) error
	Cancel(ctx context.Context, id staging.ID) error
}

// uploads are both, and what is on its way out.
type uploads interface {
	inbox
	queue
	outbox
	outboxFiles
}

// The steps of the work on an upload.
const (
	stepRead   = "read"
	stepCommit = "commit"
)

func (s *Server) importRoutes() {
	add := operation(http.MethodPost, "/v1/imports/{kind}", "stage-import", "imports", "Upload files of one kind; a job reads them, nothing is written yet")
	add.DefaultStatus = http.StatusAccepted
	huma.Register(s.api, add, s.stageImport)
	// Documented afterwards: with a body declared, huma would read it into memory itself.
	s.api.OpenAPI().Paths[add.Path].Post.RequestBody = uploadForm()
	huma.Register(s.api, operation(http.MethodGet, "/v1/imports/{id}", "get-import", "imports", "An upload: where it stands, and the report on it"), s.getImport)
	preview := operation(http.MethodGet, "/v1/imports/{id}/preview", "preview-import", "imports", "What would be written, as GeoJSON")
	preview.Responses = fileResponse("a FeatureCollection", geoJSON, &huma.Schema{Type: huma.TypeObject})
	huma.Register(s.api, preview, s.previewImport)
	decide := operation(http.MethodPatch, "/v1/imports/{id}", "decide-import", "imports", "Choose otherwise about an upload; it is read again")
	decide.DefaultStatus = http.StatusAccepted
	huma.Register(s.api, decide, s.decideImport)
	commit := operation(http.MethodPost, "/v1/imports/{id}/commit", "commit-import", "imports", "Write what was staged, in one transaction")
	commit.DefaultStatus = http.StatusAccepted
	huma.Register(s.api, commit, s.commitImport)
}

// uploadBody is an upload as it stands.
type uploadBody struct {
	ID       string           `json:"id" doc:"of the upload and of its job"`
	Kind     string           `json:"kind"`
	County   string           `json:"county,omitempty"`
	Options  choicesBody      `json:"options"`
	State    string           `json:"state" enum:"received,reading,staged,committing,committed,failed,cancelled"`
	Done     int              `json:"done"`
	Total    int              `json:"total" doc:"0 where not known yet"`
	Report   json.RawMessage  `json:"report"`
	Failure  string           `json:"failure,omitempty"`
	Arrived  time.Time        `json:"arrived"`
	Expires  time.Time        `json:"expires"`
	Versions map[string]int64 `json:"versions,omitempty" doc:"the counties' versions after the commit"`
	Job      string           `json:"job"`
}

func uploadOf(u staging.Upload, t tongue) uploadBody {
	body := uploadBody{
		ID: string(u.ID), Kind: u.Kind, County: u.County.String(), Options: choicesOf(u.Options), State: string(u.State), Done: u.Done, Total: u.Total,
		Report: json.RawMessage("null"), Failure: failureIn(u.Failure, t), Arrived: u.Arrived, Expires: u.Expires, Versions: u.Versions, Job: "/v1/jobs/" + string(u.ID),
	}
	if len(u.Report) > 0 {
		body.Report = u.Report
	}
	return body
}

// choicesBody is what a person decides about files, by the names of the command
// line's flags.
type choicesBody struct {
	Date     string            `json:"date,omitempty" doc:"the day that the files describe"`
	CRS      string            `json:"crs,omitempty" doc:"EPSG:4490, EPSG:4544, GCJ-02, BD-09, ..."`
	Level    string            `json:"level,omitempty"`
	Basis    string            `json:"basis,omitempty"`
	Encoding string            `json:"encoding,omitempty"`
	Partial  bool              `json:"partial,omitempty" doc:"take what can be taken"`
	Columns  map[string]string `json:"columns,omitempty" doc:"field -> header"`
	Repairs  *repairsBody      `json:"repairs,omitempty" doc:"of divisions: who gets the gaps and overlaps that the report lists under repairs"`
}

// options is the form in which an upload keeps choices.
func (c choicesBody) options() map[string]string {
	options := map[string]string{}
	for name, value := range map[string]string{"date": c.Date, "crs": c.CRS, "level": c.Level, "basis": c.Basis, "encoding": c.Encoding} {
		if value != "" {
			options[name] = value
		}
	}
	if c.Partial {
		options["partial"] = "true"
	}
	if len(c.Columns) > 0 {
		text, _ := json.Marshal(c.Columns) // strings always can be
		options["columns"] = string(text)
	}
	if text := c.Repairs.choices().JSON(); text != nil {
		options["repairs"] = string(text)
	}
	return options
}

func choicesOf(options map[string]string) choicesBody {
	return choicesBody{
		Date: options["date"], CRS: options["crs"], Level: options["level"], Basis: options["basis"], Encoding: options["encoding"],
		Partial: options["partial"] == "true", Columns: columnsOf(options["columns"]), Repairs: repairsIn(options["repairs"]),
	}
}

// columnsOf reads a mapping of columns: a JSON object, or name=header,name=header.
func columnsOf(text string) map[string]string {
	columns := map[string]string{}
	if text == "" || json.Unmarshal([]byte(text), &columns) == nil {
		return columns
	}
	for pair := range strings.SplitSeq(text, ",") {
		if field, header, ok := strings.Cut(pair, "="); ok {
			columns[strings.TrimSpace(field)] = strings.TrimSpace(header)
		}
	}
	return columns
}

type uploadOutput struct {
	Location string `header:"Location"`
	Body     uploadBody
}

func (s *Server) uploadAnswer(ctx context.Context, id staging.ID) (*uploadOutput, error) {
	u, err := s.Uploads.Upload(ctx, id)
	if err != nil {
		return nil, err
	}
	return &uploadOutput{"/v1/imports/" + string(id), uploadOf(u, callOf(ctx).tongue)}, nil
}

func (s *Server) stageImport(ctx context.Context, in *uploadInput) (*uploadOutput, error) {
	u := staging.Upload{
		Kind: in.Kind, Options: in.choices.options(), State: staging.Received, Author: localAuthor,
		Arrived: s.Now(), Expires: s.Now().Add(staging.Keep),
	}
	if in.county != "" {
		code, err := s.county(ctx, "body.county", in.county)
		if err != nil {
			return nil, err
		}
		u.County = code
	}
	if _, err := parseChoices(u); err != nil {
		return nil, err
	}
	id, err := s.Uploads.AddUpload(ctx, u, in.files)
	if err != nil {
		return nil, err
	}
	if err := s.Uploads.Enqueue(ctx, id, stepRead); err != nil {
		return nil, err
	}
	return s.uploadAnswer(ctx, id)
}

type ImportPath struct {
	ID string `path:"id" maxLength:"100"`
}

func (s *Server) getImport(ctx context.Context, in *ImportPath) (*uploadOutput, error) {
	return s.uploadAnswer(ctx, staging.ID(in.ID))
}

func (s *Server) previewImport(ctx context.Context, in *ImportPath) (*documentOutput, error) {
	u, err := s.Uploads.Upload(ctx, staging.ID(in.ID))
	if err != nil {
		return nil, err
	}
	if len(u.Preview) == 0 {
		return nil, &refusal{status: http.StatusNotFound, said: sentence{"还没有预览：文件尚未读完，或者不能导入", "there is no preview: the files are still being read, or cannot be taken"}}
	}
	return (&document{kind: geoJSON, tag: tagOf(u.ID, string(u.Preview)), body: u.Preview}).output(), nil
}

type decideInput struct {
	ImportPath
	Body choicesBody
}

func (s *Server) decideImport(ctx context.Context, in *decideInput) (*uploadOutput, error) {
	u, err := s.Uploads.Upload(ctx, staging.ID(in.ID))
	if err != nil {
		return nil, err
	}
	if u.State != staging.Staged && u.State != staging.Failed {
		return nil, notNow(u)
	}
	u.Options = in.Body.options()
	if _, err := parseChoices(u); err != nil {
		return nil, err
	}
	u.State, u.Failure, u.Report, u.Preview, u.Done, u.Total = staging.Received, "", nil, nil, 0, 0
	if err := s.Uploads.SetUpload(ctx, u); err != nil {
		return nil, err
	}
	if err := s.Uploads.Enqueue(ctx, u.ID, stepRead); err != nil {
		return nil, err
	}
	return s.uploadAnswer(ctx, u.ID)
}

type commitInput struct {
	ImportPath
	Precondition
}

func (s *Server) commitImport(ctx context.Context, in *commitInput) (*uploadOutput, error) {
	u, err := s.Uploads.Upload(ctx, staging.ID(in.ID))
	if err != nil {
		return nil, err
	}
	if u.State != staging.Staged {
		return nil, notNow(u)
	}
	if err := s.bindVersion(ctx, &u, in.Precondition); err != nil {
		return nil, err
	}
	u.State = staging.Committing
	if err := s.Uploads.SetUpload(ctx, u); err != nil {
		return nil, err
	}
	if err := s.Uploads.Enqueue(ctx, u.ID, stepCommit); err != nil {
		return nil, err
	}
	return s.uploadAnswer(ctx, u.ID)
}

// bindVersion makes the commit conditional on the county version given, if any.
func (s *Server) bindVersion(ctx context.Context, u *staging.Upload, p Precondition) error {
	want, err := p.version()
	if err != nil || want == 0 {
		return err
	}
	county := u.County
	if county.IsZero() {
		if county, err = s.county(ctx, "header.If-Match", ""); err != nil {
			return err
		}
	}
	ed, err := s.Editions.Edition(ctx, edition.Key{County: county})
	if err != nil {
		return err
	}
	if _, err := p.check(ed); err != nil {
		return err
	}
	u.County = county
	u.Options[optionVersion] = fmt.Sprint(want)
	return nil
}

// optionVersion is where an upload keeps the county version that its commit needs.
const optionVersion = "if_version"

// notNow refuses a step that the upload's state does not allow.
func notNow(u staging.Upload) error {
	return &refusal{status: http.StatusConflict, said: sentence{
		fmt.Sprintf("这份上传现在是“%s”，不能这样做", u.State), fmt.Sprintf("the upload is %s: that cannot be done now", u.State)}}
}

// ifVersion is the condition that bindVersion stored.
func ifVersion(u staging.Upload) map[adcode.Code]int64 {
	var n int64
	if _, err := fmt.Sscan(u.Options[optionVersion], &n); err != nil || u.County.IsZero() {
		return nil
	}
	return map[adcode.Code]int64{u.County: n}
}
