package web_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// boardOrder is a changes file for the board.
func boardOrder(effective string, changes ...string) string {
	return fmt.Sprintf(`{"county": "990101", "title": "板上调整", "document": "某府〔2021〕1号", "approved": "2020-12-01", "effective": %q, "changes": [{%s}]}`, effective, strings.Join(changes, "}, {"))
}

const boardMerger = `"kind": "merge", "from": ["990101100200", "990101100201"], "into": {"code": "990101100210", "name": "和村", "type": "村"}`

type changed struct {
	Change        *int64
	Preview       bool
	Repeated      bool
	Versions      map[string]int64
	Before, After []struct {
		Level, Type string
		Units       int
		MeanPeople  float64 `json:"mean_people"`
	}
	Lineage []strand
	Opened  []struct {
		Code, Name string
		Shape      *struct{ Type string }
		Area       float64 `json:"area_m2"`
		People     int64
	}
	Moved int `json:"moved_groups"`
}

type strand struct {
	From, To, Kind, Day string
	FromName            string  `json:"from_name"`
	People              float64 `json:"share_people"`
	Change              int64
}

func (s *service) version() int64 {
	s.t.Helper()
	var counties struct{ Counties []struct{ Version int64 } }
	s.get("/v1/counties").status(http.StatusOK).into(&counties)
	return counties.Counties[0].Version
}

func TestChangesArePreviewedAndCommitted(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	before := s.version()
	var try, done changed
	s.send(http.MethodPost, "/v1/changes?preview=true", boardOrder("2021-01-01", boardMerger)).status(http.StatusOK).into(&try)
	if try.Change != nil || !try.Preview || len(try.Lineage) != 2 || len(try.Before) == 0 || len(try.After) == 0 || s.version() != before {
		t.Errorf("a preview: %+v", try)
	}
	if len(try.Opened) == 0 || try.Opened[0].Shape == nil || try.Opened[0].Shape.Type != "MultiPolygon" {
		t.Errorf("a preview shows %+v", try.Opened)
	}
	s.send(http.MethodPost, "/v1/changes", boardOrder("2021-01-01", boardMerger), "If-Match", fmt.Sprintf(`"%d"`, before), "Idempotency-Key", "k").status(http.StatusOK).into(&done)
	if done.Change == nil || done.Versions["990101"] != before+1 || s.version() != before+1 {
		t.Fatalf("a commit: %+v", done)
	}
	var again changed
	s.send(http.MethodPost, "/v1/changes", boardOrder("2021-01-01", boardMerger), "Idempotency-Key", "k").status(http.StatusOK).into(&again)
	if !again.Repeated || *again.Change != *done.Change {
		t.Errorf("the same again: %+v", again)
	}
	var units struct {
		Features []struct {
			Properties struct {
				ID         int64
				Code, Name string
			}
		}
	}
	s.get("/v1/units?level=village&at=2021-01-01").status(http.StatusOK).into(&units)
	merged := int64(0)
	for _, f := range units.Features {
		if f.Properties.Code == "990101100210" {
			merged = f.Properties.ID
		}
	}
	var strands []strand
	s.get(fmt.Sprintf("/v1/units/%d/lineage", merged)).status(http.StatusOK).into(&strands)
	if len(strands) != 2 || strands[0].From != "990101100200" || strands[0].FromName != "甲村" || strands[0].Change != *done.Change || strands[0].Day != "2021-01-01" {
		t.Errorf("lineage %+v", strands)
	}
	var walk []struct {
		From, To string
		People   float64 `json:"share_people"`
	}
	s.get("/v1/crosswalk?from=2020-06-01&to=2021-01-01&level=village").status(http.StatusOK).into(&walk)
	if len(walk) != 5 || walk[0].From != "990101100200" || walk[0].To != "990101100210" || walk[0].People != 1 {
		t.Errorf("crosswalk %+v", walk)
	}
	var list struct {
		Changes []struct {
			Change          int64
			Title, Document string
		}
	}
	s.get("/v1/changes").status(http.StatusOK).into(&list)
	if len(list.Changes) != 1 || list.Changes[0].Title != "板上调整" {
		t.Errorf("changes %+v", list)
	}
}

// What a preview says of a unit is what the list of units says of it once it is committed.
func TestPreviewCountsTheUnitsItOpens(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	var try changed
	s.send(http.MethodPost, "/v1/changes?preview=true", boardOrder("2021-01-01", boardMerger)).status(http.StatusOK).into(&try)
	s.send(http.MethodPost, "/v1/changes", boardOrder("2021-01-01", boardMerger)).status(http.StatusOK)
	var units struct {
		Features []struct {
			Properties struct {
				Code   string
				Area   float64 `json:"area_m2"`
				People map[string]int64
			}
		}
	}
	s.get("/v1/units?level=village&at=2021-01-01").status(http.StatusOK).into(&units)
	met := 0
	for _, opened := range try.Opened {
		for _, f := range units.Features {
			if u := f.Properties; u.Code == opened.Code {
				met++
				if opened.Area != u.Area || opened.Area <= 0 || opened.People != u.People["all"] || opened.People <= 0 {
					t.Errorf("%s: a preview says %v m2 and %d people, the list of units %v and %v", u.Code, opened.Area, opened.People, u.Area, u.People)
				}
			}
		}
	}
	if met == 0 {
		t.Errorf("no village was opened: %+v", try.Opened)
	}
}

func TestChangesAreRefused(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	before := s.version()
	for name, c := range map[string]struct {
		body, said string
		status     int
		headers    []string
	}{
		"no JSON":           {`{"county"`, "", http.StatusBadRequest, nil},
		"a misspelt member": {boardOrder("2021-01-01", `"kind": "rename", "unit": "990101100200", "nmae": "新甲村"`), "", http.StatusUnprocessableEntity, nil},
		"no unit":           {boardOrder("2021-01-01", `"kind": "rename", "unit": "990101100299", "name": "新甲村"`), "没有单位使用这个代码", http.StatusUnprocessableEntity, nil},
		"an old version":    {boardOrder("2021-01-01", boardMerger), "请重新读取", http.StatusConflict, []string{"If-Match", `"1"`}},
		"another county":    {strings.Replace(boardOrder("2021-01-01", boardMerger), `"990101"`, `"110101"`, 1), "", http.StatusNotFound, nil},
	} {
		for _, address := range []string{"/v1/changes", "/v1/changes?preview=true"} {
			p := s.send(http.MethodPost, address, c.body, c.headers...).problem(c.status)
			if !strings.Contains(p.Detail, c.said) {
				t.Errorf("%s %s: %q", name, address, p.Detail)
			}
			if c.status == http.StatusConflict && (p.Version == nil || *p.Version != before) {
				t.Errorf("%s %s: the present version is not said: %+v", name, address, p)
			}
		}
	}
	two := s.send(http.MethodPost, "/v1/changes?lang=en", boardOrder("2021-01-01", `"kind": "rename", "unit": "990101100298", "name": "a"`, `"kind": "rename", "unit": "990101100299", "name": "b"`)).problem(http.StatusUnprocessableEntity)
	if len(two.Errors) != 2 || !strings.Contains(two.Errors[1].Message, "change 2") {
		t.Errorf("two rules broken: %+v", two)
	}
	if s.version() != before {
		t.Error("a refused change raised the version")
	}
}
