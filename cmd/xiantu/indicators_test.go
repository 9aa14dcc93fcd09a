package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// indicator is what an indicator comes to, here and as computed elsewhere.
type indicator struct {
	Code, Name, Day        string
	Numerator, Denominator *int64
	Pct                    *float64
	Target                 *float64
	Op                     string
	Met                    *bool
	Gap                    []string
}

// expectIndicators compares the indicators of both days with those computed elsewhere,
// and what changing a table and typing figures in does to them.
func expectIndicators(t *testing.T, c *county, folder string) {
	content, err := os.ReadFile(filepath.Join(folder, "expected", "indicators.json"))
	if err != nil {
		t.Fatal(err)
	}
	var expected []struct {
		indicator
		Date string
	}
	if err := json.Unmarshal(content, &expected); err != nil {
		t.Fatal(err)
	}
	notYet := indicatorsAt(c, "--at", "2020-12-31")["CREMATION"]
	if notYet.Numerator != nil || notYet.Met != nil || notYet.Target == nil {
		t.Errorf("before anything is typed in the cremation rate is %+v", notYet)
	}
	c.run(0, "indicators", "--set", "deaths=1180,cremated=1139", "--year", "2020")
	got := map[string]map[string]indicator{"2020-06-30": indicatorsAt(c, "--at", "2020-06-30"), "2020-12-31": indicatorsAt(c, "--year", "2020")}
	for _, want := range expected {
		want.Day = want.Date
		have := got[want.Day][want.Code]
		have.Name, want.Name = "", "" // "the same, over ..." is said otherwise
		if d := cmp.Diff(want.indicator, have); d != "" {
			t.Errorf("%s of %s: %s", want.Code, want.Day, d)
		}
	}
	if len(expected) != 37 || got["2020-06-30"]["CREMATION"].Numerator != nil {
		t.Errorf("%d compared; %+v was not known by June", len(expected), got["2020-06-30"]["CREMATION"])
	}
	if other := indicatorsAt(c, "--at", "2020-12-31", "--year", "2021")["CEMETERY_NEW"]; *other.Numerator != 0 || other.Target != nil {
		t.Errorf("opened in 2021: %+v", other)
	}
	expectOwnIndicators(t, c)
	expectTypedFigures(t, c)
	if said := c.run(0, "access", "--kind", "ALL_ELDER", "--radius", "3000", "--people", "60+", "--decay", "gaussian", "--at", "2020-06-30"); !strings.Contains(said, "TOTAL") || !strings.Contains(said, "青竹街道") {
		t.Errorf("accessibility: %s", said)
	}
	c.run(2, "access", "--kind", "ALL_ELDER", "--radius", "0")
}

func indicatorsAt(c *county, args ...string) map[string]indicator {
	c.t.Helper()
	var list []indicator
	c.json(&list, append([]string{"indicators"}, args...)...)
	by := map[string]indicator{}
	for _, i := range list {
		by[i.Code] = i
	}
	return by
}

// expectOwnIndicators changes a target and adds an indicator, from a day on.
func expectOwnIndicators(t *testing.T, c *county) {
	file := filepath.Join(t.TempDir(), "指标.csv")
	table := c.run(0, "indicators", "--show-definitions")
	table = strings.Replace(table, "units(urban=yes),percent,75,2020,yes", "units(urban=yes),percent,80,2020-2025,yes", 1) +
		"BIG_HOMES,大型敬老院,large homes,,\"count(kind=ELD_HOME, beds>=80)\",,,,,\n"
	if err := os.WriteFile(file, []byte(table), 0o644); err != nil {
		t.Fatal(err)
	}
	if once := indicatorsAt(c, "--year", "2020", "--definitions", file); *once["URBAN_COVERAGE"].Target != 80 || *once["BIG_HOMES"].Numerator != 2 {
		t.Errorf("with a table of its own: %+v %+v", once["URBAN_COVERAGE"], once["BIG_HOMES"])
	}
	c.run(0, "indicators", "--definitions", file, "--keep", "--from", "2020-10-01")
	if before := indicatorsAt(c, "--at", "2020-06-30"); *before["URBAN_COVERAGE"].Target != 75 || before["BIG_HOMES"].Numerator != nil {
		t.Error("the table holds before its day")
	}
	after := indicatorsAt(c, "--at", "2020-12-31")
	if coverage := after["URBAN_COVERAGE"]; *coverage.Target != 80 || *coverage.Met || *after["BIG_HOMES"].Numerator != 2 {
		t.Errorf("from its day on: %+v", coverage)
	}
	c.run(0, "indicators", "--built-in", "--keep", "--from", "2020-11-01")
	if again := indicatorsAt(c, "--at", "2020-12-31"); *again["URBAN_COVERAGE"].Target != 75 || again["BIG_HOMES"].Numerator != nil || *indicatorsAt(c, "--at", "2020-10-15")["URBAN_COVERAGE"].Target != 80 {
		t.Error("the built-in table does not hold again from its day on")
	}
	if said := c.run(0, "indicators", "--definitions", file, "--check"); !strings.Contains(said, "can be taken") {
		t.Errorf("a good table is said to be: %s", said)
	}
	c.run(2, "indicators", "--definitions", file, "--check", "--keep")
	bad := filepath.Join(t.TempDir(), "bad.csv")
	if err := os.WriteFile(bad, []byte(table+"x,,,,count(),,,,,\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	c.run(1, "indicators", "--definitions", bad, "--check")
	if said := c.run(1, "indicators", "--definitions", bad, "--keep"); !strings.Contains(said, "code") || !strings.Contains(said, "name_zh") || !strings.Contains(said, "kind=") {
		t.Errorf("not all is said: %s", said)
	}
}

// expectTypedFigures types figures in from a bureau's table, township by township.
func expectTypedFigures(t *testing.T, c *county) {
	file := filepath.Join(t.TempDir(), "殡葬.csv")
	text := "青神县2021年殡葬统计表\n序号,乡镇（街道）,死亡人数（人）,火化人数（人）\n1,青竹街道,400,390\n2,511425102,90,80\n3,瑞峰镇,１００,95人\n合计,,590,565\n"
	text = strings.Replace(text, "511425102", "汉阳镇", 1)
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	c.run(0, "indicators", "--statistics", file, "--year", "2021")
	if rate := indicatorsAt(c, "--year", "2021")["CREMATION"]; *rate.Numerator != 565 || *rate.Denominator != 590 {
		t.Errorf("%d of %d", *rate.Numerator, *rate.Denominator)
	}
	if err := os.WriteFile(file, []byte("乡镇,死亡人数\n南城镇,1\n汉阳镇,-3\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if said := c.run(1, "indicators", "--statistics", file, "--year", "2021"); !strings.Contains(said, "row 2") || !strings.Contains(said, "row 3") {
		t.Errorf("not all is said: %s", said)
	}
}
