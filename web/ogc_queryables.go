package web

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/xiantu/xiantu/cql2"
)

// schemaBody is a JSON Schema of a collection's features.
type schemaBody struct {
	Schema     string        `json:"$schema"`
	ID         string        `json:"$id"`
	Type       string        `json:"type"`
	Title      string        `json:"title"`
	Properties orderedSchema `json:"properties"`
	Additional bool          `json:"additionalProperties"`
}

// orderedSchema are properties in the order of the columns, the geometry first.
type orderedSchema []namedSchema

type namedSchema struct {
	name string
	body columnSchema
}

// columnSchema describes a property.
type columnSchema struct {
	Title  string `json:"title"`
	Type   string `json:"type,omitempty"`
	Format string `json:"format,omitempty"`
	Role   string `json:"x-ogc-role,omitempty"`
}

// MarshalJSON writes them as an object.
func (o orderedSchema) MarshalJSON() ([]byte, error) {
	b := []byte{'{'}
	for i, p := range o {
		if i > 0 {
			b = append(b, ',')
		}
		value, err := json.Marshal(p.body)
		if err != nil {
			return nil, err
		}
		b = fmt.Appendf(b, "%q:%s", p.name, value)
	}
	return append(b, '}'), nil
}

// schemaTypes are the types of columns in JSON Schema.
var schemaTypes = map[cql2.Type][2]string{cql2.Text: {"string", ""}, cql2.Number: {"number", ""}, cql2.Truth: {"boolean", ""}, cql2.Instant: {"string", "date"}}

func (s *Server) ogcQueryables(ctx context.Context, c *ogcCall) (*ogcAnswer, error) {
	return s.ogcColumnsAs(ctx, c, "queryables", sentence{"可用于筛选的属性", "What features can be picked by"})
}

func (s *Server) ogcSchema(ctx context.Context, c *ogcCall) (*ogcAnswer, error) {
	return s.ogcColumnsAs(ctx, c, "schema", sentence{"属性", "Properties"})
}

func (s *Server) ogcColumnsAs(ctx context.Context, c *ogcCall, name string, title sentence) (*ogcAnswer, error) {
	kind, err := ogcKindOf(c.path["collection"])
	if err != nil {
		return nil, err
	}
	columns, err := s.ogcColumns(ctx, kind)
	if err != nil {
		return nil, err
	}
	body := schemaBody{
		Schema: "https://json-schema.org/draft/2020-12/schema", ID: c.at("/collections/" + kind.id + "/" + name), Type: "object", Title: kind.title.in(c.tongue),
		Properties: orderedSchema{{geometryColumn, columnSchema{sentence{"图形", "geometry"}.in(c.tongue), "", kind.geometry, "primary-geometry"}}},
	}
	for _, column := range columns {
		as := schemaTypes[column.kind]
		body.Properties = append(body.Properties, namedSchema{column.name, columnSchema{column.title.in(c.tongue), as[0], as[1], ""}})
	}
	return jsonAnswer(jsonSchema, fmt.Sprint(len(columns), columns[len(columns)-1].name), body, func() ogcPage {
		return ogcPage{template: "columns", title: title, above: []ogcCrumb{crumbCollections, crumbOf(kind)}, data: columnRows(columns, c.tongue)}
	}), nil
}
