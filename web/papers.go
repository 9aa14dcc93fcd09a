package web

import (
	"context"
	"encoding/hex"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humamux"

	"github.com/xiantu/xiantu/boundaries"
)

// maxPaperForm is the most that a request may bring to attach: three papers of the
// largest size, and the form around them.
const maxPaperForm = 3*boundaries.MaxPaper + 1<<20

func (s *Server) paperRoutes() {
	for _, m := range matters {
		huma.Register(s.api, operation(http.MethodGet, "/v1/"+m.place+"/{id}/papers", "list-"+m.name+"-papers", m.place, "The papers attached to a "+m.name), func(ctx context.Context, in *MatterPath) (*papersOutput, error) {
			d, err := s.Ledger.Dossier(ctx, m.of(in.ID))
			return papersOf(d.Papers), err
		})
		add := operation(http.MethodPost, "/v1/"+m.place+"/{id}/papers", "add-"+m.name+"-papers", m.place, "Attach scanned papers to a "+m.name+": PDF, JPEG or PNG, at most 20 MB each; the same bytes are kept once")
		add.DefaultStatus = http.StatusCreated
		huma.Register(s.api, add, func(ctx context.Context, in *paperInput) (*papersOutput, error) {
			if in.failure != nil {
				return nil, in.failure
			}
			var kept []boundaries.Paper
			for _, p := range in.papers {
				p.Stage, p.Note, p.Author = in.stage, in.note, localAuthor
				one, err := s.Ledger.AddPaper(ctx, m.of(in.ID), p)
				if err != nil {
					return nil, err
				}
				kept = append(kept, one)
			}
			return papersOf(kept), nil
		})
		// Documented afterwards: with a body declared, huma would read it into memory itself.
		s.api.OpenAPI().Paths[add.Path].Post.RequestBody = paperForm()
	}
	get := operation(http.MethodGet, "/v1/papers/{id}", "get-paper", "changes", "A paper's bytes as they came, to save")
	get.Responses = fileResponse("the paper", "application/pdf", nil)
	for _, kind := range []string{"image/jpeg", "image/png"} {
		get.Responses["200"].Content[kind] = get.Responses["200"].Content["application/pdf"]
	}
	huma.Register(s.api, get, s.getPaper)
}

// paperBody is a paper without its bytes.
type paperBody struct {
	ID       int64  `json:"id"`
	State    string `json:"state,omitempty" doc:"the stage it belongs to; left out: the change as a whole"`
	Name     string `json:"name"`
	Media    string `json:"media_type" doc:"told from the bytes"`
	Size     int64  `json:"size" doc:"bytes"`
	SHA256   string `json:"sha256"`
	Note     string `json:"note,omitempty"`
	Author   string `json:"author"`
	Recorded string `json:"recorded"`
	Address  string `json:"address" doc:"where its bytes are"`
}

type papersOutput struct {
	Body struct {
		Papers []paperBody `json:"papers"`
	}
}

func papersOf(papers []boundaries.Paper) *papersOutput {
	out := &papersOutput{}
	out.Body.Papers = paperBodies(papers)
	return out
}

func paperBodies(papers []boundaries.Paper) []paperBody {
	bodies := []paperBody{}
	for _, p := range papers {
		bodies = append(bodies, paperBody{p.ID, p.Stage.String(), p.Name, p.Media, p.Size, hex.EncodeToString(p.SHA256[:]), p.Note, p.Author, instant(p.Recorded), fmt.Sprintf("/v1/papers/%d", p.ID)})
	}
	return bodies
}

func (s *Server) getPaper(ctx context.Context, in *MatterPath) (*fileOutput, error) {
	p, err := s.Ledger.Paper(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	ending := map[string]string{"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}[p.Media]
	return fileNamed(p.Name, fmt.Sprintf("paper-%d.%s", p.ID, ending), p.Media, p.Content), nil
}

// paperInput is a multipart form: files, the stage they belong to, a note.
type paperInput struct {
	MatterPath

	stage   boundaries.Stage
	note    string
	papers  []boundaries.Paper
	failure error
}

// Resolve reads the form part by part. What is wrong with a paper is said by the handler,
// as a rule that is broken.
func (in *paperInput) Resolve(ctx huma.Context) []error {
	r, _ := humamux.Unwrap(ctx)
	parts, err := r.MultipartReader()
	if err != nil {
		return []error{&refusal{status: http.StatusUnsupportedMediaType, said: sentence{"请以 multipart/form-data 上传附件", "send the papers as multipart/form-data"}}}
	}
	for in.failure == nil {
		part, err := parts.NextPart()
		if err == io.EOF { // a broken end wraps it
			break
		}
		if err == nil {
			err = in.take(part)
		}
		if err != nil {
			return []error{formError(err)}
		}
	}
	if in.failure == nil && len(in.papers) == 0 {
		return []error{badBody("file", "没有文件", "there is no file")}
	}
	return nil
}

func (in *paperInput) take(part *multipart.Part) error {
	limit := int64(maxField)
	if part.FileName() != "" {
		limit = boundaries.MaxPaper
	}
	content, err := io.ReadAll(io.LimitReader(part, limit+1))
	if err != nil {
		return err
	}
	switch name := part.FormName(); {
	case part.FileName() != "":
		paper, err := boundaries.NewPaper(part.FileName(), content)
		if err != nil {
			in.failure = err
			return nil
		}
		in.papers = append(in.papers, paper)
	case name == "note":
		if why, bad := unkept(string(content)); bad {
			return badBody("note", why.zh, why.en)
		}
		in.note = strings.TrimSpace(string(content))
	case name == "state":
		if text := strings.TrimSpace(string(content)); text != "" {
			in.stage, err = parseStage(text)
		}
	default:
		return badBody(name, fmt.Sprintf("没有选项“%s”", name), fmt.Sprintf("there is no option %q", name))
	}
	return err
}

// paperForm documents the form.
func paperForm() *huma.RequestBody {
	return filesForm(map[string]string{
		"state": "the stage that the papers belong to, such as approved or 批复; left out: the change as a whole",
		"note":  "a remark",
	})
}
