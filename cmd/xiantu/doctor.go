package main

import (
	"errors"
	"fmt"
	"os/exec"
	"strings"

	"golang.org/x/sys/unix"

	"github.com/xiantu/xiantu/postgis"
)

type doctorCommand struct {
	Mend bool `help:"Put right what is found to be wrong with shapes derived from units below."`
}

// leastRoom is the free disk, in bytes, below which an import of a county or its log may
// not fit.
const leastRoom = 2 << 30

const mended = "mended"

// finding is what the doctor found of one thing; todo is empty where nothing need be done.
type finding struct{ what, found, todo string }

// Run tells what Xiantu finds of what it needs, and where its database is for other
// programs such as QGIS. It looks at everything, then fails where something is wrong; each
// such line says what to do.
func (c *doctorCommand) Run(app *application) error {
	if err := app.open(); err != nil {
		return err
	}
	var all []finding
	for _, look := range []func(*application) ([]finding, error){c.database, c.record, c.derived, c.disk, c.tools} {
		found, err := look(app)
		if err != nil {
			return err
		}
		all = append(all, found...)
	}
	rows := [][]string{{"what", "found", "what to do"}}
	wrong := 0
	for _, f := range all {
		rows = append(rows, []string{f.what, f.found, f.todo})
		if f.todo != "" && f.todo != mended {
			wrong++
		}
	}
	table(app.stdout, rows)
	if wrong > 0 {
		return fmt.Errorf("wrong in %d places: the last column says what to do", wrong)
	}
	return nil
}

func (c *doctorCommand) database(app *application) ([]finding, error) {
	version, err := app.store.Version(app.ctx)
	if err != nil {
		return nil, err
	}
	counties, err := app.store.Counties(app.ctx)
	if err != nil {
		return nil, err
	}
	return []finding{{"database", version, ""}, {"address", app.store.URL(), ""}, {"counties", fmt.Sprint(len(counties)), ""}}, nil
}

// record checks the chain of hashes over the record of every write.
func (c *doctorCommand) record(app *application) ([]finding, error) {
	err := app.store.Verify(app.ctx)
	if broken := (*postgis.RecordError)(nil); errors.As(err, &broken) {
		return []finding{{"record of writes", broken.Error(), "find out who wrote past Xiantu, and restore a backup that xiantu verify finds whole"}}, nil
	}
	return []finding{{"record of writes", "whole", ""}}, err
}

// disk looks at the room for a private database; another's is for who runs it.
func (c *doctorCommand) disk(app *application) ([]finding, error) {
	if app.line.Database != "" {
		return nil, nil
	}
	var disk unix.Statfs_t
	if err := unix.Statfs(app.line.Data, &disk); err != nil {
		return nil, fmt.Errorf("cannot see how full the disk of %s is: %w", app.line.Data, err)
	}
	room := finding{"free disk", fmt.Sprintf("%.1f GB for %s", float64(disk.Bavail)*float64(disk.Bsize)/1e9, app.line.Data), ""}
	if disk.Bavail*uint64(disk.Bsize) < leastRoom {
		room.todo = "free some space: below 2 GB imports may be refused; what was committed stays"
	}
	return []finding{room}, nil
}

func (c *doctorCommand) tools(app *application) ([]finding, error) {
	var all []finding
	for _, tool := range []struct{ name, argument, install string }{
		{"ogr2ogr", "--version", "to read and write Shapefile, GeoPackage, KML and other programs' layers: apt-get install gdal-bin"},
	} {
		out, err := exec.CommandContext(app.ctx, tool.name, tool.argument).Output()
		if err != nil {
			all = append(all, finding{tool.name, "missing", tool.install})
			continue
		}
		all = append(all, finding{tool.name, strings.TrimSpace(string(out)), ""})
	}
	return all, nil
}

// derived works out again the shapes of units without one of their own, which other
// programs see in the database, and compares them with those that are there.
func (c *doctorCommand) derived(app *application) ([]finding, error) {
	counties, err := app.store.Counties(app.ctx)
	if err != nil {
		return nil, err
	}
	shapes, todo := 0, "xiantu doctor --mend"
	if c.Mend {
		todo = mended
	}
	var faults []finding
	for _, county := range counties {
		check, err := app.store.CheckDerived(app.ctx, county.Code, c.Mend)
		if err != nil {
			return nil, err
		}
		shapes += check.Shapes
		for _, f := range check.Faults {
			what := f.Unit.String()
			if f.Unit.IsZero() {
				what = "a unit that is gone, of " + county.Code.String()
			}
			faults = append(faults, finding{"derived shape", what + " " + f.Days.String() + ": not the union of the units below", todo})
		}
	}
	return append([]finding{{"derived shapes", fmt.Sprint(shapes), ""}}, faults...), nil
}
