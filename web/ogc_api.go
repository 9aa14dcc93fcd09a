package web

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
)

// ogcAPI answers the API's own description: OpenAPI 3.0, which most clients read, or
// 3.1, or a page for people.
func (s *Server) ogcAPI(w http.ResponseWriter, r *http.Request) {
	c := &ogcCall{origin: originOf(r), tongue: callOf(r.Context()).tongue, query: r.URL.Query()}
	form, err := apiForm(c, r.Header.Get("Accept"))
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	ages, err := s.ogcAges(r.Context())
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	kind := map[string]string{"json": openAPI30, "openapi31": openAPI31, "html": htmlText}[form]
	tag := tagOf("ogc-api", s.version(), ages, form, c.base, c.tongue)
	w.Header().Add("Vary", "Accept")
	s.kept(tag, kind, func() []byte {
		doc := s.ogcDocument(form, ages)
		if form == "html" {
			return writePage(c, apiPageOf(c, doc))
		}
		text, err := json.Marshal(doc)
		if err != nil {
			panic(err) // it was read from JSON
		}
		return text
	}).write(w, r)
}

func apiForm(c *ogcCall, accept string) (string, error) {
	for name := range c.query {
		if name != "f" {
			return "", badParameter("query."+name, "没有参数“"+name+"”；可用的有 f", fmt.Sprintf("there is no parameter %q; there is f", name))
		}
	}
	switch f := c.query.Get("f"); f {
	case "openapi31":
		return f, nil
	case "openapi30":
		return "json", nil
	default:
		page, err := wantsPage(f, accept)
		if page {
			return "html", err
		}
		return "json", err
	}
}

// ogcDocument is the part of the OpenAPI document below /ogc, with every collection's
// paths written out and its properties as parameters: GDAL looks them up by name to
// learn what it may filter by.
func (s *Server) ogcDocument(form string, ages []string) map[string]any {
	doc := s.openAPIDocument(form != "openapi31")
	paths := map[string]any{}
	for path, item := range doc["paths"].(map[string]any) {
		below, ok := strings.CutPrefix(path, ogcRoot)
		if !ok {
			continue
		}
		if !strings.Contains(below, "{collection}") {
			paths[below] = item
			continue
		}
		for _, kind := range ogcKinds {
			if kind.set != "" || !strings.Contains(below, "/tiles") {
				paths[strings.ReplaceAll(below, "{collection}", kind.id)] = kind.pathItem(item.(map[string]any), strings.HasSuffix(below, "/items"), ages)
			}
		}
	}
	doc["paths"], doc["servers"] = paths, []any{map[string]any{"url": ogcRoot}}
	doc["tags"] = slices.DeleteFunc(doc["tags"].([]any), func(tag any) bool { return tag.(map[string]any)["name"] != "ogc" })
	keepUsed(doc)
	return doc
}

// pathItem copies a path item for one collection.
func (k ogcKind) pathItem(item map[string]any, withColumns bool, ages []string) map[string]any {
	get := maps.Clone(item["get"].(map[string]any))
	get["operationId"] = get["operationId"].(string) + "-" + k.id
	get["summary"] = get["summary"].(string) + ": " + k.id
	var kept []any
	for _, p := range get["parameters"].([]any) {
		if p.(map[string]any)["name"] != "collection" {
			kept = append(kept, p)
		}
	}
	if withColumns {
		for _, column := range k.allColumns(ages) {
			as := schemaTypes[column.kind]
			schema := map[string]any{"type": as[0]}
			if as[1] != "" {
				schema["format"] = as[1]
			}
			kept = append(kept, map[string]any{"name": column.name, "in": "query", "description": "only with this value: " + column.title.en, "schema": schema, "style": "form", "explode": false})
		}
	}
	get["parameters"] = kept
	return map[string]any{"get": get}
}

// keepUsed leaves out components that nothing refers to.
func keepUsed(doc map[string]any) {
	schemas := doc["components"].(map[string]any)["schemas"].(map[string]any)
	used := map[string]any{}
	var follow func(v any)
	follow = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			if ref, ok := v["$ref"].(string); ok {
				name := strings.TrimPrefix(ref, "#/components/schemas/")
				if _, seen := used[name]; !seen {
					used[name] = schemas[name]
					follow(schemas[name])
				}
			}
			for _, below := range v {
				follow(below)
			}
		case []any:
			for _, below := range v {
				follow(below)
			}
		}
	}
	follow(doc["paths"])
	doc["components"].(map[string]any)["schemas"] = used
}

// apiPage is what the page about the interface shows.
type apiPage struct {
	About, Old, New string
	Operations      []apiOperation
}

type apiOperation struct {
	Method, Path, Summary string
	Parameters            []apiParameter
}

type apiParameter struct{ Name, In, Kind, Description string }

func apiPageOf(c *ogcCall, doc map[string]any) ogcPage {
	data := apiPage{
		About: sentence{"以下为全部地址和参数；程序请读 OpenAPI 文件。", "All addresses and parameters. Programs read the OpenAPI documents."}.in(c.tongue),
		Old:   c.at("/api?f=json"), New: c.at("/api?f=openapi31"),
	}
	paths := doc["paths"].(map[string]any)
	for _, path := range slices.Sorted(maps.Keys(paths)) {
		get := paths[path].(map[string]any)["get"].(map[string]any)
		op := apiOperation{Method: "GET", Path: ogcRoot + path, Summary: fmt.Sprint(get["summary"])}
		list, _ := get["parameters"].([]any)
		for _, p := range list {
			p := p.(map[string]any)
			about, _ := p["description"].(string)
			kind, _ := p["schema"].(map[string]any)["type"].(string)
			op.Parameters = append(op.Parameters, apiParameter{fmt.Sprint(p["name"]), fmt.Sprint(p["in"]), kind, about})
		}
		data.Operations = append(data.Operations, op)
	}
	return ogcPage{template: "api", title: sentence{"接口说明", "What the interface offers"}, data: data}
}
