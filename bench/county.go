package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
	importer "github.com/xiantu/xiantu/import"
	"github.com/xiantu/xiantu/web"
)

func (l *land) county() adcode.Code { return adcode.MustParse("519925") }

const groups = 100_000

// importing reads a file of villager groups and commits it: features a second.
func importing(ctx context.Context, l *land) (row, error) {
	path := filepath.Join(l.folder, "many.csv")
	var text bytes.Buffer
	text.WriteString("group_id,village_code,group_no,lon,lat,pop_total,pop_60p\n")
	place := l.ed.Units[len(l.ed.Units)-1].Label
	for i := range groups {
		fmt.Fprintf(&text, "g%06d,%s,%d,%.7f,%.7f,%d,%d\n", i, l.ed.Units[len(l.ed.Units)-1].Code, i+1, place[0]+float64(i%300)*1e-6, place[1]+float64(i/300)*1e-6, 30+i%9, i%9)
	}
	if err := os.WriteFile(path, text.Bytes(), 0o600); err != nil {
		return row{}, err
	}
	began := time.Now()
	// counted earlier than the demo's people, so that those stay the newest
	err := l.take(ctx, path, importer.Options{Kind: importer.People, Date: civil.Date(2000, 11, 1), Basis: edition.Registered, Author: "bench"})
	took := time.Since(began)
	return row{fmt.Sprintf("import %d groups, read and committed", groups), fmt.Sprintf("%.0f/s", groups/took.Seconds()), "", "", ">= 20,000/s"}, err
}

// loading makes the county's edition from the database.
func loading(ctx context.Context, l *land) (row, error) {
	return alone(fmt.Sprintf("load a county edition: %d units, %d groups", len(l.ed.Units), len(l.ed.People.Groups)), "< 50 ms", func() error {
		_, err := edition.NewCache(l.store, 1<<30).Edition(ctx, l.ed.Key)
		return err
	})
}

// topology cuts the county's shapes into arcs.
func topology(_ context.Context, l *land) (row, error) {
	shapes := make([]orb.MultiPolygon, len(l.ed.Units))
	vertices := 0
	for i := range l.ed.Units {
		shapes[i] = l.ed.Mesh.Shape(i)
		for _, polygon := range shapes[i] {
			for _, ring := range polygon {
				vertices += len(ring) - 1
			}
		}
	}
	took, err := median(func() error { geo.NewMesh(shapes); return nil })
	return row{fmt.Sprintf("topology: ids and arcs of %d vertices", vertices), fmt.Sprintf("%.3f us a vertex", float64(took.Nanoseconds())/1e3/float64(vertices)), "", "", "<= 0.08 us"}, err
}

var question = coverage.Question{Kinds: []string{"ELD_COMPLEX", "ELD_COMMUNITY", "ELD_RURAL_CENTRE", "ELD_RURAL_SUB", "ELD_RURAL_POINT", "ELD_HOME"}, Radius: 1000, By: adcode.Village}

// covering answers a question for every village and age group, land included.
func covering(ctx context.Context, l *land) (row, error) {
	return compared("coverage by village, all ages, with land", ">= 10x", func() error {
		_, err := coverage.Ask(l.ed, question)
		return err
	}, l.query(ctx, sqlCoverage, question.Kinds, float64(question.Radius)))
}

// coveringOverHTTP is the same by POST /v1/coverage.
func coveringOverHTTP(ctx context.Context, l *land) (row, error) {
	service, err := l.serve()
	if err != nil {
		return row{}, err
	}
	defer service.Close()
	return compared("the same over HTTP", "< 5 ms, >= 10x", func() error {
		return askOverHTTP(service, `{"county":"519925","kinds":["ALL_ELDER"],"radius_m":1000,"by":"village"}`)
	}, l.query(ctx, sqlCoverage, question.Kinds, float64(question.Radius)))
}

// movingOverHTTP is the same with one facility moved, each time to another place.
func movingOverHTTP(ctx context.Context, l *land) (row, error) {
	service, err := l.serve()
	if err != nil {
		return row{}, err
	}
	defer service.Close()
	answer, err := coverage.Ask(l.ed, question)
	if err != nil {
		return row{}, err
	}
	pin := l.ed.Facilities.List[answer.Facilities[0]]
	at := *pin.Place
	there := func() error {
		return l.query(ctx, sqlMoved, question.Kinds, float64(question.Radius), int64(pin.ID), at[0], at[1])()
	}
	return compared("a moved pin over HTTP, with land", "< 20 ms", func() error {
		at[0] += 0.0001
		return askOverHTTP(service, fmt.Sprintf(`{"county":"519925","kinds":["ALL_ELDER"],"radius_m":1000,"by":"village","move":[{"id":%d,"lon":%.7f,"lat":%.7f}]}`, pin.ID, at[0], at[1]))
	}, there)
}

func (l *land) serve() (*httptest.Server, error) {
	server, err := web.New(web.Config{Editions: l.cache, Ledger: l.store, Uploads: l.store})
	if err != nil {
		return nil, err
	}
	return httptest.NewServer(server.Handler()), nil
}

// askOverHTTP asks a coverage question and reads the answer to its end.
func askOverHTTP(service *httptest.Server, body string) error {
	answer, err := http.Post(service.URL+"/v1/coverage", "application/json", strings.NewReader(body))
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("status %s", answer.Status)
	}
	_, err = io.Copy(io.Discard, answer.Body)
	return err
}

// findingGaps makes the gap polygons of every village.
func findingGaps(ctx context.Context, l *land) (row, error) {
	return compared("gap polygons by village, with people", "< 50 ms", func() error {
		_, err := coverage.Gaps(l.ed, question)
		return err
	}, l.query(ctx, sqlGaps, question.Kinds, float64(question.Radius)))
}
