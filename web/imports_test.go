package web_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/xiantu/xiantu/staging"
)

// work runs the jobs of a service's uploads until the test ends, as the program does.
func (s *service) work() {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := s.store.Work(ctx, s.server.RunUpload); err != nil && ctx.Err() == nil {
			s.t.Error(err)
		}
	}()
	s.t.Cleanup(func() { cancel(); <-done })
}

// form makes a multipart body of fields and one file.
func form(t testing.TB, name string, content []byte, fields map[string]string) (io.Reader, string) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for field, value := range fields {
		w.WriteField(field, value)
	}
	if name != "" {
		part, err := w.CreateFormFile("file", name)
		if err != nil {
			t.Fatal(err)
		}
		part.Write(content)
	}
	w.Close()
	return &b, w.FormDataContentType()
}

type upload struct {
	ID, State, Failure string
	Done, Total        int
	Report             *struct {
		Counts map[string]any
		Rows   []map[string]any
	}
	Versions map[string]int64
}

func (s *service) upload(kind, name string, content []byte, fields map[string]string) upload {
	s.t.Helper()
	body, contentType := form(s.t, name, content, fields)
	var u upload
	s.do(http.MethodPost, "/v1/imports/"+kind, body, "Content-Type", contentType).status(http.StatusAccepted).into(&u)
	return u
}

// rest waits until an upload rests.
func (s *service) rest(id string) upload {
	s.t.Helper()
	for range 600 {
		var u upload
		s.get("/v1/imports/" + id).status(http.StatusOK).into(&u)
		if state := staging.State(u.State); state.Final() || state == staging.Staged {
			return u
		}
		time.Sleep(50 * time.Millisecond)
	}
	s.t.Fatalf("upload %s does not come to rest", id)
	return upload{}
}

// divisionsFile is a level of the board as a bureau's GeoJSON.
func divisionsFile(names map[string]string) []byte {
	shapes := map[string]string{
		"990101100": "[[[103.8,29.8],[103.81,29.8],[103.81,29.82],[103.8,29.82],[103.8,29.8]]]",
		"990101101": "[[[103.81,29.8],[103.82,29.8],[103.82,29.82],[103.81,29.82],[103.81,29.8]]]",
	}
	var features []string
	for code, name := range names {
		features = append(features, fmt.Sprintf(`{"type":"Feature","properties":{"code":%q,"name":%q},"geometry":{"type":"Polygon","coordinates":%s}}`, code, name, shapes[code]))
	}
	return []byte(`{"type":"FeatureCollection","features":[` + strings.Join(features, ",") + `]}`)
}

// Upload, look, commit: then the units are there, and who had asked sees them.
func TestImport(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.work()
	u := s.upload("divisions", "乡镇.geojson", divisionsFile(map[string]string{"990101100": "西镇", "990101101": "东镇"}), map[string]string{"date": "2020-01-01", "level": "township"})
	u = s.rest(u.ID)
	if u.State != "staged" || u.Report == nil || u.Report.Counts["accept"] != 2.0 {
		t.Fatalf("%+v", u)
	}
	if got := names(t, s.get("/v1/imports/"+u.ID+"/preview")); len(got) != 2 {
		t.Errorf("preview of %v", got)
	}
	s.get("/v1/units").problem(http.StatusNotFound) // nothing is written yet
	s.send("POST", "/v1/imports/"+u.ID+"/commit", "").status(http.StatusAccepted)
	if u = s.rest(u.ID); u.State != "committed" || u.Versions["990101"] == 0 {
		t.Fatalf("%+v", u)
	}
	if got := names(t, s.get("/v1/units?level=township")); got["西镇"] == nil || got["东镇"] == nil {
		t.Errorf("units %v", got)
	}
	s.send("POST", "/v1/imports/"+u.ID+"/commit", "").problem(http.StatusConflict)
	s.do(http.MethodDelete, "/v1/jobs/"+u.ID, nil).problem(http.StatusConflict)
}

// A failure is told in the language of who reads it.
func TestImportFailure(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.work()
	u := s.rest(s.upload("divisions", "x.geojson", []byte(`{"type":"FeatureCollection","features":[{]}`), map[string]string{"date": "2020-01-01"}).ID)
	if u.State != "failed" || !strings.ContainsRune(u.Failure, '。') && !strings.ContainsAny(u.Failure, "不行第文件") {
		t.Fatalf("%+v", u)
	}
	var english upload
	s.get("/v1/imports/"+u.ID, "Accept-Language", "en").into(&english)
	if english.Failure == u.Failure || english.Failure == "" || strings.Contains(english.Failure, "\n") {
		t.Errorf("zh %q\nen %q", u.Failure, english.Failure)
	}
}

// What fails for a choice is read again with another one.
func TestImportDecided(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.work()
	u := s.upload("divisions", "x.geojson", divisionsFile(map[string]string{"990101100": "西镇", "990101101": "东镇"}), map[string]string{"level": "township"})
	if u = s.rest(u.ID); u.State != "failed" || u.Failure == "" {
		t.Fatalf("without a day: %+v", u)
	}
	s.send("POST", "/v1/imports/"+u.ID+"/commit", "").problem(http.StatusConflict)
	s.send("PATCH", "/v1/imports/"+u.ID, `{"date":"yesterday"}`).problem(http.StatusUnprocessableEntity)
	s.send("PATCH", "/v1/imports/"+u.ID, `{"date":"2020-01-01","level":"township"}`).status(http.StatusAccepted)
	if u = s.rest(u.ID); u.State != "staged" {
		t.Fatalf("with a day: %+v", u)
	}
	s.do(http.MethodDelete, "/v1/jobs/"+u.ID, nil).status(http.StatusNoContent)
	if u = s.rest(u.ID); u.State != "cancelled" {
		t.Errorf("given up: %+v", u)
	}
}

func TestBadUploads(t *testing.T) {
	t.Parallel()
	s := newService(t)
	for name, c := range map[string]struct {
		file   string
		fields map[string]string
		status int
	}{
		"no file":      {"", nil, 422},
		"bad day":      {"a.csv", map[string]string{"date": "2020-13-01"}, 422},
		"bad level":    {"a.csv", map[string]string{"level": "street"}, 422},
		"bad county":   {"a.csv", map[string]string{"county": "51142"}, 422},
		"bad basis":    {"a.csv", map[string]string{"basis": "guessed"}, 422},
		"bad encoding": {"a.csv", map[string]string{"encoding": "klingon"}, 422},
		"no such flag": {"a.csv", map[string]string{"colour": "red"}, 422},
	} {
		body, kind := form(t, c.file, []byte("a"), c.fields)
		if p := s.do(http.MethodPost, "/v1/imports/people", body, "Content-Type", kind).problem(c.status); p.Detail == "" {
			t.Errorf("%s: no sentence", name)
		}
	}
	body, kind := form(t, "a.csv", []byte("a"), nil)
	cut, _ := io.ReadAll(body)
	s.do(http.MethodPost, "/v1/imports/people", bytes.NewReader(cut[:len(cut)-20]), "Content-Type", kind).problem(http.StatusBadRequest)
}

// Whoever follows a job hears its progress, what the report counts, and the end.
func TestFollowJob(t *testing.T) {
	t.Parallel()
	s := newService(t)
	u := s.upload("divisions", "x.geojson", divisionsFile(map[string]string{"990101100": "西镇", "990101101": "东镇"}), map[string]string{"date": "2020-01-01"})
	s.work()
	a := s.get("/v1/jobs/" + u.ID + "/events").status(http.StatusOK)
	if kind := a.Header.Get("Content-Type"); kind != "text/event-stream" {
		t.Errorf("Content-Type %q", kind)
	}
	var events []string
	for _, block := range strings.Split(strings.TrimSpace(string(a.body)), "\n\n") {
		event, data, _ := strings.Cut(block, "\n")
		if strings.HasPrefix(event, ":") {
			continue
		}
		if !json.Valid([]byte(strings.TrimPrefix(data, "data: "))) {
			t.Errorf("not JSON: %q", block)
		}
		if name := strings.TrimPrefix(event, "event: "); len(events) == 0 || events[len(events)-1] != name {
			events = append(events, name)
		}
	}
	if got := strings.Join(events, " "); got != "progress problems done" {
		t.Errorf("events %q\n%s", got, a.body)
	}
	s.get("/v1/jobs/" + u.ID).status(http.StatusOK)
}
