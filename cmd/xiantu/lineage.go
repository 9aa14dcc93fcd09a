package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/web"
)

type lineageCommand struct {
	Unit string `arg:"" help:"A unit's code or name, of any day: 511425110204, 龙潭社区, 西龙镇龙潭社区."`
	At   string `help:"The day on which it was called so, YYYY-MM-DD; default: any."`
	To   string `help:"Only up to this day."`
}

// Run prints what the unit came from and what became of it.
func (c *lineageCommand) Run(app *application) error {
	at, err := parseDay("--at", c.At)
	if err != nil {
		return err
	}
	to, err := parseDay("--to", c.To)
	if err != nil {
		return err
	}
	if err := app.open(); err != nil {
		return err
	}
	county, err := app.county()
	if err != nil {
		return err
	}
	register, err := app.store.Register(app.ctx, county)
	if err != nil {
		return err
	}
	units := unitsCalled(register, c.Unit, at)
	if len(units) == 0 {
		return fmt.Errorf("no unit of %s was called %s%s: see xiantu units --at DAY", register.County.Name, c.Unit, onDay(at))
	}
	all, err := app.store.Lineage(app.ctx, county)
	if err != nil {
		return err
	}
	links := edition.Trace(all, units, to)
	if app.line.JSON {
		return writeJSON(app.stdout, web.StrandBodies(links))
	}
	if len(links) == 0 {
		fmt.Fprintf(app.stdout, "%s: nothing became of it and it came of nothing else, as far as changes are recorded\n", c.Unit)
		return nil
	}
	printLinks(app, links)
	return nil
}

func onDay(d civil.Day) string {
	if d.IsZero() {
		return ""
	}
	return " on " + d.String()
}

// unitsCalled are the units that bear a code or name on a day, or ever. A name may
// stand behind its parent's: 西龙镇龙潭社区.
func unitsCalled(r edition.Register, called string, at civil.Day) []boundaries.UnitID {
	names := map[adcode.Code][]boundaries.Version{}
	for _, v := range r.Versions {
		names[v.Code] = append(names[v.Code], v)
	}
	var units []boundaries.UnitID
	for _, v := range r.Versions {
		if !at.IsZero() && !v.Valid.Contains(at) || slices.Contains(units, v.Unit) {
			continue
		}
		called := strings.TrimPrefix(called, r.County.Name)
		for _, parent := range names[v.Parent] {
			if parent.Valid.Overlaps(v.Valid) && called != parent.Name {
				called = strings.TrimPrefix(called, parent.Name)
			}
		}
		if called == v.Name || called == v.Full || called == v.Code.String() {
			units = append(units, v.Unit)
		}
	}
	return units
}
