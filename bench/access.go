package main

import (
	"context"
	"fmt"
	"math/rand/v2"

	"github.com/jackc/pgx/v5"
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
)

// sqlAccess: $1 radius in metres. The two steps of 2SFCA; beds a person by group.
const sqlAccess = `
WITH near AS MATERIALIZED (SELECT f.id AS facility, f.beds, g.id AS people_of, g.people FROM bench_beds f JOIN bench_groups g ON ST_DWithin(f.place, g.place, $1)),
     ratio AS MATERIALIZED (SELECT facility, max(beds)::float8 / sum(people) AS beds FROM near GROUP BY facility)
SELECT people_of, sum(ratio.beds) FROM near JOIN ratio USING (facility) GROUP BY people_of`

// sharing works out the beds a person in a province of 50,000 groups and 5,000
// facilities by chance, 600 km wide, within 5 km of each.
func sharing(ctx context.Context, l *land) (row, error) {
	parts := edition.Parts{County: l.ed.County, People: &edition.People{Basis: edition.Resident, Ages: []string{"all"}}}
	random := rand.New(rand.NewPCG(1, 2))
	for i := range 50_000 {
		at := orb.Point{101 + 6*random.Float64(), 27 + 6*random.Float64()}
		parts.People.Groups = append(parts.People.Groups, edition.Group{ID: fmt.Sprint(i), Place: at, Counts: edition.Counts{100 + random.Int64N(900)}})
	}
	for i := range 5_000 {
		at, beds := parts.People.Groups[10*i].Place, 10+random.IntN(90)
		parts.Facilities = append(parts.Facilities, facilities.Facility{ID: facilities.ID(i + 1), Kind: "ELD_HOME", Name: fmt.Sprint(i), State: facilities.Operating, Place: &at, Facts: facilities.Facts{Beds: &beds}})
	}
	ed, err := edition.Make(edition.Key{County: l.ed.Key.County}, parts)
	if err != nil {
		return row{}, err
	}
	if err := l.fillBeds(ctx, parts); err != nil {
		return row{}, err
	}
	q := coverage.AccessQuestion{Kinds: []string{"ELD_HOME"}, Radius: 5000}
	return compared("beds a person (2SFCA), 50,000 groups, 5,000 facilities", ">= 20x", func() error {
		_, err := coverage.AskAccess(ed, q)
		return err
	}, l.query(ctx, sqlAccess, float64(q.Radius)))
}

// fillBeds puts groups and facilities into tables of the peer's, indexed.
func (l *land) fillBeds(ctx context.Context, parts edition.Parts) error {
	_, err := l.sql.Exec(ctx, `CREATE TEMPORARY TABLE bench_groups (id int, people int, lon float8, lat float8, place geography(Point, 4490));
		CREATE TEMPORARY TABLE bench_beds (id int, beds int, lon float8, lat float8, place geography(Point, 4490))`)
	if err != nil {
		return err
	}
	groups, list := parts.People.Groups, parts.Facilities
	_, err = l.sql.CopyFrom(ctx, pgx.Identifier{"bench_groups"}, []string{"id", "people", "lon", "lat"}, pgx.CopyFromSlice(len(groups), func(i int) ([]any, error) {
		return []any{i, groups[i].Counts[0], groups[i].Place[0], groups[i].Place[1]}, nil
	}))
	if err != nil {
		return err
	}
	_, err = l.sql.CopyFrom(ctx, pgx.Identifier{"bench_beds"}, []string{"id", "beds", "lon", "lat"}, pgx.CopyFromSlice(len(list), func(i int) ([]any, error) {
		return []any{i, *list[i].Facts.Beds, list[i].Place[0], list[i].Place[1]}, nil
	}))
	if err != nil {
		return err
	}
	_, err = l.sql.Exec(ctx, `UPDATE bench_groups SET place = ST_SetSRID(ST_MakePoint(lon, lat), 4490)::geography; UPDATE bench_beds SET place = ST_SetSRID(ST_MakePoint(lon, lat), 4490)::geography;
		CREATE INDEX ON bench_groups USING gist (place); CREATE INDEX ON bench_beds USING gist (place); ANALYZE bench_groups; ANALYZE bench_beds`)
	return err
}
