package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humamux"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/staging"
)

func (s *Server) jobRoutes() {
	huma.Register(s.api, operation(http.MethodGet, "/v1/jobs/{id}", "get-job", "jobs", "How far a job has come"), s.getJob)
	events := operation(http.MethodGet, "/v1/jobs/{id}/events", "follow-job", "jobs", "Server-sent events: progress, problems, done")
	events.Responses = fileResponse("progress {state, done, total}; problems {counts}; done {state, failure, file}, after which the stream ends", "text/event-stream", &huma.Schema{Type: huma.TypeString})
	huma.Register(s.api, events, s.followJob)
	huma.Register(s.api, operation(http.MethodDelete, "/v1/jobs/{id}", "cancel-job", "jobs", "Give a job up; nothing of it is written"), s.cancelJob)
}

// jobBody is a job as it stands.
type jobBody struct {
	ID      string   `json:"id"`
	State   string   `json:"state"`
	Done    int      `json:"done"`
	Total   int      `json:"total"`
	Failure string   `json:"failure,omitempty"`
	Import  string   `json:"import,omitempty" doc:"the upload that it works on"`
	Export  string   `json:"export,omitempty" doc:"the file that it makes"`
	File    string   `json:"file,omitempty" doc:"where that is fetched, once it is there"`
	Notes   []string `json:"notes,omitempty" doc:"what is to be said of the file: what it could not show or take as it stands; left out: nothing"`
}

type jobOutput struct{ Body jobBody }

func (s *Server) getJob(ctx context.Context, in *ImportPath) (*jobOutput, error) {
	news, err := s.jobNews(ctx, staging.ID(in.ID))
	if err != nil {
		return nil, err
	}
	return &jobOutput{news.jobBody}, nil
}

// jobNews is what is to be told of a job.
type jobNews struct {
	jobBody
	rests    bool // nothing more will happen by itself
	report   []byte
	versions map[string]int64
}

// jobNews finds a job: the reading and committing of an upload, or the making of a file.
func (s *Server) jobNews(ctx context.Context, id staging.ID) (jobNews, error) {
	t := callOf(ctx).tongue
	u, err := s.Uploads.Upload(ctx, id)
	if err == nil {
		job := jobBody{ID: string(u.ID), State: string(u.State), Done: u.Done, Total: u.Total, Failure: failureIn(u.Failure, t), Import: "/v1/imports/" + string(u.ID)}
		return jobNews{job, u.State.Final() || u.State == staging.Staged, u.Report, u.Versions}, nil
	}
	if !errors.Is(err, boundaries.ErrNotFound) {
		return jobNews{}, err
	}
	e, exportErr := s.Uploads.Export(ctx, id)
	if errors.Is(exportErr, boundaries.ErrNotFound) {
		return jobNews{}, err
	}
	return jobNews{jobBody: exportJob(e, t), rests: e.State.Final()}, exportErr
}

func (s *Server) cancelJob(ctx context.Context, in *ImportPath) (*struct{}, error) {
	u, err := s.Uploads.Upload(ctx, staging.ID(in.ID))
	if errors.Is(err, boundaries.ErrNotFound) {
		if _, exportErr := s.Uploads.Export(ctx, staging.ID(in.ID)); exportErr == nil {
			return nil, s.Uploads.CancelExport(ctx, staging.ID(in.ID))
		}
	}
	if err != nil {
		return nil, err
	}
	if u.State.Final() {
		return nil, notNow(u)
	}
	return nil, s.Uploads.Cancel(ctx, u.ID)
}

// How often a followed job is looked at, and how long a stream may last: a browser
// takes it up again by itself.
const (
	followEvery = 300 * time.Millisecond
	followTime  = 30 * time.Minute
	quietTime   = 15 * time.Second // then a comment keeps the connection open
)

type followOutput struct {
	ContentType  string `header:"Content-Type"`
	CacheControl string `header:"Cache-Control"`
	Body         func(huma.Context)
}

func (s *Server) followJob(ctx context.Context, in *ImportPath) (*followOutput, error) {
	id := staging.ID(in.ID)
	if _, err := s.jobNews(ctx, id); err != nil {
		return nil, err
	}
	return &followOutput{"text/event-stream", "no-store", func(c huma.Context) {
		r, w := humamux.Unwrap(c)
		if r.Method == http.MethodHead {
			return
		}
		(&eventStream{w: w, control: http.NewResponseController(w)}).follow(r.Context(), func(ctx context.Context) (jobNews, error) { return s.jobNews(ctx, id) })
	}}, nil
}

// eventStream writes server-sent events.
type eventStream struct {
	w       http.ResponseWriter
	control *http.ResponseController
	spoke   time.Time
}

// follow tells what changes about a job until it rests.
func (e *eventStream) follow(ctx context.Context, look func(context.Context) (jobNews, error)) {
	ctx, cancel := context.WithTimeout(ctx, followTime)
	defer cancel()
	ticks := time.NewTicker(followEvery)
	defer ticks.Stop()
	var told progressEvent
	for {
		news, err := look(ctx)
		if err != nil {
			return
		}
		if now := (progressEvent{news.State, news.Done, news.Total}); now != told {
			told = now
			e.send("progress", now)
		}
		if news.rests {
			e.rest(news)
			return
		}
		if time.Since(e.spoke) > quietTime {
			e.write(": still here\n\n")
		}
		select {
		case <-ctx.Done():
			return
		case <-ticks.C:
		}
	}
}

type progressEvent struct {
	State string `json:"state"`
	Done  int    `json:"done"`
	Total int    `json:"total"`
}

type doneEvent struct {
	State    string           `json:"state"`
	Failure  string           `json:"failure,omitempty"`
	Versions map[string]int64 `json:"versions,omitempty"`
	File     string           `json:"file,omitempty"`
}

// rest tells what the report counts, and the end.
func (e *eventStream) rest(news jobNews) {
	var report struct {
		Counts json.RawMessage `json:"counts"`
	}
	if len(news.report) > 0 && json.Unmarshal(news.report, &report) == nil {
		e.send("problems", report)
	}
	e.send("done", doneEvent{news.State, news.Failure, news.versions, news.File})
}

func (e *eventStream) send(event string, data any) {
	text, err := json.Marshal(data)
	if err != nil {
		panic(err) // our own structs
	}
	e.write(fmt.Sprintf("event: %s\ndata: %s\n\n", event, text))
}

func (e *eventStream) write(text string) {
	e.spoke = time.Now()
	e.control.SetWriteDeadline(e.spoke.Add(time.Minute)) // a recorder in a test has none
	e.w.Write([]byte(text))
	e.control.Flush()
}
