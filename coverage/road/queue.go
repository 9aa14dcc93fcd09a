package road

import (
	"cmp"
	"slices"
)

// queue gives back what waits in it by cost, the least first: a heap whose nodes have
// four below them, which touches less memory than one of two.
type queue struct{ list []waiting }

// waiting is a node that was reached at a cost.
type waiting struct {
	cost float64
	node int32
}

func (q *queue) push(w waiting) {
	q.list = append(q.list, w)
	i := len(q.list) - 1
	for i > 0 {
		up := (i - 1) / 4
		if q.list[up].cost <= w.cost {
			break
		}
		q.list[i] = q.list[up]
		i = up
	}
	q.list[i] = w
}

func (q *queue) pop() waiting {
	first, n := q.list[0], len(q.list)-1
	w := q.list[n]
	q.list = q.list[:n]
	i := 0
	for below := 1; below < n; below = 4*i + 1 {
		least := below
		for k := below + 1; k < min(below+4, n); k++ {
			if q.list[k].cost < q.list[least].cost {
				least = k
			}
		}
		if w.cost <= q.list[least].cost {
			break
		}
		q.list[i] = q.list[least]
		i = least
	}
	if n > 0 {
		q.list[i] = w
	}
	return first
}

// bySize numbers trees by their size, the largest first.
func bySize(above []int32, top func(int32) int32) (part []int32, sizes []int) {
	count := map[int32]int{}
	for i := range above {
		count[top(int32(i))]++
	}
	roots := make([]int32, 0, len(count))
	for root := range count {
		roots = append(roots, root)
	}
	slices.SortFunc(roots, func(a, b int32) int { return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b)) })
	number := map[int32]int32{}
	for i, root := range roots {
		number[root] = int32(i)
		sizes = append(sizes, count[root])
	}
	part = make([]int32, len(above))
	for i := range above {
		part[i] = number[top(int32(i))]
	}
	return part, sizes
}
