package web_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// exported is a file of an export on disk, as GDAL opens it.
func (s *service) exported(format, order string) string {
	s.t.Helper()
	a := s.send(http.MethodPost, "/v1/exports", fmt.Sprintf(`{"format": %q, %s}`, format, order)).status(http.StatusOK)
	path := filepath.Join(s.t.TempDir(), "out."+format)
	if err := os.WriteFile(path, a.body, 0o600); err != nil {
		s.t.Fatal(err)
	}
	if format == "shp.zip" {
		return "/vsizip/" + path
	}
	return path
}

// mapped are the features of a layer of a file by their codes: code, name, parent, people,
// and the vertices in their order along each ring, whichever way it runs.
func mapped(t *testing.T, path, layer string) map[string]string {
	t.Helper()
	args := []string{"-f", "GeoJSON", "-lco", "COORDINATE_PRECISION=15", "-lco", "RFC7946=NO", "-nlt", "PROMOTE_TO_MULTI", "-dim", "XY", "/vsistdout/", path}
	if layer != "" {
		args = append(args, layer)
	}
	out, err := exec.Command("ogr2ogr", args...).Output()
	if err != nil {
		t.Fatalf("ogr2ogr %s %s: %v", path, layer, err)
	}
	return featuresOf(t, out)
}

func featuresOf(t *testing.T, text []byte) map[string]string {
	t.Helper()
	var file struct {
		Features []struct {
			Properties map[string]any
			Geometry   *struct {
				Type        string
				Coordinates json.RawMessage
			}
		}
	}
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for _, f := range file.Features {
		p := f.Properties
		people := p["people_all"]
		if nested, is := p["people"].(map[string]any); is {
			people = nested["all"]
		}
		name := p["name"]
		if name == nil {
			name = p["Name"] // KML's own
		}
		var edges []string
		if f.Geometry != nil {
			text := string(f.Geometry.Coordinates)
			if f.Geometry.Type == "Polygon" {
				text = "[" + text + "]"
			}
			var polygons [][][][2]float64
			if err := json.Unmarshal([]byte(text), &polygons); err != nil {
				t.Fatal(err)
			}
			edges = ringEdges(polygons)
		}
		found[fmt.Sprint(p["code"])] = fmt.Sprintf("%v %v %v %v", name, p["parent"], people, edges)
	}
	return found
}

func ringEdges(polygons [][][][2]float64) (edges []string) {
	for _, polygon := range polygons {
		for _, ring := range polygon {
			for i := 1; i < len(ring); i++ {
				ends := []string{fmt.Sprint(ring[i-1]), fmt.Sprint(ring[i])}
				slices.Sort(ends)
				edges = append(edges, strings.Join(ends, "-"))
			}
		}
	}
	slices.Sort(edges)
	return edges
}

// What GDAL reads of a file is what the API tells, unit for unit and vertex for vertex.
func TestExportsAreWhatTheAPITells(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	for _, level := range []string{"township", "village"} {
		want := featuresOf(t, s.get("/v1/units?at=2020-06-30&level="+level).status(http.StatusOK).body)
		if len(want) == 0 {
			t.Fatalf("no units of level %s", level)
		}
		for format, layer := range map[string]string{"gpkg": level + "s", "shp.zip": level + "s", "fgb": "units", "kml": level + "s", "geojson": ""} {
			t.Run(level+" "+format, func(t *testing.T) {
				encoding := ""
				if format == "shp.zip" {
					encoding = `, "encoding": "gb18030"`
				}
				file := s.exported(format, fmt.Sprintf(`"what": "units", "at": "2020-06-30", "level": %q`, level)+encoding)
				got := mapped(t, file, layer)
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("(-API +file):\n%s", diff)
				}
			})
		}
	}
}

func TestEverythingInOneFile(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	file := s.exported("gpkg", `"what": "all", "at": "2020-06-30"`)
	out, err := exec.Command("ogrinfo", "-ro", "-so", "-al", file).Output()
	if err != nil {
		t.Fatal(err)
	}
	for layer, count := range map[string]int{"counties": 1, "townships": 2, "villages": 5, "facilities": 3, "people": 5, "markers": 0, "zones": 0, "roads": 0} {
		if at := strings.Index(string(out), "Layer name: "+layer+"\n"); at < 0 || !strings.Contains(string(out[at:at+200]), fmt.Sprintf("Feature Count: %d\n", count)) {
			t.Errorf("layer %s: want %d features in\n%s", layer, count, out)
		}
	}
	book := s.send(http.MethodPost, "/v1/exports", `{"format": "xlsx", "what": "all", "at": "2020-06-30"}`).status(http.StatusOK)
	if name, _ := url.PathUnescape(book.Header.Get("Content-Disposition")); !strings.Contains(name, "全部 2020-06-30.xlsx") {
		t.Errorf("name %s", name)
	}
}

func TestExportOfSeveralCounties(t *testing.T) {
	t.Parallel()
	s := newBoards(t)
	const both = `"counties": ["990101", "990102"], "level": "village", "what": "units"`
	got := mapped(t, s.exported("gpkg", both), "villages")
	if len(got) != 4 || !strings.Contains(got["990102100200"], " 40") && !strings.Contains(got["990102100201"], " 40") {
		t.Errorf("villages of both counties: %v", got)
	}
	var body struct{ Edition []struct{ County string } }
	s.send(http.MethodPost, "/v1/exports", `{"format": "geojson", `+both+`}`).status(http.StatusOK).into(&body)
	if len(body.Edition) != 2 || body.Edition[1].County != "990102" {
		t.Errorf("editions %v", body.Edition)
	}
	s.send(http.MethodPost, "/v1/exports", `{"format": "csv", "county": "990101", `+both+`}`).problem(http.StatusUnprocessableEntity)
}

func TestExportedTables(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	for order, want := range map[string][]string{
		`"what": "lineage"`:                             {"from", "旧村"},
		`"what": "crosswalk", "from": "2019-06-01"`:     {"share_people"},
		`"what": "people"`:                              {"group_id", "pop_total", "pop_60p", "g5"},
		`"what": "borders", "level": "township"`:        {"length m", "西镇—东镇"},
		`"what": "facilities", "kind": "ELD_COMMUNITY"`: {"'=丙村日间照料中心", "103.819"},
	} {
		text := s.send(http.MethodPost, "/v1/exports?lang=en", `{"format": "csv", "at": "2020-06-30", `+order+`}`).status(http.StatusOK).body
		rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\ufeff")))).ReadAll()
		if err != nil || len(rows) < 2 {
			t.Errorf("%s: %d rows, %v", order, len(rows), err)
		}
		for _, part := range want {
			if !strings.Contains(string(text), part) {
				t.Errorf("%s: there is no %q in\n%s", order, part, text)
			}
		}
	}
}

// A job makes the same file as a request does, and once for those who ask for the same.
func TestExportByAJob(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	s.working()
	const order = `{"what": "units", "format": "csv", "encoding": "gb18030", "at": "2020-06-30"}`
	var first, second orderedJob
	s.send(http.MethodPost, "/v1/exports", order, "Prefer", "respond-async").status(http.StatusAccepted).into(&first)
	first = s.job(first.ID)
	s.send(http.MethodPost, "/v1/exports", order, "Prefer", "respond-async").status(http.StatusAccepted).into(&second)
	if first.State != "done" || second.ID != first.ID {
		t.Fatalf("%+v, then %+v", first, second)
	}
	direct, made := s.send(http.MethodPost, "/v1/exports", order).status(http.StatusOK), s.get(first.File).status(http.StatusOK)
	if !bytes.Equal(direct.body, made.body) {
		t.Errorf("the job made\n%s\nthe request\n%s", made.body, direct.body)
	}
	s.send(http.MethodPost, "/v1/exports", `{"what": "codes", "format": "gpkg"}`, "Prefer", "respond-async").problem(http.StatusUnprocessableEntity)
}

func TestExportRefusals(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	for order, said := range map[string]string{
		`"what": "codes", "format": "gpkg"`:                                         "a table without shapes",
		`"what": "all", "format": "fgb"`:                                            "room for one layer",
		`"what": "units", "format": "kml", "crs": "EPSG:4544"`:                      "degrees only",
		`"what": "units", "format": "gpkg", "crs": "GCJ-02"`:                        "shifted coordinates",
		`"what": "units", "format": "gpkg", "crs": "Xi'an 80"`:                      "Xi'an 80",
		`"what": "units", "format": "xlsx", "encoding": "gb18030"`:                  "UTF-8 always",
		`"what": "crosswalk", "format": "csv"`:                                      "by from",
		`"what": "gaps", "format": "gpkg"`:                                          "question",
		`"what": "facilities", "format": "gpkg", "kind": "CASTLE"`:                  "not a kind",
		`"what": "units", "format": "gpkg", "counties": ["5114"]`:                   "5114",
		`"what": "coverage", "format": "csv", "question": {"kinds": ["ALL_ELDER"]}`: "radius",
	} {
		if p := s.send(http.MethodPost, "/v1/exports?lang=en", "{"+order+"}").problem(http.StatusUnprocessableEntity); !strings.Contains(p.Detail, said) {
			t.Errorf("%s: %q, want %q in it", order, p.Detail, said)
		}
	}
}
