package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
)

// hostileNames are names that somebody may write into a file of units or facilities. What
// would become an element has the class hostile: the page must have none.
// They are without spaces, which an import takes out of a unit's name.
var hostileNames = []string{
	`<script/class='hostile'>alert(1)</script>村`,
	`<img/class='hostile'src='x'onerror=alert(1)>村`,
	`"><svg/class='hostile'onload=alert(1)>村`,
	`'"><a/class='hostile'href="javascript:alert(1)">村</a>`,
	`javascript:alert(1)村`,
	`<style/class='hostile'>*{display:none}</style>村`,
	`<iframe/class='hostile'srcdoc="<script>alert(1)</script>"></iframe>`,
	`</text></svg><script/class='hostile'>alert(1)</script>`,
	`]]><!--村--><![CDATA[`,
	`&lt;b/class='hostile'&gt;&amp;&#60;村`,
	`{{constructor.constructor("alert(1)")()}}村`,
	"${alert(1)}`村`",
	`=cmd|'/C_calc'!A0村`,
	`+1+1村`,
	`%3Cb%3E%00%s%n村`,
	`\u003cb\u003e\n\\村`,
	`';DROP/**/TABLE/**/unit;--村`,
	`../../etc/passwd村`,
	"\u202e村倒着读\u202c",
	"零\u200b宽\ufeff村",
	"👨‍👩‍👧‍👦🏳️‍🌈村",
	"Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A村",
	"𠮷野家𬺰村",
	"控制\u0001\u001b[31m\u007f字",
	`__proto__`,
	`null`,
	strings.Repeat("长", 98) + "村",
}

// TestBrowserHostileNames walks the page over a county whose townships, villages and
// facilities bear hostile names: each is shown as it is written, and does nothing.
func TestBrowserHostileNames(t *testing.T) {
	c := newPrivateCounty(t)
	address := c.serve()
	names := hostileCounty(t, c)
	pictures := os.Getenv("XIANTU_SCREENSHOTS")
	if pictures == "" {
		pictures = t.TempDir()
	}
	drive := exec.CommandContext(t.Context(), "node", filepath.Join("..", "..", "web", "client", "test", "browser.mjs"), address, pictures, "hostile")
	drive.Env = append(os.Environ(), "XIANTU_FILE="+names)
	out, err := drive.CombinedOutput()
	t.Logf("%s", out)
	if err != nil {
		t.Errorf("the page does not stand hostile names: %v", err)
	}
	c.run(0, "verify")
}

// hostileCounty imports three townships side by side, each a column of villages with a
// villager group and a facility, and returns a file of all names by code, a
// facility's by its village's.
//
//	township   1   2   3
//	           #   #   #   a village for each name,
//	           #   #   #   from south to north
func hostileCounty(t *testing.T, c *county) string {
	t.Helper()
	const county, columns, side = "511425", 3, 0.02
	folder := t.TempDir()
	written := map[string]string{}
	townships, villages := geojson.NewFeatureCollection(), geojson.NewFeatureCollection()
	groups := [][]string{{"group_id", "village_code", "group_no", "lon", "lat", "pop_total", "pop_60p"}}
	facilities := [][]string{{"设施名称", "设施类型", "经度", "纬度", "状态"}}
	unit := func(to *geojson.FeatureCollection, code, name string, column, south, north int) {
		west, bottom := 103.8+side*float64(column), 29.7+side*float64(south)
		f := geojson.NewFeature(orb.Bound{Min: orb.Point{west, bottom}, Max: orb.Point{west + side, 29.7 + side*float64(north)}}.ToPolygon())
		f.Properties["code"], f.Properties["name"] = code, name
		to.Append(f)
		written[code] = name
	}
	rows := len(hostileNames) / columns
	for i, name := range hostileNames {
		column, row := i/rows, i%rows
		if row == 0 {
			unit(townships, fmt.Sprintf("%s%03d", county, 100+column), name, column, 0, rows)
		}
		village := fmt.Sprintf("%s%03d%03d", county, 100+column, 201+row)
		unit(villages, village, name, column, row, row+1)
		lon, lat := fmt.Sprintf("%.5f", 103.8+side*(float64(column)+0.5)), fmt.Sprintf("%.5f", 29.7+side*(float64(row)+0.5))
		groups = append(groups, []string{"g" + village, village, "1", lon, lat, "120", "30"})
		facilities = append(facilities, []string{name, "敬老院", lon, lat, "运营"})
		written["in "+village] = name
	}
	c.run(0, "import", "divisions", writtenJSON(t, folder, "townships.geojson", townships), "--date", "2020-01-01")
	c.run(0, "import", "divisions", writtenJSON(t, folder, "villages.geojson", villages), "--date", "2020-01-01")
	c.run(0, "import", "people", writtenCSV(t, folder, "groups.csv", groups), "--date", "2020-01-01")
	c.run(0, "import", "facilities", writtenCSV(t, folder, "facilities.csv", facilities), "--date", "2020-01-01", "--crs", "EPSG:4490")
	return writtenJSON(t, folder, "names.json", written)
}

func writtenJSON(t *testing.T, folder, name string, content any) string {
	t.Helper()
	text, err := json.Marshal(content)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(folder, name)
	if err := os.WriteFile(path, text, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func writtenCSV(t *testing.T, folder, name string, lines [][]string) string {
	t.Helper()
	var text strings.Builder
	if err := csv.NewWriter(&text).WriteAll(lines); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(folder, name)
	if err := os.WriteFile(path, []byte(text.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}
