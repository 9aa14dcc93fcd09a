package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// expectUrban compares the urban units and their coverage after the reform with those of
// the list that was drawn up after it: 9 of 12 communities of the seat's subdistrict.
// Were what the old villages and communities were passed on to new ones of any type, 麒麟社区
// (two villages of another town) and 黑龙社区 (two communities and a village of it) would be
// rural, and it would be 7 of 10.
func expectUrban(t *testing.T, c *county, folder string) {
	text, err := os.ReadFile(filepath.Join(folder, "villages_2020.geojson"))
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Features []struct {
			Properties struct {
				Code, Name string
				Urban      bool
			}
		}
	}
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	want := map[string]bool{}
	for _, f := range file.Features {
		want[f.Properties.Code+f.Properties.Name] = f.Properties.Urban
	}
	if diff := cmp.Diff(want, c.urban("2020-06-30")); diff != "" {
		t.Errorf("urban units (-want +got):\n%s", diff)
	}
	of := func() (n, of int64) {
		i := indicatorsAt(c, "--at", "2020-12-31")["URBAN_COVERAGE"]
		return *i.Numerator, *i.Denominator
	}
	if n, of := of(); n != 9 || of != 12 {
		t.Errorf("urban coverage is %d of %d, want 9 of 12", n, of)
	}
	order := filepath.Join(t.TempDir(), "classify.json")
	said := `{"county": "511425", "title": "城乡分类", "effective": "2020-06-01", "changes": [
		{"kind": "classify", "unit": "511425001009", "urban": false}, {"kind": "classify", "unit": "511425001012", "urban": false}]}`
	if err := os.WriteFile(order, []byte(said), 0o644); err != nil {
		t.Fatal(err)
	}
	classified := c.commitChange(order)
	if n, of := of(); n != 7 || of != 10 {
		t.Errorf("with two of them said to be rural it is %d of %d, want 7 of 10", n, of)
	}
	undo := strings.Replace(`{"county": "511425", "title": "撤销", "effective": "2020-06-01", "changes": [{"kind": "revert", "change": ID}]}`, "ID", classified, 1)
	if err := os.WriteFile(order, []byte(undo), 0o644); err != nil {
		t.Fatal(err)
	}
	c.commitChange(order)
}

// urban says of the villages of a day whether they are.
func (c *county) urban(day string) map[string]bool {
	c.t.Helper()
	var all []struct {
		Code, Name, Level string
		Urban             bool
	}
	c.json(&all, "units", "--at", day)
	urban := map[string]bool{}
	for _, u := range all {
		if u.Level == "village" {
			urban[u.Code+u.Name] = u.Urban
		}
	}
	return urban
}
