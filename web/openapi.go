package web

import (
	"encoding/json"
	"net/http"
	"sync"
)

// Media types of the two documents. GDAL and QGIS read 3.0 only, and only under this name.
const (
	openAPI31 = "application/vnd.oai.openapi+json;version=3.1"
	openAPI30 = "application/vnd.oai.openapi+json;version=3.0"
)

func (s *Server) openAPIRoutes() {
	newest := sync.OnceValue(func() *document {
		return s.openAPI(openAPI31, func() ([]byte, error) { return json.Marshal(s.api.OpenAPI()) })
	})
	older := sync.OnceValue(func() *document { return s.openAPI(openAPI30, s.api.OpenAPI().Downgrade) })
	s.plain(http.MethodGet, "/openapi.json", func(w http.ResponseWriter, r *http.Request) { newest().write(w, r) })
	s.plain(http.MethodGet, "/openapi-3.0.json", func(w http.ResponseWriter, r *http.Request) { older().write(w, r) })
}

func (s *Server) openAPI(kind string, make func() ([]byte, error)) *document {
	body, err := make()
	if err != nil {
		panic(err) // the documents are made of our own types
	}
	return &document{kind: kind, tag: tagOf(string(body)), body: body}
}
