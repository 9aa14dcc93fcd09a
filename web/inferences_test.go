package web_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

type inference struct {
	ID                                   int64
	State, Evidence, Why, From, To, Kind string
	FromName                             string `json:"from_name"`
	Confidence                           float64
	FromUnit                             int64 `json:"from_unit"`
}

type inferencesAnswer struct {
	County     string
	Version    int64
	Inferences []inference
}

// The board's second list calls 旧村 by another name: a rename, until a person says
// otherwise.
func TestInferences(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	var list, ruled inferencesAnswer
	s.get("/v1/inferences?day=2020-01-01").status(http.StatusOK).into(&list)
	if len(list.Inferences) != 1 || list.Inferences[0].FromName != "旧村" || list.Inferences[0].State != "proposed" || !strings.Contains(list.Inferences[0].Why, "土地") {
		t.Fatalf("inferred %+v", list)
	}
	i := list.Inferences[0]
	var strands []struct {
		Kind       string
		Inferred   bool
		Confidence float64
		Inference  int64
	}
	lineage := fmt.Sprintf("/v1/units/%d/lineage", i.FromUnit)
	s.get(lineage).status(http.StatusOK).into(&strands)
	if len(strands) != 1 || !strands[0].Inferred || strands[0].Inference != i.ID || strands[0].Confidence < 0.9 {
		t.Errorf("lineage %+v", strands)
	}
	var found struct {
		Hits []struct {
			Name   string
			Became []struct {
				Name     string
				People   float64 `json:"share_people"`
				Inferred float64
			}
		}
	}
	s.get("/v1/search?q=旧村").status(http.StatusOK).into(&found)
	if len(found.Hits) != 1 || len(found.Hits[0].Became) != 1 || found.Hits[0].Became[0].Name != "丁社区" || found.Hits[0].Became[0].People != 1 {
		t.Errorf("search %+v", found)
	}
	version := s.version()
	one := fmt.Sprintf("/v1/inferences/%d", i.ID)
	s.send(http.MethodPost, one, `{"decision": "confirm"}`, "If-Match", fmt.Sprintf(`"%d"`, version)).status(http.StatusOK).into(&ruled)
	if ruled.Version != version+1 || len(ruled.Inferences) != 1 || ruled.Inferences[0].State != "confirmed" {
		t.Errorf("confirmed: %+v", ruled)
	}
	strands = nil
	s.get(lineage).status(http.StatusOK).into(&strands)
	if len(strands) != 1 || strands[0].Inferred || strands[0].Inference != i.ID {
		t.Errorf("lineage, confirmed: %+v", strands)
	}
	s.send(http.MethodPost, one, `{"decision": "reject"}`).status(http.StatusOK)
	s.get(lineage).status(http.StatusOK).into(&strands)
	if len(strands) != 0 {
		t.Errorf("lineage, rejected: %+v", strands)
	}
	s.send(http.MethodPost, one, `{"decision": "reopen"}`).status(http.StatusOK)
	s.send(http.MethodPost, "/v1/inferences", `{"decision": "confirm", "above": 0.5}`).status(http.StatusOK).into(&ruled)
	if len(ruled.Inferences) != 1 {
		t.Errorf("confirmed above: %+v", ruled)
	}
	s.get("/v1/inferences?state=confirmed").status(http.StatusOK).into(&list)
	if len(list.Inferences) != 1 {
		t.Errorf("listed by state: %+v", list)
	}

	s.get("/v1/inferences?state=perhaps").problem(http.StatusBadRequest)
	s.get("/v1/inferences?county=110101").problem(http.StatusNotFound)
	s.send(http.MethodPost, "/v1/inferences/999", `{"decision": "confirm"}`).problem(http.StatusNotFound)
	s.send(http.MethodPost, one, `{"decision": "perhaps"}`).problem(http.StatusUnprocessableEntity)
	s.send(http.MethodPost, one, `{"decision": "confirm", "to": "99"}`).problem(http.StatusUnprocessableEntity)
	if p := s.send(http.MethodPost, one, `{"decision": "confirm", "to": "990101101299"}`).problem(http.StatusUnprocessableEntity); !strings.Contains(p.Detail, "去向") {
		t.Errorf("an unknown successor: %q", p.Detail)
	}
	s.send(http.MethodPost, one, `{"decision": "reject"}`, "If-Match", `"1"`).problem(http.StatusConflict)
}
