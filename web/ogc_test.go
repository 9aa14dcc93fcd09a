package web_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

type ogcPage struct {
	NumberMatched, NumberReturned int
	Links                         []struct{ Href, Rel string }
	Features                      []struct {
		ID         any
		Properties map[string]any
		Geometry   struct{ Coordinates json.RawMessage }
	}
}

func (s *service) items(t *testing.T, path string) ogcPage {
	t.Helper()
	var page ogcPage
	s.get(path).status(http.StatusOK).into(&page)
	return page
}

func namesOf(p ogcPage) []string {
	var found []string
	for _, f := range p.Features {
		found = append(found, f.Properties["name"].(string))
	}
	return found
}

func TestOGCItems(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	for name, c := range map[string]struct {
		query string
		want  []string
	}{
		"all":                    {"", []string{"甲村", "乙村", "丙村", "飞地村", "丁社区"}},
		"a box":                  {"bbox=103.801,29.811,103.802,29.812", []string{"甲村"}},
		"in a hole":              {"bbox=103.815,29.804,103.816,29.805", []string{"飞地村"}},
		"a box of six":           {"bbox=103.801,29.811,0,103.802,29.812,100", []string{"甲村"}},
		"lat first":              {"bbox=29.811,103.801,29.812,103.802&bbox-crs=http://www.opengis.net/def/crs/EPSG/0/4490", []string{"甲村"}},
		"beyond 180":             {"bbox=170,29,-170,30", nil},
		"a day":                  {"datetime=2019-06-01", []string{"甲村", "乙村", "旧村", "丙村", "飞地村"}},
		"a time":                 {"datetime=2019-06-01T12:00:00Z", []string{"甲村", "乙村", "旧村", "丙村", "飞地村"}},
		"an interval, each once": {"datetime=2019-06-01/2020-06-01", []string{"甲村", "乙村", "旧村", "丙村", "飞地村", "丁社区"}},
		"until then":             {"datetime=../2019-06-01", []string{"甲村", "乙村", "旧村", "丙村", "飞地村"}},
		"before":                 {"datetime=1999-01-01", nil},
		"a name":                 {"name=" + url.QueryEscape("丙村"), []string{"丙村"}},
		"a parent":               {"parent=990101100", []string{"甲村", "乙村"}},
		"limit far too large":    {"limit=1000000", []string{"甲村", "乙村", "丙村", "飞地村", "丁社区"}},
		"a page":                 {"limit=2&offset=2", []string{"丙村", "飞地村"}},
		"past the end":           {"offset=99", nil},
	} {
		page := s.items(t, "/ogc/collections/villages/items?"+c.query)
		if diff := cmp.Diff(c.want, namesOf(page)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if page.NumberReturned != len(c.want) {
			t.Errorf("%s: numberReturned %d", name, page.NumberReturned)
		}
	}
}

// Following next reads every feature once.
func TestOGCPaging(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	next, seen := s.URL+"/ogc/collections/villages/items?limit=2&f=json", map[any]bool{}
	for pages := 0; next != ""; pages++ {
		page := s.items(t, strings.TrimPrefix(next, s.URL))
		next = ""
		for _, link := range page.Links {
			if link.Rel == "next" {
				next = link.Href
			}
		}
		for _, f := range page.Features {
			if seen[f.ID] {
				t.Fatalf("feature %v twice", f.ID)
			}
			seen[f.ID] = true
		}
		if page.NumberMatched != 5 || pages > 3 {
			t.Fatalf("page %d of %d features", pages, page.NumberMatched)
		}
	}
	if len(seen) != 5 {
		t.Errorf("%d features", len(seen))
	}
}

func TestOGCItem(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	for _, collection := range []string{"counties", "townships", "villages", "facilities"} {
		for _, f := range s.items(t, "/ogc/collections/"+collection+"/items").Features {
			path := "/ogc/collections/" + collection + "/items/" + idText(f.ID)
			var single struct {
				ID         any
				Properties map[string]any
			}
			a := s.get(path).status(http.StatusOK).into(&single)
			if single.ID != f.ID || single.Properties["name"] != f.Properties["name"] || a.Header.Get("Content-Crs") != "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>" {
				t.Errorf("%s: %v, %s", path, single, a.Header.Get("Content-Crs"))
			}
			if swapped := s.get(path + "?crs=http://www.opengis.net/def/crs/EPSG/0/4490"); collection != "facilities" && !strings.Contains(string(swapped.body), "[29.8") {
				t.Errorf("%s in EPSG:4490 does not begin with lat: %s", path, swapped.body)
			}
		}
		s.get("/ogc/collections/" + collection + "/items/123456789").problem(http.StatusNotFound)
	}
}

// idText is a feature's id in an address.
func idText(id any) string { return strings.Trim(jsonText(id), `"`) }

func jsonText(v any) string {
	text, _ := json.Marshal(v)
	return string(text)
}

// GDAL opens the service: layers, features, Chinese, boxes, and filters by attribute
// on the server's side.
func TestGDALReadsOAPIF(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	info := func(args ...string) string {
		t.Helper()
		out, err := exec.Command("ogrinfo", append([]string{"-ro"}, args...)...).CombinedOutput()
		if err != nil || strings.Contains(string(out), "ERROR") {
			t.Fatalf("ogrinfo %v: %v\n%s", args, err, out)
		}
		return string(out)
	}
	service := "OAPIF:" + s.URL + "/ogc/"
	for layer, count := range map[string]string{"counties": "1", "townships": "2", "villages": "5", "facilities": "3"} {
		if out := info("-so", service, layer); !strings.Contains(out, "Feature Count: "+count+"\n") {
			t.Errorf("%s: not %s features\n%s", layer, count, out)
		}
	}
	if out := info("-al", service, "villages", "-oo", "PAGE_SIZE=2"); strings.Count(out, "OGRFeature") != 5 || !strings.Contains(out, "丁社区") || !strings.Contains(out, "people_60p (Integer) = 60") {
		t.Errorf("in pages of two:\n%s", out)
	}
	if out := info("-so", "-spat", "103.801", "29.811", "103.802", "29.812", service, "villages"); !strings.Contains(out, "Feature Count: 1\n") {
		t.Errorf("a box:\n%s", out)
	}
	if out := info("-so", "-where", "name='丙村'", service, "villages"); !strings.Contains(out, "Feature Count: 1\n") {
		t.Errorf("a name:\n%s", out)
	}
}

// GDAL reads /v1/units, from the address and as a file, with the right areas.
func TestGDALReadsUnits(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	out, err := exec.Command("ogrinfo", "-ro", "-al", "-so", s.URL+"/v1/units?level=village").CombinedOutput()
	if err != nil || !strings.Contains(string(out), "Feature Count: 5\n") || !strings.Contains(string(out), "(103.800000, 29.800000) - (103.820000, 29.820000)") {
		t.Errorf("%v\n%s", err, out)
	}
	file := filepath.Join(t.TempDir(), "units.geojson")
	if err := os.WriteFile(file, s.get("/v1/units?level=village").body, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err = exec.Command("ogrinfo", "-ro", "-dialect", "SQLite", "-sql", "SELECT count(*) AS n, min(ST_IsValid(geometry)) AS valid, round(10000 * sum(ST_Area(geometry)), 6) AS area FROM units", file).CombinedOutput()
	if err != nil || !strings.Contains(string(out), "valid (Integer) = 1") || !strings.Contains(string(out), "area (Real) = 4") {
		t.Errorf("%v\n%s", err, out)
	}
}
