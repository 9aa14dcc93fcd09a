package web

import "context"

// conformsTo is what is really answered.
var conformsTo = []string{
	"http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
	"http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections",
	"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
	"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
	"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
	"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
	"http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
	"http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables",
	"http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables-query-parameters",
	"http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/filter",
	"http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/features-filter",
	"http://www.opengis.net/spec/cql2/1.0/conf/cql2-text",
	"http://www.opengis.net/spec/cql2/1.0/conf/cql2-json",
	"http://www.opengis.net/spec/cql2/1.0/conf/basic-cql2",
	"http://www.opengis.net/spec/cql2/1.0/conf/advanced-comparison-operators",
	"http://www.opengis.net/spec/cql2/1.0/conf/case-insensitive-comparison",
	"http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions",
	"http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions-plus",
	"http://www.opengis.net/spec/cql2/1.0/conf/property-property",
	"http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/core",
	"http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tileset",
	"http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tilesets-list",
	"http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/dataset-tilesets",
	"http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/geodata-tilesets",
	"http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/mvt",
	"http://www.opengis.net/spec/tms/2.0/conf/tilematrixset",
	"http://www.opengis.net/spec/tms/2.0/conf/json-tilematrixset",
}

// Names of relations between resources, beside the registered ones.
const (
	relQueryables = "http://www.opengis.net/def/rel/ogc/1.0/queryables"
	relSchema     = "http://www.opengis.net/def/rel/ogc/1.0/schema"
	relConforms   = "http://www.opengis.net/def/rel/ogc/1.0/conformance"
	relTilesets   = "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector"
	relTiling     = "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme"
	relTilings    = "http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes"
	relGeodata    = "http://www.opengis.net/def/rel/ogc/1.0/geodata"
	relDataset    = "http://www.opengis.net/def/rel/ogc/1.0/dataset"
)

type linkBody struct {
	Href      string `json:"href"`
	Rel       string `json:"rel"`
	Type      string `json:"type,omitempty"`
	Title     string `json:"title,omitempty"`
	Templated bool   `json:"templated,omitempty" doc:"the address has parts in braces to be filled in"`
}

func link(href, rel, kind, title string) linkBody {
	return linkBody{Href: href, Rel: rel, Type: kind, Title: title}
}

type landingBody struct {
	Title       string     `json:"title"`
	Description string     `json:"description"`
	Links       []linkBody `json:"links"`
}

func (s *Server) ogcLanding(_ context.Context, c *ogcCall) (*ogcAnswer, error) {
	root := c.at("/")
	c.origin.path = ogcRoot + "/"
	body := landingBody{
		Title:       sentence{"县图：区划与设施", "Xiantu: divisions and facilities"}.in(c.tongue),
		Description: sentence{"县、乡镇、村、界线、民政设施和人口，可按任意日期（datetime）查询", "counties, townships, villages, borders, facilities and people, as of any day (datetime)"}.in(c.tongue),
		Links: append(c.forms("application/json"),
			link(root+"api", "service-desc", openAPI30, "OpenAPI 3.0"),
			link(root+"api?f=openapi31", "service-desc", openAPI31, "OpenAPI 3.1"),
			link(root+"api?f=html", "service-doc", "text/html", sentence{"接口说明", "What the interface offers"}.in(c.tongue)),
			link(root+"conformance", "conformance", "application/json", sentence{"符合的标准", "Standards it conforms to"}.in(c.tongue)),
			link(root+"conformance", relConforms, "application/json", sentence{"符合的标准", "Standards it conforms to"}.in(c.tongue)),
			link(root+"collections", "data", "application/json", sentence{"数据集", "Collections"}.in(c.tongue)),
			link(root+"tiles", relTilesets, "application/json", sentence{"矢量瓦片", "Vector tiles"}.in(c.tongue)),
			link(root+"tileMatrixSets", relTilings, "application/json", sentence{"瓦片方案", "Tiling schemes"}.in(c.tongue)),
		),
	}
	return jsonAnswer("application/json", "", body, func() ogcPage {
		return ogcPage{template: "landing", title: sentence{body.Title, body.Title}, data: body}
	}), nil
}

type conformanceBody struct {
	ConformsTo []string   `json:"conformsTo"`
	Links      []linkBody `json:"links"`
}

func (s *Server) ogcConformance(_ context.Context, c *ogcCall) (*ogcAnswer, error) {
	body := conformanceBody{conformsTo, c.forms("application/json")}
	return jsonAnswer("application/json", "", body, func() ogcPage {
		return ogcPage{template: "conformance", title: sentence{"符合的标准", "Standards it conforms to"}, data: body}
	}), nil
}
