package web_test

import (
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// The real county by road over HTTP: refused without roads; with them imported as a
// bureau would, the people of an independent computation, and nobody stranded.
func TestQingshenByRoad(t *testing.T) {
	t.Parallel()
	s, folder := realCounty(t)
	question := func(minutes, mode string) string {
		return `{"at": "2020-06-30", "kinds": ["ALL_ELDER"], "people": ["all"], "minutes": ` + minutes + `, "mode": "` + mode + `"}`
	}
	s.send("POST", "/v1/coverage", question("15", "walk")).status(http.StatusUnprocessableEntity)
	content, err := os.ReadFile(filepath.Join(folder, "roads.osm.pbf"))
	if err != nil {
		t.Fatal(err)
	}
	if u := s.rest(s.upload("roads", "roads.osm.pbf", content[:len(content)-100], nil).ID); u.State != "failed" {
		t.Errorf("a file cut off is %s", u.State)
	}
	u := s.rest(s.upload("roads", "roads.osm.pbf", content, nil).ID)
	s.send("POST", "/v1/imports/"+u.ID+"/commit", "").status(http.StatusAccepted)
	if u = s.rest(u.ID); u.State != "committed" {
		t.Fatalf("%s, %s", u.State, u.Failure)
	}
	var days struct{ Roads int }
	if s.get("/v1/days").into(&days); days.Roads == 0 {
		t.Error("the county's days do not say that it has roads")
	}
	for _, want := range []struct {
		minutes, mode string
		people        int
	}{{"15", "walk", 46549}, {"15", "drive", 164487}} {
		var got coverageAnswer
		start := time.Now()
		s.send("POST", "/v1/coverage", question(want.minutes, want.mode)).status(http.StatusOK).into(&got)
		if n := got.Total.People["all"].Covered; n != want.people {
			t.Errorf("%s minutes (%s): %d people, want %d", want.minutes, want.mode, n, want.people)
		}
		first := time.Since(start)
		start = time.Now()
		s.send("POST", "/v1/coverage", question(want.minutes, want.mode)).status(http.StatusOK)
		t.Logf("%s minutes (%s): %v, again %v", want.minutes, want.mode, first, time.Since(start))
	}
	// What stands where no road is, is said: a site in the hills, 3 m off a road at most.
	var far struct{ Stranded []map[string]any }
	s.send("POST", "/v1/coverage", `{"at": "2020-06-30", "kinds": ["ELD_HOME"], "minutes": 15, "mode": "walk", "off_road_m": 3, "facilities": [[103.83, 29.9]], "people_only": true}`).status(http.StatusOK).into(&far)
	if len(far.Stranded) == 0 || far.Stranded[0]["why"] != "far_from_road" {
		t.Errorf("stranded %v", far.Stranded)
	}
}
