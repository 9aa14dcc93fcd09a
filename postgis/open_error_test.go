package postgis_test

import (
	"context"
	"strings"
	"testing"

	"github.com/xiantu/xiantu/postgis"
	"github.com/xiantu/xiantu/postgis/postgistest"
)

// What can be wrong with a database of one's own is said in one sentence.
func TestDatabasesThatDoNotDo(t *testing.T) {
	t.Parallel()
	url := postgistest.NewURL(t)
	conn := connect(t, url)
	if _, err := conn.Exec(t.Context(), "DO $$ BEGIN CREATE ROLE nobody_much LOGIN; EXCEPTION WHEN duplicate_object THEN END $$; CREATE SCHEMA IF NOT EXISTS empty_of_all"); err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Exec(t.Context(), "CREATE DATABASE bare TEMPLATE template0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Exec(context.Background(), "DROP DATABASE bare WITH (FORCE)") })
	bare := strings.Replace(url, "/test_", "/bare?was=", 1)
	bare = bare[:strings.Index(bare, "?")] + "?" + url[strings.Index(url, "?")+1:]
	for _, c := range []struct{ name, url, says string }{
		{"an address that is none", "postgres://[", "cannot be read"},
		{"nobody there", "postgres:///x?host=/nowhere", "does not answer"},
		{"no such database", strings.Replace(bare, "/bare", "/missing", 1), "createdb"},
		{"a role that may not", strings.Replace(bare, "user=xiantu", "user=nobody_much", 1), "let an administrator"},
	} {
		store, err := postgis.Open(t.Context(), postgis.Options{URL: c.url})
		if err == nil {
			store.Close(t.Context())
		}
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want %q", c.name, err, c.says)
		}
	}
}
