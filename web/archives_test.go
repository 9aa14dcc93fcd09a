package web_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"os/exec"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/tiles"
)

// working runs a worker until the test ends.
func (s *service) working() {
	s.t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.store.Work(ctx, s.server.RunJob) }()
	s.t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			s.t.Errorf("Work ended with %v", err)
		}
	})
}

// orderedJob is the answer to an order.
type orderedJob struct {
	ID, State, File, Export, Failure string
	Notes                            []string
}

// job follows a job until it is over.
func (s *service) job(id string) (job orderedJob) {
	s.t.Helper()
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		s.get("/v1/jobs/" + id).status(http.StatusOK).into(&job)
		if job.State != "waiting" && job.State != "working" {
			return job
		}
		if time.Now().After(end) {
			s.t.Fatalf("after 20 s the job is %+v", job)
		}
	}
}

// An archive ordered over HTTP is made by a job, and read by ranges: by hand, and by the
// library that clients use, tile for tile what the server gives.
func TestArchive(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	s.working()
	const order = `{"what": "tiles", "format": "pmtiles", "at": "2020-06-30", "max_zoom": 13}`
	var job orderedJob
	ordered := s.send(http.MethodPost, "/v1/exports", order).status(http.StatusAccepted)
	if ordered.into(&job); ordered.Header.Get("Location") != "/v1/jobs/"+job.ID {
		t.Errorf("%s is at %s", ordered.body, ordered.Header.Get("Location"))
	}
	job = s.job(job.ID)
	if job.State != "done" || !strings.HasPrefix(job.File, "/archives/990101-2020-06-30-") {
		t.Fatalf("%+v", job)
	}
	var again orderedJob
	if s.send(http.MethodPost, "/v1/exports", order).status(http.StatusAccepted).into(&again); !reflect.DeepEqual(again, job) {
		t.Errorf("ordered again: %+v, it was %+v", again, job)
	}
	var made struct {
		Size   int64
		Sha256 string
	}
	s.get(job.Export).status(http.StatusOK).into(&made)
	whole := s.get(job.File).status(http.StatusOK)
	if sum := sha256.Sum256(whole.body); hex.EncodeToString(sum[:]) != made.Sha256 || made.Size != int64(len(whole.body)) || whole.Header.Get("Content-Type") != "application/vnd.pmtiles" {
		t.Errorf("%d bytes, %v; made: %+v", len(whole.body), whole.Header, made)
	}
	s.ranges(job.File, whole)
	events := s.get("/v1/jobs/" + job.ID + "/events")
	if text := string(events.body); !strings.Contains(text, "event: done") || !strings.Contains(text, job.File) {
		t.Errorf("events:\n%s", text)
	}
	s.inPMTiles(job.File, whole.body)

	// A change gives the archive another name; what is under the old one stays.
	s.commit(boardWrite(civil.Date(2020, 3, 1), "丁家社区"))
	if s.send(http.MethodPost, "/v1/exports", order).status(http.StatusAccepted).into(&again); s.job(again.ID).File == job.File {
		t.Error("after a change the archive has the name it had")
	}
	if kept := s.get(job.File).status(http.StatusOK); !bytes.Equal(kept.body, whole.body) {
		t.Error("what was under the old name is another file")
	}
}

// ranges asks for parts of a file in all the ways that RFC 9110 has.
func (s *service) ranges(address string, whole answer) {
	s.t.Helper()
	tag, size := whole.Header.Get("ETag"), len(whole.body)
	for _, c := range []struct {
		headers []string
		status  int
		from    int
		to      int // after the last byte
	}{
		{[]string{"Range", "bytes=0-126"}, http.StatusPartialContent, 0, 127},
		{[]string{"Range", "bytes=100-100"}, http.StatusPartialContent, 100, 101},
		{[]string{"Range", "bytes=-20"}, http.StatusPartialContent, size - 20, size},
		{[]string{"Range", fmt.Sprintf("bytes=%d-999999999", size-1)}, http.StatusPartialContent, size - 1, size},
		{[]string{"Range", "bytes=0-126", "If-Range", tag}, http.StatusPartialContent, 0, 127},
		{[]string{"Range", "bytes=0-126", "If-Range", `"another"`}, http.StatusOK, 0, size},
		{[]string{"Range", "pages=1"}, http.StatusOK, 0, size},
		{[]string{"If-None-Match", tag}, http.StatusNotModified, 0, 0},
	} {
		got := s.get(address, c.headers...)
		if got.StatusCode != c.status || !bytes.Equal(got.body, whole.body[c.from:c.to]) || got.Header.Get("ETag") != tag {
			s.t.Errorf("%q: %d with %d bytes, %v", c.headers, got.StatusCode, len(got.body), got.Header)
		}
	}
	beyond := s.get(address, "Range", fmt.Sprintf("bytes=%d-", size))
	beyond.problem(http.StatusRequestedRangeNotSatisfiable)
	if got := beyond.Header.Get("Content-Range"); got != fmt.Sprintf("bytes */%d", size) {
		s.t.Errorf("beyond the end: Content-Range %q", got)
	}
}

// inPMTiles has the library read an archive by ranges, and compares with the tile routes.
func (s *service) inPMTiles(address string, content []byte) {
	s.t.Helper()
	archive, err := tiles.OpenArchive(bytes.NewReader(content))
	if err != nil {
		s.t.Fatal(err)
	}
	want := map[string]string{}
	var addresses []string
	for at, err := range archive.Tiles() {
		if err != nil {
			s.t.Fatal(err)
		}
		place := fmt.Sprintf("%d/%d/%d", at[0], at[1], at[2])
		var tile []byte
		for _, set := range []string{"divisions", "facilities"} {
			tile = append(tile, s.get("/tiles/"+set+"/"+place+".mvt?at=2020-06-30").body...)
		}
		sum := sha256.Sum256(tile)
		want[place], addresses = hex.EncodeToString(sum[:]), append(addresses, place)
	}
	read := exec.CommandContext(s.t.Context(), "node", "client/test/archive.mjs", s.URL+address)
	read.Stdin = strings.NewReader(strings.Join(addresses, "\n"))
	out, err := read.Output()
	if err != nil {
		s.t.Fatalf("pmtiles: %v", err)
	}
	var got struct{ Tiles map[string]string }
	if err := json.Unmarshal(out, &got); err != nil {
		s.t.Fatal(err)
	}
	for place, sum := range want {
		if got.Tiles[place] != sum {
			s.t.Errorf("%s differs from what the server gives", place)
		}
	}
	if len(want) < 14 {
		s.t.Errorf("%d tiles only", len(want))
	}
}

func TestArchivesThatCannotBe(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	for _, body := range []string{
		`{"what": "tiles", "format": "csv"}`,
		`{"what": "tiles", "format": "pmtiles", "sets": ["coverage"]}`,
		`{"what": "tiles", "format": "pmtiles", "sets": ["roads"]}`,
		`{"what": "tiles", "format": "pmtiles", "min_zoom": 9, "max_zoom": 8}`,
		`{"what": "tiles", "format": "pmtiles", "max_zoom": 20}`,
	} {
		s.send(http.MethodPost, "/v1/exports", body).problem(http.StatusUnprocessableEntity)
	}
	s.get("/archives/none.pmtiles").problem(http.StatusNotFound)
	s.get("/v1/exports/none").problem(http.StatusNotFound)
	s.get("/v1/jobs/none").problem(http.StatusNotFound)

	// Nobody works here: an order waits, has no file, and can be given up.
	var job orderedJob
	s.send(http.MethodPost, "/v1/exports", `{"what": "tiles", "format": "pmtiles", "sets": ["facilities"]}`).status(http.StatusAccepted).into(&job)
	s.get(job.Export + "/file").problem(http.StatusNotFound)
	s.do(http.MethodDelete, "/v1/jobs/"+job.ID, nil).status(http.StatusNoContent)
	if got := s.job(job.ID); got.State != "cancelled" {
		t.Errorf("given up: %+v", got)
	}
	s.do(http.MethodDelete, "/v1/jobs/"+job.ID, nil).problem(http.StatusConflict)
}

// An archive is not made of other data than its name stands for.
func TestArchiveOfWhatWas(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	var job orderedJob
	s.send(http.MethodPost, "/v1/exports", `{"what": "tiles", "format": "pmtiles", "max_zoom": 9}`).status(http.StatusAccepted).into(&job)
	s.commit(edition.Write{Author: "test", Title: "people", People: []edition.PeopleSet{{County: boardCounty, People: edition.People{
		Basis: edition.Resident, Day: civil.Date(2020, 12, 1), Ages: []string{"all"},
	}}}})
	s.working()
	if got := s.job(job.ID); got.State != "failed" || got.Failure == "" {
		t.Errorf("%+v", got)
	}
}
