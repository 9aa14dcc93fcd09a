package web

import (
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humamux"
	"github.com/gorilla/mux"
)

// adapter puts huma's operations on a mux router as humamux does, but answers HEAD
// wherever GET is answered, which mux does not do by itself.
type adapter struct{ router *mux.Router }

// Handle registers an operation.
func (a adapter) Handle(op *huma.Operation, handler func(huma.Context)) {
	a.router.NewRoute().Path(op.Path).Methods(methodsOf(op.Method)...).
		HandlerFunc(func(w http.ResponseWriter, r *http.Request) { handler(humamux.NewContext(op, r, w)) })
}

// ServeHTTP answers through the router.
func (a adapter) ServeHTTP(w http.ResponseWriter, r *http.Request) { a.router.ServeHTTP(w, r) }

func methodsOf(method string) []string {
	if method == http.MethodGet {
		return []string{http.MethodGet, http.MethodHead}
	}
	return []string{method}
}

// newAPI is the huma API over the server's router. Its documents are served by
// openapi.go, in the media types that clients need.
func (s *Server) newAPI() huma.API {
	config := huma.DefaultConfig("Xiantu 县图", s.version())
	config.Info.Description = "Boundaries of a county through redistricting, its facilities, and how much of it they cover. Geometry is lon/lat EPSG:4490, days are YYYY-MM-DD, codes are strings."
	config.OpenAPIPath, config.DocsPath, config.SchemasPath = "", "", ""
	config.RejectUnknownQueryParameters = true
	config.Formats = map[string]huma.Format{"application/json": keptJSON, "json": keptJSON}
	config.CreateHooks = nil // no $schema members in answers
	config.OnAddOperation = append(config.OnAddOperation, documentLanguage)
	return huma.NewAPI(config, adapter{s.router})
}

func (s *Server) version() string {
	if s.Version == "" {
		return "dev"
	}
	return s.Version
}

// documentLanguage documents the parameter that language.go takes off every request.
func documentLanguage(_ *huma.OpenAPI, op *huma.Operation) {
	op.Parameters = append(op.Parameters, &huma.Param{
		Name: "lang", In: "query", Description: "Language of sentences; else Accept-Language decides.",
		Schema: &huma.Schema{Type: "string", Enum: []any{string(chinese), string(english)}},
	})
}

// operation is the start of an operation's description.
func operation(method, path, id, tag, summary string) huma.Operation {
	return huma.Operation{Method: method, Path: path, OperationID: id, Tags: []string{tag}, Summary: summary}
}

// plain registers a route outside the OpenAPI documents.
func (s *Server) plain(method, path string, h http.HandlerFunc) {
	s.router.NewRoute().Path(path).Methods(methodsOf(method)...).HandlerFunc(h)
}

func (s *Server) notFound(w http.ResponseWriter, r *http.Request) {
	s.refuse(w, r, &refusal{status: http.StatusNotFound, said: sentence{"这里没有这个地址：" + r.URL.Path, "there is nothing at " + r.URL.Path}})
}

// methodNotAllowed says which methods the path does answer.
func (s *Server) methodNotAllowed(w http.ResponseWriter, r *http.Request) {
	allow := strings.Join(s.allowed(r), ", ")
	w.Header().Set("Allow", allow)
	s.refuse(w, r, &refusal{status: http.StatusMethodNotAllowed, said: sentence{"这个地址只接受 " + allow, "this address answers only " + allow}})
}

func (s *Server) allowed(r *http.Request) []string {
	var allow []string
	for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
		try := r.Clone(r.Context())
		try.Method = method
		var match mux.RouteMatch
		if s.router.Match(try, &match) && match.MatchErr == nil {
			allow = append(allow, method)
		}
	}
	return allow
}
