package postgis

import (
	"context"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/edition"
)

// crossedGroup is a group that an order over several counties put into the county, with
// the columns of its counts, or one that it put out.
type crossedGroup struct {
	edition.Group
	ages []string
	gone bool
}

// crossBorders takes out of a county's people the groups that orders have put into other
// counties since they were counted, and adds those that came.
func crossBorders(ctx context.Context, q querier, key edition.Key, people *edition.People) error {
	basis := people.Basis
	if basis == "" {
		basis = edition.Resident
	}
	rows, err := q.Query(ctx, query("people_crossed"), key.County.String(), dateOf(key.At), string(basis), dateOf(people.Day))
	if err != nil {
		return err
	}
	crossed, err := pgx.CollectRows(rows, readCrossed)
	if err != nil || len(crossed) == 0 {
		return err
	}
	gone := map[string]bool{}
	for _, g := range crossed {
		gone[g.ID] = true // one that came is not counted twice either
	}
	people.Groups = slices.DeleteFunc(people.Groups, func(g edition.Group) bool { return gone[g.ID] })
	for _, g := range crossed {
		if g.gone {
			continue
		}
		if len(people.Ages) == 0 {
			people.Basis, people.Ages = basis, g.ages
		}
		people.Groups = append(people.Groups, edition.Recounted(g.Group, g.ages, people.Ages))
	}
	slices.SortFunc(people.Groups, func(a, b edition.Group) int { return strings.Compare(a.ID, b.ID) })
	return nil
}

func readCrossed(row pgx.CollectableRow) (g crossedGroup, err error) {
	var place, addresses pgtype.DriverBytes
	if err = row.Scan(&g.ID, &g.gone, &g.ages, &place, &g.Urban, (*[]int64)(&g.Counts), &addresses); err != nil || g.gone {
		return g, err
	}
	g.Unit = -1
	if g.Place, err = readShape[orb.Point](place); err != nil {
		return g, err
	}
	g.Addresses, err = readAddresses(addresses)
	return g, err
}
