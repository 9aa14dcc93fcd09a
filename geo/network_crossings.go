package geo

import (
	"math"
	"sync"
	"sync/atomic"
)

// Crossings counts the pairs of segments that have more in common than an end: that cross,
// touch, or lie on one another. A coverage without defects has none. It is exact up to
// most, and stops soon behind it.
func (n *Network) Crossings(workers, most int) int {
	count, crowded := n.count(workers, most, crowdedLine)
	if crowded {
		if _, ok := meetingPair(n.b.halfLines()); ok {
			count, _ = n.count(workers, most, math.MaxInt32)
		}
	}
	n.planar = count == 0
	return count
}

// crowdedLine is with how many others a segment's box meets on average before it pays to
// let a line sweep over them. In maps it is a few.
const crowdedLine = 24

// count counts the pairs that meet. It gives up, as crowded, where segments have that many beside
// them and none that they meet has been seen.
func (n *Network) count(workers, most, beside int) (sum int, crowded bool) {
	vertices, lines := n.b.table.vertices, n.b.segments()
	grid := newBlockGrid(vertices, lines)
	var met, near atomic.Int64
	tooMany := func() bool { return met.Load() == 0 && near.Load() > int64(beside)*int64(len(lines)) }
	var done sync.WaitGroup
	workers = max(workers, 1)
	for w := range workers {
		done.Go(func() {
			for k := w; k < len(grid.blocks) && met.Load() <= int64(most) && !tooMany(); k += workers {
				count, pairs := int64(0), int64(0)
				grid.pairsOf(k, true, func(i, j int32) {
					pairs++
					l, m := &lines[i], &lines[j]
					if Meet(vertices[l.a], vertices[l.b], vertices[m.a], vertices[m.b]) {
						count++
					}
				})
				if near.Add(pairs); count > 0 {
					met.Add(count)
				}
			}
		})
	}
	done.Wait()
	return int(met.Load()), tooMany()
}
