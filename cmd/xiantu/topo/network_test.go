package topo_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/xiantu/xiantu/cmd/xiantu/topo"
	"github.com/xiantu/xiantu/geo"
)

func ExampleNewNetwork() {
	// A | B
	text := collection(square("a", 0, 0), square("b", 1, 0))
	file, _ := topo.Read([]byte(text), 1)
	net := topo.NewNetwork(file)
	fmt.Println(len(file.Vertices), "vertices,", len(net.Vertices), "of them different,", len(net.Arcs), "arcs")
	fmt.Println(net.Refs(0), net.Refs(1))
	// Output:
	// 8 vertices, 6 of them different, 3 arcs
	// [0 1] [2 -1]
}

// Every ring is its arcs, put behind one another.
func TestArcsMakeRings(t *testing.T) {
	for seed := range uint64(20) {
		f := read(t, newLand(seed, 6, 9, 0.4).text())
		net := topo.NewNetwork(f)
		for i, r := range f.Rings {
			checkRing(t, net, i, f.Vertices[r.From:r.To])
		}
	}
}

func checkRing(t *testing.T, net *topo.Network, i int, want []geo.Vertex) {
	t.Helper()
	var got []geo.Vertex
	for _, ref := range net.Refs(i) {
		run := net.Arcs[ref.Index()]
		for j := range run[1:] {
			if ref.Reversed() {
				j = len(run) - 1 - j
			}
			got = append(got, net.Vertices[run[j]])
		}
	}
	if len(got) != len(want) {
		t.Fatalf("ring %d has %d vertices, not %d", i, len(got), len(want))
	}
	turned := 0
	for got[turned] != want[0] {
		turned++
	}
	for j := range want {
		if got[(j+turned)%len(got)] != want[j] {
			t.Fatalf("ring %d differs at vertex %d", i, j)
		}
	}
}

func TestFaces(t *testing.T) {
	block := func(name string, x0, y0, x1, y1 int, holes ...[4]int) string {
		text := fmt.Sprintf(`{"type":"Feature","properties":{"code":%q},"geometry":{"type":"Polygon","coordinates":[[[%d,%d],[%d,%d],[%d,%d],[%d,%d],[%d,%d]]`,
			name, x0, y0, x1, y0, x1, y1, x0, y1, x0, y0)
		for _, h := range holes {
			text += fmt.Sprintf(`,[[%d,%d],[%d,%d],[%d,%d],[%d,%d],[%d,%d]]`, h[0], h[1], h[0], h[3], h[2], h[3], h[2], h[1], h[0], h[1])
		}
		return text + `]}}`
	}
	middle := [4]int{2, 2, 4, 4}
	for name, c := range map[string]struct {
		features  []string
		crossings int
		want      topo.Faces
	}{
		"apart":           {[]string{square("a", 0, 0), square("b", 5, 5)}, 0, topo.Faces{Count: 2}},
		"neighbours":      {[]string{square("a", 0, 0), square("b", 1, 0), square("c", 0, 1)}, 0, topo.Faces{Count: 3}},
		"touch in a node": {[]string{square("a", 0, 0), square("b", 1, 1)}, 0, topo.Faces{Count: 2}},
		"a gap": {[]string{square("a", 0, 0), square("b", 1, 0), square("c", 2, 0), square("d", 0, 1), square("f", 2, 1), square("g", 0, 2), square("h", 1, 2), square("i", 2, 2)},
			0, topo.Faces{Count: 9, Gaps: 1}},
		"lake":               {[]string{block("a", 0, 0, 6, 6, middle)}, 0, topo.Faces{Count: 2, Lakes: 1}},
		"enclave":            {[]string{block("a", 0, 0, 6, 6, middle), block("b", 2, 2, 4, 4)}, 0, topo.Faces{Count: 2}},
		"island in a lake":   {[]string{block("a", 0, 0, 9, 9, [4]int{1, 1, 8, 8}), block("b", 2, 2, 4, 4)}, 0, topo.Faces{Count: 3, Lakes: 1}},
		"unit on a unit":     {[]string{block("a", 0, 0, 6, 6), block("b", 2, 2, 4, 4)}, 0, topo.Faces{Count: 2, Overlaps: 1}},
		"twice the same":     {[]string{square("a", 0, 0), square("a", 0, 0)}, 0, topo.Faces{Count: 1, Overlaps: 1}},
		"crossing":           {[]string{block("a", 0, 0, 2, 2), block("b", 1, 1, 3, 3)}, 2, topo.Faces{Count: -1}},
		"vertex on a border": {[]string{block("a", 0, 0, 2, 2), square("b", 2, 0), square("c", 2, 1)}, 3, topo.Faces{Count: -1}},
	} {
		net := topo.NewNetwork(read(t, collection(c.features...)))
		if got := net.Crossings(2); got != c.crossings {
			t.Errorf("%s: %d crossings, not %d", name, got, c.crossings)
		}
		if c.want.Count < 0 {
			continue
		}
		if got := net.Faces(); got != c.want {
			t.Errorf("%s: %+v, not %+v", name, got, c.want)
		}
		if got := net.FaceCount(); got != c.want.Count {
			t.Errorf("%s: %d faces by Euler's formula, not %d", name, got, c.want.Count)
		}
	}
}

func TestLandIsValid(t *testing.T) {
	for seed := range uint64(10) {
		net := topo.NewNetwork(read(t, newLand(seed, 7, 12, 0.45).text()))
		if n, f := net.Crossings(2), net.Faces(); n > 0 || !f.Valid() || f.Lakes == 0 || f.Count != net.FaceCount() {
			t.Errorf("seed %d: %d crossings, %+v", seed, n, f)
		}
	}
}

// Crossings equal those of trying every pair.
func TestCrossingsOfScribbles(t *testing.T) {
	for seed := range uint64(30) {
		l := newLand(seed, 5, 8, 3) // so rough that borders cross
		net := topo.NewNetwork(read(t, l.text()))
		if got, want := net.Crossings(2), everyPair(net); got != want || want == 0 {
			t.Errorf("seed %d: %d crossings, not %d", seed, got, want)
		}
	}
}

// everyPair counts crossings by signs alone; no two vertices here lie on one line with a
// third by chance but where edges share an end.
func everyPair(net *topo.Network) int {
	var edges [][2]int32
	for _, run := range net.Arcs {
		for j := 1; j < len(run); j++ {
			edges = append(edges, [2]int32{run[j-1], run[j]})
		}
	}
	side := func(a, b, c int32) bool {
		p, q, r := net.Vertices[a], net.Vertices[b], net.Vertices[c]
		return (q.X-p.X)*(r.Y-p.Y)-(q.Y-p.Y)*(r.X-p.X) > 0
	}
	count := 0
	for i, e := range edges {
		for _, f := range edges[:i] {
			if e[0] == f[0] || e[0] == f[1] || e[1] == f[0] || e[1] == f[1] {
				continue
			}
			if side(e[0], e[1], f[0]) != side(e[0], e[1], f[1]) && side(f[0], f[1], e[0]) != side(f[0], f[1], e[1]) {
				count++
			}
		}
	}
	return count
}

func TestRealCounty(t *testing.T) {
	folder := os.Getenv("XIANTU_SHARED")
	if folder == "" {
		t.Skip("XIANTU_SHARED is not set")
	}
	for _, name := range []string{"villages_2019", "villages_2020", "townships_2019", "townships_2020"} {
		text, err := os.ReadFile(filepath.Join(folder, "data/qingshen", name+".geojson"))
		if err != nil {
			t.Fatal(err)
		}
		net := topo.NewNetwork(read(t, string(text)))
		if n, f := net.Crossings(2), net.Faces(); n > 0 || f.Gaps+f.Overlaps > 0 {
			t.Errorf("%s: %d crossings, %+v", name, n, f)
		}
	}
}
