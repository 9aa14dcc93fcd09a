package geo

import (
	"cmp"
	"slices"
)

// sweep finds whether any two of many lines meet elsewhere than in a common end, however
// long and close beside one another they are: a line that moves from left to right
// keeps those that it passes in order from below, and only neighbours are compared
// (Shamos and Hoey, Geometric intersection problems, 1976). The order is kept in a treap
// (Seidel and Aragon, Randomized search trees, 1996).
type sweep struct {
	lines []halfLine // each from its left end; those of no length are left out
	nodes []sweepNode
	root  int32
	pair  [2]int32 // the lines found to meet
	found bool
}

// sweepNode is the place of a line in the treap and in the list from below. Nodes are
// known by their line's number plus one; 0 is none.
type sweepNode struct {
	up, left, right int32
	below, above    int32
}

// meetingPair returns two of the lines that meet; ok is false where none do.
func meetingPair(lines []halfLine) (pair [2]halfLine, ok bool) {
	s := sweep{lines: lines, nodes: make([]sweepNode, len(lines)+1)}
	starts, ends := make([]int32, len(lines)), make([]int32, len(lines))
	for i := range lines {
		if l := &lines[i]; compareVertex(l.from, l.to) > 0 {
			l.from, l.to = l.to, l.from
		}
		starts[i], ends[i] = int32(i), int32(i)
	}
	slices.SortFunc(starts, func(i, j int32) int { return compareVertex(lines[i].from, lines[j].from) })
	slices.SortFunc(ends, func(i, j int32) int { return compareVertex(lines[i].to, lines[j].to) })
	gone := 0
	for _, i := range starts {
		for ; gone < len(ends) && compareVertex(lines[ends[gone]].to, lines[i].from) <= 0; gone++ {
			s.remove(ends[gone] + 1)
		}
		if s.insert(i + 1); s.found {
			break
		}
	}
	for ; gone < len(ends) && !s.found; gone++ {
		s.remove(ends[gone] + 1)
	}
	if !s.found {
		return pair, false
	}
	return [2]halfLine{lines[s.pair[0]-1], lines[s.pair[1]-1]}, true
}

// compare compares two neighbours.
func (s *sweep) compare(a, b int32) {
	if a == 0 || b == 0 || s.found {
		return
	}
	l, m := s.lines[a-1], s.lines[b-1]
	if Meet(l.from, l.to, m.from, m.to) {
		s.pair, s.found = [2]int32{a, b}, true
	}
}

// order says whether the line a, which begins now, passes above (1) or below (-1) one that
// is passed already. Where it begins on it, the two meet.
func (s *sweep) order(a, b int32) int {
	l, m := s.lines[a-1], s.lines[b-1]
	if l.from == m.from {
		return cmp.Compare(turn(m.from, m.to, l.to), 0)
	}
	return cmp.Compare(turn(m.from, m.to, l.from), 0)
}

// insert puts a line that begins into the order.
func (s *sweep) insert(a int32) {
	n := &s.nodes[a]
	for at := s.root; at != 0; {
		n.up = at
		switch c := s.order(a, at); {
		case c == 0:
			s.pair, s.found = [2]int32{a, at}, true
			return
		case c < 0:
			n.above, at = at, s.nodes[at].left
		default:
			n.below, at = at, s.nodes[at].right
		}
	}
	if n.below != 0 {
		s.nodes[n.below].above = a
	}
	if n.above != 0 {
		s.nodes[n.above].below = a
	}
	switch up := &s.nodes[n.up]; {
	case n.up == 0:
		s.root = a
	case n.above == n.up:
		up.left = a
	default:
		up.right = a
	}
	for n.up != 0 && rank(n.up) < rank(a) {
		s.raise(a)
	}
	s.compare(n.below, a)
	s.compare(a, n.above)
}

// remove takes a line that ends out of the order.
func (s *sweep) remove(a int32) {
	n := &s.nodes[a]
	for n.left != 0 || n.right != 0 {
		if n.right == 0 || n.left != 0 && rank(n.left) > rank(n.right) {
			s.raise(n.left)
		} else {
			s.raise(n.right)
		}
	}
	s.hang(n.up, a, 0)
	if n.below != 0 {
		s.nodes[n.below].above = n.above
	}
	if n.above != 0 {
		s.nodes[n.above].below = n.below
	}
	s.compare(n.below, n.above)
}

// rank is what orders the treap from its root down: a number that looks like chance.
func rank(a int32) uint32 {
	h := uint32(a) * 0x9E3779B1
	h ^= h >> 15
	return h * 0x85EBCA77
}

// raise turns a node and the one above it, so that it stands above.
func (s *sweep) raise(a int32) {
	n, p := &s.nodes[a], s.nodes[a].up
	parent := &s.nodes[p]
	s.hang(parent.up, p, a)
	if parent.left == a {
		if parent.left = n.right; n.right != 0 {
			s.nodes[n.right].up = p
		}
		n.right = p
	} else {
		if parent.right = n.left; n.left != 0 {
			s.nodes[n.left].up = p
		}
		n.left = p
	}
	n.up, parent.up = parent.up, a
}

// hang puts a node in the place of another under up.
func (s *sweep) hang(up, old, a int32) {
	switch {
	case up == 0:
		s.root = a
	case s.nodes[up].left == old:
		s.nodes[up].left = a
	default:
		s.nodes[up].right = a
	}
}
