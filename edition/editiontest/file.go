package editiontest

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
)

// File is the path of a file or folder of the reference data. It skips the test where
// there is none.
func File(t testing.TB, name string) string {
	t.Helper()
	folder := os.Getenv("XIANTU_SHARED")
	if folder == "" {
		t.Skip("XIANTU_SHARED is not set: it names the folder with the reference data")
	}
	return filepath.Join(folder, "data", filepath.FromSlash(name))
}

// Table reads a CSV file with a header as one map a row.
func Table(t testing.TB, path string) []map[string]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	records, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	var rows []map[string]string
	for _, record := range records[1:] {
		row := map[string]string{}
		for i, name := range records[0] {
			row[strings.TrimPrefix(name, "\ufeff")] = record[i]
		}
		rows = append(rows, row)
	}
	return rows
}

// Number reads a number of a Table.
func Number(t testing.TB, cell string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(cell, 64)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// Count reads a whole number of a Table.
func Count(t testing.TB, cell string) int64 { t.Helper(); return int64(Number(t, cell)) }

// Features reads a GeoJSON file.
func Features(t testing.TB, path string) []*geojson.Feature {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	collection, err := geojson.UnmarshalFeatureCollection(content)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return collection.Features
}

// Shape takes any polygonal geometry as one shape.
func Shape(t testing.TB, g orb.Geometry) orb.MultiPolygon {
	t.Helper()
	switch g := g.(type) {
	case orb.Polygon:
		return orb.MultiPolygon{g}
	case orb.MultiPolygon:
		return g
	}
	t.Fatalf("%T is not a polygon", g)
	return nil
}
