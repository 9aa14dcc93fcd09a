package cluster

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

// ErrDiskFull is the error where there is no room for the database.
var ErrDiskFull = errors.New("no space is left")

// superuser is the cluster's only role. Who can enter the socket's folder is it.
const superuser = "xiantu"

// room is what a new cluster needs on disk, in bytes.
const room = 200 << 20

// prepare finds the programs, makes the cluster where there is none, and returns its
// server, not started. It is called within the gate.
func (h *home) prepare(ctx context.Context, o Options) (server, error) {
	if err := h.readMarker(); err != nil && !errors.Is(err, fs.ErrNotExist) { // another command may have been faster
		return server{}, err
	}
	settled := h.place != ""
	if !settled {
		h.place = h.folder
	}
	major, err := heldMajor(h.cluster())
	if err != nil {
		return server{}, err
	}
	t, err := findTools(ctx, major)
	if err != nil {
		return server{}, err
	}
	who, err := findOwner(h.cluster())
	if err != nil {
		return server{}, err
	}
	if !settled {
		if err := h.settle(ctx, t, who, o.Elsewhere); err != nil {
			return server{}, err
		}
	}
	if major == 0 {
		if err := h.initialise(ctx, t, who, o); err != nil {
			return server{}, err
		}
	}
	sum := sha256.Sum256([]byte(h.cluster()))
	return server{tools: t, owner: who, data: h.cluster(), log: filepath.Join(h.place, "log"), settings: o.Settings,
		socket: fmt.Sprintf("/tmp/xiantu-%d-%x", who.uid, sum[:6]), state: &serverState{}}, nil
}

// heldMajor is the version of PostgreSQL that made a cluster; 0 where there is none.
func heldMajor(cluster string) (int, error) {
	text, err := os.ReadFile(filepath.Join(cluster, "PG_VERSION"))
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if errors.Is(err, fs.ErrPermission) {
		return 0, fmt.Errorf("the data in %s belongs to another user: run this as that user (or as root)", cluster)
	}
	if err != nil {
		return 0, err
	}
	major, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		return 0, fmt.Errorf("%s is damaged: restore the folder from a backup", filepath.Join(cluster, "PG_VERSION"))
	}
	return major, nil
}

// initialise makes the cluster beside its place and moves it there when it is whole:
// killed half-way, it leaves nothing that looks like one.
func (h home) initialise(ctx context.Context, t tools, who owner, o Options) error {
	var disk unix.Statfs_t
	if err := unix.Statfs(h.place, &disk); err == nil && disk.Bavail*uint64(disk.Bsize) < room {
		return fmt.Errorf("%w: a new database needs %d MB in %s, there are %d", ErrDiskFull, room>>20, h.place, disk.Bavail*uint64(disk.Bsize)>>20)
	}
	if left, _ := filepath.Glob(filepath.Join(h.place, "cluster.new-*")); len(left) > 0 {
		for _, folder := range left {
			os.RemoveAll(folder)
		}
	}
	fresh := filepath.Join(h.place, fmt.Sprintf("cluster.new-%d", os.Getpid()))
	if err := who.makeFolder(fresh); err != nil {
		return err
	}
	defer os.RemoveAll(fresh)
	args := []string{"-D", fresh, "-U", superuser, "-A", "trust", "-E", "UTF8", "--lc-collate=C", "--lc-ctype=C.UTF-8", "--lc-messages=C", "--no-instructions"}
	if o.NoSync {
		args = append(args, "--no-sync")
	}
	if said, err := who.run(ctx, fresh, filepath.Join(t.bin, "initdb"), args...); err != nil {
		return sentence("the private PostgreSQL cannot be made in "+h.place, said, err)
	}
	return os.Rename(fresh, h.cluster())
}

// run runs a child to its end as the owner, and returns what it said. The child dies
// with this process.
func (o owner) run(ctx context.Context, folder, program string, args ...string) (string, error) {
	// The parent-death signal is tied to the thread that started the child.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Dir, cmd.Env = folder, environment()
	cmd.SysProcAttr = o.attributes()
	cmd.SysProcAttr.Pdeathsig = syscall.SIGKILL
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	err := cmd.Run()
	return said.String(), err
}

// canEnter tells by trying whether the owner can enter a folder.
func (o owner) canEnter(ctx context.Context, t tools, folder string) bool {
	_, err := o.run(ctx, folder, filepath.Join(t.bin, "postgres"), "--version")
	return err == nil
}

// environment is all that the server's programs see of this process's: no PGDATA, no
// locale of the user's.
func environment() []string {
	return []string{"PATH=/usr/bin:/bin:/usr/sbin:/sbin", "LANG=C.UTF-8", "LC_ALL=C.UTF-8", "TZ=UTC", "HOME=/"}
}

// sentence makes one of what PostgreSQL's programs said: the trouble, and their own
// last words.
func sentence(trouble, said string, err error) error {
	if strings.Contains(said, "No space left on device") {
		return fmt.Errorf("%s: %w: free some and try again", trouble, ErrDiskFull)
	}
	last := ""
	for _, line := range strings.Split(said, "\n") {
		for _, word := range []string{"FATAL:", "PANIC:", "ERROR:", "error:"} {
			if _, after, found := strings.Cut(line, word); found {
				last = strings.TrimSpace(after)
			}
		}
	}
	switch {
	case last != "":
		return fmt.Errorf("%s: %s", trouble, last)
	case err != nil:
		return fmt.Errorf("%s: %w", trouble, err)
	}
	return errors.New(trouble)
}
