package tiles

import (
	"crypto/sha256"
	"encoding/binary"
	"strings"

	"github.com/xiantu/xiantu/edition"
)

// digest stands for what is drawn. Digests are added, so that the order in which
// things are found does not matter; two pictures that differ have the same one by
// chance only, once in 2^128.
type digest [2]uint64

func (d *digest) add(o digest) { d[0], d[1] = d[0]+o[0], d[1]+o[1] }
func (d *digest) xor(o digest) { d[0], d[1] = d[0]^o[0], d[1]^o[1] }

// with mixes a number into a digest.
func (d digest) with(n uint64) digest {
	return digest{spread(d[0] ^ n*0x9e3779b97f4a7c15), spread(d[1] + n*0xc2b2ae3d27d4eb4f)}
}

// spread carries every bit over all (the finalizer of SplitMix64).
func spread(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

func digestOf(text []byte) digest {
	sum := sha256.Sum256(text)
	return digest{binary.LittleEndian.Uint64(sum[:8]), binary.LittleEndian.Uint64(sum[8:16])}
}

// sides tells what lies along the arcs of an edition, as far as tiles say it.
type sides struct {
	border [len(bandLevels)][]digest // by band and arc: the units on each side, and the level of the border
	across [len(bandLevels)][]digest // by band and arc: what changes when one steps over it
}

// newSides describes every unit as its tiles do: by its attributes and its name.
func newSides(ed *edition.Edition, p *pyramid) *sides {
	units := make([]digest, len(ed.Units))
	var l layer
	for i := range ed.Units {
		l.start("", Limits{})
		describeUnit(&l, ed, &ed.Units[i], int64(p.tint[i]), false)
		describeName(&l, &ed.Units[i], int64(p.rank[i]))
		at := p.label[i]
		units[i] = digestOf(append(append([]byte(strings.Join(l.keys, " ")), l.valList...), l.tags...)).with(uint64(at.X)<<32 | uint64(at.Y))
	}
	s := new(sides)
	for k, b := range p.bands {
		s.border[k], s.across[k] = make([]digest, len(b.sides)), make([]digest, len(b.sides))
		for i, arc := range b.sides {
			var left, right digest
			for _, u := range arc.left {
				left.add(units[u])
				s.across[k][i].xor(units[u])
			}
			for _, u := range arc.right {
				right.add(units[u])
				s.across[k][i].xor(units[u])
			}
			both := left.with(1)
			both.add(right.with(1)) // which is which shows when one steps over
			s.border[k][i] = both.with(uint64(b.border[i]))
		}
	}
	return s
}

// drawn is the digest of all that a tile of the divisions shows of one of some editions: the
// segments of borders in it, with what lies on either side, and the units that its
// middle lies in. The latter follow from the borders that one crosses on the way to the
// middle from far in the west, so that nothing else of the county matters.
func (e *Encoder) drawn(f *frame, editions []*edition.Edition, which int) digest {
	ed := editions[which]
	p := e.pyramid(ed)
	s := e.sides.of(ed.Boundaries, func(*edition.Boundaries) *sides { return newSides(ed, p) })
	lines := e.lines(p, editions, which, f.grid)
	k := bandOf(f.grid)
	border, across := s.border[k], s.across[k]
	arcs := p.bands[k].arcs
	var seen, inside digest
	for i := range arcs {
		b := &arcs[i]
		if b.max.Y < f.reach.min.Y || b.min.Y > f.reach.max.Y || b.min.X > f.reach.max.X {
			continue
		}
		line := lines.arc(i)
		if b.max.X < f.reach.min.X { // all of it west of the tile: it crosses as often as its ends say
			if first, last := line[0], line[len(line)-1]; f.isAboveMiddle(first) != f.isAboveMiddle(last) {
				inside.xor(across[i])
			}
			continue
		}
		seen.add(segments(f, line, border[i], across[i], &inside))
	}
	return inside.with(seen[0]).with(seen[1])
}

// segments is the digest of the segments of a line that touch the tile or its buffer; inside
// learns of those that are crossed on the way to the middle.
func segments(f *frame, line []spot, border, across digest, inside *digest) (seen digest) {
	z := f.local(line[0])
	for j, s := range line {
		if j == 0 && len(line) > 1 {
			continue // a line of one spot is drawn too, or stands for something drawn
		}
		a := z
		z = f.local(s)
		if a.Y < lowEdge && z.Y < lowEdge || a.Y > highEdge && z.Y > highEdge || a.X > highEdge && z.X > highEdge {
			continue
		}
		if westOfMiddle(a, z) {
			inside.xor(across)
		}
		if a.X >= lowEdge || z.X >= lowEdge { // its box touches the tile or its buffer
			before, last := place(a), place(z)
			seen.add(border.with(before + last).with(before ^ last))
		}
	}
	return seen
}

// isAboveMiddle reports whether a spot lies north of the level line of the tile's middle.
func (f *frame) isAboveMiddle(s spot) bool { return 2*f.local(s).Y < middle }

func place(p point) uint64 { return spread(uint64(p.X)<<32 ^ uint64(p.Y)) }

// middle is that of the tile, in half units: half a unit off the grid, so that no vertex
// lies on its lines.
const middle = extent + 1

// westOfMiddle reports whether a segment crosses the level line of the tile's middle to
// the west of it.
func westOfMiddle(a, b point) bool {
	if (2*a.Y < middle) == (2*b.Y < middle) {
		return false
	}
	switch {
	case 2*max(a.X, b.X) < middle:
		return true
	case 2*min(a.X, b.X) > middle:
		return false
	}
	if a.Y > b.Y {
		a, b = b, a
	}
	return (2*b.X-2*a.X)*(middle-2*a.Y)-(middle-2*a.X)*(2*b.Y-2*a.Y) < 0
}
