package web_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

type extrasAnswer struct {
	Hash  string `json:"input_hash"`
	ID    string `json:"question_id"`
	Total struct {
		People     map[string]struct{ Covered, Of int64 }
		Redundancy map[string][]int64
		Distance   *struct{ Mean, P95, Most float64 }
		Beds       *struct{ Served, Waiting, Unknown, Out int64 }
	}
	Nearest []struct {
		Group, Unit string
		Facility    *struct{ ID int64 }
		Distance    *float64
		Covered     bool
		People      map[string]int64
		Lon, Lat    float64
	}
	Places []struct {
		Facility struct{ ID *int64 }
		Lon, Lat float64
		Reach    float64 `json:"reach_m"`
	}
	Closing []struct {
		Facility struct {
			ID      *int64
			Assumed *int
			Name    string
		}
		People map[string]int64
		Having int64 `json:"units_having"`
	}
	Curve []struct {
		Radius float64 `json:"radius_m"`
		People map[string]struct{ Covered, Of int64 }
	}
	Load []struct{ Taken int64 }
}

const boardExtras = `{"kinds":["ELD_COMMUNITY"],"radius_m":500,"people":["all","60+"],"with":["curve","redundancy","nearest","closing","capacity"],"curve":[500,100000]%s}`

func TestCoverageExtras(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	ask := func(more string) (got extrasAnswer) {
		t.Helper()
		s.send("POST", "/v1/coverage", fmt.Sprintf(boardExtras, more)).status(http.StatusOK).into(&got)
		return got
	}
	got := ask("")
	if d := got.Total.Redundancy["all"]; len(d) != 11 || d[0] != 557 || d[1] != 100 {
		t.Errorf("redundancy %v", d)
	}
	if got.Total.Distance == nil || got.Total.Distance.P95 == 0 || len(got.Nearest) == 0 || got.Nearest[0].Facility == nil {
		t.Errorf("nearest %+v, %+v", got.Total.Distance, got.Nearest)
	}
	if len(got.Places) == 0 || got.Places[0].Facility.ID == nil || got.Places[0].Reach != 500 || got.Places[0].Lat < 29 {
		t.Errorf("places %+v", got.Places)
	}
	within := int64(0)
	for _, n := range got.Nearest {
		if n.Covered != (*n.Distance <= 500) || n.Lon < 103 {
			t.Errorf("group %+v", n)
		}
		if n.Covered {
			within += n.People["60+"]
		}
	}
	if within != got.Total.People["60+"].Covered {
		t.Errorf("%d people of 60 in covered groups, the total says %d", within, got.Total.People["60+"].Covered)
	}
	if len(got.Curve) != 2 || got.Curve[0].People["all"].Covered != 100 || got.Curve[1].People["all"].Covered != 657 {
		t.Errorf("curve %+v", got.Curve)
	}
	if b := got.Total.Beds; b == nil || b.Served+b.Waiting+b.Unknown+b.Out != 178 {
		t.Errorf("beds %+v", b)
	}
	if len(got.Closing) != 2 || got.Closing[0].People["all"] != 100 || got.Closing[0].Having != 1 {
		t.Fatalf("closing %+v", got.Closing)
	}
	// Asked without the dearest one, what it costs is gone; moved into another place, it
	// serves others; both are other questions.
	id := *got.Closing[0].Facility.ID
	without := ask(fmt.Sprintf(`,"close":[%d]`, id))
	moved := ask(fmt.Sprintf(`,"move":[{"id":%d,"lon":103.805,"lat":29.805}]`, id))
	if without.Total.People["all"].Covered != 0 || moved.Total.People["all"].Covered != 200 {
		t.Errorf("closed %+v, moved %+v", without.Total.People, moved.Total.People)
	}
	hashes := []string{got.Hash, without.Hash, moved.Hash, got.ID, without.ID, moved.ID}
	if slices.Sort(hashes); len(slices.Compact(hashes)) != 6 || slices.Contains(hashes, "") {
		t.Errorf("hashes %v", hashes)
	}
	added := ask(`,"add":[{"lon":103.805,"lat":29.805,"beds":7}]`)
	if added.Total.People["all"].Covered != 300 || added.Total.Beds.Served < 7 || added.Closing[0].Facility.Assumed == nil {
		t.Errorf("added %+v, %+v", added.Total, added.Closing)
	}
	if tile := s.get("/tiles/coverage/14/12916/6769.mvt?question=" + moved.ID); tile.StatusCode != 200 {
		t.Errorf("tile of the moved one: %d", tile.StatusCode)
	}
}

func TestCoverageExtrasAsFile(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	body := `{"what":"coverage","format":%q,"question":` + fmt.Sprintf(boardExtras, "") + `}`
	text, _ := bytes.CutPrefix(s.send("POST", "/v1/exports", fmt.Sprintf(body, "csv")).status(http.StatusOK).body, []byte("\ufeff"))
	records, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil || !slices.Contains(records[0], "被1处覆盖 all") || !slices.Contains(records[0], "第95百分位距离（米）") || !slices.Contains(records[0], "范围内无床位 60+") {
		t.Errorf("%v, %v", err, records[0])
	}
	book := s.send("POST", "/v1/exports", fmt.Sprintf(body, "xlsx")).status(http.StatusOK)
	f, err := excelize.OpenReader(bytes.NewReader(book.body))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got := strings.Join(f.GetSheetList(), " "); got != "覆盖率 最近设施 关闭影响 覆盖曲线 床位使用 未计入 说明" {
		t.Error(got)
	}
	rows, err := f.GetRows("说明")
	if err != nil || len(rows) != 4 || !strings.Contains(rows[1][1], "最近距离") || len(rows[3][1]) != 20 {
		t.Errorf("%v, %v", err, rows)
	}
}

// The centre of one county reaches into the other where the question lets it, in the
// answer and in its tiles.
func TestCoverageOfNeighbours(t *testing.T) {
	t.Parallel()
	s := newBoards(t)
	question := `{"county":"990102","kinds":["ELD_COMMUNITY"],"radius_m":1600,"with":["nearest"],"neighbours":%v}`
	var off, on extrasAnswer
	s.send("POST", "/v1/coverage", fmt.Sprintf(question, false)).status(http.StatusOK).into(&off)
	s.send("POST", "/v1/coverage", fmt.Sprintf(question, true)).status(http.StatusOK).into(&on)
	if off.Total.People["all"].Covered != 0 || on.Total.People["all"].Covered != 40 || on.Total.People["all"].Of != 40 || on.ID == off.ID {
		t.Errorf("without %+v, with %+v", off.Total.People, on.Total.People)
	}
	if len(on.Nearest) != 1 || on.Nearest[0].Facility == nil || off.Nearest[0].Facility != nil {
		t.Errorf("nearest %+v, %+v", off.Nearest, on.Nearest)
	}
	for id, want := range map[string]int{off.ID: 0, on.ID: 1} {
		tile := s.get("/tiles/coverage/10/807/423.mvt?county=990102&question=" + id).status(http.StatusOK)
		if got := bytes.Count(tile.body, []byte("reach")); got != want {
			t.Errorf("question %s: %d reach layers of %d bytes", id, got, len(tile.body))
		}
	}
}
