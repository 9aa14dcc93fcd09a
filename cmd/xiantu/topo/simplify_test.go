package topo_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xiantu/xiantu/cmd/xiantu/topo"
)

// simplified returns the text of a file with a share of its vertices.
func simplified(t testing.TB, text string, keep float64, workers int) (string, topo.Simplified) {
	t.Helper()
	f, err := topo.Read([]byte(text), workers)
	if err != nil {
		t.Fatal(err)
	}
	net := topo.NewNetwork(f)
	s := net.Simplify(topo.Simplification{Keep: keep, Workers: workers})
	var out bytes.Buffer
	if err := f.Write(&out, net, s.Runs); err != nil {
		t.Fatal(err)
	}
	return out.String(), s
}

// Whatever is left out, the map stays the same one: as many faces, covered by the same
// features, and nothing crosses. The bytes are the same for any number of workers.
func TestSimplifyKeepsTheMap(t *testing.T) {
	given := 0
	for seed := range uint64(40) {
		text := newLand(seed, 6, 24, 0.85).text()
		before := read(t, text)
		faces := topo.NewNetwork(before).Faces()
		for _, keep := range []float64{0, 0.02, 0.2, 0.6} {
			out, s := simplified(t, text, keep, 1)
			given += s.GivenBack
			if two, _ := simplified(t, text, keep, 2); two != out {
				t.Fatalf("seed %d, keep %g: two workers write something else", seed, keep)
			}
			after := read(t, out)
			net := topo.NewNetwork(after)
			if n, f := net.Crossings(1), net.Faces(); n > 0 || f != faces || s.Crossings > 0 {
				t.Fatalf("seed %d, keep %g: %d crossings, %+v, not %+v", seed, keep, n, f, faces)
			}
			if len(after.Rings) != len(before.Rings) || len(after.Features) != len(before.Features) {
				t.Fatalf("seed %d, keep %g: %d rings, not %d", seed, keep, len(after.Rings), len(before.Rings))
			}
			if share := float64(s.Kept-s.GivenBack) / float64(s.Removable); share < keep-1e-9 || share > keep+0.01 {
				t.Errorf("seed %d: keeps %g, not %g", seed, share, keep)
			}
		}
	}
	if given == 0 {
		t.Error("nothing was given back: these lands are no test")
	}
}

func TestSimplifyCases(t *testing.T) {
	polygon := func(name, rings string) string {
		return `{"type":"Feature","properties":{"code":"` + name + `"},"geometry":{"type":"Polygon","coordinates":` + rings + `}}`
	}
	for name, c := range map[string]struct {
		features string
		want     int // vertices kept that are no nodes
	}{
		// A lone ring keeps a triangle: its first vertex and two.
		"island": {polygon("a", `[[[0,0],[2,0],[3,1],[2,2],[0,2],[-1,1],[0,0]]]`), 2},
		// A lens of two units keeps the vertices without which one of them would be a line: both
		// borders between the nodes are bent, and so is the one between them.
		"lens": {polygon("a", `[[[0,0],[1,-1],[2,0],[1,1],[0,0]]]`) + "," + polygon("b", `[[[0,0],[1,1],[2,0],[1,3],[0,0]]]`), 2},
		// A bay with an island in it: the line across the bay would put the island on land.
		"bay": {polygon("land", `[[[0,0],[9,0],[9,5],[6,5],[6,1],[4,1],[4,5],[0,5],[0,0]]]`) + "," + polygon("island", `[[[4.8,2],[5.2,2],[5,2.4],[4.8,2]]]`), 7},
	} {
		_, s := simplified(t, collection(c.features), 0, 1)
		if s.Kept != c.want {
			t.Errorf("%s: %d vertices kept, not %d", name, s.Kept, c.want)
		}
	}
}

// A feature whose lines stay is written byte for byte, and of the others everything but
// the geometry is.
func TestSimplifyKeepsBytes(t *testing.T) {
	same := `{ "type":"Feature", "geometry" : {"type":"Polygon","coordinates":[[[10.0,0],[1.1e1,0.00],[11,1],[10.0, 0]]]} ,"properties":{"n":1.50,"s":"青\u795e"}, "id":7}`
	bent := `{"type":"Feature","note":[1, 2],"geometry":{"type":"Polygon","coordinates":[[[0,0],[0.5,-0.0001],[1,0],[1,1],[0,0]]],"bbox":[0,0,1,1]},"properties":{"s" : "x"}}`
	text := `{"name":"n","type":"FeatureCollection","features":[` + same + " ,\n\n" + bent + `],"tail":{}}` + "\n"
	out, _ := simplified(t, text, 0.8, 1)
	want := strings.Replace(text, `{"type":"Polygon","coordinates":[[[0,0],[0.5,-0.0001],[1,0],[1,1],[0,0]]],"bbox":[0,0,1,1]}`, `{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}`, 1)
	if out != want {
		t.Errorf("%s\nnot\n%s", out, want)
	}
	if out, _ := simplified(t, text, 1, 1); out != text {
		t.Error("keeping all changes the file")
	}
}

// An unclosed ring is closed; it is the only thing that is written anew.
func TestWriteClosesRings(t *testing.T) {
	open := `{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1.0,0],[1,1]]]}}`
	out, _ := simplified(t, collection(square("a", 5, 5), open), 1, 1)
	want := collection(square("a", 5, 5), strings.Replace(open, `[[[0,0],[1.0,0],[1,1]]]`, `[[[0,0],[1,0],[1,1],[0,0]]]`, 1))
	if out != want {
		t.Errorf("%s\nnot\n%s", out, want)
	}
}

func TestWriteCoordinates(t *testing.T) {
	const ring = `[0,-0.000000001],[103.8,29.123456789],[-1.5,0.00000001],[180,-90]`
	f := `{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[` + ring + `]]}}`
	out, _ := simplified(t, collection(f), 1, 1)
	want := collection(strings.Replace(f, `[180,-90]`, `[180,-90],[0,-0.000000001]`, 1))
	if out != want {
		t.Errorf("%s\nnot\n%s", out, want)
	}
}
