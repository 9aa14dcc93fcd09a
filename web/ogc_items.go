package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humamux"
)

// How many features a page holds where limit says nothing, and at most.
const (
	pageUsual = 1000
	pageMost  = 10000
)

type itemsInput struct {
	Collection string `path:"collection"`
	FormatQuery
	origin
	BBox     string `query:"bbox" doc:"features that touch the box: minimum of both axes, maximum of both"`
	BBoxCRS  string `query:"bbox-crs" doc:"coordinate system of bbox; CRS84 where left out"`
	Datetime string `query:"datetime" doc:"a day, an RFC 3339 time, or an interval: features in force then; left out: the newest state"`
	CRS      string `query:"crs" doc:"coordinate system to answer in; CRS84 where left out"`
	Limit    string `query:"limit" doc:"features a page; 1000 where left out, never more than 10000"`
	Offset   string `query:"offset" doc:"features to leave out; the next link sets it"`
	OGCFilter
}

// OGCFilter are properties that features can be picked by.
type OGCFilter struct {
	County string `query:"county" doc:"only of this county"`
	Code   string `query:"code" doc:"only with this code"`
	Name   string `query:"name" doc:"only with this name"`
	Type   string `query:"type" doc:"only units of this type"`
	Parent string `query:"parent" doc:"only units of this parent"`
	Kind   string `query:"kind" doc:"only facilities of this kind"`
	State  string `query:"state" doc:"only facilities in this state"`
}

// ogcOutput is features with their coordinate system.
type ogcOutput struct {
	ContentCRS string `header:"Content-Crs"`
	Body       func(huma.Context)
}

func ogcAnswer(crs string, d *document) *ogcOutput {
	return &ogcOutput{"<" + crs + ">", func(c huma.Context) {
		r, w := humamux.Unwrap(c)
		d.write(w, r)
	}}
}

func (s *Server) ogcItems(ctx context.Context, in *itemsInput) (*ogcOutput, error) {
	kind, err := ogcKindOf(in.Collection)
	if err != nil {
		return nil, err
	}
	limit, err := parseCount("query.limit", in.Limit, pageUsual, 1)
	if err != nil {
		return nil, err
	}
	offset, err := parseCount("query.offset", in.Offset, 0, 0)
	if err != nil {
		return nil, err
	}
	crs, latFirst, err := parseCRS("query.crs", in.CRS)
	if err != nil {
		return nil, err
	}
	search := ogcSearch{kind: kind, filter: in.OGCFilter}
	if err := search.parse(in); err != nil {
		return nil, err
	}
	found, versions, err := s.ogcFind(ctx, search)
	if err != nil {
		return nil, err
	}
	limit = min(limit, pageMost)
	tag := tagOf("ogc", versions, in.origin)
	d := s.kept(tag, geoJSON, func() []byte {
		return ogcPage(found, in.origin, kind, offset, limit, latFirst, s.Now())
	})
	return ogcAnswer(crs, d), nil
}

// ogcPage writes one page of what was found, with links to the next and the one before.
func ogcPage(found []ogcFeature, at origin, kind ogcKind, offset, limit int, latFirst bool, now time.Time) []byte {
	page := found[min(offset, len(found)):min(offset+limit, len(found))]
	links := []linkBody{{at.base + at.path + query(at.raw), "self", geoJSON, ""}, {at.base + ogcRoot + "/collections/" + kind.id, "collection", "application/json", ""}}
	if offset+len(page) < len(found) {
		links = append(links, linkBody{at.page(offset + limit), "next", geoJSON, ""})
	}
	if offset > 0 {
		links = append(links, linkBody{at.page(max(0, offset-limit)), "prev", geoJSON, ""})
	}
	g := &geoWriter{latFirst: latFirst}
	g.begin(member{"timeStamp", now.UTC().Format(time.RFC3339)}, member{"numberMatched", len(found)}, member{"numberReturned", len(page)}, member{"links", links})
	for _, f := range page {
		g.feature(f.id, f.properties(), func() { f.geometry(g) })
	}
	return g.end()
}

func query(raw string) string {
	if raw == "" {
		return ""
	}
	return "?" + raw
}

// page is the address of the same question from another feature on.
func (o origin) page(offset int) string {
	q, err := url.ParseQuery(o.raw)
	if err != nil {
		q = url.Values{}
	}
	q.Set("offset", strconv.Itoa(offset))
	return o.base + o.path + "?" + q.Encode()
}

// parseCount reads a whole number that may be left out. Too large is no error: OGC API
// wants the largest possible taken.
func parseCount(at, text string, usual, least int) (int, error) {
	if text == "" {
		return usual, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < least {
		return 0, badParameter(at, fmt.Sprintf("“%s”应为不小于 %d 的整数", text, least), fmt.Sprintf("%q should be a whole number of at least %d", text, least))
	}
	return min(n, 1<<30), nil
}

type itemInput struct {
	Collection string `path:"collection"`
	Feature    string `path:"feature"`
	CRS        string `query:"crs"`
	FormatQuery
	origin
}

func (s *Server) ogcItem(ctx context.Context, in *itemInput) (*ogcOutput, error) {
	kind, err := ogcKindOf(in.Collection)
	if err != nil {
		return nil, err
	}
	crs, latFirst, err := parseCRS("query.crs", in.CRS)
	if err != nil {
		return nil, err
	}
	id, err := strconv.ParseInt(in.Feature, 10, 64)
	if err != nil {
		return nil, noFeature(in.Feature)
	}
	found, versions, err := s.ogcFind(ctx, ogcSearch{kind: kind, id: id})
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, noFeature(in.Feature)
	}
	f, g := found[0], &geoWriter{latFirst: latFirst}
	links := []linkBody{{in.base + in.path + query(in.raw), "self", geoJSON, ""}, {in.base + ogcRoot + "/collections/" + kind.id, "collection", "application/json", ""}}
	g.single(f.id, f.properties(), func() { f.geometry(g) }, member{"links", links})
	return ogcAnswer(crs, &document{kind: geoJSON, tag: tagOf("ogc", versions, in.origin), body: g.b}), nil
}

func noFeature(id string) error {
	return &refusal{status: http.StatusNotFound, at: "path.feature", said: sentence{"没有编号为 " + id + " 的要素", "there is no feature " + id}}
}
