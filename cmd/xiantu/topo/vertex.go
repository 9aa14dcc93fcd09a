package topo

import (
	"math/bits"

	"github.com/xiantu/xiantu/geo"
)

// vertexTable gives numbers to vertices, equal ones to equal vertices, in the order
// in which they first appear. It is a hash table made for borders: a ring that runs
// along one seen before finds its vertices without a look, because they have the numbers
// beside that of the vertex before; and others lie in one block of slots with what is
// near them on the ground, which the processor has at hand.
type vertexTable struct {
	vertices []geo.Vertex // by number
	slots    []int32      // number + 1, or 0
	cell     uint         // bits of a cell's side in grid units
	shift    uint         // that leaves a block's number of a hash
}

const (
	blockBits = 3 // slots of a block
	hashA     = 0x9e3779b97f4a7c15
	hashB     = 0xc2b2ae3d27d4eb4f
)

// newVertexTable makes a table for up to n vertices whose neighbours are as far apart as
// those of the sample.
func newVertexTable(n int, sample []geo.Vertex) *vertexTable {
	size := bits.Len(uint(max(n+n/3, 16)))
	return &vertexTable{
		vertices: make([]geo.Vertex, 0, n/2+16),
		slots:    make([]int32, 1<<size),
		cell:     cellBits(sample),
		shift:    uint(64 - (size - blockBits)),
	}
}

// cellBits is the size of a cell of about two edges, in bits.
func cellBits(sample []geo.Vertex) uint {
	var sum, n uint64
	for i := 1; i < len(sample); i += 1 + len(sample)/10_000 {
		d := uint64(abs(sample[i].X-sample[i-1].X) + abs(sample[i].Y-sample[i-1].Y))
		if d < geo.GridUnits { // not the way from a ring to the next
			sum += d
			n++
		}
	}
	if n == 0 {
		return 1
	}
	return uint(bits.Len64(sum / n))
}

func abs(v int64) int64 { return max(v, -v) }

// number returns the number of v. last is the number of the vertex before it, or -1.
func (t *vertexTable) number(v geo.Vertex, last int32) int32 {
	if last > 0 && t.vertices[last-1] == v {
		return last - 1
	}
	if next := last + 1; next < int32(len(t.vertices)) && t.vertices[next] == v {
		return next
	}
	x, y := uint64(v.X), uint64(v.Y)
	block := (uint64(v.X>>t.cell)*hashA ^ bits.RotateLeft64(uint64(v.Y>>t.cell)*hashB, 23)) * hashA >> t.shift << blockBits
	own := (x*hashB ^ bits.RotateLeft64(y*hashA, 29)) * hashB
	for i := range uint64(1 << blockBits) {
		slot := &t.slots[block|(own>>61+i)&(1<<blockBits-1)]
		if *slot == 0 {
			return t.add(slot, v)
		}
		if t.vertices[*slot-1] == v {
			return *slot - 1
		}
	}
	mask := uint64(len(t.slots) - 1)
	for i := own >> (t.shift - blockBits); ; i = (i + 1) & mask {
		slot := &t.slots[i]
		if *slot == 0 {
			return t.add(slot, v)
		}
		if t.vertices[*slot-1] == v {
			return *slot - 1
		}
	}
}

func (t *vertexTable) add(slot *int32, v geo.Vertex) int32 {
	t.vertices = append(t.vertices, v)
	*slot = int32(len(t.vertices))
	return *slot - 1
}
