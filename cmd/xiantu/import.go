package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/user"
	"path/filepath"
	"slices"
	"strings"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	importer "github.com/xiantu/xiantu/import"
)

type importCommand struct {
	Kind     string            `arg:"" help:"What the files hold: divisions, facilities, people, zones, roads, or a layer that maps show beneath the divisions." enum:"divisions,facilities,people,zones,roads,layer"`
	Files    []string          `arg:"" help:"Files; a FileGDB may be a folder." type:"path"`
	Date     string            `help:"The day that the files describe, YYYY-MM-DD."`
	CRS      string            `name:"crs" help:"Coordinate system where the file does not say: EPSG:4490, EPSG:4544, GCJ-02, BD-09, ..."`
	Level    string            `help:"Level of the divisions; default: what the codes say." enum:",county,township,village" default:""`
	Basis    string            `help:"How people were counted." enum:"resident,registered" default:"resident"`
	Encoding string            `help:"Of texts, where the file does not say." enum:"auto,utf-8,gb18030" default:"auto"`
	Partial  bool              `help:"Take what can be taken; the report says what was not."`
	Columns  map[string]string `help:"Columns by name: code=XZQDM,name=XZQMC; a code may be put together: code=7560{KTNR:2}{id:3}." mapsep:","`
	Narrow   float64           `help:"Give gaps and overlaps of divisions up to this width, in metres, to the unit along the longest border." placeholder:"METRES"`
	Repairs  string            `help:"Give gaps and overlaps of divisions to units as this JSON file says, which names them as the report does: {\"narrow_m\": 5, \"pieces\": {\"gap-3f0c9a41d2\": \"511425106203\"}}; longest and leave stand for a code." type:"existingfile"`
	DryRun   bool              `help:"Read and report; write nothing."`
	Report   string            `help:"Write the report on every row to this JSON file." type:"path"`
	Document string            `help:"The paper behind it, such as an approval's number."`
	Name     string            `help:"The county's name, where no file says it."`
}

// Run reads the files, reports, and commits all of it in one transaction, or nothing.
func (c *importCommand) Run(app *application) error {
	options, err := c.options(app)
	if err != nil {
		return err
	}
	if err := app.open(); err != nil {
		return err
	}
	known, err := app.known(options)
	if err != nil {
		return err
	}
	var files []importer.File
	for _, path := range c.Files {
		files = append(files, importer.File{Name: filepath.Base(path), Path: path})
	}
	bar := app.progress("reading")
	options.Progress = bar.set
	result, err := importer.Read(app.ctx, files, options, known)
	bar.done()
	if err != nil {
		return err
	}
	if err := c.tell(app, result); err != nil {
		return err
	}
	if err := result.Err(); err != nil {
		return err
	}
	if c.DryRun {
		return c.foretell(app, result.Write)
	}
	result.Write.Document = c.Document
	if c.Name != "" {
		result.Write.Counties = named(result.Write, c.Name)
	}
	versions, err := app.store.Commit(app.ctx, result.Write)
	if err != nil {
		return err
	}
	for county, now := range versions {
		app.editions.Invalidate(county, now)
	}
	return app.tellInferred(result.Write)
}

// foretell prints what divisions would let one infer of who became whom.
func (c *importCommand) foretell(app *application, w edition.Write) error {
	list, err := app.foresee(w)
	if err == nil && len(list) > 0 && !app.line.JSON {
		printInferences(app.stdout, list)
	}
	return err
}

func (c *importCommand) options(app *application) (importer.Options, error) {
	kind, err := importer.ParseKind(c.Kind)
	if err != nil {
		return importer.Options{}, usageError{sentence(err)}
	}
	date, err := parseDay("--date", c.Date)
	if err != nil {
		return importer.Options{}, err
	}
	county, err := parseCounty(app.line.County)
	if err != nil {
		return importer.Options{}, err
	}
	repairs, err := c.repairs(kind)
	if err != nil {
		return importer.Options{}, err
	}
	level, _ := adcode.ParseLevel(c.Level)
	return importer.Options{Kind: kind, Date: date, County: county, CRS: c.CRS, Level: level, Basis: edition.Basis(c.Basis), Encoding: c.Encoding,
		Partial: c.Partial, Columns: c.Columns, Repairs: repairs, Author: author()}, nil
}

// known is what the importer may look things up in: the county that is named, or the
// only one there is; nothing where there is none yet or the files may hold several.
func (a *application) known(o importer.Options) (importer.Known, error) {
	county := o.County
	if county.IsZero() {
		all, err := a.store.Counties(a.ctx)
		if err != nil {
			return importer.Known{}, err
		}
		if len(all) != 1 {
			return importer.Known{}, nil
		}
		county = all[0].Code
	} else if known, err := a.isKnown(county); err != nil || !known {
		return importer.Known{}, err
	}
	register, err := a.store.Register(a.ctx, county)
	if err != nil {
		return importer.Known{}, err
	}
	ed, err := a.editions.Edition(a.ctx, edition.Key{County: county, At: o.Date})
	return importer.Known{Register: &register, Edition: ed}, err
}

func (a *application) isKnown(county adcode.Code) (bool, error) {
	all, err := a.store.Counties(a.ctx)
	for _, c := range all {
		if c.Code == county {
			return true, err
		}
	}
	return false, err
}

// named gives the county that a write is about a name, where it is about just one.
func named(w edition.Write, name string) []edition.County {
	if len(w.Counties) > 0 {
		w.Counties[0].Name = name
		return w.Counties
	}
	for _, s := range w.Snapshots {
		return []edition.County{{Code: s.County, Name: name}}
	}
	return nil
}

// tell writes the report: as JSON where asked, and the rows a person must look at.
func (c *importCommand) tell(app *application, result *importer.Result) error {
	if c.Report != "" {
		write := func(w io.Writer) error {
			text, err := json.MarshalIndent(result.Report, "", " ")
			return errors.Join(err, writeAll(w, append(text, '\n')))
		}
		if err := writeWhole(c.Report, write); err != nil {
			return err
		}
	}
	if app.line.JSON {
		return writeJSON(app.stdout, result.Report)
	}
	printReport(app.stdout, result.Report)
	return nil
}

// printed is how many rows with problems are shown; the report file has all.
const printed = 40

func printReport(w io.Writer, report importer.Report) {
	rows := [][]string{{"file", "sheet", "row", "id", "action", "problem", "said"}}
	left := 0
	for _, row := range report.Rows {
		for i, p := range row.Problems {
			if row.Action == importer.Fix || len(rows) > printed {
				left++
				continue
			}
			cells := []string{row.File, row.Sheet, fmt.Sprint(row.Row), row.ID, string(row.Action), string(p.Code), p.Said.En}
			if i > 0 {
				cells[0], cells[1], cells[2], cells[3], cells[4] = "", "", "", "", ""
			}
			rows = append(rows, cells)
		}
	}
	if len(rows) > 1 {
		table(w, rows)
	}
	if left > 0 {
		fmt.Fprintf(w, "%d repairs and findings are not shown: --report FILE.json has all\n", left)
	}
	var files []string
	for _, f := range report.Files {
		if !slices.Contains(files, f.File) {
			files = append(files, f.File)
		}
	}
	c := report.Counts
	printMending(w, report.Mending)
	fmt.Fprintf(w, "%s: %d rows: %d accepted, %d repaired, %d to look at, %d refused\n", strings.Join(files, ", "), c.Rows, c.Accept, c.Fix, c.Warn, c.Reject)
}

func writeAll(w io.Writer, text []byte) error {
	_, err := w.Write(text)
	return err
}

// author is who the audit trail names for what is done on the command line.
func author() string {
	u, err := user.Current()
	if err != nil {
		return "command line"
	}
	return strings.TrimSpace(u.Username)
}
