package siting_test

import (
	"context"
	"errors"
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/xiantu/xiantu/coverage/siting"
)

// serves is how much weight sites can serve that have room for so much each: the least cut,
// found by trying which sites are full.
func (f field) serves(sites []int, radius, capacity float64) float64 {
	least := math.Inf(1)
	for full := range 1 << len(sites) {
		cut := 0.0
		var others []int
		for k, j := range sites {
			if full&(1<<k) != 0 {
				cut += capacity
			} else {
				others = append(others, j)
			}
		}
		least = min(least, cut+f.reached(others, radius))
	}
	return least
}

func TestCapacities(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, radius := drawField(t, true), rapid.Float64Range(0.5, 20).Draw(t, "radius")
		capacity := float64(rapid.IntRange(1, 120).Draw(t, "capacity"))
		best := 0.0
		f.choices(f.count, func(sites []int) { best = max(best, f.serves(sites, radius, capacity)) })
		s, err := siting.Cover(context.Background(), f.matrix, f.weights, f.count, siting.Options{Radius: radius, Capacity: capacity})
		isProven(t, s, err, best)
		if got := f.serves(s.Sites, radius, capacity); got != best {
			t.Fatalf("%v serve %v, not %v", s.Sites, got, best)
		}
	})
}

// meets reports whether sites with room for so much each can serve what floors ask for,
// no client being in two: the least cut, found by trying which sites are full.
func (f field) meets(floors []siting.Floor, sites []int, radius, capacity float64) bool {
	asked := 0.0
	for _, floor := range floors {
		asked += floor.Least
	}
	for full := range 1 << len(sites) {
		cut := 0.0
		var others []int
		for k, j := range sites {
			if full&(1<<k) != 0 {
				cut += capacity
			} else {
				others = append(others, j)
			}
		}
		for _, floor := range floors {
			elsewhere := 0.0
			for _, i := range floor.Clients {
				if f.nearest(i, others) <= radius {
					elsewhere += f.weights[i]
				}
			}
			cut += min(floor.Least, elsewhere)
		}
		if cut < asked-1e-9 {
			return false
		}
	}
	return true
}

func TestCapacitiesWithFloors(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, radius := drawField(t, true), rapid.Float64Range(3, 20).Draw(t, "radius")
		capacity := float64(rapid.IntRange(1, 120).Draw(t, "capacity"))
		floors := make([]siting.Floor, rapid.IntRange(1, 3).Draw(t, "floors"))
		for i := range f.weights {
			k := rapid.IntRange(0, len(floors)).Draw(t, "floor")
			if k < len(floors) {
				floors[k].Clients = append(floors[k].Clients, i)
				floors[k].Least += f.weights[i]
			}
		}
		for k := range floors {
			floors[k].Least = math.Floor(floors[k].Least * rapid.Float64Range(0, 1).Draw(t, "share"))
		}
		best := -1.0
		f.choices(f.count, func(sites []int) {
			if f.meets(floors, sites, radius, capacity) {
				best = max(best, f.serves(sites, radius, capacity))
			}
		})
		s, err := siting.Cover(context.Background(), f.matrix, f.weights, f.count, siting.Options{Radius: radius, Capacity: capacity, Floors: floors})
		if best < 0 {
			if !errors.Is(err, siting.ErrInfeasible) {
				t.Fatalf("no choice serves what is asked for, said %v, %v", s, err)
			}
			return
		}
		isProven(t, s, err, best)
		sum := 0.0
		for _, load := range s.Loads {
			if sum += load; load > capacity+1e-9 {
				t.Fatalf("a load of %v", load)
			}
		}
		if !f.meets(floors, s.Sites, radius, capacity) || math.Abs(sum-best) > 1e-6 {
			t.Fatalf("%v break a floor, or serve %v, not %v", s.Sites, sum, best)
		}
	})
}

func TestNobodyIsInTwoFloorsWithACapacity(t *testing.T) {
	m := siting.NewMatrix(1, 1)
	m.Add(0, 0, 1)
	floor := siting.Floor{Clients: []int{0}, Least: 1}
	_, err := siting.Cover(context.Background(), m, []float64{5}, 1, siting.Options{Capacity: 2, Floors: []siting.Floor{floor, floor}})
	if !errors.Is(err, siting.ErrInvalid) {
		t.Error(err)
	}
}
