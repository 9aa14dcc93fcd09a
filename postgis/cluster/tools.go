package cluster

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// ErrMissing is the error where PostgreSQL or PostGIS is not installed.
var ErrMissing = errors.New("PostgreSQL with PostGIS is missing")

// tools are the programs of one installed PostgreSQL.
type tools struct {
	bin   string // folder of initdb and postgres
	major int
	gis   bool // PostGIS is installed for it
}

// findTools looks for PostgreSQL in $XIANTU_PG_BIN, where pg_config says, and where
// Debian puts it, and returns the newest that has PostGIS; with a major version
// wanted, that one. The error says what to install.
func findTools(ctx context.Context, wanted int) (tools, error) {
	var found []tools
	for _, bin := range binFolders(ctx) {
		if t, ok := toolsIn(ctx, bin); ok {
			found = append(found, t)
		}
	}
	slices.SortStableFunc(found, func(a, b tools) int { return b.major - a.major })
	for _, t := range found {
		if t.gis && (wanted == 0 || t.major == wanted) {
			return t, nil
		}
	}
	return tools{}, missing(found, wanted)
}

func missing(found []tools, wanted int) error {
	switch {
	case len(found) == 0 && wanted == 0:
		return fmt.Errorf("%w: install them (Debian: sudo apt install postgresql postgresql-15-postgis-3), name PostgreSQL's folder of programs in XIANTU_PG_BIN, or use a database of your own with --database", ErrMissing)
	case wanted == 0:
		v := found[0].major
		return fmt.Errorf("%w: PostgreSQL %d is installed in %s, but not PostGIS for it: install it (Debian: sudo apt install postgresql-%d-postgis-3)", ErrMissing, v, found[0].bin, v)
	}
	have := "no PostgreSQL"
	if len(found) > 0 {
		have = fmt.Sprintf("PostgreSQL %d", found[0].major)
	}
	return fmt.Errorf("%w: the data was made by PostgreSQL %d, and %s with PostGIS for it is installed: install that version beside it (Debian: sudo apt install postgresql-%d postgresql-%d-postgis-3)", ErrMissing, wanted, have, wanted, wanted)
}

// binFolders lists where the programs may be, the likeliest first. XIANTU_PG_BIN is
// the only place looked at where it is set.
func binFolders(ctx context.Context) []string {
	if set := os.Getenv("XIANTU_PG_BIN"); set != "" {
		return []string{set}
	}
	folders, _ := filepath.Glob("/usr/lib/postgresql/*/bin")
	if len(folders) > 0 {
		return folders
	}
	if out, err := exec.CommandContext(ctx, "pg_config", "--bindir").Output(); err == nil {
		folders = append(folders, strings.TrimSpace(string(out)))
	}
	if path, err := exec.LookPath("postgres"); err == nil {
		folders = append(folders, filepath.Dir(path))
	}
	return folders
}

var (
	debianFolder = regexp.MustCompile(`^/usr/lib/postgresql/(\d+)/bin$`)
	versionLine  = regexp.MustCompile(`\) (\d+)`)
)

// toolsIn looks at a folder of programs. Debian's tells its version by its name, which
// saves a start two child processes.
func toolsIn(ctx context.Context, bin string) (tools, bool) {
	for _, program := range []string{"postgres", "initdb"} {
		if _, err := os.Stat(filepath.Join(bin, program)); err != nil {
			return tools{}, false
		}
	}
	t := tools{bin: bin}
	share := ""
	if m := debianFolder.FindStringSubmatch(bin); m != nil {
		t.major, _ = strconv.Atoi(m[1])
		share = filepath.Join("/usr/share/postgresql", m[1])
	} else {
		out, err := exec.CommandContext(ctx, filepath.Join(bin, "postgres"), "--version").Output()
		m := versionLine.FindSubmatch(out)
		if err != nil || m == nil {
			return tools{}, false
		}
		t.major, _ = strconv.Atoi(string(m[1]))
		if out, err := exec.CommandContext(ctx, filepath.Join(bin, "pg_config"), "--sharedir").Output(); err == nil {
			share = strings.TrimSpace(string(out))
		}
	}
	_, err := os.Stat(filepath.Join(share, "extension", "postgis.control"))
	t.gis = err == nil
	return t, true
}
