package main

import (
	"fmt"
	"os/exec"
	"strings"

	"github.com/xiantu/xiantu/edition"
)

type doctorCommand struct {
	Mend bool `help:"Put right what is found to be wrong with shapes derived from units below."`
}

// Run tells what Xiantu finds of what it needs, and where its database is for other
// programs such as QGIS. It fails where something is missing, and says what to do.
func (c *doctorCommand) Run(app *application) error {
	rows := [][]string{{"what", "found", "what to do"}}
	if err := app.open(); err != nil {
		return err
	}
	version, err := app.store.Version(app.ctx)
	if err != nil {
		return err
	}
	rows = append(rows, []string{"database", version, ""}, []string{"address", app.store.URL(), ""})
	counties, err := app.store.Counties(app.ctx)
	if err != nil {
		return err
	}
	rows = append(rows, []string{"counties", fmt.Sprint(len(counties)), ""})
	derived, faults, err := c.derived(app, counties)
	if err != nil {
		return err
	}
	rows = append(rows, derived...)
	missing := 0
	for _, tool := range []struct{ name, argument, install string }{
		{"ogr2ogr", "--version", "to read and write Shapefile, GeoPackage, KML and other programs' layers: apt-get install gdal-bin"},
	} {
		out, err := exec.CommandContext(app.ctx, tool.name, tool.argument).Output()
		if err != nil {
			missing++
			rows = append(rows, []string{tool.name, "missing", tool.install})
			continue
		}
		rows = append(rows, []string{tool.name, strings.TrimSpace(string(out)), ""})
	}
	table(app.stdout, rows)
	if missing > 0 {
		return fmt.Errorf("%d of the programs that Xiantu uses are missing", missing)
	}
	if faults > 0 && !c.Mend {
		return fmt.Errorf("%d shapes that other programs see are not the union of the units below: xiantu doctor --mend", faults)
	}
	return nil
}

// derived works out again the shapes of units without one of their own, which other
// programs see in the database, and compares them with those that are there.
func (c *doctorCommand) derived(app *application, counties []edition.County) (rows [][]string, faults int, err error) {
	shapes := 0
	for _, county := range counties {
		check, err := app.store.CheckDerived(app.ctx, county.Code, c.Mend)
		if err != nil {
			return nil, 0, err
		}
		shapes += check.Shapes
		faults += len(check.Faults)
		todo := "xiantu doctor --mend"
		if c.Mend {
			todo = "mended"
		}
		for _, f := range check.Faults {
			what := f.Unit.String()
			if f.Unit.IsZero() {
				what = "a unit that is gone, of " + county.Code.String()
			}
			rows = append(rows, []string{"derived shape", what + " " + f.Days.String(), todo})
		}
	}
	return append([][]string{{"derived shapes", fmt.Sprint(shapes), ""}}, rows...), faults, nil
}

type verifyCommand struct{}

// Run checks the chain of hashes over the record of every write.
func (c *verifyCommand) Run(app *application) error {
	if err := app.open(); err != nil {
		return err
	}
	if err := app.store.Verify(app.ctx); err != nil {
		return err
	}
	fmt.Fprintln(app.stdout, "the record of writes is whole")
	return nil
}
