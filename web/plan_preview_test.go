package web_test

import (
	"fmt"
	"net/http"
	"testing"
)

type planned struct {
	Fits     bool
	Problems []struct {
		Change     int
		Rule, Said string
	}
	Before, After []struct {
		Level, Type string
		Units       int
		People      int64
	}
	Lineage []strand
	Changed []struct {
		ID     int64
		Code   string
		People int64
		Area   float64 `json:"area_m2"`
		Was    *struct {
			Code   string
			People int64
		}
		Shape *struct{ Type string }
	}
	Gone []struct{ Code string }
}

// A draft is tried as it is kept or with other orders in its place; what does not fit is
// an answer, with the number of the change, and nothing is written.
func TestPlanPreview(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	var plan drafted
	s.send(http.MethodPost, "/v1/plans", `{"name": "甲案"}`).status(http.StatusCreated).into(&plan)
	address := fmt.Sprintf("/v1/plans/%d/preview", plan.ID)
	var empty, whole, wrong planned
	s.send(http.MethodPost, address, `{}`).status(http.StatusOK).into(&empty)
	if !empty.Fits || len(empty.Changed) != 0 || len(empty.Before) == 0 || len(empty.After) != len(empty.Before) {
		t.Errorf("an empty plan: %+v", empty)
	}
	s.send(http.MethodPost, address, fmt.Sprintf(`{"orders": [%s]}`, boardOrder("2021-01-01", boardMerger))).status(http.StatusOK).into(&whole)
	if !whole.Fits || len(whole.Lineage) != 2 || len(whole.Gone) != 2 || len(whole.Changed) != 1 {
		t.Fatalf("a merger: %+v", whole)
	}
	if made := whole.Changed[0]; made.Code != "990101100210" || made.ID >= 0 || made.Was != nil || made.Shape == nil || made.Area <= 0 {
		t.Errorf("the new unit: %+v", made)
	}
	rename := `"kind": "rename", "unit": "990101100299", "name": "无此村"`
	s.send(http.MethodPost, address, fmt.Sprintf(`{"orders": [%s, %s]}`, boardOrder("2021-01-01", boardMerger), boardOrder("2021-02-01", rename))).status(http.StatusOK).into(&wrong)
	if wrong.Fits || len(wrong.Problems) != 1 || wrong.Problems[0].Change != 2 || wrong.Problems[0].Said == "" || len(wrong.Changed) != 0 {
		t.Errorf("a change of a unit that is not there: %+v", wrong)
	}
	s.send(http.MethodPost, address, `{"orders": [{"county": "990101"}]}`).problem(http.StatusUnprocessableEntity)
	s.send(http.MethodPost, address, `{"effective": "soon"}`).problem(http.StatusUnprocessableEntity)
	s.send(http.MethodPost, "/v1/plans/99/preview", `{}`).problem(http.StatusNotFound)
	var now drafted
	s.get(fmt.Sprintf("/v1/plans/%d", plan.ID)).status(http.StatusOK).into(&now)
	if now.Version != plan.Version {
		t.Error("a preview edited the plan")
	}
}
