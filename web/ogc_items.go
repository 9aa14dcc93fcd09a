package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/xiantu/xiantu/geo"
)

// How many features a page holds where limit says nothing, and at most. A page for
// people is shorter.
const (
	pageUsual = 1000
	pageRead  = 50
	pageMost  = 10000
)

// ogcQuestion is what features are asked for, which of them and what of each.
type ogcQuestion struct {
	ogcSearch
	columns  []ogcColumn // to be answered
	crs      string
	latFirst bool
	paging   ogcPaging
}

// ogcPaging says which page is wanted: by the key of the feature before or after it,
// or by how many to leave out.
type ogcPaging struct {
	limit, offset int
	after, before *ogcKey
}

func (s *Server) ogcQuestion(ctx context.Context, c *ogcCall) (q ogcQuestion, err error) {
	if q.kind, err = ogcKindOf(c.path["collection"]); err != nil {
		return q, err
	}
	all, err := s.ogcColumns(ctx, q.kind)
	if err != nil {
		return q, err
	}
	q.county = c.query.Get("county")
	if q.filter, err = parseFilter(c, all); err != nil {
		return q, err
	}
	if q.columns, err = parseProperties(c, all); err != nil {
		return q, err
	}
	if q.crs, q.latFirst, err = parseCRS("query.crs", c.query.Get("crs")); err != nil {
		return q, err
	}
	if err = q.parse(c); err != nil {
		return q, err
	}
	q.paging, err = parsePaging(c)
	return q, err
}

// parseProperties reads which properties are wanted; all where nothing is said.
func parseProperties(c *ogcCall, all []ogcColumn) ([]ogcColumn, error) {
	text := c.query.Get("properties")
	if text == "" {
		return all, nil
	}
	var wanted []ogcColumn
	for name := range strings.SplitSeq(text, ",") {
		i := slices.IndexFunc(all, func(c ogcColumn) bool { return c.name == name })
		if i < 0 {
			return nil, badParameter("query.properties", "没有属性“"+name+"”：见 queryables", fmt.Sprintf("there is no property %q: see queryables", name))
		}
		wanted = append(wanted, all[i])
	}
	return wanted, nil
}

func parsePaging(c *ogcCall) (p ogcPaging, err error) {
	usual := pageUsual
	if c.html {
		usual = pageRead
	}
	if p.limit, err = parseCount("query.limit", c.query.Get("limit"), usual, 1); err != nil {
		return p, err
	}
	p.limit = min(p.limit, pageMost)
	if p.offset, err = parseCount("query.offset", c.query.Get("offset"), 0, 0); err != nil {
		return p, err
	}
	for name, key := range map[string]**ogcKey{"after": &p.after, "before": &p.before} {
		if text := c.query.Get(name); text != "" {
			k, ok := parseKey(text)
			if !ok {
				return p, badParameter("query."+name, name+" 应取自 next 或 prev 链接", fmt.Sprintf("%s %q should be taken from a next or prev link", name, text))
			}
			*key = &k
		}
	}
	return p, nil
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

// cut is the page of what was found, which is in the order of keys, and whether there
// are features before it and after it.
func (p ogcPaging) cut(found []*ogcFeature) (page []*ogcFeature, earlier, later bool) {
	from, to := 0, len(found)
	if p.after != nil {
		from, _ = slices.BinarySearchFunc(found, *p.after, func(f *ogcFeature, k ogcKey) int {
			if f.key.compare(k) <= 0 {
				return -1
			}
			return 1
		})
	}
	if p.before != nil {
		to, _ = slices.BinarySearchFunc(found, *p.before, func(f *ogcFeature, k ogcKey) int { return f.key.compare(k) })
		from = max(from, to-p.limit)
	}
	from = min(from+p.offset, len(found))
	to = max(from, min(to, from+p.limit))
	return found[from:to], from > 0, to < len(found)
}

func (s *Server) ogcItems(ctx context.Context, c *ogcCall) (*ogcAnswer, error) {
	q, err := s.ogcQuestion(ctx, c)
	if err != nil {
		return nil, err
	}
	found, versions, err := s.ogcFind(ctx, q.ogcSearch)
	if err != nil {
		return nil, err
	}
	page, earlier, later := q.paging.cut(found)
	links := append(c.forms(geoJSON), link(c.at("/collections/"+q.kind.id), "collection", "application/json", q.kind.title.in(c.tongue)))
	limit := strconv.Itoa(q.paging.limit)
	if later && len(page) > 0 {
		links = append(links, link(c.with("after", page[len(page)-1].key.String(), "before", "", "offset", "", "limit", limit), "next", links[0].Type, ""))
	}
	if earlier && len(page) > 0 {
		links = append(links, link(c.with("before", page[0].key.String(), "after", "", "offset", "", "limit", limit), "prev", links[0].Type, ""))
	}
	answer := &ogcAnswer{kind: geoJSON, tag: versions, crs: q.crs}
	answer.json = func() []byte { return q.collection(page, len(found), links, s.Now()) }
	answer.page = func() ogcPage { return q.page(c, page, len(found), links) }
	return answer, nil
}

// collection writes one page of what was found.
func (q *ogcQuestion) collection(page []*ogcFeature, matched int, links []linkBody, now time.Time) []byte {
	g := &geoWriter{axes: geo.Axes(q.latFirst)}
	g.begin(member{"timeStamp", now.UTC().Format(time.RFC3339)}, member{"numberMatched", matched}, member{"numberReturned", len(page)}, member{"links", links})
	for _, f := range page {
		g.feature(f.key.id(), ogcProperties{f, q.columns}, func() { f.geometry(g) })
	}
	return g.end()
}

func (s *Server) ogcItem(ctx context.Context, c *ogcCall) (*ogcAnswer, error) {
	kind, err := ogcKindOf(c.path["collection"])
	if err != nil {
		return nil, err
	}
	columns, err := s.ogcColumns(ctx, kind)
	if err != nil {
		return nil, err
	}
	crs, latFirst, err := parseCRS("query.crs", c.query.Get("crs"))
	if err != nil {
		return nil, err
	}
	search := ogcSearch{kind: kind}
	if search.from, search.to, search.interval, err = parseDatetime(c.query.Get("datetime")); err != nil {
		return nil, err
	}
	key, ok := parseKey(c.path["feature"])
	if !ok {
		return nil, noFeature(c.path["feature"])
	}
	search.key = &key
	found, versions, err := s.ogcFind(ctx, search)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, noFeature(c.path["feature"])
	}
	f := found[0]
	links := append(c.forms(geoJSON), link(c.at("/collections/"+kind.id), "collection", "application/json", kind.title.in(c.tongue)))
	answer := &ogcAnswer{kind: geoJSON, tag: versions, crs: crs}
	answer.json = func() []byte {
		g := &geoWriter{axes: geo.Axes(latFirst)}
		g.single(f.key.id(), ogcProperties{f, columns}, func() { f.geometry(g) }, member{"links", links})
		return g.b
	}
	answer.page = func() ogcPage { return itemPageOf(c, kind, columns, f) }
	return answer, nil
}

func noFeature(id string) error {
	return &refusal{status: http.StatusNotFound, at: "path.feature", said: sentence{"没有编号为 " + id + " 的要素", "there is no feature " + id}}
}

// keyPath is a key in an address.
func keyPath(k ogcKey) string { return url.PathEscape(k.String()) }
