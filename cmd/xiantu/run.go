package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"

	"github.com/alecthomas/kong"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/coverage/siting"
	"github.com/xiantu/xiantu/maps"
)

// Exit codes of every command.
const (
	exitDone   = 0
	exitFailed = 1 // one sentence on standard error says why; nothing is half done
	exitUsage  = 2
)

// commandLine is the whole command line: flags that all commands share, and a field
// a command.
type commandLine struct {
	Data     string `help:"Folder for the private database." default:"./data" type:"path" env:"XIANTU_DATA" group:"common"`
	Database string `help:"Use this PostgreSQL (a URL) instead of the private one." env:"XIANTU_DATABASE" group:"common"`
	County   string `help:"The county's code, where there are several." env:"XIANTU_COUNTY" group:"common"`
	JSON     bool   `name:"json" help:"Machine-readable output." group:"common"`
	Verbose  bool   `help:"Log what is done." group:"common"`

	Serve      serveCommand      `cmd:"" help:"Serve the map, the API and the tiles."`
	Demo       demoCommand       `cmd:"" help:"Make the files of a fictional county, and load them with --load."`
	Import     importCommand     `cmd:"" help:"Take in a bureau's files: divisions, facilities, people, zones, roads, layers for maps."`
	Check      checkCommand      `cmd:"" help:"Is the county sound? Gaps, overlaps, codes, parents, missing levels."`
	Units      unitsCommand      `cmd:"" help:"List the divisions in force on a day."`
	Lineage    lineageCommand    `cmd:"" help:"What a unit came from and what became of it."`
	Crosswalk  crosswalkCommand  `cmd:"" help:"Old units to new ones with shares; carries a table of statistics over."`
	Codes      codesCommand      `cmd:"" help:"The code register: codes of a day or of all time, checks, proposals, the code table."`
	Change     changeCommand     `cmd:"" help:"Redistricting: try or commit a changes file."`
	Plan       planCommand       `cmd:"" help:"Drafts of changes, kept beside each other and compared."`
	Borders    bordersCommand    `cmd:"" help:"Border lines of a day, and their registers as a workbook or a Word document."`
	Coverage   coverageCommand   `cmd:"" help:"How many people, units and how much land are within reach."`
	Access     accessCommand     `cmd:"" help:"Beds or staff a person, by who else can reach them (2SFCA)."`
	Indicators indicatorsCommand `cmd:"" help:"The indicators of the plan: value, target, met or how many are missing."`
	Gaps       gapsCommand       `cmd:"" help:"The land out of reach, with its people, as GeoJSON."`
	Site       siteCommand       `cmd:"" help:"Where new facilities should stand, with a proof of how good that is."`
	Sitecheck  sitecheckCommand  `cmd:"" help:"Which zones forbid a cemetery at a place, or on a whole grid; the land left free."`
	Cemeteries cemeteriesCommand `cmd:"" help:"Graves that villages will need, and scattered tombs settled."`
	Map        mapCommand        `cmd:"" help:"Print the division map as PDF, SVG or PNG."`
	Export     exportCommand     `cmd:"" help:"Write divisions, borders, facilities, people, zones, coverage, ... to a file, for other programs or as tables."`
	Topo       topoCommand       `cmd:"" help:"Check, clean, simplify or dissolve a file of polygons, without a database."`
	Solve      solveCommand      `cmd:"" help:"Solve a siting instance of the literature with proof, without a database."`
	Verify     verifyCommand     `cmd:"" help:"Check that the record of writes is whole."`
	Doctor     doctorCommand     `cmd:"" help:"What Xiantu finds of what it needs, and its database's address."`
}

// Run is the program: it parses args, does one command, and returns its exit code.
// Results go to stdout; sentences for a person, progress and logs to stderr.
func Run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var line commandLine
	exited, exitCode := false, exitDone
	parser, err := kong.New(&line, kong.Name("xiantu"), kong.Description("县图: a county's boundaries, facilities, coverage and division map."),
		kong.Writers(stdout, stderr), kong.UsageOnError(), mapWords(), kong.Exit(func(code int) { exited, exitCode = true, code }))
	if err != nil {
		fmt.Fprintln(stderr, "xiantu:", err)
		return exitFailed
	}
	chosen, err := parser.Parse(args)
	if exited { // --help
		return exitCode
	}
	if err != nil {
		fmt.Fprintf(stderr, "xiantu: %v; see xiantu --help\n", err)
		return exitUsage
	}
	app := &application{ctx: ctx, line: &line, stdout: stdout, stderr: stderr, log: logger(stderr, line.Verbose)}
	err = chosen.Run(app)
	if closed := app.close(); err == nil {
		err = closed
	}
	if err == nil {
		return exitDone
	}
	fmt.Fprintln(stderr, "xiantu:", sentence(err))
	if errors.As(err, &usageError{}) {
		return exitUsage
	}
	return exitFailed
}

// usageError is a command line that can't be meant: exit code 2.
type usageError struct{ said string }

func (e usageError) Error() string { return e.said }

// sentence is an error as a person reads it: without the name of its kind at the end, where
// the words before it say as much.
func sentence(err error) string {
	if errors.Is(err, context.Canceled) {
		return "stopped before it was done"
	}
	said := strings.TrimSpace(err.Error())
	for _, kind := range []error{
		boundaries.ErrInvalid, boundaries.ErrConflict, coverage.ErrInvalid, maps.ErrInvalid, maps.ErrNotFound,
		siting.ErrInvalid, siting.ErrInfeasible, siting.ErrTime,
	} {
		if errors.Is(err, kind) {
			said = strings.TrimSuffix(said, ": "+kind.Error())
		}
	}
	return said
}

func logger(w io.Writer, verbose bool) *slog.Logger {
	level := slog.LevelWarn
	if verbose {
		level = slog.LevelInfo
	}
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{Level: level}))
}

// parseDay reads a --date or --at flag; "" is the zero Day.
func parseDay(flag, value string) (civil.Day, error) {
	if value == "" {
		return civil.Day{}, nil
	}
	day, err := civil.ParseDay(value)
	if err != nil {
		return day, usageError{flag + ": " + sentence(err)}
	}
	return day, nil
}

// parseCounty reads the --county flag; "" is no code.
func parseCounty(value string) (adcode.Code, error) {
	if value == "" {
		return adcode.Code{}, nil
	}
	code, err := adcode.Parse(value)
	if err == nil && code.Level() != adcode.County {
		err = fmt.Errorf("%s is not a county's code: it has 6 digits", value)
	}
	if err != nil {
		return code, usageError{"--county: " + sentence(err)}
	}
	return code, nil
}
