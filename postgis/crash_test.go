package postgis_test

import (
	"bufio"
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/postgis"
)

// bulk is how many villages the import has that is killed.
const bulk = 15_000

// TestMain lets the test binary play the service that is killed: it opens the store in
// a data folder, says which process its database is, and imports.
func TestMain(m *testing.M) {
	data := os.Getenv("POSTGIS_TEST_IMPORT")
	if data == "" {
		os.Exit(m.Run())
	}
	ctx := context.Background()
	store, err := postgis.Open(ctx, postgis.Options{Data: data, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		fmt.Println("error", err)
		os.Exit(1)
	}
	fmt.Println("importing")
	_, err = store.Commit(ctx, nation(bulk))
	fmt.Println("committed", err)
	store.Close(ctx)
}

// dataFolder is a data folder on disk that user postgres can enter.
func dataFolder(t *testing.T) string {
	t.Helper()
	data, err := os.MkdirTemp("", "xiantu-crash-test-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(data) })
	if err := os.Chmod(data, 0o755); err != nil {
		t.Fatal(err)
	}
	return data
}

func openData(t *testing.T, data string) *postgis.Store {
	t.Helper()
	store, err := postgis.Open(t.Context(), postgis.Options{Data: data, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	return store
}

// held is how many units all counties together hold, and how many counties there are.
func held(t *testing.T, store *postgis.Store) (units, counties int) {
	t.Helper()
	heads, err := store.Heads(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for county := range heads {
		p, err := store.Parts(t.Context(), edition.Key{County: county}, edition.Versions{})
		if err != nil {
			t.Fatal(err)
		}
		units += len(p.Units)
	}
	return units, len(heads)
}

// The service, or its PostgreSQL, is killed at some moment of an import: nothing half
// is there, the next start works, and so does the import when it is done again.
func TestKilledDuringAnImport(t *testing.T) {
	for _, victim := range []string{"service", "PostgreSQL"} {
		t.Run(victim, func(t *testing.T) {
			data := dataFolder(t)
			openData(t, data).Close(t.Context()) // makes the cluster
			for round := range kills() {
				killed := importAndKill(t, data, victim)
				store := openData(t, data)
				units, counties := held(t, store)
				if counties != 0 && units != bulk {
					t.Errorf("round %d: %d units in %d counties are there", round, units, counties)
				}
				t.Logf("round %d: killed after %v, %d units are there", round, killed, units)
				if err := store.Close(t.Context()); err != nil {
					t.Fatal(err)
				}
				if counties != 0 { // it was too late to kill it
					break
				}
			}
			store := openData(t, data)
			defer store.Close(t.Context())
			if _, err := store.Commit(t.Context(), nation(bulk)); err != nil {
				t.Fatal(err)
			}
			if units, _ := held(t, store); units != bulk {
				t.Errorf("after the import was done again: %d units", units)
			}
			if err := store.Verify(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
}

// kills is how often each victim is killed: 3, or XIANTU_KILLS.
func kills() int {
	if n, err := strconv.Atoi(os.Getenv("XIANTU_KILLS")); err == nil {
		return n
	}
	return 3
}

func importAndKill(t *testing.T, data, victim string) time.Duration {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "POSTGIS_TEST_IMPORT="+data)
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(stdout)
	lines.Scan()
	if lines.Text() != "importing" {
		t.Fatalf("the service said %q", lines.Text())
	}
	wait := time.Duration(50+rand.IntN(500)) * time.Millisecond
	time.Sleep(wait)
	pid := cmd.Process.Pid
	if victim != "service" {
		text, err := os.ReadFile(filepath.Join(data, "postgres", "cluster", "postmaster.pid"))
		if err != nil {
			t.Fatal(err)
		}
		first, _, _ := strings.Cut(string(text), "\n")
		pid, _ = strconv.Atoi(first)
	}
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Errorf("kill the %s: %v", victim, err)
	}
	for lines.Scan() {
		if victim == "service" || lines.Text() == "committed <nil>" {
			t.Errorf("after the kill the service said %q", lines.Text())
		}
	}
	cmd.Wait()
	return wait
}

// Whoever holds a store needs not know that its PostgreSQL was killed: the next
// question may wait, but is answered.
func TestAStoreOutlivesItsPostgreSQL(t *testing.T) {
	t.Parallel()
	data := dataFolder(t)
	store := openData(t, data)
	defer store.Close(t.Context())
	commit(t, store, snapshot("2019-12-01", village("511425100", 201, "甲村")))
	text, err := os.ReadFile(filepath.Join(data, "postgres", "cluster", "postmaster.pid"))
	if err != nil {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(string(text), "\n")
	pid, _ := strconv.Atoi(first)
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	var p edition.Parts
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		if p, err = store.Parts(t.Context(), edition.Key{County: adcode.MustParse("511425")}, edition.Versions{}); err == nil || time.Now().After(deadline) {
			break
		}
	}
	if err != nil || len(p.Units) != 1 {
		t.Errorf("after PostgreSQL was killed: %d units, %v", len(p.Units), err)
	}
}
