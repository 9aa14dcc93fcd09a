package road_test

import (
	"bufio"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/coverage/road"
	"github.com/xiantu/xiantu/geo"
)

// at is a place some metres east and north of a corner of the county.
func at(east, north float64) orb.Point {
	return geo.NewLocal(orb.Point{103.8, 29.8}).Inverse(orb.Point{east, north})
}

func line(at ...orb.Point) orb.LineString { return at }

// flat are speeds of 3.6 km/h, a metre a second, whatever one does; who drives on a lane
// is ten times as fast.
func flat(t *testing.T) *road.Speeds {
	t.Helper()
	s, err := road.NewSpeeds([]road.Speed{{Class: "lane", Walk: 3.6, Drive: 36}, {Class: "motorway", Drive: 36}, {Class: "path", Walk: 3.6}, {Class: road.OffRoad, Walk: 3.6}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

//	C (1000,500)
//	|                 AB and BC are lanes; DE is a lane of an island
//
// A---B                 A (0,0), B (1000,0)
//
// D---E                 D (0,-5000), E (1000,-5000)
func small() []road.Road {
	return []road.Road{
		{Line: line(at(0, 0), at(1000, 0)), Class: "lane", Name: "AB"},
		{Line: line(at(1000, 0), at(1000, 500)), Class: "lane", Name: "BC"},
		{Line: line(at(0, -5000), at(1000, -5000)), Class: "lane", Name: "DE"},
	}
}

func TestTimes(t *testing.T) {
	oneWay := small()
	oneWay[1].Way = road.Forward // from B to C only
	against := small()
	against[1].Way = road.Backward
	motorway := small()
	motorway[1].Class = "motorway"
	limited := small()
	limited[0].MaxSpeed = 18
	never := math.Inf(1)
	for _, c := range []struct {
		name     string
		roads    []road.Road
		mode     road.Mode
		from, to orb.Point
		want     float64
	}{
		{"along one edge", small(), road.Walk, at(200, 0), at(700, 0), 500},
		{"round a corner, between nodes", small(), road.Walk, at(200, 0), at(1000, 300), 1100},
		{"both stand off the road, and walk there", small(), road.Walk, at(200, 30), at(1040, 300), 1100 + 30 + 40},
		{"driving, the legs are walked", small(), road.Drive, at(200, 30), at(1040, 300), 110 + 30 + 40},
		{"a one-way street in its direction", oneWay, road.Drive, at(200, 0), at(1000, 300), 110},
		{"and against it there is no way", oneWay, road.Drive, at(1000, 300), at(200, 0), never},
		{"on foot there is", oneWay, road.Walk, at(1000, 300), at(200, 0), 1100},
		{"a street one-way against its line", against, road.Drive, at(1000, 300), at(200, 0), 110},
		{"along a one-way street to what lies behind: no way round", oneWay, road.Drive, at(1000, 300), at(1000, 200), never},
		{"nobody walks on a motorway: the nearest road to walk on is another", motorway, road.Walk, at(1000, 300), at(200, 0), 300 + 800},
		{"who drives enters one at its junctions only", motorway, road.Drive, at(1000, 300), at(200, 0), 300 + 80},
		{"its limit counts", limited, road.Drive, at(200, 0), at(700, 0), 100},
		{"an island cannot be reached", small(), road.Walk, at(200, 0), at(500, -5000), never},
		{"within the island it can", small(), road.Walk, at(200, -5000), at(500, -5000), 300},
	} {
		t.Run(c.name, func(t *testing.T) {
			net := road.NewNet(c.roads, flat(t), c.mode)
			from, ok := net.Snap(c.from, 500)
			to, ok2 := net.Snap(c.to, 500)
			if !ok || !ok2 {
				t.Fatal("a place is not on the net")
			}
			got, place := net.To([]road.Foot{to}, math.Inf(1)).From(from)
			if got != c.want && math.Abs(got-c.want) > 0.01 {
				t.Errorf("takes %g s, want %g", got, c.want)
			}
			if (place == 0) != (c.want < never) {
				t.Errorf("nearest is %d", place)
			}
		})
	}
}

func TestSnap(t *testing.T) {
	net := road.NewNet(small(), flat(t), road.Walk)
	for _, c := range []struct {
		name  string
		place orb.Point
		foot  orb.Point
		ok    bool
	}{
		{"beside the middle of an edge", at(300, 80), at(300, 0), true},
		{"beyond an end", at(-30, 40), at(0, 0), true},
		{"on a node", at(1000, 0), at(1000, 0), true},
		{"just within the bound", at(300, -499.9), at(300, 0), true},
		{"just beyond it", at(300, -500.1), orb.Point{}, false},
		{"nowhere", orb.Point{math.NaN(), 20}, orb.Point{}, false},
		{"at the other end of the world", orb.Point{-76, -29}, orb.Point{}, false},
	} {
		f, ok := net.Snap(c.place, 500)
		if ok != c.ok {
			t.Errorf("%s: snapped %t, want %t", c.name, ok, c.ok)
		}
		if !ok {
			continue
		}
		if d := geo.Distance(f.At, c.foot); d > 0.01 {
			t.Errorf("%s: its foot is %.3f m off", c.name, d)
		}
		if d := geo.Distance(f.At, c.place); math.Abs(float64(d-f.Distance)) > 1e-6 {
			t.Errorf("%s: says %g m, lies %g m away", c.name, f.Distance, d)
		}
	}
	if f, ok := net.Snap(at(0, -2600), 5000); !ok || math.Abs(float64(f.Distance)-2400) > 1 {
		t.Errorf("of two far roads the nearer is %v, %t", f, ok)
	}
	islands := net.Islands()
	if len(islands) != 1 || islands[0].Nodes != 2 {
		t.Errorf("islands %v, want one of 2 nodes", islands)
	}
}

// TestSnapIsNearest compares with a look at every road.
func TestSnapIsNearest(t *testing.T) {
	dice := rand.New(rand.NewPCG(5, 11))
	var roads []road.Road
	var ends [][2]orb.Point
	for range 300 {
		a := orb.Point{dice.Float64() * 20000, dice.Float64() * 20000}
		b := orb.Point{a[0] + dice.NormFloat64()*800, a[1] + dice.NormFloat64()*800}
		ends = append(ends, [2]orb.Point{a, b})
		roads = append(roads, road.Road{Class: "lane", Line: line(at(a[0], a[1]), at(b[0], b[1]))})
	}
	net := road.NewNet(roads, flat(t), road.Walk)
	for range 500 {
		p := orb.Point{dice.Float64()*24000 - 2000, dice.Float64()*24000 - 2000}
		best := math.Inf(1)
		for _, e := range ends {
			dx, dy := e[1][0]-e[0][0], e[1][1]-e[0][1]
			along := max(0, min(1, ((p[0]-e[0][0])*dx+(p[1]-e[0][1])*dy)/(dx*dx+dy*dy)))
			best = min(best, math.Hypot(p[0]-e[0][0]-along*dx, p[1]-e[0][1]-along*dy))
		}
		f, ok := net.Snap(at(p[0], p[1]), 600)
		if !ok && best < 599 || ok && math.Abs(float64(f.Distance)-best) > 0.1 {
			t.Errorf("%v: snapped %t at %g m, the nearest road is %g m away", p, ok, f.Distance, best)
		}
	}
}

// TestToAgainstRelaxation compares random graphs with relaxing every link until nothing
// changes (Bellman-Ford).
func TestToAgainstRelaxation(t *testing.T) {
	for seed := range uint64(60) {
		dice := rand.New(rand.NewPCG(seed, 2))
		nodes := 2 + dice.IntN(80)
		links := make([]road.Link, dice.IntN(4*nodes))
		for i := range links {
			links[i] = road.Link{A: int32(dice.IntN(nodes)), B: int32(dice.IntN(nodes)), Ahead: float64(dice.IntN(20)), Back: float64(dice.IntN(20))}
			if dice.IntN(4) == 0 {
				links[i].Back = math.Inf(1)
			}
		}
		var seeds []road.Seed
		for i := range 1 + dice.IntN(5) {
			seeds = append(seeds, road.Seed{Node: int32(dice.IntN(nodes)), Place: int32(i), Cost: float64(dice.IntN(9))})
		}
		want := relax(nodes, links, seeds)
		got := road.NewGraph(nodes, links).To(seeds, math.Inf(1))
		for i := range want {
			if got.Cost[i] != want[i] || (got.Place[i] < 0) != math.IsInf(want[i], 1) {
				t.Fatalf("graph %d, node %d: %g from place %d, want %g", seed, i, got.Cost[i], got.Place[i], want[i])
			}
		}
		most := 15.0
		for i, cost := range road.NewGraph(nodes, links).To(seeds, most).Cost {
			if want[i] <= most && cost != want[i] || want[i] > most && !math.IsInf(cost, 1) {
				t.Fatalf("graph %d, node %d: %g within %g, want %g", seed, i, cost, most, want[i])
			}
		}
	}
}

func relax(nodes int, links []road.Link, seeds []road.Seed) []float64 {
	cost := make([]float64, nodes)
	for i := range cost {
		cost[i] = math.Inf(1)
	}
	for _, s := range seeds {
		cost[s.Node] = min(cost[s.Node], s.Cost)
	}
	for range nodes {
		for _, l := range links {
			cost[l.A] = min(cost[l.A], cost[l.B]+l.Ahead)
			cost[l.B] = min(cost[l.B], cost[l.A]+l.Back)
		}
	}
	return cost
}

// TestSweepForgets checks that a sweep's second answer knows nothing of its first.
func TestSweepForgets(t *testing.T) {
	net := road.NewNet(small(), flat(t), road.Walk)
	near, _ := net.Snap(at(100, 0), 500)
	far, _ := net.Snap(at(1000, 500), 500)
	group, _ := net.Snap(at(0, 0), 500)
	sweep := net.Sweep()
	first, _ := sweep.To([]road.Foot{near}, math.Inf(1)).From(group)
	second, _ := sweep.To([]road.Foot{far}, math.Inf(1)).From(group)
	third, place := sweep.To([]road.Foot{far}, 900).From(group)
	if math.Abs(first-100) > 0.01 || math.Abs(second-1500) > 0.01 || !math.IsInf(third, 1) || place != -1 {
		t.Errorf("takes %g, %g, %g s, want 100, 1500, +Inf", first, second, third)
	}
}

// TestLand measures the land along a straight road. At a metre a second on and off it,
// those within 400 s fill a disc; farther out the strip beside the road is as wide as
// one may leave it, and round at its ends.
func TestLand(t *testing.T) {
	net := road.NewNet([]road.Road{{Line: line(at(-5000, 0), at(5000, 0)), Class: "lane"}}, flat(t), road.Walk)
	place, _ := net.Snap(at(0, 0), 500)
	times := net.To([]road.Foot{place}, math.Inf(1))
	for _, c := range []struct {
		seconds float64
		most    geo.Metres
		want    float64
	}{{400, 500, math.Pi * 400 * 400}, {2000, 500, 3000*1000 + math.Pi*500*500}, {0, 500, 0}} {
		land := times.Land(c.seconds, c.most)
		if got := float64(geo.Area(land)); math.Abs(got-c.want) > 0.01*c.want+1 {
			t.Errorf("within %g s and %g m: %.0f m2, want %.0f", c.seconds, c.most, got, c.want)
		}
	}
	if geo.Contains(times.Land(400, 500), at(0, 390)) != true || geo.Contains(times.Land(400, 500), at(300, 300)) {
		t.Error("land does not follow the road")
	}
}

// TestLandLeavesIslandOut: what no facility is reached from is not in reach.
func TestLandLeavesIslandOut(t *testing.T) {
	net := road.NewNet(small(), flat(t), road.Drive)
	place, _ := net.Snap(at(0, 0), 500)
	land := net.To([]road.Foot{place}, math.Inf(1)).Land(1e6, 500)
	if geo.Contains(land, at(500, -5000)) || !geo.Contains(land, at(500, 0)) {
		t.Error("the land in reach is not that around the roads that lead there")
	}
}

func ExampleNet_To() {
	roads := []road.Road{{Line: orb.LineString{{103.80, 29.80}, {103.81, 29.80}}, Class: "residential"}}
	net := road.NewNet(roads, road.DefaultSpeeds(), road.Walk)
	clinic, _ := net.Snap(orb.Point{103.808, 29.8}, 500)
	home, _ := net.Snap(orb.Point{103.802, 29.8005}, 500)
	seconds, _ := net.To([]road.Foot{clinic}, math.Inf(1)).From(home)
	fmt.Printf("%.0f m to the road, %.1f minutes in all\n", home.Distance, seconds/60)
	// Output: 55 m to the road, 9.8 minutes in all
}

// county reads the made county's network: links by metres or by seconds, who lives at
// which node, and where the facilities stand.
func county(t testing.TB) (metres, seconds *road.Graph, people map[int32]int64, facilities []road.Seed) {
	shared := os.Getenv("XIANTU_SHARED")
	if shared == "" {
		t.Skip("XIANTU_SHARED is not set")
	}
	read := func(name string, row func(fields []float64)) {
		file, err := os.Open(filepath.Join(shared, "data", "synthetic", name))
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		for in := bufio.NewScanner(file); in.Scan(); {
			var fields []float64
			for _, f := range strings.Fields(in.Text()) {
				var v float64
				if _, err := fmt.Sscan(f, &v); err != nil {
					t.Fatal(err)
				}
				fields = append(fields, v)
			}
			row(fields)
		}
	}
	var byMetres, bySeconds []road.Link
	nodes := int32(0)
	read("county_road_edges.tsv", func(f []float64) {
		a, b := int32(f[1]), int32(f[2])
		nodes = max(nodes, a+1, b+1)
		byMetres = append(byMetres, road.Link{A: a, B: b, Ahead: f[3], Back: f[3]})
		bySeconds = append(bySeconds, road.Link{A: a, B: b, Ahead: f[4], Back: f[4]})
	})
	people = map[int32]int64{}
	read("county_road_demand_nodes.tsv", func(f []float64) { people[int32(f[0])] += int64(f[1]) })
	read("county_road_facility_nodes.tsv", func(f []float64) {
		facilities = append(facilities, road.Seed{Node: int32(f[0]), Place: int32(len(facilities))})
	})
	return road.NewGraph(int(nodes), byMetres), road.NewGraph(int(nodes), bySeconds), people, facilities
}

func TestMadeCounty(t *testing.T) {
	metres, seconds, people, facilities := county(t)
	within := func(g *road.Graph, most float64) (n int64) {
		for node, cost := range g.To(facilities, most).Cost {
			if cost <= most {
				n += people[int32(node)]
			}
		}
		return n
	}
	if n := within(metres, 1000); n != 76250 {
		t.Errorf("%d people within 1000 m of walking, want 76250", n)
	}
	if n := within(seconds, 600); n != 222667 {
		t.Errorf("%d people within 600 s of driving, want 222667", n)
	}
}

// grid is a network as large as the made county's: 26,000 nodes, 51,000 links.
func grid() (*road.Graph, []road.Seed) {
	const wide, high = 200, 130
	dice := rand.New(rand.NewPCG(1, 2))
	var links []road.Link
	for i := range int32(wide * high) {
		for _, to := range [2]int32{i + 1, i + wide} {
			if to < wide*high && (to != i+1 || to%wide != 0) {
				cost := 90 + 80*dice.Float64()
				links = append(links, road.Link{A: i, B: to, Ahead: cost, Back: cost})
			}
		}
	}
	var seeds []road.Seed
	for i := range int32(60) {
		seeds = append(seeds, road.Seed{Node: int32(dice.IntN(wide * high)), Place: i})
	}
	return road.NewGraph(wide*high, links), seeds
}

func BenchmarkTo(b *testing.B) {
	graph, seeds := grid()
	for b.Loop() {
		graph.To(seeds, math.Inf(1))
	}
}
