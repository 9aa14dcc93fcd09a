package web

import (
	"context"
	"net/http"
	"slices"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
)

// ogcKind is a collection: units of a level, for NoLevel facilities, or borders.
type ogcKind struct {
	id      string
	title   sentence
	level   adcode.Level
	borders bool
}

var ogcKinds = []ogcKind{
	{"counties", sentence{"县级行政区", "Counties"}, adcode.County, false},
	{"townships", sentence{"乡级行政区", "Townships"}, adcode.Township, false},
	{"villages", sentence{"村和社区", "Villages and communities"}, adcode.Village, false},
	{"borders", sentence{"界线", "Border lines"}, adcode.NoLevel, true},
	{"facilities", sentence{"民政设施", "Facilities"}, adcode.NoLevel, false},
}

func ogcKindOf(id string) (ogcKind, error) {
	i := slices.IndexFunc(ogcKinds, func(c ogcKind) bool { return c.id == id })
	if i < 0 {
		return ogcKind{}, &refusal{status: http.StatusNotFound, at: "path.collection", said: sentence{"没有数据集“" + id + "”", "there is no collection " + id}}
	}
	return ogcKinds[i], nil
}

type extentBody struct {
	Spatial struct {
		BBox [][4]float64 `json:"bbox"`
		CRS  string       `json:"crs"`
	} `json:"spatial"`
	Temporal struct {
		Interval [][2]*string `json:"interval"`
		TRS      string       `json:"trs"`
	} `json:"temporal"`
}

type collectionBody struct {
	ID          string      `json:"id"`
	Title       string      `json:"title"`
	Description string      `json:"description,omitempty"`
	Extent      *extentBody `json:"extent,omitempty"`
	ItemType    string      `json:"itemType"`
	CRS         []string    `json:"crs"`
	StorageCRS  string      `json:"storageCrs"`
	Links       []linkBody  `json:"links"`
}

type collectionsOutput struct {
	Body struct {
		Links       []linkBody       `json:"links"`
		CRS         []string         `json:"crs"`
		Collections []collectionBody `json:"collections"`
	}
}

func (s *Server) ogcCollections(ctx context.Context, in *landingInput) (*collectionsOutput, error) {
	extent, err := s.ogcExtent(ctx)
	if err != nil {
		return nil, err
	}
	out := &collectionsOutput{}
	out.Body.CRS = crsURIs()
	out.Body.Links = []linkBody{{in.base + ogcRoot + "/collections", "self", "application/json", ""}}
	for _, c := range ogcKinds {
		out.Body.Collections = append(out.Body.Collections, c.body(in.base, extent, callOf(ctx).tongue))
	}
	return out, nil
}

type collectionInput struct {
	Collection string `path:"collection"`
	FormatQuery
	origin
}

type collectionOutput struct{ Body collectionBody }

func (s *Server) ogcCollection(ctx context.Context, in *collectionInput) (*collectionOutput, error) {
	c, err := ogcKindOf(in.Collection)
	if err != nil {
		return nil, err
	}
	extent, err := s.ogcExtent(ctx)
	if err != nil {
		return nil, err
	}
	return &collectionOutput{c.body(in.base, extent, callOf(ctx).tongue)}, nil
}

func (c ogcKind) body(base string, extent *extentBody, t tongue) collectionBody {
	self := base + ogcRoot + "/collections/" + c.id
	return collectionBody{
		ID: c.id, Title: c.title.in(t), Extent: extent, ItemType: "feature", CRS: crsURIs(), StorageCRS: crsCGCS2000,
		Links: []linkBody{{self, "self", "application/json", ""}, {self + "/items", "items", geoJSON, c.title.in(t)}},
	}
}

// ogcExtent is where and when there are data: it is left out where there are too many
// counties to look at each.
func (s *Server) ogcExtent(ctx context.Context) (*extentBody, error) {
	counties, err := s.Editions.Counties(ctx)
	if err != nil || len(counties) == 0 || len(counties) > fewCounties {
		return nil, err
	}
	var bound orb.Bound
	var first civil.Day
	for _, c := range counties {
		ed, err := s.Editions.Edition(ctx, edition.Key{County: c.Code})
		if err != nil {
			return nil, err
		}
		if boxOf(bound) == nil {
			bound = ed.Bound
		} else if boxOf(ed.Bound) != nil {
			bound = bound.Union(ed.Bound)
		}
		days, err := s.Editions.Days(ctx, c.Code)
		if err != nil {
			return nil, err
		}
		for _, d := range days {
			if first.IsZero() || d.Day.Before(first) {
				first = d.Day
			}
		}
	}
	return extentOf(bound, first), nil
}

// extentOf is nil where there is no shape yet.
func extentOf(bound orb.Bound, first civil.Day) *extentBody {
	box := boxOf(bound)
	if box == nil {
		return nil
	}
	extent := &extentBody{}
	extent.Spatial.BBox, extent.Spatial.CRS = [][4]float64{*box}, crs84
	extent.Temporal.TRS = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"
	extent.Temporal.Interval = [][2]*string{{nil, nil}}
	if !first.IsZero() {
		from := first.String() + "T00:00:00Z"
		extent.Temporal.Interval[0][0] = &from
	}
	return extent
}
