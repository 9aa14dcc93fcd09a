package importer_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xiantu/xiantu/facilities"
	importer "github.com/xiantu/xiantu/import"
)

func TestReadPoints(t *testing.T) {
	folder := t.TempDir()
	point := func(where string) string {
		return `{"type":"Feature","properties":{"id":"a"},"geometry":{"type":"Point","coordinates":` + where + `}}`
	}
	for name, c := range map[string]struct {
		text string
		n    int
		said string
	}{
		"collection":   {`{"type":"FeatureCollection","features":[` + point("[103.8,29.8]") + "," + point("[103.9,29.9]") + `]}`, 2, ""},
		"one feature":  {point("[103.8,29.8]"), 1, ""},
		"several":      {`{"type":"Feature","properties":{},"geometry":{"type":"MultiPoint","coordinates":[[103.8,29.8],[103.9,29.8]]}}`, 2, ""},
		"projected":    {`{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4544"}},"features":[` + point("[388521,3301993]") + `]}`, 1, ""},
		"a line":       {`{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[103.8,29.8],[103.9,29.8]]}}`, 0, "is not a point"},
		"no geometry":  {`{"type":"Feature","properties":{},"geometry":null}`, 0, "is not a point"},
		"not a number": {point(`["a",29.8]`), 0, "feature 1"},
		"no features":  {`{"type":"FeatureCollection","features":[]}`, 0, "no points"},
		"no JSON":      {`lon,lat`, 0, "line 1"},
	} {
		path := filepath.Join(folder, "places.geojson")
		if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		points, err := importer.ReadPoints(path)
		var file *importer.FileError
		switch {
		case c.said == "" && (err != nil || len(points) != c.n || points[0][0] < 103 || points[0][0] > 105):
			t.Errorf("%s: %v, %v", name, points, err)
		case c.said != "" && (!errors.As(err, &file) || !strings.Contains(err.Error(), c.said)):
			t.Errorf("%s: %v, want %q", name, err, c.said)
		}
	}
	if _, err := importer.ReadPoints(filepath.Join(folder, "nowhere")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
}

// What became of a scattered tomb is kept, and it is done or still being settled.
func TestScatteredTombs(t *testing.T) {
	text := "设施名称,设施类型,经度,纬度,状态\n张家坟,零散墓,103.805,29.83,待迁\n李家坟,零散墓,103.806,29.83,绿化遮挡\n"
	r, err := importer.Read(t.Context(), []importer.File{{Name: "tombs.csv", Content: []byte(text)}}, list, smallCounty(t))
	if err != nil {
		t.Fatal(err)
	}
	put := r.Write.Facilities[0].Put
	if len(put) != 2 || put[0].State != facilities.Remediating || put[0].Facts.Model != "待迁" || put[1].State != facilities.Done || put[1].Facts.Model != "绿化遮挡" {
		t.Errorf("%+v, %+v", put, r.Report.Rows)
	}
}
