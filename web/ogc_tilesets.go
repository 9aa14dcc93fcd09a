package web

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/maptile"

	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/tiles"
)

type tilesetBody struct {
	Title       string           `json:"title"`
	Description string           `json:"description,omitempty"`
	DataType    string           `json:"dataType"`
	CRS         string           `json:"crs"`
	TilingURI   string           `json:"tileMatrixSetURI"`
	Links       []linkBody       `json:"links"`
	Limits      []tileLimitsBody `json:"tileMatrixSetLimits,omitempty" doc:"the tiles in which there can be anything"`
	Layers      []tileLayerBody  `json:"layers,omitempty"`
	BoundingBox *boundingBoxBody `json:"boundingBox,omitempty"`
	CenterPoint *tileCentrePoint `json:"centerPoint,omitempty"`
	MediaTypes  []string         `json:"mediaTypes,omitempty"`
}

type tileLimitsBody struct {
	TileMatrix string `json:"tileMatrix"`
	MinTileRow int    `json:"minTileRow"`
	MaxTileRow int    `json:"maxTileRow"`
	MinTileCol int    `json:"minTileCol"`
	MaxTileCol int    `json:"maxTileCol"`
}

type tileLayerBody struct {
	ID          string `json:"id"`
	Description string `json:"description"`
	DataType    string `json:"dataType"`
	MinMatrix   string `json:"minTileMatrix"`
	MaxMatrix   string `json:"maxTileMatrix"`
}

type boundingBoxBody struct {
	LowerLeft  [2]float64 `json:"lowerLeft"`
	UpperRight [2]float64 `json:"upperRight"`
	CRS        string     `json:"crs"`
}

type tileCentrePoint struct {
	Coordinates [2]float64 `json:"coordinates"`
	TileMatrix  string     `json:"tileMatrix"`
	CRS         string     `json:"crs"`
}

type tilesetsBody struct {
	Links    []linkBody    `json:"links"`
	Tilesets []tilesetBody `json:"tilesets"`
}

// ogcTileset is what tiles are made of: the dataset's have all layers of the divisions
// and of the facilities, a collection's only its own.
type ogcTileset struct {
	root  string // path of the tilesets
	title sentence
	set   tiles.Set
	layer string // "": all of the set
}

var wholeTileset = ogcTileset{"/tiles", sentence{"区划和设施", "Divisions and facilities"}, tiles.Whole, ""}

// tilesetOf is the tileset that a request is about: a collection's, or else the dataset's.
func tilesetOf(c *ogcCall) (ogcTileset, error) {
	id, ok := c.path["collection"]
	if !ok {
		return wholeTileset, nil
	}
	kind, err := ogcKindOf(id)
	if err != nil {
		return ogcTileset{}, err
	}
	if kind.set == "" {
		return ogcTileset{}, &refusal{status: 404, at: "path.collection", said: sentence{"数据集“" + id + "”没有瓦片", "the collection " + id + " has no tiles"}}
	}
	return ogcTileset{"/collections/" + id + "/tiles", kind.title, kind.set, kind.layer}, nil
}

func (s *Server) ogcTilesets(_ context.Context, c *ogcCall) (*ogcAnswer, error) {
	set, err := tilesetOf(c)
	if err != nil {
		return nil, err
	}
	body := tilesetsBody{c.forms("application/json"), []tilesetBody{set.brief(c)}}
	return jsonAnswer("application/json", "", body, func() ogcPage {
		return ogcPage{template: "tilesets", title: sentence{"矢量瓦片", "Vector tiles"}, above: set.above(c), data: body}
	}), nil
}

func (set ogcTileset) above(c *ogcCall) []ogcCrumb {
	if set.layer == "" {
		return nil
	}
	return []ogcCrumb{crumbCollections, {"/collections/" + c.path["collection"], set.title}}
}

// brief is the tileset as a list names it; the first link is to its description.
func (set ogcTileset) brief(c *ogcCall) tilesetBody {
	self := c.at(set.root + "/" + webMercatorQuad)
	tile := link(self+"/{tileMatrix}/{tileRow}/{tileCol}", "item", mvt, sentence{"瓦片地址", "Address of a tile"}.in(c.tongue))
	tile.Templated = true
	return tilesetBody{
		Title: set.title.in(c.tongue), DataType: "vector", CRS: crsWebMercator, TilingURI: webMercatorQuadURI,
		Links: []linkBody{
			link(self, "self", "application/json", set.title.in(c.tongue)),
			link(c.at("/tileMatrixSets/"+webMercatorQuad), relTiling, "application/json", webMercatorQuad),
			tile,
		},
	}
}

func (s *Server) ogcTileset(ctx context.Context, c *ogcCall) (*ogcAnswer, error) {
	set, err := tilesetOf(c)
	if err == nil {
		err = knownTiling(c.path["tileMatrixSet"])
	}
	if err != nil {
		return nil, err
	}
	eds, err := s.pictures(ctx, PictureQuery{})
	if err != nil {
		return nil, err
	}
	body := set.brief(c)
	body.Links = append(c.forms("application/json"), body.Links[1:]...)
	if id, ok := c.path["collection"]; ok {
		body.Links = append(body.Links, link(c.at("/collections/"+id), relGeodata, "application/json", set.title.in(c.tongue)))
	} else {
		body.Links = append(body.Links, link(c.at("/"), relDataset, "application/json", sentence{"县图", "Xiantu"}.in(c.tongue)))
	}
	body.MediaTypes = []string{mvt}
	body.describe(tiles.TileJSON(set.set, eds, tiles.Link{Base: c.base}), set.layer)
	body.bound(eds)
	return jsonAnswer("application/json", tiles.PictureVersion(set.set, eds), body, func() ogcPage {
		above := append(set.above(c), ogcCrumb{set.root, sentence{"矢量瓦片", "Vector tiles"}})
		return ogcPage{template: "tileset", title: set.title, above: above, data: body}
	}), nil
}

// describe adds the layers that a set has; only one of them where that is named.
func (t *tilesetBody) describe(d tiles.Description, only string) {
	for _, layer := range d.VectorLayers {
		if only == "" || layer.ID == only {
			t.Layers = append(t.Layers, tileLayerBody{layer.ID, layer.Description, "vector", strconv.Itoa(layer.MinZoom), strconv.Itoa(layer.MaxZoom)})
		}
	}
}

// bound says where there is anything, and the tiles there.
func (t *tilesetBody) bound(eds []*edition.Edition) {
	eds = slices.DeleteFunc(slices.Clone(eds), func(ed *edition.Edition) bool { return boxOf(ed.Bound) == nil })
	if len(eds) == 0 {
		return
	}
	bound := eds[0].Bound
	for _, ed := range eds {
		bound = bound.Union(ed.Bound)
	}
	t.BoundingBox = &boundingBoxBody{bound.Min, bound.Max, crs84}
	t.CenterPoint = &tileCentrePoint{bound.Center(), strconv.Itoa(tiles.DataZoom - 4), crs84}
	for z := 0; z <= tiles.DataZoom; z++ {
		first, last := maptile.At(orb.Point{bound.Min[0], bound.Max[1]}, maptile.Zoom(z)), maptile.At(orb.Point{bound.Max[0], bound.Min[1]}, maptile.Zoom(z))
		t.Limits = append(t.Limits, tileLimitsBody{fmt.Sprint(z), int(first.Y), int(last.Y), int(first.X), int(last.X)})
	}
}
