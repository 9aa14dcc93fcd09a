package postgistest_test

import (
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
	"github.com/xiantu/xiantu/postgis/postgistest"
)

func TestStoresAreTheirOwn(t *testing.T) {
	for _, name := range []string{"a", "b", "c"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			store := postgistest.New(t)
			if heads, err := store.Heads(t.Context()); err != nil || len(heads) != 0 {
				t.Errorf("a new store holds %v, %v", heads, err)
			}
			county := edition.County{Code: adcode.MustParse("511425"), Name: name}
			if _, err := store.Commit(t.Context(), edition.Write{Author: name, Counties: []edition.County{county}}); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestVictim is run by the other tests in a child process.
func TestVictim(t *testing.T) {
	if os.Getenv("POSTGISTEST_VICTIM") == "" {
		return
	}
	postgistest.New(t)
	println("ready")
	time.Sleep(time.Minute)
}

// victim starts a test program of its own that uses a store.
func victim(t *testing.T, env ...string) (cmd *exec.Cmd, said func() string) {
	t.Helper()
	cmd = exec.Command(os.Args[0], "-test.run", "^TestVictim$")
	cmd.Env = append(append(os.Environ(), "POSTGISTEST_VICTIM=1"), env...)
	both, err := os.CreateTemp(t.TempDir(), "said")
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stdout, cmd.Stderr = both, both
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cmd.Process.Kill(); cmd.Wait() })
	return cmd, func() string {
		text, _ := os.ReadFile(both.Name())
		return string(text)
	}
}

func TestAKilledTestLeavesNothingBehind(t *testing.T) {
	cmd, said := victim(t)
	wait(t, "the victim to be ready", func() bool { return strings.Contains(said(), "ready") })
	folders := func() []string {
		name := "xiantu-test-" + strconv.Itoa(cmd.Process.Pid) + "-*"
		inMemory, _ := filepath.Glob(filepath.Join("/dev/shm", name))
		onDisk, _ := filepath.Glob(filepath.Join(os.TempDir(), name))
		return append(inMemory, onDisk...)
	}
	if len(folders()) != 1 {
		t.Fatalf("its server is in %v", folders())
	}
	if err := cmd.Process.Signal(syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	cmd.Wait()
	wait(t, "its server to go", func() bool { return len(folders()) == 0 })
}

// Without PostgreSQL a test fails, and says what to install.
func TestWithoutPostgreSQLTestsFail(t *testing.T) {
	cmd, said := victim(t, "XIANTU_PG_BIN="+t.TempDir())
	if err := cmd.Wait(); err == nil || !strings.Contains(said(), "apt install postgresql") {
		t.Errorf("the test ended with %v and said %s", err, said())
	}
}

func wait(t *testing.T, what string, until func() bool) {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); !until(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("waited in vain for " + what)
		}
	}
}
