package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestKilledDuringImport kills the program, and in every other round its PostgreSQL,
// with SIGKILL at a moment of an import of 10,000 groups. Each time the next start
// works, and all of the groups are there or none. XIANTU_KILLS sets how many imports are
// cut off; these are of 20,000.
func TestKilledDuringImport(t *testing.T) {
	rounds, size := 2, 10_000
	if n, err := strconv.Atoi(os.Getenv("XIANTU_KILLS")); err == nil {
		rounds, size = n, 20_000
	}
	folder := t.TempDir()
	c := newPrivateCounty(t)
	c.run(0, "demo", "--load")
	whole := timeImport(t, c, manyGroups(t, folder, size))
	killed, slowest := 0, time.Duration(0)
	for round := 0; killed < rounds && round < 5*rounds; round++ { // some imports are done before they are killed
		before := c.groups()
		after := size + 1 + round
		command := importing(c, manyGroups(t, folder, after))
		if err := command.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration((0.05 + 0.9*rand.Float64()) * float64(whole)))
		if round%2 == 0 {
			command.Process.Kill()
		} else {
			killPostgres(t, c.data)
		}
		if err := command.Wait(); err != nil {
			killed++
		}
		began := time.Now()
		n := c.groups()
		slowest = max(slowest, time.Since(began))
		if n != before && n != after {
			t.Errorf("round %d: %d groups are there, want %d or %d", round, n, before, after)
		}
	}
	t.Logf("figure: %d imports of %d groups cut off, none half there; a whole import takes %v; the longest from a start to the first answer %v",
		killed, size, whole.Round(time.Millisecond), slowest.Round(time.Millisecond))
	if killed < rounds {
		t.Errorf("only %d imports were cut off, want %d", killed, rounds)
	}
}

// importing is the import of a file of groups, by a program of its own.
func importing(c *county, file string) *exec.Cmd {
	return playing("--data", c.data, "import", "people", file, "--date", "2021-01-01")
}

// playing is the program in a process of its own, played by the test binary.
func playing(args ...string) *exec.Cmd {
	command := exec.Command("/proc/self/exe", args...)
	command.Env = append(os.Environ(), playsProgram+"="+os.DevNull)
	return command
}

// groups counts the villager groups of the newest state.
func (c *county) groups() int {
	c.t.Helper()
	var stdout, stderr bytes.Buffer
	// after a kill the first start recovers; check counts the groups
	Run(c.t.Context(), []string{"--data", c.data, "check"}, &stdout, &stderr)
	said := stdout.String()
	i := strings.Index(said, " villager groups")
	if i < 0 {
		c.t.Fatalf("check: %s%s", said, stderr.String())
	}
	n, err := strconv.Atoi(said[strings.LastIndexByte(said[:i], ' ')+1 : i])
	if err != nil {
		c.t.Fatal(err)
	}
	return n
}

// manyGroups writes a file of n groups inside one village of the demo.
func manyGroups(t *testing.T, folder string, n int) string {
	t.Helper()
	path := filepath.Join(folder, "groups.csv")
	var b bytes.Buffer
	b.WriteString("group_id,village_code,group_no,lon,lat,pop_total,pop_60p\n")
	for i := range n {
		fmt.Fprintf(&b, "g%06d,519925001001,%d,%.7f,%.7f,%d,%d\n", i, i+1, 104.80+float64(i%300)*1e-5, 31.15+float64(i/300)*1e-5, 30+i%9, i%9)
	}
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func timeImport(t *testing.T, c *county, file string) time.Duration {
	t.Helper()
	began := time.Now()
	if out, err := importing(c, file).CombinedOutput(); err != nil {
		t.Fatalf("import: %v\n%s", err, out)
	}
	return time.Since(began)
}

// killPostgres kills the cluster of a data folder: the postmaster and its children.
func killPostgres(t *testing.T, data string) {
	t.Helper()
	pids, err := os.ReadFile(filepath.Join(clusterFolder(t, data), "postmaster.pid"))
	if errors.Is(err, os.ErrNotExist) {
		return // the import is done already
	}
	postmaster, _, _ := strings.Cut(string(pids), "\n")
	children, _ := exec.Command("pgrep", "-P", postmaster).Output()
	for _, pid := range append([]string{postmaster}, strings.Fields(string(children))...) {
		n, err := strconv.Atoi(pid)
		if err != nil {
			t.Fatal(err)
		}
		if err := syscall.Kill(n, syscall.SIGKILL); err != nil && !errors.Is(err, syscall.ESRCH) {
			t.Fatal(err)
		}
	}
}

// clusterFolder is where PostgreSQL keeps a data folder's files: in it, or, where user
// postgres cannot enter, at the place that its marker names.
func clusterFolder(t *testing.T, data string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(data, "postgres", "XIANTU"))
	if err != nil {
		t.Fatal(err)
	}
	var marker struct{ Place string }
	if err := json.Unmarshal(text, &marker); err != nil {
		t.Fatal(err)
	}
	if marker.Place == "" {
		marker.Place = filepath.Join(data, "postgres")
	}
	return filepath.Join(marker.Place, "cluster")
}
