package web_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/gorilla/mux"
)

// The documents are sound: every reference leads somewhere, every parameter of a path
// is described, every operation has a name of its own and an answer, and 3.0 uses
// nothing of 3.1.
func TestOpenAPI(t *testing.T) {
	t.Parallel()
	s := newService(t)
	for path, c := range map[string]struct{ kind, version string }{
		"/openapi.json":     {"application/vnd.oai.openapi+json;version=3.1", "3.1.0"},
		"/openapi-3.0.json": {"application/vnd.oai.openapi+json;version=3.0", "3.0.3"},
		"/ogc/api":          {"application/vnd.oai.openapi+json;version=3.0", "3.0.3"},
	} {
		t.Run(path, func(t *testing.T) {
			var doc map[string]any
			a := s.get(path).status(http.StatusOK).into(&doc)
			if a.Header.Get("Content-Type") != c.kind || doc["openapi"] != c.version {
				t.Errorf("%s, openapi %v", a.Header.Get("Content-Type"), doc["openapi"])
			}
			checkReferences(t, doc, doc)
			checkOperations(t, doc)
			if c.version == "3.0.3" {
				checkOldTypes(t, "", doc)
			}
		})
	}
}

func checkReferences(t *testing.T, doc, at any) {
	t.Helper()
	switch v := at.(type) {
	case map[string]any:
		if ref, ok := v["$ref"].(string); ok {
			target := any(doc)
			for _, part := range strings.Split(strings.TrimPrefix(ref, "#/"), "/") {
				m, _ := target.(map[string]any)
				target = m[part]
			}
			if target == nil {
				t.Errorf("%s leads nowhere", ref)
			}
		}
		for _, below := range v {
			checkReferences(t, doc, below)
		}
	case []any:
		for _, below := range v {
			checkReferences(t, doc, below)
		}
	}
}

var inPath = regexp.MustCompile(`\{(\w+)\}`)

func checkOperations(t *testing.T, doc map[string]any) {
	t.Helper()
	ids := map[string]bool{}
	for path, item := range doc["paths"].(map[string]any) {
		for method, operation := range item.(map[string]any) {
			op := operation.(map[string]any)
			id, _ := op["operationId"].(string)
			if id == "" || ids[id] || op["summary"] == "" {
				t.Errorf("%s %s: operationId %q", method, path, id)
			}
			ids[id] = true
			var described []string
			list, _ := op["parameters"].([]any)
			for _, p := range list {
				if p := p.(map[string]any); p["in"] == "path" {
					described = append(described, fmt.Sprint(p["name"]))
				}
			}
			for _, m := range inPath.FindAllStringSubmatch(path, -1) {
				if !slices.Contains(described, m[1]) {
					t.Errorf("%s %s: {%s} is not described", method, path, m[1])
				}
			}
			for status, response := range op["responses"].(map[string]any) {
				if response.(map[string]any)["description"] == "" {
					t.Errorf("%s %s: answer %s without a description", method, path, status)
				}
			}
		}
	}
	if len(ids) == 0 {
		t.Error("no operations")
	}
}

// checkOldTypes finds what OpenAPI 3.0 does not know: lists of types.
func checkOldTypes(t *testing.T, where string, at any) {
	t.Helper()
	switch v := at.(type) {
	case map[string]any:
		if _, many := v["type"].([]any); many {
			t.Errorf("%s: several types", where)
		}
		for name, below := range v {
			checkOldTypes(t, where+"/"+name, below)
		}
	case []any:
		for i, below := range v {
			checkOldTypes(t, fmt.Sprint(where, "/", i), below)
		}
	}
}

// Every route of the interface is in the document, and everything in it is a route.
func TestOpenAPIIsComplete(t *testing.T) {
	t.Parallel()
	s := newService(t)
	var doc struct {
		Paths map[string]map[string]json.RawMessage
	}
	s.get("/openapi.json").into(&doc)
	undocumented := regexp.MustCompile(`^/($|healthz|readyz|metrics|openapi|ogc$|ogc/api|ogc/page|assets/|index|[^/]*\.(svg|txt|ico|webmanifest)$)`)
	err := s.server.Router().Walk(func(route *mux.Route, _ *mux.Router, _ []*mux.Route) error {
		path, _ := route.GetPathTemplate()
		methods, _ := route.GetMethods()
		if _, ok := doc.Paths[path]; !ok { // it stands under another name of its parameter
			path = strings.ReplaceAll(path, "{kind}", "{id}")
		}
		if _, ok := doc.Paths[path][strings.ToLower(methods[0])]; !ok && !undocumented.MatchString(path) {
			t.Errorf("%s %s is not in the document", methods[0], path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
