package postgistest

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/xiantu/xiantu/postgis"
)

// New returns a store with a database of its own, without any county. It is closed
// and dropped when the test ends.
func New(t testing.TB) *postgis.Store {
	t.Helper()
	return Open(t, NewURL(t))
}

// NewURL returns the address of a database of its own, with all tables. Stores opened
// on it share it, as instances of the program do. It is dropped when the test ends.
func NewURL(t testing.TB) string {
	t.Helper()
	server, err := shared()
	if err != nil {
		t.Fatalf("no database for the test: %v", err)
	}
	name := fmt.Sprintf("test_%d", number.Add(1))
	if err := server.copyTemplate(t.Context(), name); err != nil {
		t.Fatalf("no database for the test: %v", err)
	}
	t.Cleanup(func() {
		if err := server.execute(context.Background(), "DROP DATABASE "+name+" WITH (FORCE)"); err != nil {
			t.Logf("the test's database stays: %v", err)
		}
	})
	return server.url(name)
}

// Open opens one more store on a database, closed when the test ends.
func Open(t testing.TB, url string) *postgis.Store {
	t.Helper()
	store, err := postgis.Open(t.Context(), postgis.Options{URL: url, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatalf("open the test's database: %v", err)
	}
	t.Cleanup(func() { store.Close(context.Background()) })
	return store
}

// number makes the databases' names.
var number atomic.Int64

const template = "template_xiantu"

// copyTemplate makes a database as a copy of the template's files.
func (s *testServer) copyTemplate(ctx context.Context, name string) error {
	return s.execute(ctx, "CREATE DATABASE "+name+" TEMPLATE "+template+" STRATEGY FILE_COPY")
}

// execute runs one statement in database postgres. The template is busy while another
// test copies it on some versions; it is tried again then.
func (s *testServer) execute(ctx context.Context, statement string) error {
	conn, err := pgx.Connect(ctx, s.url("postgres"))
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	for try := 0; ; try++ {
		_, err = conn.Exec(ctx, statement)
		if err == nil || try == 50 || !strings.Contains(err.Error(), "55006") {
			return err
		}
		time.Sleep(20 * time.Millisecond)
	}
}
