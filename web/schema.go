package web

import (
	"reflect"

	"github.com/danielgtaylor/huma/v2"
)

// geoJSONResponse documents an answer of features with given properties, which is
// written as bytes and so cannot be told from a Go type.
func geoJSONResponse(description string, properties any, s *Server) map[string]*huma.Response {
	t := reflect.TypeOf(properties)
	facts := s.api.OpenAPI().Components.Schemas.Schema(t, true, t.Name())
	feature := &huma.Schema{Type: huma.TypeObject, Required: []string{"type", "geometry", "properties"}, Properties: map[string]*huma.Schema{
		"type":       {Type: huma.TypeString, Enum: []any{"Feature"}},
		"id":         {Type: huma.TypeInteger},
		"geometry":   {Type: huma.TypeObject, Nullable: true},
		"properties": facts,
	}}
	collection := &huma.Schema{Type: huma.TypeObject, Required: []string{"type", "features"}, Properties: map[string]*huma.Schema{
		"type":     {Type: huma.TypeString, Enum: []any{"FeatureCollection"}},
		"features": {Type: huma.TypeArray, Items: feature},
		"edition":  s.api.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[editionBody](), true, "EditionBody"),
	}}
	return fileResponse(description, geoJSON, collection)
}

// fileResponse documents an answer of another media type than JSON.
func fileResponse(description, kind string, schema *huma.Schema) map[string]*huma.Response {
	if schema == nil {
		schema = &huma.Schema{Type: huma.TypeString, Format: "binary"}
	}
	return map[string]*huma.Response{"200": {Description: description, Content: map[string]*huma.MediaType{kind: {Schema: schema}}}}
}
