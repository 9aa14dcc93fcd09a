package siting_test

import (
	"context"
	"errors"
	"math"
	"math/bits"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/xiantu/xiantu/coverage/siting"
)

// field is a random instance small enough to try every choice of sites.
type field struct {
	matrix  *siting.Matrix
	way     [][]float64 // by client, by site; +Inf: out of reach
	weights []float64
	count   int
}

func drawField(t *rapid.T, whole bool) field {
	clients, sites := rapid.IntRange(1, 14).Draw(t, "clients"), rapid.IntRange(1, 9).Draw(t, "sites")
	f := field{matrix: siting.NewMatrix(clients, sites), way: make([][]float64, clients), weights: make([]float64, clients), count: rapid.IntRange(1, sites).Draw(t, "count")}
	for i := range clients {
		f.way[i] = make([]float64, sites)
		f.weights[i] = float64(rapid.IntRange(0, 50).Draw(t, "weight"))
		for j := range sites {
			far := float64(rapid.IntRange(0, 30).Draw(t, "way"))
			if !whole {
				far += rapid.Float64Range(0, 1).Draw(t, "and a bit")
			}
			f.way[i][j] = far
			f.matrix.Add(i, j, far)
		}
	}
	return f
}

// choices calls see with every choice of n sites.
func (f field) choices(n int, see func(sites []int)) {
	for set := range 1 << f.matrix.Sites() {
		if bits.OnesCount(uint(set)) != n {
			continue
		}
		var sites []int
		for j := range f.matrix.Sites() {
			if set&(1<<j) != 0 {
				sites = append(sites, j)
			}
		}
		see(sites)
	}
}

// nearest is a client's way to the nearest of some sites.
func (f field) nearest(i int, sites []int) float64 {
	best := math.Inf(1)
	for _, j := range sites {
		best = min(best, f.way[i][j])
	}
	return best
}

func (f field) reached(sites []int, radius float64) (sum float64) {
	for i, w := range f.weights {
		if f.nearest(i, sites) <= radius {
			sum += w
		}
	}
	return sum
}

func (f field) total(sites []int) (sum float64) {
	for i, w := range f.weights {
		sum += w * f.nearest(i, sites)
	}
	return sum
}

func (f field) longest(sites []int) (far float64) {
	for i := range f.weights {
		far = max(far, f.nearest(i, sites))
	}
	return far
}

func isProven(t *rapid.T, s *siting.Solution, err error, want float64) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	if !s.Proven || s.Gap() != 0 || math.Abs(s.Objective-want) > 1e-7*(1+want) || math.Abs(s.Bound-s.Objective) > 1e-7*(1+want) {
		t.Fatalf("%+v, by trying all: %v", s, want)
	}
}

func TestCoverIsTheBestOfAllChoices(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, radius := drawField(t, false), rapid.Float64Range(0.5, 31).Draw(t, "radius")
		best := 0.0
		f.choices(f.count, func(sites []int) { best = max(best, f.reached(sites, radius)) })
		s, err := siting.Cover(context.Background(), f.matrix, f.weights, f.count, siting.Options{Radius: radius})
		isProven(t, s, err, best)
		if len(s.Sites) != f.count || f.reached(s.Sites, radius) != best {
			t.Fatalf("%v reach %v, not %v", s.Sites, f.reached(s.Sites, radius), best)
		}
	})
}

func TestCoverKeepsWhatStands(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, radius := drawField(t, true), rapid.Float64Range(0.5, 20).Draw(t, "radius")
		existing := []int{rapid.IntRange(0, f.matrix.Sites()-1).Draw(t, "existing")}
		count := f.count - 1
		best := 0.0
		f.choices(count, func(sites []int) {
			if !slices.Contains(sites, existing[0]) {
				best = max(best, f.reached(append(slices.Clone(sites), existing...), radius))
			}
		})
		s, err := siting.Cover(context.Background(), f.matrix, f.weights, count, siting.Options{Radius: radius, Existing: existing})
		isProven(t, s, err, best)
		if slices.Contains(s.Sites, existing[0]) {
			t.Fatalf("%v was chosen though it stands", existing)
		}
	})
}

func TestCoverKeepsConditions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, radius := drawField(t, true), rapid.Float64Range(3, 20).Draw(t, "radius")
		o := siting.Options{Radius: radius}
		apart := func(sites []int) bool {
			return !slices.ContainsFunc(o.Apart, func(p [2]int) bool { return slices.Contains(sites, p[0]) && slices.Contains(sites, p[1]) })
		}
		for range rapid.IntRange(0, 4).Draw(t, "pairs") {
			a, b := rapid.IntRange(0, f.matrix.Sites()-1).Draw(t, "a"), rapid.IntRange(0, f.matrix.Sites()-1).Draw(t, "b")
			if a != b {
				o.Apart = append(o.Apart, [2]int{a, b})
			}
		}
		half := f.matrix.Clients() / 2
		floor := siting.Floor{Least: rapid.Float64Range(0, 100).Draw(t, "least")}
		for i := range half {
			floor.Clients = append(floor.Clients, i)
		}
		o.Floors = []siting.Floor{floor}
		keeps := func(sites []int) bool {
			sum := 0.0
			for _, i := range floor.Clients {
				if f.nearest(i, sites) <= radius {
					sum += f.weights[i]
				}
			}
			return sum >= floor.Least && apart(sites)
		}
		best := -1.0
		f.choices(f.count, func(sites []int) {
			if keeps(sites) {
				best = max(best, f.reached(sites, radius))
			}
		})
		s, err := siting.Cover(context.Background(), f.matrix, f.weights, f.count, o)
		if best < 0 {
			if !errors.Is(err, siting.ErrInfeasible) {
				t.Fatalf("no choice keeps to the conditions, said %v, %v", s, err)
			}
			return
		}
		isProven(t, s, err, best)
		if !keeps(s.Sites) {
			t.Fatalf("%v breaks a condition", s.Sites)
		}
	})
}

func TestMedianIsTheBestOfAllChoices(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := drawField(t, rapid.Bool().Draw(t, "whole"))
		best := math.Inf(1)
		f.choices(f.count, func(sites []int) { best = min(best, f.total(sites)) })
		s, err := siting.Median(context.Background(), f.matrix, f.weights, f.count, siting.Options{})
		isProven(t, s, err, best)
	})
}

func TestCenterIsTheBestOfAllChoices(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := drawField(t, false)
		best := math.Inf(1)
		f.choices(f.count, func(sites []int) { best = min(best, f.longest(sites)) })
		s, err := siting.Center(context.Background(), f.matrix, f.count, siting.Options{})
		isProven(t, s, err, best)
		if f.longest(s.Sites) != best {
			t.Fatalf("%v: the longest way is %v, not %v", s.Sites, f.longest(s.Sites), best)
		}
	})
}

func TestCoverAllIsTheFewest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, radius := drawField(t, false), rapid.Float64Range(0.5, 31).Draw(t, "radius")
		fewest := math.Inf(1)
		for n := range f.matrix.Sites() + 1 {
			f.choices(n, func(sites []int) {
				if f.longest(sites) <= radius {
					fewest = min(fewest, float64(n))
				}
			})
		}
		s, err := siting.CoverAll(context.Background(), f.matrix, siting.Options{Radius: radius})
		if math.IsInf(fewest, 1) {
			if !errors.Is(err, siting.ErrInfeasible) {
				t.Fatalf("no choice covers all, said %v, %v", s, err)
			}
			return
		}
		isProven(t, s, err, fewest)
		if f.longest(s.Sites) > radius {
			t.Fatalf("%v do not cover all", s.Sites)
		}
	})
}
