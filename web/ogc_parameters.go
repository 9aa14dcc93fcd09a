package web

import (
	"github.com/danielgtaylor/huma/v2"

	"github.com/xiantu/xiantu/tiles"
)

func pathParam(name, about string, schema *huma.Schema) *huma.Param {
	return &huma.Param{Name: name, In: "path", Required: true, Description: about, Schema: schema}
}

// queryParam is as OGC API wants its parameters described: lists parted by commas.
func queryParam(name, about string, schema *huma.Schema) *huma.Param {
	together := false
	return &huma.Param{Name: name, In: "query", Description: about, Schema: schema, Style: "form", Explode: &together}
}

func text(choices ...any) *huma.Schema { return &huma.Schema{Type: huma.TypeString, Enum: choices} }

func whole(least, most float64) *huma.Schema {
	schema := &huma.Schema{Type: huma.TypeInteger, Minimum: &least}
	if most > 0 {
		schema.Maximum = &most
	}
	return schema
}

func anyObject() *huma.Schema { return &huma.Schema{Type: huma.TypeObject} }

func formParam() *huma.Param {
	return queryParam("f", "The form of the answer; else Accept decides.", text("json", "html"))
}

func collectionParams() []*huma.Param {
	var ids []any
	for _, kind := range ogcKinds {
		ids = append(ids, kind.id)
	}
	return []*huma.Param{pathParam("collection", "A collection's id.", text(ids...))}
}

func crsParam(name, about string) *huma.Param {
	schema := text()
	schema.Format, schema.Default = "uri", crs84
	return queryParam(name, about, schema)
}

func itemsParams() []*huma.Param {
	four, six, limit := 4, 6, whole(1, pageMost)
	limit.Default = pageUsual
	number := &huma.Schema{Type: huma.TypeNumber}
	box := &huma.Schema{Type: huma.TypeArray, Items: number, OneOf: []*huma.Schema{{MinItems: &four, MaxItems: &four}, {MinItems: &six, MaxItems: &six}}}
	return []*huma.Param{
		queryParam("bbox", "Features that touch the box: the least of both axes, the most of both; and those without a shape.", box),
		crsParam("bbox-crs", "The coordinate system of bbox."),
		datetimeParam(),
		queryParam("limit", "Features a page; more than the maximum is taken as the maximum.", limit),
		queryParam("after", "Features after this one in the order of identities: a next link sets it.", text()),
		queryParam("before", "Features before this one: a prev link sets it.", text()),
		queryParam("offset", "Features to leave out. Unlike after it may repeat or miss some where there is writing meanwhile.", whole(0, 0)),
		crsParam("crs", "The coordinate system to answer in."),
		queryParam("properties", "The properties wanted, parted by commas; all where left out.", &huma.Schema{Type: huma.TypeArray, Items: text()}),
		queryParam("filter", "A filter in CQL2, over what queryables lists.", text()),
		queryParam("filter-lang", "What the filter is written in.", text(filterText, filterJSON)),
		crsParam("filter-crs", "The coordinate system of geometries in the filter."),
	}
}

func itemParams() []*huma.Param {
	return []*huma.Param{
		pathParam("feature", "A feature's id.", text()),
		datetimeParam(),
		crsParam("crs", "The coordinate system to answer in."),
	}
}

func datetimeParam() *huma.Param {
	return queryParam("datetime", "A day, an RFC 3339 time, or an interval such as 2019-12-01/2020-06-30 or ../2020-06-30: features in force then. Left out: the newest state.", text())
}

func tilingParams() []*huma.Param {
	return []*huma.Param{pathParam("tileMatrixSet", "The tiling scheme.", text(webMercatorQuad))}
}

func tileParams() []*huma.Param {
	return []*huma.Param{
		pathParam("tileMatrix", "The zoom.", text()),
		pathParam("tileRow", "Rows from the north.", whole(0, 1<<tiles.MaxZoom-1)),
		pathParam("tileCol", "Columns from the west.", whole(0, 1<<tiles.MaxZoom-1)),
		queryParam("datetime", "The day; left out: the newest state.", text()),
	}
}

// featureSchema is a GeoJSON feature as the API answers it.
func featureSchema() *huma.Schema {
	object := func(required []string, properties map[string]*huma.Schema) *huma.Schema {
		return &huma.Schema{Type: huma.TypeObject, Required: required, Properties: properties}
	}
	geometry := object([]string{"type", "coordinates"}, map[string]*huma.Schema{
		"type":        text("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"),
		"coordinates": {Type: huma.TypeArray, Items: &huma.Schema{}},
	})
	geometry.Nullable = true
	return object([]string{"type", "geometry", "properties"}, map[string]*huma.Schema{
		"type": text("Feature"), "id": {OneOf: []*huma.Schema{{Type: huma.TypeInteger}, {Type: huma.TypeString}}},
		"geometry": geometry, "properties": anyObject(), "links": linksSchema(),
	})
}

func featuresSchema() *huma.Schema {
	schema := &huma.Schema{Type: huma.TypeObject, Required: []string{"type", "features"}}
	schema.Properties = map[string]*huma.Schema{
		"type": text("FeatureCollection"), "features": {Type: huma.TypeArray, Items: featureSchema()}, "links": linksSchema(),
		"timeStamp": {Type: huma.TypeString, Format: "date-time"}, "numberMatched": whole(0, 0), "numberReturned": whole(0, 0),
	}
	return schema
}

func linksSchema() *huma.Schema {
	return &huma.Schema{Type: huma.TypeArray, Items: &huma.Schema{Type: huma.TypeObject, Required: []string{"href", "rel"}, Properties: map[string]*huma.Schema{
		"href": text(), "rel": text(), "type": text(), "title": text(),
	}}}
}
