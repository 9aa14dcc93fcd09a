package web

import (
	"net/http"
	"reflect"

	"github.com/danielgtaylor/huma/v2"
)

// OGC API: Features (parts 1, 2 and 3) and Tiles, so that GDAL, QGIS and others open a
// county as they open any service.

const ogcRoot = "/ogc"

// ogcResource is a resource of the API: where it is, what may be asked of it, and what
// it answers with.
type ogcResource struct {
	path, id, summary, about string
	parameters               []*huma.Param
	kind                     string // media type of the JSON
	schema                   *huma.Schema
	noPage                   bool // there is none for people
	handle                   ogcHandler
}

func (s *Server) ogcRoutes() {
	for _, r := range s.ogcResources() {
		s.ogcRegister(r)
	}
	slashless := s.ogcResources()[0]
	slashless.path, slashless.id = "", slashless.id+"-slashless"
	op := slashless.operation(s)
	op.Hidden = true
	huma.Register(s.api, op, s.ogcServe(&op, slashless.handle))
	s.plain(http.MethodGet, ogcRoot+"/api", s.ogcAPI)
	s.pageStyle()
}

func (s *Server) ogcRegister(r ogcResource) {
	op := r.operation(s)
	huma.Register(s.api, op, s.ogcServe(&op, r.handle))
}

// ogcResources are all resources, the landing page first.
func (s *Server) ogcResources() []ogcResource {
	of := func(v any, name string) *huma.Schema {
		return s.api.OpenAPI().Components.Schemas.Schema(reflect.TypeOf(v), true, name)
	}
	const inCollection = "/collections/{collection}"
	const inTiling = "/{tileMatrixSet}"
	const tile = inTiling + "/{tileMatrix}/{tileRow}/{tileCol}"
	collection, tiling, address := collectionParams(), tilingParams(), tileParams()
	return []ogcResource{
		{"/", "ogc-landing", "Landing page", "What the API offers, as links.", nil, "application/json", of(landingBody{}, ""), false, s.ogcLanding},
		{"/conformance", "ogc-conformance", "Conformance classes", "The parts of standards that are really answered.", nil, "application/json", of(conformanceBody{}, ""), false, s.ogcConformance},
		{"/collections", "ogc-collections", "The collections", "What kinds of features there are.", nil, "application/json", of(collectionsBody{}, ""), false, s.ogcCollections},
		{inCollection, "ogc-collection", "One collection", "Where and when it has data, and in which coordinate systems.", collection, "application/json", of(collectionBody{}, ""), false, s.ogcCollection},
		{inCollection + "/queryables", "ogc-queryables", "What a collection's features can be picked by", "A JSON Schema of the properties that filter, and parameters of the same names, may ask for.", collection, jsonSchema, anyObject(), false, s.ogcQueryables},
		{inCollection + "/schema", "ogc-schema", "The properties of a collection's features", "A JSON Schema of the properties that features have.", collection, jsonSchema, anyObject(), false, s.ogcSchema},
		{inCollection + "/items", "ogc-items", "Features of a collection", "In the order of their identities: following next reads every feature once, whatever is written meanwhile. A parameter named like a queryable picks features by its value.", append(collectionParams(), itemsParams()...), geoJSON, featuresSchema(), false, s.ogcItems},
		{inCollection + "/items/{feature}", "ogc-item", "One feature", "As it is now, or on a day.", append(collectionParams(), itemParams()...), geoJSON, featureSchema(), false, s.ogcItem},
		{"/tiles", "ogc-tilesets", "Vector tiles of the dataset", "One tileset, of all layers.", nil, "application/json", of(tilesetsBody{}, ""), false, s.ogcTilesets},
		{"/tiles" + inTiling, "ogc-tileset", "One tileset of the dataset", "Its layers, its extent, and the address of its tiles.", tiling, "application/json", of(tilesetBody{}, ""), false, s.ogcTileset},
		{"/tiles" + tile, "ogc-tile", "A vector tile of the dataset", "A Mapbox Vector Tile 2.1.", append(tilingParams(), address...), mvt, nil, true, s.ogcTile},
		{inCollection + "/tiles", "ogc-collection-tilesets", "Vector tiles of a collection", "One tileset, of the collection's layer.", collection, "application/json", of(tilesetsBody{}, ""), false, s.ogcTilesets},
		{inCollection + "/tiles" + inTiling, "ogc-collection-tileset", "One tileset of a collection", "Its layer, its extent, and the address of its tiles.", append(collectionParams(), tiling...), "application/json", of(tilesetBody{}, ""), false, s.ogcTileset},
		{inCollection + "/tiles" + tile, "ogc-collection-tile", "A vector tile of a collection", "A Mapbox Vector Tile 2.1 with the collection's layer only.", append(append(collectionParams(), tiling...), address...), mvt, nil, true, s.ogcTile},
		{"/tileMatrixSets", "ogc-tilings", "Tiling schemes", "How tiles divide the world.", nil, "application/json", of(tilingsBody{}, ""), false, s.ogcTilings},
		{"/tileMatrixSets" + inTiling, "ogc-tiling", "One tiling scheme", "Its tile matrices, from the coarsest down.", tiling, "application/json", of(tilingBody{}, ""), false, s.ogcTiling},
	}
}

// operation describes the resource. Parameters are read by hand (see ogcServe).
func (r ogcResource) operation(s *Server) huma.Operation {
	op := operation(http.MethodGet, ogcRoot+r.path, r.id, "ogc", r.summary)
	op.Description, op.SkipValidateParams = r.about, true
	op.Parameters = append([]*huma.Param{}, r.parameters...)
	if !r.noPage {
		op.Parameters = append(op.Parameters, formParam())
	}
	schema := r.schema
	if schema == nil {
		schema = &huma.Schema{Type: huma.TypeString, Format: "binary"}
	}
	ok := &huma.Response{Description: "the answer", Content: map[string]*huma.MediaType{r.kind: {Schema: schema}}}
	if !r.noPage {
		ok.Content["text/html"] = &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString}}
	}
	if r.kind == geoJSON {
		ok.Headers = map[string]*huma.Header{"Content-Crs": {Description: "the coordinate system, in angle brackets", Schema: &huma.Schema{Type: huma.TypeString}}}
	}
	op.Responses = map[string]*huma.Response{"200": ok, "304": {Description: "the caller has it: If-None-Match named its ETag"}}
	if r.kind == mvt {
		op.Responses["204"] = &huma.Response{Description: "nothing is there"}
	}
	for status, about := range map[string]string{"400": "a parameter is wrong or unknown; the problem says which", "404": "there is no such resource", "500": "something went wrong inside", "503": "too much is asked for at once: try again soon"} {
		op.Responses[status] = s.problemResponse(about)
	}
	return op
}

func (s *Server) problemResponse(about string) *huma.Response {
	schema := s.api.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[Problem](), true, "Problem")
	return &huma.Response{Description: about, Content: map[string]*huma.MediaType{problemJSON: {Schema: schema}}}
}
