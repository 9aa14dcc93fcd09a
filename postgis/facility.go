package postgis

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/facilities"
)

// sources are the stored words for how a facility's place was found.
var sources = []facilities.Source{facilities.NoPlace, facilities.ByPoint, facilities.ByGroup, facilities.ByPlanner}

func sourceOf(word string) facilities.Source {
	for _, s := range sources {
		if s.String() == word {
			return s
		}
	}
	return facilities.NoPlace
}

// facilities writes the facilities, one county's set after the other.
func (c *writing) facilities(ctx context.Context) error {
	for _, set := range c.write.Facilities {
		held, err := readFacilities(ctx, c.tx, "facilities_held", set.County.String())
		if err != nil {
			return err
		}
		edit, err := compareFacilities(held, set)
		if err != nil {
			return err
		}
		if len(edit.open)+len(edit.close) == 0 {
			continue
		}
		if err := c.writeFacilities(ctx, set.County, edit); err != nil {
			return err
		}
		c.enter(set.County, partFacilities, len(edit.open), len(edit.close), map[string]any{"from": set.From.String(), "put": len(set.Put), "remove": len(set.Remove)})
	}
	return nil
}

var facilityColumns = []string{"facility", "county", "ref", "kind", "name", "place", "source", "unit", "group_id", "state", "opened", "facts", "valid", "recorded", "author", "change_id"}

func (c *writing) writeFacilities(ctx context.Context, county adcode.Code, edit facilityEdit) error {
	if err := c.supersede(ctx, "facilities_supersede", edit.close); err != nil {
		return err
	}
	if len(edit.open) == 0 {
		return nil
	}
	change, err := c.change(ctx)
	if err != nil {
		return err
	}
	if err := c.beginFacilities(ctx, county, change, edit.open); err != nil {
		return err
	}
	return c.copyRows(ctx, "facility_version", facilityColumns, len(edit.open), func(i int) ([]any, error) {
		f := &edit.open[i]
		facts, err := json.Marshal(factsRow(f.Facts))
		return []any{int64(f.ID), county.String(), f.Ref, f.Kind, f.Name, pointBytes(f.Place), f.Source.String(), codeText(f.Unit), f.Group, string(f.State),
			dateOf(f.Opened), facts, rangeOf(f.Valid), c.recorded, c.author, change}, err
	})
}

// beginFacilities gives an identity to each version that has none.
func (c *writing) beginFacilities(ctx context.Context, county adcode.Code, change int64, open []facilities.Facility) error {
	fresh := slices.DeleteFunc(pointers(open), func(f *facilities.Facility) bool { return f.ID != 0 })
	ids, err := c.identities(ctx, "facility_ids", len(fresh))
	if err != nil || len(fresh) == 0 {
		return err
	}
	for i, f := range fresh {
		f.ID = facilities.ID(ids[i])
	}
	return c.copyRows(ctx, "facility", []string{"id", "county", "author", "change_id", "recorded"}, len(ids), func(i int) ([]any, error) {
		return []any{ids[i], county.String(), c.author, change, c.recorded}, nil
	})
}

func pointers[T any](list []T) []*T {
	p := make([]*T, len(list))
	for i := range list {
		p[i] = &list[i]
	}
	return p
}

// readFacilities collects the versions that one of the facilities queries finds.
func readFacilities(ctx context.Context, q querier, queryName string, args ...any) ([]facilities.Facility, error) {
	rows, err := q.Query(ctx, query(queryName), args...)
	if err != nil {
		return nil, err
	}
	return pgx.AppendRows([]facilities.Facility{}, rows, scanFacility)
}

func scanFacility(row pgx.CollectableRow) (f facilities.Facility, err error) {
	var place, facts pgtype.DriverBytes
	var unit *string
	var source string
	var opened pgtype.Date
	var valid pgtype.Range[pgtype.Date]
	err = row.Scan((*int64)(&f.Version), (*int64)(&f.ID), &f.Ref, &f.Kind, &f.Name, &place, &source, &unit, &f.Group, (*string)(&f.State), &opened, &facts, &valid)
	if err != nil {
		return f, err
	}
	f.Source, f.Unit, f.Opened, f.Valid = sourceOf(source), codeOf(unit), dayOf(opened), spanOf(valid)
	if f.Place, err = readPoint(place); err != nil {
		return f, err
	}
	if f.Facts, err = readFacts(facts); err != nil {
		return f, fmt.Errorf("facility %d: %w", f.ID, err)
	}
	return f, nil
}

// notHeld says that a facility to change is not there.
func notHeld(id facilities.ID, county adcode.Code) error {
	return fmt.Errorf("facility %d of county %s: %w", id, county, boundaries.ErrNotFound)
}
