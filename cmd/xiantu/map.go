package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/alecthomas/kong"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/maps"
	"github.com/xiantu/xiantu/web"
)

type mapCommand struct {
	Out          string   `help:"File to write: .pdf, .svg or .png." required:"" type:"path"`
	Paper        string   `help:"A0 to A4, 全开, 对开, or WxH in mm; turned as the county lies, unless portrait or landscape (竖, 横) follows." default:"A3"`
	Kind         string   `help:"What the sheet shows: ${map_kinds}." enum:"${map_kinds}" default:"townships"`
	Atlas        bool     `help:"A book as PDF: the county's sheets, one of every township, code table, gazetteer, lineage and borders."`
	Compare      string   `help:"A comparison (原/现对照图) with this earlier day: two maps at one scale and a table of what became what; with --plan: with the county without it."`
	Unit         string   `help:"The township that the sheet is of, by code or whole name; default: the county." placeholder:"CODE|NAME"`
	Scale        int      `help:"Denominator of the scale; default: the largest round one that fits."`
	Title        string   `help:"Title; default: the county's name and 行政区划图."`
	Compiler     string   `help:"Who made the map (编制单位)."`
	ReviewNumber string   `help:"审图号; without one the sheet bears the mark."`
	Mark         string   `help:"What stands on a sheet without a review number; default: 内部用图."`
	Public       bool     `help:"A map for the public: refused without a review number."`
	Attribution  string   `help:"Sources and licences to print."`
	Facilities   []string `help:"Kinds of facility to show, by code: ELD_COMMUNITY; or a set: ALL_ELDER. Of coverage and gaps: those that count."`
	Names        bool     `name:"facility-names" help:"Name the facilities that are shown, but for those that share a symbol."`
	Palette      string   `help:"Colours: light, safe (for the colour-blind) or grey; default: the template's, or light." enum:",light,safe,grey" default:""`
	Graticule    bool     `help:"Meridians and parallels across the map too."`
	Without      []string `help:"What to leave out: water, railways, roads, peaks, places, surrounding, inset."`
	Template     string   `help:"A bureau's own texts, logo and fonts: a JSON file as in docs/maps.md; what it names is looked for beside it." type:"path"`
	Missing      string   `help:"Characters that the fonts lack: list them on standard error, or refuse the sheet." enum:"list,refuse" default:"list"`
	Lang         string   `help:"Language of the sheet's fixed words." enum:"zh-CN,en" default:"zh-CN"`
	DPI          int      `name:"dpi" help:"Dots per inch of a PNG." default:"150"`
	Page         int      `help:"Of an .svg or .png where there are several sheets: which one." default:"1"`
	Age          string   `help:"Of coverage, gaps and density: the age group that is shown; default: the first of --people, or all."`
	Indicator    string   `help:"Of indicator: its code, as xiantu indicators lists them."`
	Year         int      `help:"Of an indicator: the plan's year; default: the day's."`
	Between      []string `help:"Of border: the units on both sides, by code or whole name; the second may be another county; one alone: its border with what is no unit of its level, such as the county's outer border." placeholder:"CODE|NAME"`
	Tolerance    float64  `help:"Of border: metres that it turns off the straight before a turning point is named; default: 30."`
	Since        string   `help:"Of an atlas: the day from which its lineage is told; default: from the first change."`
	Order        string   `help:"Of an atlas: its gazetteer by pinyin, strokes or code." enum:"pinyin,strokes,code" default:"pinyin"`

	mapQuestion
}

// mapQuestion are the flags of a sheet of coverage or gaps; --facilities are what counts.
type mapQuestion struct {
	At         string   `help:"The day, YYYY-MM-DD; default: the newest state."`
	Plan       int64    `help:"With this plan applied."`
	Radius     float64  `help:"Of coverage and gaps: the reach in metres."`
	Standards  bool     `help:"Each kind reaches as far as its standard says."`
	Minutes    float64  `help:"In place of a radius: minutes by road, with --mode."`
	Mode       string   `help:"How people travel by road: walk or drive." enum:",walk,drive" default:""`
	By         string   `help:"Of coverage, gaps and density: by township or village." enum:"township,village" default:"township"`
	People     []string `help:"Age groups that are asked for: all,60+,65+,80+; default: all that were imported."`
	Scope      string   `help:"Which units and their people." enum:"all,urban,rural" default:"all"`
	Neighbours bool     `help:"Facilities of other counties here count where they reach in."`
}

// question is what a sheet of coverage or gaps asks.
func (q *mapQuestion) question(kinds []string) (*coverage.Question, error) {
	if len(kinds) == 0 {
		return nil, usageError{"say which facilities count, by --facilities KIND,..."}
	}
	flags := questionFlags{Kind: kinds, Radius: q.Radius, Standards: q.Standards, Minutes: q.Minutes, Mode: q.Mode, By: q.By, People: q.People, Scope: q.Scope, Neighbours: q.Neighbours, ServedShare: 0.5, UnitRule: "having"}
	asked, err := flags.question()
	return &asked, err
}

// mapWords are what kong puts into the help above.
func mapWords() kong.Vars {
	return kong.Vars{"map_kinds": strings.Join(web.SheetKinds, ",")}
}

// Run prints the sheet to the file: whole, or not at all.
func (c *mapCommand) Run(app *application) error {
	order, err := c.order()
	if err != nil {
		return err
	}
	ed, err := c.edition(app)
	if err != nil {
		return err
	}
	bar := app.progress("sheets")
	print, err := web.Printer{Books: app.store, Editions: app.editions}.Print(app.ctx, order, ed, bar.set)
	bar.done()
	if errors.Is(err, maps.ErrInvalid) {
		return usageError{sentence(err)}
	}
	if err != nil {
		return err
	}
	if err := c.tell(app, print); err != nil {
		return err
	}
	return writeWhole(c.Out, print.Write)
}

// edition is the county on the day asked for or else on the last on which something
// changed in it.
func (c *mapCommand) edition(app *application) (*edition.Edition, error) {
	at, err := parseDay("--at", c.At)
	if err != nil {
		return nil, err
	}
	ed, err := app.draft(at, c.Plan)
	if err != nil || !at.IsZero() {
		return ed, err
	}
	days, err := app.editions.Days(app.ctx, ed.Key.County)
	if err != nil {
		return nil, err
	}
	return onLastDay(ed, days), nil
}

// order reads the flags.
func (c *mapCommand) order() (o web.SheetOrder, err error) {
	if o.Format, err = c.format(); err != nil {
		return o, err
	}
	o.What, o.Of, o.DPI, o.Page = c.Kind, c.Unit, c.DPI, c.Page
	o.Options = maps.Options{Scale: c.Scale, Title: c.Title, Compiler: c.Compiler, ReviewNumber: c.ReviewNumber, Mark: c.Mark, Public: c.Public, Attribution: c.Attribution,
		Palette: maps.Palette(c.Palette), Graticule: c.Graticule, FacilityNames: c.Names, Lang: maps.Lang(c.Lang)}
	if o.Paper, err = maps.ParsePaper(c.Paper); err != nil {
		return o, usageError{"--paper: " + sentence(err)}
	}
	if o.Facilities, err = facilities.Expand(c.Facilities); err != nil {
		return o, usageError{"--facilities: " + sentence(err)}
	}
	for _, e := range c.Without {
		o.Without = append(o.Without, maps.Element(e))
	}
	if o.Template, err = c.template(); err != nil {
		return o, err
	}
	if err := c.parts(&o); err != nil {
		return o, err
	}
	if err := o.Check(); err != nil {
		return o, usageError{err.Error()}
	}
	return o, nil
}

// parts reads what themes and atlases have of their own.
func (c *mapCommand) parts(o *web.SheetOrder) (err error) {
	o.Atlas, o.Age, o.Indicator, o.Year, o.Order = c.Atlas, c.Age, c.Indicator, c.Year, c.Order
	o.Between, o.Tolerance = c.Between, c.Tolerance
	if o.Compare, err = parseDay("--compare", c.Compare); err != nil {
		return err
	}
	if o.Since, err = parseDay("--since", c.Since); err != nil {
		return err
	}
	if o.Level, err = adcode.ParseLevel(c.By); err != nil {
		return usageError{"--by: " + sentence(err)}
	}
	if c.Kind == "coverage" || c.Kind == "gaps" {
		o.Question, err = c.question(c.Facilities)
	}
	return err
}

// template reads the template's file; what it names stands beside it.
func (c *mapCommand) template() (*maps.Template, error) {
	if c.Template == "" {
		return nil, nil
	}
	text, err := os.ReadFile(c.Template)
	if err != nil {
		return nil, err
	}
	t, err := maps.ParseTemplate(text, os.DirFS(filepath.Dir(c.Template)))
	if err != nil {
		return nil, usageError{"--template " + c.Template + ": " + sentence(err)}
	}
	return t, nil
}

// format is chosen by the file's ending.
func (c *mapCommand) format() (string, error) {
	for _, format := range web.SheetFormats {
		if strings.EqualFold(filepath.Ext(c.Out), "."+format) {
			return format, nil
		}
	}
	return "", usageError{fmt.Sprintf("--out %s: end the name in .pdf, .svg or .png", c.Out)}
}

// tell says which names did not fit on the map and which characters stand as 〓, or refuses
// the sheet for those.
func (c *mapCommand) tell(app *application, print *web.Print) error {
	if missing := string(print.Missing()); missing != "" && c.Missing == "refuse" {
		return fmt.Errorf("the fonts have no glyphs for %s: name fonts that have them in a --template", missing)
	}
	for _, note := range print.Notes(true) {
		fmt.Fprintf(app.stderr, "note: %s\n", note)
	}
	return nil
}

// writeWhole makes a file by way of a temporary one beside it, so that a failure
// leaves nothing half written.
func writeWhole(path string, write func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".xiantu-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	if err := errors.Join(write(f), f.Chmod(0o644), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
