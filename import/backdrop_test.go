package importer_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	importer "github.com/xiantu/xiantu/import"
)

const backdropLayer = `{"type": "FeatureCollection", "features": [
 {"type": "Feature", "properties": {"类型": "河流", "名称": "思蒙河"}, "geometry": {"type": "LineString", "coordinates": [[103.8, 29.8], [103.81, 29.8]]}},
 {"type": "Feature", "properties": {"类型": "水库", "名称": "复兴水库"}, "geometry": {"type": "Polygon", "coordinates": [[[103.8, 29.8], [103.81, 29.8], [103.81, 29.81], [103.8, 29.8]]]}},
 {"type": "Feature", "properties": {"类型": "铁路"}, "geometry": {"type": "MultiLineString", "coordinates": [[[103.8, 29.8], [103.81, 29.8]], [[103.82, 29.8], [103.83, 29.8]]]}},
 {"type": "Feature", "properties": {"类型": "邻县", "名称": "夹江县"}, "geometry": {"type": "LineString", "coordinates": [[103.8, 29.8], [103.81, 29.8]]}},
 {"type": "Feature", "properties": {"类型": "风水林"}, "geometry": {"type": "Point", "coordinates": [103.8, 29.8]}}]}`

func TestBackdropOfALayer(t *testing.T) {
	result, err := importer.Read(context.Background(), []importer.File{{Name: "底图.geojson", Content: []byte(backdropLayer)}},
		importer.Options{Kind: importer.Layer, Partial: true}, inhabited(t))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range result.Write.Backdrops[0].List {
		got = append(got, fmt.Sprintf("%s %s %s", f.Kind, f.Name, f.Shape.GeoJSONType()))
	}
	if want := []string{"river 思蒙河 LineString", "reservoir 复兴水库 MultiPolygon", "railway  MultiLineString"}; !slices.Equal(got, want) {
		t.Errorf("features %q, want %q", got, want)
	}
	for row, want := range map[int]importer.Code{4: importer.BadCoordinates, 5: importer.UnknownKind} {
		i := slices.IndexFunc(result.Report.Rows, func(r importer.Row) bool { return r.Row == row })
		if i < 0 || len(result.Report.Rows[i].Problems) == 0 || result.Report.Rows[i].Problems[0].Code != want {
			t.Errorf("row %d is not reported as %s", row, want)
		}
	}
}

// Where no attribute tells what the features are, the file's name does.
func TestBackdropByTheFilesName(t *testing.T) {
	plain := strings.NewReplacer(`"类型": "河流", `, "", `"类型": "铁路"`, `"FID": 3`).Replace(backdropLayer)
	result, err := importer.Read(context.Background(), []importer.File{{Name: "青神县水系线.geojson", Content: []byte(plain)}},
		importer.Options{Kind: importer.Layer, Partial: true}, inhabited(t))
	if err != nil {
		t.Fatal(err)
	}
	list := result.Write.Backdrops[0].List
	if len(list) != 3 || list[0].Kind != "river" || list[2].Kind != "river" {
		t.Errorf("features %+v, want a river, a reservoir and a river", list)
	}
}
