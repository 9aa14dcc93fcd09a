package web_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
)

// The abstract tests of OGC API Features, part 1 core (17-069r4, annex A) and part 2
// (18-058r1, annex A), by their names. What a requirement asks of every collection is
// asked of every collection.

const core = "/conf/core/"

type ogcLinks []struct{ Href, Rel, Type string }

type ogcCollection struct {
	ID, Title, Description, ItemType, StorageCrs string
	CRS                                          []string
	Extent                                       *struct {
		Spatial  struct{ BBox [][]float64 }
		Temporal struct{ Interval [][]*string }
	}
	Links ogcLinks
}

// candidate is a service under test and what it says of itself.
type candidate struct {
	*service
	landing     struct{ Links ogcLinks }
	collections struct {
		Links       ogcLinks
		CRS         []string
		Collections []ogcCollection
	}
	api map[string]any
}

func newCandidate(t *testing.T) *candidate {
	t.Helper()
	c := &candidate{service: newBoard(t)}
	c.get("/ogc/").status(http.StatusOK).into(&c.landing)
	c.get("/ogc/collections").status(http.StatusOK).into(&c.collections)
	c.get("/ogc/api").status(http.StatusOK).into(&c.api)
	return c
}

// as is the same candidate in another test.
func (c *candidate) as(t *testing.T) *candidate {
	own, asked := *c, *c.service
	own.service, asked.t = &asked, t
	return &own
}

// below is the address of a link below the service.
func (c *candidate) below(href string) string { return strings.TrimPrefix(href, c.URL) }

// checkLinks demands relations, and a relation and a media type of every link.
func checkLinks(t *testing.T, where string, links ogcLinks, relations ...string) {
	t.Helper()
	for _, l := range links {
		if l.Rel == "" || l.Type == "" || l.Href == "" {
			t.Errorf("%s: link %+v", where, l)
		}
	}
	for _, rel := range relations {
		if !slices.ContainsFunc(links, func(l struct{ Href, Rel, Type string }) bool { return l.Rel == rel }) {
			t.Errorf("%s: no link %s", where, rel)
		}
	}
}

func TestOGCConformanceOfCore(t *testing.T) {
	t.Parallel()
	c := newCandidate(t)
	for name, test := range map[string]func(*testing.T, *candidate){
		core + "http": testHTTP, core + "root-op": testRoot, core + "root-success": testRoot, core + "api-definition-op": testDefinition, core + "api-definition-success": testDefinition,
		core + "conformance-op": testConformance, core + "conformance-success": testConformance, core + "query-param-unknown": testUnknownParameter, core + "query-param-invalid": testInvalidParameter,
		core + "crs84": testCRS84, core + "fc-md-op": testCollections, core + "fc-md-success": testCollections, core + "fc-md-links": testCollections, core + "fc-md-items": testCollections,
		core + "fc-md-items-links": testCollections, core + "fc-md-extent": testExtent, core + "fc-md-extent-multi": testExtent, core + "sfc-md-op": testCollection, core + "sfc-md-success": testCollection,
		core + "fc-op": testFeatures, core + "fc-response": testFeatures, core + "fc-links": testFeatures, core + "fc-rel-type": testFeatures, core + "fc-timeStamp": testFeatures, core + "fc-numberMatched": testFeatures,
		core + "fc-numberReturned": testFeatures, core + "f-op": testFeature, core + "f-success": testFeature, core + "f-links": testFeature,
		core + "fc-limit-definition": testLimitDefinition, core + "fc-limit-response": testLimit, core + "fc-bbox-definition": testBoxDefinition, core + "fc-bbox-response": testBox,
		core + "fc-time-definition": testTimeDefinition, core + "fc-time-response": testTime, "/conf/geojson/definition": testGeoJSON, "/conf/geojson/content": testGeoJSON,
		"/conf/html/definition": testHTML, "/conf/html/content": testHTML,
		"/conf/oas30/completeness": testOpenAPI30, "/conf/oas30/exceptions-codes": testOpenAPI30, "/conf/oas30/oas-definition-1": testOpenAPI30, "/conf/oas30/oas-definition-2": testOpenAPI30, "/conf/oas30/oas-impl": testImplemented, "/conf/oas30/security": testOpenAPI30,
	} {
		t.Run(strings.TrimPrefix(name, "/conf/"), func(t *testing.T) { test(t, c.as(t)) })
	}
}

func testHTTP(t *testing.T, c *candidate) {
	if a := c.get("/ogc/"); a.Proto != "HTTP/1.1" {
		t.Error(a.Proto)
	}
	if c.do(http.MethodHead, "/ogc/collections", nil).status(http.StatusOK); c.do(http.MethodPost, "/ogc/collections", nil).StatusCode != http.StatusMethodNotAllowed {
		t.Error("POST is answered")
	}
}

func testRoot(t *testing.T, c *candidate) {
	checkLinks(t, "landing page", c.landing.Links, "self", "alternate", "service-desc", "service-doc", "conformance", "data")
	for _, l := range c.landing.Links {
		c.get(c.below(l.Href)).status(http.StatusOK)
	}
}

func testDefinition(t *testing.T, c *candidate) {
	for _, l := range c.landing.Links {
		if l.Rel != "service-desc" && l.Rel != "service-doc" {
			continue
		}
		a := c.get(c.below(l.Href), "Accept", l.Type).status(http.StatusOK)
		if !strings.HasPrefix(a.Header.Get("Content-Type"), l.Type) {
			t.Errorf("%s: %s", l.Href, a.Header.Get("Content-Type"))
		}
	}
}

func testConformance(t *testing.T, c *candidate) {
	var body struct{ ConformsTo []string }
	c.get("/ogc/conformance").status(http.StatusOK).into(&body)
	for _, class := range []string{"core", "geojson", "html", "oas30"} {
		if !slices.Contains(body.ConformsTo, "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/"+class) {
			t.Errorf("%s is not declared", class)
		}
	}
}

func testUnknownParameter(t *testing.T, c *candidate) {
	for _, path := range []string{"/", "/conformance", "/collections", "/collections/villages", "/collections/villages/items", "/collections/villages/items/1", "/api", "/tiles"} {
		c.get("/ogc" + path + "?never=heard").problem(http.StatusBadRequest)
	}
}

func testInvalidParameter(t *testing.T, c *candidate) {
	for _, query := range []string{"limit=x", "limit=-1", "limit=0", "bbox=1,2,3", "bbox=a,b,c,d", "bbox=1,2,3,1", "datetime=yesterday", "datetime=2020-13-01", "datetime=2020-02-01/2020-01-01", "crs=EPSG:1", "bbox-crs=EPSG:1", "bbox=1,2,3,4,5"} {
		c.get("/ogc/collections/villages/items?" + query).problem(http.StatusBadRequest)
	}
}

func testCRS84(t *testing.T, c *candidate) {
	for _, collection := range c.collections.Collections {
		a := c.get("/ogc/collections/" + collection.ID + "/items").status(http.StatusOK)
		if a.Header.Get("Content-Crs") != "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>" || bytes.Contains(a.body, []byte("[29.8")) {
			t.Errorf("%s: %s", collection.ID, a.Header.Get("Content-Crs"))
		}
	}
}

func testCollections(t *testing.T, c *candidate) {
	checkLinks(t, "collections", c.collections.Links, "self", "alternate")
	if len(c.collections.Collections) != 6 {
		t.Errorf("%d collections", len(c.collections.Collections))
	}
	for _, collection := range c.collections.Collections {
		checkLinks(t, collection.ID, collection.Links, "items")
		for _, kind := range []string{"application/geo+json", "text/html"} {
			if !slices.ContainsFunc(collection.Links, func(l struct{ Href, Rel, Type string }) bool { return l.Rel == "items" && l.Type == kind }) {
				t.Errorf("%s: no items as %s", collection.ID, kind)
			}
		}
		if collection.ID == "" || collection.Title == "" || collection.ItemType != "feature" {
			t.Errorf("%+v", collection)
		}
	}
}

func testExtent(t *testing.T, c *candidate) {
	for _, collection := range c.collections.Collections {
		box := collection.Extent.Spatial.BBox[0]
		first := *collection.Extent.Temporal.Interval[0][0]
		for _, f := range c.items(t, "/ogc/collections/"+collection.ID+"/items").Features {
			if day, ok := f.Properties["from"].(string); ok && day < first[:10] {
				t.Errorf("%s: %v before %s", collection.ID, day, first)
			}
			eachPosition(t, f.Geometry.Coordinates, func(lon, lat float64) {
				if lon < box[0] || lat < box[1] || lon > box[2] || lat > box[3] {
					t.Errorf("%s: %v %v is not in %v", collection.ID, lon, lat, box)
				}
			})
		}
	}
}

func eachPosition(t *testing.T, coordinates json.RawMessage, do func(a, b float64)) {
	t.Helper()
	var tree any
	if len(coordinates) > 0 {
		if err := json.Unmarshal(coordinates, &tree); err != nil {
			t.Fatal(err)
		}
	}
	var walk func(any)
	walk = func(v any) {
		list, _ := v.([]any)
		if len(list) == 2 {
			if a, ok := list[0].(float64); ok {
				do(a, list[1].(float64))
				return
			}
		}
		for _, item := range list {
			walk(item)
		}
	}
	walk(tree)
}

func testCollection(t *testing.T, c *candidate) {
	for _, listed := range c.collections.Collections {
		var one ogcCollection
		c.get("/ogc/collections/" + listed.ID).status(http.StatusOK).into(&one)
		if one.ID != listed.ID || one.Title != listed.Title || one.Description != listed.Description || one.ItemType != listed.ItemType || (one.Extent == nil) != (listed.Extent == nil) {
			t.Errorf("%+v is not %+v", one, listed)
		}
		for _, l := range listed.Links {
			if !slices.ContainsFunc(one.Links, func(o struct{ Href, Rel, Type string }) bool { return o.Rel == l.Rel && o.Type == l.Type }) {
				t.Errorf("%s: no link %+v", one.ID, l)
			}
		}
		checkLinks(t, one.ID, one.Links, "self", "alternate", "items")
	}
	c.get("/ogc/collections/never").problem(http.StatusNotFound)
}

func testFeatures(t *testing.T, c *candidate) {
	for _, collection := range c.collections.Collections {
		for _, l := range collection.Links {
			if l.Rel != "items" || l.Type != "application/geo+json" {
				continue
			}
			var fc struct {
				Type                          string
				Links                         ogcLinks
				TimeStamp                     time.Time
				NumberMatched, NumberReturned *int
				Features                      []struct{ Type string }
			}
			c.get(c.below(l.Href)).status(http.StatusOK).into(&fc)
			checkLinks(t, collection.ID, fc.Links, "self", "alternate", "collection")
			if fc.Type != "FeatureCollection" || fc.TimeStamp.IsZero() || *fc.NumberReturned != len(fc.Features) || *fc.NumberMatched < *fc.NumberReturned || len(fc.Features) == 0 {
				t.Errorf("%s: %+v", collection.ID, fc)
			}
		}
	}
}

func testFeature(t *testing.T, c *candidate) {
	for _, collection := range c.collections.Collections {
		for _, f := range c.items(t, "/ogc/collections/"+collection.ID+"/items?limit=3").Features {
			var one struct {
				Type  string
				ID    any
				Links ogcLinks
			}
			c.get("/ogc/collections/" + collection.ID + "/items/" + idText(f.ID)).status(http.StatusOK).into(&one)
			checkLinks(t, collection.ID, one.Links, "self", "alternate", "collection")
			if one.Type != "Feature" || one.ID != f.ID {
				t.Errorf("%s: %+v, want %v", collection.ID, one, f.ID)
			}
		}
	}
}

// parameter is how the API's definition describes a parameter of a collection's items.
func (c *candidate) parameter(t *testing.T, collection, name string) map[string]any {
	t.Helper()
	get := c.api["paths"].(map[string]any)["/collections/"+collection+"/items"].(map[string]any)["get"].(map[string]any)
	for _, p := range get["parameters"].([]any) {
		if p := p.(map[string]any); p["name"] == name {
			if p["in"] != "query" || p["required"] == true || p["style"] != "form" || p["explode"] != false {
				t.Errorf("%s: %v", name, p)
			}
			return p["schema"].(map[string]any)
		}
	}
	t.Fatalf("%s: no parameter %s", collection, name)
	return nil
}

func testLimitDefinition(t *testing.T, c *candidate) {
	for _, collection := range c.collections.Collections {
		if schema := c.parameter(t, collection.ID, "limit"); schema["type"] != "integer" || schema["minimum"] != 1.0 || schema["maximum"] != 10000.0 || schema["default"] != 1000.0 {
			t.Error(schema)
		}
	}
}

func testLimit(t *testing.T, c *candidate) {
	for _, collection := range c.collections.Collections {
		for limit, most := range map[string]int{"1": 1, "2": 2, "10000": 10000, "10001": 10000, "99999999999": 10000} {
			if page := c.items(t, "/ogc/collections/"+collection.ID+"/items?limit="+limit); len(page.Features) > most || page.NumberReturned != len(page.Features) {
				t.Errorf("%s: %d of %s", collection.ID, len(page.Features), limit)
			}
		}
	}
}

func testBoxDefinition(t *testing.T, c *candidate) {
	for _, collection := range c.collections.Collections {
		schema := c.parameter(t, collection.ID, "bbox")
		if items, _ := schema["items"].(map[string]any); schema["type"] != "array" || items["type"] != "number" || len(schema["oneOf"].([]any)) != 2 {
			t.Error(schema)
		}
	}
}

func testBox(t *testing.T, c *candidate) {
	for box, want := range map[string]int{"103.801,29.811,103.802,29.812": 1, "103.801,29.811,0,103.802,29.812,9": 1, "103.8,29.8,103.82,29.82": 5, "1,1,2,2": 0, "170,29,-170,30": 0, "-180,-90,180,90": 5} {
		if page := c.items(t, "/ogc/collections/villages/items?bbox="+box); len(page.Features) != want {
			t.Errorf("%s: %d villages", box, len(page.Features))
		}
	}
	// What has no shape is matched by every box.
	page := c.items(t, "/ogc/collections/facilities/items?bbox=1,1,2,2")
	if len(page.Features) != 1 || page.Features[0].Geometry.Coordinates != nil {
		t.Errorf("%d facilities without a place", len(page.Features))
	}
	if page := c.items(t, "/ogc/collections/villages/items?bbox=103.8,29.8,103.82,29.82&datetime=1999-01-01"); len(page.Features) != 0 {
		t.Error("a box undoes the day")
	}
}

func testTimeDefinition(t *testing.T, c *candidate) {
	for _, collection := range c.collections.Collections {
		if schema := c.parameter(t, collection.ID, "datetime"); schema["type"] != "string" {
			t.Error(schema)
		}
	}
}

func testTime(t *testing.T, c *candidate) {
	for datetime, want := range map[string]int{
		"2019-06-01": 5, "2019-06-01T00:00:00Z": 5, "2019-06-01T12:00:00.5+08:00": 5, "2019-06-01/2020-06-01": 6, "2019-06-01T00:00:00Z/2019-07-01T00:00:00Z": 5,
		"../2019-06-01": 5, "/2019-06-01": 5, "2020-06-01/..": 5, "2020-06-01/": 5, "1990-01-01/1991-01-01": 0,
	} {
		page := c.items(t, "/ogc/collections/villages/items?datetime="+url.QueryEscape(datetime))
		if page.NumberMatched != want {
			t.Errorf("%s: %d villages", datetime, page.NumberMatched)
		}
	}
}

func testGeoJSON(t *testing.T, c *candidate) {
	for path, kind := range map[string]string{"/": "application/json", "/conformance": "application/json", "/collections": "application/json", "/collections/villages": "application/json", "/collections/villages/items": "application/geo+json"} {
		for _, accept := range []string{"", "*/*", kind, kind + ", text/html;q=0.5", "application/geo+json, application/json"} {
			if a := c.get("/ogc"+path, "Accept", accept).status(http.StatusOK); a.Header.Get("Content-Type") != kind {
				t.Errorf("%s as %q: %s", path, accept, a.Header.Get("Content-Type"))
			}
		}
	}
}

func testHTML(t *testing.T, c *candidate) {
	for _, path := range []string{"/", "/conformance", "/api", "/collections", "/collections/villages", "/collections/villages/queryables", "/collections/villages/items", "/tiles", "/tiles/WebMercatorQuad", "/tileMatrixSets", "/tileMatrixSets/WebMercatorQuad"} {
		for _, a := range []answer{c.get("/ogc"+path, "Accept", "text/html,application/xhtml+xml,*/*;q=0.8"), c.get("/ogc" + path + "?f=html")} {
			if a.status(http.StatusOK); !strings.HasPrefix(a.Header.Get("Content-Type"), "text/html") || !strings.HasPrefix(string(a.body), "<!doctype html>") || !strings.Contains(a.Header.Get("Vary"), "Accept-Language") {
				t.Errorf("%s: %s", path, a.Header.Get("Content-Type"))
			}
		}
	}
}

func testOpenAPI30(t *testing.T, c *candidate) {
	if c.api["openapi"] != "3.0.3" {
		t.Error(c.api["openapi"])
	}
	for path, item := range c.api["paths"].(map[string]any) {
		responses := item.(map[string]any)["get"].(map[string]any)["responses"].(map[string]any)
		for _, status := range []string{"200", "400", "404", "500"} {
			if responses[status] == nil {
				t.Errorf("%s: %s is not described", path, status)
			}
		}
	}
}

// Everything in the definition is there.
func testImplemented(t *testing.T, c *candidate) {
	for path := range c.api["paths"].(map[string]any) {
		collection := strings.Split(strings.TrimPrefix(path, "/collections/"), "/")[0]
		id := ""
		if strings.Contains(path, "{feature}") {
			id = idText(c.items(t, "/ogc/collections/"+collection+"/items?limit=1").Features[0].ID)
		}
		path = strings.NewReplacer("{feature}", id, "{tileMatrixSet}", "WebMercatorQuad", "{tileMatrix}", "12", "{tileRow}", "1692", "{tileCol}", "3229").Replace(path)
		c.get("/ogc" + path).status(http.StatusOK)
	}
}
