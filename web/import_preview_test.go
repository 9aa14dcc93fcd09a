package web_test

import (
	"net/http"
	"testing"
)

// What a preview draws tells the row that it comes from, and a report where its rows lie:
// also one that is refused.
func TestPreviewRows(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.work()
	u := s.rest(s.upload("divisions", "乡镇.geojson", divisionsFile(map[string]string{"990101100": "西镇", "990101101": "东镇"}), map[string]string{"date": "2020-01-01"}).ID)
	s.send("POST", "/v1/imports/"+u.ID+"/commit", "").status(http.StatusAccepted)
	s.rest(u.ID)
	list := "设施名称,设施类型,所属乡镇,经度,纬度\n西镇养老服务站,日间照料中心,西镇,103.805,29.81\n远处养老服务站,日间照料中心,西镇,110,29.81\n东镇养老服务站,日间照料中心,东镇,103.815,29.81\n"
	u = s.rest(s.upload("facilities", "设施.csv", []byte(list), map[string]string{"partial": "true", "crs": "EPSG:4490"}).ID)
	if u.State != "staged" || len(u.Report.Rows) != 3 {
		t.Fatalf("%+v", u)
	}
	if place, _ := u.Report.Rows[1]["place"].([]any); len(place) != 2 || place[0] != 110.0 || u.Report.Rows[1]["action"] != "reject" {
		t.Errorf("the refused row is %v", u.Report.Rows[1])
	}
	var drawn struct {
		Features []struct{ Properties map[string]any }
	}
	s.get("/v1/imports/" + u.ID + "/preview").status(http.StatusOK).into(&drawn)
	if len(drawn.Features) != 2 {
		t.Fatalf("%d features are drawn", len(drawn.Features))
	}
	for i, row := range []float64{2, 4} {
		if p := drawn.Features[i].Properties; p["row"] != row || p["file"] != "设施.csv" || p["sheet"] != "" || p["action"] == "" || p["action"] == "reject" {
			t.Errorf("feature %d comes from %v", i, p)
		}
	}
}
