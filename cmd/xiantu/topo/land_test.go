package topo_test

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/xiantu/xiantu/geo"
)

// land is a made-up coverage: a board of units whose borders wander, some of them joined
// to one unit, some with a lake or with another unit in their midst.
type land struct {
	dice   *rand.Rand
	n      int
	detail int
	rough  float64
	owner  [][]int
	lines  map[[4]int][]geo.Vertex
}

func newLand(seed uint64, n, detail int, rough float64) *land {
	l := &land{dice: rand.New(rand.NewPCG(seed, 1)), n: n, detail: detail, rough: rough, lines: map[[4]int][]geo.Vertex{}}
	for range n {
		l.owner = append(l.owner, make([]int, n))
	}
	return l
}

const step = 10_000_000 // a hundredth of a degree

// line is the wandering border between two neighbouring corners of the board, without
// its last vertex: the same, run backwards, from the other side. It stays within a
// diamond around the straight line, so that borders do not cross.
func (l *land) line(x, y, u, v int) []geo.Vertex {
	if u < x || v < y {
		run := append(l.line(u, v, x, y), geo.Vertex{X: int64(x) * step, Y: int64(y) * step})
		var back []geo.Vertex
		for i := len(run) - 1; i > 0; i-- {
			back = append(back, run[i])
		}
		return back
	}
	key := [4]int{x, y, u, v}
	if have, ok := l.lines[key]; ok {
		return have
	}
	run := []geo.Vertex{{X: int64(x) * step, Y: int64(y) * step}}
	for i := 1; i < l.detail; i++ {
		along := float64(i) / float64(l.detail)
		room := min(along, 1-along) * l.rough * (2*l.dice.Float64() - 1)
		dx, dy := float64(u-x), float64(v-y)
		run = append(run, geo.Vertex{
			X: int64((float64(x) + dx*along - dy*room) * step),
			Y: int64((float64(y) + dy*along + dx*room) * step),
		})
	}
	l.lines[key] = run
	return run
}

func (l *land) ring(x, y int) []geo.Vertex {
	var run []geo.Vertex
	for _, side := range [][4]int{{x, y, x + 1, y}, {x + 1, y, x + 1, y + 1}, {x + 1, y + 1, x, y + 1}, {x, y + 1, x, y}} {
		run = append(run, l.line(side[0], side[1], side[2], side[3])...)
	}
	return run
}

// island is a small ring in the middle of a square of the board, counter-clockwise.
func (l *land) island(x, y int) []geo.Vertex {
	cx, cy := int64(x)*step+step/2, int64(y)*step+step/2
	var run []geo.Vertex
	for _, p := range [][2]int64{{0, -3}, {2, -2}, {3, 0}, {2, 2}, {0, 3}, {-2, 2}, {-3, 0}, {-2, -2}} {
		run = append(run, geo.Vertex{X: cx + p[0]*step/100 + l.dice.Int64N(step/200), Y: cy + p[1]*step/100 + l.dice.Int64N(step/200)})
	}
	return run
}

// text writes the land as GeoJSON, each unit with the property row.
func (l *land) text() string {
	var features []string
	for y := range l.n {
		for x := range l.n {
			name := fmt.Sprintf("%d-%d", x, y)
			rings := [][]geo.Vertex{l.ring(x, y)}
			if (x+y)%3 == 0 {
				hole := l.island(x, y)
				rings = append(rings, reversed(hole))
				if x%2 == 0 { // an enclave, not a lake
					features = append(features, feature("in "+name, y, [][]geo.Vertex{hole}))
				}
			}
			features = append(features, feature(name, y, rings))
		}
	}
	return collection(features...)
}

func reversed(run []geo.Vertex) []geo.Vertex {
	var back []geo.Vertex
	for i := len(run) - 1; i >= 0; i-- {
		back = append(back, run[i])
	}
	return back
}

func feature(name string, row int, rings [][]geo.Vertex) string {
	var b strings.Builder
	fmt.Fprintf(&b, `{"type":"Feature","properties":{"code":%q,"row":%d,"level":"village"},"geometry":{"type":"Polygon","coordinates":[`, name, row)
	for i, ring := range rings {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('[')
		for _, v := range append(ring[:len(ring):len(ring)], ring[0]) {
			p := v.Point()
			fmt.Fprintf(&b, "[%.9f,%.9f],", p[0], p[1])
		}
		text := strings.TrimSuffix(b.String(), ",")
		b.Reset()
		b.WriteString(text + "]")
	}
	b.WriteString("]}}")
	return b.String()
}
