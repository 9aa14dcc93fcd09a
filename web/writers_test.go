package web_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	importer "github.com/xiantu/xiantu/import"
	"github.com/xiantu/xiantu/postgis/postgistest"
	"github.com/xiantu/xiantu/web"
)

// another is a second instance on the database of s: a store, a cache and a server of
// its own, which hears of the first one's writes through the database only.
func (s *service) another() *service {
	s.t.Helper()
	store := postgistest.Open(s.t, s.store.URL())
	cache := edition.NewCache(store, 64<<20)
	cache.ReadOrder = importer.ReadOrder
	server, err := web.New(web.Config{Editions: cache, Ledger: store, Uploads: store, Log: slog.New(slog.DiscardHandler), Now: time.Now})
	if err != nil {
		s.t.Fatal(err)
	}
	other := &service{Server: httptest.NewServer(server.Handler()), t: s.t, store: store, cache: cache, server: server, transport: &http.Transport{DisableCompression: true}}
	s.t.Cleanup(other.Close)
	s.t.Cleanup(other.transport.CloseIdleConnections)
	return other
}

// writersEdits are how many edits each of the 16 writers makes: XIANTU_EDITS, or few.
func writersEdits(t *testing.T) int {
	if text := os.Getenv("XIANTU_EDITS"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	return 5
}

// writer edits the county again and again, each time on the version that it has seen,
// until its edit is taken.
type writer struct {
	number        int
	at            *service
	seen          int64
	done, lost    int
	version       int64 // of its last edit
	stale         int   // losers that were told a version no newer than their own
	facility      int64
	committedWith map[int64]bool
}

// writersUnits are what the writers of orders change, one unit each; the last of them renames
// the last village, whose tier another sets.
var writersUnits = []string{"990101100200", "990101100201", "990101101200", "990101101001", "990101100", "990101101", "990101101201", "990101101201"}

// edit sends one edit and reports whether it was taken. Every other writer renames a
// facility of its own, the others commit orders.
func (w *writer) edit(round int) (bool, error) {
	match := fmt.Sprintf(`"%d"`, w.seen)
	var a answer
	if w.number%2 == 0 {
		a = w.at.send(http.MethodPatch, fmt.Sprintf("/v1/facilities/%d", w.facility), fmt.Sprintf(`{"name": "站%d-%d"}`, w.number, round), "If-Match", match)
	} else {
		change := fmt.Sprintf(`"kind": "classify", "unit": %q, "tier": "%d-%d"`, writersUnits[w.number/2], w.number, round)
		if w.number == 15 {
			change = fmt.Sprintf(`"kind": "rename", "unit": %q, "name": "新%d村"`, writersUnits[7], round)
		}
		a = w.at.send(http.MethodPost, "/v1/changes", boardOrder("2021-01-01", change), "If-Match", match)
	}
	switch a.StatusCode {
	case http.StatusOK:
		var body struct {
			Versions map[string]int64
			Edition  struct{ Version int64 }
		}
		if err := json.Unmarshal(a.body, &body); err != nil {
			return false, err
		}
		w.seen = max(body.Versions["990101"], body.Edition.Version)
		if body.Versions != nil { // a facility's answer shows the newest state, which may be a later one
			w.committedWith[w.seen] = true
		}
		w.done++
		return true, nil
	case http.StatusConflict, http.StatusPreconditionFailed:
		var p web.Problem
		if err := json.Unmarshal(a.body, &p); err != nil {
			return false, err
		}
		if p.Version == nil {
			return false, fmt.Errorf("a loser was told no version: %s", a.body)
		}
		w.lost++
		if *p.Version <= w.seen {
			w.stale++
		}
		w.seen = *p.Version
		return false, nil
	}
	return false, fmt.Errorf("status %d: %s", a.StatusCode, a.body)
}

// 16 writers at two instances edit one county, each edit on the version that its writer
// has seen: none is lost, and each loser is told the present version. XIANTU_EDITS=50
// makes it 800 edits.
func TestWritersOfOneCounty(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	instances := []*service{s, s.another()}
	edits := writersEdits(t)
	writers := make([]*writer, 16)
	for i := range writers {
		writers[i] = &writer{number: i, at: instances[i/2%2], seen: s.version(), committedWith: map[int64]bool{}}
		if i%2 == 0 {
			var made struct{ Facility struct{ ID int64 } }
			s.send(http.MethodPost, "/v1/facilities", fmt.Sprintf(`{"kind": "ELD_COMMUNITY", "name": "站%d", "lon": 103.805, "lat": 29.805}`, i)).status(http.StatusCreated).into(&made)
			writers[i].facility = made.Facility.ID
		}
	}
	first := s.version()
	for _, w := range writers {
		w.seen = first
	}
	began := time.Now()
	var wait sync.WaitGroup
	for _, w := range writers {
		wait.Go(func() {
			for round := range edits {
				for {
					taken, err := w.edit(round)
					if err != nil {
						t.Errorf("writer %d: %v", w.number, err)
						return
					}
					if taken {
						break
					}
				}
			}
		})
	}
	wait.Wait()
	done, lost, stale := 0, 0, 0
	versions := map[int64]bool{}
	for _, w := range writers {
		done, lost, stale = done+w.done, lost+w.lost, stale+w.stale
		for v := range w.committedWith {
			versions[v] = true
		}
	}
	heads, err := s.store.Heads(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	now := heads[boardCounty].County
	t.Logf("%d edits taken, %d refused and made again, in %v; version %d became %d", done, lost, time.Since(began).Round(time.Millisecond), first, now)
	if done != 16*edits || now != first+int64(done) || len(versions) != done/2 {
		t.Errorf("%d edits were taken, the orders among them under %d versions, the county's went from %d to %d: want %d edits", done, len(versions), first, now, 16*edits)
	}
	if stale > 0 {
		t.Errorf("%d losers were told a version that was not newer than their own", stale)
	}
	finalState(t, instances, writers, edits)
}

// finalState is the last edit of each writer, at both instances.
func finalState(t *testing.T, instances []*service, writers []*writer, edits int) {
	t.Helper()
	for i, s := range instances {
		if err := s.cache.Refresh(t.Context()); err != nil {
			t.Fatal(err)
		}
		ed, err := s.cache.Edition(t.Context(), edition.Key{County: boardCounty})
		if err != nil {
			t.Fatal(err)
		}
		names := map[int64]string{}
		for _, f := range ed.Facilities.List {
			names[int64(f.ID)] = f.Name
		}
		for _, w := range writers {
			unit := ed.ByCode(adcode.MustParse(writersUnits[w.number/2]))
			got, want := unit.Tier, fmt.Sprintf("%d-%d", w.number, edits-1)
			switch {
			case w.facility != 0:
				got, want = names[w.facility], fmt.Sprintf("站%d-%d", w.number, edits-1)
			case w.number == 15:
				got, want = unit.Name, fmt.Sprintf("新%d村", edits-1)
			}
			if got != want {
				t.Errorf("instance %d: of writer %d there is %q, want %q", i, w.number, got, want)
			}
		}
	}
}
