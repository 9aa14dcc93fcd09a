package postgis_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/postgis"
	"github.com/xiantu/xiantu/postgis/postgistest"
	"github.com/xiantu/xiantu/staging"
)

func upload(t *testing.T, store *postgis.Store, files ...staging.File) staging.ID {
	t.Helper()
	id, err := store.AddUpload(t.Context(), staging.Upload{Kind: "divisions", County: qingshen, Options: map[string]string{"date": "2020-01-01"}, Author: "test"}, files)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func TestUploadsAreKept(t *testing.T) {
	t.Parallel()
	store := postgistest.New(t)
	files := []staging.File{{Name: "空.csv", Content: []byte{}}, {Name: "大.shp", Content: bytes.Repeat([]byte("0123456789abcdef\x00\xff"), 200_001)}, {Name: "小.dbf", Content: []byte{1, 0, 2}}}
	id := upload(t, store, files...)
	got, err := store.UploadFiles(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(files, got); diff != "" {
		t.Error("files came out otherwise than they went in")
	}
	u, err := store.Upload(t.Context(), id)
	if err != nil || u.State != staging.Received || u.Options["date"] != "2020-01-01" || u.County != qingshen || u.Expires.Sub(u.Arrived) != staging.Keep {
		t.Fatalf("upload %+v, %v", u, err)
	}
	u.State, u.Done, u.Total, u.Report, u.Preview, u.Versions = staging.Staged, 3, 4, []byte("{}"), []byte("[]"), map[string]int64{"511425": 7}
	if err := store.SetUpload(t.Context(), u); err != nil {
		t.Fatal(err)
	}
	again, err := store.Upload(t.Context(), id)
	if diff := cmp.Diff(u, again, plain); err != nil || diff != "" {
		t.Errorf("upload (-set +got): %v\n%s", err, diff)
	}
}

func TestUploadsThatAreNoMore(t *testing.T) {
	t.Parallel()
	url := postgistest.NewURL(t)
	store, conn := postgistest.Open(t, url), connect(t, url)
	expired, cancelled := upload(t, store), upload(t, store, staging.File{Name: "x", Content: []byte("x")})
	if _, err := conn.Exec(t.Context(), "UPDATE upload SET expires = now() WHERE id = $1", string(expired)); err != nil {
		t.Fatal(err)
	}
	for name, err := range map[string]error{
		"an expired one":        func() error { _, err := store.Upload(t.Context(), expired); return err }(),
		"an expired one's file": func() error { _, err := store.UploadFiles(t.Context(), expired); return err }(),
		"one never made":        store.Cancel(t.Context(), "nothing"),
		"one set never made":    store.SetUpload(t.Context(), staging.Upload{ID: "nothing", State: staging.Staged}),
	} {
		if !errors.Is(err, boundaries.ErrNotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := store.Cancel(t.Context(), cancelled); err != nil {
		t.Fatal(err)
	}
	if err := store.SetUpload(t.Context(), staging.Upload{ID: cancelled, State: staging.Staged}); !errors.Is(err, boundaries.ErrConflict) {
		t.Errorf("one that was cancelled went on: %v", err)
	}
	upload(t, store) // removes what has expired
	var n int
	if err := conn.QueryRow(t.Context(), "SELECT count(*) FROM upload").Scan(&n); err != nil || n != 2 {
		t.Errorf("%d uploads are left, want 2 (%v)", n, err)
	}
}

// work runs a worker until the test ends.
func work(t *testing.T, store *postgis.Store, do func(ctx context.Context, id staging.ID, step string) error) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- store.Work(ctx, do) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("Work ended with %v", err)
		}
	})
}

// Steps are done by either of two instances, one at a time for an upload, and again
// when they fail.
func TestStepsAreDone(t *testing.T) {
	t.Parallel()
	url := postgistest.NewURL(t)
	a, b := postgistest.Open(t, url), postgistest.Open(t, url)
	id := upload(t, a)
	var tries, atOnce atomic.Int32
	done := make(chan string, 10)
	do := func(ctx context.Context, got staging.ID, step string) error {
		if atOnce.Add(1) > 1 {
			t.Error("two steps of one upload at once")
		}
		defer atOnce.Add(-1)
		time.Sleep(20 * time.Millisecond)
		if tries.Add(1) == 1 {
			return fmt.Errorf("a first try that fails")
		}
		done <- string(got) + " " + step
		return nil
	}
	work(t, a, do)
	work(t, b, do)
	if err := a.Enqueue(t.Context(), id, postgis.StepRead); err != nil {
		t.Fatal(err)
	}
	select {
	case got := <-done:
		if got != string(id)+" read" {
			t.Errorf("did %q", got)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("the step was not done")
	}
	if err := a.Enqueue(t.Context(), id, "fly"); !errors.Is(err, boundaries.ErrInvalid) {
		t.Errorf("a step that is none: %v", err)
	}
	// A step of an upload that was cancelled is not done.
	if err := a.Cancel(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if err := a.Enqueue(t.Context(), id, postgis.StepCommit); err != nil {
		t.Fatal(err)
	}
	select {
	case got := <-done:
		t.Errorf("did %q of an upload that was cancelled", got)
	case <-time.After(3 * time.Second):
	}
}
