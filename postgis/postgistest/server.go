package postgistest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"github.com/xiantu/xiantu/postgis"
	"github.com/xiantu/xiantu/postgis/cluster"
)

// testServer is the one server of a test program.
type testServer struct {
	cluster *cluster.Cluster
	alive   io.Closer // the pipe to the guard, held open while this process lives
}

// shared starts the server when the first test asks for it.
var shared = sync.OnceValues(startServer)

func (s *testServer) url(database string) string { return s.cluster.URL(database) }

func startServer() (*testServer, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	folder, err := makeFolder()
	if err != nil {
		return nil, err
	}
	private, err := cluster.Open(ctx, folder, cluster.Options{Log: slog.New(slog.DiscardHandler), NoSync: true, Settings: settings()})
	if err != nil {
		return nil, err
	}
	alive, err := guard(folder, private)
	if err != nil {
		return nil, errors.Join(err, private.Close())
	}
	s := &testServer{private, alive}
	return s, s.makeTemplate(ctx)
}

// settings trade all safety for speed: the data are thrown away.
func settings() map[string]string {
	return map[string]string{
		"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "wal_level": "minimal", "max_wal_senders": "0",
		"autovacuum": "off", "shared_buffers": "64MB", "max_connections": "200", "max_wal_size": "1GB", "bgwriter_lru_maxpages": "0", "dynamic_shared_memory_type": "mmap",
	}
}

func (s *testServer) makeTemplate(ctx context.Context) error {
	if err := s.execute(ctx, "CREATE DATABASE "+template); err != nil {
		return err
	}
	store, err := postgis.Open(ctx, postgis.Options{URL: s.url(template), Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	return store.Close(ctx)
}

// prefix begins the name of every test server's folder.
const prefix = "xiantu-test-"

// makeFolder makes the server's folder, in memory where there is room, after removing
// those that programs left behind which are no more.
func makeFolder() (string, error) {
	place := os.TempDir()
	var shm syscall.Statfs_t
	if err := syscall.Statfs("/dev/shm", &shm); err == nil && shm.Bavail*uint64(shm.Bsize) > 1<<30 {
		place = "/dev/shm"
	}
	stale, _ := filepath.Glob(filepath.Join(place, prefix+"*"))
	for _, folder := range stale {
		var pid int
		if _, err := fmt.Sscanf(filepath.Base(folder), prefix+"%d-", &pid); err == nil && syscall.Kill(pid, 0) == syscall.ESRCH {
			removeStale(folder)
		}
	}
	folder, err := os.MkdirTemp(place, fmt.Sprintf("%s%d-", prefix, os.Getpid()))
	if err != nil {
		return "", err
	}
	return folder, os.Chmod(folder, 0o755) // user postgres has to pass
}

// removeStale ends the server of a folder, if it still runs, and removes the folder.
func removeStale(folder string) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	cluster.Destroy(ctx, folder)
}

// guard leaves a process behind that waits for the end of this one, then ends the
// server and removes its folder. A pipe tells it: its far end closes however this
// process ends.
func guard(folder string, c *cluster.Cluster) (alive io.Closer, err error) {
	const script = `read -r _; kill -QUIT "$1"; for i in 1 2 3 4 5 6 7 8 9 10; do kill -0 "$1" || break; sleep 0.1; done; rm -rf -- "$2" "$3"`
	cmd := exec.Command("/bin/sh", "-c", script, "sh", fmt.Sprint(c.PID()), folder, c.Socket())
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	cmd.Dir = "/"
	if alive, err = cmd.StdinPipe(); err != nil {
		return nil, err
	}
	return alive, cmd.Start()
}
