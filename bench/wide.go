package main

import (
	"bytes"
	"context"
	"encoding/hex"
	"fmt"
	"math"
	"math/rand/v2"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/ewkb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/geo"
)

// The wide land is a province taken for one county: 50 townships of 60 villages with wavy
// borders, each 10 km wide and of 60 vertices, 50,000 groups and 5,000 facilities with beds.
const (
	wideColumns, wideRows = 60, 50
	wideSide              = 0.1 // degrees
	wideSteps             = 15  // vertices a side of a village
	wideGroups            = 50_000
	wideFacilities        = 5_000
)

// wideCorner is where the border lines of a column and a row meet; between two of them, x or y
// is a fraction.
func wideCorner(x, y float64) orb.Point {
	return orb.Point{101 + wideSide*x + 0.01*math.Sin(9*y+x), 27 + wideSide*y + 0.01*math.Cos(8*x-y)}
}

// wide makes the wide land, and puts the same into tables of the peer's, once.
func (l *land) wide(ctx context.Context) (*edition.Edition, error) {
	if l.wideLand != nil {
		return l.wideLand, nil
	}
	parts := edition.Parts{County: l.ed.County, Units: wideUnits(l.county()), People: &edition.People{Basis: edition.Resident, Ages: []string{"all", "60+", "65+", "80+"}}}
	random := rand.New(rand.NewPCG(1, 2))
	at := func() orb.Point {
		return geo.Snap(wideCorner(wideColumns*random.Float64(), wideRows*random.Float64())).Point()
	}
	for i := range wideGroups {
		n := 100 + random.Int64N(900)
		parts.People.Groups = append(parts.People.Groups, edition.Group{ID: fmt.Sprint(i), Place: at(), Counts: edition.Counts{n, n / 5, n / 7, n / 30}})
	}
	for i := range wideFacilities {
		place, beds := at(), 10+random.IntN(90)
		parts.Facilities = append(parts.Facilities, facilities.Facility{ID: facilities.ID(i + 1), Kind: "ELD_HOME", Name: fmt.Sprint(i), State: facilities.Operating, Place: &place, Facts: facilities.Facts{Beds: &beds}})
	}
	ed, err := edition.Make(edition.Key{County: l.ed.Key.County}, parts)
	if err == nil {
		err = l.fillWide(ctx, ed)
	}
	if err != nil {
		return nil, fmt.Errorf("the wide land: %w", err)
	}
	l.wideLand = ed
	return ed, nil
}

// wideUnits are the townships, which are what their villages are, and the villages.
func wideUnits(county adcode.Code) []boundaries.Version {
	units := []boundaries.Version{{Code: county, Name: "大县"}}
	for row := range wideRows {
		township := fmt.Sprintf("%s%03d", county, 101+row)
		units = append(units, boundaries.Version{Code: adcode.MustParse(township), Name: township})
		for column := range wideColumns {
			x, y := float64(column), float64(row)
			var ring orb.Ring
			for k := range 4 * wideSteps {
				along := float64(k%wideSteps) / wideSteps
				ring = append(ring, [...]orb.Point{wideCorner(x+along, y), wideCorner(x+1, y+along), wideCorner(x+1-along, y+1), wideCorner(x, y+1-along)}[k/wideSteps])
			}
			code := fmt.Sprintf("%s%03d", township, 201+column)
			units = append(units, boundaries.Version{Code: adcode.MustParse(code), Name: code, Shape: geo.SnapShape(orb.MultiPolygon{{append(ring, ring[0])}})})
		}
	}
	return units
}

// fillWide puts units, groups and facilities into tables of the peer's, indexed, each group
// with its unit.
func (l *land) fillWide(ctx context.Context, ed *edition.Edition) error {
	_, err := l.sql.Exec(ctx, `CREATE TEMPORARY TABLE bench_units (code text, shape geometry(MultiPolygon, 4490));
		CREATE TEMPORARY TABLE bench_groups (id int, people int, people_60 int, people_65 int, people_80 int, place geography(Point, 4490), code text);
		CREATE TEMPORARY TABLE bench_beds (id int, beds int, place geography(Point, 4490))`)
	if err != nil {
		return err
	}
	var units, groups, beds bytes.Buffer
	for i := range ed.Units {
		if u := &ed.Units[i]; u.Level() == adcode.Village {
			fmt.Fprintf(&units, "%s\t%s\n", u.Code, asEWKB(ed.Mesh.Shape(i)))
		}
	}
	for i, g := range ed.People.Groups {
		fmt.Fprintf(&groups, "%d\t%d\t%d\t%d\t%d\t%s\n", i, g.Counts[0], g.Counts[1], g.Counts[2], g.Counts[3], asEWKB(g.Place))
	}
	for i, f := range ed.Facilities.List {
		fmt.Fprintf(&beds, "%d\t%d\t%s\n", i, *f.Facts.Beds, asEWKB(*f.Place))
	}
	for _, table := range []struct {
		copy string
		text *bytes.Buffer
	}{
		{"COPY bench_units FROM STDIN", &units},
		{"COPY bench_groups (id, people, people_60, people_65, people_80, place) FROM STDIN", &groups},
		{"COPY bench_beds FROM STDIN", &beds},
	} {
		if _, err := l.sql.PgConn().CopyFrom(ctx, table.text, table.copy); err != nil {
			return err
		}
	}
	_, err = l.sql.Exec(ctx, `CREATE INDEX ON bench_units USING gist (shape);
		UPDATE bench_groups SET code = u.code FROM bench_units u WHERE ST_Covers(u.shape, bench_groups.place::geometry);
		CREATE INDEX ON bench_groups USING gist (place); CREATE INDEX ON bench_beds USING gist (place);
		ANALYZE bench_units; ANALYZE bench_groups; ANALYZE bench_beds`)
	return err
}

// asEWKB is a shape as PostGIS copies it, EPSG:4490.
func asEWKB(g orb.Geometry) string { return hex.EncodeToString(ewkb.MustMarshal(g, 4490)) }

var wideQuestion = coverage.Question{Kinds: []string{"ELD_HOME"}, Radius: 3000, By: adcode.Village}

// coveringProvince counts the people of the wide land within reach, by village and age.
func coveringProvince(ctx context.Context, l *land) (row, error) {
	ed, err := l.wide(ctx)
	if err != nil {
		return row{}, err
	}
	q := wideQuestion
	q.PeopleOnly = true
	return compared("province: people covered, 50,000 groups, 5,000 facilities", "< 50 ms", func() error {
		_, err := coverage.Ask(ed, q)
		return err
	}, l.query(ctx, sqlWideCoverage, float64(q.Radius)))
}

// findingGapsOfProvince makes the gap polygons of all its villages. PostGIS does so once:
// it takes long.
func findingGapsOfProvince(ctx context.Context, l *land) (row, error) {
	ed, err := l.wide(ctx)
	if err != nil {
		return row{}, err
	}
	here, err := median(func() error {
		_, err := coverage.Gaps(ed, wideQuestion)
		return err
	})
	if err != nil {
		return row{}, err
	}
	began := time.Now()
	err = l.query(ctx, sqlWideGaps, float64(wideQuestion.Radius))()
	there := time.Since(began)
	return row{"province: gap polygons of 3,000 villages, with people", span(here), span(there), fmt.Sprintf("%.0fx", float64(there)/float64(here)), "< 1 s"}, err
}
