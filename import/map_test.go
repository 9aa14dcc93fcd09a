package importer_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xiantu/xiantu/boundaries/adcode"
	importer "github.com/xiantu/xiantu/import"
)

// Two towns of a county that does not exist, side by side, and their villages:
//
//	103.80   103.82   103.84
//	29.84 +--------+--------+
//	      |  甲镇   |  乙乡   |
//	      | 201 202| 201 001|
//	29.82 +---+----+----+---+
var (
	towns = features(
		square("510099101", "甲镇", 103.80, 29.82, 103.82, 29.84),
		square("510099201", "乙乡", 103.82, 29.82, 103.84, 29.84))
	villages = features(
		square("510099101201", "东坡村", 103.80, 29.82, 103.81, 29.84),
		square("510099101202", "西塆村", 103.81, 29.82, 103.82, 29.84),
		square("510099201201", "南山村", 103.82, 29.82, 103.83, 29.84),
		square("510099201001", "北门社区", 103.83, 29.82, 103.84, 29.84))
)

func square(code, name string, w, s, e, n float64) string {
	return fmt.Sprintf(`{"type":"Feature","properties":{"XZQDM":%q,"XZQMC":%q},"geometry":{"type":"Polygon","coordinates":[[[%g,%g],[%g,%g],[%g,%g],[%g,%g],[%g,%g]]]}}`,
		code, name, w, s, e, s, e, n, w, n, w, s)
}

func features(f ...string) string {
	return `{"type":"FeatureCollection","features":[` + strings.Join(f, ",") + `]}`
}

// ogr2ogr makes a file of GeoJSON, and returns its path.
func ogr2ogr(t testing.TB, name, geojson string, args ...string) string {
	t.Helper()
	folder := t.TempDir()
	in := filepath.Join(folder, "in.geojson")
	if err := os.WriteFile(in, []byte(geojson), 0o600); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(folder, name)
	if b, err := exec.Command("ogr2ogr", append(args, out, in)...).CombinedOutput(); err != nil {
		t.Fatalf("ogr2ogr: %v: %s", err, b)
	}
	return out
}

// zipped packs files (name in the archive, then path or content) into an archive.
func zipped(t testing.TB, entries map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, path := range entries {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		e, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		e.Write(content)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// shapefile packs a shapefile without the parts named.
func shapefile(t testing.TB, shp string, without ...string) []byte {
	t.Helper()
	entries := map[string]string{}
	for _, ext := range []string{".shp", ".shx", ".dbf", ".prj", ".cpg"} {
		path := strings.TrimSuffix(shp, ".shp") + ext
		if _, err := os.Stat(path); err == nil && !strings.Contains(strings.Join(without, " "), ext) {
			entries["乡镇"+ext] = path
		}
	}
	return zipped(t, entries)
}

func readBytes(name string, content []byte, o importer.Options) (*importer.Result, error) {
	return importer.Read(context.Background(), []importer.File{{Name: name, Content: content}}, o, importer.Known{})
}

func TestLayers(t *testing.T) {
	plain, err := readBytes("towns.geojson", []byte(towns), autumn)
	if err != nil {
		t.Fatal(err)
	}
	want := units(t, plain)
	gauss := autumn
	gauss.CRS = "EPSG:4544"
	utm := autumn
	utm.CRS = "EPSG:32648"
	for _, c := range []struct {
		name    string
		content []byte
		path    string
		options importer.Options
	}{
		{"gbk.zip", shapefile(t, ogr2ogr(t, "t.shp", towns, "-lco", "ENCODING=GBK")), "", autumn},
		{"utf8-nocpg.zip", shapefile(t, ogr2ogr(t, "t.shp", towns, "-lco", "ENCODING=UTF-8"), ".cpg"), "", autumn},
		{"gk.zip", shapefile(t, ogr2ogr(t, "t.shp", towns, "-t_srs", "EPSG:4544", "-lco", "ENCODING=UTF-8")), "", autumn},
		{"gk-noprj.zip", shapefile(t, ogr2ogr(t, "t.shp", towns, "-t_srs", "EPSG:4544", "-lco", "ENCODING=UTF-8"), ".prj"), "", gauss},
		{"utm-noprj.zip", shapefile(t, ogr2ogr(t, "t.shp", towns, "-t_srs", "EPSG:32648", "-lco", "ENCODING=UTF-8"), ".prj"), "", utm},
		{"towns.gpkg", nil, ogr2ogr(t, "t.gpkg", towns, "-f", "GPKG"), autumn},
		{"towns.gdb", nil, ogr2ogr(t, "t.gdb", towns, "-f", "OpenFileGDB"), autumn},
		{"towns.kml", nil, ogr2ogr(t, "t.kml", towns, "-f", "LIBKML"), autumn},
		{"towns.ovkml", nil, ogr2ogr(t, "t.kml", towns, "-f", "LIBKML"), autumn},
		{"utm.geojson", nil, ogr2ogr(t, "t.geojson", towns, "-t_srs", "EPSG:32648", "-f", "GeoJSON", "-lco", "COORDINATE_PRECISION=9"), autumn},
		{"utm-said.geojson", nil, ogr2ogr(t, "t.geojson", towns, "-t_srs", "EPSG:32648", "-f", "GeoJSON", "-lco", "COORDINATE_PRECISION=9"), utm},
		{"gk.geojson", nil, ogr2ogr(t, "t.geojson", towns, "-t_srs", "EPSG:4544", "-f", "GeoJSON", "-lco", "COORDINATE_PRECISION=9"), autumn},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := importer.Read(context.Background(), []importer.File{{Name: c.name, Path: c.path, Content: c.content}}, c.options, importer.Known{})
			if err != nil {
				t.Fatal(err)
			}
			sameUnits(t, units(t, r), want, 1e-8)
		})
	}
}

func TestSurveyGeodatabase(t *testing.T) {
	gdb := ogr2ogr(t, "dltb.gdb", towns, "-f", "OpenFileGDB", "-nln", "XZQ")
	folder := filepath.Dir(gdb)
	in := filepath.Join(folder, "v.geojson")
	padded := strings.NewReplacer("XZQDM", "ZLDWDM", "XZQMC", "ZLDWMC", "510099101201", "5100991012010000000").Replace(villages)
	if err := os.WriteFile(in, []byte(padded), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"-update", "-nln", "CJDCQ", gdb, in}, {"-update", "-nln", "XZQJX", "-nlt", "MULTILINESTRING", gdb, in}} {
		if b, err := exec.Command("ogr2ogr", append([]string{"-f", "OpenFileGDB"}, args...)...).CombinedOutput(); err != nil {
			t.Fatalf("ogr2ogr: %v: %s", err, b)
		}
	}
	entries := map[string]string{}
	list, err := os.ReadDir(gdb)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range list {
		entries["三调.gdb/"+e.Name()] = filepath.Join(gdb, e.Name())
	}
	content := zipped(t, entries)
	for _, c := range []struct {
		level adcode.Level
		want  string
	}{{adcode.Township, "510099101 甲镇|510099201 乙乡"}, {adcode.Village, "510099101201 东坡村|510099101202 西塆村|510099201001 北门社区|510099201201 南山村"}} {
		o := autumn
		o.Level = c.level
		r, err := readBytes("三调.gdb.zip", content, o)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, u := range units(t, r) {
			got = append(got, u.Code.String()+" "+u.Name)
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("%v: got %v, want %s", c.level, got, c.want)
		}
	}
}

// TestHostileLayers holds files that are not what they say. Each is refused with a
// sentence that says what is wrong.
func TestHostileLayers(t *testing.T) {
	vrt := filepath.Join(t.TempDir(), "x.shp")
	os.WriteFile(vrt, []byte(`<OGRVRTDataSource><OGRVRTLayer name="passwd"><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>`), 0o600)
	dbf := strings.TrimSuffix(ogr2ogr(t, "t.shp", towns), ".shp") + ".dbf"
	swapped := ogr2ogr(t, "t.gpkg", strings.NewReplacer("[103.8,29.82]", "[3300000,388000]", "[103.82,29.82]", "[3300000,390000]", "[103.82,29.84]", "[3302000,390000]", "[103.8,29.84]", "[3302000,388000]",
		"[103.84,29.82]", "[3300000,392000]", "[103.84,29.84]", "[3302000,392000]").Replace(towns), "-f", "GPKG", "-a_srs", "EPSG:4544")
	bomb := func(name string) []byte {
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		e, _ := w.Create(name)
		zeros := make([]byte, 1<<20)
		for range 200 {
			e.Write(zeros)
		}
		w.Close()
		return b.Bytes()
	}
	for _, c := range []struct {
		name    string
		content []byte
		path    string
		want    string
	}{
		{"vrt.zip", zipped(t, map[string]string{"x.shp": vrt, "x.dbf": dbf}), "", "damaged"},
		{"swapped.gpkg", nil, swapped, "axes are swapped"},
		{"xian80.zip", shapefile(t, ogr2ogr(t, "t.shp", towns, "-a_srs", "EPSG:4610")), "", "Xi'an 80"},
		{"metres.zip", shapefile(t, ogr2ogr(t, "t.shp", towns, "-t_srs", "EPSG:4544", "-lco", "ENCODING=UTF-8"), ".prj"), "", "--crs"},
		{"nodbf.zip", shapefile(t, ogr2ogr(t, "t.shp", towns), ".dbf"), "", "no 乡镇.dbf"},
		{"bomb.zip", bomb("a.shp"), "", "times its size"},
		{"slip.zip", zipped(t, map[string]string{"../../../../tmp/evil.shp": vrt, "../../../../tmp/evil.dbf": dbf}), "", "damaged"},
		{"empty.zip", zipped(t, nil), "", "holds no shapefile"},
		{"notes.zip", zipped(t, map[string]string{"readme.txt": dbf}), "", "holds no shapefile"},
		{"bare.shp", []byte{0, 0, 0x27, 0x0a, 0, 0, 0, 0}, "", "into one .zip"},
		{"torn.gpkg", append([]byte("SQLite format 3\x00"), make([]byte, 4000)...), "", "damaged"},
		{"torn.kml", []byte(`<?xml version="1.0"?><kml><Document><Placemark>`), "", ""},
		{"entities.kml", []byte(`<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a SYSTEM "file:///etc/passwd">]><kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>&a;</name></Document></kml>`), "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := importer.Read(context.Background(), []importer.File{{Name: c.name, Path: c.path, Content: c.content}}, autumn, importer.Known{})
			if err == nil {
				err = r.Err()
			}
			if err == nil {
				t.Fatal("it was taken")
			}
			t.Log(err)
			if !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "/tmp/") {
				t.Errorf("got %v, want a sentence with %q and no path of ours", err, c.want)
			}
			var file *importer.FileError
			if errors.As(err, &file) && (file.Said.Zh == "" || file.Said.Zh == file.Said.En) {
				t.Errorf("there is no Chinese sentence: %q", file.Said.Zh)
			}
		})
	}
	if _, err := os.Stat("/tmp/evil.shp"); err == nil {
		t.Error("an entry was written outside our folder")
	}
}
