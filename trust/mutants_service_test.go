package trust_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/xiantu/xiantu/edition"
	importer "github.com/xiantu/xiantu/import"
	"github.com/xiantu/xiantu/postgis"
	"github.com/xiantu/xiantu/postgis/postgistest"
	"github.com/xiantu/xiantu/staging"
	"github.com/xiantu/xiantu/web"
)

// countyService is the service, with the county in a PostGIS of its own.
type countyService struct {
	*httptest.Server
	store  *postgis.Store
	server *web.Server
	pool   *pgxpool.Pool // beside the service, to count rows
	logged *tail
}

func newCountyService(t *testing.T) *countyService {
	t.Helper()
	return countyServiceAt(t, postgistest.NewURL(t))
}

// countyServiceAt is the same on the empty database of an address.
func countyServiceAt(t *testing.T, address string) *countyService {
	t.Helper()
	store := postgistest.Open(t, address)
	cache := edition.NewCache(store, 64<<20)
	cache.ReadOrder = importer.ReadOrder
	logged := &tail{}
	server, err := web.New(web.Config{Editions: cache, Ledger: store, Uploads: store, Log: slog.New(slog.NewTextHandler(logged, nil)), Now: func() time.Time { return countyDay.Time().AddDate(0, 2, 0) }})
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range countyWrites() {
		versions, err := store.Commit(t.Context(), w)
		if err != nil {
			t.Fatal(err)
		}
		for county, v := range versions {
			cache.Invalidate(county, v)
		}
	}
	pool, err := pgxpool.New(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	s := &countyService{Server: httptest.NewServer(server.Handler()), store: store, server: server, pool: pool, logged: logged}
	t.Cleanup(pool.Close)
	t.Cleanup(s.Close)
	return s
}

// send returns the status and the body of an answer.
func (s *countyService) send(t *testing.T, method, path, kind string, body []byte) (int, []byte) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, s.URL+path, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", kind)
	a, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatalf("%s %.200s: %v", method, path, err)
	}
	defer a.Body.Close()
	content, err := io.ReadAll(a.Body)
	if err != nil {
		t.Fatal(err)
	}
	return a.StatusCode, content
}

// exported is a file that the service exports.
func (s *countyService) exported(t *testing.T, order string) []byte {
	t.Helper()
	status, file := s.send(t, http.MethodPost, "/v1/exports", "application/json", []byte(order))
	if status != http.StatusOK {
		t.Fatalf("export %s: %d %s", order, status, file)
	}
	return file
}

// rows counts the rows of all tables that hold facts.
func (s *countyService) rows(t *testing.T) (counts [2]int64) {
	t.Helper()
	err := s.pool.QueryRow(t.Context(), `SELECT (SELECT count(*) FROM unit) + (SELECT count(*) FROM unit_version) + (SELECT count(*) FROM facility_version) + (SELECT count(*) FROM people_set) + (SELECT count(*) FROM demand_point)
		+ (SELECT count(*) FROM zone_set) + (SELECT count(*) FROM zone) + (SELECT count(*) FROM road) + (SELECT count(*) FROM backdrop) + (SELECT count(*) FROM snapshot) + (SELECT count(*) FROM lineage) + (SELECT count(*) FROM audit), (SELECT count(*) FROM change)`).Scan(&counts[0], &counts[1])
	if err != nil {
		t.Fatal(err)
	}
	return counts
}

// try sends a mutant the way a user does, commits what can be committed, and looks at the
// county afterwards. It returns what went wrong, and whether the mutant was committed.
func (s *countyService) try(t *testing.T, m mutant) (wrong string, committed bool) {
	t.Helper()
	before := s.rows(t)
	defer func() {
		after := s.rows(t)
		switch {
		case wrong != "":
		case !committed && after != before:
			wrong = fmt.Sprintf("not committed, but %v rows and changes became %v", before, after)
		case committed && after[1] > before[1]+1:
			wrong = fmt.Sprintf("committed in %d changes", after[1]-before[1])
		}
	}()
	switch m.Format {
	case "CQL2 text", "CQL2 JSON":
		lang := map[string]string{"CQL2 text": "cql2-text", "CQL2 JSON": "cql2-json"}[m.Format]
		status, body := s.send(t, http.MethodGet, "/ogc/collections/villages/items?filter-lang="+lang+"&filter="+url.QueryEscape(string(m.Content[:min(len(m.Content), 8000)])), "", nil)
		return above(status, body), false
	case "changes":
		status, body := s.send(t, http.MethodPost, "/v1/changes?preview=true", "application/json", m.Content)
		if wrong = above(status, body); wrong == "" && status == http.StatusOK {
			status, body = s.send(t, http.MethodPost, "/v1/changes", "application/json", m.Content)
			wrong = above(status, body)
		}
		return wrong, status == http.StatusOK
	}
	return s.upload(t, m)
}

// above is what an answer says that should not be.
func above(status int, body []byte) string {
	if status >= 500 {
		return fmt.Sprintf("answered %d: %.300s", status, body)
	}
	return ""
}

func (s *countyService) upload(t *testing.T, m mutant) (wrong string, committed bool) {
	t.Helper()
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	w.WriteField("date", countyDay.String())
	w.WriteField("county", county.Code.String())
	w.WriteField("partial", "true")
	part, _ := w.CreateFormFile("file", m.Name)
	part.Write(m.Content)
	w.Close()
	var u struct{ ID, State, Failure string }
	status, body := s.send(t, http.MethodPost, "/v1/imports/"+string(m.Kind), w.FormDataContentType(), form.Bytes())
	if status != http.StatusAccepted {
		return above(status, body), false
	}
	json.Unmarshal(body, &u)
	for _, step := range []string{"read", "commit"} {
		if err := s.server.RunUpload(context.WithoutCancel(t.Context()), staging.ID(u.ID), step); err != nil {
			return fmt.Sprintf("%s fails with what is not the file's own fault: %v", step, err), false
		}
		if _, body = s.send(t, http.MethodGet, "/v1/imports/"+u.ID, "", nil); json.Unmarshal(body, &u) != nil {
			return fmt.Sprintf("after %s: %.300s", step, body), false
		}
		switch {
		case u.State == "failed" && u.Failure == "":
			return "refused without a word", false
		case u.State == "failed":
			return "", false
		case step == "read" && u.State == "staged":
			for _, path := range []string{"/v1/imports/" + u.ID + "/preview"} {
				if status, body := s.send(t, http.MethodGet, path, "", nil); status >= 500 {
					return above(status, body), false
				}
			}
			if status, body := s.send(t, http.MethodPost, "/v1/imports/"+u.ID+"/commit", "", nil); status != http.StatusAccepted {
				return fmt.Sprintf("commit answered %d %.300s", status, body), false
			}
		case step == "commit" && u.State == "committed":
			return s.look(t), true
		default:
			return fmt.Sprintf("after %s the upload is %s: %s", step, u.State, u.Failure), false
		}
	}
	return "", false
}

// look asks for what the committed mutant can now be seen in.
func (s *countyService) look(t *testing.T) string {
	t.Helper()
	for _, path := range []string{"/v1/units?level=village", "/v1/facilities", "/tiles/divisions/12/3228/1692.mvt?county=990101", "/ogc/collections/townships/items", "/v1/indicators"} {
		if status, body := s.send(t, http.MethodGet, path, "", nil); status >= 500 {
			return path + " afterwards " + above(status, body)
		}
	}
	status, body := s.send(t, http.MethodPost, "/v1/coverage", "application/json", []byte(`{"kinds":["ELD_COMMUNITY"],"radius_m":500}`))
	return above(status, body)
}
