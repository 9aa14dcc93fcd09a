package cluster_test

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/xiantu/xiantu/postgis/cluster"
)

// options are those of a production cluster, but made without sync and kept small.
func options(t testing.TB) cluster.Options {
	return cluster.Options{Log: slog.New(slog.DiscardHandler), NoSync: true, Elsewhere: filepath.Join(folder(t), "elsewhere"), Settings: map[string]string{"shared_buffers": "16MB"}}
}

// folder is an empty folder that every user can enter.
func folder(t testing.TB) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "xiantu-cluster-test-")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

func open(t testing.TB, data string, o cluster.Options) *cluster.Cluster {
	t.Helper()
	c, err := cluster.Open(t.Context(), data, o)
	if err != nil {
		t.Fatalf("open %s: %v", data, err)
	}
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return c
}

// ask runs a query that gives one text.
func ask(t testing.TB, c *cluster.Cluster, sql string) string {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), c.URL("postgres"))
	if err != nil {
		t.Fatalf("connect: %v", err)
	}
	defer conn.Close(context.Background())
	var text string
	if err := conn.QueryRow(t.Context(), sql).Scan(&text); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	return text
}

// keep commits a word in table kept.
func keep(t testing.TB, c *cluster.Cluster) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), c.URL("postgres"))
	if err != nil {
		t.Fatalf("connect: %v", err)
	}
	defer conn.Close(context.Background())
	if _, err := conn.Exec(t.Context(), "CREATE TABLE kept AS SELECT 'kept'::text AS word"); err != nil {
		t.Fatal(err)
	}
}

func alive(pid int) bool {
	stat, err := os.ReadFile(filepath.Join("/proc", itoa(pid), "stat"))
	return err == nil && !strings.Contains(string(stat), ") Z")
}

// ends waits for a process that was told to end: one that has let go of its folder may take
// a moment more to be gone.
func ends(pid int) bool {
	for deadline := time.Now().Add(5 * time.Second); alive(pid); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			return false
		}
	}
	return true
}

func TestFirstInStartsLastOutStops(t *testing.T) {
	t.Parallel()
	data, o := filepath.Join(folder(t), "a folder with blanks 县"), options(t)
	first := open(t, data, o)
	pid := first.PID()
	begin := time.Now()
	second := open(t, data, o)
	if took := time.Since(begin); took > 300*time.Millisecond {
		t.Errorf("joining took %v", took)
	}
	if second.PID() != pid {
		t.Errorf("two servers: %d and %d", pid, second.PID())
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	if !alive(pid) || ask(t, second, "SELECT 'here'") != "here" {
		t.Error("the server ended with its starter while it was in use")
	}
	if err := second.Close(); err != nil {
		t.Fatal(err)
	}
	if !ends(pid) {
		t.Error("the last one out left the server running")
	}
	if _, err := os.Stat(second.Socket()); err == nil {
		t.Error("the socket's folder was left behind")
	}
	begin = time.Now()
	open(t, data, o)
	t.Logf("warm start took %v", time.Since(begin))
}

// No port is open, the socket is for its user only, and what was committed is on disk.
func TestTheServerIsPrivateAndSafe(t *testing.T) {
	t.Parallel()
	c := open(t, folder(t), options(t))
	for setting, want := range map[string]string{"listen_addresses": "", "fsync": "on", "synchronous_commit": "on", "full_page_writes": "on", "server_encoding": "UTF8", "lc_collate": "C"} {
		if got := ask(t, c, "SHOW "+setting); got != want {
			t.Errorf("%s is %q, want %q", setting, got, want)
		}
	}
	info, err := os.Stat(c.Socket())
	if err != nil || info.Mode().Perm() != 0o700 || len(c.Socket()) > 60 {
		t.Errorf("the socket's folder %s: %v, %v", c.Socket(), info, err)
	}
	if os.Geteuid() == 0 {
		if stat := info.Sys().(*syscall.Stat_t); stat.Uid == 0 {
			t.Error("the server runs as root")
		}
	}
}

// A server that is killed is started again for whoever holds the store, and what was
// committed is still there.
func TestAKilledServerIsStartedAgain(t *testing.T) {
	t.Parallel()
	c := open(t, folder(t), options(t))
	keep(t, c)
	for range 3 {
		pid := c.PID()
		if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
			t.Fatal(err)
		}
		deadline := time.Now().Add(20 * time.Second)
		for c.PID() == pid || !alive(c.PID()) {
			if time.Now().After(deadline) {
				t.Fatal("the server was not started again")
			}
			time.Sleep(10 * time.Millisecond)
		}
		if got := ask(t, c, "SELECT word FROM kept"); got != "kept" {
			t.Errorf("found %q after a kill", got)
		}
	}
}

// Somebody cleans /tmp: the server is started anew with a socket that can be reached.
func TestALostSocketIsMadeAgain(t *testing.T) {
	t.Parallel()
	data, o := folder(t), options(t)
	c := open(t, data, o)
	keep(t, c)
	if err := os.RemoveAll(c.Socket()); err != nil {
		t.Fatal(err)
	}
	if err := c.Ensure(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := ask(t, c, "SELECT word FROM kept"); got != "kept" {
		t.Errorf("found %q", got)
	}
}

// Killed with the server and all: the next start finds a stale postmaster.pid, here
// with the number of a process that lives and is no PostgreSQL.
func TestAStalePIDFileIsNoHindrance(t *testing.T) {
	t.Parallel()
	data, o := folder(t), options(t)
	c := open(t, data, o)
	pidFile := filepath.Join(c.Folder(), "cluster", "postmaster.pid")
	text, err := os.ReadFile(pidFile)
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(pidFile)
	if err != nil {
		t.Fatal(err)
	}
	owner := info.Sys().(*syscall.Stat_t)
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	for name, pid := range map[string]int{"of a process that is no more": 4_000_000, "of this very test": os.Getpid(), "of init": 1} {
		lines := strings.SplitN(string(text), "\n", 2)
		err := os.WriteFile(pidFile, []byte(itoa(pid)+"\n"+lines[1]), 0o600)
		if err := errors.Join(err, os.Chown(pidFile, int(owner.Uid), int(owner.Gid))); err != nil {
			t.Fatal(err)
		}
		next, err := cluster.Open(t.Context(), data, o)
		if err != nil {
			t.Errorf("with the number %s: %v", name, err)
			continue
		}
		if next.PID() == pid {
			t.Errorf("took the process %s for the server", name)
		}
		if err := next.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestFoldersThatAreNotOurs(t *testing.T) {
	t.Parallel()
	o := options(t)
	write := func(path, text string) {
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(text), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		name    string
		want    error
		says    string
		prepare func(data string)
	}{
		{"somebody's papers", cluster.ErrNotOurs, "letter.txt", func(d string) { write(filepath.Join(d, "letter.txt"), "dear") }},
		{"somebody's cluster", cluster.ErrNotOurs, "PG_VERSION", func(d string) { write(filepath.Join(d, "postgres/PG_VERSION"), "15") }},
		{"a file", nil, "cannot be made", func(d string) { os.Remove(d); write(d, "a file") }},
		{"a later layout", cluster.ErrNewer, "newer version of xiantu", func(d string) { write(filepath.Join(d, "postgres/XIANTU"), `{"layout": 99}`) }},
		{"a damaged marker", nil, "damaged", func(d string) { write(filepath.Join(d, "postgres/XIANTU"), `{"lay`) }},
		{"another PostgreSQL's data", cluster.ErrMissing, "made by PostgreSQL 9", func(d string) {
			write(filepath.Join(d, "postgres/XIANTU"), `{"layout": 1}`)
			write(filepath.Join(d, "postgres/cluster/PG_VERSION"), "9\n")
		}},
		{"a place that is gone", nil, "there is none", func(d string) {
			write(filepath.Join(d, "postgres/XIANTU"), `{"layout": 1, "place": "/nowhere/at/all"}`)
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			data := filepath.Join(folder(t), "data")
			os.MkdirAll(data, 0o755)
			c.prepare(data)
			got, err := cluster.Open(t.Context(), data, o)
			if err == nil {
				got.Close()
			}
			if err == nil || c.want != nil && !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "\n") {
				t.Errorf("got %v, want a sentence with %q", err, c.says)
			}
		})
	}
}

func TestMissingPrograms(t *testing.T) {
	t.Setenv("XIANTU_PG_BIN", folder(t))
	_, err := cluster.Open(t.Context(), folder(t), options(t))
	if !errors.Is(err, cluster.ErrMissing) || !strings.Contains(err.Error(), "apt install postgresql") {
		t.Errorf("without PostgreSQL: %v", err)
	}
	// A PostgreSQL without PostGIS: its programs, and a pg_config that knows no share.
	bin := folder(t)
	for name, script := range map[string]string{"postgres": "echo 'postgres (PostgreSQL) 15.1'", "initdb": "", "pg_config": "echo /nowhere"} {
		if err := os.WriteFile(filepath.Join(bin, name), []byte("#!/bin/sh\n"+script+"\n"), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("XIANTU_PG_BIN", bin)
	_, err = cluster.Open(t.Context(), folder(t), options(t))
	if !errors.Is(err, cluster.ErrMissing) || !strings.Contains(err.Error(), "postgresql-15-postgis-3") {
		t.Errorf("without PostGIS: %v", err)
	}
}
