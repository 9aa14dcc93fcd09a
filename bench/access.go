package main

import (
	"context"

	"github.com/xiantu/xiantu/coverage"
)

// sqlAccess: $1 radius in metres. The two steps of 2SFCA; beds a person by group.
const sqlAccess = `
WITH near AS MATERIALIZED (SELECT f.id AS facility, f.beds, g.id AS people_of, g.people FROM bench_beds f JOIN bench_groups g ON ST_DWithin(f.place, g.place, $1)),
     ratio AS MATERIALIZED (SELECT facility, max(beds)::float8 / sum(people) AS beds FROM near GROUP BY facility)
SELECT people_of, sum(ratio.beds) FROM near JOIN ratio USING (facility) GROUP BY people_of`

// sharing works out the beds a person in the wide land, within 5 km of each facility.
func sharing(ctx context.Context, l *land) (row, error) {
	ed, err := l.wide(ctx)
	if err != nil {
		return row{}, err
	}
	q := coverage.AccessQuestion{Kinds: []string{"ELD_HOME"}, Radius: 5000}
	return compared("province: beds a person (2SFCA), 50,000 groups, 5,000 facilities", ">= 20x", func() error {
		_, err := coverage.AskAccess(ed, q)
		return err
	}, l.query(ctx, sqlAccess, float64(q.Radius)))
}
