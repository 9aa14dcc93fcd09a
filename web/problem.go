package web

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/maps"
	"github.com/xiantu/xiantu/tiles"
)

// Problem is an RFC 9457 problem: the body of every answer that is not a success.
type Problem struct {
	Type     string           `json:"type" doc:"a stable name of the kind of problem" example:"urn:xiantu:problem:conflict"`
	Title    string           `json:"title" doc:"the kind of problem in a few words"`
	Status   int              `json:"status"`
	Detail   string           `json:"detail,omitempty" doc:"what is wrong here and what to do"`
	Instance string           `json:"instance,omitempty" doc:"the request, as the log names it"`
	Version  *int64           `json:"version,omitempty" doc:"the county's present version, where the one given has passed"`
	Versions map[string]int64 `json:"versions,omitempty" doc:"present versions by county, where several are concerned"`
	Errors   []problemDetail  `json:"errors,omitempty"`
}

// problemDetail is one of several things wrong with a request.
type problemDetail struct {
	Message  string `json:"message"`
	Location string `json:"location,omitempty" doc:"such as query.at or body.kinds[0]"`
}

// Error is the sentence.
func (p *Problem) Error() string { return p.Detail }

// GetStatus is what huma answers with.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType is the media type of problems, whatever was asked for.
func (p *Problem) ContentType(string) string { return problemJSON }

// soon is when to ask again where too much was wanted at once, in seconds.
const soon = "1"

const problemJSON = "application/problem+json"

// refusal is an error of this package: what to answer, and the sentence. The zero
// sentence leaves only the title.
type refusal struct {
	status   int
	said     sentence
	at       string           // the parameter or member at fault, such as query.at
	version  int64            // the county's present version; 0: says nothing
	versions map[string]int64 // of several counties, by code
	logged   bool
}

// Error is the English sentence.
func (e *refusal) Error() string { return e.said.en }

// badParameter refuses a part of a request's address or headers.
func badParameter(at, zh, en string) error {
	return &refusal{status: http.StatusBadRequest, said: sentence{zh, en}, at: at}
}

// badBody refuses a member of a request's body.
func badBody(at, zh, en string) error {
	return &refusal{status: http.StatusUnprocessableEntity, said: sentence{zh, en}, at: "body." + at}
}

// answers is the one table from kinds of error to answers.
var answers = []struct {
	is     error
	status int
}{
	{boundaries.ErrNotFound, http.StatusNotFound},
	{boundaries.ErrConflict, http.StatusConflict},
	{boundaries.ErrInvalid, http.StatusUnprocessableEntity},
	{coverage.ErrInvalid, http.StatusUnprocessableEntity},
	{maps.ErrInvalid, http.StatusUnprocessableEntity},
	{maps.ErrNotFound, http.StatusNotFound},
	{tiles.ErrInvalid, http.StatusBadRequest},
	{tiles.ErrBusy, http.StatusServiceUnavailable},
	{context.DeadlineExceeded, http.StatusServiceUnavailable},
	{context.Canceled, 499}, // the caller has gone: nobody reads this
}

// kinds of problem, by status: the last part of their type, and their title.
var kinds = map[int]struct {
	name  string
	title sentence
}{
	http.StatusBadRequest:            {"bad-request", sentence{"请求有误", "Bad request"}},
	http.StatusForbidden:             {"forbidden", sentence{"不允许", "Forbidden"}},
	http.StatusNotFound:              {"not-found", sentence{"未找到", "Not found"}},
	http.StatusMethodNotAllowed:      {"method-not-allowed", sentence{"方法不允许", "Method not allowed"}},
	http.StatusNotAcceptable:         {"not-acceptable", sentence{"没有这种格式", "Not acceptable"}},
	http.StatusRequestTimeout:        {"timeout", sentence{"接收超时", "Request timeout"}},
	http.StatusConflict:              {"conflict", sentence{"与现状冲突", "Conflict"}},
	http.StatusPreconditionFailed:    {"version-passed", sentence{"版本已过", "The version has passed"}},
	http.StatusRequestEntityTooLarge: {"too-large", sentence{"内容过大", "Too large"}},
	http.StatusUnsupportedMediaType:  {"unsupported-media-type", sentence{"不支持这种内容类型", "Unsupported media type"}},
	http.StatusMisdirectedRequest:    {"wrong-host", sentence{"主机名不对", "Wrong host"}},
	http.StatusUnprocessableEntity:   {"invalid", sentence{"内容无效", "Invalid"}},
	http.StatusInternalServerError:   {"internal", sentence{"服务出错", "Internal error"}},
	http.StatusBadGateway:            {"bad-gateway", sentence{"上游服务有误", "Bad gateway"}},
	http.StatusGatewayTimeout:        {"gateway-timeout", sentence{"上游服务超时", "Gateway timeout"}},
	http.StatusServiceUnavailable:    {"unavailable", sentence{"暂时不能服务", "Unavailable"}},
}

var internal = sentence{"服务内部出错，已记入日志；请把上面的请求编号告诉管理员", "something went wrong inside; it is in the log under the number of this request"}

// problemOf makes the problem that an error is answered with. What the table does not
// know is logged, and answered without detail.
func problemOf(ctx context.Context, err error) *Problem {
	c := callOf(ctx)
	var own *refusal
	var large *http.MaxBytesError
	var unread *orderRefusal
	switch {
	case errors.As(err, &unread):
		return withEach(newProblem(c, http.StatusUnprocessableEntity, ""), c, err)
	case errors.As(err, &own):
		p := newProblem(c, own.status, own.said.in(c.tongue))
		if own.at != "" {
			p.Errors = []problemDetail{{own.said.in(c.tongue), own.at}}
		}
		if own.version != 0 {
			p.Version = &own.version
		}
		p.Versions = own.versions
		if own.status == http.StatusInternalServerError {
			p.Detail = internal.in(c.tongue)
		}
		return p
	case errors.As(err, &large):
		return newProblem(c, http.StatusRequestEntityTooLarge, tooLarge(large.Limit).in(c.tongue))
	}
	for _, a := range answers {
		if errors.Is(err, a.is) {
			return withEach(newProblem(c, a.status, explain(err).in(c.tongue)), c, err)
		}
	}
	c.log.Error("request failed", "id", c.id, "error", err)
	return newProblem(c, http.StatusInternalServerError, internal.in(c.tongue))
}

// withEach lists the parts of an error that joins several; the first is the detail.
func withEach(p *Problem, c call, err error) *Problem {
	list, where := parts(err), whereOf(err)
	p.Detail = explain(list[0]).in(c.tongue)
	for _, one := range list {
		detail := problemDetail{Message: explain(one).in(c.tongue), Location: locate(one, where)}
		var own *refusal
		if errors.As(one, &own) {
			detail.Location = own.at
		}
		if len(list) > 1 || detail.Location != "" {
			p.Errors = append(p.Errors, detail)
		}
	}
	return p
}

func newProblem(c call, status int, detail string) *Problem {
	p := &Problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Detail: detail}
	if k, ok := kinds[status]; ok {
		p.Type, p.Title = "urn:xiantu:problem:"+k.name, k.title.in(c.tongue)
	}
	if c.id != "" {
		p.Instance = "urn:xiantu:request:" + c.id
	}
	return p
}

// refuse writes an error outside huma.
func (s *Server) refuse(w http.ResponseWriter, r *http.Request, err error) {
	p := problemOf(r.Context(), err)
	w.Header().Set("Content-Type", problemJSON)
	w.Header().Set("Content-Language", string(callOf(r.Context()).tongue))
	if p.Status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", soon)
	}
	w.WriteHeader(p.Status)
	json.NewEncoder(w).Encode(p)
}

// huma makes its errors through two variables of its own; this is how it is told to
// make ours. They are set once, before anything runs.
func init() {
	huma.NewError = func(status int, message string, errs ...error) huma.StatusError {
		return newProblem(call{tongue: chinese}, status, message)
	}
	huma.NewErrorWithContext = humaProblem
}

// humaProblem makes the problem of an error that a handler returned or that huma's
// own validation found. What is wrong with an address is a bad request (as OGC API
// asks), what is wrong with a body is invalid content.
func humaProblem(ctx huma.Context, status int, message string, errs ...error) huma.StatusError {
	if status == http.StatusInternalServerError && len(errs) == 1 {
		p := problemOf(ctx.Context(), errs[0])
		if p.Status == http.StatusServiceUnavailable {
			ctx.SetHeader("Retry-After", soon)
		}
		return p
	}
	for _, err := range errs {
		var own *refusal
		var large *http.MaxBytesError
		if errors.As(err, &own) || errors.As(err, &large) {
			return problemOf(ctx.Context(), err)
		}
	}
	c := callOf(ctx.Context())
	details := make([]problemDetail, 0, len(errs))
	for _, err := range errs {
		var d huma.ErrorDetailer
		if !errors.As(err, &d) {
			details = append(details, problemDetail{Message: err.Error()})
			continue
		}
		detail := d.ErrorDetail()
		if status == http.StatusUnprocessableEntity && !strings.HasPrefix(detail.Location, "body") {
			status = http.StatusBadRequest
		}
		if at, _, is := strings.Cut(detail.Message, ": the text "); is && strings.HasPrefix(at, "body") {
			detail.Location = at
		}
		details = append(details, problemDetail{translate(detail.Message).in(c.tongue), detail.Location})
	}
	p := newProblem(c, status, translate(message).in(c.tongue))
	p.Errors = details
	return p
}
