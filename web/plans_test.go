package web_test

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"testing"
)

type drafted struct {
	ID, Version, Published int64
	Moved                  bool
	Fits                   *bool
	Problems               []struct {
		Order int
		Said  string
	}
}

// Every read, tile and question honours plan=, and none of it is in force.
func TestPlansAreApplied(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	before := s.version()
	body := fmt.Sprintf(`{"name": "甲案", "orders": [%s], "facilities": [{"kind": "ELD_COMMUNITY", "name": "规划中心", "lon": 103.809, "lat": 29.801}]}`, boardOrder("2021-01-01", boardMerger))
	var plan drafted
	s.send(http.MethodPost, "/v1/plans", body).status(http.StatusCreated).into(&plan)
	if plan.Fits == nil || !*plan.Fits || plan.Moved || plan.ID == 0 {
		t.Fatalf("plan %+v", plan)
	}
	query := fmt.Sprintf("&plan=%d", plan.ID)
	with, without := s.get("/v1/units?level=village"+query).status(http.StatusOK), s.get("/v1/units?level=village").status(http.StatusOK)
	if !bytes.Contains(with.body, []byte("和村")) || bytes.Contains(without.body, []byte("和村")) || !bytes.Contains(with.body, []byte(fmt.Sprintf(`"plan":%d`, plan.ID))) {
		t.Errorf("with the plan: %.300s", with.body)
	}
	if drawn := s.get("/v1/facilities?kind=ELD_COMMUNITY" + query).status(http.StatusOK); !bytes.Contains(drawn.body, []byte("规划中心")) {
		t.Error("the planned facility is not listed")
	}
	question := `{"kinds": ["ELD_COMMUNITY"], "radius_m": 500%s}`
	var here, there struct {
		Total struct {
			Area struct {
				Covered float64 `json:"covered_m2"`
			}
		}
	}
	s.send(http.MethodPost, "/v1/coverage", fmt.Sprintf(question, fmt.Sprintf(`, "plan": %d`, plan.ID))).status(http.StatusOK).into(&here)
	s.send(http.MethodPost, "/v1/coverage", fmt.Sprintf(question, "")).status(http.StatusOK).into(&there)
	if here.Total.Area.Covered <= there.Total.Area.Covered {
		t.Errorf("with the planned centre %v m2 are covered, without %v", here.Total.Area.Covered, there.Total.Area.Covered)
	}
	tile := "/tiles/divisions/12/3228/1692.mvt?county=990101"
	if a, b := s.get(tile+query).status(http.StatusOK), s.get(tile).status(http.StatusOK); bytes.Equal(a.body, b.body) || a.Header.Get("ETag") == b.Header.Get("ETag") {
		t.Error("a tile is the same with the plan")
	}
	var comparison struct {
		Here, There struct{ Coverage *struct{} }
		Differs     []struct{ Code, How string }
	}
	s.get(fmt.Sprintf("/v1/plans/%d/compare?kinds=ELD_COMMUNITY&radius_m=500", plan.ID)).status(http.StatusOK).into(&comparison)
	if comparison.Here.Coverage == nil || len(comparison.Differs) != 3 {
		t.Errorf("comparison %+v", comparison)
	}
	s.get("/v1/units?plan=99").problem(http.StatusNotFound)
	if s.version() != before {
		t.Error("a draft raised the county's version")
	}
}

func TestPlansAreEditedAndPublished(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	var plan, edited drafted
	s.send(http.MethodPost, "/v1/plans", `{"name": "甲案"}`).status(http.StatusCreated).into(&plan)
	address := fmt.Sprintf("/v1/plans/%d", plan.ID)
	s.send(http.MethodPatch, address, fmt.Sprintf(`{"orders": [%s]}`, boardOrder("2021-01-01", boardMerger)), "If-Match", `"1"`).status(http.StatusOK).into(&edited)
	if edited.Version != 2 {
		t.Errorf("edited %+v", edited)
	}
	if p := s.send(http.MethodPatch, address, `{"note": "x"}`, "If-Match", `"1"`).problem(http.StatusConflict); p.Version == nil || *p.Version != 2 {
		t.Errorf("an edit of an old version: %+v", p)
	}
	s.send(http.MethodPatch, address, `{"orders": [{"county": "990101"}]}`).problem(http.StatusUnprocessableEntity)
	s.send(http.MethodPost, "/v1/changes", boardOrder("2020-06-01", `"kind": "recode", "unit": "990101100201", "code": "990101100222"`)).status(http.StatusOK)
	var moved drafted
	s.get(address).status(http.StatusOK).into(&moved)
	if !moved.Moved || moved.Fits == nil || *moved.Fits || len(moved.Problems) == 0 || moved.Problems[0].Order != 1 || !strings.Contains(moved.Problems[0].Said, "990101100201") {
		t.Errorf("a plan whose base moved: %+v", moved)
	}
	s.get(fmt.Sprintf("/v1/units?plan=%d", plan.ID)).problem(http.StatusConflict)
	s.send(http.MethodPatch, address, fmt.Sprintf(`{"orders": [%s]}`, boardOrder("2021-01-01", strings.Replace(boardMerger, "100201", "100222", 1)))).status(http.StatusOK)
	var done changed
	s.send(http.MethodPost, address+"/publish", `{"effective": "2021-02-01", "document": "某府〔2021〕2号"}`).status(http.StatusOK).into(&done)
	if done.Change == nil {
		t.Fatalf("published %+v", done)
	}
	if a := s.get("/v1/units?at=2021-02-01"); !bytes.Contains(a.body, []byte("和村")) {
		t.Error("the published plan is not in force")
	}
	s.send(http.MethodPost, address+"/publish", `{"effective": "2021-03-01"}`).problem(http.StatusConflict)
	s.do(http.MethodDelete, address, nil).problem(http.StatusConflict)
	s.send(http.MethodPost, "/v1/plans", `{"name": "乙案"}`).status(http.StatusCreated).into(&plan)
	s.do(http.MethodDelete, fmt.Sprintf("/v1/plans/%d", plan.ID), nil).status(http.StatusNoContent)
	s.get(fmt.Sprintf("/v1/plans/%d", plan.ID)).problem(http.StatusNotFound)
	var list struct{ Plans []drafted }
	s.get("/v1/plans").status(http.StatusOK).into(&list)
	if len(list.Plans) != 1 || list.Plans[0].Published != *done.Change {
		t.Errorf("plans %+v", list)
	}
}
