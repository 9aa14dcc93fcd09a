package postgis_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/postgis"
	"github.com/xiantu/xiantu/postgis/postgistest"
)

// townless lists the villages of two townships, which have no shapes, nor has the county:
//
//	+------+------+------+------+
//	| 一村 | 二村 | 三村 | 四村 |
//	+------+------+------+------+
//	|  甲镇 100   |   乙镇 101  |
func townless(on string) edition.Write {
	w := snapshot(on, village("511425100", 201, "一村"), village("511425100", 202, "二村"), village("511425101", 201, "三村"), village("511425101", 202, "四村"))
	for i := range w.Snapshots[0].Units {
		w.Snapshots[0].Units[i].Shape = square(i, 0)
	}
	towns := boundaries.Snapshot{County: qingshen, Level: adcode.Township, Day: day(on)}
	for i, name := range []string{"甲镇", "乙镇"} {
		towns.Units = append(towns.Units, boundaries.Version{Code: adcode.MustParse(fmt.Sprintf("51142510%d", i)), Name: name, Type: boundaries.Town, Parent: qingshen})
	}
	w.Snapshots = append([]boundaries.Snapshot{towns}, w.Snapshots...)
	return w
}

// shown is what a reader without the program sees on a day of the units above the
// villages: their names and, where the shape is derived, how many villages PostGIS
// finds it to be the union of.
func shown(t *testing.T, conn *pgx.Conn, on string) string {
	t.Helper()
	rows, err := conn.Query(t.Context(), `
		WITH RECURSIVE below AS (
			SELECT code AS above, code FROM units_on($1::text::date)
			UNION
			SELECT above, u.code FROM below JOIN units_on($1::text::date) u ON u.parent = below.code
		)
		SELECT name || CASE WHEN derived AND ST_IsValid(shape) AND ST_Equals(shape, land) AND ST_NPoints(shape) >= ST_NPoints(land) THEN ' ' || villages WHEN shape IS NULL THEN ' -' ELSE ' wrong' END
		FROM units_on($1::text::date) u
		JOIN (SELECT above, ST_Union(v.shape) AS land, count(*) AS villages FROM below JOIN units_on($1::text::date) v USING (code) WHERE v.level = 'village' GROUP BY above) b ON b.above = u.code
		WHERE level <> 'village' ORDER BY u.code`, on)
	if err != nil {
		t.Fatal(err)
	}
	lines, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(lines, ", ")
}

// sound fails where the shapes held are not those worked out again, or not those that an
// edition of one of the days shows.
func sound(t *testing.T, store *postgis.Store, days ...string) {
	t.Helper()
	check, err := store.CheckDerived(t.Context(), qingshen, false)
	if err != nil || len(check.Faults) > 0 {
		t.Errorf("faults %v, %v", check.Faults, err)
	}
	for _, at := range days {
		held := parts(t, store, at)
		if held.Derived == nil {
			t.Errorf("on %s nothing is held", at)
		}
		ed, err := edition.Make(edition.Key{County: qingshen, At: day(at)}, held)
		if err != nil || len(ed.Doubtful) > 0 {
			t.Errorf("on %s doubtful: %v, %v", at, ed.Doubtful, err)
		}
	}
}

// Whoever opens the database sees the union of the children where a unit has no shape, on
// every day, whatever was written since.
func TestUnitsWithoutAShapeShowTheirChildrens(t *testing.T) {
	t.Parallel()
	url := postgistest.NewURL(t)
	store, conn := postgistest.Open(t, url), connect(t, url)
	days := []string{"2018-06-01", "2019-01-01", "2020-01-01", "2020-05-31", "2020-06-01", "2021-01-01", "2022-01-01"}
	expect := func(want ...string) {
		t.Helper()
		for i, on := range days {
			if got := shown(t, conn, on); got != want[i] {
				t.Errorf("%s: %q is shown, want %q", on, got, want[i])
			}
		}
		sound(t, store, days...)
	}
	two := "511425 4, 甲镇 2, 乙镇 2"
	commit(t, store, townless("2019-01-01"))
	expect("", two, two, two, two, two, two)

	moved := commitOrder(t, store, order(t, "2020-06-01", `"kind": "transfer", "units": ["511425101201"], "to": "511425100"`))
	after := "511425 4, 甲镇 3, 乙镇 1"
	expect("", two, two, two, after, after, after)
	merged := commitOrder(t, store, order(t, "2021-01-01", `"kind": "absorb", "from": ["511425101"], "into": "511425100"`))
	one := "511425 4, 甲镇 4"
	expect("", two, two, two, after, one, one)
	renamed := commitOrder(t, store, order(t, "2022-01-01", `"kind": "rename", "unit": "511425100", "name": "新镇"`))
	expect("", two, two, two, after, one, "511425 4, 新镇 4")

	for _, back := range []edition.Committed{renamed, merged, moved} { // to the county of before, each on its day
		day := map[boundaries.ChangeID]string{renamed.Change: "2022-01-01", merged.Change: "2021-01-01", moved.Change: "2020-06-01"}[back.Change]
		commitOrder(t, store, order(t, day, fmt.Sprintf(`"kind": "revert", "change": %d`, back.Change)))
	}
	expect("", two, two, two, two, two, two)
	if n := count(t, conn, "unit_derived"); n != 3 {
		t.Errorf("%d rows are held of what was always so, want 3", n)
	}

	commit(t, store, snapshot("2020-01-01", boundaries.Version{Code: qingshen, Name: "青神县", Type: boundaries.CountyType}))
	named := strings.NewReplacer("511425", "青神县").Replace(two)
	expect("", two, named, named, named, named, named)
}

func count(t *testing.T, conn *pgx.Conn, from string) (n int) {
	t.Helper()
	if err := conn.QueryRow(t.Context(), "SELECT count(*) FROM "+from).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// Land of all forms, with enclaves, holes and corners that touch, on lists of several days
// in any order: what is held is what PostGIS unites and what editions show.
func TestDerivedShapesOfAnyLand(t *testing.T) {
	t.Parallel()
	url := postgistest.NewURL(t)
	store, conn := postgistest.Open(t, url), connect(t, url)
	chance := rand.New(rand.NewPCG(7, 7))
	days := []string{"2020-01-01", "2022-01-01", "2021-01-01", "2019-01-01", "2021-06-01"}
	for round, on := range days {
		w := townless(on)
		w.Snapshots[1].Units = nil
		for n := range 36 {
			v := village(fmt.Sprintf("51142510%d", chance.IntN(2)), 200+n, fmt.Sprint("村", n))
			v.Shape = square(n%6, n/6)
			if chance.IntN(12) > 0 { // not all land is known
				w.Snapshots[1].Units = append(w.Snapshots[1].Units, v)
			}
		}
		commit(t, store, w)
		for _, at := range days[:round+1] {
			if got := shown(t, conn, at); strings.Contains(got, "wrong") || strings.Count(got, ",") != 2 {
				t.Errorf("after the list of %s, on %s %q is shown", on, at, got)
			}
		}
		sound(t, store, days[:round+1]...)
	}
}

// A county that is not among its units shows the union of what is listed, from its first
// list on, until it is listed itself.
func TestACountyThatIsNotListedIsShown(t *testing.T) {
	t.Parallel()
	url := postgistest.NewURL(t)
	store, conn := postgistest.Open(t, url), connect(t, url)
	w := townless("2019-01-01")
	w.Snapshots = w.Snapshots[1:] // only villages
	commit(t, store, w)
	if got, want := shownCounty(t, conn), "511425 t 4 "; got != want {
		t.Errorf("%q is shown, want %q", got, want)
	}
	sound(t, store, "2018-01-01", "2019-01-01")
	commit(t, store, snapshot("2019-01-01", boundaries.Version{Code: qingshen, Name: "青神县", Shape: star(1, 0, 9)}))
	if got, want := shownCounty(t, conn), "青神县 f "; !strings.HasPrefix(got, want) {
		t.Errorf("%q is shown, want %q", got, want)
	}
	if n := count(t, conn, "unit_derived"); n != 0 {
		t.Errorf("%d shapes are derived still", n)
	}
}

// shownCounty are the rows of the county today: name, whether derived, how many squares.
func shownCounty(t *testing.T, conn *pgx.Conn) string {
	t.Helper()
	var said string
	err := conn.QueryRow(t.Context(), "SELECT string_agg(concat_ws(' ', name, derived, round(ST_Area(shape) / 1e-4)) || ' ', '') FROM units_now WHERE level = 'county'").Scan(&said)
	if err != nil {
		t.Fatal(err)
	}
	return said
}

// A shape that somebody changed by hand is found, when an edition is made too, and can be
// put right; no shape is shown that was made of older units.
func TestDerivedShapesAreChecked(t *testing.T) {
	t.Parallel()
	url := postgistest.NewURL(t)
	store, conn := postgistest.Open(t, url), connect(t, url)
	commit(t, store, townless("2019-01-01"))
	change := func(statement string) {
		t.Helper()
		if _, err := conn.Exec(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	right := shown(t, conn, "2020-01-01")
	change("UPDATE unit_derived SET shape = ST_Translate(shape, 1e-9, 0) WHERE unit IS NULL")
	change("DELETE FROM unit_derived WHERE id IN (SELECT id FROM unit_derived WHERE unit IS NOT NULL LIMIT 1)")
	if ed, err := edition.Make(edition.Key{County: qingshen}, parts(t, store, "")); err != nil || len(ed.Doubtful) != 2 {
		t.Errorf("doubtful are %v (%v), want 2", ed.Doubtful, err)
	}
	for _, mend := range []bool{false, true} {
		if check, err := store.CheckDerived(t.Context(), qingshen, mend); err != nil || check.Shapes != 3 || len(check.Faults) < 2 {
			t.Errorf("the check finds %v (%v)", check, err)
		}
	}
	if got := shown(t, conn, "2020-01-01"); got != right {
		t.Errorf("mended it shows %q, want %q", got, right)
	}
	sound(t, store, "2020-01-01")

	change("UPDATE county_version SET version = version + 1, boundaries = boundaries + 1") // as an older program does
	if got, want := shown(t, conn, "2020-01-01"), "甲镇 -, 乙镇 -"; got != want {
		t.Errorf("behind its units it shows %q, want %q", got, want)
	}
	postgistest.Open(t, url)
	if got := shown(t, conn, "2020-01-01"); got != right {
		t.Errorf("opened it shows %q, want %q", got, right)
	}
}

// The view of all days has each unit once on a day, and a key.
func TestUnitsDated(t *testing.T) {
	t.Parallel()
	url := postgistest.NewURL(t)
	store, conn := postgistest.Open(t, url), connect(t, url)
	commit(t, store, townless("2019-01-01"))
	commitOrder(t, store, order(t, "2020-06-01", `"kind": "transfer", "units": ["511425101201"], "to": "511425100"`))
	commitOrder(t, store, order(t, "2021-06-01", `"kind": "rename", "unit": "511425100", "name": "新镇"`))
	if rows, keys := count(t, conn, "units_dated"), count(t, conn, "(SELECT DISTINCT key FROM units_dated) k"); rows != keys {
		t.Errorf("%d rows bear %d keys", rows, keys)
	}
	if n := count(t, conn, "units_dated a JOIN units_dated b ON a.code = b.code AND a.key < b.key AND a.valid && b.valid"); n > 0 {
		t.Errorf("%d units stand there twice on a day", n)
	}
	// the county 1, 甲镇 3 (its land changes once, its name once), 乙镇 2
	if n, want := count(t, conn, "units_dated WHERE derived"), 6; n != want {
		t.Errorf("%d derived rows, want %d", n, want)
	}
}
