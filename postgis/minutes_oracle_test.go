package postgis_test

import (
	"math"
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/coverage/road"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/geo"
	"github.com/xiantu/xiantu/postgis/postgistest"
)

// street is a road between two crossings of a chanceTown.
type street struct {
	from, to int
	road     road.Road
}

// chanceTown is a bent grid of 12 by 12 crossings some 300 m apart, with two streets in three,
// some of them one-way, of classes by chance: parts of it hang together with nothing.
func chanceTown(dice *rand.Rand) (crossings []orb.Point, streets []street) {
	const n, side = 12, 0.003
	for i := range n * n {
		crossings = append(crossings, geo.Snap(orb.Point{103.7 + side*(float64(i%n)+0.6*dice.Float64()), 29.7 + side*(float64(i/n)+0.6*dice.Float64())}).Point())
	}
	for i := range n * n {
		for _, to := range [2]int{i + 1, i + n} {
			if to >= n*n || to == i+1 && to%n == 0 || dice.IntN(3) == 0 {
				continue
			}
			classes := []string{"primary", "secondary", "tertiary", "residential"}
			streets = append(streets, street{i, to, road.Road{
				Line: orb.LineString{crossings[i], crossings[to]}, Class: classes[dice.IntN(len(classes))], Way: []road.Way{road.BothWays, road.BothWays, road.Forward, road.Backward}[dice.IntN(4)],
			}})
		}
	}
	return crossings, streets
}

// townParts has a group at every crossing that a street leads to, and five facilities.
func townParts(dice *rand.Rand, crossings []orb.Point, streets []street) (parts edition.Parts, places []int64) {
	parts = edition.Parts{
		County: edition.County{Code: qingshen, Name: "青神县"}, People: &edition.People{Ages: []string{"all"}}, Roads: &edition.Roads{Speeds: road.DefaultSpeeds()},
		Units: []boundaries.Version{{Code: qingshen, Name: "青神县"}},
	}
	led := map[int]bool{}
	for _, s := range streets {
		parts.Roads.List = append(parts.Roads.List, s.road)
		led[s.from], led[s.to] = true, true
	}
	for i, p := range crossings {
		if led[i] {
			parts.People.Groups = append(parts.People.Groups, edition.Group{ID: strconv.Itoa(i), Place: p, Counts: edition.Counts{1 + dice.Int64N(1e12)}})
		}
	}
	for len(places) < 5 {
		i := dice.IntN(len(crossings))
		if !led[i] {
			continue
		}
		places = append(places, int64(i))
		parts.Facilities = append(parts.Facilities, facilities.Facility{ID: facilities.ID(len(places)), Kind: "ELD_HOME", Name: strconv.Itoa(i), State: facilities.Operating, Place: &crossings[i]})
	}
	return parts, places
}

// sqlMinutes asks who comes to one of the crossings $1 within $2 seconds: the streets stand in
// the table street, turned round, so that ways lead from the places to the people.
const sqlMinutes = `SELECT node, min(agg_cost) FROM pgr_drivingDistance('SELECT id, target AS source, source AS target, cost, reverse_cost FROM street', $1::bigint[], $2::float8, true) GROUP BY node`

// Minutes by road are what pgRouting says of the same streets, their lengths measured by
// PostGIS as geography: who is covered, and how long everyone in reach needs.
func TestMinutesLikePGRouting(t *testing.T) {
	t.Parallel()
	db := connect(t, postgistest.NewURL(t))
	if _, err := db.Exec(t.Context(), "CREATE EXTENSION pgrouting; CREATE TEMP TABLE street (id bigint, source bigint, target bigint, cost float8, reverse_cost float8)"); err != nil {
		t.Fatal(err)
	}
	for seed := range uint64(6) {
		dice := rand.New(rand.NewPCG(seed, 13))
		crossings, streets := chanceTown(dice)
		parts, places := townParts(dice, crossings, streets)
		for _, mode := range []coverage.Mode{coverage.Walk, coverage.Drive} {
			minutes := map[coverage.Mode]float64{coverage.Walk: 12, coverage.Drive: 1.5}[mode]
			layStreets(t, db, streets, mode)
			compareMinutes(t, parts, mode, minutes, minutesOf(t, db, places, minutes))
		}
	}
}

// layStreets fills the table with seconds, which PostGIS works out from the streets' ends.
func layStreets(t *testing.T, db *pgx.Conn, streets []street, mode coverage.Mode) {
	t.Helper()
	batch := &pgx.Batch{}
	batch.Queue("TRUNCATE street")
	for i, s := range streets {
		walk, drive := road.DefaultSpeeds().Of(s.road.Class)
		ahead, back := 3.6/walk, 3.6/walk
		if mode == coverage.Drive {
			ahead, back = 3.6/drive, 3.6/drive
			switch s.road.Way {
			case road.Forward:
				back = -1
			case road.Backward:
				ahead = -1
			}
		}
		a, b := s.road.Line[0], s.road.Line[1]
		batch.Queue(`INSERT INTO street SELECT $1, $2, $3, d * $4, d * $5 FROM (SELECT ST_Distance(ST_SetSRID(ST_MakePoint($6, $7), 4490)::geography, ST_SetSRID(ST_MakePoint($8, $9), 4490)::geography, true)) AS x (d)`,
			int64(i), int64(s.from), int64(s.to), ahead, back, a[0], a[1], b[0], b[1])
	}
	if err := db.SendBatch(t.Context(), batch).Close(); err != nil {
		t.Fatal(err)
	}
}

// minutesOf are the minutes from the crossings to the nearest place, where pgRouting finds
// them within a little more than was asked for.
func minutesOf(t *testing.T, db *pgx.Conn, places []int64, most float64) map[string]float64 {
	t.Helper()
	rows, err := db.Query(t.Context(), sqlMinutes, places, 60*most*1.1)
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]float64{}
	var node int64
	var seconds float64
	if _, err := pgx.ForEachRow(rows, []any{&node, &seconds}, func() error { said[strconv.FormatInt(node, 10)] = seconds / 60; return nil }); err != nil {
		t.Fatal(err)
	}
	return said
}

// compareMinutes leaves out whom the limit all but touches, and compares the others one by
// one and in sum.
func compareMinutes(t *testing.T, parts edition.Parts, mode coverage.Mode, most float64, said map[string]float64) {
	t.Helper()
	var left []edition.Group
	var covered, of int64
	for _, g := range parts.People.Groups {
		far, in := said[g.ID]
		if in && math.Abs(far-most) < 1e-5*most {
			continue
		}
		left, of = append(left, g), of+g.Counts[0]
		if in && far <= most {
			covered += g.Counts[0]
		}
	}
	parts.People = &edition.People{Ages: []string{"all"}, Groups: left}
	ed, err := edition.Make(edition.Key{County: qingshen}, parts)
	if err != nil {
		t.Fatal(err)
	}
	a, err := coverage.Ask(ed, coverage.Question{Kinds: []string{"ELD_HOME"}, Minutes: most, Mode: mode, PeopleOnly: true, With: []coverage.Extra{coverage.ExtraNearest}})
	if err != nil {
		t.Fatal(err)
	}
	worst, compared := 0.0, 0
	for _, n := range a.Nearest {
		if far, in := said[ed.People.Groups[n.Group].ID]; in {
			worst, compared = max(worst, math.Abs(n.Far-far)/(far+1e-3)), compared+1
		} else if n.Far < 1.09*most {
			t.Errorf("%s: from crossing %s %.4f minutes, pgRouting finds no way", mode, ed.People.Groups[n.Group].ID, n.Far)
		}
	}
	if want := (coverage.Ratio{Covered: covered, Of: of}); a.Total.People["all"] != want || worst > 1e-5 || compared < 10 {
		t.Errorf("%s: %+v, pgRouting %+v; of %d minutes the worst is %.2g off", mode, a.Total.People["all"], want, compared, worst)
	}
	t.Logf("%s: %d of %d crossings within reach or a tenth more, the worst %.2g off", mode, compared, len(left), worst)
}
