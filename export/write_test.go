package export_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/export"
	"github.com/xiantu/xiantu/geo"
)

// towns are three townships:
//
//	A | B     A and B share a border of vertices on the 1e-9 degree grid; B has an
//	--+--     island; C is known by list only
func towns() export.Layer {
	border := []orb.Point{{103.812345679, 29.8}, {103.8123456, 29.812345678}, {103.812345601, 29.900000001}}
	a := orb.Ring{{103.7, 29.8}, border[0], border[1], border[2], {103.7, 29.9}, {103.7, 29.8}}
	b := orb.Ring{border[0], {103.9, 29.8}, {103.9, 29.9}, border[2], border[1], border[0]}
	island := orb.Ring{{103.95, 29.8}, {103.96, 29.8}, {103.96, 29.81}, {103.95, 29.8}}
	return export.Layer{Name: "townships", Title: export.Title{Zh: "乡镇", En: "townships"}, Geometry: export.Polygons,
		Fields: []export.Field{
			{Name: "id", Title: export.Title{Zh: "编号", En: "id"}, Kind: export.Integer},
			{Name: "code", Title: export.Title{Zh: "代码", En: "code"}},
			{Name: "name", Title: export.Title{Zh: "名称", En: "name"}},
			{Name: "in_operation_a", Title: export.Title{Zh: "甲", En: "a"}, Kind: export.Flag},
			{Name: "in_operation_b", Title: export.Title{Zh: "乙", En: "b"}, Kind: export.Real, Decimals: 2},
			{Name: "from", Title: export.Title{Zh: "生效日期", En: "from"}, Kind: export.Day},
			{Name: "never", Title: export.Title{Zh: "空", En: "never"}},
			{Name: "area_mu", Title: export.Title{Zh: "面积（亩）", En: "area mu"}, Kind: export.Real, Use: export.InTables},
		},
		Features: []export.Feature{
			{Values: []any{int64(1), "511425100", "青—竹·街道", true, 12345678.25, civil.Date(2019, 12, 20), nil, 1.5}, Shape: orb.MultiPolygon{{a}}},
			{Values: []any{int64(9007199254740991), "511425101", "2019-12-20", false, 0.01, nil, nil, nil}, Shape: orb.MultiPolygon{{b}, {island}}},
			{Values: []any{nil, "511425102", "=1+1", nil, nil, civil.Date(1899, 1, 1), nil, nil}},
		}}
}

// collection is a GeoJSON file as GDAL writes it.
type collection struct {
	Name string
	CRS  struct {
		Properties struct{ Name string }
	}
	Features []feature
}

type feature struct {
	Properties map[string]any
	Geometry   *struct{ Coordinates json.RawMessage }
}

// read has GDAL read a layer.
func read(t *testing.T, path, layer string, args ...string) collection {
	t.Helper()
	args = append([]string{"-f", "GeoJSON", "-lco", "COORDINATE_PRECISION=15", "-lco", "RFC7946=NO", "-nlt", "PROMOTE_TO_MULTI", "-dim", "XY", "/vsistdout/", path, layer}, args...)
	var complaint bytes.Buffer
	command := exec.Command("ogr2ogr", args...)
	command.Stderr = &complaint
	out, err := command.Output()
	if err != nil {
		t.Fatalf("ogr2ogr %s: %v\n%s", path, err, complaint.String())
	}
	var c collection
	d := json.NewDecoder(bytes.NewReader(out))
	d.UseNumber()
	if err := d.Decode(&c); err != nil {
		t.Fatal(err)
	}
	return c
}

func write(t *testing.T, layers []export.Layer, o export.Options) (path string, notes []export.Title) {
	t.Helper()
	var b bytes.Buffer
	notes, err := export.Write(t.Context(), &b, layers, o)
	if err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(t.TempDir(), "out."+string(o.Format))
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path, notes
}

// edges are the edges of a MultiPolygon, whichever way its rings run and wherever they
// begin.
func edges(t *testing.T, coordinates json.RawMessage) map[string]int {
	t.Helper()
	var polygons [][][][2]float64
	if err := json.Unmarshal(coordinates, &polygons); err != nil {
		t.Fatal(err)
	}
	return edgesOf(polygons)
}

func edgesOf(polygons [][][][2]float64) map[string]int {
	found := map[string]int{}
	for _, p := range polygons {
		for _, ring := range p {
			for i := 1; i < len(ring); i++ {
				a, b := ring[i-1], ring[i]
				if b[0] < a[0] || b[0] == a[0] && b[1] < a[1] {
					a, b = b, a
				}
				found[fmt.Sprintf("%b %b", a, b)]++ // every bit
			}
		}
	}
	return found
}

func shapeEdges(shape orb.MultiPolygon) map[string]int {
	var polygons [][][][2]float64
	for _, p := range shape {
		var rings [][][2]float64
		for _, r := range p {
			var ring [][2]float64
			for _, v := range r {
				ring = append(ring, v)
			}
			rings = append(rings, ring)
		}
		polygons = append(polygons, rings)
	}
	return edgesOf(polygons)
}

func TestGDALReadsWhatIsWritten(t *testing.T) {
	t.Parallel()
	towns := towns()
	big, small := "9007199254740991", json.Number("0.01")
	for _, c := range []struct {
		format  export.Format
		layer   string
		options export.Options
		last    int // features
		rows    []map[string]any
	}{
		{export.GeoPackage, "townships", export.Options{}, 3, []map[string]any{
			{"id": json.Number("1"), "code": "511425100", "name": "青—竹·街道", "in_operation_a": true, "in_operation_b": json.Number("12345678.25"), "from": "2019-12-20", "never": nil},
			{"id": json.Number(big), "code": "511425101", "name": "2019-12-20", "in_operation_a": false, "in_operation_b": small, "from": nil, "never": nil},
			{"id": nil, "code": "511425102", "name": "=1+1", "in_operation_a": nil, "in_operation_b": nil, "from": "1899-01-01", "never": nil}}},
		{export.Shapefile, "townships", export.Options{Encoding: export.GBK}, 3, []map[string]any{
			{"id": json.Number("1"), "code": "511425100", "name": "青—竹·街道", "in_operati": json.Number("1"), "in_operat1": json.Number("12345678.25"), "from": "2019-12-20", "never": nil},
			{"id": json.Number(big), "code": "511425101", "name": "2019-12-20", "in_operati": json.Number("0"), "in_operat1": small, "from": nil, "never": nil},
			{"id": nil, "code": "511425102", "name": "=1+1", "in_operati": nil, "in_operat1": nil, "from": "1899-01-01", "never": nil}}},
		{export.FlatGeobuf, "townships", export.Options{}, 2, []map[string]any{
			{"id": json.Number("1"), "code": "511425100", "name": "青—竹·街道", "in_operation_a": true, "in_operation_b": json.Number("12345678.25"), "from": "2019-12-20", "never": nil},
			{"id": json.Number(big), "code": "511425101", "name": "2019-12-20", "in_operation_a": false, "in_operation_b": small, "from": nil, "never": nil}}},
		{export.KML, "townships", export.Options{}, 3, []map[string]any{
			{"id": "1", "code": "511425100", "Name": "青—竹·街道", "in_operation_a": json.Number("1"), "in_operation_b": json.Number("12345678.25"), "from": "2019-12-20", "never": nil},
			{"id": big, "code": "511425101", "Name": "2019-12-20", "in_operation_a": json.Number("0"), "in_operation_b": small, "from": nil, "never": nil},
			{"id": nil, "code": "511425102", "Name": "=1+1", "in_operation_a": nil, "in_operation_b": nil, "from": "1899-01-01", "never": nil}}},
		{export.GeoJSON, "out", export.Options{}, 3, []map[string]any{
			{"id": json.Number("1"), "code": "511425100", "name": "青—竹·街道", "in_operation_a": true, "in_operation_b": json.Number("12345678.25"), "from": "2019-12-20", "never": nil},
			{"id": json.Number(big), "code": "511425101", "name": "2019-12-20", "in_operation_a": false, "in_operation_b": small, "from": nil, "never": nil},
			{"id": nil, "code": "511425102", "name": "=1+1", "in_operation_a": nil, "in_operation_b": nil, "from": "1899-01-01", "never": nil}}},
	} {
		t.Run(string(c.format), func(t *testing.T) {
			t.Parallel()
			c.options.Format = c.format
			path, notes := write(t, []export.Layer{towns}, c.options)
			got := read(t, opened(c.format, path), c.layer)
			if len(got.Features) != c.last || (len(notes) > 0) != (c.last < 3) {
				t.Fatalf("%d features, notes %v", len(got.Features), notes)
			}
			slices.SortFunc(got.Features, func(a, b feature) int { // FlatGeobuf orders by place
				return strings.Compare(a.Properties["code"].(string), b.Properties["code"].(string))
			})
			for i, f := range got.Features {
				row := map[string]any{}
				for name := range c.rows[i] {
					row[name] = f.Properties[name]
				}
				if diff := cmp.Diff(c.rows[i], row); diff != "" {
					t.Errorf("feature %d (-want +got):\n%s", i, diff)
				}
				if shape, has := towns.Features[i].Shape.(orb.MultiPolygon); !has {
					if f.Geometry != nil {
						t.Errorf("feature %d has a shape: %v", i, f.Geometry)
					}
				} else if diff := cmp.Diff(shapeEdges(shape), edges(t, f.Geometry.Coordinates)); diff != "" {
					t.Errorf("feature %d, edges to the last bit (-want +got):\n%s", i, diff)
				}
			}
			if crs := got.CRS.Properties.Name; c.format != export.KML && c.format != export.GeoJSON && !strings.HasSuffix(crs, "EPSG::4490") {
				t.Errorf("coordinate system %q", crs)
			}
		})
	}
}

// opened is how GDAL opens a file.
func opened(f export.Format, path string) string {
	if f == export.Shapefile {
		return "/vsizip/" + path
	}
	return path
}

func TestSeveralLayersInOneFile(t *testing.T) {
	t.Parallel()
	empty := export.Layer{Name: "zones", Title: export.Title{Zh: "限制区", En: "zones"}, Geometry: export.Lines, Fields: []export.Field{{Name: "name"}, {Name: "setback_m", Kind: export.Real}}}
	points := export.Layer{Name: "facilities", Title: export.Title{Zh: "设施", En: "facilities"}, Geometry: export.Points, Fields: []export.Field{{Name: "name"}},
		Features: []export.Feature{{Values: []any{"敬老院"}, Shape: orb.Point{103.8, 29.812345678}}, {Values: []any{"无址"}}}}
	for _, f := range []export.Format{export.GeoPackage, export.Shapefile, export.KML} {
		t.Run(string(f), func(t *testing.T) {
			t.Parallel()
			path, _ := write(t, []export.Layer{towns(), points, empty}, export.Options{Format: f})
			for name, count := range map[string]int{"townships": 3, "facilities": 2, "zones": 0} {
				if got := read(t, opened(f, path), name); len(got.Features) != count {
					t.Errorf("layer %s has %d features, want %d", name, len(got.Features), count)
				}
			}
		})
	}
}

func TestProjectedForDrawingPrograms(t *testing.T) {
	t.Parallel()
	zone := geo.GaussKruegerCRS(34, false) // 102 E, EPSG:4543
	place := orb.Point{103.8, 29.812345678}
	points := export.Layer{Name: "facilities", Geometry: export.Points, Fields: []export.Field{{Name: "name"}}, Features: []export.Feature{{Values: []any{"敬老院"}, Shape: place}}}
	x, y := zone.FromGeographic(place)
	for _, f := range []export.Format{export.GeoPackage, export.Shapefile, export.FlatGeobuf} {
		path, _ := write(t, []export.Layer{points}, export.Options{Format: f, CRS: zone})
		got := read(t, opened(f, path), "facilities")
		var p []([2]float64)
		if err := json.Unmarshal(got.Features[0].Geometry.Coordinates, &p); err != nil {
			t.Fatal(err)
		}
		if dx, dy := p[0][0]-x, p[0][1]-y; dx*dx+dy*dy > 1e-8 || !strings.HasSuffix(got.CRS.Properties.Name, "EPSG::4543") && f != export.Shapefile {
			t.Errorf("%s: %v in %s, want %.4f %.4f", f, p, got.CRS.Properties.Name, x, y)
		}
	}
}

func TestRareCharactersAreNotLost(t *testing.T) {
	t.Parallel()
	layer := towns()
	layer.Features[0].Values[2] = "𬭎家䢺村"
	path, notes := write(t, []export.Layer{layer}, export.Options{Format: export.Shapefile, Encoding: export.GBK})
	if len(notes) != 1 || !strings.Contains(notes[0].En, "𬭎") || !strings.Contains(notes[0].Zh, "䢺") {
		t.Errorf("notes %v", notes)
	}
	if got := read(t, "/vsizip/"+path, "townships"); got.Features[0].Properties["name"] != "𬭎家䢺村" {
		t.Errorf("name %v", got.Features[0].Properties["name"])
	}
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	text, err := z.Open("notes.txt")
	if err != nil {
		t.Fatal(err)
	}
	text.Close()
}

func TestLongTextsAreCutAtCharacters(t *testing.T) {
	t.Parallel()
	for encoding, whole := range map[export.Encoding]int{export.UTF8: 84, export.GBK: 127} {
		layer := towns()
		layer.Features[0].Values[2] = strings.Repeat("县", 200)
		layer.Features[1].Values[2] = strings.Repeat("图", whole)
		path, notes := write(t, []export.Layer{layer}, export.Options{Format: export.Shapefile, Encoding: encoding})
		got := read(t, "/vsizip/"+path, "townships")
		if a, b := got.Features[0].Properties["name"], got.Features[1].Properties["name"]; a != strings.Repeat("县", whole) || b != strings.Repeat("图", whole) {
			t.Errorf("%s: names %v and %v", encoding, a, b)
		}
		if len(notes) != 1 || !strings.Contains(notes[0].En, "1 texts") {
			t.Errorf("%s: notes %v", encoding, notes)
		}
	}
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	lineage := export.Layer{Name: "lineage", Title: export.Title{Zh: "沿革", En: "lineage"}}
	for _, c := range []struct {
		name   string
		layers []export.Layer
		o      export.Options
		said   string
	}{
		{"no layers", nil, export.Options{Format: export.CSV}, "nothing"},
		{"two in a CSV", []export.Layer{towns(), towns()}, export.Options{Format: export.CSV}, "room for one layer"},
		{"a table as a map", []export.Layer{lineage}, export.Options{Format: export.GeoPackage}, "without shapes"},
		{"shifted", []export.Layer{towns()}, export.Options{Format: export.GeoPackage, CRS: geo.GCJ02}, "shifted"},
		{"metres in a KML", []export.Layer{towns()}, export.Options{Format: export.KML, CRS: geo.GaussKruegerCRS(34, false)}, "degrees only"},
		{"GBK in a KML", []export.Layer{towns()}, export.Options{Format: export.KML, Encoding: export.GBK}, "UTF-8 always"},
		{"no room", []export.Layer{towns()}, export.Options{Format: export.GeoPackage, FileSize: 16 << 10}, "room than it may"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var b bytes.Buffer
			if _, err := export.Write(t.Context(), &b, c.layers, c.o); err == nil || !strings.Contains(err.Error(), c.said) || b.Len() > 0 {
				t.Errorf("%v, %d bytes; want a sentence with %q and none", err, b.Len(), c.said)
			}
		})
	}
}

// GDAL has readers of workbooks and CSV, too: types and texts are as they were.
func TestGDALReadsTables(t *testing.T) {
	t.Parallel()
	book, _ := write(t, []export.Layer{towns()}, export.Options{Format: export.XLSX, Chinese: true})
	got := read(t, book, "乡镇")
	want := []map[string]any{
		{"代码": "511425100", "名称": "青—竹·街道", "甲": "是", "乙": json.Number("12345678.25"), "生效日期": "2019-12-20", "面积（亩）": json.Number("1.5")},
		{"代码": "511425101", "名称": "2019-12-20", "甲": "否", "乙": json.Number("0.01"), "生效日期": nil, "面积（亩）": nil},
		{"代码": "511425102", "名称": "=1+1", "甲": nil, "乙": nil, "面积（亩）": nil},
	}
	for i, f := range got.Features {
		row := map[string]any{}
		for name := range want[i] {
			row[name] = f.Properties[name]
			if text, is := row[name].(string); is {
				row[name] = strings.ReplaceAll(strings.TrimSuffix(text, " 00:00:00"), "/", "-") // GDAL's way to write days
			}
		}
		if diff := cmp.Diff(want[i], row); diff != "" {
			t.Errorf("row %d (-want +got):\n%s", i, diff)
		}
	}
	z, err := zip.OpenReader(book)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	sheet, err := z.Open("xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	defer sheet.Close()
	if text, err := io.ReadAll(sheet); err != nil || bytes.Contains(text, []byte("<f>")) {
		t.Errorf("the sheet has a formula: %v", err)
	}
	for encoding, option := range map[export.Encoding]string{export.UTF8: "UTF-8", export.GBK: "GB18030"} {
		path, _ := write(t, []export.Layer{towns()}, export.Options{Format: export.CSV, Encoding: encoding})
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		decoded, err := exec.Command("iconv", "-f", option, "-t", "UTF-8", path).Output()
		if err != nil || !bytes.Contains(decoded, []byte("511425100,青—竹·街道,yes,12345678.25,2019-12-20,,1.5\r\n")) || !bytes.Contains(decoded, []byte(",'=1+1,")) {
			t.Errorf("%s: %v\n%s", encoding, err, content)
		}
	}
}
