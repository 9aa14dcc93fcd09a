package cluster

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// pidFile reads postmaster.pid: the server's process, 0 where there is none, and its
// status: "starting", "ready", "stopping".
func (s server) pidFile() (pid int, status string) {
	text, err := os.ReadFile(s.pidPath())
	if err != nil {
		return 0, ""
	}
	lines := strings.Split(string(text), "\n")
	pid, _ = strconv.Atoi(strings.TrimSpace(lines[0]))
	if len(lines) > 7 {
		status = strings.TrimSpace(lines[7])
	}
	return pid, status
}

func (s server) pidPath() string { return filepath.Join(s.data, "postmaster.pid") }

// isPostgres reports whether a process is a live PostgreSQL at work in a data
// directory: not a zombie, and not a stranger that was given the number later.
func isPostgres(pid int, data string) bool {
	if syscall.Kill(pid, 0) == syscall.ESRCH {
		return false
	}
	proc := filepath.Join("/proc", strconv.Itoa(pid))
	stat, err := os.ReadFile(filepath.Join(proc, "stat"))
	if err != nil {
		return !os.IsNotExist(err)
	}
	// "PID (name) STATE ...", and a name may hold anything.
	if after := stat[bytes.LastIndexByte(stat, ')')+1:]; len(after) > 1 && (after[1] == 'Z' || after[1] == 'X') {
		return false
	}
	folder, err := os.Readlink(filepath.Join(proc, "cwd"))
	return err == nil && folder == data
}

// clearStale removes the lock files of a server that is no more, where PostgreSQL would
// take a zombie, or a stranger that was given the number later, for a running server.
// They stay while any PostgreSQL is still at work in the directory, and where a number
// in postmaster.pid belongs to nobody PostgreSQL sees to it by itself.
func (s server) clearStale() {
	if len(s.leftovers()) > 0 {
		return
	}
	for _, name := range []string{".s.PGSQL.5432", ".s.PGSQL.5432.lock"} {
		os.Remove(filepath.Join(s.socket, name))
	}
	if pid, _ := s.pidFile(); pid > 0 && syscall.Kill(pid, 0) != syscall.ESRCH {
		os.Remove(s.pidPath())
	}
}

// leftovers are the processes of a server that was killed: PostgreSQL's, at work in
// the data directory.
func (s server) leftovers() []int {
	entries, err := os.ReadDir("/proc")
	if err != nil {
		return nil
	}
	var pids []int
	for _, e := range entries {
		pid, err := strconv.Atoi(e.Name())
		if err != nil || !isPostgres(pid, s.data) {
			continue
		}
		if program, err := os.Readlink(filepath.Join("/proc", e.Name(), "exe")); err == nil && filepath.Base(program) == "postgres" {
			pids = append(pids, pid)
		}
	}
	return pids
}

// killLeftovers ends what is left of a server that is no more. Nothing they do can be
// committed.
func (s server) killLeftovers() {
	for _, pid := range s.leftovers() {
		syscall.Kill(pid, syscall.SIGKILL)
	}
}
