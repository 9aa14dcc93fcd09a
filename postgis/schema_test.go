package postgis_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/xiantu/xiantu/coverage/road"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/postgis"
	"github.com/xiantu/xiantu/postgis/postgistest"
)

// connect is a connection of an administrator's: the owner of all tables.
func connect(t *testing.T, url string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close(context.Background()) })
	return conn
}

// filled is a database with a row in every table of facts.
func filled(t *testing.T) (*postgis.Store, *pgx.Conn) {
	t.Helper()
	url := postgistest.NewURL(t)
	store := postgistest.Open(t, url)
	commit(t, store, snapshot("2019-12-01", village("511425100", 201, "甲村"), village("511425100", 202, "乙村")))
	commit(t, store, snapshot("2020-06-01", village("511425100", 201, "甲甲村")))
	commit(t, store, put("2020-01-01", station("一站", facilities.Operating)))
	commit(t, store, put("2020-06-01", station("一站", facilities.Closed)))
	commit(t, store, counted(edition.Resident, "", group("g", 1)))
	commit(t, store, counted(edition.Resident, "", group("g", 2)))
	renamed := commitOrder(t, store, order(t, "2021-01-01", `"kind": "rename", "unit": "511425100201", "name": "新甲村"`))
	enter(t, store, edition.Matter{Change: renamed.Change}, "公告", "2021-01-05", "", scan(t, "公告.pdf"))
	enter(t, store, edition.Matter{Change: renamed.Change}, "公告", "2021-01-06", "笔误")
	zone := edition.Zone{ID: "z", Shape: square(1, 1)}
	commit(t, store, edition.Write{Author: "a", Zones: []edition.ZoneSet{{County: qingshen, Source: "s", List: []edition.Zone{zone}}}})
	commit(t, store, edition.Write{Author: "a", Zones: []edition.ZoneSet{{County: qingshen, Source: "s"}}})
	commit(t, store, roads("osm", lane("甲路", road.Forward)))
	commit(t, store, roads("osm"))
	return store, connect(t, url)
}

func constraintOf(err error) string {
	var refused *pgconn.PgError
	if errors.As(err, &refused) {
		return refused.ConstraintName
	}
	return fmt.Sprint(err)
}

// Whoever gets at the tables cannot rewrite what was recorded: every column of every
// row of every table of facts is tried.
func TestWhatWasRecordedIsKept(t *testing.T) {
	t.Parallel()
	_, conn := filled(t)
	tables := []string{"audit", "change", "change_state", "snapshot", "unit", "unit_version", "facility", "facility_version", "people_set", "demand_point", "zone_set", "zone", "road_set", "road", "change_order", "lineage", "group_unit", "border_stretch", "border_stretch_version", "statistic", "indicator_table"}
	for _, table := range append(tables, "paper") {
		kept := table + "_kept"
		columns, err := conn.Query(t.Context(), "SELECT column_name FROM information_schema.columns WHERE table_name = $1 AND is_generated = 'NEVER'", table)
		if err != nil {
			t.Fatal(err)
		}
		names, err := pgx.CollectRows(columns, pgx.RowTo[string])
		if err != nil || len(names) == 0 {
			t.Fatal(table, names, err)
		}
		for _, c := range names {
			if c == "superseded" || c == "superseded_by" {
				continue
			}
			set := fmt.Sprintf("UPDATE %s SET %s = %s", table, c, c)
			if c == "id" && (table == "audit" || table == "change") {
				continue // GENERATED ALWAYS: refused before any trigger
			}
			if _, err := conn.Exec(t.Context(), set); constraintOf(err) != kept {
				t.Errorf("%s: %v, want constraint %s", set, err, kept)
			}
		}
		for _, statement := range []string{"DELETE FROM " + table, "TRUNCATE " + table + " CASCADE"} {
			if _, err := conn.Exec(t.Context(), statement); !strings.HasSuffix(constraintOf(err), "_kept") {
				t.Errorf("%s: %v, want a refusal", statement, err)
			}
		}
	}
	for _, statement := range []string{
		"UPDATE unit_version SET superseded = NULL, superseded_by = NULL WHERE superseded IS NOT NULL",
		"UPDATE unit_version SET superseded = now() WHERE superseded IS NOT NULL",
		"UPDATE facility_version SET superseded = NULL, superseded_by = NULL WHERE superseded IS NOT NULL",
		"UPDATE people_set SET superseded = NULL, superseded_by = NULL WHERE superseded IS NOT NULL",
		"UPDATE zone_set SET superseded = now() WHERE superseded IS NOT NULL",
		"UPDATE change_state SET superseded = NULL WHERE superseded IS NOT NULL",
	} {
		if _, err := conn.Exec(t.Context(), statement); !strings.HasSuffix(constraintOf(err), "_kept") {
			t.Errorf("%s: %v, want a refusal", statement, err)
		}
	}
}

// The database itself refuses two truths for one day, whatever program writes.
func TestConstraintsRefuseOverlaps(t *testing.T) {
	t.Parallel()
	_, conn := filled(t)
	again := func(table, columns string, with map[string]string) string {
		list, values := strings.Split(columns, ", "), []string{}
		for _, c := range list {
			if v, given := with[c]; given {
				values = append(values, v)
			} else {
				values = append(values, c)
			}
		}
		return fmt.Sprintf("INSERT INTO %s (%s) SELECT %s FROM %s WHERE superseded IS NULL LIMIT 1", table, columns, strings.Join(values, ", "), table)
	}
	unit := "unit, county, code, name, valid, recorded, author, change_id"
	fresh := "(SELECT max(id) FROM unit)" // has no version
	if _, err := conn.Exec(t.Context(), "INSERT INTO unit (county, author, change_id, recorded) SELECT county, author, change_id, recorded FROM unit LIMIT 1"); err != nil {
		t.Fatal(err)
	}
	facility := "facility, county, kind, name, source, state, valid, recorded, author, change_id"
	for _, c := range []struct{ want, statement string }{
		{"unit_version_unit_once", again("unit_version", unit, map[string]string{"code": "'511425100299'"})},
		{"unit_version_code_once", again("unit_version", unit, map[string]string{"unit": fresh, "valid": "'[2018-01-01,2030-01-01)'"})},
		{"unit_version_valid_some_day", again("unit_version", unit, map[string]string{"valid": "'empty'"})},
		{"unit_version_code_form", again("unit_version", unit, map[string]string{"code": "'51142510'", "valid": "'[1990-01-01,1991-01-01)'"})},
		{"unit_version_code_in_county", again("unit_version", unit, map[string]string{"code": "'110101100'", "valid": "'[1990-01-01,1991-01-01)'"})},
		{"unit_version_superseded_by_whom", "UPDATE unit_version SET superseded = now() WHERE superseded IS NULL"},
		{"facility_version_facility_once", again("facility_version", facility, map[string]string{"source": "'unit'"})},
		{"people_set_day_once", "INSERT INTO people_set (county, basis, day, ages, points, digest, recorded, author, change_id) SELECT county, basis, day, ages, points, digest, recorded, author, change_id FROM people_set WHERE superseded IS NULL"},
		{"zone_set_source_once", "INSERT INTO zone_set (county, source, zones, digest, recorded, author, change_id) SELECT county, source, zones, digest, recorded, author, change_id FROM zone_set WHERE superseded IS NULL"},
	} {
		if _, err := conn.Exec(t.Context(), c.statement); constraintOf(err) != c.want {
			t.Errorf("%s: %v, want %s", c.statement, err, c.want)
		}
	}
	// What is superseded may say anything.
	if _, err := conn.Exec(t.Context(), "INSERT INTO unit_version (unit, county, code, name, valid, recorded, superseded, superseded_by, author, change_id) SELECT unit, county, code, name, valid, recorded, now(), change_id, author, change_id FROM unit_version WHERE superseded IS NULL"); err != nil {
		t.Errorf("superseded rows that overlap: %v", err)
	}
}

func TestVerifyFindsATamperedAudit(t *testing.T) {
	t.Parallel()
	store, conn := filled(t)
	if err := store.Verify(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Exec(t.Context(), "SET session_replication_role = replica; UPDATE audit SET author = 'someone else' WHERE version = 3"); err != nil {
		t.Fatal(err)
	}
	if err := store.Verify(t.Context()); err == nil || !strings.Contains(err.Error(), "version 3") {
		t.Errorf("an author changed: %v", err)
	}
}

// Every write has its audit row, its change and its author.
func TestEveryWriteIsAudited(t *testing.T) {
	t.Parallel()
	_, conn := filled(t)
	rows, err := conn.Query(t.Context(), "SELECT a.version || ' ' || part || ' ' || opened || ' ' || closed FROM audit a JOIN change c ON c.id = a.change_id AND c.author = a.author AND c.recorded = a.recorded ORDER BY a.id")
	if err != nil {
		t.Fatal(err)
	}
	got, err := pgx.CollectRows(rows, pgx.RowTo[string])
	want := []string{"1 boundaries 2 0", "2 boundaries 3 2", "3 facilities 1 0", "4 facilities 2 1", "5 people 1 0", "6 people 1 1", "7 boundaries 2 1", "8 zones 1 0", "9 zones 1 1", "10 roads 1 0", "11 roads 1 1"}
	if err != nil || strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("audit is %q (%v), want %q", got, err, want)
	}
}

func TestViewsShowToday(t *testing.T) {
	t.Parallel()
	_, conn := filled(t)
	// The county is not among its units: it is shown as what they make together.
	for view, want := range map[string]int{"units_now": 2, "facilities_now": 1, "people_now": 1} {
		var n int
		if err := conn.QueryRow(t.Context(), "SELECT count(*) FROM "+view).Scan(&n); err != nil || n != want {
			t.Errorf("%s has %d rows (%v), want %d", view, n, err, want)
		}
	}
	rows, err := conn.Query(t.Context(), "SELECT f_table_name || ' ' || type || ' ' || srid FROM geometry_columns WHERE f_table_name LIKE '%\\_now' ORDER BY 1")
	if err != nil {
		t.Fatal(err)
	}
	got, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if want := "backdrop_now GEOMETRY 4490, facilities_now POINT 4490, people_now POINT 4490, roads_now LINESTRING 4490, units_now MULTIPOLYGON 4490"; err != nil || strings.Join(got, ", ") != want {
		t.Errorf("geometry columns %q (%v), want %q", got, err, want)
	}
}

// Every constraint has a name that somebody chose: errors are recognised by it.
func TestConstraintsAreNamed(t *testing.T) {
	t.Parallel()
	conn := connect(t, postgistest.NewURL(t))
	rows, err := conn.Query(t.Context(), `SELECT conname FROM pg_constraint c JOIN pg_class r ON r.oid = conrelid
		WHERE r.relnamespace = 'public'::regnamespace AND relname NOT LIKE 'goose%' AND relname <> 'spatial_ref_sys' AND conname ~ '(_pkey|_fkey|_check|_excl|_key)\d*$'`)
	if err != nil {
		t.Fatal(err)
	}
	if unnamed, err := pgx.CollectRows(rows, pgx.RowTo[string]); err != nil || len(unnamed) > 0 {
		t.Errorf("constraints without a name of their own: %v, %v", unnamed, err)
	}
}

func TestQueriesArePrepared(t *testing.T) {
	t.Parallel()
	conn := connect(t, postgistest.NewURL(t))
	files, err := filepath.Glob("queries/*.sql")
	if err != nil || len(files) < 40 {
		t.Fatalf("found %d queries: %v", len(files), err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(string(text), "-- ") {
			t.Errorf("%s does not begin with its question", file)
		}
		if _, err := conn.Prepare(t.Context(), file, string(text)); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
}

func TestOpenRefusesANewerDatabase(t *testing.T) {
	t.Parallel()
	url := postgistest.NewURL(t)
	conn := connect(t, url)
	if _, err := conn.Exec(t.Context(), "INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, true)"); err != nil {
		t.Fatal(err)
	}
	store, err := postgis.Open(t.Context(), postgis.Options{URL: url})
	if !errors.Is(err, postgis.ErrNewer) {
		t.Errorf("got %v, %v", store, err)
	}
}
