package web_test

import (
	"encoding/csv"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/xiantu/xiantu/facilities"
)

// realCounty serves the real county's files, imported over HTTP as a bureau would.
func realCounty(t *testing.T) (*service, string) {
	t.Helper()
	root := os.Getenv("XIANTU_SHARED")
	if root == "" {
		t.Skip("XIANTU_SHARED is not set: the real county is not at hand")
	}
	folder := filepath.Join(root, "data", "qingshen")
	s := newService(t)
	s.work()
	in := func(kind, file string, fields map[string]string) {
		t.Helper()
		content, err := os.ReadFile(filepath.Join(folder, file))
		if err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		u := s.rest(s.upload(kind, file, content, fields).ID)
		if u.State != "staged" {
			t.Fatalf("%s: %s, %s", file, u.State, u.Failure)
		}
		s.send("POST", "/v1/imports/"+u.ID+"/commit", "").status(http.StatusAccepted)
		if u = s.rest(u.ID); u.State != "committed" {
			t.Fatalf("%s: %s, %s", file, u.State, u.Failure)
		}
		t.Logf("%s: %v in %v", file, u.Report.Counts["rows"], time.Since(start).Round(time.Millisecond))
	}
	for _, day := range []string{"2019-10-31", "2020-06-30"} {
		for _, level := range []string{"townships", "villages"} {
			in("divisions", level+"_"+day[:4]+".geojson", map[string]string{"date": day})
		}
	}
	in("people", "groups.csv", nil)
	in("facilities", "facilities.xlsx", map[string]string{"crs": "GCJ-02", "partial": "true", "date": "2020-06-30"})
	return s, folder
}

// kindsOf are the kinds of a set of the expected table.
func kindsOf(set string) []string {
	switch set {
	case "URBAN_HOME_COMMUNITY":
		return []string{"ELD_COMPLEX", "ELD_COMMUNITY"}
	case "RURAL_THREE_TIER":
		return []string{"ELD_RURAL_CENTRE", "ELD_RURAL_SUB", "ELD_RURAL_POINT"}
	case "ALL_ELDER":
		var kinds []string
		for _, k := range facilities.Kinds() {
			if len(k.Code) > 4 && k.Code[:4] == "ELD_" {
				kinds = append(kinds, k.Code)
			}
		}
		return kinds
	}
	return []string{set}
}

// The real county's coverage over HTTP is, to the person, what an independent
// computation says: every set, radius, township and age group.
func TestQingshenCoverage(t *testing.T) {
	t.Parallel()
	s, folder := realCounty(t)
	file, err := os.Open(filepath.Join(folder, "expected", "coverage_population.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	records, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	type asked struct{ set, radius string }
	answers, compared := map[asked]coverageAnswer{}, 0
	var took time.Duration
	for _, r := range records[1:] {
		key := asked{r[0], r[1]}
		got, ok := answers[key]
		if !ok {
			radius, _ := strconv.ParseFloat(r[1], 64)
			body, _ := json.Marshal(map[string]any{"at": "2020-06-30", "kinds": kindsOf(r[0]), "radius_m": radius})
			start := time.Now()
			s.send("POST", "/v1/coverage", string(body)).status(http.StatusOK).into(&got)
			took += time.Since(start)
			answers[key] = got
		}
		for i, age := range []string{"all", "60+", "65+", "80+"} {
			of, _ := strconv.Atoi(r[7+3*i])
			covered, _ := strconv.Atoi(r[8+3*i])
			have := got.Total.People[age]
			people := struct{ Covered, Of int }{have.Covered, have.Of}
			if r[2] != "ALL" {
				line := slices.IndexFunc(got.By, func(l coverageLine) bool { return l.Code == r[2] })
				if line < 0 {
					t.Fatalf("no line for %s %s", r[2], r[3])
				}
				people = got.By[line].People[age]
			}
			if compared++; people.Covered != covered || people.Of != of {
				t.Errorf("%s %s m %s %s: %d of %d, expected %d of %d", r[0], r[1], r[3], age, people.Covered, people.Of, covered, of)
			}
		}
	}
	t.Logf("%d figures of %d answers, %v each", compared, len(answers), took/time.Duration(len(answers)))
}

// The real county's units are as many as there are, and quick to have.
func TestQingshenUnits(t *testing.T) {
	t.Parallel()
	s, _ := realCounty(t)
	for day, want := range map[string]int{"2019-12-31": 1 + 10 + 89, "2020-06-30": 1 + 7 + 58} {
		start := time.Now()
		units := s.get("/v1/units?at=" + day).status(http.StatusOK)
		cold := time.Since(start)
		var fc struct{ Features []json.RawMessage }
		if units.into(&fc); len(fc.Features) != want {
			t.Errorf("%s: %d units, want %d", day, len(fc.Features), want)
		}
		start = time.Now()
		zipped := s.get("/v1/units?at="+day, "Accept-Encoding", "gzip")
		first := time.Since(start)
		start = time.Now()
		s.get("/v1/units?at="+day, "Accept-Encoding", "gzip")
		t.Logf("%s: %d bytes in %v, %d compressed in %v, kept %v", day, len(units.body), cold, len(zipped.body), first, time.Since(start))
	}
}
