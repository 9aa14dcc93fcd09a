package postgis

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
)

// people writes the counts of people, each in the place of the one of the same county,
// basis and day.
func (c *writing) people(ctx context.Context) error {
	for _, set := range c.write.People {
		if err := checkPeople(set); err != nil {
			return err
		}
		if err := c.replaceSet(ctx, peopleRows(set)); err != nil {
			return err
		}
	}
	return nil
}

func checkPeople(set edition.PeopleSet) error {
	for _, g := range set.Groups {
		if len(g.Counts) != len(set.Ages) {
			return &boundaries.RuleError{Rule: "counts_of_ages", Said: fmt.Sprintf("group %s has %d numbers of people for %d age groups", g.ID, len(g.Counts), len(set.Ages))}
		}
	}
	return nil
}

func peopleRows(set edition.PeopleSet) rowSet {
	return rowSet{
		table: "people_set", rows: "demand_point", columns: []string{"people_set", "group_id", "place", "urban", "counts", "addresses"},
		part: partPeople, county: set.County, key: []any{string(set.Basis), dateOf(set.Day)}, facts: []any{append([]string{}, set.Ages...), len(set.Groups)},
		head: set.Ages, n: len(set.Groups),
		says: func(i int) any { return pointOf(&set.Groups[i]) },
		row: func(i int) ([]any, error) {
			g := &set.Groups[i]
			addresses, err := json.Marshal(addressRows(g.Addresses))
			return []any{g.ID, pointBytes(&g.Place), g.Urban, []int64(g.Counts), addresses}, err
		},
		detail: map[string]any{"basis": set.Basis, "day": set.Day.String(), "points": len(set.Groups)},
	}
}

// pointOf is what a demand point says, for the digest.
func pointOf(g *edition.Group) any {
	return []any{g.ID, g.Place, g.Urban, g.Counts, addressRows(g.Addresses)}
}

// addressRow is a group's address as it stands in demand_point.addresses: year,
// village code, number.
type addressRow [3]any

func addressRows(addresses []edition.Address) []addressRow {
	rows := make([]addressRow, len(addresses))
	for i, a := range addresses {
		rows[i] = addressRow{a.Year, a.Village.String(), a.No}
	}
	return rows
}

// readPeople returns the set that stands for a county on a day; an empty one where
// people were never counted.
func readPeople(ctx context.Context, q querier, key edition.Key) (*edition.People, error) {
	people := &edition.People{Groups: []edition.Group{}}
	var set int64
	var day pgtype.Date
	err := q.QueryRow(ctx, query("people_choose"), key.County.String(), dateOf(key.At)).Scan(&set, (*string)(&people.Basis), &day, &people.Ages)
	if errors.Is(err, pgx.ErrNoRows) {
		return people, crossBorders(ctx, q, key, people)
	}
	if err != nil {
		return nil, err
	}
	people.Day = dayOf(day)
	if people.Groups, err = readGroups(ctx, q, "people_points", set); err != nil {
		return nil, err
	}
	return people, crossBorders(ctx, q, key, people)
}

func readGroups(ctx context.Context, q querier, queryName string, args ...any) ([]edition.Group, error) {
	rows, err := q.Query(ctx, query(queryName), args...)
	if err != nil {
		return nil, err
	}
	read := addressReader{codes: map[string]adcode.Code{}}
	return pgx.AppendRows([]edition.Group{}, rows, func(row pgx.CollectableRow) (g edition.Group, err error) {
		var place, addresses pgtype.DriverBytes
		if err = row.Scan(&g.ID, &place, &g.Urban, (*[]int64)(&g.Counts), &addresses); err != nil {
			return g, err
		}
		g.Unit = -1
		if g.Place, err = readShape[orb.Point](place); err != nil {
			return g, err
		}
		g.Addresses, err = read.addresses(addresses)
		return g, err
	})
}

// everyGroup returns each group ever counted in a county once, as counted last, with
// the addresses of all counts.
func everyGroup(ctx context.Context, q querier, county adcode.Code) ([]edition.Group, error) {
	counted, err := readGroups(ctx, q, "people_groups", county.String())
	if err != nil {
		return nil, err
	}
	groups := counted[:0]
	for _, g := range counted {
		if n := len(groups); n > 0 && groups[n-1].ID == g.ID {
			groups[n-1].Addresses = mergeAddresses(groups[n-1].Addresses, g.Addresses)
			continue
		}
		groups = append(groups, g)
	}
	return groups, nil
}

func mergeAddresses(into, from []edition.Address) []edition.Address {
	known := map[edition.Address]bool{}
	for _, a := range into {
		known[a] = true
	}
	for _, a := range from {
		if !known[a] {
			into = append(into, a)
		}
	}
	return into
}
