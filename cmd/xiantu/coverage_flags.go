package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/geo"
)

// questionFlags are what coverage and gaps ask by.
type questionFlags struct {
	Kind        []string           `help:"Kinds of facility, by code: ELD_COMMUNITY; or a set: ALL_ELDER. Needed, but to export all facilities."`
	Radius      float64            `help:"Reach in metres; of every kind that --radius-of does not name."`
	RadiusOf    map[string]float64 `help:"Reach of one kind where it differs: ELD_RURAL_SUB=2000." mapsep:","`
	Standards   bool               `help:"Each kind reaches as far as its standard says."`
	Minutes     float64            `help:"In place of a radius: minutes by road, with --mode."`
	Mode        string             `help:"How people travel by road: walk or drive." enum:",walk,drive" default:""`
	OffRoad     float64            `help:"By road: how far in metres a place may lie from one and be walked to; default 500."`
	HigherTiers bool               `help:"Facilities of a higher tier count for the lower kinds asked for."`
	At          string             `help:"The day, YYYY-MM-DD; default: the newest state."`
	Plan        int64              `help:"With this plan applied."`
	By          string             `help:"A line for each county, township or village." enum:"county,township,village" default:"township"`
	People      []string           `help:"Age groups: all,60+,65+,80+; default: all that were imported."`
	Scope       string             `help:"Which units and their people." enum:"all,urban,rural" default:"all"`
	Area        []string           `help:"Only this part of the county (片区): names or codes of townships or villages."`
	AreaName    string             `help:"What to call that part."`
	States      []string           `help:"States that count beside those in operation: 在建,筹建."`
	Neighbours  bool               `help:"Facilities of other counties here count where they reach in."`
	ServedShare float64            `help:"A unit is served when this share of its people is covered." default:"0.5"`
	UnitRule    string             `help:"What the share of units counts." enum:"having,served" default:"having"`
	PeopleOnly  bool               `help:"Leave the land out."`
	whatIfFlags
}

// whatIfFlags are sites assumed and facilities moved or closed.
type whatIfFlags struct {
	Add   []string `help:"What if: one more, LON,LAT or KIND@LON,LAT or KIND@LON,LAT:BEDS; may be repeated." sep:"none"`
	Move  []string `help:"What if: facility ID stands elsewhere, ID@LON,LAT; may be repeated." sep:"none"`
	Close []int64  `help:"What if: facilities with these ids are no more."`
}

// ask turns the flags into an edition, a question about it, and the editions beside it
// that may count.
func (q *questionFlags) ask(app *application) (*edition.Edition, coverage.Question, []*edition.Edition, error) {
	at, err := parseDay("--at", q.At)
	if err != nil {
		return nil, coverage.Question{}, nil, err
	}
	question, err := q.question()
	if err != nil {
		return nil, question, nil, err
	}
	ed, beside, err := app.pictures(at, q.Plan, question)
	return ed, question, beside, err
}

// pictures are the county as it was or is planned, and the counties beside it where the
// question asks for them.
func (a *application) pictures(at civil.Day, plan int64, q coverage.Question) (ed *edition.Edition, beside []*edition.Edition, err error) {
	if ed, err = a.draft(at, plan); err == nil {
		beside, err = coverage.Beside(a.ctx, a.editions, ed, q)
	}
	return ed, beside, err
}

func (q *questionFlags) question() (coverage.Question, error) {
	if len(q.Kind) == 0 {
		return coverage.Question{}, usageError{"missing flags: --kind=KIND,..."}
	}
	kinds, err := facilities.Expand(q.Kind)
	if err != nil {
		return coverage.Question{}, usageError{"--kind: " + sentence(err)}
	}
	level, err := adcode.ParseLevel(q.By)
	if err != nil {
		return coverage.Question{}, usageError{"--by: " + sentence(err)}
	}
	out := coverage.Question{
		Kinds: kinds, Radius: geo.Metres(q.Radius), Standards: q.Standards, Minutes: q.Minutes, Mode: coverage.Mode(q.Mode), OffRoad: geo.Metres(q.OffRoad), HigherTiers: q.HigherTiers,
		By: level, Ages: q.People, Area: coverage.Area{Name: q.AreaName, Units: q.Area}, Neighbours: q.Neighbours, ServedShare: q.ServedShare, PeopleOnly: q.PeopleOnly,
		Scope: map[string]coverage.Scope{"all": coverage.ScopeAll, "urban": coverage.ScopeUrban, "rural": coverage.ScopeRural}[q.Scope],
		Rule:  map[string]coverage.UnitRule{"having": coverage.Having, "served": coverage.Served}[q.UnitRule],
	}
	for kind, r := range q.RadiusOf {
		if out.Radii == nil {
			out.Radii = map[string]geo.Metres{}
		}
		out.Radii[kind] = geo.Metres(r)
	}
	for _, s := range q.States {
		out.States = append(out.States, facilities.State(s))
	}
	return out, q.sites(&out)
}

// sites reads --add, --move and --close.
func (q *whatIfFlags) sites(out *coverage.Question) error {
	for _, id := range q.Close {
		out.Close = append(out.Close, facilities.ID(id))
	}
	for _, text := range q.Add {
		kind, rest, named := strings.Cut(text, "@")
		if !named {
			kind, rest = "", text
		}
		place, beds, counted := strings.Cut(rest, ":")
		p, err := parsePlace(place)
		if err != nil {
			return usageError{fmt.Sprintf("--add %s: %v", text, err)}
		}
		site := coverage.Site{Kind: kind, Place: p}
		if counted {
			if site.Capacity, err = strconv.Atoi(beds); err != nil {
				return usageError{fmt.Sprintf("--add %s: %q is not a number of beds", text, beds)}
			}
		}
		if kind == "" && !counted {
			out.WhatIf = append(out.WhatIf, p)
			continue
		}
		out.Add = append(out.Add, site)
	}
	for _, text := range q.Move {
		number, place, _ := strings.Cut(text, "@")
		id, err := strconv.ParseInt(number, 10, 64)
		p, wrong := parsePlace(place)
		if err != nil || wrong != nil {
			return usageError{fmt.Sprintf("--move %s: write the facility's id and its new place as ID@LON,LAT", text)}
		}
		out.Move = append(out.Move, coverage.Move{Facility: facilities.ID(id), Place: p})
	}
	return nil
}

// parsePlace reads LON,LAT in degrees.
func parsePlace(text string) (orb.Point, error) {
	lon, lat, _ := strings.Cut(text, ",")
	x, err := strconv.ParseFloat(strings.TrimSpace(lon), 64)
	y, wrong := strconv.ParseFloat(strings.TrimSpace(lat), 64)
	if err != nil || wrong != nil {
		return orb.Point{}, fmt.Errorf("%q is not a place: write LON,LAT in degrees", text)
	}
	return orb.Point{x, y}, nil
}

// extraFlags are what coverage can say beyond shares.
type extraFlags struct {
	With    []string  `help:"What more to work out: redundancy, nearest, closing, curve, capacity." enum:"redundancy,nearest,closing,curve,capacity"`
	Curve   []float64 `help:"Radii (or minutes) of the curve; default: twenty steps up to twice the reach."`
	BedsFor string    `help:"The age group that takes the beds of capacity; default: 60+."`
}

func (x *extraFlags) addTo(q *coverage.Question) {
	for _, name := range x.With {
		q.With = append(q.With, coverage.Extra(name))
	}
	for _, r := range x.Curve {
		q.Curve = append(q.Curve, geo.Metres(r))
	}
	q.BedsFor = x.BedsFor
}
