package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humamux"

	"github.com/xiantu/xiantu/staging"
)

func (s *Server) jobRoutes() {
	huma.Register(s.api, operation(http.MethodGet, "/v1/jobs/{id}", "get-job", "jobs", "How far a job has come"), s.getJob)
	events := operation(http.MethodGet, "/v1/jobs/{id}/events", "follow-job", "jobs", "Server-sent events: progress, problems, done")
	events.Responses = fileResponse("progress {state, done, total}; problems {counts}; done {state, failure}, after which the stream ends", "text/event-stream", &huma.Schema{Type: huma.TypeString})
	huma.Register(s.api, events, s.followJob)
	huma.Register(s.api, operation(http.MethodDelete, "/v1/jobs/{id}", "cancel-job", "jobs", "Give a job up; nothing of it is written"), s.cancelJob)
}

// jobBody is a job as it stands.
type jobBody struct {
	ID      string `json:"id"`
	State   string `json:"state"`
	Done    int    `json:"done"`
	Total   int    `json:"total"`
	Failure string `json:"failure,omitempty"`
	Import  string `json:"import"`
}

type jobOutput struct{ Body jobBody }

func (s *Server) getJob(ctx context.Context, in *ImportPath) (*jobOutput, error) {
	u, err := s.Uploads.Upload(ctx, staging.ID(in.ID))
	if err != nil {
		return nil, err
	}
	return &jobOutput{jobBody{string(u.ID), string(u.State), u.Done, u.Total, failureIn(u.Failure, callOf(ctx).tongue), "/v1/imports/" + string(u.ID)}}, nil
}

func (s *Server) cancelJob(ctx context.Context, in *ImportPath) (*struct{}, error) {
	u, err := s.Uploads.Upload(ctx, staging.ID(in.ID))
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
	if _, err := s.Uploads.Upload(ctx, id); err != nil {
		return nil, err
	}
	return &followOutput{"text/event-stream", "no-store", func(c huma.Context) {
		r, w := humamux.Unwrap(c)
		if r.Method == http.MethodHead {
			return
		}
		(&eventStream{w: w, control: http.NewResponseController(w)}).follow(r.Context(), s.Uploads, id)
	}}, nil
}

// eventStream writes server-sent events.
type eventStream struct {
	w       http.ResponseWriter
	control *http.ResponseController
	spoke   time.Time
}

// follow tells what changes about an upload until it rests.
func (e *eventStream) follow(ctx context.Context, from inbox, id staging.ID) {
	ctx, cancel := context.WithTimeout(ctx, followTime)
	defer cancel()
	ticks := time.NewTicker(followEvery)
	defer ticks.Stop()
	var told progressEvent
	for {
		u, err := from.Upload(ctx, id)
		if err != nil {
			return
		}
		if now := (progressEvent{string(u.State), u.Done, u.Total}); now != told {
			told = now
			e.send("progress", now)
		}
		if u.State.Final() || u.State == staging.Staged {
			e.rest(u, callOf(ctx).tongue)
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
}

// rest tells what the report counts, and the end.
func (e *eventStream) rest(u staging.Upload, t tongue) {
	var report struct {
		Counts json.RawMessage `json:"counts"`
	}
	if len(u.Report) > 0 && json.Unmarshal(u.Report, &report) == nil {
		e.send("problems", report)
	}
	e.send("done", doneEvent{string(u.State), failureIn(u.Failure, t), u.Versions})
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
