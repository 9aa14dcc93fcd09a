package tiles

import (
	"cmp"
	"maps"
	"slices"

	"github.com/xiantu/xiantu/edition"
)

// ClusterZoom is the last zoom at which facilities that stand close together are drawn
// as one point with their number. From the next zoom on each is drawn for itself.
const ClusterZoom = 11

// clusterReach is how far from its middle a cluster takes facilities in, in units of the
// tile: 32 pixels of 512 a tile.
const clusterReach = 256

// clusterID is added to the least id of a cluster's facilities to give its own.
const clusterID = 1 << 52

// cluster is some facilities that stand close together, or one.
type cluster struct {
	at     spot
	count  int32
	list   int32 // of the one or, of several, of the one with the least id: its edition
	index  int32 // and its place in the edition's list
	least  int64 // that id
	counts []int32
}

// clusters are the facilities of some editions as they are drawn at each zoom up to
// ClusterZoom, from west to east. All tiles are cut from them, so a cluster is the same
// whichever tile it is looked for in.
type clusters struct {
	of    []*places
	kinds []string // ascending: what the counts of a cluster count
	zooms [ClusterZoom + 1][]cluster
}

// newClusters makes the clusters of a zoom of those of the next. A cluster takes in what
// lies within its reach: first those that hold most, then from north to south.
func newClusters(editions []*edition.Edition, of []*places) *clusters {
	c := &clusters{of: of}
	number := c.numberKinds(editions)
	total := 0
	for _, ed := range editions {
		total += len(ed.Facilities.List)
	}
	items := make([]cluster, 0, total)
	ones := make([]int32, total*len(c.kinds)) // the counts of all, one after the other
	for l, ed := range editions {
		for i := range ed.Facilities.List {
			if of[l].known[i] {
				f := &ed.Facilities.List[i]
				counts := ones[:len(c.kinds):len(c.kinds)]
				ones = ones[len(c.kinds):]
				counts[number[f.Kind]] = 1
				items = append(items, cluster{of[l].spots[i], 1, int32(l), int32(i), int64(f.ID), counts})
			}
		}
	}
	for zoom := ClusterZoom; zoom >= 0; zoom-- {
		items = gather(items, clusterReach<<(worldBits-extentBits-zoom))
		c.zooms[zoom] = slices.Clone(items)
		slices.SortFunc(c.zooms[zoom], func(a, b cluster) int {
			return cmp.Or(cmp.Compare(a.at.X, b.at.X), cmp.Compare(a.at.Y, b.at.Y), cmp.Compare(a.least, b.least))
		})
	}
	return c
}

func (c *clusters) numberKinds(editions []*edition.Edition) map[string]int {
	number := map[string]int{}
	for _, ed := range editions {
		for i := range ed.Facilities.List {
			number[ed.Facilities.List[i].Kind] = 0
		}
	}
	c.kinds = slices.Sorted(maps.Keys(number))
	for i, kind := range c.kinds {
		number[kind] = i
	}
	return number
}

// gather joins items that lie within reach of one another.
func gather(items []cluster, reach int64) []cluster {
	items = slices.Clone(items)
	slices.SortFunc(items, func(a, b cluster) int {
		return cmp.Or(cmp.Compare(b.count, a.count), cmp.Compare(a.at.Y, b.at.Y), cmp.Compare(a.at.X, b.at.X), cmp.Compare(a.least, b.least))
	})
	key := func(x, y int64) uint64 { return uint64(x)<<32 | uint64(uint32(y)) }
	first := make(map[uint64]int32, len(items)) // of each cell, plus one
	next := make([]int32, len(items))           // in the same cell, plus one
	for i := range items {
		at := key(int64(items[i].at.X)/reach, int64(items[i].at.Y)/reach)
		next[i], first[at] = first[at], int32(i+1)
	}
	taken := make([]bool, len(items))
	var out []cluster
	var near []int32
	for i := range items {
		if taken[i] {
			continue
		}
		near = near[:0]
		column, row := int64(items[i].at.X)/reach, int64(items[i].at.Y)/reach
		for x := column - 1; x <= column+1; x++ {
			for y := row - 1; y <= row+1; y++ {
				for o := first[key(x, y)]; o > 0; o = next[o-1] {
					if !taken[o-1] && within(items[i].at, items[o-1].at, reach) {
						near = append(near, o-1)
					}
				}
			}
		}
		for _, o := range near {
			taken[o] = true
		}
		slices.Sort(near)
		out = append(out, joinItems(items, near))
	}
	return out
}

func within(a, b spot, reach int64) bool {
	dx, dy := int64(a.X)-int64(b.X), int64(a.Y)-int64(b.Y)
	return max(dx, -dx) <= reach && max(dy, -dy) <= reach && float64(dx)*float64(dx)+float64(dy)*float64(dy) <= float64(reach)*float64(reach)
}

// joinItems is one cluster of several, in the middle of their facilities.
func joinItems(items []cluster, which []int32) cluster {
	sum := items[which[0]]
	if len(which) == 1 {
		return sum
	}
	var x, y int64
	counts, count := make([]int32, len(sum.counts)), int32(0)
	for _, i := range which {
		item := &items[i]
		x, y = x+int64(item.at.X)*int64(item.count), y+int64(item.at.Y)*int64(item.count)
		count += item.count
		for k, n := range item.counts {
			counts[k] += n
		}
		if item.least < sum.least {
			sum.least, sum.list, sum.index = item.least, item.list, item.index
		}
	}
	sum.at = spot{uint32(x / int64(count)), uint32(y / int64(count))}
	sum.count, sum.counts = count, counts
	return sum
}

// drawClusters puts what of the clusters stands in the tile into a layer.
func drawClusters(l *layer, s *shape, f frame, editions []*edition.Edition, c *clusters) {
	list := c.zooms[f.zoom]
	first, _ := slices.BinarySearchFunc(list, f.inner.min.X, func(c cluster, x uint32) int { return cmp.Compare(c.at.X, x) })
	for i := first; i < len(list) && list[i].at.X <= f.inner.max.X; i++ {
		at, in := f.localPoint(list[i].at)
		if !in {
			continue
		}
		if l.isFull() {
			l.leaveOut()
			continue
		}
		s.start(pointShape)
		s.point(at)
		if list[i].count > 1 {
			describeCluster(l, &list[i], c.kinds)
			l.feature(clusterID+uint64(list[i].least), s)
			continue
		}
		ed := editions[list[i].list]
		facility := &ed.Facilities.List[list[i].index]
		describeFacility(l, ed, facility)
		l.feature(uint64(facility.ID), s)
	}
}
