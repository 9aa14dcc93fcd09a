package geo

import (
	"math/bits"

	"github.com/paulmach/orb"
)

// vertexTable gives each vertex a small number, in the order in which they come. It is
// an open hash table whose slots for neighbouring vertices lie close together: a
// vertex starts in a block of eight slots that belongs to the square it lies in, of some
// two segments' length, and leaves it only after eight tries, for a place of its own.
type vertexTable struct {
	vertices []Vertex
	slots    []int32 // number plus one; 0: empty
	shift    uint    // squares have sides of 1<<shift units
}

const slotBlock = 8

// newVertexTable makes a table for some count of vertices of shapes whose segments are as
// long as those of the sample.
func newVertexTable(count int, shift uint) vertexTable {
	size := 1 << max(4, bits.Len(uint(count)))
	return vertexTable{vertices: make([]Vertex, 0, count/2+8), slots: make([]int32, size), shift: shift}
}

// reset takes all vertices out, for some count of new ones, and keeps the memory.
func (t *vertexTable) reset(count int, shift uint) {
	t.vertices, t.slots, t.shift = t.vertices[:0], emptied(t.slots, 1<<max(4, bits.Len(uint(count)))), shift
}

// id returns the number of v, which may be a new one.
func (t *vertexTable) id(v Vertex) int32 {
	if 4*len(t.vertices) >= 3*len(t.slots) {
		t.grow()
	}
	slot := t.find(v)
	if *slot == 0 {
		t.vertices = append(t.vertices, v)
		*slot = int32(len(t.vertices))
	}
	return *slot - 1
}

// after returns the number of v, which follows the vertex last, or none where that is -1.
// Most vertices are found without a look into the table: borders are shared, and where one
// ring has met another's, the next vertex is the one before it there, or the next one.
func (t *vertexTable) after(v Vertex, last int32) int32 {
	if last > 0 && t.vertices[last-1] == v {
		return last - 1
	}
	if next := last + 1; int(next) < len(t.vertices) && t.vertices[next] == v {
		return next
	}
	return t.id(v)
}

// find returns the slot that v is in, or would be.
func (t *vertexTable) find(v Vertex) *int32 {
	mask := uint64(len(t.slots) - 1)
	square := mix(uint64(v.X>>t.shift), uint64(v.Y>>t.shift)) * slotBlock & mask
	own := mix(uint64(v.X), uint64(v.Y))
	for i := range uint64(slotBlock) {
		slot := &t.slots[square|(own+i)%slotBlock]
		if *slot == 0 || t.vertices[*slot-1] == v {
			return slot
		}
	}
	for h := own >> 8; ; h++ {
		slot := &t.slots[h&mask]
		if *slot == 0 || t.vertices[*slot-1] == v {
			return slot
		}
	}
}

func mix(x, y uint64) uint64 {
	h := x*0x9E3779B97F4A7C15 ^ bits.RotateLeft64(y*0xC2B2AE3D27D4EB4F, 32)
	h ^= h >> 32
	h *= 0xD6E8FEB86659FD93
	return h ^ h>>29
}

func (t *vertexTable) grow() {
	t.slots = make([]int32, 2*len(t.slots))
	for i, v := range t.vertices {
		*t.find(v) = int32(i) + 1
	}
}

// measureShapes counts vertices and returns the shift that suits the length of their
// segments.
func measureShapes(shapes []orb.MultiPolygon) (count, rings int, shift uint) {
	var m segmentSample
	for _, shape := range shapes {
		for _, polygon := range shape {
			for _, ring := range polygon {
				count += len(ring)
				rings++
				for i := 1; i < len(ring) && i < 8; i++ {
					m.add(Snap(ring[i-1]), Snap(ring[i]))
				}
			}
		}
	}
	return count, rings, m.shift()
}

// segmentSample is how long some segments are.
type segmentSample struct{ sum, n int64 }

func (m *segmentSample) add(a, b Vertex) {
	m.sum += max(a.X-b.X, b.X-a.X, a.Y-b.Y, b.Y-a.Y)
	m.n++
}

// shift is that of a vertexTable of such segments.
func (m *segmentSample) shift() uint { return uint(bits.Len64(uint64(2 * (m.sum / max(m.n, 1))))) }
