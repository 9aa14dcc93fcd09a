package cluster

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// ErrNotOurs is the error where a folder holds something else.
var ErrNotOurs = errors.New("not a folder of xiantu's")

// ErrNewer is the error where a newer version of the program has laid out the folder.
var ErrNewer = errors.New("the data was made by a newer version of xiantu: use that version")

// layout is the number of the folder's layout described in the package comment.
const layout = 1

// elsewhere is where clusters are kept whose data folder the server's user cannot enter.
const elsewhere = "/var/lib/xiantu"

// home is where a cluster lives: the folder postgres of a data folder, and the place
// that holds the cluster's files, mostly the same.
type home struct {
	data   string // the data folder, absolute
	folder string // data/postgres: marker and locks
	place  string // cluster and log; "" until it is known
}

// marker is the file XIANTU.
type marker struct {
	Layout int    `json:"layout"`
	Place  string `json:"place,omitempty"` // absolute; "": here
	Note   string `json:"note"`
}

func (h home) markerFile() string { return filepath.Join(h.folder, "XIANTU") }
func (h home) usersLock() string  { return filepath.Join(h.folder, "users.lock") }
func (h home) cluster() string    { return filepath.Join(h.place, "cluster") }

// findHome makes the data folder if need be and sees that it is ours.
func findHome(data string, _ Options) (home, error) {
	if data == "" {
		return home{}, errors.New("no data folder was named: give --data DIR or --database URL")
	}
	data, err := filepath.Abs(data)
	if err != nil {
		return home{}, err
	}
	if err := os.MkdirAll(data, 0o755); err != nil {
		return home{}, fmt.Errorf("the data folder cannot be made: %w", err)
	}
	if real, err := filepath.EvalSymlinks(data); err == nil {
		data = real
	}
	h := home{data: data, folder: filepath.Join(data, "postgres")}
	if err := h.readMarker(); !errors.Is(err, fs.ErrNotExist) {
		return h, err
	}
	if err := h.refuseForeign(); err != nil {
		return h, err
	}
	if err := os.MkdirAll(h.folder, 0o755); err != nil {
		return h, fmt.Errorf("the data folder cannot be written: %w", err)
	}
	return h, nil
}

// readMarker learns the place; the error is fs.ErrNotExist where there is no marker.
func (h *home) readMarker() error {
	text, err := os.ReadFile(h.markerFile())
	if err != nil {
		return err
	}
	var m marker
	if err := json.Unmarshal(text, &m); err != nil {
		return fmt.Errorf("%s is damaged (%v): restore the folder from a backup", h.markerFile(), err)
	}
	if m.Layout > layout {
		return ErrNewer
	}
	h.place = m.Place
	if h.place == "" {
		h.place = h.folder
		return nil
	}
	return h.checkPlace()
}

// checkPlace sees that a place elsewhere is this folder's: a copied folder names the
// original's, a moved one takes it along.
func (h *home) checkPlace() error {
	back := filepath.Join(h.place, "FOLDER")
	text, err := os.ReadFile(back)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s says that its database is in %s, and there is none: restore it from a backup", h.markerFile(), h.place)
	}
	if err != nil {
		return err
	}
	recorded := strings.TrimSpace(string(text))
	if recorded == h.data {
		return nil
	}
	if _, err := os.Stat(home{folder: filepath.Join(recorded, "postgres")}.markerFile()); err == nil {
		return fmt.Errorf("%w: %s is a copy of %s, whose database it would write to: remove the copy", ErrNotOurs, h.data, recorded)
	}
	return writeFile(back, []byte(h.data+"\n"))
}

// refuseForeign sees that a folder without a marker is empty. Hidden files and what a
// start that was killed left behind do not count.
func (h home) refuseForeign() error {
	for _, folder := range []string{h.data, h.folder} {
		entries, err := os.ReadDir(folder)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		for _, e := range entries {
			switch name := e.Name(); {
			case strings.HasPrefix(name, "."), name == "lost+found":
			case folder == h.data && name == "postgres":
			case folder == h.folder && (strings.HasSuffix(name, ".lock") || strings.HasPrefix(name, "XIANTU.")):
			default:
				return fmt.Errorf("%w: %s holds other files (%s) and no data of xiantu's: give --data an empty or a new folder", ErrNotOurs, folder, name)
			}
		}
	}
	return nil
}

// throughGate runs step while no other command starts or stops the server.
func (h home) throughGate(ctx context.Context, step func() error) error {
	gate, err := takeLock(ctx, filepath.Join(h.folder, "gate.lock"), true)
	if err != nil {
		return err
	}
	defer gate.release()
	return step()
}

// join counts this process among the users. It never has to wait: alone is only who
// stops the server, within the gate.
func (h home) join() (*lock, error) {
	users, err := tryLock(h.usersLock(), false)
	if err == nil && users == nil {
		err = fmt.Errorf("%s is held by another program", h.usersLock())
	}
	return users, err
}

// settle decides where the cluster's files go and writes the marker.
func (h *home) settle(ctx context.Context, t tools, o owner, where string) error {
	m := marker{Layout: layout, Note: "xiantu keeps its PostgreSQL here. Leave all files to it."}
	h.place = h.folder
	if o.other && !o.canEnter(ctx, t, h.folder) {
		if where == "" {
			where = elsewhere
		}
		place, err := h.makePlace(where)
		if err != nil {
			return err
		}
		h.place, m.Place = place, place
	}
	text, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	return writeFile(h.markerFile(), append(text, '\n'))
}

// makePlace makes a folder for the cluster outside the data folder. A place whose data
// folder was removed keeps its data: the next one gets a number.
func (h home) makePlace(where string) (string, error) {
	sum := sha256.Sum256([]byte(h.data))
	if err := os.MkdirAll(where, 0o755); err != nil {
		return "", err
	}
	for n := 1; ; n++ {
		place := filepath.Join(where, fmt.Sprintf("%x", sum[:8]))
		if n > 1 {
			place += fmt.Sprintf("-%d", n)
		}
		err := os.Mkdir(place, 0o755)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return "", err
		}
		return place, writeFile(filepath.Join(place, "FOLDER"), []byte(h.data+"\n"))
	}
}

// writeFile writes a file so that after a crash it is there whole or not at all.
func writeFile(path string, text []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(text)
	err = errors.Join(err, f.Chmod(0o644), f.Sync(), f.Close())
	if err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
