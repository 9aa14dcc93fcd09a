package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/geo"
	"github.com/xiantu/xiantu/web"
)

type siteCommand struct {
	Kind         []string           `help:"Kinds of facility, by code: ELD_COMMUNITY; or a set: ALL_ELDER." required:""`
	Count        int                `help:"How many new sites; not for all-covered."`
	Radius       float64            `help:"What counts as reached, in metres."`
	RadiusOf     map[string]float64 `help:"Reach of one kind where it differs: ELD_RURAL_SUB=2000." mapsep:","`
	Standards    bool               `help:"Each kind reaches as far as its standard says."`
	NewKind      string             `help:"Of which kind the new sites are, where kinds reach differently far."`
	Minutes      float64            `help:"What counts as reached, in minutes by road; with --mode."`
	Mode         string             `help:"How people travel, with --minutes." enum:"walk,drive" default:"walk"`
	OffRoad      float64            `help:"By road: what lies farther in metres from any road is not put on one, but listed; default 500."`
	Objective    string             `help:"cover: the most people; median: the least way together; center: the least longest way; all-covered: the fewest sites for everyone, or for --share." enum:"cover,median,center,all-covered" default:"cover"`
	Share        float64            `help:"With all-covered: of the people to be reached, such as 0.9; default 1."`
	Curve        bool               `help:"With cover: the most that 0, 1, .. count sites reach, too."`
	At           string             `help:"The day, YYYY-MM-DD; default: the newest state."`
	Plan         int64              `help:"With this plan applied."`
	People       string             `help:"The age group to be served." default:"all"`
	Scope        string             `help:"Which units' people." enum:"all,urban,rural" default:"all"`
	Area         []string           `help:"Only these townships or villages, by code or name."`
	Candidates   string             `help:"Where sites may stand: villages (their centres), groups (villager groups), or a GeoJSON file of points." default:"villages"`
	KeepExisting bool               `help:"What stands stays and counts; --no-keep-existing: as if nothing stood." default:"true" negatable:""`
	Capacity     float64            `help:"With cover: each new site serves so many people at most."`
	Neighbours   bool               `help:"Facilities of the counties beside count where they reach in."`
	Spacing      float64            `help:"New sites are so many metres from each other and from what stands, at least."`
	Floor        float64            `help:"Such a share of each township's people is reached, at least: 0.6."`
	Zones        bool               `help:"Leave out candidates that the zones forbid; always so for cemeteries."`
	TimeLimit    time.Duration      `help:"Answer after so long with the best found, and how far it can be from the best possible." default:"1m"`
	Format       string             `help:"How to print." enum:"table,json,geojson,csv,xlsx" default:"table"`
	Out          string             `help:"Write to this file instead of standard output." type:"path"`
}

// Run prints where new facilities should stand, and the proof.
func (c *siteCommand) Run(app *application) error {
	q, err := c.question()
	if err != nil {
		return err
	}
	at, err := parseDay("--at", c.At)
	if err != nil {
		return err
	}
	ed, beside, err := app.pictures(at, c.Plan, q.Question())
	if err != nil {
		return err
	}
	bar := app.progress("searching")
	q.Progress = func(p coverage.SiteProgress) { bar.set(int(p.Elapsed.Seconds()), 0) }
	answer, err := coverage.FindSites(app.ctx, ed, q, beside...)
	bar.done()
	if errors.Is(err, coverage.ErrInvalid) {
		return usageError{sentence(err)}
	}
	if err != nil {
		return err
	}
	return c.print(app, ed, q, answer)
}

func (c *siteCommand) question() (coverage.SiteQuestion, error) {
	kinds, err := facilities.Expand(c.Kind)
	if err != nil {
		return coverage.SiteQuestion{}, usageError{"--kind: " + sentence(err)}
	}
	if c.TimeLimit <= 0 {
		return coverage.SiteQuestion{}, usageError{"--time-limit: give a time above 0, such as 1m"}
	}
	q := coverage.SiteQuestion{Kinds: kinds, Count: c.Count, Radius: geo.Metres(c.Radius), Minutes: c.Minutes, Share: c.Share, Curve: c.Curve, Age: c.People,
		Area: coverage.Area{Units: c.Area}, Fresh: !c.KeepExisting, Capacity: c.Capacity, Neighbours: c.Neighbours, Spacing: geo.Metres(c.Spacing), Floor: c.Floor, KeepZones: c.Zones, TimeLimit: c.TimeLimit}
	q.Standards, q.NewKind, q.OffRoad = c.Standards, c.NewKind, geo.Metres(c.OffRoad)
	for kind, r := range c.RadiusOf {
		if q.Radii == nil {
			q.Radii = map[string]geo.Metres{}
		}
		q.Radii[kind] = geo.Metres(r)
	}
	if c.Minutes > 0 {
		q.Mode = coverage.Mode(c.Mode)
	}
	q.Objective = coverage.Objectives[slices.IndexFunc(coverage.Objectives, func(o coverage.Objective) bool { return o.String() == c.Objective })]
	q.Scope = map[string]coverage.Scope{"all": coverage.ScopeAll, "urban": coverage.ScopeUrban, "rural": coverage.ScopeRural}[c.Scope]
	switch c.Candidates {
	case "villages":
	case "groups":
		q.From = coverage.GroupPlaces
	default:
		q.From = coverage.GivenPoints
		q.Points, err = readPoints(c.Candidates)
	}
	return q, err
}

// readPoints are the points of a GeoJSON file, in its order.
func readPoints(path string) (points []orb.Point, err error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, usageError{"--candidates: " + sentence(err)}
	}
	var file struct {
		Features []json.RawMessage `json:"features"`
	}
	if err := json.Unmarshal(content, &file); err != nil {
		return nil, usageError{fmt.Sprintf("--candidates: %s is not a GeoJSON FeatureCollection: %v", path, err)}
	}
	for i, text := range file.Features {
		f, err := geojson.UnmarshalFeature(text)
		if err != nil {
			return nil, usageError{fmt.Sprintf("--candidates: %s: feature %d: %v", path, i+1, err)}
		}
		p, ok := f.Geometry.(orb.Point)
		if !ok {
			return nil, usageError{fmt.Sprintf("--candidates: %s: feature %d is not a Point", path, i+1)}
		}
		points = append(points, p)
	}
	return points, nil
}

func (c *siteCommand) print(app *application, ed *edition.Edition, q coverage.SiteQuestion, a *coverage.SiteAnswer) error {
	out := app.stdout
	if c.Out != "" {
		file, err := os.Create(c.Out)
		if err != nil {
			return err
		}
		defer file.Close()
		out = file
	}
	body := web.SitingAnswer(ed, q, a)
	switch {
	case c.Format == "geojson":
		_, err := out.Write(web.SitesGeoJSON(ed, q, a))
		return err
	case c.Format == "csv" || c.Format == "xlsx":
		content, err := web.SitingFile(ed, q, a, c.Format)
		if err != nil {
			return err
		}
		_, err = out.Write(content)
		return err
	case c.Format == "json" || app.line.JSON:
		return writeJSON(out, body)
	}
	table(out, newSiteRows(body))
	if len(body.By) > 0 {
		fmt.Fprintln(out)
		table(out, townshipRows(body))
	}
	if len(body.Curve) > 0 {
		fmt.Fprintln(out)
		table(out, curveRows(body))
	}
	for _, l := range body.LeftOut {
		fmt.Fprintf(out, "left out: %.6f, %.6f: %s%s%s\n", l.Lon, l.Lat, l.Why, roadSaid(l.Road), zonesSaid(l))
	}
	for _, s := range body.Stranded {
		fmt.Fprintf(out, "left out: %s %s (%.6f, %.6f): far_from_road%s\n", s.Group, s.Name, s.Lon, s.Lat, roadSaid(s.Road))
	}
	_, err := fmt.Fprintf(out, "\n%s (%.1f s)\n", body.Definition.En, body.Seconds)
	return err
}
