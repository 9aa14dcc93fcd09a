package topo

import (
	"math"
	"slices"
	"sync"
)

// Simplification is how much to simplify.
type Simplification struct {
	Keep    float64 // the share of vertices to keep, 0 to 1, of those that are not nodes
	Workers int
}

// Simplified is the arcs of a network with fewer vertices.
type Simplified struct {
	Runs      []Run // by arc
	Removable int   // vertices between the ends of arcs before
	Kept      int   // and after
	GivenBack int   // of these, how many keep borders from crossing and units from vanishing
	Crossings int   // pairs of edges that cross or touch in the network as it was read
	Tangled   bool  // these are more than Network.MostCrossings: nothing else is said
}

// Simplify leaves out the vertices of the least effective areas, each arc once for all
// rings along it. Then vertices come back one by one wherever a border would cross or
// touch another, lie on it, or change sides with it: the result is the same map with
// simpler lines, no unit, exclave or enclave lost. That needs a network without
// crossings; Crossings counts those that were seen.
func (n *Network) Simplify(o Simplification) Simplified {
	areas := n.effectiveAreas(max(o.Workers, 1))
	least := threshold(n.Arcs, areas, o.Keep)
	u := newUntangler(n, areas, least)
	u.workers = max(o.Workers, 1)
	if u.untangle(); u.tangled {
		return Simplified{Tangled: true}
	}
	s := Simplified{Runs: make([]Run, len(n.Arcs)), GivenBack: u.given, Crossings: u.clashes}
	for i, run := range n.Arcs {
		s.Removable += len(run) - 2
		s.Runs[i] = u.kept(i)
		s.Kept += len(s.Runs[i]) - 2
	}
	return s
}

// effectiveAreas returns the effective area of each vertex by arc, +Inf at the ends. Arcs
// are dealt to workers in stretches; each is worked out by itself, so it does not matter
// to whom it falls.
func (n *Network) effectiveAreas(workers int) [][]float32 {
	total := 0
	for _, run := range n.Arcs {
		total += len(run)
	}
	all := make([]float32, total)
	areas := make([][]float32, len(n.Arcs))
	for i, run := range n.Arcs {
		areas[i], all = all[:len(run)], all[len(run):]
	}
	const stretch = 256
	next := make(chan int)
	var done sync.WaitGroup
	for range workers {
		done.Go(func() {
			var s visvalingam
			for from := range next {
				for i := from; i < min(from+stretch, len(n.Arcs)); i++ {
					s.effective(n.Vertices, n.Arcs[i], areas[i])
					areas[i][0] = float32(math.Inf(1))
					areas[i][len(areas[i])-1] = float32(math.Inf(1))
				}
			}
		})
	}
	for i := 0; i < len(n.Arcs); i += stretch {
		next <- i
	}
	close(next)
	done.Wait()
	return areas
}

// threshold is the effective area from which on vertices are kept, so that their share
// is what is asked for, or a little more where areas are equal.
func threshold(arcs []Run, areas [][]float32, keep float64) float32 {
	var inner []float32
	for _, a := range areas {
		inner = append(inner, a[1:len(a)-1]...)
	}
	out := len(inner) - int(math.Ceil(keep*float64(len(inner))))
	switch {
	case out <= 0:
		return 0
	case out >= len(inner):
		return float32(math.Inf(1))
	}
	return nth(inner, out)
}

// nth returns the value that stands at place k when values are sorted; it changes their
// order. (Hoare's selection; the middle of three as pivot.)
func nth(values []float32, k int) float32 {
	for len(values) > 32 {
		a, b, c := values[0], values[len(values)/2], values[len(values)-1]
		pivot := max(min(a, b), min(max(a, b), c))
		i, j := 0, len(values)-1
		for i <= j {
			for values[i] < pivot {
				i++
			}
			for values[j] > pivot {
				j--
			}
			if i <= j {
				values[i], values[j] = values[j], values[i]
				i++
				j--
			}
		}
		switch {
		case k <= j:
			values = values[:j+1]
		case k >= i:
			values, k = values[i:], k-i
		default:
			return pivot
		}
	}
	slices.Sort(values)
	return values[k]
}
