package web_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/postgis"
	"github.com/xiantu/xiantu/web"
)

// listNames are the members that are lists wherever the OpenAPI document has them.
var listNames = sync.OnceValue(func() map[string]bool {
	var store *postgis.Store // nothing is asked of it
	server, err := web.New(web.Config{Editions: edition.NewCache(store, 1), Ledger: store, Uploads: store})
	if err != nil {
		panic(err)
	}
	said := httptest.NewRecorder()
	server.Handler().ServeHTTP(said, httptest.NewRequest(http.MethodGet, "http://localhost/openapi.json", nil))
	var document any
	if err := json.Unmarshal(said.Body.Bytes(), &document); err != nil {
		panic(err)
	}
	lists, others := map[string]bool{}, map[string]bool{}
	eachObject(document, func(object map[string]any) {
		properties, _ := object["properties"].(map[string]any)
		for name, schema := range properties {
			if schema, _ := schema.(map[string]any); schema["type"] == "array" {
				lists[name] = true
			} else {
				others[name] = true
			}
		}
	})
	for name := range others {
		delete(lists, name)
	}
	return lists
})

func eachObject(node any, visit func(map[string]any)) {
	switch node := node.(type) {
	case []any:
		for _, one := range node {
			eachObject(one, visit)
		}
	case map[string]any:
		visit(node)
		for _, one := range node {
			eachObject(one, visit)
		}
	}
}

// listsAreThere fails where an answer has null in place of a list: the OpenAPI document,
// and so the page's types, say that lists are never null.
func listsAreThere(t testing.TB, response *http.Response, body []byte) {
	t.Helper()
	var content any
	isOurs := !strings.HasPrefix(response.Request.URL.Path, "/ogc/") // a feature's property may be null there
	if !isOurs || !strings.Contains(response.Header.Get("Content-Type"), "json") || json.Unmarshal(body, &content) != nil {
		return
	}
	eachObject(content, func(object map[string]any) {
		for name, value := range object {
			if value == nil && listNames()[name] {
				t.Errorf("%s %s: the list %q is null", response.Request.Method, response.Request.URL.Path, name)
			}
		}
	})
}
