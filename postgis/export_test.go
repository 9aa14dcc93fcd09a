package postgis_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/postgis"
	"github.com/xiantu/xiantu/postgis/postgistest"
	"github.com/xiantu/xiantu/staging"
)

func ordered(t *testing.T, store *postgis.Store, name string) staging.ID {
	t.Helper()
	id, err := store.AddExport(t.Context(), staging.Export{What: "tiles", Format: "pmtiles", Name: name, Request: json.RawMessage(`{"sets": ["divisions"]}`), Author: "test"})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func TestExportsAreKept(t *testing.T) {
	t.Parallel()
	store := postgistest.New(t)
	id := ordered(t, store, "a.pmtiles")
	e, err := store.Export(t.Context(), id)
	if err != nil || e.State != staging.ExportWaiting || e.Name != "a.pmtiles" || string(e.Request) != `{"sets": ["divisions"]}` || e.Expires.Sub(e.Asked) != staging.KeepExport {
		t.Fatalf("%+v, %v", e, err)
	}
	e.State, e.Done, e.Total = staging.ExportWorking, 3, 10
	if err := store.SetExport(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	file := bytes.Repeat([]byte("0123456789abcdef\x00\xff"), 200_001) // three and a half chunks
	for range 2 {                                                     // an attempt that broke off after the file was kept
		if err := store.FinishExport(t.Context(), id, "application/x", nil, bytes.NewReader(file)); err != nil && !errors.Is(err, boundaries.ErrConflict) {
			t.Fatal(err)
		}
	}
	sum := sha256.Sum256(file)
	e, err = store.ExportNamed(t.Context(), "a.pmtiles")
	if err != nil || e.ID != id || e.State != staging.ExportDone || e.Done != 10 || e.Size != int64(len(file)) || e.Hash != hex.EncodeToString(sum[:]) || e.Kind != "application/x" {
		t.Fatalf("%+v, %v", e, err)
	}
	var got []byte
	for {
		part, err := store.ExportPart(t.Context(), id, int64(len(got)), 700_001)
		if err != nil {
			t.Fatal(err)
		}
		if len(part) == 0 {
			break
		}
		got = append(got, part...)
	}
	if !bytes.Equal(got, file) {
		t.Errorf("%d bytes came out, %d went in", len(got), len(file))
	}
	if part, err := store.ExportPart(t.Context(), id, 1<<20+5, 3); err != nil || !bytes.Equal(part, file[1<<20+5:1<<20+8]) {
		t.Errorf("bytes 1048581 to 1048583: %q, %v", part, err)
	}
	if err := store.CancelExport(t.Context(), id); !errors.Is(err, boundaries.ErrConflict) {
		t.Errorf("what is done was cancelled: %v", err)
	}
	if _, err := store.Export(t.Context(), "none"); !errors.Is(err, boundaries.ErrNotFound) {
		t.Errorf("an export that is none: %v", err)
	}
}

// What is expired or cancelled is not made, and of a name the file that is there is found.
func TestExportsThatAreNoMore(t *testing.T) {
	t.Parallel()
	url := postgistest.NewURL(t)
	store, conn := postgistest.Open(t, url), connect(t, url)
	expired, cancelled, made := ordered(t, store, "n"), ordered(t, store, "n"), ordered(t, store, "n")
	if err := store.FinishExport(t.Context(), made, "k", []string{"said"}, strings.NewReader("file")); err != nil {
		t.Fatal(err)
	}
	if e, err := store.Export(t.Context(), made); err != nil || !slices.Equal(e.Notes, []string{"said"}) {
		t.Errorf("of the file it is said: %q, %v", e.Notes, err)
	}
	ordered(t, store, "n")
	if _, err := conn.Exec(t.Context(), "UPDATE export SET expires = now() WHERE id = $1", string(expired)); err != nil {
		t.Fatal(err)
	}
	if err := store.CancelExport(t.Context(), cancelled); err != nil {
		t.Fatal(err)
	}
	if err := store.FinishExport(t.Context(), cancelled, "k", nil, strings.NewReader("x")); !errors.Is(err, boundaries.ErrConflict) {
		t.Errorf("a file for what was cancelled: %v", err)
	}
	if part, err := store.ExportPart(t.Context(), cancelled, 0, 10); err != nil || part != nil {
		t.Errorf("it was kept all the same: %q, %v", part, err)
	}
	if err := store.ProlongExport(t.Context(), expired); !errors.Is(err, boundaries.ErrNotFound) {
		t.Errorf("what has expired was prolonged: %v", err)
	}
	if e, err := store.ExportNamed(t.Context(), "n"); err != nil || e.ID != made {
		t.Errorf("%+v, %v", e, err)
	}
}

// A file is made by one of the instances, again when it fails; after the last attempt
// nobody waits for it any more.
func TestExportsAreMade(t *testing.T) {
	t.Parallel()
	url := postgistest.NewURL(t)
	a, b := postgistest.Open(t, url), postgistest.Open(t, url)
	good, bad := ordered(t, a, "good"), ordered(t, a, "bad")
	do := func(ctx context.Context, id staging.ID, step string) error {
		if id == bad || step != postgis.StepExport {
			return errors.New("the disk is full")
		}
		return a.FinishExport(ctx, id, "text/plain", nil, strings.NewReader("made"))
	}
	work(t, a, do)
	work(t, b, do)
	end := time.Now().Add(20 * time.Second)
	for _, want := range []struct {
		id    staging.ID
		state staging.ExportState
	}{{good, staging.ExportDone}, {bad, staging.ExportFailed}} {
		for e, err := a.Export(t.Context(), want.id); e.State != want.state; e, err = a.Export(t.Context(), want.id) {
			if err != nil || time.Now().After(end) {
				t.Fatalf("%s is %s after 20 s, want %s: %v", e.Name, e.State, want.state, err)
			}
			time.Sleep(50 * time.Millisecond)
		}
	}
}
