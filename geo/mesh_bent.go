package geo

// segments lists each segment once, for a noder, its owner being a position of it.
func (b *meshBuilder) segments() []nodeLine {
	count := int32(0)
	for _, arc := range b.arcs {
		count += arc.n
	}
	lines := make([]nodeLine, 0, count)
	for _, arc := range b.arcs {
		ring := &b.rings[arc.ring]
		for i := range arc.n {
			p := ring.wrap(arc.from + i)
			lines = append(lines, nodeLine{b.flat[p], b.flat[p+1], p, true})
		}
	}
	return lines
}

// bent returns a builder of the rings as the noder cut their segments, and notes the shapes
// that it cut. Both have one table of vertices.
func (b *meshBuilder) bent(n *noder, cut []bool) *meshBuilder {
	first := make([]int32, len(b.flat)) // the first piece of a segment
	for i := len(n.lines) - 1; i >= 0; i-- {
		first[b.rep[n.lines[i].owner]] = int32(i)
	}
	out := &meshBuilder{table: b.table, rings: make([]meshRing, len(b.rings))}
	out.flat = append(make([]int32, 0, len(b.flat)+2*n.added), -1) // most segments are of two rings
	for r, ring := range b.rings {
		from := int32(len(out.flat))
		for p := ring.from; p < ring.from+ring.n; p++ {
			out.flat = n.appendPieces(append(out.flat, b.flat[p]), first[b.rep[p]], b.flat[p])
		}
		count := int32(len(out.flat)) - from
		cut[ring.shape] = cut[ring.shape] || count > ring.n
		out.flat = append(out.flat, out.flat[from], -1)
		out.rings[r] = meshRing{shape: ring.shape, polygon: ring.polygon, hole: ring.hole, turned: ring.turned, from: from, n: count}
	}
	out.count = len(b.table.vertices)
	return out
}

// appendPieces appends the vertices at which a line was cut, in its direction from start;
// first is its first piece.
func (n *noder) appendPieces(to []int32, first, start int32) []int32 {
	end := first + 1
	for int(end) < len(n.lines) && n.lines[end].owner == n.lines[first].owner {
		end++
	}
	if n.lines[first].a == start {
		for k := first + 1; k < end; k++ {
			to = append(to, n.lines[k].a)
		}
		return to
	}
	for k := end - 1; k > first; k-- {
		to = append(to, n.lines[k].a)
	}
	return to
}
