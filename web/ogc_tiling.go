package web

import (
	"context"
	"net/http"
	"strconv"

	"github.com/xiantu/xiantu/tiles"
)

// The one tiling scheme there is.
const (
	webMercatorQuad    = "WebMercatorQuad"
	webMercatorQuadURI = "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad"
	crsWebMercator     = "http://www.opengis.net/def/crs/EPSG/0/3857"
	webMercatorEdge    = 20037508.3427892
)

type tilingBody struct {
	ID           string           `json:"id"`
	Title        string           `json:"title"`
	URI          string           `json:"uri"`
	CRS          string           `json:"crs"`
	OrderedAxes  []string         `json:"orderedAxes"`
	WellKnown    string           `json:"wellKnownScaleSet"`
	TileMatrices []tileMatrixBody `json:"tileMatrices"`
}

type tileMatrixBody struct {
	ID               string     `json:"id"`
	ScaleDenominator float64    `json:"scaleDenominator"`
	CellSize         float64    `json:"cellSize" doc:"in metres"`
	CornerOfOrigin   string     `json:"cornerOfOrigin"`
	PointOfOrigin    [2]float64 `json:"pointOfOrigin"`
	TileWidth        int        `json:"tileWidth"`
	TileHeight       int        `json:"tileHeight"`
	MatrixWidth      int        `json:"matrixWidth"`
	MatrixHeight     int        `json:"matrixHeight"`
}

// newTiling describes the scheme, as far down as tiles are drawn.
func newTiling() tilingBody {
	body := tilingBody{
		ID: webMercatorQuad, Title: "Google Maps Compatible for the World", URI: webMercatorQuadURI, CRS: crsWebMercator,
		OrderedAxes: []string{"E", "N"}, WellKnown: "http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible",
	}
	for z := 0; z <= tiles.MaxZoom; z++ {
		side := 1 << z
		cell := 2 * webMercatorEdge / 256 / float64(side)
		body.TileMatrices = append(body.TileMatrices, tileMatrixBody{
			strconv.Itoa(z), cell / 0.00028, cell, "topLeft", [2]float64{-webMercatorEdge, webMercatorEdge}, 256, 256, side, side,
		})
	}
	return body
}

type tilingsBody struct {
	Links          []linkBody       `json:"links"`
	TileMatrixSets []tilingListBody `json:"tileMatrixSets"`
}

type tilingListBody struct {
	ID    string     `json:"id"`
	Title string     `json:"title"`
	URI   string     `json:"uri"`
	CRS   string     `json:"crs"`
	Links []linkBody `json:"links"`
}

func (s *Server) ogcTilings(_ context.Context, c *ogcCall) (*ogcAnswer, error) {
	self := link(c.at("/tileMatrixSets/"+webMercatorQuad), "self", "application/json", webMercatorQuad)
	body := tilingsBody{c.forms("application/json"), []tilingListBody{{webMercatorQuad, newTiling().Title, webMercatorQuadURI, crsWebMercator, []linkBody{self}}}}
	return jsonAnswer("application/json", "", body, func() ogcPage {
		return ogcPage{template: "tilings", title: sentence{"瓦片方案", "Tiling schemes"}, data: body}
	}), nil
}

func (s *Server) ogcTiling(_ context.Context, c *ogcCall) (*ogcAnswer, error) {
	if err := knownTiling(c.path["tileMatrixSet"]); err != nil {
		return nil, err
	}
	body := newTiling()
	return jsonAnswer("application/json", "", body, func() ogcPage {
		above := []ogcCrumb{{"/tileMatrixSets", sentence{"瓦片方案", "Tiling schemes"}}}
		return ogcPage{template: "tiling", title: sentence{webMercatorQuad, webMercatorQuad}, above: above, data: body}
	}), nil
}

func knownTiling(id string) error {
	if id == webMercatorQuad {
		return nil
	}
	return &refusal{status: http.StatusNotFound, at: "path.tileMatrixSet", said: sentence{"没有瓦片方案“" + id + "”：只有 " + webMercatorQuad, "there is no tiling scheme " + id + ": there is " + webMercatorQuad}}
}
