package topo_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/xiantu/xiantu/cmd/xiantu/topo"
	"github.com/xiantu/xiantu/geo"
)

// square is a feature of a unit square whose lower left corner is at x, y.
func square(name string, x, y int) string {
	return fmt.Sprintf(`{"type":"Feature","properties":{"code":%q},"geometry":{"type":"Polygon","coordinates":[[[%d,%d],[%d,%d],[%d,%d],[%d,%d],[%d,%d]]]}}`,
		name, x, y, x+1, y, x+1, y+1, x, y+1, x, y)
}

func collection(features ...string) string {
	return `{"type":"FeatureCollection","features":[` + "\n" + strings.Join(features, ",\n") + "\n]}\n"
}

func read(t testing.TB, text string) *topo.File {
	t.Helper()
	f, err := topo.Read([]byte(text), 1)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

var compare = cmp.AllowUnexported(topo.File{})

func TestReadKeepsPlaces(t *testing.T) {
	text := "\xef\xbb\xbf" + `{ "features" : [ {"id":7,"geometry":{"coordinates":[[[[0,0,5],[1,0,5],[1,1e0,5],[0,0,5]]],[[[2,2],[3,2],[3,3],[2,2]],[[2.5,2.2],[2.6,2.2],[2.6,2.3],[2.5,2.2]]]],"type":"MultiPolygon"},
  "properties":{"a\"}":[1,{"b":null}]},"type":"Feature"} , {"type":"Feature","properties":null,"geometry":null} ], "type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4490"}}}`
	f := read(t, text)
	if len(f.Features) != 2 || len(f.Rings) != 3 || len(f.Vertices) != 9 {
		t.Fatalf("%d features, %d rings, %d vertices", len(f.Features), len(f.Rings), len(f.Vertices))
	}
	part := func(s topo.Span) string { return text[s.From:s.To] }
	x := f.Features[0]
	if got := part(x.Properties); got != `{"a\"}":[1,{"b":null}]}` {
		t.Errorf("properties %s", got)
	}
	if got := part(x.Geometry); !strings.HasPrefix(got, `{"coordinates"`) || !strings.HasSuffix(got, `"MultiPolygon"}`) {
		t.Errorf("geometry %s", got)
	}
	if got := part(f.Features[1].Span); got != `{"type":"Feature","properties":null,"geometry":null}` {
		t.Errorf("feature %s", got)
	}
	want := []topo.Ring{{Polygon: 0, From: 0, To: 3}, {Polygon: 1, From: 3, To: 6}, {Polygon: 1, Hole: true, From: 6, To: 9}}
	if diff := cmp.Diff(want, f.Rings); diff != "" {
		t.Error(diff)
	}
}

func TestReadErrors(t *testing.T) {
	with := func(geometry string) string {
		return collection(`{"type":"Feature","properties":{},"geometry":` + geometry + `}`)
	}
	ring := func(x string) string {
		return with(`{"type":"Polygon","coordinates":[[[0,0],[` + x + `,0],[1,1],[0,0]]]}`)
	}
	for name, c := range map[string]struct{ text, place, said string }{
		"empty":              {``, "", "ends"},
		"cut off":            {collection(square("a", 0, 0))[:150], "", "cut off"},
		"cut off behind":     {strings.TrimSuffix(collection(square("a", 0, 0)), "]}\n"), "", "',' was expected"},
		"other object":       {`{"type":"Topology","features":[]}`, `{`, `"Topology"`},
		"no list":            {`{"type":"FeatureCollection"}`, `{`, "FeatureCollection"},
		"two lists":          {`{"type":"FeatureCollection","features":[],"features":[]}`, "", "two lists"},
		"more behind":        {collection() + "x", "x", "behind"},
		"a line":             {with(`{"type":"LineString","coordinates":[[0,0],[1,1]]}`), `{"type":"LineString"`, "LineString"},
		"depth":              {with(`{"type":"MultiPolygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}`), `{"type":"MultiP`, "nested 3 deep"},
		"mixed depth":        {with(`{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]],[[[0,0]]]]}`), `[[[0,0]]]]`, "nested"},
		"not a number":       {ring("NaN"), "NaN", "coordinate was expected"},
		"text for a number":  {ring(`"1"`), `"1"`, "coordinate was expected"},
		"leading zero":       {ring("01"), "1,0],[1,1]", `',' was expected`},
		"point without more": {ring("1."), "1.,0", "coordinate was expected"},
		"one number":         {with(`{"type":"Polygon","coordinates":[[[0],[1,0],[1,1],[0,0]]]}`), "],[1,0]", `',' was expected`},
		"metres":             {ring("3456789.25"), "3456789.25", "metres"},
		"swapped":            {with(`{"type":"Polygon","coordinates":[[[29,103],[29,104],[30,104],[29,103]]]}`), "103]", "swapped"},
		"huge":               {ring("1e400"), "1e400", "no longitude"},
		"trailing comma":     {collection(square("a", 0, 0), ""), "]}\n", "'{' was expected"},
		"bare newline":       {collection("{\"type\":\"Feature\",\"properties\":{\"a\":\"b\nc\"},\"geometry\":null}"), "\nc", "control character"},
		"escape":             {collection(`{"type":"Feature","properties":{"a":"\q"},"geometry":null}`), `\q`, "escape"},
		"geometry twice":     {collection(`{"type":"Feature","geometry":null,"geometry":null}`), `null}`, "two geometries"},
		"no feature":         {collection(`{"type":"Polygon","coordinates":[]}`), `{"type":"Polygon"`, `"Polygon" stands where`},
		"deep":               {collection(`{"type":"Feature","properties":` + strings.Repeat("[", 100) + `}`), "", "deep"},
	} {
		for _, workers := range []int{1, 3} {
			_, err := topo.Read([]byte(c.text), workers)
			var syntax *topo.SyntaxError
			if !errors.As(err, &syntax) || !strings.Contains(syntax.Said, c.said) {
				t.Errorf("%s: %v", name, err)
				continue
			}
			if want := strings.Index(c.text, c.place); c.place != "" && syntax.Offset != want {
				t.Errorf("%s: at byte %d, not %d: %v", name, syntax.Offset, want, err)
			}
			if want := 1 + strings.Count(c.text[:syntax.Offset], "\n"); syntax.Line != want {
				t.Errorf("%s: line %d, not %d", name, syntax.Line, want)
			}
		}
	}
}

func TestReadOtherReference(t *testing.T) {
	_, err := topo.Read([]byte(`{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:4544"}},"features":[]}`), 1)
	var reference *topo.ReferenceError
	if !errors.As(err, &reference) || reference.Name != "EPSG:4544" {
		t.Error(err)
	}
}

// The cuts are guessed at a pattern that may stand in a string, or in a member that is
// none of the list.
func TestReadAnywhereCut(t *testing.T) {
	trap := `{"type":"Feature",`
	quoted := strings.ReplaceAll(trap, `"`, `\"`)
	// Quotes must be escaped in a string, so the bytes can only stand in a nested object ...
	nested := `{"properties":{"was":` + square("old", 9, 9) + `,"` + quoted + `":1},"type":"Feature","geometry":null}`
	texts := map[string]string{
		"plain":           collection(square("a", 0, 0), square("b", 1, 0), square("c", 2, 0), square("d", 3, 0), square("e", 4, 0)),
		"nested features": collection(square("a", 0, 0), nested, nested, nested, square("b", 1, 0), nested),
		"foreign member":  strings.TrimSuffix(collection(square("a", 0, 0)), "}\n") + `,"old":[` + square("x", 1, 1) + "," + square("y", 1, 1) + `]}`,
		"other order":     strings.ReplaceAll(collection(square("a", 0, 0), square("b", 1, 0), square("c", 2, 0)), `"type":"Feature",`, `"type" : "Feature",`),
		"empty":           collection(),
		"broken behind":   strings.Replace(collection(square("a", 0, 0), square("b", 1, 0), square("c", 2, 0)), `"c"`, `c`, 1),
	}
	for name, text := range texts {
		want, wantErr := topo.Read([]byte(text), 1)
		for workers := 2; workers < 12; workers++ {
			got, err := topo.Read([]byte(text), workers)
			if fmt.Sprint(err) != fmt.Sprint(wantErr) {
				t.Fatalf("%s, %d workers: %v, not %v", name, workers, err, wantErr)
			}
			if diff := cmp.Diff(want, got, compare); diff != "" {
				t.Fatalf("%s, %d workers: %s", name, workers, diff)
			}
		}
	}
}

func TestReadProblems(t *testing.T) {
	f := read(t, collection(
		`{"type":"Feature","properties":null,"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1]]]}}`,
		`{"type":"Feature","properties":null,"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[0,0]],[[0,0],[1,0],[1,1],[0,0]]]}}`,
		`{"type":"Feature","properties":null,"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,0],[1,1],[0,0],[0,0]]]}}`))
	var got []string
	for _, p := range f.Problems() {
		got = append(got, fmt.Sprint(p.Feature, p.Kind))
	}
	if diff := cmp.Diff([]string{"0unclosed_ring", "1degenerate_ring"}, got); diff != "" {
		t.Error(diff)
	}
	if len(f.Rings) != 2 || f.Rings[1].To-f.Rings[1].From != 3 {
		t.Errorf("rings %v: a shell that is none takes its hole along", f.Rings)
	}
}

func TestCoordinatesRoundHalfAway(t *testing.T) {
	for text, want := range map[string]int64{
		"103.8": 103_800_000_000, "-0.5": -500_000_000, "-0": 0, "0.0000000005": 1, "-0.0000000005": -1, "0.00000000049999": 0,
		"1e-9": 1, "1.5E1": 15_000_000_000, "180.0000000000000000000000000": 180_000_000_000, "99.9999999996": 100_000_000_000, "0.123456789": 123_456_789,
	} {
		f := read(t, collection(`{"type":"Feature","properties":null,"geometry":{"type":"Polygon","coordinates":[[[`+text+`,3],[7,8],[9,2],[`+text+`,3]]]}}`))
		if f.Vertices[0].X != want {
			t.Errorf("%s: %d, not %d", text, f.Vertices[0].X, want)
		}
	}
}

func TestReadSpaces(t *testing.T) {
	f := read(t, "{ \"type\": \"FeatureCollection\",\n\"features\": [\n{ \"type\": \"Feature\", \"geometry\": { \"type\": \"MultiPolygon\", \"coordinates\": [ [ [ [ 0 , 0 ] , [ 1.5, 0\t],\r\n[ 1, 1 ], [ 0, 0 ] ] ] , [ [ [ 2, 2 ], [ 3, 2 ], [ 3, 3 ], [ 2, 2 ] ] ] ] } }\n]\n}\n")
	if len(f.Rings) != 2 || len(f.Vertices) != 6 || f.Vertices[1].X != 1_500_000_000 {
		t.Errorf("%v", f.Rings)
	}
}

func FuzzRead(f *testing.F) {
	for _, text := range []string{
		collection(square("a", 0, 0), square("b", 1, 0)), collection(), `{"type":"FeatureCollection","features":[]}`,
		collection(`{"type":"Feature","properties":{"was":{"type":"Feature","x":1}},"geometry":{"type":"MultiPolygon","coordinates":[[],[[]],[[[1,2,3],[4,5e-1,6],[7,8,9]]]]}}`),
	} {
		f.Add([]byte(text), uint8(3))
	}
	f.Fuzz(func(t *testing.T, text []byte, workers uint8) {
		one, err := topo.Read(text, 1)
		several, errSeveral := topo.Read(text, int(workers%8)+1)
		if fmt.Sprint(err) != fmt.Sprint(errSeveral) || !cmp.Equal(one, several, compare) {
			t.Fatalf("%v, %v: %s", err, errSeveral, cmp.Diff(one, several, compare))
		}
		if err != nil {
			return
		}
		if without := strings.TrimPrefix(string(text), "\xef\xbb\xbf"); !json.Valid([]byte(without)) {
			t.Fatal("what is read is no JSON")
		}
		for _, r := range one.Rings {
			if r.To-r.From < 3 || one.Vertices[r.From] == (geo.Vertex{X: 1 << 60}) {
				t.Fatal("a ring of fewer than three vertices")
			}
		}
	})
}
