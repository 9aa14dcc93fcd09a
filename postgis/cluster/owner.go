package cluster

import (
	"fmt"
	"os"
	"os/user"
	"strconv"
	"syscall"
)

// owner is the user that the server runs as: oneself, or for root the user postgres.
type owner struct {
	uid, gid int
	other    bool // than the one this process runs as
}

// findOwner tells who runs the server: whoever owns a cluster that is there already
// (root may start anyone's), else postgres for root, else oneself.
func findOwner(cluster string) (owner, error) {
	self := owner{uid: os.Geteuid(), gid: os.Getegid()}
	if info, err := os.Stat(cluster); err == nil {
		stat := info.Sys().(*syscall.Stat_t)
		held := owner{uid: int(stat.Uid), gid: int(stat.Gid)}
		held.other = held.uid != self.uid
		switch {
		case !held.other && self.uid != 0:
			return held, nil
		case self.uid == 0 && held.uid != 0:
			return held, nil
		case self.uid != 0:
			return held, fmt.Errorf("the data in %s belongs to %s: run this as that user (or as root)", cluster, held.name())
		}
	}
	if self.uid != 0 {
		return self, nil
	}
	postgres, err := user.Lookup("postgres")
	if err != nil {
		return self, fmt.Errorf("%w: PostgreSQL does not run as root, and there is no user postgres for it: install it (Debian: apt install postgresql postgresql-15-postgis-3) or start this as a normal user", ErrMissing)
	}
	uid, uidErr := strconv.Atoi(postgres.Uid)
	gid, gidErr := strconv.Atoi(postgres.Gid)
	if uidErr != nil || gidErr != nil {
		return self, fmt.Errorf("user postgres has no numeric id: %q, %q", postgres.Uid, postgres.Gid)
	}
	return owner{uid, gid, true}, nil
}

func (o owner) name() string {
	if u, err := user.LookupId(strconv.Itoa(o.uid)); err == nil {
		return "user " + u.Username
	}
	return "user number " + strconv.Itoa(o.uid)
}

// attributes make a child process the owner's.
func (o owner) attributes() *syscall.SysProcAttr {
	attributes := &syscall.SysProcAttr{}
	if o.other {
		attributes.Credential = &syscall.Credential{Uid: uint32(o.uid), Gid: uint32(o.gid)}
	}
	return attributes
}

// makeFolder makes a folder that is the owner's alone.
func (o owner) makeFolder(path string) error {
	if err := os.MkdirAll(path, 0o700); err != nil {
		return err
	}
	if !o.other {
		return os.Chmod(path, 0o700)
	}
	return os.Lchown(path, o.uid, o.gid)
}
