package web

import (
	"context"
	"fmt"
	"strings"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
)

type extentBody struct {
	Spatial  spatialBody  `json:"spatial"`
	Temporal temporalBody `json:"temporal"`
}

type spatialBody struct {
	BBox [][4]float64 `json:"bbox" doc:"west, south, east, north"`
	CRS  string       `json:"crs"`
}

type temporalBody struct {
	Interval [][2]*string `json:"interval" doc:"first and last moment; null: open"`
	TRS      string       `json:"trs"`
}

type collectionBody struct {
	ID          string      `json:"id"`
	Title       string      `json:"title"`
	Description string      `json:"description,omitempty"`
	Extent      *extentBody `json:"extent,omitempty" doc:"where and when there are data; left out where there are many counties"`
	ItemType    string      `json:"itemType"`
	CRS         []string    `json:"crs"`
	StorageCRS  string      `json:"storageCrs"`
	Links       []linkBody  `json:"links"`
}

type collectionsBody struct {
	Links       []linkBody       `json:"links"`
	CRS         []string         `json:"crs"`
	Collections []collectionBody `json:"collections"`
}

func (s *Server) ogcCollections(ctx context.Context, c *ogcCall) (*ogcAnswer, error) {
	extent, versions, err := s.ogcExtent(ctx)
	if err != nil {
		return nil, err
	}
	body := collectionsBody{Links: c.forms("application/json"), CRS: crsURIs()}
	for _, kind := range ogcKinds {
		body.Collections = append(body.Collections, kind.body(c, extent))
	}
	return jsonAnswer("application/json", versions, body, func() ogcPage {
		return ogcPage{template: "collections", title: sentence{"数据集", "Collections"}, data: body}
	}), nil
}

func (s *Server) ogcCollection(ctx context.Context, c *ogcCall) (*ogcAnswer, error) {
	kind, err := ogcKindOf(c.path["collection"])
	if err != nil {
		return nil, err
	}
	extent, versions, err := s.ogcExtent(ctx)
	if err != nil {
		return nil, err
	}
	columns, err := s.ogcColumns(ctx, kind)
	if err != nil {
		return nil, err
	}
	body := kind.body(c, extent)
	body.Links = append(c.forms("application/json"), body.Links[1:]...)
	return jsonAnswer("application/json", versions, body, func() ogcPage {
		return ogcPage{template: "collection", title: kind.title, above: []ogcCrumb{crumbCollections}, data: collectionPage{body, columnRows(columns, c.tongue), kind.set != ""}}
	}), nil
}

// body describes the collection; the first link is to itself.
func (k ogcKind) body(c *ogcCall, extent *extentBody) collectionBody {
	self, title := c.at("/collections/"+k.id), k.title.in(c.tongue)
	body := collectionBody{
		ID: k.id, Title: title, Description: k.about.in(c.tongue), Extent: extent, ItemType: "feature", CRS: crsURIs(), StorageCRS: crsCGCS2000,
		Links: []linkBody{
			link(self, "self", "application/json", title),
			link(self+"/items", "items", geoJSON, title),
			link(self+"/items?f=html", "items", "text/html", title),
			link(self+"/queryables", relQueryables, jsonSchema, sentence{"可用于筛选的属性", "What features can be picked by"}.in(c.tongue)),
			link(self+"/schema", relSchema, jsonSchema, sentence{"属性", "Properties"}.in(c.tongue)),
		},
	}
	if k.set != "" {
		body.Links = append(body.Links, link(self+"/tiles", relTilesets, "application/json", sentence{"矢量瓦片", "Vector tiles"}.in(c.tongue)))
	}
	return body
}

// ogcExtent is where and when there are data: it is left out where there are too many
// counties to look at each. The second value tells the versions of what was looked at.
func (s *Server) ogcExtent(ctx context.Context) (*extentBody, string, error) {
	counties, err := s.Editions.Counties(ctx)
	if err != nil || len(counties) == 0 || len(counties) > fewCounties {
		return nil, "", err
	}
	var bound orb.Bound
	var first civil.Day
	var versions strings.Builder
	for _, c := range counties {
		ed, err := s.Editions.Edition(ctx, edition.Key{County: c.Code})
		if err != nil {
			return nil, "", err
		}
		fmt.Fprint(&versions, versionsOf(ed))
		if boxOf(bound) == nil {
			bound = ed.Bound
		} else if boxOf(ed.Bound) != nil {
			bound = bound.Union(ed.Bound)
		}
		days, err := s.Editions.Days(ctx, c.Code)
		if err != nil {
			return nil, "", err
		}
		for _, d := range days {
			if first.IsZero() || d.Day.Before(first) {
				first = d.Day
			}
		}
	}
	return extentOf(bound, first), versions.String(), nil
}

// extentOf is nil where there is no shape yet.
func extentOf(bound orb.Bound, first civil.Day) *extentBody {
	box := boxOf(bound)
	if box == nil {
		return nil
	}
	extent := &extentBody{
		Spatial:  spatialBody{[][4]float64{*box}, crs84},
		Temporal: temporalBody{[][2]*string{{nil, nil}}, "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"},
	}
	if !first.IsZero() {
		from := first.String() + "T00:00:00Z"
		extent.Temporal.Interval[0][0] = &from
	}
	return extent
}
