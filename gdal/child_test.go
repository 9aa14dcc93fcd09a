package gdal_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xiantu/xiantu/gdal"
)

const point = `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"丁家"},"geometry":{"type":"Point","coordinates":[103.8,29.8]}}]}`

func folder(t testing.TB) string {
	t.Helper()
	f := t.TempDir()
	if err := os.WriteFile(filepath.Join(f, "in.geojson"), []byte(point), 0o600); err != nil {
		t.Fatal(err)
	}
	return f
}

func TestChildUsesOnlyItsDrivers(t *testing.T) {
	t.Parallel()
	f := folder(t)
	disguised := `<OGRVRTDataSource><OGRVRTLayer name="in"><SrcDataSource>` + f + `/in.geojson</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>`
	if err := os.WriteFile(filepath.Join(f, "disguised.geojson"), []byte(disguised), 0o600); err != nil {
		t.Fatal(err)
	}
	child := gdal.Child{Folder: f, Drivers: []string{"GeoJSON"}}
	out, err := child.Run(t.Context(), "ogrinfo", "-ro", "-so", "-al", "in.geojson")
	if err != nil || !strings.Contains(out, "Feature Count: 1") {
		t.Errorf("GeoJSON: %v\n%s", err, out)
	}
	var failure *gdal.Failure
	if _, err := child.Run(t.Context(), "ogrinfo", "-ro", "-al", "disguised.geojson"); !errors.As(err, &failure) || failure.Limit {
		t.Errorf("a VRT called .geojson: %v, want that it is not opened", err)
	}
	var lacking *gdal.DriverError
	if _, err := (gdal.Child{Folder: f, Drivers: []string{"Arcane"}}).Run(t.Context(), "ogrinfo", "in.geojson"); !errors.As(err, &lacking) || lacking.Driver != "Arcane" {
		t.Errorf("a driver that does not exist: %v", err)
	}
}

func TestChildWritesNoMoreThanItMay(t *testing.T) {
	t.Parallel()
	f := folder(t)
	child := gdal.Child{Folder: f, Drivers: []string{"GeoJSON", "GPKG"}, FileSize: 8 << 10}
	var failure *gdal.Failure
	if _, err := child.Run(t.Context(), "ogr2ogr", "-f", "GPKG", "out.gpkg", "in.geojson"); !errors.As(err, &failure) {
		t.Errorf("a GeoPackage of more than 8 KB: %v, want a failure", err)
	}
}

func TestChildEndsWithItsContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := (gdal.Child{Folder: folder(t), Drivers: []string{"GeoJSON"}}).Run(ctx, "ogrinfo", "in.geojson"); !errors.Is(err, context.Canceled) {
		t.Errorf("%v, want that the caller gave up", err)
	}
}

func ExampleChild_Run() {
	dir, err := os.MkdirTemp("", "example-")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	if err := os.WriteFile(filepath.Join(dir, "in.geojson"), []byte(point), 0o600); err != nil {
		panic(err)
	}
	child := gdal.Child{Folder: dir, Drivers: []string{"GeoJSON", "CSV"}}
	out, err := child.Run(context.Background(), "ogr2ogr", "-f", "CSV", "/vsistdout/", "in.geojson")
	fmt.Println(strings.Fields(out), err) // CSV of one column ends its lines with a comma
	// Output: [name, 丁家] <nil>
}
