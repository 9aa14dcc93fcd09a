package postgis_test

import (
	"math"
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/geo"
	"github.com/xiantu/xiantu/postgis/postgistest"
)

const (
	reachRadius = 1500.0 // metres
	tooNear     = 0.001  // metres from the radius: who lies that near to it is not compared
)

// chanceCounty has 40 facilities by chance, on 40 km from a corner, and 1,500 groups, every
// other one of which lies a millimetre to ten metres off the radius of a facility. Its
// counts are so large and so different that sums of them tell which groups are in them.
func chanceCounty(dice *rand.Rand, corner orb.Point) edition.Parts {
	at := func() orb.Point {
		return geo.Snap(orb.Point{corner[0] + 0.4*dice.Float64(), corner[1] + 0.4*dice.Float64()}).Point()
	}
	parts := edition.Parts{
		County: edition.County{Code: qingshen, Name: "青神县"}, People: &edition.People{Ages: []string{"all"}},
		Units: []boundaries.Version{{Code: qingshen, Name: "青神县"}},
	}
	for i := range 40 {
		place := at()
		parts.Facilities = append(parts.Facilities, facilities.Facility{ID: facilities.ID(i + 1), Kind: "ELD_HOME", Name: strconv.Itoa(i), State: facilities.Operating, Place: &place})
	}
	for i := range 1500 {
		place := at()
		if i%2 == 0 {
			off := math.Pow(10, -3+4*dice.Float64()) * float64(1-2*dice.IntN(2))
			place = geo.Snap(geo.Direct(*parts.Facilities[dice.IntN(40)].Place, 360*dice.Float64(), geo.Metres(reachRadius+off))).Point()
		}
		parts.People.Groups = append(parts.People.Groups, edition.Group{ID: strconv.Itoa(i), Place: place, Counts: edition.Counts{1 + dice.Int64N(1e12)}})
	}
	return parts
}

// Who is within the radius of how many facilities, and how far the nearest one is, is what
// PostGIS says of the same places as geography: in the county, in the far north and in the
// far south.
func TestReachLikePostGIS(t *testing.T) {
	t.Parallel()
	db := connect(t, postgistest.NewURL(t))
	for seed, corner := range []orb.Point{{103.7, 29.7}, {122, 53}, {109.4, 18.2}} {
		parts := chanceCounty(rand.New(rand.NewPCG(uint64(seed), 11)), corner)
		var said []nearness
		parts.People.Groups, said = sure(parts.People.Groups, askPostGIS(t, db, parts))
		ed, err := edition.Make(edition.Key{County: qingshen}, parts)
		if err != nil {
			t.Fatal(err)
		}
		a, err := coverage.Ask(ed, coverage.Question{Kinds: []string{"ELD_HOME"}, Radius: reachRadius, PeopleOnly: true, With: []coverage.Extra{coverage.ExtraNearest, coverage.ExtraRedundancy}})
		if err != nil {
			t.Fatal(err)
		}
		compareReach(t, ed.People.Groups, a, said)
	}
}

// nearness is what PostGIS says of a group.
type nearness struct {
	Nearest    float64 // metres
	Within     int     // facilities
	Borderline bool    // a facility is tooNear the radius
}

// sqlNearness asks it of all groups: $1 and $2 their longitudes and latitudes, $3 and $4 those
// of the facilities, EPSG:4490; $5 the radius, $6 what is too near to it, in metres.
const sqlNearness = `
WITH g AS (SELECT n, ST_SetSRID(ST_MakePoint(lon, lat), 4490)::geography AS place FROM unnest($1::float8[], $2::float8[]) WITH ORDINALITY AS p (lon, lat, n)),
     f AS (SELECT ST_SetSRID(ST_MakePoint(lon, lat), 4490)::geography AS place FROM unnest($3::float8[], $4::float8[]) AS p (lon, lat)),
     pairs AS MATERIALIZED (SELECT n, ST_Distance(f.place, g.place, true) AS far, ST_DWithin(f.place, g.place, $5, true) AS within FROM g, f)
SELECT min(far) AS nearest, count(*) FILTER (WHERE within) AS within, bool_or(abs(far - $5) < $6) AS borderline FROM pairs GROUP BY n ORDER BY n`

func askPostGIS(t *testing.T, db *pgx.Conn, parts edition.Parts) []nearness {
	t.Helper()
	var lon, lat, toLon, toLat []float64
	for _, g := range parts.People.Groups {
		lon, lat = append(lon, g.Place[0]), append(lat, g.Place[1])
	}
	for _, f := range parts.Facilities {
		toLon, toLat = append(toLon, f.Place[0]), append(toLat, f.Place[1])
	}
	rows, err := db.Query(t.Context(), sqlNearness, lon, lat, toLon, toLat, reachRadius, tooNear)
	if err != nil {
		t.Fatal(err)
	}
	said, err := pgx.CollectRows(rows, pgx.RowToStructByName[nearness])
	if err != nil || len(said) != len(lon) {
		t.Fatalf("%d answers for %d groups: %v", len(said), len(lon), err)
	}
	return said
}

// sure leaves out whom the radius all but touches.
func sure(groups []edition.Group, all []nearness) (left []edition.Group, said []nearness) {
	for i, n := range all {
		if !n.Borderline {
			left, said = append(left, groups[i]), append(said, n)
		}
	}
	return left, said
}

// compareReach compares distances group by group, and who is covered, and by how many, in sum.
func compareReach(t *testing.T, groups []edition.Group, a *coverage.Answer, said []nearness) {
	t.Helper()
	depth, of, edge := make([]int64, coverage.MostDepth+1), int64(0), 0
	for i, n := range said {
		of += groups[i].Counts[0]
		depth[min(coverage.MostDepth, n.Within)] += groups[i].Counts[0]
		if got := a.Nearest[i]; got.Group != i || math.Abs(got.Far-n.Nearest) > 1e-6 {
			t.Errorf("group %d at %v: nearest %.7f m, PostGIS %.7f", got.Group, groups[i].Place, got.Far, n.Nearest)
		}
		if math.Abs(n.Nearest-reachRadius) < 0.1 {
			edge++
		}
	}
	if want := (coverage.Ratio{Covered: of - depth[0], Of: of}); a.Total.People["all"] != want {
		t.Errorf("covered %+v, PostGIS %+v", a.Total.People["all"], want)
	}
	if diff := cmp.Diff(depth, a.Total.Depth["all"]); diff != "" {
		t.Errorf("people by how many reach them (-PostGIS +ours):\n%s", diff)
	}
	if edge < 100 {
		t.Errorf("only %d groups have their nearest within 0.1 m of the radius", edge)
	}
	t.Logf("%d groups, %d of them within 0.1 m of the radius", len(groups), edge)
}
