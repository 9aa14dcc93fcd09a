package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/xiantu/xiantu/edition/editiontest"
)

// TestBrowserRepair takes a layer with gaps and overlaps in through the page, which gives
// them to units as a planner would, and looks at the audit afterwards.
func TestBrowserRepair(t *testing.T) {
	folder := editiontest.File(t, "qingshen")
	c := newPrivateCounty(t)
	address := c.serve()
	for _, level := range []string{"county", "townships_2019"} {
		c.run(0, "import", "divisions", filepath.Join(folder, level+".geojson"), "--date", "2019-10-31")
	}
	pictures := os.Getenv("XIANTU_SCREENSHOTS")
	if pictures == "" {
		pictures = t.TempDir()
	}
	drive := exec.CommandContext(t.Context(), "node", filepath.Join("..", "..", "web", "client", "test", "browser.mjs"), address, pictures, "repair")
	drive.Env = append(os.Environ(), "XIANTU_FILE="+filepath.Join(folder, "broken", "villages_2019_broken.geojson"))
	out, err := drive.CombinedOutput()
	t.Logf("%s", out)
	if err != nil {
		t.Errorf("the page does not repair the layer: %v", err)
	}
	c.run(0, "verify")
}
