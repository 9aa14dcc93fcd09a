package cluster

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
)

// server is a cluster's PostgreSQL, running or not.
type server struct {
	tools    tools
	owner    owner
	data     string // PostgreSQL's data directory
	socket   string // folder of the unix socket: short, for its path may have 107 bytes
	log      string
	settings map[string]string
	state    *serverState
}

type serverState struct{ pid atomic.Int64 } // of the postmaster last seen; 0: none

// defaultSettings are what a laptop that does other work too can spare. Nothing that was
// committed is lost: fsync and synchronous_commit stay on.
func defaultSettings() map[string]string {
	return map[string]string{
		"listen_addresses":            "",
		"unix_socket_permissions":     "0700",
		"shared_buffers":              "128MB",
		"effective_cache_size":        "1GB",
		"work_mem":                    "16MB",
		"maintenance_work_mem":        "128MB",
		"wal_buffers":                 "16MB",
		"max_wal_size":                "2GB",
		"wal_compression":             "on",
		"random_page_cost":            "1.1",
		"max_connections":             "60",
		"max_locks_per_transaction":   "256",
		"jit":                         "off",
		"timezone":                    "UTC",
		"log_timezone":                "UTC",
		"log_line_prefix":             "%m [%p] ",
		"log_lock_waits":              "on",
		"log_autovacuum_min_duration": "-1",
		"log_checkpoints":             "off",
	}
}

// patience is how long a server may take to begin to start, and to end.
const patience = 30 * time.Second

// running reports whether the server last seen still lives and can be reached.
func (s server) running() bool {
	pid := int(s.state.pid.Load())
	return pid > 0 && isPostgres(pid, s.data) && s.hasSocket()
}

// hasSocket reports whether the socket is there: somebody may have cleaned /tmp.
func (s server) hasSocket() bool {
	_, err := os.Lstat(filepath.Join(s.socket, ".s.PGSQL.5432"))
	return !errors.Is(err, fs.ErrNotExist)
}

// start finds the server running or starts it, and waits until it takes connections;
// recovery after a crash may take its time. It is called within the gate.
func (s server) start(ctx context.Context) error {
	deadline := time.Now().Add(patience)
	for {
		pid, status := s.pidFile()
		if pid > 0 && isPostgres(pid, s.data) {
			if status == "ready" && s.answers(ctx) {
				s.state.pid.Store(int64(pid))
				return nil
			}
			if status == "ready" && !s.hasSocket() { // nobody can reach it any more
				if err := s.shutDown(ctx); err != nil {
					return err
				}
				continue
			}
			if err := pause(ctx, 3*time.Millisecond); err != nil {
				return fmt.Errorf("the private PostgreSQL is still starting: %w", err)
			}
			continue
		}
		err := s.launch(ctx)
		if err == nil {
			return nil
		}
		if !errors.Is(err, errInTheWay) || time.Now().After(deadline) {
			return err
		}
		// Backends outlive a killed server by a moment; those that don't end by
		// themselves hold its memory and must go before a new one can start.
		if time.Until(deadline) < patience-3*time.Second {
			s.killLeftovers()
		}
		if err := pause(ctx, 200*time.Millisecond); err != nil {
			return err
		}
	}
}

// answers tells by connecting whether a server takes connections: one that was just
// killed can look alive for a moment, one whose backend died recovers behind a status
// that says ready.
func (s server) answers(ctx context.Context) bool {
	conn, err := pgconn.Connect(ctx, s.url("postgres"))
	if err == nil {
		return conn.Close(ctx) == nil
	}
	// A refusal is an answer too (too many connections), but "not yet" is none.
	var refused *pgconn.PgError
	return errors.As(err, &refused) && refused.Code != "57P03"
}

// url is the address of a database, for pgx and libpq alike.
func (s server) url(database string) string {
	values := url.Values{"host": {s.socket}, "user": {superuser}}
	return "postgres:///" + url.PathEscape(database) + "?" + values.Encode()
}

// errInTheWay is the cause where what is left of a server that was killed keeps the
// next from starting.
var errInTheWay = errors.New("what is left of the last server is in the way")

// launch starts the server in a session of its own and waits until it is ready.
func (s server) launch(ctx context.Context) error {
	if err := s.makeSocketFolder(); err != nil {
		return err
	}
	s.clearStale()
	log, err := s.openLog()
	if err != nil {
		return err
	}
	defer log.Close()
	begin, err := log.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	cmd := exec.Command(filepath.Join(s.tools.bin, "postgres"), s.arguments()...)
	cmd.Dir, cmd.Env = s.data, environment()
	cmd.Stdout, cmd.Stderr = log, log
	cmd.SysProcAttr = s.owner.attributes()
	cmd.SysProcAttr.Setsid = true
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("the private PostgreSQL does not start: %w", err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }() // so that it is never left a zombie of ours
	for {
		if pid, status := s.pidFile(); pid == cmd.Process.Pid && status == "ready" {
			s.state.pid.Store(int64(pid))
			return nil
		}
		select {
		case err := <-ended:
			return s.whyEnded(begin, err)
		case <-ctx.Done():
			// It goes on starting: whoever comes next finds it.
			return fmt.Errorf("the private PostgreSQL is still starting: %w", ctx.Err())
		case <-time.After(3 * time.Millisecond):
		}
	}
}

func (s server) arguments() []string {
	settings := map[string]string{"unix_socket_directories": s.socket}
	maps.Copy(settings, defaultSettings())
	maps.Copy(settings, s.settings)
	args := []string{"-D", s.data}
	for _, name := range slices.Sorted(maps.Keys(settings)) {
		args = append(args, "-c", name+"="+settings[name])
	}
	return args
}

// whyEnded makes a sentence of what the server logged before it ended.
func (s server) whyEnded(begin int64, err error) error {
	said := ""
	if f, openErr := os.Open(s.log); openErr == nil {
		defer f.Close()
		f.Seek(begin, io.SeekStart)
		text, _ := io.ReadAll(io.LimitReader(f, 1<<20))
		said = string(text)
	}
	for _, sign := range []string{"pre-existing shared memory block", "already exists", "Is another postmaster", "could not bind Unix"} {
		if strings.Contains(said, sign) {
			return fmt.Errorf("%w (%w)", sentence("the private PostgreSQL does not start", said, err), errInTheWay)
		}
	}
	return sentence("the private PostgreSQL does not start (more in "+s.log+")", said, err)
}

// openLog opens the server's log, and begins a new one when it has grown large.
func (s server) openLog() (*os.File, error) {
	if info, err := os.Stat(s.log); err == nil && info.Size() > 16<<20 {
		os.Rename(s.log, s.log+".1")
	}
	return os.OpenFile(s.log, os.O_CREATE|os.O_APPEND|os.O_RDWR, 0o644)
}

// makeSocketFolder makes the socket's folder, the owner's alone. Its name can be
// guessed, so one made by somebody else is refused.
func (s server) makeSocketFolder() error {
	err := os.Mkdir(s.socket, 0o700)
	if err == nil {
		return os.Lchown(s.socket, s.owner.uid, s.owner.gid)
	}
	if !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("the socket's folder cannot be made: %w", err)
	}
	info, err := os.Lstat(s.socket)
	if err != nil {
		return err
	}
	stat := info.Sys().(*syscall.Stat_t)
	if !info.IsDir() || info.Mode().Perm()&0o077 != 0 || int(stat.Uid) != s.owner.uid && int(stat.Uid) != os.Geteuid() {
		return fmt.Errorf("%s is in the way: it is not a folder of %s alone; remove it", s.socket, s.owner.name())
	}
	return os.Lchown(s.socket, s.owner.uid, s.owner.gid)
}

// shutDown ends the server so that it has written everything down.
func (s server) shutDown(ctx context.Context) error {
	pid, _ := s.pidFile()
	if pid <= 0 || !isPostgres(pid, s.data) {
		return nil
	}
	s.state.pid.Store(0)
	for _, way := range []syscall.Signal{syscall.SIGINT, syscall.SIGQUIT} { // fast, then at once
		if err := syscall.Kill(pid, way); err != nil && !errors.Is(err, syscall.ESRCH) {
			return fmt.Errorf("end the private PostgreSQL: %w", err)
		}
		for deadline := time.Now().Add(patience); time.Now().Before(deadline); {
			if !isPostgres(pid, s.data) {
				return os.RemoveAll(s.socket)
			}
			if err := pause(ctx, 5*time.Millisecond); err != nil {
				return err
			}
		}
	}
	return fmt.Errorf("the private PostgreSQL (process %d) does not end", pid)
}

func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}
