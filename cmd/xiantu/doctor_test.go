package main

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/xiantu/xiantu/postgis"
)

// The doctor works out again what other programs see of units without a shape of their
// own, says what is not right and puts it right; it finds a record that was tampered with.
func TestDoctorFindsWhatIsWrong(t *testing.T) {
	c := newCounty(t)
	folder := t.TempDir()
	c.run(0, "demo", "--out", folder)
	files, err := filepath.Glob(filepath.Join(folder, "villages*.geojson"))
	if err != nil || len(files) == 0 {
		t.Fatal("the demo has no villages", err)
	}
	c.run(0, "import", "divisions", files[0], "--date", "2019-01-01") // the county has no shape of its own
	said := c.run(0, "doctor")
	if !strings.Contains(said, "derived shapes") || strings.Contains(said, "--mend") {
		t.Errorf("of a sound database it is said:\n%s", said)
	}
	store, err := postgis.Open(t.Context(), postgis.Options{URL: c.database})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close(t.Context())
	conn, err := pgx.Connect(t.Context(), store.URL())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	tag, err := conn.Exec(t.Context(), "UPDATE unit_derived SET shape = ST_Translate(shape, 0.001, 0)")
	if err != nil || tag.RowsAffected() == 0 {
		t.Fatal("no derived shape is there", err)
	}
	if said := c.run(1, "doctor"); !strings.Contains(said, "xiantu doctor --mend") {
		t.Errorf("of a displaced shape it is said:\n%s", said)
	}
	if said := c.run(0, "doctor", "--mend"); !strings.Contains(said, "mended") {
		t.Errorf("mending it says:\n%s", said)
	}
	c.run(0, "doctor")
	if _, err := conn.Exec(t.Context(), "SET session_replication_role = replica; UPDATE audit SET author = 'someone else'; RESET session_replication_role"); err != nil {
		t.Fatal(err)
	}
	if said := c.run(1, "doctor"); !strings.Contains(said, "record of writes") || !strings.Contains(said, "restore a backup") {
		t.Errorf("of a record written anew it is said:\n%s", said)
	}
	c.run(1, "verify")
}

// The doctor of a private database says how much room there is for it.
func TestDoctorSeesTheDisk(t *testing.T) {
	c := newPrivateCounty(t)
	if said := c.run(0, "doctor"); !strings.Contains(said, "free disk") || !strings.Contains(said, "GB for") {
		t.Errorf("of the disk it is said:\n%s", said)
	}
}
