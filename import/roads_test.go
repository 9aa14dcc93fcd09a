package importer_test

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"google.golang.org/protobuf/encoding/protowire"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/coverage/road"
	"github.com/xiantu/xiantu/edition"
	importer "github.com/xiantu/xiantu/import"
)

// inhabited is a county that is known by where two groups of people live.
func inhabited(t *testing.T) importer.Known {
	t.Helper()
	county := adcode.MustParse("511425")
	ed, err := edition.Make(edition.Key{County: county}, edition.Parts{County: edition.County{Code: county, Name: "青神县"}, People: &edition.People{
		Ages: []string{"all"}, Groups: []edition.Group{{ID: "a", Place: orb.Point{103.7, 29.7}, Counts: edition.Counts{1}}, {ID: "b", Place: orb.Point{103.9, 29.9}, Counts: edition.Counts{1}}}}})
	if err != nil {
		t.Fatal(err)
	}
	return importer.Known{Edition: ed}
}

func readRoads(t *testing.T, known importer.Known, o importer.Options, files ...importer.File) (*importer.Result, error) {
	t.Helper()
	o.Kind = importer.Roads
	return importer.Read(context.Background(), files, o, known)
}

const roadLayer = `{"type": "FeatureCollection", "features": [
 {"type": "Feature", "properties": {"道路等级": "县道", "路名": "青汉路", "单行": "是", "限速": "40"}, "geometry": {"type": "LineString", "coordinates": [[103.8, 29.8], [103.81, 29.8]]}},
 {"type": "Feature", "properties": {"道路等级": "村道"}, "geometry": {"type": "MultiLineString", "coordinates": [[[103.81, 29.8], [103.82, 29.8]], [[103.82, 29.8], [103.82, 29.81]]]}},
 {"type": "Feature", "properties": {"道路等级": "construction"}, "geometry": {"type": "LineString", "coordinates": [[103.8, 29.8], [103.81, 29.9]]}},
 {"type": "Feature", "properties": {"道路等级": "机耕路"}, "geometry": {"type": "LineString", "coordinates": [[103.85, 29.85], [103.86, 29.85]]}},
 {"type": "Feature", "properties": {"道路等级": "省道"}, "geometry": {"type": "LineString", "coordinates": [[113.8, 29.8], [113.81, 29.9]]}}]}`

func TestRoadsOfALayer(t *testing.T) {
	result, err := readRoads(t, inhabited(t), importer.Options{}, importer.File{Name: "道路.geojson", Content: []byte(roadLayer)})
	if err != nil || result.Err() != nil {
		t.Fatal(err, result)
	}
	var got []string
	for _, r := range result.Write.Roads[0].List {
		got = append(got, strings.Join([]string{r.Class, r.Name, r.Way.String()}, " "))
	}
	want := []string{"secondary 青汉路 forward", "unclassified  both", "unclassified  both", "track  both"}
	if !slices.Equal(got, want) {
		t.Errorf("roads %q, want %q", got, want)
	}
	if r := result.Write.Roads[0].List[0]; r.MaxSpeed != 40 {
		t.Errorf("limit %g, want 40", r.MaxSpeed)
	}
	if c := result.Report.Counts; c.Warn != 1 || c.Problems[importer.RoadIsland] != 1 {
		t.Errorf("%+v, want one road that joins no other", c)
	}
	if n := result.Report.Files[0]; n.Rows != 5 || n.Skipped != 2 {
		t.Errorf("%d read, %d left out, want 5 and 2: one that is not built, one elsewhere", n.Rows, n.Skipped)
	}
}

func TestSpeedsComeBesideRoads(t *testing.T) {
	speeds := importer.File{Name: "speeds.csv", Content: []byte("class,walk_kmh,drive_kmh,words\ntrack,2,5,山路\n")}
	layer := importer.File{Name: "r.geojson", Content: []byte(strings.ReplaceAll(roadLayer, "机耕路", "山路"))}
	result, err := readRoads(t, inhabited(t), importer.Options{}, speeds, layer)
	if err != nil || result.Err() != nil {
		t.Fatal(err, result)
	}
	if n := len(result.Write.Roads); n != 2 || len(result.Write.Roads[1].Speeds) != 1 || len(result.Write.Roads[0].List) != 4 {
		t.Errorf("%d sets, want roads and a table of speeds: %+v", n, result.Write.Roads)
	}
	if alone, err := readRoads(t, inhabited(t), importer.Options{}, speeds); err != nil || alone.Write.Roads[0].Source != "speeds" {
		t.Errorf("a table alone: %v", err)
	}
}

// block is a block of a PBF, packed or plain.
func block(kind string, data []byte, packed bool) []byte {
	var blob []byte
	if packed {
		var z bytes.Buffer
		w := zlib.NewWriter(&z)
		w.Write(data)
		w.Close()
		blob = protowire.AppendVarint(protowire.AppendTag(blob, 2, protowire.VarintType), uint64(len(data)))
		blob = protowire.AppendBytes(protowire.AppendTag(blob, 3, protowire.BytesType), z.Bytes())
	} else {
		blob = protowire.AppendBytes(protowire.AppendTag(blob, 1, protowire.BytesType), data)
	}
	header := protowire.AppendString(protowire.AppendTag(nil, 1, protowire.BytesType), kind)
	header = protowire.AppendVarint(protowire.AppendTag(header, 3, protowire.VarintType), uint64(len(blob)))
	return slices.Concat(binary.BigEndian.AppendUint32(nil, uint32(len(header))), header, blob)
}

func message(number protowire.Number, parts ...[]byte) []byte {
	return protowire.AppendBytes(protowire.AppendTag(nil, number, protowire.BytesType), slices.Concat(parts...))
}

func number(n protowire.Number, v uint64) []byte {
	return protowire.AppendVarint(protowire.AppendTag(nil, n, protowire.VarintType), v)
}

// tinyPBF has plain nodes 1, 2, 3 and two ways over them; node 9 is not in the file.
func tinyPBF(packed bool) []byte {
	texts := message(1, message(1), message(1, []byte("highway")), message(1, []byte("primary")), message(1, []byte("oneway")), message(1, []byte("-1")), message(1, []byte("building")))
	var nodes [][]byte
	for i := range 3 {
		lon, lat := int64(1037000000+i*10000), int64(297000000)
		nodes = append(nodes, message(1, number(1, protowire.EncodeZigZag(int64(i+1))), number(8, protowire.EncodeZigZag(lat)), number(9, protowire.EncodeZigZag(lon))))
	}
	refs := func(ids ...int64) (out []byte) {
		last := int64(0)
		for _, id := range ids {
			out = protowire.AppendVarint(out, protowire.EncodeZigZag(id-last))
			last = id
		}
		return out
	}
	road := message(3, number(1, 77), message(2, []byte{1, 3}), message(3, []byte{2, 4}), message(8, refs(1, 2, 3, 9)))
	house := message(3, number(1, 78), message(2, []byte{5}), message(3, []byte{5}), message(8, refs(1, 2, 3, 1)))
	return slices.Concat(block("OSMHeader", message(4, []byte("OsmSchema-V0.6")), packed), block("OSMData", slices.Concat(texts, message(2, nodes...), message(2, road, house)), packed))
}

func TestRoadsOfOpenStreetMap(t *testing.T) {
	for _, packed := range []bool{true, false} {
		result, err := readRoads(t, inhabited(t), importer.Options{}, importer.File{Name: "x.osm.pbf", Content: tinyPBF(packed)})
		if err != nil || result.Err() != nil {
			t.Fatal(err, result)
		}
		list := result.Write.Roads[0].List
		if len(list) != 1 || list[0].Class != "primary" || list[0].Way != road.Backward || len(list[0].Line) != 3 || list[0].Line[1] != (orb.Point{103.701, 29.7}) {
			t.Errorf("roads %+v", list)
		}
	}
}

func TestRoadFilesThatCannotBeRead(t *testing.T) {
	tiny := tinyPBF(true)
	bomb := slices.Concat(block("OSMHeader", message(4, []byte("OsmSchema-V0.6")), true), block("OSMData", make([]byte, 64<<20), true))
	needs := block("OSMHeader", message(4, []byte("HistoricalInformation")), true)
	header := slices.Clone(tiny)
	header[0], header[1], header[2] = 0, 0, 0xff
	noTag := slices.Concat(block("OSMHeader", nil, false), block("OSMData", message(2, message(3, number(1, 1), message(2, []byte{200, 1}), message(3, []byte{1}))), true))
	noClass := strings.ReplaceAll(roadLayer, "道路等级", "备注")
	for _, c := range []struct {
		name, file string
		content    []byte
		known      importer.Known
		want       string
	}{
		{"a file cut off", "x.osm.pbf", tiny[:len(tiny)-9], inhabited(t), "it ends in the middle"},
		{"a block that inflates without end", "x.osm.pbf", bomb, inhabited(t), "inflates to more than 32 MB"},
		{"a header that is too long", "x.osm.pbf", header, inhabited(t), "damaged at byte 0"},
		{"words that are not there", "x.osm.pbf", noTag, inhabited(t), "a tag without its words"},
		{"a file of all versions", "x.osh.pbf", needs, inhabited(t), "HistoricalInformation"},
		{"a file without roads", "x.osm.pbf", block("OSMHeader", message(4, []byte("DenseNodes")), true), inhabited(t), "no road lies in or near the county"},
		{"a county that is not known", "x.osm.pbf", tiny, importer.Known{}, "the county is not known yet"},
		{"a layer without class", "x.geojson", []byte(noClass), inhabited(t), "no column says the class"},
		{"a table of something else", "x.csv", []byte("a,b\n1,2\n"), inhabited(t), "no table of speeds"},
		{"a speed that cannot be", "x.csv", []byte("class,walk_kmh,drive_kmh\ntrack,4,900\n"), inhabited(t), "900 km/h is not a speed"},
	} {
		_, err := readRoads(t, c.known, importer.Options{}, importer.File{Name: c.file, Content: c.content})
		var refused *importer.FileError
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		} else if errors.As(err, &refused) && refused.Chinese() == "" {
			t.Errorf("%s: nothing is said in Chinese", c.name)
		}
	}
}

func TestRoadsOfTheCounty(t *testing.T) {
	shared := os.Getenv("XIANTU_SHARED")
	if shared == "" {
		t.Skip("XIANTU_SHARED is not set")
	}
	path := filepath.Join(shared, "data", "qingshen", "roads.osm.pbf")
	result, err := readRoads(t, inhabited(t), importer.Options{}, importer.File{Name: "roads.osm.pbf", Path: path})
	if err != nil || result.Err() != nil {
		t.Fatal(err, result)
	}
	oneWay := 0
	for _, r := range result.Write.Roads[0].List {
		if r.Way == road.Forward {
			oneWay++
		}
	}
	if n := len(result.Write.Roads[0].List); n != 1472 || oneWay != 20 {
		t.Errorf("%d roads, %d one-way, want 1472 and 20", n, oneWay)
	}
	if n := result.Report.Counts.Problems[importer.RoadIsland]; n != 1 {
		t.Errorf("%d roads of islands, want the triangle alone", n)
	}
}

func FuzzPBF(f *testing.F) {
	f.Add(tinyPBF(false))
	f.Add(tinyPBF(true))
	f.Fuzz(func(t *testing.T, content []byte) {
		readRoads(t, inhabited(t), importer.Options{}, importer.File{Name: "x.osm.pbf", Content: content})
	})
}
