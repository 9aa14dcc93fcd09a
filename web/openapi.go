package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// Media types of the two documents. GDAL and QGIS read 3.0 only, and only under this name.
const (
	openAPI31 = "application/vnd.oai.openapi+json;version=3.1"
	openAPI30 = "application/vnd.oai.openapi+json;version=3.0"
)

func (s *Server) openAPIRoutes() {
	newest := sync.OnceValue(func() *document { return s.openAPI(openAPI31, false) })
	older := sync.OnceValue(func() *document { return s.openAPI(openAPI30, true) })
	s.plain(http.MethodGet, "/openapi.json", func(w http.ResponseWriter, r *http.Request) { newest().write(w, r) })
	s.plain(http.MethodGet, "/openapi-3.0.json", func(w http.ResponseWriter, r *http.Request) { older().write(w, r) })
}

func (s *Server) openAPI(kind string, old bool) *document {
	body, err := json.Marshal(s.openAPIDocument(old))
	if err != nil {
		panic(err) // the documents are made of our own types
	}
	return &document{kind: kind, tag: tagOf(string(body)), body: body}
}

// openAPIDocument is the document about all routes, OpenAPI 3.0 or 3.1, as a tree that
// may be changed.
func (s *Server) openAPIDocument(old bool) map[string]any {
	text, err := json.Marshal(s.api.OpenAPI())
	if old && err == nil {
		text, err = s.api.OpenAPI().Downgrade()
	}
	var doc map[string]any
	if err == nil {
		err = json.Unmarshal(text, &doc)
	}
	if err != nil {
		panic(err) // the documents are made of our own types
	}
	joinPaths(doc["paths"].(map[string]any))
	neverNull(doc)
	describeTags(doc)
	if old {
		doc["paths"] = asOld(doc["paths"])
		doc["components"] = asOld(doc["components"])
	}
	return doc
}

// tagsSaid are the subjects that operations belong to.
var tagsSaid = map[string]string{
	"ogc": "OGC API Features and Tiles", "tiles": "vector tiles, styles and sprites", "units": "administrative units and what became of them",
}

// describeTags lists the subjects that operations name.
func describeTags(doc map[string]any) {
	var names []string
	for _, item := range doc["paths"].(map[string]any) {
		for _, op := range item.(map[string]any) {
			tags, _ := op.(map[string]any)["tags"].([]any)
			for _, tag := range tags {
				if name := fmt.Sprint(tag); !slices.Contains(names, name) {
					names = append(names, name)
				}
			}
		}
	}
	slices.Sort(names)
	tags := make([]any, len(names))
	for i, name := range names {
		about := tagsSaid[name]
		if about == "" {
			about = "what has to do with " + name
		}
		tags[i] = map[string]any{"name": name, "description": about}
	}
	doc["tags"] = tags
}

var pathPart = regexp.MustCompile(`\{(\w+)\}`)

// joinPaths makes one of two paths that differ only in what they call a parameter, which
// to readers of OpenAPI are the same: the first by name stays.
func joinPaths(paths map[string]any) {
	first := map[string]string{}
	for _, path := range sortedKeys(paths) {
		form := pathPart.ReplaceAllString(path, "{}")
		other, seen := first[form]
		if !seen {
			first[form] = path
			continue
		}
		item := paths[path].(map[string]any)
		from, to := pathPart.FindAllStringSubmatch(path, -1), pathPart.FindAllStringSubmatch(other, -1)
		for method, op := range item {
			for i := range from {
				renameParameter(op.(map[string]any), from[i][1], to[i][1])
			}
			paths[other].(map[string]any)[method] = op
		}
		delete(paths, path)
	}
}

// neverNull says of every list that it is there: an answer's list may be empty, and is
// never null. A pair of coordinates may be.
func neverNull(node any) {
	switch node := node.(type) {
	case []any:
		for _, one := range node {
			neverNull(one)
		}
	case map[string]any:
		kinds, _ := node["type"].([]any)
		isPair := node["minItems"] != nil && node["minItems"] == node["maxItems"]
		if isList := node["type"] == "array" || slices.Contains(kinds, any("array")); isList && !isPair {
			node["type"] = "array"
			delete(node, "nullable")
		}
		for _, one := range node {
			neverNull(one)
		}
	}
}

func renameParameter(op map[string]any, from, to string) {
	list, _ := op["parameters"].([]any)
	for _, p := range list {
		if p := p.(map[string]any); p["in"] == "path" && p["name"] == from {
			p["name"] = to
			about, _ := p["description"].(string)
			p["description"] = strings.TrimSpace(about + " (" + from + ")")
		}
	}
}

func sortedKeys(m map[string]any) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// asOld takes out of a 3.0 document what only 3.1 knows: media types of strings, and
// words beside a reference, which it then stands in a list with.
func asOld(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for key, below := range v {
			v[key] = asOld(below)
		}
		if _, text := v["contentMediaType"].(string); text && v["type"] == "string" {
			delete(v, "contentMediaType")
			v["format"] = "binary"
		}
		if ref, ok := v["$ref"].(string); ok && len(v) > 1 {
			delete(v, "$ref")
			v["allOf"] = []any{map[string]any{"$ref": ref}}
		}
	case []any:
		for i := range v {
			v[i] = asOld(v[i])
		}
	}
	return v
}
