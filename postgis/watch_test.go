package postgis_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/postgis"
	"github.com/xiantu/xiantu/postgis/postgistest"
)

type news struct {
	county   adcode.Code
	versions edition.Versions
}

// watch passes on what Watch tells until the test ends.
func watch(t *testing.T, store *postgis.Store) <-chan news {
	t.Helper()
	heard := make(chan news, 100)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() {
		ended <- store.Watch(ctx, func(c adcode.Code, v edition.Versions) { heard <- news{c, v} })
	}()
	t.Cleanup(func() {
		stop()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Errorf("Watch ended with %v", err)
		}
	})
	return heard
}

func expect(t *testing.T, heard <-chan news, version int64, within time.Duration) {
	t.Helper()
	select {
	case n := <-heard:
		if n.county != qingshen || n.versions.County != version {
			t.Errorf("heard of %+v, want version %d", n, version)
		}
	case <-time.After(within):
		t.Errorf("heard nothing of version %d within %v", version, within)
	}
}

func TestWatchHearsOfWritesElsewhere(t *testing.T) {
	t.Parallel()
	url := postgistest.NewURL(t)
	writer, reader := postgistest.Open(t, url), postgistest.Open(t, url)
	commit(t, writer, put("", station("一站", facilities.Operating)))
	heard := watch(t, reader)
	expect(t, heard, 1, 5*time.Second) // what there is at first
	commit(t, writer, put("", station("二站", facilities.Operating)))
	expect(t, heard, 2, time.Second)
	commit(t, writer, put("", station("二站", facilities.Operating))) // nothing new
	commit(t, writer, put("", station("三站", facilities.Operating)))
	expect(t, heard, 3, time.Second)
}

// A write whose notification was lost is found by the next look at all versions, and
// one during a broken connection when it is mended.
func TestWatchOutlivesLostNotifications(t *testing.T) {
	t.Parallel()
	url := postgistest.NewURL(t)
	store := postgistest.Open(t, url)
	conn := connect(t, url)
	commit(t, store, put("", station("一站", facilities.Operating)))
	heard := watch(t, store)
	expect(t, heard, 1, 5*time.Second)
	if _, err := conn.Exec(t.Context(), "UPDATE county_version SET version = 2"); err != nil { // tells nobody
		t.Fatal(err)
	}
	expect(t, heard, 2, 8*time.Second)
	if _, err := conn.Exec(t.Context(), "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"); err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Exec(t.Context(), "UPDATE county_version SET version = 3"); err != nil {
		t.Fatal(err)
	}
	expect(t, heard, 3, 8*time.Second)
}
