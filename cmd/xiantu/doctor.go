package main

import (
	"fmt"
	"os/exec"
	"strings"
)

type doctorCommand struct{}

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
	missing := 0
	for _, tool := range []struct{ name, argument, install string }{
		{"ogr2ogr", "--version", "to read Shapefile, GeoPackage, FileGDB and KML: apt-get install gdal-bin"},
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
	return nil
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
