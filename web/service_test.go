package web_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
	importer "github.com/xiantu/xiantu/import"
	"github.com/xiantu/xiantu/postgis"
	"github.com/xiantu/xiantu/postgis/postgistest"
	"github.com/xiantu/xiantu/web"
)

// service is a server with a database of its own, on a port of its own.
type service struct {
	*httptest.Server
	t      testing.TB
	store  *postgis.Store
	cache  *edition.Cache
	server *web.Server

	transport *http.Transport // asks for no compression by itself
}

// newService serves a database without any county.
func newService(t testing.TB) *service {
	t.Helper()
	store := postgistest.New(t)
	cache := edition.NewCache(store, 64<<20)
	cache.ReadOrder = importer.ReadOrder
	server, err := web.New(web.Config{
		Editions: cache, Ledger: store, Uploads: store, Log: slog.New(slog.DiscardHandler),
		Now: func() time.Time { return time.Date(2021, 3, 1, 9, 0, 0, 0, time.UTC) },
	})
	if err != nil {
		t.Fatal(err)
	}
	s := &service{Server: httptest.NewServer(server.Handler()), t: t, store: store, cache: cache, server: server, transport: &http.Transport{DisableCompression: true}}
	t.Cleanup(s.Close)
	t.Cleanup(s.transport.CloseIdleConnections)
	return s
}

// newBoard serves the county of the board:
//
//	+-----+-----+   西镇 990101100: 甲村 200 above, 乙村 201 below
//	| 200 | 200 |   东镇 990101101: 丙村 200 above, 丁社区 001 below, which has a hole
//	|   o |   x |   with 飞地村 201, an exclave of 西镇's neighbour, in it
//	+-----+--+--+
//	| 201 |001[]|   o a centre in operation, x one still being built
//	+-----+-----+
//
// Until 2020-01-01 丁社区 was called 旧村.
func newBoard(t testing.TB) *service {
	t.Helper()
	s := newService(t)
	s.commit(boardWrite(civil.Date(2019, 1, 1), "旧村"))
	s.commit(boardWrite(civil.Date(2020, 1, 1), "丁社区"))
	s.commit(edition.Write{Author: "test", Title: "facilities", Facilities: []edition.FacilitySet{{County: boardCounty, Put: []facilities.Facility{
		{Kind: "ELD_COMMUNITY", Name: "甲村日间照料中心", Place: &orb.Point{103.809, 29.811}, Source: facilities.ByPoint, Unit: adcode.MustParse("990101100200"), State: facilities.Operating, Opened: civil.Date(2018, 5, 1)},
		{Kind: "ELD_COMMUNITY", Name: "=丙村日间照料中心", Place: &orb.Point{103.819, 29.811}, Source: facilities.ByPoint, Unit: adcode.MustParse("990101101200"), State: facilities.Building},
		{Kind: "ELD_COMMUNITY", Name: "乙村日间照料中心", Unit: adcode.MustParse("990101100201"), State: facilities.Operating},
	}}}})
	s.commit(edition.Write{Author: "test", Title: "people", People: []edition.PeopleSet{{County: boardCounty, People: edition.People{
		Basis: edition.Resident, Day: civil.Date(2020, 11, 1), Ages: []string{"all", "60+"}, Groups: []edition.Group{
			{ID: "g1", Place: orb.Point{103.808, 29.812}, Counts: edition.Counts{100, 20}},
			{ID: "g2", Place: orb.Point{103.805, 29.805}, Counts: edition.Counts{200, 60}},
			{ID: "g3", Place: orb.Point{103.815, 29.815}, Counts: edition.Counts{300, 90}},
			{ID: "g4", Place: orb.Point{103.812, 29.802}, Counts: edition.Counts{50, 5}},
			{ID: "g5", Place: orb.Point{103.816, 29.805}, Counts: edition.Counts{7, 3}},
		}}}}})
	return s
}

var boardCounty = adcode.MustParse("990101")

func boardWrite(day civil.Day, last string) edition.Write {
	unit := func(code, name string, shape ...orb.Polygon) boundaries.Version {
		c := adcode.MustParse(code)
		return boundaries.Version{Code: c, Name: name, Type: boundaries.TypeOf(name, c), Parent: c.Parent(), Shape: shape}
	}
	hole := rectangle(103.814, 29.803, 103.818, 29.807)
	outside := hole.Clone()
	outside[0].Reverse()
	return edition.Write{
		Author: "test", Title: "board", Counties: []edition.County{{Code: boardCounty, Name: "棋盘县", Fiction: true}},
		Snapshots: []boundaries.Snapshot{
			{County: boardCounty, Level: adcode.Township, Day: day, Units: []boundaries.Version{
				unit("990101100", "西镇", rectangle(103.8, 29.8, 103.81, 29.82)),
				unit("990101101", "东镇", rectangle(103.81, 29.8, 103.82, 29.82)),
			}},
			{County: boardCounty, Level: adcode.Village, Day: day, Units: []boundaries.Version{
				unit("990101100200", "甲村", rectangle(103.8, 29.81, 103.81, 29.82)),
				unit("990101100201", "乙村", rectangle(103.8, 29.8, 103.81, 29.81)),
				unit("990101101200", "丙村", rectangle(103.81, 29.81, 103.82, 29.82)),
				unit("990101101001", last, orb.Polygon{rectangle(103.81, 29.8, 103.82, 29.81)[0], outside[0]}),
				unit("990101101201", "飞地村", hole),
			}},
		},
	}
}

func rectangle(west, south, east, north float64) orb.Polygon {
	return orb.Polygon{{{west, south}, {east, south}, {east, north}, {west, north}, {west, south}}}
}

func (s *service) commit(w edition.Write) {
	s.t.Helper()
	versions, err := s.store.Commit(context.Background(), w)
	if err != nil {
		s.t.Fatal(err)
	}
	for county, v := range versions {
		s.cache.Invalidate(county, v)
	}
}

// answer is what came back.
type answer struct {
	*http.Response
	body []byte
	t    testing.TB
}

// do sends a request; headers are name, value pairs.
func (s *service) do(method, path string, body io.Reader, headers ...string) answer {
	s.t.Helper()
	r, err := http.NewRequest(method, s.URL+path, body)
	if err != nil {
		s.t.Fatal(err)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		if headers[i] == "Host" {
			r.Host = headers[i+1]
		}
		r.Header.Set(headers[i], headers[i+1])
	}
	response, err := s.transport.RoundTrip(r)
	if err != nil {
		s.t.Fatal(err)
	}
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	listsAreThere(s.t, response, content)
	return answer{response, content, s.t}
}

func (s *service) get(path string, headers ...string) answer {
	s.t.Helper()
	return s.do(http.MethodGet, path, nil, headers...)
}

// send sends JSON.
func (s *service) send(method, path, body string, headers ...string) answer {
	s.t.Helper()
	return s.do(method, path, strings.NewReader(body), append([]string{"Content-Type", "application/json"}, headers...)...)
}

// status demands a status.
func (a answer) status(want int) answer {
	a.t.Helper()
	if a.StatusCode != want {
		a.t.Fatalf("%s %s: status %d, want %d\n%s", a.Request.Method, a.Request.URL.Path, a.StatusCode, want, bytes.TrimSpace(a.body))
	}
	return a
}

// into reads the body as JSON.
func (a answer) into(v any) answer {
	a.t.Helper()
	if err := json.Unmarshal(a.body, v); err != nil {
		a.t.Fatalf("%s: %v\n%s", a.Request.URL.Path, err, a.body)
	}
	return a
}

// problem demands an RFC 9457 problem.
func (a answer) problem(status int) web.Problem {
	a.t.Helper()
	a.status(status)
	if kind := a.Header.Get("Content-Type"); kind != "application/problem+json" {
		a.t.Fatalf("%s: Content-Type %q of a problem", a.Request.URL, kind)
	}
	var p web.Problem
	a.into(&p)
	if p.Status != status || p.Title == "" || p.Type == "" || p.Instance == "" || p.Detail == "" {
		a.t.Fatalf("%s: a problem without %+v", a.Request.URL, p)
	}
	return p
}
