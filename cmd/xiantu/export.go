package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/export"
	"github.com/xiantu/xiantu/web"
)

type exportCommand struct {
	What     string   `arg:"" help:"What to write: all (a layer or a sheet each), units, borders, facilities, people, zones, roads, coverage, gaps, freeland (where no zone forbids a cemetery), indicators, codes (代码表), lineage, crosswalk or tiles." enum:"all,units,borders,facilities,people,zones,roads,coverage,gaps,freeland,indicators,codes,lineage,crosswalk,tiles"`
	Out      string   `help:"File to write: .geojson, .gpkg, .shp.zip, .fgb, .kml, .csv or .xlsx; .pmtiles for tiles." required:"" type:"path"`
	Counties []string `help:"Several counties in one file, by code; or all." placeholder:"CODE"`
	Level    string   `help:"Only this level of units or borders; of freeland by which units (default: the county)." enum:",county,township,village" default:""`
	Encoding string   `help:"Of .shp.zip and .csv: utf-8 or gb18030 (GBK)." enum:",utf-8,gb18030,gbk" default:""`
	CRS      string   `name:"crs" help:"Of .gpkg, .shp.zip and .fgb: EPSG:4490 (the default), EPSG:4491 to 4554, or gauss for the county's 3-degree zone."`
	Lang     string   `help:"Titles of tables: zh-CN or en; default: zh-CN for indicators and codes, en for others." enum:",zh-CN,en" default:""`
	From     string   `help:"Of a crosswalk: the day of the old units; --at is that of the new."`
	Year     int      `help:"Of indicators: the plan's year."`

	archiveFlags
	questionFlags // of coverage and gaps; --kind is of facilities, too
}

// Run writes the file: whole, or not at all.
func (c *exportCommand) Run(app *application) error {
	if c.What == "tiles" {
		return c.tiles(app)
	}
	order, err := c.order()
	if err != nil {
		return err
	}
	eds, err := c.editions(app)
	if err != nil {
		return err
	}
	var notes []export.Title
	err = writeWhole(c.Out, func(w io.Writer) error {
		notes, err = web.Exporter{Books: app.store, Editions: app.editions}.Export(app.ctx, w, order, eds...)
		return err
	})
	if err != nil {
		return err
	}
	for _, n := range notes {
		fmt.Fprintln(app.stderr, "note:", n.In(c.Lang == "zh-CN"))
	}
	return nil
}

// order reads the flags.
func (c *exportCommand) order() (o web.ExportOrder, err error) {
	o = web.ExportOrder{What: c.What, Year: c.Year, CRS: c.CRS, Encoding: c.Encoding, English: c.Lang == "en" || c.Lang == "" && c.What != "indicators" && c.What != "codes"}
	var known bool
	if o.Format, known = export.FormatOf(c.Out); !known {
		return o, usageError{fmt.Sprintf("--out %s: end the name in .%s", c.Out, strings.Join(formatNames(), ", ."))}
	}
	o.Level, _ = adcode.ParseLevel(c.Level)
	if o.From, err = parseDay("--from", c.From); err != nil {
		return o, err
	}
	if c.What == "crosswalk" && o.From.IsZero() {
		return o, usageError{"crosswalk: say the day of the old units, by --from DAY"}
	}
	if len(c.Kind) == 0 && c.What != "coverage" && c.What != "gaps" {
		return o, nil
	}
	q, err := c.question()
	o.Question, o.Kinds = &q, q.Kinds
	return o, err
}

func formatNames() []string {
	var names []string
	for _, f := range export.Formats {
		names = append(names, string(f))
	}
	return names
}

// editions are the counties to write, each on the day asked for or else on the last on
// which something changed in it.
func (c *exportCommand) editions(app *application) ([]*edition.Edition, error) {
	at, err := parseDay("--at", c.At)
	if err != nil {
		return nil, err
	}
	if err := app.open(); err != nil {
		return nil, err
	}
	counties, err := c.counties(app)
	if err != nil {
		return nil, err
	}
	if len(counties) > 1 && c.Plan != 0 {
		return nil, usageError{"--plan: a plan can be applied to one county's export only"}
	}
	var eds []*edition.Edition
	for _, code := range counties {
		ed, err := app.editions.Edition(app.ctx, edition.Key{County: code, At: at, Plan: c.Plan})
		if err != nil {
			return nil, err
		}
		if at.IsZero() {
			days, err := app.editions.Days(app.ctx, code)
			if err != nil {
				return nil, err
			}
			ed = onLastDay(ed, days)
		}
		eds = append(eds, ed)
	}
	return eds, nil
}

func (c *exportCommand) counties(app *application) ([]adcode.Code, error) {
	if len(c.Counties) == 0 {
		county, err := app.county()
		return []adcode.Code{county}, err
	}
	var codes []adcode.Code
	if slices.Contains(c.Counties, "all") {
		all, err := app.editions.Counties(app.ctx)
		for _, county := range all {
			codes = append(codes, county.Code)
		}
		return codes, err
	}
	for _, text := range c.Counties {
		code, err := parseCounty(text)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(codes, code) {
			codes = append(codes, code)
		}
	}
	return codes, nil
}
