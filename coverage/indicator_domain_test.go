package coverage_test

import (
	"slices"
	"testing"

	"github.com/xiantu/xiantu/coverage"
)

func TestIndicatorsBelongToDomains(t *testing.T) {
	table, err := coverage.ParseIndicators(coverage.BuiltInIndicators())
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"URBAN_COVERAGE": "elder", "URBAN_COVERAGE_PEOPLE": "elder", "CEMETERY_NEW": "funeral", "CREMATION": "funeral", "TOMB_RATE": "funeral", "CENTRAL_SUPPORT": "rescue",
		"RESCUE_STATION": "rescue", "BORDERS_DELIMITED": "divisions", "VILLAGE_PEOPLE": "divisions", "VOLUNTEER_RATE": "volunteer", "COMM_SERVICE_COVERAGE": "governance", "PROJECTS_DONE": "other",
	}
	for _, i := range table {
		domain := i.Domain()
		if !slices.Contains(coverage.Domains, domain) {
			t.Errorf("%s is of domain %q, which is none", i.Code, domain)
		}
		if w, asked := want[i.Code]; asked && domain != w {
			t.Errorf("%s is of domain %q, want %q", i.Code, domain, w)
		}
		if typed := i.Typed(); i.Code == "CREMATION" && !slices.Equal(typed, []string{"cremated", "deaths"}) {
			t.Errorf("the cremation rate asks for %v", typed)
		}
	}
}
