package importer_test

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	importer "github.com/xiantu/xiantu/import"
)

func TestDecodeGeoJSON(t *testing.T) {
	ring := `[[[103,29],[104,29],[104,30],[103,29]]]`
	polygon := `{"type":"Polygon","coordinates":` + ring + `}`
	for _, c := range []struct {
		name, text      string
		features, flaws int
		err             string // "": none
	}{
		{"collection", features(`{"type":"Feature","properties":null,"geometry":` + polygon + `}`), 1, 0, ""},
		{"one feature", `{"type":"Feature","geometry":` + polygon + `,"properties":{}}`, 1, 0, ""},
		{"sequence", "\x1e{\"type\":\"Feature\",\"geometry\":null,\"properties\":{}}\n\x1e{\"type\":\"Feature\",\"geometry\":null,\"properties\":{}}\n", 2, 0, ""},
		{"byte order mark", "\xef\xbb\xbf" + features(), 0, 0, ""},
		{"coordinates before type", features(`{"geometry":{"coordinates":` + ring + `,"type":"Polygon"},"properties":{},"type":"Feature"}`), 1, 0, ""},
		{"heights", features(`{"geometry":{"type":"Point","coordinates":[103,29,400]},"properties":{}}`), 1, 0, ""},
		{"collection of geometries", features(`{"geometry":{"type":"GeometryCollection","geometries":[` + polygon + `,` + polygon + `]},"properties":{}}`), 1, 0, ""},
		{"type and form differ", features(`{"geometry":{"type":"MultiPolygon","coordinates":` + ring + `},"properties":{}}`), 1, 1, ""},
		{"uneven", features(`{"geometry":{"type":"Polygon","coordinates":[[[103,29],[104,29]],[103,29]]},"properties":{}}`), 1, 1, ""},
		{"empty", features(`{"geometry":{"type":"Polygon","coordinates":[]},"properties":{}}`), 1, 1, ""},
		{"one number", features(`{"geometry":{"type":"Point","coordinates":[103]},"properties":{}}`), 1, 1, ""},
		{"unknown type", features(`{"geometry":{"type":"Circle","coordinates":[103,29]},"properties":{}}`), 1, 1, ""},
		{"hexadecimal", features(`{"geometry":{"type":"Point","coordinates":[0x10,29]},"properties":{}}`), 1, 1, ""},
		{"too deep", features(`{"geometry":{"type":"Polygon","coordinates":[[[[[103,29]]]]]},"properties":{}}`), 0, 0, "more than 4 deep"},
		{"collections too deep", features(`{"geometry":` + strings.Repeat(`{"type":"GeometryCollection","geometries":[`, 6) + strings.Repeat(`]}`, 6) + `,"properties":{}}`), 0, 0, "nested more than 4 deep"},
		{"properties too deep", features(`{"geometry":null,"properties":{"a":` + strings.Repeat(`{"a":`, 100) + `1` + strings.Repeat(`}`, 100) + `}}`), 0, 0, "too deep"},
		{"bare geometry", polygon, 0, 0, "stands alone"},
		{"topology", `{"type":"Topology","objects":{},"arcs":[]}`, 0, 0, "no GeoJSON feature"},
		{"cut off", features(`{"geometry":` + polygon)[:60], 0, 0, "cut off"},
		{"trailing comma", `{"type":"FeatureCollection","features":[],}`, 0, 0, "line 1"},
		{"no JSON", `hello`, 0, 0, "not GeoJSON"},
		{"mixed", features(`{"geometry":{"type":"Polygon","coordinates":[[103,29],5]},"properties":{}}`), 0, 0, "mixed"},
		{"line of an error", "{\"type\":\"FeatureCollection\",\n\"features\":[\n{\"geometry\" 1}]}", 0, 0, "line 3"},
	} {
		t.Run(c.name, func(t *testing.T) {
			features, _, flaws, err := importer.DecodeVertex(strings.NewReader(c.text))
			if c.err == "" && err != nil || c.err != "" && (err == nil || !strings.Contains(err.Error(), c.err)) {
				t.Fatalf("got %v, want %q", err, c.err)
			}
			if err == nil && (features != c.features || flaws != c.flaws) {
				t.Errorf("%d features, %d flaws, want %d, %d", features, flaws, c.features, c.flaws)
			}
		})
	}
}

// TestGeoJSONInGBK reads names that are not UTF-8, as older programs write them.
func TestGeoJSONInGBK(t *testing.T) {
	text := strings.Replace(features(square("510099101", "NAME", 103.80, 29.82, 103.82, 29.84)), "NAME", "\xbc\xd7\xd5\xf2", 1)
	r, err := readBytes("t.geojson", []byte(text), autumn)
	if err != nil {
		t.Fatal(err)
	}
	if name := units(t, r)[0].Name; name != "甲镇" {
		t.Errorf("got %q", name)
	}
}

// endless is a collection of many features that is never held whole.
type endless struct {
	left, at int
	chunk    string
}

func (e *endless) Read(p []byte) (int, error) {
	if e.at == len(e.chunk) {
		if e.left == 0 {
			return 0, io.EOF
		}
		e.left--
		e.at = 0
		if e.left == 0 {
			e.chunk = "{}]}"
		}
	}
	n := copy(p, e.chunk[e.at:])
	e.at += n
	return n, nil
}

// TestDecodeGeoJSONStreams decodes 300 MB and holds none of it.
func TestDecodeGeoJSONStreams(t *testing.T) {
	var ring strings.Builder
	ring.WriteString("[103.5,29.5]")
	for i := range 3000 {
		fmt.Fprintf(&ring, ",[103.%08d,29.%08d]", i*7919, i*104729%99999999)
	}
	ring.WriteString(",[103.5,29.5]")
	chunk := `{"type":"Feature","properties":{"code":"510099101","name":"甲镇"},"geometry":{"type":"Polygon","coordinates":[[` + ring.String() + `]]}},`
	in := io.MultiReader(strings.NewReader(`{"type":"FeatureCollection","features":[`), &endless{left: 300_000_000 / len(chunk), chunk: chunk})
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	features, _, flaws, err := importer.DecodeVertex(in)
	runtime.GC()
	runtime.ReadMemStats(&after)
	if err != nil || flaws != 0 || features < 3000 {
		t.Fatalf("%d features, %d flaws, %v", features, flaws, err)
	}
	if grown := int64(after.Sys) - int64(before.Sys); grown > 64<<20 {
		t.Errorf("the process grew by %d MB", grown>>20)
	}
}

// TestHugeWorkbook refuses a workbook of 400 MB before reading it.
func TestHugeWorkbook(t *testing.T) {
	path := filepath.Join(t.TempDir(), "huge.xlsx")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	f.WriteString("PK\x03\x04")
	if err := f.Truncate(400 << 20); err != nil {
		t.Fatal(err)
	}
	f.Close()
	_, err = importer.Read(t.Context(), []importer.File{{Name: "huge.xlsx", Path: path}}, list, smallCounty(t))
	if err == nil || !strings.Contains(err.Error(), "larger than 64 MB") {
		t.Errorf("got %v", err)
	}
}

func BenchmarkDecodeGeoJSON(b *testing.B) {
	var ring strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&ring, "[103.%08d,29.%08d],", i*7919, i*104729%99999999)
	}
	text := features(`{"type":"Feature","properties":{"code":"1"},"geometry":{"type":"Polygon","coordinates":[[` + strings.TrimSuffix(ring.String(), ",") + `]]}}`)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		importer.DecodeVertex(strings.NewReader(text))
	}
}

func FuzzDecodeGeoJSON(f *testing.F) {
	for _, s := range []string{
		towns, villages, features(), `{"type":"Feature","geometry":{"type":"Point","coordinates":[103,29,1]},"properties":{"a":[1,2],"b":null,"c":true,"d":"\u9752\ud867\udf0e"}}`,
		`{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4544"}},"features":[]}`, `{"features":[{"geometry":{"coordinates":[[],[]]}}]}`, `[1,2`, "\xef\xbb\xbf{}", `{"type":"FeatureCollection","features":[{"geometry":{"type":"Polygon","coordinates":[[[NaN,1e400]]]}}]}`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		importer.DecodeVertex(strings.NewReader(s))
		importer.Read(t.Context(), []importer.File{{Name: "x.geojson", Content: []byte("{" + s)}}, autumn, importer.Known{})
	})
}

func FuzzCSV(f *testing.F) {
	for _, s := range []string{"名称,类型,经度,纬度\n站,志愿服务站,103.8,29.8\n", "名称\t类型\n\"站\n", "设施名称,坐标,\n,经度,纬度\n甲,1,2\n", "\xff\xfea\x00", "\x81\x30\x81\x30,\n"} {
		f.Add([]byte(s))
	}
	known := smallCounty(f)
	f.Fuzz(func(t *testing.T, b []byte) {
		importer.Read(t.Context(), []importer.File{{Name: "x.csv", Content: append([]byte("名称,类型,"), b...)}}, list, known)
	})
}
