package cluster_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/xiantu/xiantu/postgis/cluster"
)

func itoa(n int) string { return strconv.Itoa(n) }

// TestMain lets the test binary play the other commands on a data folder: it opens the
// cluster, says so, and waits for its standard input to end.
func TestMain(m *testing.M) {
	data := os.Getenv("CLUSTER_TEST_HOLD")
	if data == "" {
		os.Exit(m.Run())
	}
	c, err := cluster.Open(context.Background(), data, cluster.Options{NoSync: true, Elsewhere: os.Getenv("CLUSTER_TEST_ELSEWHERE"), Settings: map[string]string{"shared_buffers": "16MB"}})
	if err != nil {
		fmt.Println("error", err)
		os.Exit(1)
	}
	fmt.Println("open", c.PID())
	bufio.NewReader(os.Stdin).ReadString('\n')
	if err := c.Close(); err != nil {
		fmt.Println("error", err)
		os.Exit(1)
	}
	fmt.Println("closed")
}

// other is another command on a data folder.
type other struct {
	cmd    *exec.Cmd
	stdin  interface{ Close() error }
	output *bufio.Scanner
	pid    int // of the server it found
}

func startOther(t testing.TB, data string, o cluster.Options) *other {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "CLUSTER_TEST_HOLD="+data, "CLUSTER_TEST_ELSEWHERE="+o.Elsewhere)
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	p := &other{cmd: cmd, stdin: stdin, output: bufio.NewScanner(stdout)}
	t.Cleanup(func() { cmd.Process.Kill(); cmd.Wait() })
	word, pid, _ := strings.Cut(p.line(), " ")
	if word != "open" {
		t.Fatalf("the other command said %s %s", word, pid)
	}
	p.pid, _ = strconv.Atoi(pid)
	return p
}

func (p *other) line() string {
	p.output.Scan()
	return p.output.Text()
}

func (p *other) kill() {
	p.cmd.Process.Kill()
	p.cmd.Wait()
}

// The server outlives a starter that is killed; the next one in adopts it and, being
// the last one out, stops it.
func TestAnOrphanIsAdopted(t *testing.T) {
	t.Parallel()
	data, o := folder(t), options(t)
	starter := startOther(t, data, o)
	starter.kill()
	if !alive(starter.pid) {
		t.Fatal("the server died with its starter")
	}
	c := open(t, data, o)
	if c.PID() != starter.pid {
		t.Errorf("the orphan is %d, the server found is %d", starter.pid, c.PID())
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	if !ends(starter.pid) {
		t.Error("the last one out left the orphan running")
	}
}

// Both are killed at once; the next start finds no server, or what is left of one.
func TestStarterAndServerAreKilled(t *testing.T) {
	t.Parallel()
	data, o := folder(t), options(t)
	for range 3 {
		starter := startOther(t, data, o)
		syscall.Kill(starter.pid, syscall.SIGKILL)
		starter.kill()
		begin := time.Now()
		c, err := cluster.Open(t.Context(), data, o)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("start after a kill took %v", time.Since(begin))
		if got := ask(t, c, "SELECT 'here'"); got != "here" || c.PID() == starter.pid {
			t.Errorf("after both were killed: %q from %d", got, c.PID())
		}
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// Eight commands begin on a new folder at once: one makes the cluster, one starts the
// server, and all use the same.
func TestManyBeginAtOnce(t *testing.T) {
	t.Parallel()
	data, o := folder(t), options(t)
	var all sync.WaitGroup
	pids := make([]int, 8)
	for i := range pids {
		all.Go(func() {
			c, err := cluster.Open(t.Context(), data, o)
			if err != nil {
				t.Error(err)
				return
			}
			pids[i] = c.PID()
			time.Sleep(time.Duration(i) * 5 * time.Millisecond)
			if err := c.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if !ends(pids[7]) {
		t.Error("the last one out left the server running")
	}
}

// A data folder that only root can enter: the cluster goes elsewhere, and is found
// again from a folder that was moved; a copy is refused.
func TestAFolderTheServerCannotEnter(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Log("as a normal user there is no such folder: the server runs as oneself")
		return
	}
	t.Parallel()
	o := options(t)
	home := folder(t)
	data := filepath.Join(home, "root", "data")
	if err := os.MkdirAll(data, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(filepath.Dir(data), 0o700); err != nil {
		t.Fatal(err)
	}
	c := open(t, data, o)
	if !strings.HasPrefix(c.Folder(), o.Elsewhere) {
		t.Fatalf("the cluster is in %s, want it in %s", c.Folder(), o.Elsewhere)
	}
	keep(t, c)
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	copied := filepath.Join(home, "copy")
	if out, err := exec.Command("cp", "-a", data, copied).CombinedOutput(); err != nil {
		t.Fatal(string(out))
	}
	if _, err := cluster.Open(t.Context(), copied, o); err == nil || !strings.Contains(err.Error(), "is a copy of") {
		t.Errorf("a copy of the folder: %v", err)
	}
	moved := filepath.Join(home, "root", "moved")
	if err := os.Rename(data, moved); err != nil {
		t.Fatal(err)
	}
	again := open(t, moved, o)
	if got := ask(t, again, "SELECT word FROM kept"); got != "kept" {
		t.Errorf("found %q in the moved folder", got)
	}
}
