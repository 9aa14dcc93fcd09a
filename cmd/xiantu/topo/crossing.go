package topo

import (
	"sync"
	"sync/atomic"

	"github.com/xiantu/xiantu/geo"
)

// blockEdges is how many edges in a row are looked for together.
const blockEdges = 12

// block is a stretch of an arc, from..to.
type block struct {
	arc, from, to int32
}

// Crossings counts the pairs of edges that have more in common than an end: that cross,
// touch, or lie on one another. It is exact up to MostCrossings, and stops soon behind it.
// A coverage without defects has none.
func (n *Network) Crossings(workers int) int {
	blocks, boxes := n.blocks()
	grid := newBoxGrid(boxes)
	var sum atomic.Int64
	most := int64(n.MostCrossings())
	var done sync.WaitGroup
	for w := range max(workers, 1) {
		done.Go(func() {
			for i := w; i < len(blocks) && sum.Load() <= most; i += max(workers, 1) {
				count := n.crossingsWithin(blocks[i])
				grid.query(boxes[i], func(j int32) {
					if int(j) < i {
						count += n.crossingsBetween(blocks[i], blocks[j], boxes[i].common(boxes[j]))
					}
				})
				sum.Add(int64(count))
			}
		})
	}
	done.Wait()
	return int(sum.Load())
}

// MostCrossings is how many crossings a file of so many vertices may have to be worked on:
// neighbours that were drawn apart cross once or twice a vertex, a tangle has as many
// crossings as it has pairs of edges, and each of them would become a vertex.
func (n *Network) MostCrossings() int { return 20_000 + 4*len(n.Vertices) }

func (n *Network) blocks() ([]block, []box) {
	var blocks []block
	var boxes []box
	for a, run := range n.Arcs {
		for from := 0; from+1 < len(run); from += blockEdges {
			to := min(from+blockEdges, len(run)-1)
			b := boxOf(n.Vertices[run[from]])
			for _, id := range run[from+1 : to+1] {
				b.add(n.Vertices[id])
			}
			blocks = append(blocks, block{int32(a), int32(from), int32(to)})
			boxes = append(boxes, b)
		}
	}
	return blocks, boxes
}

func (n *Network) crossingsWithin(b block) int {
	run, count := n.Arcs[b.arc], 0
	for i := b.from; i < b.to; i++ {
		for j := b.from; j < i; j++ {
			if n.clash(run[i], run[i+1], run[j], run[j+1]) {
				count++
			}
		}
	}
	return count
}

func (n *Network) crossingsBetween(a, b block, common box) int {
	var near [blockEdges][2]int32
	edges := n.edgesIn(a, common, near[:0])
	if len(edges) == 0 {
		return 0
	}
	var others [blockEdges][2]int32
	count := 0
	for _, o := range n.edgesIn(b, common, others[:0]) {
		for _, e := range edges {
			if n.clash(e[0], e[1], o[0], o[1]) {
				count++
			}
		}
	}
	return count
}

// edgesIn appends the edges of a block whose boxes meet a box.
func (n *Network) edgesIn(b block, common box, to [][2]int32) [][2]int32 {
	run := n.Arcs[b.arc]
	p := n.Vertices[run[b.from]]
	for i := b.from; i < b.to; i++ {
		q := n.Vertices[run[i+1]]
		if edge := edgeBox(p, q); edge.meets(&common) {
			to = append(to, [2]int32{run[i], run[i+1]})
		}
		p = q
	}
	return to
}

func edgeBox(p, q geo.Vertex) box {
	return box{min(p.X, q.X), min(p.Y, q.Y), max(p.X, q.X), max(p.Y, q.Y)}
}

// common is the box that lies in both; they meet.
func (b box) common(o box) box {
	return box{max(b.minX, o.minX), max(b.minY, o.minY), min(b.maxX, o.maxX), min(b.maxY, o.maxY)}
}
