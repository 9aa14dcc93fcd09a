package tiles

import "sync"

// areaGrids are an area on the grids of the zooms, each made when a tile first needs it.
type areaGrids [finest + 1]struct {
	once     sync.Once
	polygons [][][]spot // valid: rings open, shells with positive area, each with its holes
}

// onGrid returns the area on the grid of a zoom <= finest. Its lines are led through the
// pixels that they pass, as those of units are, and woven anew where they meet there.
func (a *area) onGrid(zoom int) [][][]spot {
	made := &a.grids[zoom]
	made.once.Do(func() { made.polygons = a.round(zoom) })
	return made.polygons
}

func (a *area) round(zoom int) [][][]spot {
	var all []spot
	for _, polygon := range a.polygons {
		for _, ring := range polygon {
			all = append(all, ring...)
		}
	}
	if len(all) == 0 {
		return nil
	}
	p := newPixels(all, worldBits-extentBits-zoom)
	var rounded [][][]int32
	next := 0
	for _, polygon := range a.polygons {
		rings := make([][]int32, len(polygon))
		for r, ring := range polygon {
			rings[r] = p.lead(ring, p.id[next:next+len(ring)])
			next += len(ring)
		}
		rounded = append(rounded, rings)
	}
	if p.meet(rounded) {
		return p.weave(rounded)
	}
	out := make([][][]spot, len(rounded))
	for i, rings := range rounded {
		for _, ids := range rings {
			ring := make([]spot, len(ids))
			for k, id := range ids {
				ring[k] = p.at[id]
			}
			out[i] = append(out[i], ring)
		}
	}
	return out
}

// lead leads an open ring, whose spots have the given pixels, through those that it passes.
func (p *pixels) lead(ring []spot, ids []int32) []int32 {
	var out []int32
	for i, id := range ids {
		k := (i + 1) % len(ids)
		if len(out) == 0 || out[len(out)-1] != id {
			out = append(out, id)
		}
		if ids[k] != id {
			out = p.between(ring[i], ring[k], id, ids[k], out)
		}
	}
	for len(out) > 1 && out[len(out)-1] == out[0] {
		out = out[:len(out)-1]
	}
	return out
}

// meet reports whether rings have a pixel in common, one comes to a pixel twice, or one is no
// ring any more.
func (p *pixels) meet(polygons [][][]int32) bool {
	seen := make([]bool, len(p.at))
	for _, rings := range polygons {
		for _, ids := range rings {
			if len(ids) < 3 {
				return true
			}
			for _, id := range ids {
				if seen[id] {
					return true
				}
				seen[id] = true
			}
		}
	}
	return false
}

// weave makes valid polygons of rings that meet.
func (p *pixels) weave(polygons [][][]int32) [][][]spot {
	var w weaver
	position := func(id int32) point { return point{int64(p.at[id].X), int64(p.at[id].Y)} }
	for _, rings := range polygons {
		for _, ids := range rings {
			for k, id := range ids {
				if next := ids[(k+1)%len(ids)]; next != id {
					w.edge(position(id), position(next))
				}
			}
		}
	}
	var out [][][]spot
	for _, ring := range nest(w.rings()) {
		spots := make([]spot, len(ring))
		for i, q := range ring {
			spots[i] = spot{uint32(q.X), uint32(q.Y)}
		}
		if doubleArea(ring) > 0 {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], spots)
	}
	return out
}
