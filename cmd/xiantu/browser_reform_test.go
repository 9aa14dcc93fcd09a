package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/xiantu/xiantu/edition/editiontest"
)

// TestBrowserReform does the real reform of 2019-12 and 2020-05 on the page, in two plans:
// the townships by hand, the villages by their changes file. Both published, the county is
// that of the lists of 2020-06-30.
func TestBrowserReform(t *testing.T) {
	folder := editiontest.File(t, "qingshen")
	file := func(name string) string { return filepath.Join(folder, name) }
	c := newPrivateCounty(t)
	address := c.serve()
	for _, level := range []string{"county", "townships_2019", "villages_2019"} {
		c.run(0, "import", "divisions", file(level+".geojson"), "--date", "2019-10-31")
	}
	c.run(0, "import", "people", file("groups.csv"), "--date", "2020-06-30")
	pictures := os.Getenv("XIANTU_SCREENSHOTS")
	if pictures == "" {
		pictures = t.TempDir()
	}
	drive := exec.CommandContext(t.Context(), "node", filepath.Join("..", "..", "web", "client", "test", "browser.mjs"), address, pictures, "reform")
	drive.Env = append(os.Environ(), "XIANTU_TOWNSHIPS="+file("changes_2019-12-20_township.json"), "XIANTU_VILLAGES="+file("changes_2020-05-30_village.json"))
	out, err := drive.CombinedOutput()
	t.Logf("%s", out)
	if err != nil {
		t.Fatalf("the page does not do the reform: %v", err)
	}
	want := append(listed(t, file("townships_2020.geojson")), listed(t, file("villages_2020.geojson"))...)
	if diff := cmp.Diff(byCode(want), byCode(c.units("2020-06-30"))); diff != "" {
		t.Errorf("units after the reform (-want +got):\n%s", diff)
	}
	c.run(0, "check", "--at", "2020-06-30")
	c.run(0, "verify")
}
