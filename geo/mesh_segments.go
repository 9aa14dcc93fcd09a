package geo

// meshSegments is what a meshBuilder knows of single segments, each known by the position in
// the runs where it comes first.
type meshSegments struct {
	// first is where a vertex comes first in flat, and next where it comes again; 0: nowhere.
	first []int32 // by vertex
	next  []int32 // by position
	// rep is, for the segment that starts at a position, the first position where the same
	// segment starts, either way.
	rep         []int32
	left, right []int32 // shapeSets beside a segment, at its first position
}

// pairUp finds where each segment comes first and collects the shapes on its two sides,
// unless that is done.
func (b *meshBuilder) pairUp() {
	if b.rep != nil {
		return
	}
	b.link()
	b.rep = make([]int32, len(b.flat))
	b.left, b.right = make([]int32, len(b.flat)), make([]int32, len(b.flat))
	for _, ring := range b.rings {
		twin := int32(0) // the first position of the segment before, where that is another's
		for p := ring.from; p < ring.from+ring.n; p++ {
			rep := b.twin(p, twin)
			b.rep[p] = rep
			if (b.flat[rep] == b.flat[p]) != ring.turned {
				b.left[rep] = b.sets.with(b.left[rep], ring.shape)
			} else {
				b.right[rep] = b.sets.with(b.right[rep], ring.shape)
			}
			twin = rep
		}
	}
}

// link notes where vertices come.
func (b *meshBuilder) link() {
	b.first, b.next = make([]int32, b.count), make([]int32, len(b.flat))
	last := make([]int32, b.count)
	for p, v := range b.flat {
		switch {
		case v < 0:
			continue
		case b.first[v] == 0:
			b.first[v] = int32(p)
		default:
			b.next[last[v]] = int32(p)
		}
		last[v] = int32(p)
	}
}

// twin returns the first position of the segment that starts at p; near is that of the
// segment before it.
func (b *meshBuilder) twin(p, near int32) int32 {
	from, to := b.flat[p], b.flat[p+1]
	if near > 0 && near < p-1 {
		if b.flat[near] == from && b.flat[near-1] == to { // near runs the other way
			return b.rep[near-1]
		}
		if b.flat[near+1] == from && b.flat[near+2] == to {
			return b.rep[near+1]
		}
	}
	for q := b.first[from]; q != 0 && q <= p; q = b.next[q] {
		if b.flat[q-1] == to {
			return b.rep[q-1]
		}
		if b.flat[q+1] == to && q < p {
			return b.rep[q]
		}
	}
	return p
}

// beside is the set of shapes whose border a segment is.
func (b *meshBuilder) beside(p int32) int32 { return b.sets.sum(b.left[b.rep[p]], b.right[b.rep[p]]) }

// has reports whether the shapes have a vertex: one that the table has got since is that of
// a crossing.
func (b *meshBuilder) has(id int32) bool { return 0 <= id && int(id) < b.count }
