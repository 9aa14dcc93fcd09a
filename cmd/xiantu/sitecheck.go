package main

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
	importer "github.com/xiantu/xiantu/import"
	"github.com/xiantu/xiantu/web"
)

type sitecheckCommand struct {
	Where   string   `arg:"" optional:"" help:"A GeoJSON file of points, or one place as LON,LAT in degrees."`
	At      string   `help:"The day, YYYY-MM-DD; default: the newest state."`
	Plan    int64    `help:"With this plan applied."`
	Setback []string `help:"Strips of other widths than imported: railway:300,river:250 (metres)." placeholder:"KIND:M"`
	Nearest int      `help:"Also name this many zones that do not forbid the place." default:"1"`
	Grid    float64  `help:"Judge a unit's land in the middles of squares of this side in metres." placeholder:"M"`
	Free    string   `help:"Write the land that is left free to this file: .geojson, .csv or .xlsx." type:"path"`
	Unit    string   `help:"With --grid or --free: only this unit, by code; default: the county."`
	By      string   `help:"With --free: a line for each county, township or village." enum:"county,township,village" default:"county"`
	Within  float64  `help:"With --free: how far edges drawn may lie beyond the true ones, in metres." default:"0.5"`
	Out     string   `help:"Write the judged places to this file: .geojson, .csv or .xlsx." type:"path"`
}

// Help explains the forms of the command.
func (c *sitecheckCommand) Help() string {
	return "xiantu sitecheck 103.85,29.85        which zones forbid a cemetery there\n" +
		"xiantu sitecheck candidates.geojson  the same for each point of a file\n" +
		"xiantu sitecheck --grid 100          the county judged every 100 m, with counts\n" +
		"xiantu sitecheck --free free.geojson the land that no zone and no strip takes"
}

// Run judges places, a grid, or draws the free land.
func (c *sitecheckCommand) Run(app *application) error {
	zoning, unit, format, err := c.read()
	if err != nil {
		return err
	}
	at, err := parseDay("--at", c.At)
	if err != nil {
		return err
	}
	var places []orb.Point
	if c.Where != "" {
		if places, err = readPlaces(c.Where); err != nil {
			return err
		}
	}
	ed, err := app.draft(at, c.Plan)
	if err != nil {
		return err
	}
	switch {
	case c.Free != "":
		err = c.free(app, ed, coverage.FreeQuestion{Zoning: zoning, Unit: unit, Tolerance: geo.Metres(c.Within)}, format)
	case c.Grid != 0:
		err = c.grid(app, ed, coverage.Raster{Zoning: zoning, Unit: unit, Step: geo.Metres(c.Grid)}, format)
	default:
		err = c.places(app, ed, zoning, places, format)
	}
	return asUsage(err)
}

// asUsage makes bad usage of a question that cannot be, but not of data that are missing.
func asUsage(err error) error {
	var question *coverage.QuestionError
	if errors.As(err, &question) && question.Part != "zones" {
		return usageError{question.Error()}
	}
	return err
}

// read checks the flags.
func (c *sitecheckCommand) read() (z coverage.Zoning, unit adcode.Code, format string, err error) {
	ways := 0
	for _, asked := range []bool{c.Where != "", c.Grid != 0, c.Free != ""} {
		if asked {
			ways++
		}
	}
	if ways != 1 {
		return z, unit, "", usageError{"say one of: a GeoJSON file or LON,LAT, --grid METRES, --free FILE"}
	}
	z.Nearest = c.Nearest
	if c.Grid != 0 {
		z.Nearest = 0
	}
	if z.Setbacks, err = web.ParseSetbacks(c.Setback); err != nil {
		return z, unit, "", usageError{"--setback: " + sentence(err)}
	}
	if c.Unit != "" {
		if unit, err = adcode.Parse(c.Unit); err != nil {
			return z, unit, "", usageError{"--unit: " + sentence(err)}
		}
	}
	for _, path := range []string{c.Free, c.Out} {
		if path == "" {
			continue
		}
		if format = strings.TrimPrefix(strings.ToLower(filepath.Ext(path)), "."); !slices.Contains([]string{"geojson", "csv", "xlsx"}, format) {
			return z, unit, "", usageError{fmt.Sprintf("%s: end the name in .geojson, .csv or .xlsx", path)}
		}
	}
	return z, unit, format, nil
}

// readPlaces reads LON,LAT, or a file of points.
func readPlaces(where string) ([]orb.Point, error) {
	if x, y, ok := strings.Cut(where, ","); ok && !strings.HasSuffix(strings.ToLower(where), "json") {
		lon, errX := strconv.ParseFloat(strings.TrimSpace(x), 64)
		lat, errY := strconv.ParseFloat(strings.TrimSpace(y), 64)
		if errX != nil || errY != nil {
			return nil, usageError{fmt.Sprintf("%q is not LON,LAT: write degrees, such as 103.85,29.85", where)}
		}
		return []orb.Point{{lon, lat}}, nil
	}
	return importer.ReadPoints(where)
}

func (c *sitecheckCommand) places(app *application, ed *edition.Edition, z coverage.Zoning, places []orb.Point, format string) error {
	v, err := coverage.Judge(ed, z, places)
	if err != nil {
		return err
	}
	switch {
	case c.Out != "":
		return writeSites(c.Out, ed, v, format)
	case app.line.JSON:
		return writeJSON(app.stdout, web.SiteBodies(ed, v))
	}
	table(app.stdout, verdictRows(ed, v))
	fmt.Fprintf(app.stdout, "\n%d of %d places are forbidden.\n%s\n", v.Forbidden, len(v.Places), v.Definition.En)
	return nil
}

func writeSites(path string, ed *edition.Edition, v *coverage.Verdicts, format string) error {
	content, err := web.SitesFile(ed, v, format)
	if err != nil {
		return err
	}
	return writeWhole(path, func(w io.Writer) error { return writeAll(w, content) })
}

// verdictRows has a row for each zone that forbids a place; for a free one, its nearest zone.
func verdictRows(ed *edition.Edition, v *coverage.Verdicts) [][]string {
	rows := [][]string{{"no.", "lon", "lat", "unit", "verdict", "kind", "zone", "distance m", "strip m", "article"}}
	for i, p := range v.Places {
		row := []string{strconv.Itoa(i + 1), strconv.FormatFloat(p.Place[0], 'f', -1, 64), strconv.FormatFloat(p.Place[1], 'f', -1, 64), "", "free"}
		if p.Unit >= 0 {
			row[3] = ed.Units[p.Unit].Name
		}
		hits := p.Zones
		switch {
		case p.Outside:
			row[4] = "outside the county"
		case p.Forbidden:
			row[4] = "FORBIDDEN"
		}
		if len(hits) == 0 {
			hits = p.Nearest
		}
		if len(hits) == 0 {
			rows = append(rows, append(row, "", "", "", "", ""))
		}
		for _, h := range hits {
			zone := &ed.Zones.List[h.Zone]
			rows = append(rows, append(row[:5:5], zone.Kind, zone.Name, strconv.FormatFloat(float64(h.Distance), 'f', 2, 64), strconv.FormatFloat(float64(h.Setback), 'f', -1, 64), zone.Article))
		}
	}
	return rows
}

func (c *sitecheckCommand) grid(app *application, ed *edition.Edition, r coverage.Raster, format string) error {
	j, err := coverage.JudgeRaster(ed, r)
	if err != nil {
		return err
	}
	if c.Out != "" {
		if err := writeSites(c.Out, ed, &j.Verdicts, format); err != nil {
			return err
		}
	}
	if app.line.JSON {
		return writeJSON(app.stdout, web.GridBody(ed, j))
	}
	share := func(n int) string { return percent(float64(n) / float64(max(1, len(j.Places)))) }
	rows := [][]string{{"places", "count", "%"}, {"all", strconv.Itoa(len(j.Places)), share(len(j.Places))}, {"free", strconv.Itoa(j.Free), share(j.Free)}, {"forbidden", strconv.Itoa(j.Forbidden), share(j.Forbidden)}}
	kinds := []string{}
	for kind := range j.ByKind {
		kinds = append(kinds, kind)
	}
	slices.Sort(kinds)
	for _, kind := range kinds {
		_, name := coverage.ZoneName(kind)
		rows = append(rows, []string{"by " + name, strconv.Itoa(j.ByKind[kind]), share(j.ByKind[kind])})
	}
	table(app.stdout, rows)
	fmt.Fprintf(app.stdout, "\n%s\n", j.Definition.En)
	return nil
}

// free writes the free land and prints its areas.
func (c *sitecheckCommand) free(app *application, ed *edition.Edition, q coverage.FreeQuestion, format string) error {
	level, err := adcode.ParseLevel(c.By)
	if err != nil {
		return usageError{"--by: " + sentence(err)}
	}
	q.By = level
	content, err := web.FreeLandFile(ed, q, format)
	if err != nil {
		return err
	}
	return writeWhole(c.Free, func(w io.Writer) error { return writeAll(w, content) })
}
