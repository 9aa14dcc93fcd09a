package web

import (
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"
)

// OGC API - Features, parts 1 (core) and 2 (coordinate systems), so that GDAL, QGIS
// and others open a county as they open any service.

const ogcRoot = "/ogc"

// conformsTo is what is really answered.
var conformsTo = []string{
	"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
	"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
	"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
	"http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
}

func (s *Server) ogcRoutes() {
	get := func(path, id, summary string) huma.Operation {
		return operation(http.MethodGet, ogcRoot+path, id, "ogc", summary)
	}
	huma.Register(s.api, get("/", "ogc-landing", "Landing page"), s.ogcLanding)
	slashless := get("", "ogc-landing-slashless", "Landing page")
	slashless.Hidden = true
	huma.Register(s.api, slashless, s.ogcLanding)
	huma.Register(s.api, get("/conformance", "ogc-conformance", "Conformance classes"), s.ogcConformance)
	huma.Register(s.api, get("/collections", "ogc-collections", "The collections"), s.ogcCollections)
	huma.Register(s.api, get("/collections/{collection}", "ogc-collection", "One collection"), s.ogcCollection)
	items := get("/collections/{collection}/items", "ogc-items", "Features of a collection")
	items.Responses = fileResponse("a FeatureCollection", geoJSON, &huma.Schema{Type: huma.TypeObject})
	huma.Register(s.api, items, s.ogcItems)
	item := get("/collections/{collection}/items/{feature}", "ogc-item", "One feature")
	item.Responses = fileResponse("a Feature", geoJSON, &huma.Schema{Type: huma.TypeObject})
	huma.Register(s.api, item, s.ogcItem)
	document := sync.OnceValue(func() *document { return s.openAPI(openAPI30, s.ogcAPI) })
	s.plain(http.MethodGet, ogcRoot+"/api", func(w http.ResponseWriter, r *http.Request) { document().write(w, r) })
}

// FormatQuery is the parameter by which clients insist on JSON; there is nothing else.
type FormatQuery struct {
	F string `query:"f" enum:"json" doc:"json, which it is anyway"`
}

type linkBody struct {
	Href  string `json:"href"`
	Rel   string `json:"rel"`
	Type  string `json:"type,omitempty"`
	Title string `json:"title,omitempty"`
}

type landingInput struct {
	FormatQuery
	origin
}

type landingOutput struct {
	Body struct {
		Title       string     `json:"title"`
		Description string     `json:"description"`
		Links       []linkBody `json:"links"`
	}
}

func (s *Server) ogcLanding(ctx context.Context, in *landingInput) (*landingOutput, error) {
	t, root := callOf(ctx).tongue, in.base+ogcRoot
	out := &landingOutput{}
	out.Body.Title = sentence{"县图：区划与设施", "Xiantu: divisions and facilities"}.in(t)
	out.Body.Description = sentence{"县、乡镇、村及民政设施，可按日期（datetime）查询", "counties, townships, villages and facilities, as of any day (datetime)"}.in(t)
	out.Body.Links = []linkBody{
		{root + "/", "self", "application/json", ""},
		{root + "/api", "service-desc", openAPI30, "OpenAPI 3.0"},
		{in.base + "/openapi.json", "service-desc", openAPI31, "OpenAPI 3.1"},
		{root + "/conformance", "conformance", "application/json", ""},
		{root + "/collections", "data", "application/json", ""},
	}
	return out, nil
}

type conformanceOutput struct {
	Body struct {
		ConformsTo []string `json:"conformsTo"`
	}
}

func (s *Server) ogcConformance(context.Context, *FormatQuery) (*conformanceOutput, error) {
	out := &conformanceOutput{}
	out.Body.ConformsTo = conformsTo
	return out, nil
}

// ogcAPI is the part of the OpenAPI 3.0 document below /ogc, with every collection's
// paths written out: GDAL looks them up by name to learn what it may filter by.
func (s *Server) ogcAPI() ([]byte, error) {
	whole, err := s.api.OpenAPI().Downgrade()
	if err != nil {
		return nil, err
	}
	var doc map[string]any
	if err := json.Unmarshal(whole, &doc); err != nil {
		return nil, err
	}
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
		for _, c := range ogcKinds {
			paths[strings.ReplaceAll(below, "{collection}", c.id)] = withoutCollection(item.(map[string]any), c.id)
		}
	}
	doc["paths"], doc["servers"] = paths, []any{map[string]any{"url": ogcRoot}}
	return json.Marshal(doc)
}

// withoutCollection copies a path item for one collection.
func withoutCollection(item map[string]any, id string) map[string]any {
	get := maps.Clone(item["get"].(map[string]any))
	get["operationId"] = get["operationId"].(string) + "-" + id
	var kept []any
	for _, p := range get["parameters"].([]any) {
		if p.(map[string]any)["name"] != "collection" {
			kept = append(kept, p)
		}
	}
	get["parameters"] = kept
	return map[string]any{"get": get}
}
