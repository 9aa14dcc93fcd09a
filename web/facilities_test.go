package web_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/paulmach/orb/geojson"
)

func names(t *testing.T, a answer) map[string]*geojson.Feature {
	t.Helper()
	fc, err := geojson.UnmarshalFeatureCollection(a.status(http.StatusOK).body)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]*geojson.Feature{}
	for _, f := range fc.Features {
		found[f.Properties.MustString("name")] = f
	}
	return found
}

func TestListFacilities(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	for query, want := range map[string]int{"": 3, "?kind=ELD_COMMUNITY": 3, "?kind=CEM_PUBLIC": 0, "?unit=990101100": 2, "?unit=990101101200": 1, "?unit=990101": 3} {
		if got := len(names(t, s.get("/v1/facilities"+query))); got != want {
			t.Errorf("%s: %d facilities, want %d", query, got, want)
		}
	}
	all := names(t, s.get("/v1/facilities"))
	if f := all["乙村日间照料中心"]; f.Geometry != nil || f.Properties["source"] != "unit" {
		t.Errorf("a facility known by unit only: %v", f)
	}
	if all["甲村日间照料中心"].Properties["in_operation"] != true || all["=丙村日间照料中心"].Properties["in_operation"] != false {
		t.Error("who is in operation is mixed up")
	}
}

// A facility is added, changed, refused to whoever saw an older version, and removed;
// the past stays as it was.
func TestEditFacility(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	type written struct {
		Edition  struct{ Version int64 }
		Facility map[string]any
	}
	var added, changed written
	a := s.send("POST", "/v1/facilities", `{"kind":"ELD_COMMUNITY","name":"新中心","lon":103.816,"lat":29.805,"opened":"2020-06-01","facts":{"beds":12}}`).status(http.StatusCreated).into(&added)
	id := int(added.Facility["id"].(float64))
	if added.Facility["unit"] != "990101101201" || added.Facility["source"] != "planner" || added.Facility["facts"].(map[string]any)["beds"] != 12.0 {
		t.Fatalf("added %v", added.Facility)
	}
	if got, want := a.Header.Get("Location"), fmt.Sprintf("/v1/facilities/%d?county=990101", id); got != want {
		t.Errorf("Location %q, want %q", got, want)
	}
	s.send("POST", "/v1/facilities", `{"kind":"ELD_COMMUNITY","name":"新中心","lon":103.816,"lat":29.805}`).problem(http.StatusConflict)

	path := fmt.Sprintf("/v1/facilities/%d", id)
	s.get(path).status(http.StatusOK)
	seen := fmt.Sprintf(`"%d"`, added.Edition.Version)
	s.send("PATCH", path, `{"state":"停用","from":"2021-02-01"}`, "If-Match", seen).status(http.StatusOK).into(&changed)
	if changed.Facility["state"] != "停用" || changed.Facility["name"] != "新中心" || changed.Edition.Version <= added.Edition.Version {
		t.Errorf("changed %+v", changed)
	}
	p := s.send("PATCH", path, `{"name":"迟到"}`, "If-Match", seen).problem(http.StatusPreconditionFailed)
	if p.Version == nil || *p.Version != changed.Edition.Version {
		t.Errorf("412 does not name version %d: %+v", changed.Edition.Version, p)
	}
	s.send("PATCH", path, `{"name":"x"}`, "If-Match", "abc").problem(http.StatusBadRequest)

	before := names(t, s.get("/v1/facilities?at=2021-01-31"))["新中心"]
	if before == nil || before.Properties["state"] != "运营" {
		t.Errorf("on 2021-01-31: %v", before)
	}
	s.do(http.MethodDelete, path+"?from=2021-03-01", nil).status(http.StatusNoContent)
	s.get(path).problem(http.StatusNotFound)
	if names(t, s.get("/v1/facilities?at=2021-02-28"))["新中心"] == nil {
		t.Error("the past is gone with it")
	}
	s.do(http.MethodDelete, path, nil).problem(http.StatusNotFound)
}

func TestKinds(t *testing.T) {
	t.Parallel()
	s := newService(t)
	var got struct{ Kinds []map[string]any }
	s.get("/v1/kinds").status(http.StatusOK).into(&got)
	for _, k := range got.Kinds {
		if k["code"] == "ELD_COMMUNITY" {
			if k["zh"] == "" || k["radius_m"] == nil {
				t.Errorf("kind %v", k)
			}
			return
		}
	}
	t.Error("no ELD_COMMUNITY among the kinds")
}
