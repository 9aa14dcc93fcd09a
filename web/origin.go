package web

import (
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humamux"
)

// origin is the address that a request reached us by, for links in answers.
type origin struct {
	base string // "http://localhost:8080"
	path string
	raw  string // the query, without lang
}

// Resolve reads it off the request.
func (o *origin) Resolve(ctx huma.Context) []error {
	r, _ := humamux.Unwrap(ctx)
	*o = originOf(r)
	return nil
}

func originOf(r *http.Request) origin {
	scheme := "http"
	if r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https" {
		scheme = "https"
	}
	return origin{scheme + "://" + r.Host, r.URL.Path, r.URL.RawQuery}
}
