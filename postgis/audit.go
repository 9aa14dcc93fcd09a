package postgis

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/xiantu/xiantu/boundaries/adcode"
)

// part is a part of a county that has a version of its own.
type part string

const (
	partCounty     part = "county" // its name: no version beyond the county's
	partBoundaries part = "boundaries"
	partFacilities part = "facilities"
	partPeople     part = "people"
	partZones      part = "zones"
	partRoads      part = "roads"
	partBackdrop   part = "backdrop"
)

// parts are the parts with versions, in the order of query county_raise.
var parts = [...]part{partBoundaries, partFacilities, partPeople, partZones, partRoads, partBackdrop}

// entry is what a commit did to a part of a county: one audit row. The rows it opened
// bear its change as change_id, those it closed as superseded_by.
type entry struct {
	county         adcode.Code
	part           part
	opened, closed int
	detail         []map[string]any
}

// enter notes for the audit what was done; detail is one of the things done.
func (c *writing) enter(county adcode.Code, p part, opened, closed int, detail map[string]any) {
	for i := range c.entries {
		e := &c.entries[i]
		if e.county == county && e.part == p {
			e.opened, e.closed, e.detail = e.opened+opened, e.closed+closed, append(e.detail, detail)
			return
		}
	}
	c.entries = append(c.entries, entry{county, p, opened, closed, []map[string]any{detail}})
}

// raise brings derived shapes up to date, raises the versions of what was written, tells
// listeners and writes the audit.
func (c *writing) raise(ctx context.Context) error {
	if len(c.entries) == 0 {
		return nil
	}
	if err := c.derive(ctx); err != nil {
		return err
	}
	raised, err := c.raiseVersions(ctx)
	if err != nil {
		return err
	}
	n := len(c.entries)
	counties, names, versions := make([]string, n), make([]string, n), make([]int64, n)
	opened, closed, details := make([]int, n), make([]int, n), make([]json.RawMessage, n)
	for i, e := range c.entries {
		counties[i], names[i], versions[i] = e.county.String(), string(e.part), raised[e.county.String()]
		opened[i], closed[i] = e.opened, e.closed
		if details[i], err = json.Marshal(e.detail); err != nil {
			return err
		}
	}
	_, err = c.tx.Exec(ctx, query("audit_add"), counties, names, versions, c.author, c.changeID, c.recorded, opened, closed, details)
	return err
}

// raiseVersions raises each county that has an entry by one, and the parts entered, and
// works out how far they reach.
func (c *writing) raiseVersions(ctx context.Context) (map[string]int64, error) {
	row := map[string]int{}
	var counties []string
	var steps [len(parts)][]int
	for _, e := range c.entries {
		code := e.county.String()
		i, known := row[code]
		if !known {
			i = len(counties)
			row[code], counties = i, append(counties, code)
			for p := range parts {
				steps[p] = append(steps[p], 0)
			}
		}
		for p := range parts {
			if parts[p] == e.part && e.opened+e.closed > 0 {
				steps[p][i] = 1
			}
		}
	}
	versions, err := collectVersions(ctx, c.tx, "county_raise", counties, steps[0], steps[1], steps[2], steps[3], c.recorded, steps[4], steps[5])
	if err != nil {
		return nil, err
	}
	raised := map[string]int64{}
	for code, v := range versions {
		raised[code.String()] = v.County
	}
	return raised, c.measureExtents(ctx, counties, steps[2])
}

// RecordError is an audit row that is not as it was written, the first of its county.
type RecordError struct {
	County  string
	Version int64
	Part    string
}

func (e *RecordError) Error() string {
	return fmt.Sprintf("the audit of county %s is not what was written, from its version %d on (%s)", e.County, e.Version, e.Part)
}

// Verify checks that no audit row was changed or taken out: a *RecordError says where one
// was.
func (s *Store) Verify(ctx context.Context) error {
	rows, err := s.pool.Query(ctx, query("audit_verify"))
	if err != nil {
		return err
	}
	defer rows.Close()
	if rows.Next() {
		var found RecordError
		if err := rows.Scan(&found.County, &found.Version, &found.Part); err != nil {
			return err
		}
		return &found
	}
	return rows.Err()
}
