package cluster

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// lock is a flock on a file. The kernel lets go of it when the process ends, however
// it ends; a child does not inherit it, for Go opens files close-on-exec.
type lock struct{ file *os.File }

// tryLock takes the lock, shared or alone; nil where another process is in the way.
func tryLock(path string, alone bool) (*lock, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, err
	}
	how := unix.LOCK_SH | unix.LOCK_NB
	if alone {
		how = unix.LOCK_EX | unix.LOCK_NB
	}
	for {
		err = unix.Flock(int(file.Fd()), how)
		if !errors.Is(err, unix.EINTR) {
			break
		}
	}
	if err != nil {
		file.Close()
		if errors.Is(err, unix.EWOULDBLOCK) {
			return nil, nil
		}
		return nil, fmt.Errorf("lock %s: %w", path, err)
	}
	return &lock{file}, nil
}

// takeLock waits for the lock.
func takeLock(ctx context.Context, path string, alone bool) (*lock, error) {
	for wait := 2 * time.Millisecond; ; wait = min(2*wait, 50*time.Millisecond) {
		l, err := tryLock(path, alone)
		if l != nil || err != nil {
			return l, err
		}
		select {
		case <-ctx.Done():
			return nil, fmt.Errorf("another command has held %s for too long: %w", path, ctx.Err())
		case <-time.After(wait):
		}
	}
}

// release lets go at once: closing alone would not, while a child that is being
// started has not let go of its copy of the file yet.
func (l *lock) release() {
	_ = unix.Flock(int(l.file.Fd()), unix.LOCK_UN)
	l.file.Close()
}
