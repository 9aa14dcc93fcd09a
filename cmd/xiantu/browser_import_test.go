package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/xiantu/xiantu/edition/editiontest"
)

// TestBrowserImport takes a bureau's untidy workbook in through the page, into a county
// whose divisions and people were imported before, and compares what the page lists with
// what is known to be wrong with each row.
func TestBrowserImport(t *testing.T) {
	folder := editiontest.File(t, "qingshen")
	c := newPrivateCounty(t)
	address := c.serve()
	for _, of := range [][2]string{{"county", "2019-10-31"}, {"townships_2019", "2019-10-31"}, {"villages_2019", "2019-10-31"}, {"townships_2020", "2020-06-30"}, {"villages_2020", "2020-06-30"}} {
		c.run(0, "import", "divisions", filepath.Join(folder, of[0]+".geojson"), "--date", of[1])
	}
	c.run(0, "import", "people", filepath.Join(folder, "groups.csv"), "--date", "2020-06-30")
	pictures := os.Getenv("XIANTU_SCREENSHOTS")
	if pictures == "" {
		pictures = t.TempDir()
	}
	drive := exec.CommandContext(t.Context(), "node", filepath.Join("..", "..", "web", "client", "test", "browser.mjs"), address, pictures, "messy")
	drive.Env = append(os.Environ(), "XIANTU_FILE="+filepath.Join(folder, "facilities.xlsx"), "XIANTU_EXPECTED="+filepath.Join(folder, "facilities_expected.csv"))
	out, err := drive.CombinedOutput()
	t.Logf("%s", out)
	if err != nil {
		t.Errorf("the page does not take the workbook in: %v", err)
	}
}
